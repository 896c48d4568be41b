"""Putting a finished folder in place of the old one: built aside, then swapped in, never half there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from gwcat.base.errors import storage_error

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new folder to fill; when the block ends well it takes the place of `target`, else it vanishes.

    Whatever is interrupted, `target` is the old folder or the new one. Leftovers of killed runs are removed by the next.
    Raises StorageError, with the old folder untouched, if something cannot be written.
    """
    aside = target.parent / f".{target.name}.{os.getpid()}.new"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(target)
        aside.mkdir()
        yield aside
        _put_in_place(aside, target)
    except OSError as error:
        raise storage_error(error, f"写入“{target}”") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, then rename it; a device or a pipe is written to.

    Raises StorageError, or BrokenPipeError if nobody reads what goes into a pipe.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if _is_special(path):
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise storage_error(error, f"写入“{path}”") from error
    finally:
        aside.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    """Whether a path is no place for a file of ours: a device, a pipe, or, as /dev/stdout is, a stream that is open already."""
    return (path.exists() and not path.is_file() and not path.is_dir()) or (
        path.is_symlink() and os.readlink(path).startswith("/proc/")
    )


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: each under a temporary name first, then renamed. Raises StorageError.

    A file that was renamed is put back if a later one cannot be.
    """
    asides = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in contents}
    before: dict[Path, bytes | None] = {}
    current = next(iter(contents), Path())
    try:
        for current, data in contents.items():
            current.parent.mkdir(parents=True, exist_ok=True)
            asides[current].write_bytes(data)
        for current, aside in asides.items():
            before[current] = current.read_bytes() if current.exists() else None
            aside.replace(current)
    except OSError as error:
        _put_back(before)
        raise storage_error(error, f"写入“{current}”") from error
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """The files as they were, as far as the disk still lets us."""
    for path, data in before.items():
        with suppress(OSError):
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)


def _put_in_place(aside: Path, target: Path) -> None:
    if not target.exists():
        aside.rename(target)
        return
    if _exchange(aside, target):
        return  # what is aside now is the old folder; the caller removes it
    old = target.parent / f".{target.name}.{os.getpid()}.old"
    target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return done == 0


def clear_leftovers(target: Path) -> None:
    """Remove what killed runs left beside the target, and put back an old folder that lost its place."""
    for path in sorted(target.parent.glob(f".{escape(target.name)}.*")):
        _, _, rest = path.name.partition(f".{target.name}.")
        pid, _, kind = rest.partition(".")
        if not pid.isdigit() or kind not in ("new", "old") or (int(pid) != os.getpid() and _alive(int(pid))):
            continue
        if kind == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
