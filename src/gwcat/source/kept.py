"""A shelf that keeps what it has read: a file that did not change is not read again."""

from __future__ import annotations

from pathlib import Path

from gwcat.source.file import SourceFile
from gwcat.source.shelf import FolderShelf

Stamp = tuple[int, int, int]


class KeptShelf(FolderShelf):
    """The files below a folder, kept as long as inode, size and time of change stay. `read_anew` counts what was really read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._kept: dict[str, tuple[Stamp, SourceFile]] = {}
        self.read_anew = 0

    def file(self, path: str) -> SourceFile:
        """The file as it is now."""
        stamp = _stamp(self.root / path)
        kept = self._kept.get(path)
        if kept is not None and stamp is not None and kept[0] == stamp:
            return kept[1]
        file = super().file(path)
        self.read_anew += 1
        if stamp is not None and stamp == _stamp(self.root / path):  # not changed while it was being read
            self._kept[path] = (stamp, file)
        return file


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
