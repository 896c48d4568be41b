"""Where an entry ends, and what stands behind its title: pieces in brackets, pieces without, a quotation."""

from __future__ import annotations

from typing import NamedTuple

from gwcat.language import citation_group, citation_model
from gwcat.language.citation_article import NEXT
from gwcat.language.citation_group import Details
from gwcat.language.citation_text import LONGEST, end_of_brackets, pattern

_COUNT = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
BULLET = rf"{_COUNT}\s?[.、)](?![0-9])|\({_COUNT}\)|[①-⑳⑴-⒇]"
"""The number before an entry of a list."""
_LEAD = "以及|和|及|与|或者?|并|(?:法律|政策|文件|主要)?(?:根据|依据)|按照|参照|依照|执行|详?见"
GAP = rf"(?:[\s、,;。.·|/:]|{BULLET}|(?:{_LEAD})[:,]?(?=\s*[《〈【]))*"
"""Whatever may stand between two entries."""
_STOP = (
    rf"[(“、,;。\n①-⑳⑴-⒇]|【(?!\s*[0-9])|[《〈](?!\s*[0-9]{{4}}\s*[〉》])"
    rf"|(?<![0-9〇一二三四五六七八九十之第]){_COUNT}\s?[.、)]\s*(?=[《【])"
    rf"|(?<=[\s)》号])[0-9]{{1,2}}\s?[.、](?![0-9])|(?:{_LEAD})[:,]?(?=\s*[《〈【])"
)
_FILLER = "(?:的|中)?(?:有关|相关)?(?:规定|要求|精神|文件)$"
_QUOTE = r"(?:规定)?[:,]?\s*“([^“”]+)”"
_ENCLOSED = r"[“:]|\((?!\s*[0-9]{4}\s*\)\s*第?\s*[0-9])(?!\s*第?\s*[0-9]+\s*号\s*\))(?<!第\()"
NUMERIC = r"[〔\[]|[0-9]\s*号|[令告]\s*第?\s*[0-9]"
"""What looks like a number, whole or not."""


class Tail(NamedTuple):
    """What was read: what it says, where that ends, and what is left over."""

    details: Details
    quote: str
    end: int
    rest: list[tuple[int, int, str]]


def stop(folded: str, at: int) -> int:
    """Where the entry that began before `at` must end: at a separator, a bullet, another title or label."""
    skip = at
    for match in pattern(_STOP).finditer(folded, at):
        place, sign = match.start(), match.group()
        if place < skip:
            continue
        if sign == "(":
            if pattern(rf"(?:{BULLET})\s*(?=[《【])").match(folded, place):
                return place
            skip = max(end_of_brackets(folded, place), place)
        elif sign == "“":
            skip = folded.find("”", place, place + LONGEST)
        elif not _goes_on(folded, sign, match.end()):
            return place
    return len(folded)


def _goes_on(folded: str, sign: str, end: int) -> bool:
    """Whether a separator stands within an entry: between articles, or a line break before its number in brackets."""
    if sign == "\n":
        return bool(pattern(rf"\s*(?!{BULLET})\(").match(folded, end))
    return sign in ("、", ",") and bool(pattern(NEXT).match(folded, end))


def read(text: str, folded: str, start: int, end: int, details: Details) -> Tail:
    """All pieces from `start` to `end`; what they say is added to the details."""
    at = done = start
    quote = ""
    rest: list[tuple[int, int, str]] = []
    while (at := _blanks(folded, at)) < end:
        if not quote and (done > start or folded[at] in ":规") and (match := pattern(_QUOTE).match(folded, at, end)):
            quote = " ".join(text[match.start(1) : match.end(1)].split())
            at = done = match.end()
            continue
        after, why = _piece(folded, at, end, details)
        if why:
            first = why == citation_model.REST and not folded[start:at].strip()
            rest.append((at, after, citation_model.OUTSIDE if first else why))
        else:
            done = after
        at = after
    return Tail(details, quote, done, rest)


def _blanks(folded: str, at: int) -> int:
    match = pattern(r"\s*").match(folded, at)
    return match.end() if match else at


def _piece(folded: str, at: int, stop: int, details: Details) -> tuple[int, str]:
    """Read one piece into the details: where it ends, and why it was not understood."""
    if folded[at] != "(":
        return _bare(folded, at, stop, details)
    end = end_of_brackets(folded, at)
    if end < 0 or end > stop:
        return stop, citation_model.NUMBER if pattern(NUMERIC).search(folded, at, stop) else citation_model.BRACKETS
    return end, _take(folded[at + 1 : end - 1], details, bracketed=True)


def _bare(folded: str, at: int, stop: int, details: Details) -> tuple[int, str]:
    """A piece without brackets around it; those of a year, a number or an article are part of it."""
    match = pattern(_ENCLOSED).search(folded, at + 1, stop)
    end = match.start() if match else stop
    if folded[at] == "等":
        return end, citation_model.VAGUE
    content = pattern(_FILLER).sub("", folded[at:end].rstrip())
    return end, _take(content, details, bracketed=False) if content else ""


def _take(content: str, details: Details, *, bracketed: bool) -> str:
    """Add what a piece says; why it cannot be added, or ""."""
    found = citation_group.read(content, bracketed=bracketed)
    if found is None:
        rest = citation_model.CONTENT if bracketed else citation_model.REST if content.strip(" ()") else citation_model.BRACKETS
        return citation_model.NUMBER if pattern(NUMERIC).search(content) else rest
    if len(details.numbers) + len(found.numbers) > 1:
        return citation_model.SECOND_NUMBER
    details.take(found)
    return ""
