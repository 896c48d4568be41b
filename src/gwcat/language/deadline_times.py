"""The times of a clause: lengths (20个工作日内), cycles (每季度首月20日前), days (6月底前)."""

from __future__ import annotations

import re
from typing import NamedTuple

from gwcat.language import deadline_words as words
from gwcat.language.deadline_model import Amount, Clause, Day
from gwcat.language.deadline_pieces import Unclear
from gwcat.language.numerals import NUMERAL, SIGNS, value

# Patterns are plain strings: re compiles one when a text first needs it, and most texts need few.
_DIRECT = "|".join(sorted(words.UNCOUNTED, key=len, reverse=True))
_CYCLES = "|".join(sorted(words.CYCLES, key=len, reverse=True))
_LENGTH = f"(提前)?(?:({NUMERAL})(?:个({'|'.join(words.COUNTED)})|({_DIRECT}))|半年)(以内|之内|内|以前|之前|前|以上)?$"
_BEFORE = "(以前|之前|前)?$"
_CYCLE = (
    f"(?:每个?(?:({NUMERAL}|半)个?)?|按照?|逐)({_CYCLES})"
    f"(?:的?(?:(首|末|最后一|第{NUMERAL}|{NUMERAL}(?=个))个?月份?|({NUMERAL})月份?)?"
    f"的?(?:({NUMERAL})[日号]|[年月]?(底|末|初)|(上旬|中旬|下旬)|([一二三四五六日天]))?)?{_BEFORE}"
)
_DAY = (
    f"(?:([0-9〇零一二三四五六七八九]{{4}})年)?"
    f"(?:({NUMERAL})月份?(?:({NUMERAL})[日号]|月?(底|末|初)|(上旬|中旬|下旬))?|(?:(?<=年)|年)[底末]){_BEFORE}"
)
_BETWEEN = tuple(".点~～至到、或—–-")
_UNSURE = f"[{SIGNS}][{''.join(_BETWEEN)}]+$"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Length(NamedTuple):
    """A length of time at the end of a text, how it is bounded (内, 前, 以上), and what stands before it."""

    amount: Amount
    bound: str
    ahead: bool
    """Whether it is counted back from something (提前)."""
    rest: str


def length(text: str) -> Length | None:
    """The length at the end of a text; None if there is none. Raises Unclear for a number that is none."""
    found = re.search(_LENGTH, text)
    if found is None:
        return None
    rest = text[: found.start()]
    if rest.endswith(_BETWEEN) and (unsure := re.search(_UNSURE, rest)):
        raise Unclear(f"“{text[unsure.start() :]}”不是一个确定的数", unsure.start(), len(text))
    bound = (found[5] or "").lstrip("以之") if found[5] != "以上" else "以上"
    return Length(_amount(found[2] or "半", found[3] or found[4] or "年", text), bound, bool(found[1]), rest)


def cycle_and_day(text: str) -> tuple[Clause, str] | None:
    """The cycle at the end of a text with its day, and what stands before it."""
    found = re.search(_CYCLE, text) if any(sign in text for sign in "每按逐") else None
    if found is None:
        return None
    every = _amount(found[1] or "1", words.CYCLES[found[2]], text)
    on = Day(0, _month(found, every.unit, text), _number(found[5], text), _part(found[6] or found[7]), _weekday(found[8]))
    if every.unit == "年" and on.part == "底" and not on.month:
        on = Day(month=12, part="底")
    if on == Day():
        if found[9]:
            raise Unclear(f"“{found.group()}”没有说明是哪一天", found.start(), len(text))
        return Clause(cycle=every), text[: found.start()]
    if not _fits(on, every):
        raise Unclear(f"“{found.group()}”不是一个确定的日子", found.start(), len(text))
    return (Clause(cycle=every, by=on) if found[9] else Clause(cycle=every, on=on)), text[: found.start()]


def day(text: str) -> tuple[Clause, str] | None:
    """The day at the end of a text, and what stands before it."""
    found = re.search(_DAY, text) if "月" in text or "年" in text else None
    if found is None:
        return None
    year = _number(found[1], text)
    on = (
        Day(year, _number(found[2], text), _number(found[3], text), _part(found[4] or found[5]))
        if found[2]
        else Day(year, 12, 0, "底")
    )
    if not _exists(on) or (found[3] and not on.day):
        raise Unclear(f"没有“{found.group()}”这一天", found.start(), len(text))
    return (Clause(by=on) if found[6] else Clause(on=on)), text[: found.start()]


def _amount(number: str, unit: str, text: str) -> Amount:
    if number == "半":
        if unit != "年":
            raise Unclear(f"“半{unit}”不是一个确定的数", 0, len(text))
        return Amount(6, "月")
    counted = value(number)
    if counted is None or not 0 < counted < 10_000:
        raise Unclear(f"“{number}”不能作期限的数" if counted is not None else f"“{number}”不是一个确定的数", 0, len(text))
    if unit == "年" and counted > 100:
        raise Unclear(f"分不清“{number}年”是年份还是时长", 0, len(text))
    return Amount(counted, words.UNITS.get(unit, unit))


def _number(number: str | None, text: str) -> int:
    if not number:
        return 0
    counted = value(number)
    if not counted:
        raise Unclear(f"“{number}”不是一个确定的数", 0, len(text))
    return counted


def _month(found: re.Match[str], unit: str, text: str) -> int:
    """The month that is named; in a 季度 the first, second or third."""
    if nth := found[3]:
        if unit != "季度":
            raise Unclear(f"“{found.group()}”不是一个确定的日子", found.start(), len(text))
        return 1 if nth == "首" else 3 if nth in ("末", "最后一") else _number(nth.removeprefix("第"), text)
    if found[4] and unit != "年":
        raise Unclear(f"“{found.group()}”不是一个确定的日子", found.start(), len(text))
    return _number(found[4], text)


def _part(part: str | None) -> str:
    return "底" if part == "末" else part or ""


def _weekday(sign: str | None) -> int:
    return "一二三四五六日".index("日" if sign == "天" else sign) + 1 if sign else 0


def _fits(on: Day, every: Amount) -> bool:
    """Whether a day makes sense in a cycle."""
    if every.number != 1:
        return False
    if every.unit == "周":
        return on == Day(weekday=on.weekday)
    if on.weekday:
        return False
    if every.unit == "月":
        return on.day <= 31
    if every.unit == "季度":
        return on.month <= 3 and on.day <= 31 and bool(on.month or on == Day(part=on.part))
    if every.unit == "年":
        return bool(on.month) and _exists(on)
    return every.unit == "学期" and on in (Day(part="底"), Day(part="初"))


def _exists(on: Day) -> bool:
    """Whether there is such a day."""
    if on.month > 12 or on.day > _DAYS[on.month - 1] or (on.year and not 1900 < on.year < 2200):
        return False
    leap = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
    return on.month != 2 or on.day < 29 or not on.year or leap
