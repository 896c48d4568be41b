"""A reader that keeps what it has read: a file that did not change is not read again."""

from __future__ import annotations

from pathlib import Path

from gwcat.source.file import SourceFile, load_file

Stamp = tuple[int, int, int]


class KeptFiles:
    """Reads files and keeps them as long as inode, size and time of change stay. `read_anew` counts what was really read."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, str], tuple[Stamp, SourceFile]] = {}
        self.read_anew = 0

    def __call__(self, root: Path, path: str) -> SourceFile:
        """The file as `load_file` gives it."""
        stamp = _stamp(root / path)
        kept = self._kept.get((root, path))
        if kept is not None and stamp is not None and kept[0] == stamp:
            return kept[1]
        file = load_file(root, path)
        self.read_anew += 1
        if stamp is not None and stamp == _stamp(root / path):  # not changed while it was being read
            self._kept[root, path] = (stamp, file)
        return file


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
