"""Histories for people and programs: what each commit changed, which commit wrote each value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from gwcat.base.width import visible
from gwcat.model.change import Difference, ItemChange, plain
from gwcat.report.columns import columns
from gwcat.report.diff import Ink, change_lines
from gwcat.report.diff_json import change_json
from gwcat.report.json import escaped

_VALUE = 36  # signs of a value that a column shows


class Committed(Protocol):
    """A commit."""

    @property
    def hash(self) -> str:
        """Its hash; empty for what is not committed."""

    @property
    def date(self) -> str:
        """Its day."""

    @property
    def author(self) -> str:
        """Who wrote it."""

    @property
    def subject(self) -> str:
        """The first line of its message."""


class Written(Protocol):
    """A value with the commit that wrote it."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def value(self) -> object:
        """The value."""

    @property
    def commit(self) -> Committed | None:
        """The commit, if one is known."""

    @property
    def place(self) -> str:
        """Where it stands now."""


StepLike = tuple[Committed, Sequence[ItemChange]]


def item_text(title: str, steps: Iterable[StepLike], *, cut: bool, colour: bool) -> str:
    """The changes of an item, the newest first."""
    ink = Ink(colour=colour)
    lines = [_clean(title), ""]
    for commit, changes in steps:
        lines.append(ink.bold(_head(commit)))
        lines += [line for change in changes for line in change_lines(change, ink, kind=True)]
        lines.append("")
    if len(lines) == 2:
        lines.append("没有变化：最早的提交里就是这样。")
    if cut:
        lines.append("更早的没有列出（-n 0 列出全部）。")
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(commit: Committed) -> str:
    return _clean(f"{commit.date} {commit.hash[:8]} {commit.author}  {commit.subject}" if commit.hash else commit.subject)


def _clean(text: str) -> str:
    return visible(text, keep="")


def origins_text(title: str, origins: Iterable[Written]) -> str:
    """Every value with the commit that wrote it last."""
    rows = [(one.key, _short(plain(one.value)), *_commit_cells(one.commit), one.place) for one in origins]
    header = ("要素", "现在的内容", "提交", "日期", "作者", "写在")
    return "\n".join([_clean(title), "", *columns(header, rows, right=0)]) + "\n"


def _commit_cells(commit: Committed | None) -> tuple[str, str, str]:
    if commit is None:
        return "（更早）", "", ""
    return (commit.hash[:8], commit.date, commit.author) if commit.hash else ("尚未提交", "", "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _VALUE else f"{line[: _VALUE - 1]}…"


def summaries_text(found: Iterable[tuple[Committed, Difference]], *, colour: bool) -> Iterator[str]:
    """A block of lines for every commit: what it is, how much it changed, which items."""
    ink = Ink(colour=colour)
    for commit, difference in found:
        tally = "、".join(f"{kind} {number}" for kind, number in difference.tally.items())
        lines = [ink.bold(_head(commit)), f"    {tally}"]
        lines += [f"    {_clean(shift.explain())}" for shift in difference.shifts]
        yield "\n".join(lines) + "\n"


def history_json(identity: str, steps: Iterable[StepLike], origins: Iterable[Written]) -> str:
    """The history of an item for programs."""
    content: dict[str, Any] = {
        "version": 1,
        "identity": identity,
        "steps": [
            {"commit": _commit(commit), "changes": [change_json(change) for change in changes]} for commit, changes in steps
        ],
        "origins": [{"key": one.key, "value": one.value, "commit": _commit(one.commit), "place": one.place} for one in origins],
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _commit(commit: Committed | None) -> dict[str, str] | None:
    if commit is None:
        return None
    return {"hash": commit.hash, "date": commit.date, "author": commit.author, "subject": commit.subject}
