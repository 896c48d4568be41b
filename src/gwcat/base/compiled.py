"""What was compiled once, kept for the next run in the user's cache folder.

Only code and constants go in, under a key that names all that they were made from. A folder that cannot be used, or a
damaged file, costs nothing but the time to compile again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from gwcat import __version__


def compiled(key: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, or gave in an earlier run under the same key; it must be something that marshal can hold."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    with suppress(OSError, ValueError, EOFError, TypeError):
        return _unpacked(path.read_bytes())
    made = make()
    with suppress(OSError, ValueError):
        content = marshal.dumps(made)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_bytes(hashlib.sha256(content).digest() + content)
        aside.replace(path)
    return made


def _unpacked(data: bytes) -> Any:
    digest, content = data[:32], data[32:]
    if hashlib.sha256(content).digest() != digest:
        raise ValueError("damaged")
    return marshal.loads(content)


@cache
def _folder() -> Path | None:
    """The folder for this gwcat on this Python; none if it is not the user's own, for then others could plant code in it."""
    home = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(home, "gwcat", f"{__version__}-{sys.implementation.cache_tag}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = os.name == "nt" or folder.stat().st_uid == os.getuid()
    except OSError:
        return None
    return folder if own and folder.is_absolute() else None
