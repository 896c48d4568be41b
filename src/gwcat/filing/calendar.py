"""A schedule as days of a calendar file and as a workbook: all days, those of each unit, rules without a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gwcat.document.agenda import Entry
from gwcat.document.table import Book, Table
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.language.workday import working_days_before
from gwcat.model.schedule import Check, Due, Schedule, Standing
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

NAME = "公开日历"
CHECK = "到期检查"
_HEADS = {"周期": "公开", "事件": "公开", "期满": "公示期满", "任务": "任务"}
Row = dict[str, Any]


def agenda(schedule: Schedule) -> list[Entry]:
    """The days of a schedule for a calendar file; the reminder comes on the working day before."""
    several = len(schedule.units) > 1
    seen: Counter[str] = Counter()
    entries = []
    for due in schedule.dues:
        key = _key(schedule, due)
        seen[key] += 1
        text = "\n".join(f"{name}：{words}" for name, words in _about(schedule, due) if words)
        alarm = working_days_before(due.day, 1).date
        numbered = f"{key}|{seen[key]}" if seen[key] > 1 else key
        entries.append(Entry(numbered, due.day, _title(due, several=several), text, alarm, "政务公开"))
    return entries


def _key(schedule: Schedule, due: Due) -> str:
    """What a day is the same by when its deadline changes: the item and the period, not the day."""
    subject = due.subject
    who = "、".join(subject.units) if subject.identity else ""
    return "|".join((schedule.folder, due.kind, who, subject.domain, subject.identity or subject.name, due.scope, due.period))


def _title(due: Due, *, several: bool) -> str:
    who = f"〔{'、'.join(due.subject.units)}〕" if several and due.subject.units else ""
    period = f"（{due.period}）" if due.period else ""
    return f"{'（约）' if due.approximate else ''}{_HEADS[due.kind]}：{due.title}{period}{who}"


def _about(schedule: Schedule, due: Due) -> Iterator[tuple[str, str]]:
    subject = due.subject
    yield "地区", schedule.region
    yield "单位", "、".join(subject.units)
    yield "领域", subject.domain
    yield "编号", subject.identity
    yield "时限", due.rule
    yield "网站栏目", "、".join(subject.columns)
    yield "说明", "；".join((*_notes(due), *_rough(schedule, due)))
    yield "已公开", due.published.isoformat() if due.published else ""


def _notes(due: Due) -> Iterator[str]:
    if due.written != due.day:
        yield f"原定 {due.written.isoformat()}"
    yield from due.notes


def _rough(schedule: Schedule, due: Due) -> Iterator[str]:
    """What a table says once in its notes."""
    if due.approximate:
        yield f"日期为约数：节假日安排只知道到 {schedule.known.isoformat()}，以后的只除去了周末"


def schedule_workbook(schedule: Schedule, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """A sheet of all days, one for each unit where there are several, and one of rules without a day."""
    form, time = library.document_form(NAME), f"{schedule.first.isoformat()} 至 {schedule.last.isoformat()}"
    sheets: list[Table] = []

    def add(name: str, what: str, dues: Sequence[Due]) -> None:
        rows = list(map(_row, dues))
        sheets.append(lay_out(form, rows, name=name, values={"标题": f"{what}公开日历", "时间": time}))

    add("全部", schedule.region, schedule.dues)
    units = [unit for unit in schedule.units if not unit.startswith("各")]
    for unit in units if len(units) > 1 else ():
        if dues := [due for due in schedule.dues if due.subject.concerns(unit)]:
            add(unit if unit not in ("全部", "没有日期的规则") else f"{unit}（单位）", unit, dues)
    if schedule.standing:
        rules = library.document_form(f"{NAME}-规则")
        values = {"标题": f"{schedule.region}没有固定日期的公开时限"}
        sheets.append(lay_out(rules, list(map(_rule, schedule.standing)), name="没有日期的规则", values=values))
    return _written(Book(NAME, f"{schedule.region}{NAME}", sheets), frames, stamp)


def check_workbook(region: str, check: Check, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """The groups of a check, one after the other, in one sheet."""
    rows = [{"状态": name, **_row(due)} for name, dues in check.groups() for due in dues]
    values = {"标题": f"{region}政务公开到期检查", "时间": check.day.isoformat()}
    table = lay_out(library.document_form(f"{NAME}-检查"), rows, name=CHECK, values=values)
    return _written(Book(CHECK, f"{region}{CHECK}", [table]), frames, stamp)


def _written(book: Book, frames: Frames, stamp: Stamp) -> bytes:
    from gwcat.render.workbook import WorkbookWriter

    return WorkbookWriter(frames, book.sheets, stamp).write(book)


def _row(due: Due) -> Row:
    subject = due.subject
    return {
        "日期": f"{'约 ' if due.approximate else ''}{due.day.isoformat()}",
        "星期": "一二三四五六日"[due.day.weekday()],
        "类别": due.kind,
        "单位": subject.units,
        "领域": subject.domain,
        "编号": subject.identity,
        "事项": due.title,
        "期次": due.period,
        "时限": due.rule,
        "说明": "；".join(_notes(due)),
        "公开日期": due.published.isoformat() if due.published else "",
    }


def _rule(standing: Standing) -> Row:
    subject = standing.subject
    return {
        "类别": standing.kind,
        "单位": subject.units,
        "领域": subject.domain,
        "编号": subject.identity,
        "事项": subject.name,
        "范围": standing.scope,
        "时限": standing.rule,
        "说明": standing.reason,
    }
