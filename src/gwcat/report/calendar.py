"""A schedule and what is overdue in it: for people in lines, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from gwcat.base.width import visible
from gwcat.model.schedule import KINDS, Check, Due, Schedule, Standing
from gwcat.report.columns import columns
from gwcat.report.json import escaped

VERSION = 1
_SHOWN = 3
_EVERYONE = "（全体）"


def schedule_text(schedule: Schedule) -> str:
    """The days month by month, then the rules that have none."""
    parts = [[f"{schedule.region}公开日历：{schedule.first} 至 {schedule.last}"]]
    months = groupby(schedule.dues, key=lambda due: (due.day.year, due.day.month))
    parts += [[f"{year}年{month}月", *_days(list(dues))] for (year, month), dues in months]
    if not schedule.dues:
        parts.append(["这段时间没有到期的日子。"])
    parts += [[f"没有固定日期的时限 {len(schedule.standing)} 条", *_standing(schedule)]] if schedule.standing else []
    parts.append(list(_closing(schedule)))
    return _joined(parts)


def _joined(parts: Sequence[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(visible(line, keep="") for line in lines) for lines in parts if lines) + "\n"


def _days(dues: Sequence[Due]) -> list[str]:
    """A line for each day, unit and rule, with the names of what is due."""
    groups: dict[tuple[str, str, str, str], list[Due]] = {}
    for due in dues:
        groups.setdefault((due.shown_day, _who(due.subject.units), due.period, due.rule), []).append(due)
    rows = [
        (f"{day} 周{'一二三四五六日'[found[0].day.weekday()]}", who, period, f"{rule}{_moved(found[0])}", _names(found))
        for (day, who, period, rule), found in groups.items()
    ]
    return columns(("日期", "单位", "期次或事件", "时限", "事项"), rows, right=0)


def _who(units: Sequence[str]) -> str:
    few = "、".join(units[:_SHOWN])
    return (f"{few}等 {len(units)} 个单位" if len(units) > _SHOWN else few) or _EVERYONE


def _names(dues: Sequence[Due]) -> str:
    names = list(dict.fromkeys(due.title + ("（公示期满）" if due.kind == "期满" else "") for due in dues))
    return "、".join(names[:_SHOWN]) + (f"等 {len(names)} 项" if len(names) > _SHOWN else "")


def _moved(due: Due) -> str:
    return f"（原定 {due.written.month}月{due.written.day}日）" if due.written != due.day else ""


def _standing(schedule: Schedule) -> Iterator[str]:
    groups: dict[tuple[int, str, str, str], list[Standing]] = {}
    for rule in schedule.standing:
        words = rule.rule + (f"（{rule.reason}）" if rule.reason else "")
        groups.setdefault((KINDS.index(rule.kind), rule.kind, _who(rule.subject.units), words), []).append(rule)
    rows = [(kind, who, words, str(len(rules)), _identities(rules)) for (_, kind, who, words), rules in sorted(groups.items())]
    yield from columns(("类别", "单位", "时限", "项数", "事项"), rows, right=0)


def _identities(rules: Sequence[Standing]) -> str:
    names = list(dict.fromkeys(rule.subject.identity or rule.subject.name for rule in rules))
    return "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")


def _closing(schedule: Schedule) -> Iterator[str]:
    if any(due.approximate for due in schedule.dues):
        yield f"带“约”的日期：节假日安排只知道到 {schedule.known}，以后的只除去了周末。"
    if any(rule.kind == "事件触发" for rule in schedule.standing):
        yield "事件触发的时限要等事件发生才有日期；用 --events 清单.xlsx（编号、形成日期）给出事件，就能算出来。"
    yield from (f"注意：{remark}" for remark in schedule.remarks)


def schedule_json(schedule: Schedule) -> str:
    """The document for programs."""
    content = {
        "version": VERSION,
        "region": schedule.region,
        "from": str(schedule.first),
        "to": str(schedule.last),
        "holidays_known_to": str(schedule.known),
        "due": list(map(_due_record, schedule.dues)),
        "standing": list(map(_standing_record, schedule.standing)),
        "remarks": list(schedule.remarks),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _due_record(due: Due) -> dict[str, Any]:
    subject = due.subject
    return {
        "date": str(due.day),
        "approximate": due.approximate,
        "written": str(due.written),
        "kind": due.kind,
        "units": list(subject.units),
        "domain": subject.domain,
        "id": subject.identity,
        "name": subject.name,
        "scope": due.scope,
        "rule": due.rule,
        "period": due.period,
        "begins": str(due.begins),
        "ends": str(due.ends),
        "notes": list(due.notes),
        "published": str(due.published) if due.published else None,
    }


def _standing_record(rule: Standing) -> dict[str, Any]:
    subject = rule.subject
    return {
        "kind": rule.kind,
        "units": list(subject.units),
        "domain": subject.domain,
        "id": subject.identity,
        "name": subject.name,
        "scope": rule.scope,
        "rule": rule.rule,
        "reason": rule.reason,
    }


def check_text(region: str, check: Check) -> str:
    """What is overdue, what will be due soon, what came late."""
    parts: list[Sequence[str]] = [[f"{region}政务公开到期检查：{check.day}"]]
    for name, dues in check.groups():
        parts.append([f"{name} {len(dues)} 项", *(_checked(dues) if dues else ())])
    parts.append([f"按期公开 {check.done} 项。", *(f"注意：{remark}" for remark in check.remarks)])
    return _joined(parts)


def _checked(dues: Sequence[Due]) -> list[str]:
    rows = [
        (
            due.shown_day,
            str(due.published or "—"),
            _who(due.subject.units),
            due.period,
            due.rule,
            due.subject.identity,
            f"{due.title}{'（公示期满）' if due.kind == '期满' else ''}",
        )
        for due in dues
    ]
    return columns(("到期日", "公开日期", "单位", "期次或事件", "时限", "编号", "事项"), rows, right=0)


def check_json(region: str, check: Check) -> str:
    """The document for programs."""
    content = {
        "version": VERSION,
        "region": region,
        "date": str(check.day),
        "overdue": list(map(_due_record, check.overdue)),
        "soon": list(map(_due_record, check.soon)),
        "late": list(map(_due_record, check.late)),
        "done": check.done,
        "remarks": list(check.remarks),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"
