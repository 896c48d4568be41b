"""工作日: working days with the statutory holidays and 调休 that the State Council announces every year.

The days come from a kept library; where it has none, only weekends are left out and the answer says that it is approximate.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from gwcat.base.errors import GwcatError

_SATURDAY = 5


class Due(NamedTuple):
    """A day that was counted out; `approximate` if holidays on the way were not announced yet, or are not recorded."""

    date: date
    approximate: bool


class Working(NamedTuple):
    """Whether a day is a working day; `approximate` if only its weekday could be looked at."""

    working: bool
    approximate: bool


class _Calendar(NamedTuple):
    first: date
    last: date
    holidays: frozenset[date]
    workdays: frozenset[date]


@cache
def _calendar() -> _Calendar:
    from chinese_calendar import holidays, workdays

    # The notice for a year may move working days of the December before it.
    first, last = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 24)
    return _Calendar(first, last, frozenset(holidays), frozenset(workdays))


def span() -> tuple[date, date]:
    """The first and the last day whose holidays are known for certain."""
    return _calendar()[:2]


def is_working_day(day: date) -> Working:
    """Whether people work on that day."""
    known = _calendar()
    working = day in known.workdays or (day.weekday() < _SATURDAY and day not in known.holidays)
    return Working(working, not known.first <= day <= known.last)


def next_working_day(day: date) -> Due:
    """That day if it is a working day, else the first one after it: a period that ends on a holiday ends on the day after."""
    approximate = False
    while True:
        working, guessed = is_working_day(day)
        approximate |= guessed
        if working:
            return Due(day, approximate)
        day = _later(day, 1)


def add_working_days(start: date, n: int) -> Due:
    """The n-th working day after `start`, which itself is not counted; `start` for 0."""
    if n < 0:
        raise ValueError("working days are counted forward")
    day, approximate, last = start, False, _calendar().last.replace(day=31)
    while n:
        if day > last and n > 5:  # only weekends from here on
            weeks = (n - 1) // 5
            day, n, approximate = _later(day, weeks * 7), n - weeks * 5, True
        day = _later(day, 1)
        working, guessed = is_working_day(day)
        approximate |= guessed
        n -= working
    return Due(day, approximate)


def previous_working_day(day: date) -> Due:
    """That day if it is a working day, else the last one before it: what is due before something is not due after it."""
    approximate = False
    while True:
        working, guessed = is_working_day(day)
        approximate |= guessed
        if working:
            return Due(day, approximate)
        day = _later(day, -1)


def working_days_before(end: date, n: int) -> Due:
    """The n-th working day before `end`, which itself is not counted; `end` for 0."""
    day, approximate = end, False
    while n > 0:
        day = _later(day, -1)
        working, guessed = is_working_day(day)
        approximate |= guessed
        n -= working
    return Due(day, approximate)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise GwcatError(f"从 {day.isoformat()} 数 {days} 天，超出了日历的范围。", hint="请检查日期和天数是否写对。") from error
