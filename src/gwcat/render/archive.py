"""ZIP files with the same bytes every time, out of pieces that may have been deflated before.

The standard library's writer cannot take compressed data. Here a piece (one table of a document, one sheet) is deflated
once and then goes into every file that holds it: a raw deflate stream that ends in a full flush may be followed by any
other (RFC 1951; APPNOTE.TXT 4.3 for the container).
"""

from __future__ import annotations

import os
import struct
import zlib
from _queue import SimpleQueue
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from threading import Event, Thread
from typing import NamedTuple, Protocol

from gwcat.base.errors import GwcatError

LEVEL = 6
Stamp = tuple[int, int, int, int, int, int]
EPOCH: Stamp = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP entry can carry
_LIMIT = 0xFFFFFFFF
_SMALL = 4096  # bytes that the window of a small piece spans
_LARGE = 16384  # bytes from which handing a piece to another thread pays
_UTF8, _DEFLATED, _STORED = 0x800, 8, 0
_MADE_BY, _MODE = b"PK\x01\x02\x14\x03", 0o100644  # by Unix: else some programs take names for CP437
_END = zlib.compressobj(LEVEL, zlib.DEFLATED, -15).flush()  # an empty final block


class Piece(Protocol):
    """Bytes with their deflated form, which ends on a byte boundary and is not final."""

    @property
    def raw(self) -> bytes:
        """The bytes themselves."""

    @property
    def deflated(self) -> bytes:
        """Their deflated form."""


class _Ready(NamedTuple):
    """A small piece, deflated on the spot."""

    raw: bytes
    deflated: bytes


class _Pending:
    """A large piece that another thread deflates: zlib lets Python go on meanwhile."""

    __slots__ = ("_fault", "_packed", "_ready", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._packed, self._ready = b"", Event()
        self._fault: BaseException | None = None

    def work(self) -> None:
        """Deflate; what goes wrong is raised where the bytes are wanted."""
        try:
            self._packed = _deflated(self.raw)
        except BaseException as fault:
            self._fault = fault
        self._ready.set()

    @property
    def deflated(self) -> bytes:
        """The deflated bytes, waited for."""
        self._ready.wait()
        if self._fault is not None:
            raise self._fault
        return self._packed


def deflate(raw: bytes) -> Piece:
    """A piece for reuse. A small one gets a small window, which costs a tenth of the time to set up."""
    if len(raw) < _LARGE:
        return _Ready(raw, _deflated(raw))
    piece = _Pending(raw)
    _queue(os.getpid()).put(piece)
    return piece


def _deflated(raw: bytes) -> bytes:
    engine = zlib.compressobj(LEVEL, zlib.DEFLATED, *((-15, 8) if len(raw) > _SMALL else (-12, 5)))
    return engine.compress(raw) + engine.flush(zlib.Z_FULL_FLUSH)


Deflate = Callable[[bytes], Piece]
"""How a writer has its parts deflated: `deflate`, or something that looks at them first."""


@cache
def _queue(process: int) -> SimpleQueue[_Pending]:
    """The pieces that wait for the thread of this process; a forked one has none of its parent's threads."""
    queue: SimpleQueue[_Pending] = SimpleQueue()

    def work() -> None:
        while True:
            queue.get().work()

    Thread(target=work, name="deflate", daemon=True).start()
    return queue


class Member(NamedTuple):
    """A file inside a ZIP file."""

    name: str
    crc: int
    size: int
    data: tuple[bytes, ...]
    method: int

    @classmethod
    def of(cls, name: str, pieces: Sequence[Piece]) -> Member:
        """A deflated member put together from pieces."""
        crc, size = 0, 0
        for piece in pieces:
            crc, size = zlib.crc32(piece.raw, crc), size + len(piece.raw)
        return cls(name, crc, size, (*(piece.deflated for piece in pieces), _END), _DEFLATED)

    @classmethod
    def stored(cls, name: str, raw: bytes) -> Member:
        """A member that is compressed already."""
        return cls(name, zlib.crc32(raw), len(raw), (raw,), _STORED)


def zip_bytes(members: Iterable[Member], stamp: Stamp = EPOCH) -> bytes:
    """A ZIP file with the members in the given order, all with one time."""
    date, time = _dos(stamp)
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name, packed = member.name.encode(), sum(map(len, member.data))
        if max(member.size, packed, offset) > _LIMIT:
            raise GwcatError("压缩包超过 4 GiB。", hint="请按领域或单位分几次编译（--domain、--unit）。")
        common = struct.pack("<HHHHHIIIHH", 20, _UTF8, member.method, time, date, member.crc, packed, member.size, len(name), 0)
        body += [b"PK\x03\x04", common, name, *member.data]
        directory += [_MADE_BY, common, struct.pack("<HHHII", 0, 0, 0, _MODE << 16, offset), name]
        offset += 30 + len(name) + packed
    entries = b"".join(directory)
    count = len(directory) // 4
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), offset, 0)
    return b"".join((*body, entries, end))


def _dos(stamp: Stamp) -> tuple[int, int]:
    year, month, day, hour, minute, second = stamp
    return (min(max(year, 1980), 2107) - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def iso(stamp: Stamp) -> str:
    """The time in the form of document properties."""
    year, month, day, hour, minute, second = stamp
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
