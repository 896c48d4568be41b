"""Noticing that sources have changed: names, sizes and times of files are looked at again and again.

That works the same on every file system, in containers and on network drives, where notices from the kernel get lost; a
region is a few dozen files, so that a look costs a millisecond or two.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_EVERY = 0.05  # seconds between looks; longer where a look itself takes long
_SETTLED = 0.01
Signature = frozenset[tuple[str, int, int]]


def signature(places: Iterable[Path]) -> Signature:
    """What the files at these places are: path, size and time of change of each; hidden ones and those of editors left out."""
    return frozenset(entry for place in places for entry in _entries(place))


def _entries(place: Path) -> Iterator[tuple[str, int, int]]:
    try:
        if not place.is_dir():
            found = place.stat()
            yield str(place), found.st_size, found.st_mtime_ns
            return
        with os.scandir(place) as inside:
            entries = sorted(inside, key=lambda entry: entry.name)
    except OSError:  # it is not there, or went away
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
        except OSError:
            continue


class Watch(threading.Thread):
    """Calls `changed` after every change at the places that `places` names, until it is told to stop."""

    def __init__(self, places: Callable[[], Iterable[Path]], changed: Callable[[], None]) -> None:
        super().__init__(name="gwcat-watch", daemon=True)
        self._places, self._changed = places, changed
        self._end = threading.Event()
        self._last = signature(places())

    def run(self) -> None:
        """Look until told to stop."""
        import time

        pause = _EVERY
        while not self._end.wait(pause):
            begin = time.perf_counter()
            now = signature(self._places())
            pause = max(_EVERY, 10 * (time.perf_counter() - begin))
            if now != self._last:
                self._last = self._settled(now)
                self._changed()

    def stop(self) -> None:
        """End; what is being done is finished."""
        self._end.set()

    def _settled(self, now: Signature) -> Signature:
        """Wait until an editor that writes in several steps is done."""
        for _ in range(10):
            if self._end.wait(_SETTLED):
                break
            later = signature(self._places())
            if later == now:
                break
            now = later
        return now
