"""Classes of 公开时限: how soon, how often, or how else an item says that it is published.

Days of any kind are taken together; weeks and months count as seven and thirty days. Nothing is guessed: what the reader of
deadlines does not understand has a class of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gwcat.language import deadline
from gwcat.language.deadline import Amount, Clause, Deadline

AT_ONCE, WEEK, TEN, TWENTY, LATER = "即时或同步", "7日以内", "8至10日", "11至20日", "超过20日"
BEFORE, NO_NUMBER, OTHER, UNCLEAR, ABSENT = "事前", "及时、长期等", "其他", "未能识别", "未列明"
_CYCLES = {"日": "每日", "工作日": "每日", "周": "每周", "月": "每月", "季度": "每季度", "学期": "每学期", "年": "每年"}
PERIODIC = ("每日", "每周", "每月", "每季度", "每学期", "每半年", "每年", "隔几年", "其他定期")
CLASSES = (AT_ONCE, WEEK, TEN, TWENTY, LATER, *PERIODIC, BEFORE, NO_NUMBER, OTHER, UNCLEAR, ABSENT)
"""All classes, in the order in which they are listed."""

_DAYS = {"工作日": 1, "日": 1, "周": 7, "月": 30, "季度": 90, "学期": 150, "年": 365}
_NOW = frozenset(("即时", "实时", "同步", "当日"))
_WITH_EVENT = ("时", "当日", "随")


class Due(NamedTuple):
    """One statement of a deadline: its class, and its words as they should be written."""

    kind: str
    words: str


def class_order(kind: str) -> int:
    """The place of a class in the list."""
    return CLASSES.index(kind)


@lru_cache(maxsize=8192)
def dues(text: str) -> tuple[Due, ...]:
    """What a deadline says, statement by statement; the text itself where it was not understood."""
    if not text.strip():
        return (Due(ABSENT, ""),)
    read = deadline.parse(text)
    if not isinstance(read, Deadline):
        return (Due(UNCLEAR, " ".join(text.split())),)
    said = [clause for clause in read.clauses if not _only_how_long(clause)] or list(read.clauses)
    return tuple(dict.fromkeys(Due(_class(clause), deadline.text(Deadline((clause,)))) for clause in said))


def classes(text: str) -> tuple[str, ...]:
    """The classes of a deadline, each once, in the order of the list."""
    return tuple(sorted({due.kind for due in dues(text)}, key=class_order))


def _only_how_long(clause: Clause) -> bool:
    """Whether a clause says how long something is shown, and nothing of when."""
    shown = clause.display or clause.min_display
    return bool(shown) and not (clause.limit or clause.cycle or clause.on or clause.by or clause.qualifiers)


def _class(clause: Clause) -> str:
    if clause.cycle:
        return _cycle(clause.cycle)
    if clause.relation == "前":
        return BEFORE
    if clause.limit:
        return _within(clause.limit)
    if _NOW & set(clause.qualifiers) or clause.relation in _WITH_EVENT:
        return AT_ONCE
    if clause.on or clause.by or clause.period:
        return OTHER
    return NO_NUMBER if clause.qualifiers else OTHER


def _within(limit: Amount) -> str:
    if limit.unit == "小时":
        days = -(-limit.number // 24)
        if days <= 1:
            return AT_ONCE
    else:
        days = limit.number * _DAYS[limit.unit]
    return next((kind for most, kind in ((7, WEEK), (10, TEN), (20, TWENTY)) if days <= most), LATER)


def _cycle(cycle: Amount) -> str:
    if (cycle.number, cycle.unit) == (6, "月"):
        return "每半年"
    if (cycle.number, cycle.unit) == (3, "月"):
        return "每季度"
    if cycle.number == 1 and cycle.unit in _CYCLES:
        return _CYCLES[cycle.unit]
    return "隔几年" if cycle.unit == "年" else "其他定期"
