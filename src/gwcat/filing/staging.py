"""Many new files put among existing ones: made aside, then moved in, all of them or none; no file is ever overwritten."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from gwcat.base.errors import GwcatError, storage_error
from gwcat.filing.swap import clear_leftovers


class Stage:
    """A folder aside that is laid out as the target will be. `base` is the nearest folder of the target that is there."""

    def __init__(self, target: Path, base: Path, aside: Path) -> None:
        self._base, self._aside, self._begin = base, aside, target.relative_to(base)
        self.folder = aside / self._begin
        self._moved: list[tuple[Path, Path]] = []

    def write(self, path: str, data: bytes) -> None:
        """A file at a path relative to the target, with `/`."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def settle(self, paths: Sequence[str]) -> None:
        """Move these files to their places, in this order; a folder that is not there yet is moved with all that it holds.

        Whatever fails, what was moved goes back. Raises GwcatError if a place is taken.
        """
        try:
            for path in paths:
                self._move(self._begin / path)
        except BaseException:
            for source, place in reversed(self._moved):
                with suppress(OSError):
                    place.rename(source)
            raise

    def _move(self, path: Path) -> None:
        for depth in range(1, len(path.parts) + 1):
            part = Path(*path.parts[:depth])
            if not os.path.lexists(self._aside / part):
                return  # it went along with a folder before
            if not os.path.lexists(self._base / part):
                (self._aside / part).rename(self._base / part)
                self._moved.append((self._aside / part, self._base / part))
                return
        raise GwcatError(f"“{self._base / path}”已经在了，没有写入任何文件。", hint="可能有别人同时在写；请再运行一次。")


@contextmanager
def staging(target: Path) -> Iterator[Stage]:
    """A stage for a folder that may not be there yet. It vanishes at the end, whether its files were moved or not.

    It stands on the same file system as the target, so that moving is renaming. Raises StorageError for what cannot be
    written. What a killed run left aside is removed by the next.
    """
    with _terminable():
        try:
            base = next(folder for folder in (target, *target.parents) if folder.is_dir())
            clear_leftovers(base / "gwcat-init")
            aside = base / f".gwcat-init.{os.getpid()}.new"
            aside.mkdir()
        except OSError as error:
            raise storage_error(error, f"写入“{target}”") from error
        try:
            yield Stage(target, base, aside)
        except OSError as error:
            raise storage_error(error, f"写入“{target}”") from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _terminable() -> Iterator[None]:
    """Inside the block, being told to end works like Ctrl-C, so that what was begun is cleared away."""

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    kept: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
    if threading.current_thread() is threading.main_thread():
        for number in filter(None, (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))):
            if signal.getsignal(number) is signal.SIG_DFL:
                kept[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
