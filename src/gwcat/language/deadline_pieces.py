"""The text of a deadline made uniform and cut into pieces: sentences, numbered clauses, parts between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BLANKS = "\t\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\xad\u200b\u200c\u200d\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_SIGNS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "｡": "。", "､": "、"}
_FOLD = str.maketrans({wide: _SIGNS.get(narrow, narrow) for wide, narrow in _WIDE.items()} | _SIGNS | dict.fromkeys(BLANKS))
_BREAK = str.maketrans({"\n": "；"})
_WRAP = str.maketrans({"\n": None})

_OPENING, _CLOSING = "（《〈“【〔", "）》〉”】〕"
BRACKETS = tuple(zip(_OPENING, _CLOSING, strict=True))
_MARKS = re.compile(f"[，；。：{_OPENING}{_CLOSING}①-⑳⑴-⒛]")
_NUMBER = "[0-9]{1,2}"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_NO_NUMBER = "(?![0-9一二三四五六七八九十两半])"
_LEAD_SIGNS = tuple("其（第0123456789一二三四五六七八九十")
_LEAD = (
    f"(?:其中[，：]?|（(?:{_NUMBER}|{_CHINESE})）|{_NUMBER}）|第{_CHINESE}(?:、|$)"
    f"|(?:{_NUMBER}[.、]|{_CHINESE}[、是]){_NO_NUMBER})+"
)
_LIST_END = re.compile(f"{_NUMBER}$")


class Unclear(Exception):
    """Something was not understood: why, and from where to where in the uniform text."""

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.reason, self.start, self.end = reason, start, end


class Piece(NamedTuple):
    """A part of the uniform text that may be a clause of its own."""

    start: int
    end: int
    first: bool
    """Whether a sentence or a numbered clause begins here."""


def fold(text: str, *, wrapped: bool) -> str:
    """Uniform signs, no blanks. Line breaks end a sentence, or are left out where lines are only `wrapped`."""
    return text.translate(_FOLD).translate(_WRAP if wrapped else _BREAK)


def places(text: str, *, wrapped: bool) -> list[int]:
    """Where each character of the uniform text stands in the text, and where that ends."""
    gone = f"{BLANKS}\n" if wrapped else BLANKS
    return [*(place for place, char in enumerate(text) if char not in gone), len(text)]


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts of a stretch of uniform text, in order; raises Unclear where brackets do not match."""
    first = True
    for left, right, hard in _cuts(text, start, end):
        head = lead(text[left:right])
        first = first or head.removeprefix("其中") not in ("", "：")
        left += len(head)
        right = left + len(text[left:right].rstrip("."))
        if left < right:
            yield Piece(left, right, first)
            first = False
        first = first or hard


def top_colon(text: str) -> int:
    """Where the first colon outside brackets stands; -1 if there is none. Raises Unclear for a second one."""
    colons = [place for place, mark in _outer_marks(text, 0, len(text)) if mark == "："]
    if len(colons) > 1:
        raise Unclear("有不止一个冒号，分不清适用范围", 0, colons[1] + 1)
    return colons[0] if colons else -1


def bracket_before(text: str, start: int, end: int) -> int:
    """Where the bracket opens that closes right before `end`."""
    depth = 0
    for place in range(end - 1, start, -1):
        depth += (text[place] in _CLOSING) - (text[place] in _OPENING)
        if not depth:
            return place
    return start


def lead(text: str) -> str:
    """其中, and the number of a numbered clause, at the beginning of a text."""
    found = re.match(_LEAD, text) if text.startswith(_LEAD_SIGNS) else None
    return found.group() if found else ""


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Stretches between separators; whether the separator behind each ends a sentence."""
    left = start
    for place, mark in _outer_marks(text, start, end):
        if mark != "：":
            yield left, place, mark != "，"
            left = place + 1
    yield left, end, True


def _outer_marks(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Separators and colons outside brackets and quotes."""
    open_at: list[int] = []
    for found in _MARKS.finditer(text, start, end):
        mark, place = found.group(), found.start()
        if mark in _OPENING:
            open_at.append(place)
        elif mark in _CLOSING:
            if open_at and _OPENING.index(text[open_at[-1]]) == _CLOSING.index(mark):
                open_at.pop()
            elif mark != "）" or open_at or not _LIST_END.search(text, start, place):
                raise Unclear("括号不配对", place, place + 1)
        elif not open_at:
            yield place, mark
    if open_at:
        raise Unclear("括号不配对", open_at[-1], open_at[-1] + 1)
