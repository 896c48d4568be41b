"""Cycles as days: 每季度首月20日 from one day to another. A cycle without a day is due at the end of each period.

A day that is a holiday moves to the next working day, as a legal period does; the end of a period that no day is written for
moves to the working day before it, or it would be in the next period.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from gwcat.language.deadline import Amount, Clause, Day
from gwcat.language.workday import Due, next_working_day, previous_working_day

_MONTHS = {"月": 1, "季度": 3, "年": 12}
_WEEK = timedelta(days=7)
_LONGEST_REST = timedelta(days=45)  # no holiday moves a day further
EARLY = ("初", "上旬")  # up to the tenth


class Occurrence(NamedTuple):
    """One period of a cycle: what it is called, from when to when it reaches, the day as written and as holidays move it."""

    period: str
    begins: date
    ends: date
    written: date
    due: Due


def cyclical(clause: Clause) -> bool:
    """Whether a clause has days of its own."""
    if clause.on or clause.by:
        return clause.cycle is None or _length(clause.cycle) > 0 or clause.cycle.unit == "周"
    return clause.cycle is not None and (_length(clause.cycle) > 0 or clause.cycle == Amount(1, "周"))


@lru_cache(maxsize=1024)
def occurrences(clause: Clause, first: date, last: date) -> tuple[Occurrence, ...]:
    """The periods of a clause whose due day lies from `first` to `last`; those of a day without a year come every year."""
    return tuple(found for found in _all(clause, first, last) if first <= found.due.date <= last)


def _all(clause: Clause, first: date, last: date) -> Iterator[Occurrence]:
    day = clause.by or clause.on or Day()
    if clause.cycle is None and day.year:
        yield _within(f"{day.year}年", date(day.year, 1, 1), date(day.year, 12, 31), day_in_year(day.year, day))
    elif clause.cycle is not None and clause.cycle.unit == "周":
        yield from _weeks(day.weekday, first, last)
    else:
        every = clause.cycle or Amount(1, "年")
        yield from _months(_length(every), every.unit, day, first, last)


def _length(every: Amount) -> int:
    """The months of a cycle that falls into step with the year; 0 for all others."""
    months = _MONTHS.get(every.unit, 0) * every.number
    return months if months and 12 % months == 0 else 0


def _months(length: int, unit: str, day: Day, first: date, last: date) -> Iterator[Occurrence]:
    for year in range((first - _LONGEST_REST).year, last.year + 1):
        for month in range(1, 13, length):
            begins = date(year, month, 1)
            ends = month_end(year, month + length - 1)
            written = _day_in_period(begins, ends, unit, day)
            yield _within(period_name(begins, ends), begins, ends, written, exact=bool(day.day))


def _day_in_period(begins: date, ends: date, unit: str, day: Day) -> date:
    if day == Day():
        return ends
    if unit == "年":
        return day_in_year(begins.year, day)
    month = begins.month + day.month - 1 if unit == "季度" and day.month else (begins.month if _early(day) else ends.month)
    return day_in_year(begins.year, Day(month=month, day=day.day, part=day.part))


def _early(day: Day) -> bool:
    """Whether a part of a period lies at its beginning."""
    return day.part in EARLY


def _within(period: str, begins: date, ends: date, written: date, *, exact: bool = True) -> Occurrence:
    due = next_working_day(written)
    if written == ends < due.date and not exact:  # once in each period is not after it
        due = previous_working_day(written)
    return Occurrence(period, begins, ends, written, due)


def _weeks(weekday: int, first: date, last: date) -> Iterator[Occurrence]:
    monday = first - _LONGEST_REST
    monday -= timedelta(days=monday.weekday())
    while monday <= last:
        year, week, _ = monday.isocalendar()
        sunday = monday + timedelta(days=6)
        written = monday + timedelta(days=weekday - 1) if weekday else sunday
        due = next_working_day(written) if weekday else previous_working_day(sunday)
        if due.date < monday:  # the whole week is a holiday
            due = next_working_day(written)
        yield Occurrence(f"{year}年第{week}周", monday, sunday, written if weekday else due.date, due)
        monday += _WEEK


def day_in_year(year: int, day: Day) -> date:
    """The day that is meant in a year: 6月底, 6月上旬, 6月; the last of the month where it has no such day."""
    month = day.month or 12
    last = monthrange(year, month)[1]
    within = day.day or {"初": 10, "上旬": 10, "中旬": 20}.get(day.part, last)
    return date(year, month, min(within, last))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def period_name(begins: date, ends: date) -> str:
    """2026年, 2026年上半年, 2026年第1季度, 2026年3月, 2026年1—4月."""
    length = ends.month - begins.month + 1
    if length == 12:
        return f"{begins.year}年"
    if length == 6:
        return f"{begins.year}年{'上' if begins.month == 1 else '下'}半年"
    if length == 3:
        return f"{begins.year}年第{ends.month // 3}季度"
    return f"{begins.year}年{begins.month}月" if length == 1 else f"{begins.year}年{begins.month}—{ends.month}月"
