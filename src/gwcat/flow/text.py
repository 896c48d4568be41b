"""Breaking text into lines by its width on paper: a Chinese character is as wide as the type is high, a Latin one half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwcat.base.width import width
from gwcat.document.page import MM_PER_POINT

PITCH = 1.25  # line pitch in type sizes
_NOT_FIRST = "，。、；：？！）》〉」』”’〕】…％%,.;:?!)]}"
_NOT_LAST = "（《〈「『“‘〔【([{"
_PIECES = re.compile(r"[0-9A-Za-z.\-]+|\s+|.")


def millimetres(text: str, size: float) -> float:
    """How wide a text is at a type size in points."""
    return width(text) * size * MM_PER_POINT / 2


def line_height(size: float) -> float:
    """The distance of two lines in millimetres."""
    return size * PITCH * MM_PER_POINT


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The lines of a text in `room` millimetres; no line begins with a closing sign or ends with an opening one.

    Nothing is lost: what is wider than the room stands on a line of its own.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _broken(paragraph, room, size)
    return lines or [""]


def _broken(paragraph: str, room: float, size: float) -> Iterator[str]:
    line = ""
    for piece in _units(paragraph, room, size):
        if line and millimetres(line + piece, size) > room + 1e-6:
            yield line.rstrip()
            line = "" if piece.isspace() else piece
        else:
            line += piece
    yield line.rstrip()


def _units(text: str, room: float, size: float) -> Iterator[str]:
    """What stays together: numbers and Latin words that fit, signs with the character that they belong to."""
    unit = ""
    for piece in _PIECES.findall(text):
        parts = [piece] if millimetres(piece, size) <= room else list(piece)
        for part in parts:
            if unit and (part in _NOT_FIRST or unit[-1] in _NOT_LAST) and not part.isspace():
                unit += part
                continue
            if unit:
                yield unit
            unit = part
    if unit:
        yield unit
