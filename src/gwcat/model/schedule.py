"""What is due when: days that deadlines, cycles and tasks come to, and the rules that have no day of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from gwcat.base.names import fold

Kind = Literal["周期", "事件", "期满", "任务"]
StandingKind = Literal["事件触发", "持续公开", "依申请", "周期不定", "读不懂", "未写时限"]
KINDS: tuple[StandingKind, ...] = ("事件触发", "持续公开", "依申请", "周期不定", "读不懂", "未写时限")
HORIZON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a list of events: what came about when, and when it was published. Days that are not known are None."""

    identity: str
    formed: date | None = None
    published: date | None = None
    unit: str = ""
    scope: str = ""
    period: str = ""  # 期次, as due days name it: 2026年第1季度
    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be done by whom: an item of a catalogue, or a task without 编号."""

    units: tuple[str, ...]
    domain: str
    identity: str
    name: str
    columns: tuple[str, ...] = ()  # 网站栏目

    def concerns(self, unit: str) -> bool:
        """Whether this is the business of a unit; what all have to do is everybody's."""
        return not self.units or any(other.startswith("各") or fold(unit) == fold(other) for other in self.units)


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something must be done.

    `approximate` if holidays on the way were not announced yet; `written` is the day before holidays moved it. `period` is what
    it is due for (2026年第1季度; 2026-03-02形成), which reaches from `begins` to `ends`.
    """

    day: date
    approximate: bool
    kind: Kind
    subject: Subject
    rule: str
    written: date
    period: str
    begins: date
    ends: date
    scope: str = ""
    notes: tuple[str, ...] = ()
    published: date | None = None

    @property
    def shown_day(self) -> str:
        """The day as it is shown everywhere: 约2027-02-08 if it is approximate."""
        return f"{'约' if self.approximate else ''}{self.day.isoformat()}"

    @property
    def title(self) -> str:
        """Name and scope in one text."""
        return f"{self.subject.name}（{self.scope}）" if self.scope else self.subject.name

    @property
    def sort_key(self) -> tuple[date, tuple[str, ...], str, str, str, str]:
        """By day, then by who and what."""
        return self.day, self.subject.units, self.subject.domain, self.subject.identity, self.scope, self.period


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule without a day of its own; `reason` says why, where that is not plain from the rule."""

    kind: StandingKind
    subject: Subject
    rule: str
    scope: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Schedule:
    """Everything that a region has to do from `first` to `last`. Holidays are known for certain up to `known`."""

    region: str
    short_name: str
    folder: str
    first: date
    last: date
    known: date
    dues: tuple[Due, ...] = ()
    standing: tuple[Standing, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that something is due for or from, in the order of the first of it."""
        subjects = [*(due.subject for due in self.dues), *(rule.subject for rule in self.standing)]
        return tuple(dict.fromkeys(unit for subject in subjects for unit in subject.units))


@dataclass(frozen=True)
class Check:
    """What a schedule comes to at a day: overdue, done late, due within the next 30 days."""

    day: date
    overdue: tuple[Due, ...] = ()
    late: tuple[Due, ...] = ()
    soon: tuple[Due, ...] = ()
    done: int = 0
    remarks: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, schedule: Schedule, day: date) -> Check:
        """The state of everything in a schedule at a day."""
        groups: dict[str, list[Due]] = {"overdue": [], "late": [], "soon": [], "done": []}
        for due in schedule.dues:
            groups[_state(due, day)].append(due) if _state(due, day) else None
        overdue, late, soon = (tuple(groups[name]) for name in ("overdue", "late", "soon"))
        return cls(day, overdue, late, soon, len(groups["done"]), schedule.remarks)

    def groups(self) -> Iterator[tuple[str, tuple[Due, ...]]]:
        """The groups under their headings."""
        yield "逾期未公开", self.overdue
        yield f"{HORIZON.days}天内到期", self.soon
        yield "逾期后已公开", self.late


def _state(due: Due, day: date) -> str:
    """The group that a due day belongs to; none if it is far ahead, or is no duty but an end."""
    if due.published is not None and due.published <= day and due.kind != "期满":
        return "late" if due.published > due.day else "done"
    if due.kind == "期满":
        return "soon" if day <= due.day <= day + HORIZON else ""
    if due.day < day:
        return "overdue"
    return "soon" if due.day <= day + HORIZON else ""
