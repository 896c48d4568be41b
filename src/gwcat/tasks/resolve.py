"""Print what a region's catalogues come to with all that they adopt, and record that somebody looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gwcat.adopt.record import looked_at, record_path, record_text
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.filing.swap import write_file
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace


def resolved(workspace: Workspace, folder: str, paths: Sequence[Path]) -> tuple[ResolvedRegion, list[CatalogueFile]]:
    """A region with the catalogues that are asked for: all, or those at or below `paths`.

    Raises GwcatError for a path that no catalogue of the region lies at.
    """
    with without_collection():
        region = Resolver(workspace).region(folder)
    if not paths:
        return region, region.catalogues
    wanted = [_below(workspace, path) for path in paths]
    chosen = [entry for entry in region.catalogues if any(_covers(path, entry.file.path) for path in wanted)]
    for path, given in zip(wanted, paths, strict=True):
        if not any(_covers(path, entry.file.path) for entry in chosen):
            hint = f"请指定 catalogs/{region.region.folder}/ 下的文件或文件夹。"
            raise GwcatError(f"“{given}”里没有{region.region.name or folder}的目录。", hint=hint)
    return region, chosen


def _below(workspace: Workspace, path: Path) -> str:
    full = path.resolve()
    return full.relative_to(workspace.root).as_posix() if full.is_relative_to(workspace.root) else "?"


def _covers(path: str, file: str) -> bool:
    return path in (".", file) or file.startswith(f"{path}/")


def accept(workspace: Workspace, region: ResolvedRegion) -> tuple[str, int, bool]:
    """Record the items above as they are now: the record's path, how many items, whether anything changed.

    Raises GwcatError, with nothing written, while an adoption is broken: its items would be forgotten.
    """
    for adopted in region.adoptions.values():
        if (problem := adopted.broken) is not None:
            raise GwcatError(problem.message, place=adopted.entry.file.path, hint=f"{problem.help}改好以后再登记。")
    unread = next((entry.file for entry in region.catalogues if not entry.file.readable), None)
    if unread is not None:
        raise GwcatError("有读不出来的目录文件，没有登记。", place=unread.path, hint="请先运行 gwcat validate，按所列问题改正。")
    path, text = record_path(region), record_text(region)
    count = sum(1 for adopted in region.adoptions.values() for _ in looked_at(adopted))
    file = workspace.root / path
    if (region.record_file.text if region.record_file else "") == text:
        return path, count, False
    if text:
        write_file(file, text.encode())
    else:
        file.unlink(missing_ok=True)
    return path, count, True
