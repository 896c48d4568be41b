"""Mending 公开依据: the text as it should be written, if what stands there can be read in one way only.

Every way to mend a place is tried; a way counts only if the reader then understands everything. Ways that come to the same
text are one reading; two different texts are two readings, and then nothing is mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gwcat.language import citation_group, citation_model, citation_number, statute
from gwcat.language.citation_model import Citations, Unparsed
from gwcat.language.citation_number import YEARS, DocumentNumber, Number
from gwcat.language.citation_reader import ISSUER_ENDS, is_vague, parse
from gwcat.language.citation_tail import BULLET, GAP
from gwcat.language.citation_text import FOLD, HAN, INVISIBLE, pattern

_LONGEST = 300
_BROKEN = (citation_model.NUMBER, citation_model.BRACKETS, citation_model.REST, citation_model.CONTENT)
_ANY = r"[〔〕\[\]【】(){}「」〖〗]*"
_DOCUMENT = rf"{_ANY}({HAN}{{2,14}}){_ANY}([0-9]{{4}}){_ANY}第?0*([1-9][0-9]{{0,4}}){_ANY}(?:号{_ANY}){{0,2}}$"
_BOUNDARY = r"[\n;]|(?<=[\s)》号])(?=[0-9]{1,2}\s?[.、](?![0-9]))"
_GENRE = "(?:法|条例|办法|规定|规则|细则|意见|通知|决定|方案|规划|计划|要点|纲要|公告|通告|批复|函|规范|指南|指引|标准|制度|准则)"
_START = rf"\s*(?:{BULLET})?\s*(?:【{HAN}{{1,12}}】)?\s*"


class Change(NamedTuple):
    """A stretch of the text and what it should be."""

    start: int
    end: int
    before: str
    after: str


class Repair(NamedTuple):
    """The text as it should be written, and what was changed for that; no changes if it is right as it stands."""

    text: str
    changes: tuple[Change, ...]


@lru_cache(maxsize=1024)
def repair(text: str) -> Repair | None:
    """The canonical text, separators and numbering kept as they are; None unless all of it has exactly one reading."""
    read = parse(text)
    if not read.citations and not read.unparsed:
        return None
    if read.canonical:
        return Repair(text, ())
    changes: list[Change] = []
    regions = _regions(text, read) if read.unparsed else []
    for start, end in regions:
        mended = _reading(text[start:end])
        if mended is None:
            return None
        changes.append(Change(start, end, text[start:end], mended))
    changes += [
        Change(each.start, each.end, text[each.start : each.end], citation_model.text(each))
        for each in read.citations
        if not any(start <= each.start < end for start, end in regions)
    ]
    whole = _apply(text, [change for change in sorted(changes) if change.before != change.after])
    return whole if parse(whole.text).understood else None


def _apply(text: str, changes: list[Change]) -> Repair:
    pieces, at = [], 0
    for change in changes:
        pieces += [text[at : change.start], change.after]
        at = change.end
    return Repair("".join([*pieces, text[at:]]), tuple(changes))


def _regions(text: str, read: Citations) -> list[tuple[int, int]]:
    """The lines, numbered parts and parts between semicolons in which something was not understood."""
    folded = text.translate(FOLD)
    within = [place for each in read.citations for place in range(each.start + 1, each.end)]
    ends = (match.end() for match in pattern(_BOUNDARY).finditer(folded))
    places = [0, *(place for place in ends if place not in within), len(text)]
    regions: list[tuple[int, int]] = []
    for each in read.unparsed:
        start = max(place for place in places if place <= each.start)
        end = min(place for place in places if place >= each.end)
        if regions and start < regions[-1][1]:
            regions[-1] = (regions[-1][0], end)
        else:
            regions.append((start, end))
    return [_trimmed(text, folded, *region) for region in regions]


def _trimmed(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """A region without the numbering before it and the separators behind it, but with signs that nobody sees."""
    match = pattern(GAP).match(folded, start, end)
    start = match.end() if match else start
    stop = start + len(folded[start:end].rstrip("、,;。\n "))
    while stop < end and text[stop] in INVISIBLE:
        stop += 1
    return start, stop


def _reading(text: str) -> str | None:
    """The one text that a region can be mended to."""
    if len(text) > _LONGEST:
        return None
    folded = text.translate(FOLD)
    for ways, sure in ((_numbers_mended, True), (_marks_mended, False), (_titles_marked, False)):
        readings = {reading for way in ways(text, folded) if (reading := _canonical(way)) and (sure or _sound(way))}
        if readings:
            return readings.pop() if len(readings) == 1 else None
    return None


def _sound(text: str) -> bool:
    """Whether the titles look whole: they end as titles do, and no bracket in them is alone."""
    for title in (each.title for each in parse(text).citations if each.title):
        bare = pattern("(?:（[^（）]*）)+$").sub("", title)
        if (
            pattern(r"[〔〕\[\]【】{}()]").search(title)
            or title.count("（") != title.count("）")
            or not pattern(_GENRE + "$").search(bare)
        ):
            return False
    return True


def _canonical(text: str) -> str:
    """A text with each citation as it should be written; "" if the text is not understood or cites nothing."""
    read = parse(text)
    if not read.understood or not read.citations:
        return ""
    return _apply(text, [Change(each.start, each.end, "", citation_model.text(each)) for each in read.citations]).text


def _numbers_mended(text: str, _folded: str) -> Iterator[str]:
    """The text with each broken number made whole."""
    read = parse(text)
    changes = [_number_mended(text, read, each) for each in read.unparsed]
    if changes and all(changes):
        yield _apply(text, [change for change in changes if change]).text


def _number_mended(text: str, read: Citations, broken: Unparsed) -> Change | None:
    before = [each for each in read.citations if each.end <= broken.start and not text[each.end : broken.start].strip()]
    if before and before[-1].number:
        superfluous = pattern(r"[\s号〔〕\[\]()]+$").match(broken.text.translate(FOLD))
        return Change(before[-1].end, broken.end, broken.text, "") if superfluous else None
    number = _loose(broken.text.translate(FOLD)) if broken.why in _BROKEN else None
    if number is None:
        return None
    return Change(broken.start, broken.end, broken.text, f"（{number}）" if before else str(number))


def _loose(stretch: str) -> Number | None:
    """The number that a stretch must be, whatever its brackets are: the year has four digits, the rest is the serial number.

    Where the text breaks off in the digits, some may be missing.
    """
    signs = "".join(stretch.split())
    split = pattern(r"[0-9]+(?:\s+[0-9]+)+").findall(stretch)
    if not all(map(_joins, split)) or pattern("[《〈》〉]|[0-9]$").search(signs):
        return None
    if match := pattern(_DOCUMENT).match(signs):
        agency, year, serial = match.group(1), int(match.group(2)), int(match.group(3))
        return DocumentNumber(agency, year, serial) if year in YEARS and citation_number.is_agency(agency) else None
    bare = pattern(rf"^{_ANY}|{_ANY}$").sub("", signs)
    bare = pattern(r"(?<![0-9])\((?=第?[0-9])|(?<=[0-9号])\)").sub("", bare)
    return citation_number.whole(bare.rstrip("号") + "号") or citation_number.whole(bare)


def _joins(digits: str) -> bool:
    """Whether digits with blanks between them are one number or a year and one: 2 0 1 2 8 4, 2012 84, not 20126 45."""
    groups = digits.split()
    rest = groups[1:] if len(groups[0]) == 4 else groups
    return len(rest) == 1 or all(len(group) == 1 for group in rest)


def _marks_mended(text: str, folded: str) -> Iterator[str]:
    """The text with one mark added, left out or exchanged."""
    if not any(each.why == citation_model.MARKS for each in parse(text).unparsed):
        return
    for way in _one_mark(text, folded):
        yield way
        yield from _numbers_mended(way, "")


def _one_mark(text: str, folded: str) -> Iterator[str]:
    opened, closed = (sum(folded.count(sign) for sign in signs) for signs in ("《〈", "》〉"))
    if opened == closed:
        yield text.translate(FOLD | dict.fromkeys(map(ord, "〈＜<"), "《") | dict.fromkeys(map(ord, "〉＞>"), "》"))
        return
    surplus = "《〈" if opened > closed else "》〉"
    yield from (text[:at] + text[at + 1 :] for at, sign in enumerate(folded) if sign in surplus)
    places = _ends(folded) if opened > closed else _starts(folded)
    for at in places:
        added = text[:at] + ("》" if opened > closed else "《") + text[at:]
        yield added
        yield added.translate({ord("〈"): "《", ord("〉"): "》"})


def _ends(folded: str) -> Iterator[int]:
    """Where a title may end: before brackets, separators and marks, behind words that end titles, and at the end."""
    yield from (match.start() for match in pattern(r"\s*[(、,《【]").finditer(folded))
    yield from (match.end() for match in pattern(_GENRE).finditer(folded))
    yield len(folded.rstrip())


def _starts(folded: str) -> Iterator[int]:
    """Where a title may begin: at the beginning, behind separators, brackets and marks, behind 印发 and the like."""
    match = pattern(_START).match(folded)
    yield match.end() if match else 0
    yield from (match.end() for match in pattern(r"[)、,》】]\s*|印发|转发|修改|废止|实施|贯彻|落实|发布|公布").finditer(folded))


def _titles_marked(text: str, folded: str) -> Iterator[str]:
    """The text with marks around a title that has none: a registered one, or one with its number behind it."""
    read = parse(text)
    bare = [each for each in read.unparsed if each.why == citation_model.BARE and statute.editions(each.text)]
    if bare and len(bare) == len(read.unparsed):
        yield _apply(text, [Change(each.start, each.end, each.text, f"《{each.text}》") for each in bare]).text
    match = pattern(_START).match(folded)
    start = match.end() if match else 0
    for end in {place.start() for place in pattern(r"\s*\(").finditer(folded, start)} | {len(folded.rstrip())}:
        if is_vague(folded[start:end]) or not _is_title(folded[start:end]):
            continue
        if _has_number(folded[end:]) or statute.editions(text[start:end]):
            yield f"{text[:start]}《{text[start:end]}》{text[end:]}"


def _is_title(folded: str) -> bool:
    """Whether a stretch can only be one title: it ends as titles do, and separators stand only between its issuers."""
    rest = pattern("《[^《》]*》").sub("", folded)
    verb = pattern("关于|印发|转发").search(rest)
    if verb and all(body.endswith(ISSUER_ENDS) for body in rest[: verb.start()].replace("、", " ").split()):
        rest = rest[verb.start() :]
    return bool(pattern(_GENRE + "$").search(folded)) and not pattern("[、,。:“”]|根据|依据|按照").search(rest)


def _has_number(folded: str) -> bool:
    details = citation_group.read(folded.strip()[1:-1], bracketed=True) if folded.strip().endswith(")") else None
    return bool(details and details.numbers)
