"""公开时限 as values: what a deadline says, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Amount(NamedTuple):
    """A length of time: 20 工作日."""

    number: int
    unit: str
    """One of deadline_words.UNITS: 工作日, 日, 小时, 周, 月, 季度, 学期, 年."""


class Day(NamedTuple):
    """A day or a part of a month; 0 and "" where the text is silent."""

    year: int = 0
    month: int = 0
    """Of the year; in a cycle of 季度 the first, second or third month."""
    day: int = 0
    part: str = ""
    """底, 初, 上旬, 中旬, 下旬."""
    weekday: int = 0
    """1 for 周一 to 7 for 周日, in a cycle of 周."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement: for what, counted from when, how long, how often, how."""

    scope: str = ""
    """What it is about, where a cell says several things: 行政处罚事项."""
    trigger: str = ""
    """The event that it refers to: 信息形成或者变更."""
    relation: str = ""
    """How it refers to the event: 起 (counted from it), 后, 时, 当日, 前, 随 (together with it); 前 alone is 提前."""
    limit: Amount | None = None
    """Within this time after the event, or at least this time before it."""
    display: Amount | None = None
    """Shown for exactly this time."""
    min_display: Amount | None = None
    """Shown for at least this time."""
    shown: str = ""
    """What is going on in that time: 公示, 公告, 征求意见, 公开."""
    cycle: Amount | None = None
    """Again and again, at this distance."""
    times: int = 0
    """How often in each cycle; 0 for once."""
    min_times: int = 0
    """How often in each cycle at least."""
    on: Day | None = None
    """On this day, in each cycle if there is one."""
    by: Day | None = None
    """Not after this day (…前), in each cycle if there is one."""
    period: Amount | None = None
    """A bare length (6个月): the text does not say of what."""
    qualifiers: tuple[str, ...] = ()
    """Words of deadline_words.QUALIFIERS: 即时, 及时, 长期, 按进展情况 …"""
    act: str = ""
    """What is done, if it is something else than publishing: 更新, 答复 …"""
    place: str = ""
    """Where it is published: 村公示栏."""
    fallback: str | None = None
    """Whose other provisions go before (法律、法规); "" if the text does not say whose; None if there is no such reservation."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    """Where the clause stands, in characters of the text that was read."""


class Deadline(NamedTuple):
    """A 公开时限 that was understood."""

    clauses: tuple[Clause, ...]


class Unparsed(NamedTuple):
    """A text that was not understood: why, and which part of it, in characters."""

    reason: str
    start: int
    end: int
