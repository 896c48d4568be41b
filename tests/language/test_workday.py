"""Working days: the days that the State Council announced, and weekends alone where it has announced nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.errors import GwcatError
from gwcat.language import workday
from gwcat.language.workday import Due, add_working_days, is_working_day, next_working_day

_FIRST, _LAST = workday.span()
_KNOWN = st.dates(date(2004, 1, 1), date(2025, 6, 30))
_ANY = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def _days(start: date, end: date) -> list[date]:
    """The days after `start` up to `end`."""
    return [start + timedelta(days=n + 1) for n in range((end - start).days)]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2018-02-11", True),  # a Sunday worked for the Spring Festival
        ("2018-02-15", False),
        ("2018-10-01", False),
        ("2019-05-01", False),
        ("2019-05-05", True),
        ("2020-01-31", False),  # the Spring Festival as it was extended
        ("2020-09-27", True),
        ("2020-10-08", False),
        ("2020-10-10", True),
        ("2024-10-12", True),
        ("2017-08-30", True),
        ("2017-09-02", False),
    ],
)
def test_announced_days(day: str, working: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) == (working, False)


def test_twenty_working_days_over_the_national_day() -> None:
    """2020-09-27 and 10-10 were worked, 10-01 to 10-08 were not; the day of the event is not counted."""
    assert add_working_days(date(2020, 9, 25), 20) == Due(date(2020, 10, 29), False)
    assert add_working_days(date(2020, 9, 25), 1) == Due(date(2020, 9, 27), False)
    assert add_working_days(date(2020, 9, 25), 0) == Due(date(2020, 9, 25), False)


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day() -> None:
    assert next_working_day(date(2020, 10, 1)) == Due(date(2020, 10, 9), False)
    assert next_working_day(date(2020, 10, 9)) == Due(date(2020, 10, 9), False)


def test_beyond_the_announced_years_only_weekends_count() -> None:
    national_day = date(_LAST.year + 10, 10, 1)
    assert is_working_day(national_day) == (national_day.weekday() < 5, True)
    assert is_working_day(date(1999, 10, 1)) == (True, True)
    assert add_working_days(date(_LAST.year + 10, 1, 1), 20).approximate
    assert next_working_day(date(_LAST.year + 10, 1, 1)).approximate


def test_the_end_of_the_last_announced_year_is_approximate() -> None:
    """The notice for the year after it may still move these days."""
    assert (_FIRST, _LAST.month, _LAST.day) == (date(2004, 1, 1), 12, 24)
    assert _LAST.year >= 2026
    assert not is_working_day(_LAST).approximate
    assert is_working_day(_LAST + timedelta(days=1)).approximate


@given(_KNOWN, st.integers(1, 60))
def test_exactly_n_working_days_lie_in_between(start: date, n: int) -> None:
    due = add_working_days(start, n)
    assert sum(is_working_day(day).working for day in _days(start, due.date)) == n
    assert is_working_day(due.date) == (True, False)
    assert not due.approximate


@given(_ANY, st.integers(0, 40), st.integers(0, 400))
def test_counting_on_is_counting_once(start: date, first: int, second: int) -> None:
    half = add_working_days(start, first)
    rest = add_working_days(half.date, second)
    assert add_working_days(start, first + second) == Due(rest.date, half.approximate or rest.approximate)


@given(st.dates(date(2060, 1, 1), date(2090, 12, 31)), st.integers(1, 300))
def test_a_far_future_counts_weekdays(start: date, n: int) -> None:
    due = add_working_days(start, n)
    assert sum(day.weekday() < 5 for day in _days(start, due.date)) == n
    assert due.date.weekday() < 5
    assert due.approximate


@given(_ANY)
def test_the_next_working_day_is_never_before_the_day(day: date) -> None:
    due = next_working_day(day)
    assert due.date >= day
    assert is_working_day(due.date).working
    assert not any(is_working_day(between).working for between in [day, *_days(day, due.date)][:-1])


@pytest.mark.parametrize(("start", "n"), [(date(9999, 12, 30), 20), (date(2060, 1, 1), 10**9), (date(2060, 1, 1), 10**30)])
def test_days_beyond_the_calendar_are_refused_in_words(start: date, n: int) -> None:
    with pytest.raises(GwcatError, match="超出了日历的范围") as refused:
        add_working_days(start, n)
    assert refused.value.hint


def test_counting_backward_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2020, 1, 1), -1)


def test_the_library_is_read_only_when_days_are_counted() -> None:
    code = "import sys; import gwcat.language.workday; print('chinese_calendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
