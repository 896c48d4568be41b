"""Texts in which ⟦ and ⟧ enclose a place: the clean text, and where the place is in it, counted by hand.

Nothing here uses gwcat, so that the expected places are independent of what is tested.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BREAK = re.compile("\r\n|\r|\n")
_FAULT = re.compile(r"⟦(GW\d{3})(?: (.*?))?⟧", re.DOTALL)


class Spot(NamedTuple):
    """Lines and columns from 1, in characters; `end_column` is the column after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Marked(NamedTuple):
    """A text without its signs, and the place that they enclosed."""

    text: str
    spot: Spot


class Fault(NamedTuple):
    """A finding that a text announces: its code and where it begins."""

    code: str
    line: int
    column: int


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset: LF, CR LF and CR end a line."""
    lines = _BREAK.split(text[:offset])
    if text[:offset].endswith("\r") and text[offset : offset + 1] == "\n":
        lines.pop()  # between CR and LF: still the end of the same line
        return len(lines), offset - (len(text[:offset]) - 1 - len(lines[-1])) + 1
    return len(lines), len(lines[-1]) + 1


def marked(text: str) -> Marked:
    """The clean text and the one place between ⟦ and ⟧."""
    before, sign, rest = text.partition("⟦")
    inside, end_sign, after = rest.partition("⟧")
    assert sign, f"no ⟦ in {text!r}"
    assert end_sign, f"no ⟧ in {text!r}"
    assert "⟦" not in inside + after, f"more than one ⟦ in {text!r}"
    assert "⟧" not in after, f"more than one ⟧ in {text!r}"
    clean = before + inside + after
    return Marked(clean, Spot(*position(clean, len(before)), *position(clean, len(before + inside))))


def announced(text: str) -> tuple[str, list[Fault]]:
    """The clean text and every fault that it announces: `公开时限: ⟦GW101⟧`, `公开对象: ⟦GW302 社会公众⟧`."""
    clean, faults, end = "", [], 0
    for found in _FAULT.finditer(text):
        clean += text[end : found.start()]
        faults.append((found[1], len(clean)))
        clean += found[2] or ""
        end = found.end()
    clean += text[end:]
    return clean, [Fault(code, *position(clean, offset)) for code, offset in faults]
