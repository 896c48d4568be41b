"""What of a region could not be read, for commands that go on without it."""

from __future__ import annotations

from gwcat.adopt.resolve import ResolvedRegion


def unread(region: ResolvedRegion) -> list[str]:
    """Words for every catalogue that could not be read, and for adoptions that did not come about."""
    files = [*(entry.file for entry in region.catalogues), *region.contents.values()]
    said = [f"{file.path} 读不出来，没有计入；请运行 gwcat validate。" for file in files if not file.readable]
    broken = [(path, adopted.broken) for path, adopted in region.adoptions.items()]
    return [*said, *(f"{path} 的采用没有成：{problem.message}{problem.help}" for path, problem in broken if problem)]
