"""What was compiled once, kept for the next run in the user's cache folder.

Only code and constants go in, under a key that names all that they were made from; the key is kept with them, so that two
keys of one checksum cannot be mixed up. A folder that cannot be used, or a damaged file, costs nothing but the time to compile
again.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
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
    whole = key.encode("utf-8", "surrogatepass")
    path = folder / f"{len(whole):x}-{zlib.crc32(whole):08x}{zlib.adler32(whole):08x}"
    with suppress(OSError, ValueError, EOFError, TypeError):
        return _unpacked(path.read_bytes(), whole)
    made = make()
    with suppress(OSError, ValueError):
        content = marshal.dumps((whole, made))
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_bytes(_checksum(content) + content)
        aside.replace(path)
    return made


def table(path: Path) -> Any:
    """The tree of a YAML table that comes with gwcat, all scalars texts; parsed once for each state of the file.

    Callers must not change what they are given.
    """
    raw = path.read_bytes()

    def parse() -> Any:
        import yaml

        return yaml.load(raw, getattr(yaml, "CBaseLoader", yaml.BaseLoader))

    return compiled(f"table\n{raw.decode()}", parse)


def _unpacked(data: bytes, key: bytes) -> Any:
    if _checksum(data[4:]) != data[:4]:
        raise ValueError("damaged")
    own, made = marshal.loads(data[4:])
    if own != key:
        raise ValueError("another key of the same checksum")
    return made


def _checksum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")


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
