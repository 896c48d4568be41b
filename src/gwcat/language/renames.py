"""机构更名: names that a reform has ended, by the tail of the name and the date at which it is used.

A catalogue is judged by its own date: 县农业局 is right in 2017, stale in 2020, and neither is wrong while the reform ran.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from gwcat.base.compiled import table
from gwcat.base.names import fold

Nature = Literal["更名", "部分", "职责"]
OPEN = "……"  # a part of a new name that cannot be told from the old one
_PLACE = r"(|.*(?:省|市|县|区|旗|州|盟|乡|镇|街道))"
_TOWN = ("乡", "镇", "街道")
_LONGEST_CHAIN = 8


class Change(NamedTuple):
    """One change: tails of names before and after, when the first place made it and when the last should have.

    Only 更名 ends the old names everywhere; after 部分 they live on here and there, 职责 moved duties and no names.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    nature: Nature
    since: date
    until: date
    remark: str = ""
    sources: tuple[tuple[str, str], ...] = ()  # title and address
    verified: bool = True


class Term(NamedTuple):
    """What a region itself says of a name: since and until when it holds there, and the names after it."""

    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()


class Rename(NamedTuple):
    """A name that no longer holds, the names that may have come after it, and what is known of the change."""

    name: str
    successors: tuple[str, ...]
    since: date | None
    until: date
    remark: str = ""
    verified: bool = True

    @property
    def successor(self) -> str | None:
        """The new name if only one is possible."""
        return self.successors[0] if len(self.successors) == 1 and OPEN not in self.successors[0] else None


Known = Mapping[str, Term]  # by folded name


@cache
def changes() -> tuple[Change, ...]:
    """All registered changes."""
    return tuple(map(_change, table(Path(__file__).parent / "data" / "renames.yaml")))


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        old=tuple(row["旧"]),
        new=tuple(row["新"]),
        nature=row.get("性质", "更名"),
        since=_date(row["起"], "01-01"),
        until=_date(row.get("止", row["起"]), "12-31"),
        remark=row.get("说明", ""),
        sources=tuple((source["标题"], source["网址"]) for source in row.get("来源", ())),
        verified=row.get("核实") != "否",
    )


def _date(written: str, rest: str) -> date:
    return date.fromisoformat(written if len(written) > 4 else f"{written}-{rest}")


def stale(name: str, on: date, known: Known | None = None) -> Rename | None:
    """The change that had ended a name everywhere by that day. What the region itself says of the name goes first."""
    return _ended(name, on, known or {}, "更名")


def doubtful(name: str, on: date, known: Known | None = None) -> Rename | None:
    """The change by which many places, but not all, had given up a name by that day."""
    return _ended(name, on, known or {}, "部分")


def renamed(name: str, on: date, known: Known | None = None) -> str | None:
    """What a stale name is called on that day, through all changes in between; None if it is not stale or cannot be derived."""
    current, ended = name, stale(name, on, known)
    for _ in range(_LONGEST_CHAIN):
        if ended is None:
            return current if current != name and doubtful(current, on, known) is None else None
        if ended.successor is None:
            return None
        current = ended.successor
        ended = stale(current, on, known)
    return None


def _ended(name: str, on: date, known: Known, nature: Nature) -> Rename | None:
    term = known.get(fold(name))
    if term is not None:
        over = nature == "更名" and term.until is not None and on > term.until
        return Rename(name, term.successors, term.since, term.until) if over and term.until else None
    change, place = _matched(name)
    if change is None or change.nature != nature or on <= change.until:
        return None
    return Rename(name, _successors(change, place, name), change.since, change.until, change.remark, change.verified)


def _successors(change: Change, place: str, name: str) -> tuple[str, ...]:
    """The new tails behind the old place; none for towns, whose offices are called otherwise, or beside a second plate."""
    if place.endswith(_TOWN) or fold(name).endswith(")"):
        return ()
    return tuple(tail if OPEN in tail else place + tail for tail in change.new)


@cache
def _tails() -> tuple[re.Pattern[str], dict[str, Change]]:
    tails = {tail: change for change in changes() if change.nature != "职责" for tail in change.old}
    return re.compile(f"{_PLACE}(?:人民政府|政府)?({'|'.join(map(re.escape, tails))})"), tails


def _matched(name: str) -> tuple[Change | None, str]:
    """The change whose old tail stands right behind a place, or alone; and that place."""
    pattern, tails = _tails()
    found = pattern.fullmatch(re.sub(r"\([^()]*\)$", "", fold(name)))
    return (tails[found[2]], found[1]) if found else (None, "")
