"""Due days, counted by hand: around 春节 and 国庆, at the ends of months and quarters, beyond the announced years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.calendar.cycle import occurrences
from gwcat.calendar.event import expiry, publication
from gwcat.language.deadline import Clause, Deadline, parse
from gwcat.language.workday import is_working_day, previous_working_day, working_days_before


def clause(words: str, number: int = 0) -> Clause:
    """One clause of a deadline."""
    read = parse(words)
    assert isinstance(read, Deadline), read
    return read.clauses[number]


def due(words: str, formed: date, number: int = 0) -> date:
    """The day by which something that came about on a day must be published."""
    found = publication(clause(words, number), formed, active=True)
    assert found is not None
    return found.due.date


# 国务院办公厅关于2026年部分节假日安排的通知: 春节2月15日至23日放假，2月14日、28日上班；国庆节10月1日至7日放假，9月20日、
# 10月10日上班。
def test_twenty_working_days_over_the_spring_festival_of_2026() -> None:
    # From Monday 2 February: 3–6 (4 days), 9–14 (the 14th is worked: 10), 24–28 (the 28th too: 15), 2–6 March (20).
    assert due("自信息形成或者变更之日起20个工作日内", date(2026, 2, 2)) == date(2026, 3, 6)
    # Seven from Friday 13 February: 14, 24, 25, 26, 27, 28, 2 March.
    assert due("自作出行政决定之日起7个工作日内", date(2026, 2, 13)) == date(2026, 3, 2)


def test_ten_working_days_over_the_national_day_of_2026() -> None:
    # From Friday 25 September (中秋节放假至27日): 28, 29, 30, then 8, 9, 10 (worked), 12, 13, 14, 15 October.
    assert due("制定或获取信息之日起10个工作日内", date(2026, 9, 25)) == date(2026, 10, 15)


# 国务院办公厅关于2020年部分节假日安排的通知 and the later one that prolonged 春节 to 2 February.
def test_the_prolonged_spring_festival_of_2020() -> None:
    # From Thursday 23 January: the holiday lasts from 24 January to 2 February; 3–7 (5 days), 10–14 (10 days).
    assert due("制定或获取信息之日起10个工作日内", date(2020, 1, 23)) == date(2020, 2, 14)


# 国务院办公厅关于2018年部分节假日安排的通知: 春节2月15日至21日放假，2月11日、24日上班。
def test_the_spring_festival_of_2018() -> None:
    assert due("制定或获取信息之日起10个工作日内", date(2018, 2, 9)) == date(2018, 2, 28)


@pytest.mark.parametrize(
    ("words", "formed", "wanted"),
    [
        ("本级政府财政部门批复后20日内", date(2026, 9, 12), date(2026, 10, 8)),  # 2 October is a holiday
        ("自作出决定之日起1个月内", date(2026, 1, 31), date(2026, 2, 28)),  # no 31 February; Saturday, but worked
        ("自作出决定之日起24小时内", date(2026, 2, 13), date(2026, 2, 14)),
        ("自作出决定之日起2周内", date(2026, 3, 2), date(2026, 3, 16)),
        ("即时公开", date(2026, 10, 1), date(2026, 10, 1)),
        ("随采购公告、采购文件公开", date(2026, 3, 5), date(2026, 3, 5)),
        ("提前一周发通知邀请", date(2026, 10, 12), date(2026, 9, 30)),  # 5 October is a holiday: before it
        ("及时公开", date(2026, 3, 2), date(2026, 3, 30)),  # the twenty working days of the law
        ("20个工作日", date(2026, 3, 2), date(2026, 3, 30)),
    ],
)
def test_limits_of_every_kind(words: str, formed: date, wanted: date) -> None:
    assert due(words, formed) == wanted


def test_a_hearing_is_announced_seven_working_days_before() -> None:
    # Seven back from Monday 12 October: 10, 9, 8 October, 30, 29, 28 September, and 24 (25–27 are 中秋节).
    assert due("①《听证通知书》在组织听证7个工作日前予以公开；②其他听证公开内容为依申请公开", date(2026, 10, 12)) == date(
        2026, 9, 24
    )


def test_what_says_of_itself_how_long_it_counts_is_said_to_be_so() -> None:
    notes = [publication(clause(words), date(2026, 3, 2), active=True).notes for words in ("及时公开", "20个工作日")]  # type: ignore[union-attr]
    assert "第二十六条" in notes[0][0]
    assert "从什么时候算起" in notes[1][0]
    assert publication(clause("及时公开"), date(2026, 3, 2), active=False) is None


def test_a_display_ends_after_its_days() -> None:
    shown = clause("制定或获取信息之日起10个工作日内，公示7个工作日", 1)
    assert publication(shown, date(2026, 2, 9), active=True) is None
    assert expiry(shown, date(2026, 2, 11)).due.date == date(2026, 2, 27)  # type: ignore[union-attr]


def days(words: str, first: date, last: date) -> list[date]:
    """The due days of a cycle."""
    return [found.due.date for found in occurrences(clause(words), first, last)]


_YEAR = date(2026, 1, 1), date(2026, 12, 31)


def test_the_annual_report_of_31_january_that_is_a_saturday() -> None:
    assert days("每年1月31日前", *_YEAR) == [date(2026, 2, 2)]
    assert days("每年1月31日前", date(2026, 2, 1), date(2026, 2, 1)) == []
    assert days("每年1月31日前", date(2026, 2, 2), date(2026, 2, 2)) == [date(2026, 2, 2)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("每季度的首个月20日", [date(2026, 1, 20), date(2026, 4, 20), date(2026, 7, 20), date(2026, 10, 20)]),
        ("每季度", [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]),
        ("每半年", [date(2026, 6, 30), date(2026, 12, 31)]),
        ("每年", [date(2026, 12, 31)]),
        ("每年6月底前", [date(2026, 6, 30)]),
        ("每年5月中旬", [date(2026, 5, 20)]),
        ("每年10月1日", [date(2026, 10, 8)]),
        ("2026年5月1日前", [date(2026, 5, 6)]),
        ("6月底前", [date(2026, 6, 30)]),
    ],
)
def test_cycles_of_a_year(words: str, wanted: list[date]) -> None:
    assert days(words, *_YEAR) == wanted


def test_a_month_without_such_a_day_has_its_last() -> None:
    assert days("每月31日", date(2026, 4, 1), date(2026, 5, 4)) == [date(2026, 4, 30)]


def test_the_end_of_a_period_moves_to_the_working_day_before_it() -> None:
    assert days("每月", date(2026, 5, 1), date(2026, 5, 31)) == [date(2026, 5, 29)]
    assert days("每季度", date(2017, 12, 1), date(2018, 1, 31)) == [date(2017, 12, 29)]


def test_a_week_ends_on_its_last_working_day() -> None:
    # 9–14 February (the 14th is worked), a week that is all holiday, 24–28 February; both Mondays after the 14th are holidays.
    assert days("每周", date(2026, 2, 9), date(2026, 3, 1)) == [date(2026, 2, 14), date(2026, 2, 24), date(2026, 2, 28)]
    assert days("每周一", date(2026, 2, 16), date(2026, 2, 24)) == [date(2026, 2, 24), date(2026, 2, 24)]


@pytest.mark.parametrize("words", ["每学期", "每日", "每2年"])
def test_cycles_that_no_calendar_knows_have_no_day(words: str) -> None:
    from gwcat.calendar.cycle import cyclical

    assert not cyclical(clause(words))


def test_beyond_the_announced_years_a_day_is_approximate() -> None:
    (found,) = occurrences(clause("每年10月1日"), date(2060, 1, 1), date(2060, 12, 31))
    assert found.due.approximate


_DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 1))
_CYCLES = st.sampled_from(
    ["每年", "每年1月31日前", "每半年", "每季度", "每季度首月20日", "每月", "每月26日前", "每月底前", "每周", "每周五"]
)


@given(_CYCLES, _DAYS, st.integers(0, 400), st.integers(0, 400))
def test_cutting_a_time_in_two_loses_and_doubles_nothing(words: str, first: date, one: int, two: int) -> None:
    middle = date.fromordinal(first.toordinal() + one)
    last = date.fromordinal(middle.toordinal() + 1 + two)
    after = date.fromordinal(middle.toordinal() + 1)
    whole = occurrences(clause(words), first, last)
    assert [*occurrences(clause(words), first, middle), *occurrences(clause(words), after, last)] == sorted(
        whole, key=lambda found: found.due.date > middle
    )
    assert all(is_working_day(found.due.date).working for found in whole)
    assert len({found.period for found in whole}) == len(whole)


@given(_DAYS, st.integers(0, 40))
def test_days_are_counted_back_as_far_as_they_are_counted_forward(end: date, n: int) -> None:
    begin = working_days_before(end, n).date
    between = (date.fromordinal(day) for day in range(begin.toordinal(), end.toordinal()))
    assert sum(is_working_day(day).working for day in between) == n
    assert previous_working_day(end).date <= end
