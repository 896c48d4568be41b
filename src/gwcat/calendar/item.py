"""One item's deadline and cycle as days: its periods, its events, and the rules that have no day of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gwcat.base.names import fold
from gwcat.calendar.cycle import Occurrence, cyclical, occurrences
from gwcat.calendar.event import Counted, expiry, publication, shown, triggered
from gwcat.language.deadline import Clause, Deadline, Unparsed, parse, text
from gwcat.model.catalogue import Item
from gwcat.model.schedule import Due, Kind, Record, Standing, StandingKind, Subject

_CYCLE = "更新周期"
LATER, EARLIER = "逢休息日顺延到下一个工作日", "逢休息日提前到前一个工作日"
_ON_REQUEST = ("依申请公开",)
_LASTING = frozenset({"长期", "随时", "动态", "任期内", "最新有效"})


@dataclass(frozen=True)
class ItemDays:
    """What one item comes to between two days; events count at whatever time if `every_event`."""

    subject: Subject
    item: Item
    records: Sequence[Record]
    first: date
    last: date
    every_event: bool = False

    def found(self) -> Iterator[Due | Standing]:
        """Everything that its 公开时限 and its 更新周期 say."""
        deadline, cycle = self.item.deadline, self.item.text(_CYCLE)
        if deadline.strip():
            yield from self._said(deadline, "")
        elif not cycle:
            yield Standing("未写时限", self.subject, "")
        if cycle:
            yield from self._said(cycle, f"{_CYCLE}：{cycle}")

    def unused(self, record: Record) -> str:
        """Why an event leads to no day, whatever time is asked for; empty if it leads to one, or counts for a period."""
        words = (self.item.deadline, self.item.text(_CYCLE))
        clauses = [clause for text in words for clause in _clauses(text)]
        if record.published and any(cyclical(clause) or clause.period for clause in clauses):
            return ""
        if record.formed is None:
            return "没有写形成日期"
        active = self.item.methods != _ON_REQUEST
        counted = (publication(clause, record.formed, active=active) for clause in clauses if self._in_scope(clause, record))
        return "" if any(counted) else "这个事项的公开时限没有写，或者算不出日子，或者不在所写的范围里"

    def _said(self, words: str, rule: str) -> Iterator[Due | Standing]:
        read = parse(words)
        if isinstance(read, Unparsed):
            yield Standing("读不懂", self.subject, rule or words, reason=read.reason)
            return
        for clause in dict.fromkeys(read.clauses):
            if rule and not clause.cycle:  # 更新周期: 6个月
                clause = replace(clause, cycle=clause.period or clause.limit, period=None, limit=None)
            yield from self._clause(clause, rule or text(Deadline((replace(clause, scope=""),))))

    def _clause(self, clause: Clause, rule: str) -> Iterator[Due | Standing]:
        if cyclical(clause):
            yield from self._periods(clause, rule)
            return
        counted = [due for record in self.records for due in self._event(clause, record, rule)]
        yield from counted
        if not counted:
            yield _standing(self.subject, self.item, clause, rule)

    def _periods(self, clause: Clause, rule: str) -> Iterator[Due]:
        """A day for each period; a publication counts for one period only, the first that it fits."""
        left = [record for record in self.records if record.published and (not record.scope or record.scope in clause.scope)]
        for each in occurrences(clause, self.first, self.last):
            fitting = sorted((record for record in left if _fits(record, each)), key=_published_on)
            if fitting:
                left.remove(fitting[0])
            yield Due(
                each.due.date,
                each.due.approximate,
                "周期",
                self.subject,
                rule,
                each.written,
                each.period,
                each.begins,
                each.ends,
                clause.scope,
                tuple(_notes(clause, each)),
                fitting[0].published if fitting else None,
            )

    def _event(self, clause: Clause, record: Record, rule: str) -> Iterator[Due]:
        """The days that one event leads to: to publish it by, to show it until."""
        if record.formed is None or not self._in_scope(clause, record):
            return
        found = publication(clause, record.formed, active=self.item.methods != _ON_REQUEST)
        if found:
            yield from self._due(clause, record, record.formed, rule, found, "事件")
        if record.published and (ended := expiry(clause, record.published)):
            yield from self._due(clause, record, record.formed, rule, ended, "期满")

    def _due(self, clause: Clause, record: Record, formed: date, rule: str, found: Counted, kind: Kind) -> Iterator[Due]:
        day, approximate = found.due
        if not (self.every_event or self.first <= day <= self.last):
            return
        period = "，".join(filter(None, (record.name, f"{formed.isoformat()}形成")))
        moved = LATER if found.written < day else EARLIER if found.written > day else ""
        notes = tuple(filter(None, (*found.notes, moved)))
        published = record.published
        yield Due(day, approximate, kind, self.subject, rule, found.written, period, formed, day, clause.scope, notes, published)

    def _in_scope(self, clause: Clause, record: Record) -> bool:
        """Whether an event is one of those that a clause is about: by the scope it names, else the clauses without scope."""
        if record.scope:
            return fold(record.scope) in fold(clause.scope) or bool(clause.scope and fold(clause.scope) in fold(record.scope))
        counted = [one for one in _clauses(self.item.deadline) if not cyclical(one)]
        return not clause.scope or all(one.scope for one in counted)


def _clauses(words: str) -> tuple[Clause, ...]:
    read = parse(words) if words.strip() else None
    return read.clauses if isinstance(read, Deadline) else ()


def _fits(record: Record, each: Occurrence) -> bool:
    if record.period:
        return fold(record.period) == fold(each.period)
    return record.published is not None and each.begins <= record.published <= max(each.ends, each.due.date)


def _published_on(record: Record) -> date:
    return record.published or date.max


def _notes(clause: Clause, each: Occurrence) -> Iterator[str]:
    day = clause.by or clause.on
    if clause.cycle is None and day and not day.year:
        yield "没有写年份，按每年算"
    if day and day.part == "初":
        yield "“初”按上旬算"
    if count := clause.times or clause.min_times:
        yield f"这一期{'至少' if clause.min_times else ''}{count}次"
    if each.due.date != each.written:
        yield LATER if each.due.date > each.written else EARLIER


def _standing(subject: Subject, item: Item, clause: Clause, rule: str) -> Standing:
    return Standing(_kind(item, clause), subject, rule, clause.scope, _reason(clause))


def _kind(item: Item, clause: Clause) -> StandingKind:
    if "依申请" in clause.qualifiers or (item.methods == _ON_REQUEST and triggered(clause)):
        return "依申请"
    if clause.cycle or clause.period:
        return "周期不定"
    if triggered(clause) or shown(clause) or not _LASTING & set(clause.qualifiers):
        return "事件触发"
    return "持续公开"


def _reason(clause: Clause) -> str:
    if clause.period:
        return "只写了一个长度，没有说是什么的长度"
    if clause.cycle is None:
        return ""
    if clause.cycle.unit == "学期":
        return "各校学期的起止不同"
    return "每天都要公开" if clause.cycle.unit in ("日", "工作日") else "没有写从哪一天算起"
