"""条款: the places within a statute: 第二十条第（七）项, 第三章, 第十条至第十五条."""

from __future__ import annotations

from typing import NamedTuple

from gwcat.language.citation_numeral import NUMERAL, value, written
from gwcat.language.citation_text import pattern

UNITS = ("编", "章", "节", "条", "款", "项", "目")
"""From the whole to its parts."""

_STEP = rf"第?\(?({NUMERAL})\)?([编章节条款项目])(?:之({NUMERAL}))?"
_FIRST = rf"第(?:{NUMERAL}[、,和])*\(?{NUMERAL}\)?[编章节条款项目]"
NEXT = rf"\s*(?=(?:第\s*\(?)?{NUMERAL}\)?(?:[、,和]{NUMERAL})*\s*[条款项])"
"""What follows a separator that stands between two articles, not between two citations."""


class Step(NamedTuple):
    """One step of the way: 第二十条; `sub` is the 一 of 第十七条之一, or 0."""

    number: int
    unit: str
    sub: int = 0

    def __str__(self) -> str:
        number = written(self.number) if self.unit != "目" else str(self.number)
        text = f"第（{number}）{self.unit}" if self.unit == "项" else f"第{number}{self.unit}"
        return text + (f"之{written(self.sub)}" if self.sub else "")


class Article(NamedTuple):
    """A place, or all places up to another one; 第二款 after 第九条 keeps only its own step."""

    steps: tuple[Step, ...]
    until: tuple[Step, ...] = ()

    def __str__(self) -> str:
        until = "至" + "".join(map(str, self.until)) if self.until else ""
        return "".join(map(str, self.steps)) + until


def text(articles: tuple[Article, ...]) -> str:
    """Several places as they should be written."""
    return "、".join(map(str, articles))


def read(content: str, start: int) -> tuple[tuple[Article, ...], int] | None:
    """The places that a text without blanks names from `start` on, and where they end; None if there are none."""
    found: list[Article] = []
    end = start
    while pattern(_FIRST).match(content, start):
        several = _several(content, start) or _one(content, start)
        if several is None:
            return None
        found += several[0]
        end = start = several[1]
        joint = pattern(r"[、,和及与]|以及").match(content, end)
        if not joint:
            break
        start = joint.end()
    return (tuple(found), end) if found else None


def _one(content: str, start: int) -> tuple[list[Article], int] | None:
    """第九条, 第九条至第十二条."""
    way = _way(content, start)
    if way is None:
        return None
    steps, end = way
    if content[end : end + 1] in ("至", "到", "-", "—") and content[end + 1 : end + 2] == "第":
        last = _way(content, end + 1)
        return last and ([Article(steps, last[0])], last[1])
    return [Article(steps)], end


def _several(content: str, start: int) -> tuple[list[Article], int] | None:
    """第九、十条: more than one number before one unit."""
    match = pattern(rf"第((?:{NUMERAL}[、,和])+{NUMERAL})(条|款|项)(?![第之])").match(content, start)
    if match is None:
        return None
    numbers = [value(numeral) for numeral in pattern("[、,和]").split(match.group(1))]
    if not all(numbers):
        return None
    return [Article((Step(number or 0, match.group(2)),)) for number in numbers], match.end()


def _way(content: str, start: int) -> tuple[tuple[Step, ...], int] | None:
    """Steps from the whole to its parts: none may lead back."""
    steps: list[Step] = []
    end = start
    while match := pattern(_STEP).match(content, end):
        number, unit, sub = value(match.group(1)), match.group(2), match.group(3)
        if not number or (sub and not value(sub)) or (steps and UNITS.index(steps[-1].unit) >= UNITS.index(unit)):
            break
        steps.append(Step(number, unit, value(sub) or 0 if sub else 0))
        end = match.end()
    return (tuple(steps), end) if steps else None
