"""What holds the files of a workspace: a folder, a commit of a git repository, or a few files at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from gwcat.base.errors import storage_error
from gwcat.source.file import SourceFile, load_bytes, load_file
from gwcat.source.layout import CATALOGS, SUFFIXES


class Shelf(Protocol):
    """Source files by their paths in the workspace."""

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""

    def paths(self, folder: str) -> Iterable[str]:
        """All YAML files of a region's folder, sorted part by part; hidden ones and those of editors are left out."""

    def file(self, path: str) -> SourceFile:
        """A file, read; what is refused is among its findings."""


class FolderShelf:
    """The files below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""
        return (self.root / path).exists()

    def paths(self, folder: str) -> Iterator[str]:
        """All YAML files of a region's folder."""
        base = self.root / CATALOGS / folder
        try:
            found = [path for path in base.rglob("*") if path.suffix.lower() in SUFFIXES]
        except OSError as error:
            raise storage_error(error, "读取文件夹") from error
        for path in sorted(path for path in found if _shown(path.relative_to(base).parts)):
            yield path.relative_to(self.root).as_posix()

    def file(self, path: str) -> SourceFile:
        """A file, read."""
        return load_file(self.root, path)


class UnsavedShelf(FolderShelf):
    """The files below a folder, some of them as somebody is editing them; those may be new."""

    def __init__(self, root: Path, unsaved: Mapping[str, SourceFile]) -> None:
        super().__init__(root)
        self._unsaved = unsaved

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""
        return path in self._unsaved or super().has(path)

    def paths(self, folder: str) -> Iterator[str]:
        """All YAML files of a region's folder."""
        return listed({*super().paths(folder), *self._unsaved}, folder)

    def file(self, path: str) -> SourceFile:
        """A file, read."""
        return self._unsaved.get(path) or super().file(path)


class BytesShelf:
    """Files at hand, by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""
        return path in self._files

    def paths(self, folder: str) -> Iterator[str]:
        """All YAML files of a region's folder."""
        return listed(self._files, folder)

    def file(self, path: str) -> SourceFile:
        """A file, read."""
        return load_bytes(path, self._files.get(path, b""))


def listed(paths: Iterable[str], folder: str) -> Iterator[str]:
    """Of all paths of a workspace, the YAML files of a region's folder, as a folder would list them."""
    start = f"{CATALOGS}/{folder}/"
    inside = (path for path in paths if path.startswith(start) and Path(path).suffix.lower() in SUFFIXES)
    yield from sorted((path for path in inside if _shown(path[len(start) :].split("/"))), key=lambda path: path.split("/"))


def folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Of all paths of a workspace, the folders of regions, sorted."""
    parts = (path.split("/") for path in paths)
    found = {part[1] for part in parts if len(part) > 2 and part[0] == CATALOGS and not part[1].startswith(".")}
    return tuple(sorted(found))


def _shown(parts: Iterable[str]) -> bool:
    return not any(part.startswith((".", "~")) for part in parts)
