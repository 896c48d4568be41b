"""The official tables for download: the same bytes as in the `public/` of a package, under addresses of ASCII alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gwcat.filing.contents import Output, public_files
from gwcat.filing.plan import COMBINED, PUBLIC, Plan
from gwcat.model.region import Region
from gwcat.site.address import Addresses

_WORDS = {"xlsx": "Excel", "docx": "Word", "pdf": "PDF", "csv": "CSV", "html": "网页"}
_GROUPS = {"": ("all", "总目录"), "分领域": ("domain", "分领域"), "分单位": ("unit", "分单位"), "其他样表": ("form", "其他样表")}


@dataclass(frozen=True)
class Download:
    """A file: its address in the site, its bytes, the name to save it under, and what it is of."""

    address: str
    data: bytes
    file_name: str
    group: str
    name: str
    words: str

    @property
    def size(self) -> str:
        """Its size in words."""
        kib = len(self.data) / 1024
        return f"{kib / 1024:.1f} MB" if kib >= 1000 else f"{max(1, round(kib))} KB"


def downloads(plan: Plan, region: Region, output: Output, addresses: Addresses) -> Iterator[Download]:
    """Every public book in every format that the output asks for."""
    for entry in public_files(plan, region, output):
        path, suffix = entry.path.removeprefix(f"{PUBLIC}/").rsplit(".", 1)
        folder, _, name = path.rpartition("/")
        group = _GROUPS[folder][0]
        address = f"file/all.{suffix}" if path == COMBINED else addresses.file("file", group, name, suffix=suffix)
        yield Download(address, entry.data, f"{region.short_name}-{name}.{suffix}", group, name, _WORDS[suffix])


def download_groups(files: Sequence[Download]) -> list[dict[str, Any]]:
    """The files by group and book, for the page that lists them."""
    found: list[dict[str, Any]] = []
    for kind, title in _GROUPS.values():
        books: dict[str, list[dict[str, str]]] = {}
        for file in files:
            if file.group == kind:
                about = {"address": file.address, "name": file.file_name, "words": file.words, "size": file.size}
                books.setdefault(file.name, []).append(about)
        if books:
            found.append({"name": title, "books": [{"name": name, "files": listed} for name, listed in books.items()]})
    return found
