"""The canonical words of a deadline; read again, they give the same deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gwcat.language import deadline_words as words
from gwcat.language.deadline_model import Amount, Clause, Day, Deadline

_RELATED = {"起": "自{}之日起", "后": "{}后", "时": "{}时", "当日": "{}当日", "前": "{}前", "随": "随{}", "": ""}
_NTH = {1: "首月", 2: "第2个月", 3: "末月"}


def text(deadline: Deadline) -> str:
    """The whole deadline: clauses with their scopes, a reservation for all of them at the end."""
    clauses = deadline.clauses
    common = clauses[0].fallback if len({clause.fallback for clause in clauses}) == 1 else None
    parts = [_scoped(clauses[0])]
    for before, clause in pairwise(clauses):
        if common is None and before.fallback is not None:
            parts.append(f"，{_fallback(before.fallback)}")
        parts.append(f"，{_plain(clause)}" if _goes_on(before, clause, common) else f"；{_scoped(clause)}")
    last = clauses[-1].fallback
    if last is not None:
        parts.append(f"{'；' if common is not None and len(clauses) > 1 else '，'}{_fallback(last)}")
    return "".join(parts)


def _goes_on(before: Clause, clause: Clause, common: str | None) -> bool:
    """Whether a comma is enough: the same scope and reservation, and a time that can only go with what stands before it."""
    if before.scope != clause.scope or before.fallback != clause.fallback or before.fallback != common:
        return False
    how_only = replace(clause, scope="", qualifiers=(), act="", place="", fallback=None) == Clause()
    return how_only or bool((clause.display or clause.min_display) and not clause.trigger)


def _scoped(clause: Clause) -> str:
    return f"{clause.scope}：{_plain(clause)}" if clause.scope else _plain(clause)


def _fallback(authority: str) -> str:
    return f"{authority}另有规定的，从其规定"


def _plain(clause: Clause) -> str:
    return f"{_time(clause)}{''.join(clause.qualifiers)}{_doing(clause)}"


def _time(clause: Clause) -> str:
    if clause.limit:
        return _limit(clause, amount(clause.limit))
    related = _RELATED[clause.relation].format(clause.trigger)
    if clause.cycle:
        return related + _cycle(clause.cycle, clause.on or clause.by) + ("前" if clause.by else "")
    if clause.on or clause.by:
        return related + _day(clause.on or clause.by or Day()) + ("前" if clause.by else "")
    if clause.min_display or clause.display:
        return related + _display(clause)
    return related + (amount(clause.period) if clause.period else "")


def _limit(clause: Clause, length: str) -> str:
    if clause.relation != "前":
        return f"{_RELATED[clause.relation].format(clause.trigger)}{length}内"
    return f"{clause.trigger}前{length}" if clause.trigger else f"提前{length}"


def _display(clause: Clause) -> str:
    noun = "期" if clause.shown == "公开" else ""
    if clause.min_display:
        return f"{clause.shown}{noun}不少于{amount(clause.min_display)}"
    return f"{clause.shown}{noun}{amount(clause.display)}" if clause.display else ""


def amount(length: Amount) -> str:
    """20个工作日, 30日, 6个月."""
    return f"{length.number}{'个' if length.unit in words.MEASURED else ''}{length.unit}"


def _cycle(every: Amount, on: Day | None) -> str:
    if every == Amount(6, "月"):
        return "每半年"
    head = f"每{every.unit}" if every.number == 1 else f"每{amount(every)}"
    return head + (_day(on, every.unit) if on else "")


def _day(on: Day, unit: str = "") -> str:
    return "".join(_day_words(on, unit))


def _day_words(on: Day, unit: str) -> Iterator[str]:
    if on.year:
        yield f"{on.year}年"
    if on.month:
        yield _NTH[on.month] if unit == "季度" else f"{on.month}月"
    if on.day:
        yield f"{on.day}日"
    if on.weekday:
        yield "一二三四五六日"[on.weekday - 1]
    yield on.part


def _doing(clause: Clause) -> str:
    """Where and what: nothing where a time says enough."""
    times = _times(clause)
    silent = clause.qualifiers[-1:] and clause.qualifiers[-1] in words.BARE_QUALIFIERS
    named = (
        clause.qualifiers
        or clause.place
        or times
        or clause == Clause(scope=clause.scope, trigger=clause.trigger, relation=clause.relation, fallback=clause.fallback)
    )
    verb = clause.act or ("公开" if named and (not silent or clause.place or times) else "")
    return (f"在{clause.place}" if clause.place else "") + verb + times


def _times(clause: Clause) -> str:
    if clause.min_times:
        return f"至少{clause.min_times}次"
    return f"{clause.times}次" if clause.times else ""
