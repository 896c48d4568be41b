"""Deadlines that wait for an event: on which day they end once it is known when that came about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from gwcat.calendar.cycle import month_end
from gwcat.language.deadline import Amount, Clause
from gwcat.language.workday import Due, add_working_days, next_working_day, previous_working_day, working_days_before

STATUTORY = Amount(20, "工作日")  # 《政府信息公开条例》第二十六条
_AT_ONCE = frozenset({"即时", "实时", "同步", "当日"})
_SAME_DAY = frozenset({"时", "当日", "随"})
_MONTHS = {"月": 1, "季度": 3, "年": 12}
_STATUTORY_NOTE = "时限没有写几天，按《政府信息公开条例》第二十六条的20个工作日算"
_NO_START_NOTE = "时限没有写从什么时候算起，按形成之日算"


class Counted(NamedTuple):
    """A day that was counted out: as written, as holidays move it, and what to know about it."""

    written: date
    due: Due
    notes: tuple[str, ...] = ()


def triggered(clause: Clause) -> bool:
    """Whether a clause says something of an event: a limit, or what goes with it."""
    return bool(clause.limit or clause.trigger)


def shown(clause: Clause) -> Amount | None:
    """How long something is shown, at least or exactly."""
    return clause.min_display or clause.display


def publication(clause: Clause, formed: date, *, active: bool) -> Counted | None:
    """The day by which something must be published; `active` if it is published without being asked for.

    None for a clause that says nothing of that.
    """
    if clause.relation == "前" and (length := clause.limit or shown(clause)):
        return _before(formed, length)
    if clause.limit:
        found = _after(formed, clause.limit)
        return found and (found if clause.trigger or clause.relation else found._replace(notes=(_NO_START_NOTE,)))
    if shown(clause):
        return None
    if clause.relation in _SAME_DAY or _AT_ONCE & set(clause.qualifiers):
        return Counted(formed, Due(formed, False))
    if active and "依申请" not in clause.qualifiers:
        found = _after(formed, STATUTORY)
        return found and found._replace(notes=(_STATUTORY_NOTE,))
    return None


def expiry(clause: Clause, published: date) -> Counted | None:
    """The day up to which something must be shown once it was published."""
    length = shown(clause)
    return _after(published, length) if length and clause.relation != "前" else None


def _after(start: date, length: Amount) -> Counted | None:
    """The end of a period; its first day is not counted, and one that ends on a holiday ends on the next working day."""
    if length.unit == "工作日":
        due = add_working_days(start, length.number)
        return Counted(due.date, due)
    if length.unit == "小时":
        day = start + timedelta(days=-(-length.number // 24) if length.number >= 24 else 0)
        return Counted(day, Due(day, False))
    end = _moved(start, length, 1)
    return Counted(end, next_working_day(end)) if end else None


def _before(end: date, length: Amount) -> Counted | None:
    if length.unit == "工作日":
        due = working_days_before(end, length.number)
        return Counted(due.date, due)
    begin = _moved(end, length, -1)
    return Counted(begin, previous_working_day(begin)) if begin else None


def _moved(start: date, length: Amount, sign: int) -> date | None:
    """A day some days, weeks or months off; None where the length is none that a calendar knows."""
    if length.unit in ("日", "周"):
        return start + timedelta(days=sign * length.number * (7 if length.unit == "周" else 1))
    if length.unit not in _MONTHS:
        return None
    months = start.year * 12 + start.month - 1 + sign * length.number * _MONTHS[length.unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, month_end(year, month + 1).day))
