"""Changes as an adjustment tells them: item by item, 新增, 变更 or 取消, with what was and what is to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gwcat.document.table import Span
from gwcat.model.catalogue import ITEM_LEVELS
from gwcat.model.change import (
    PUBLIC_KINDS,
    Added,
    Change,
    FieldChange,
    FieldsChanged,
    Moved,
    Part,
    Provenance,
    Removed,
    Reordered,
    Run,
    home_of,
    item_changes,
    plain,
)
from gwcat.model.state import Entry, Home

Kind = Literal["新增", "变更", "取消"]
Spans = tuple[Span, ...]
KINDS: tuple[Kind, ...] = ("变更", "取消", "新增")
_FIRST = ("领域", "责任单位", *ITEM_LEVELS, "名称")
_SHOWN = ("公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式", "公开层级")


@dataclass(frozen=True)
class Row:
    """One element of an item, before and after; its parts that went are underlined, those that came bold and underlined."""

    key: str
    old: Spans
    new: Spans


@dataclass
class Adjusted:
    """An item with all that changes about it."""

    kind: Kind
    entry: Entry
    home: Home
    rows: list[Row] = field(default_factory=list)
    provenances: list[Provenance] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The item by its names."""
        return self.entry.title or self.entry.identity

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, as far as somebody wrote it, or because a region above changed it."""
        written = [found.reason for found in self.provenances if found.reason]
        above = ["随上级目录调整"] if any(not found.own for found in self.provenances) else []
        return tuple(dict.fromkeys((*written, *above)))

    @property
    def bases(self) -> tuple[str, ...]:
        """公开依据 of a new item, or those that an item is given anew."""
        if self.kind == "新增":
            found = self.entry.values.get("公开依据")
            return tuple(map(plain, found if isinstance(found, list) else [found] if found else []))
        return tuple(dict.fromkeys(base for row in self.rows if row.key == "公开依据" for base in _came(row.new)))


def _came(spans: Spans) -> Iterator[str]:
    """The lines of a text of which every sign is new, or some part."""
    lines: list[tuple[str, bool]] = [("", False)]
    for span in spans:
        first, *more = span.text.split("\n")
        lines[-1] = (lines[-1][0] + first, lines[-1][1] or (bool(first) and not span.plain))
        lines += [(line, bool(line) and not span.plain) for line in more]
    return (line for line, new in lines if new and line)


def adjusted(changes: Iterable[Change], domains: Sequence[str] = ()) -> list[Adjusted]:
    """The items that an adjustment is about, by domain in the region's order, then by unit and place."""
    found: dict[tuple[str, Home, int], Adjusted] = {}
    order: dict[tuple[str, Home, int], int] = {}
    for change in item_changes(changes):
        if change.kind not in PUBLIC_KINDS or isinstance(change, Reordered):
            continue
        if isinstance(change, Added):
            one = found["新增", change.after.home, change.to] = Adjusted("新增", change.after, change.after.home)
            one.rows += _whole(change.after, gone=False)
            order["新增", change.after.home, change.to] = change.to
            one.provenances += [change.provenance] if change.provenance else []
            continue
        key = ("变更", change.before.home, change.at)
        if isinstance(change, Removed):
            one = found[key] = Adjusted("取消", change.before, change.before.home)
            one.rows += _whole(change.before, gone=True)
        else:
            one = found.setdefault(key, Adjusted("变更", change.after, home_of(change)))
        order[key] = change.at
        if isinstance(change, Moved):
            one.rows += _moved(change)
        if isinstance(change, FieldsChanged):
            one.rows += map(row_of, change.fields)
            one.provenances += [found_at for f in change.fields if (found_at := f.provenance)]
        elif change.provenance:
            one.provenances.append(change.provenance)
    for one in found.values():
        one.rows.sort(key=lambda row: _FIRST.index(row.key) if row.key in _FIRST else len(_FIRST))
    places = {name: number for number, name in enumerate(domains)}
    keys = sorted(found, key=lambda key: (_place(places, found[key].home), found[key].home, order[key], key[0]))
    return [found[key] for key in keys]


def _place(places: dict[str, int], home: Home) -> int:
    return places.get(home.domain, len(places))


def _whole(entry: Entry, *, gone: bool) -> Iterator[Row]:
    """The elements of an item that comes or goes as a whole."""
    for key in _SHOWN:
        if text := text_of(entry.values.get(key)):
            yield Row(key, (Span(text),), ()) if gone else Row(key, (), (Span(text),))


def _moved(change: Moved) -> Iterator[Row]:
    old, new = change.before.home, change.after.home
    for key, was, now in (("领域", old.domain, new.domain), ("责任单位", old.unit, new.unit)):
        if was != now:
            yield Row(key, _ends(was, came=False), _ends(now, came=True))


def _ends(text: str, *, came: bool) -> Spans:
    return (Span(text, bold=came, underline=True),) if text else ()


def text_of(value: object) -> str:
    """A value as cells show it: an entry a line; boxes that are ticked in one line."""
    if not isinstance(value, list):
        return plain(value)
    entries = [entry for entry in map(plain, value) if entry]
    return ("、" if all(len(entry) < 12 for entry in entries) else "\n").join(entries)


def row_of(change: FieldChange) -> Row:
    """An element before and after, with its differences marked."""
    if change.parts:
        old = _entries(change.old, change.parts, came=False)
        return Row(change.key, old, _entries(change.new, change.parts, came=True))
    runs = change.runs or (Run("-", plain(change.old)), Run("+", plain(change.new)))
    return Row(change.key, _side(runs, came=False), _side(runs, came=True))


def _side(runs: Iterable[Run], *, came: bool) -> Spans:
    """The old or the new text of runs."""
    mark = "+" if came else "-"
    return tuple(
        Span(run.text) if run.mark == "=" else Span(run.text, bold=came, underline=True)
        for run in runs
        if run.mark in ("=", mark) and run.text
    )


def _entries(value: object, parts: Sequence[Part], *, came: bool) -> Spans:
    """The entries of a list with their differences marked."""
    left = [part for part in parts if part.kind != "次序"]
    entries = [entry for entry in map(plain, value if isinstance(value, list) else [value]) if entry]
    separator = "、" if all(len(entry) < 12 for entry in entries) else "\n"
    spans: list[Span] = []
    for entry in entries:
        part = next((part for part in left if (part.new if came else part.old) == entry), None)
        spans += [Span(separator)] if spans else []
        if part is None:
            spans.append(Span(entry))
            continue
        left.remove(part)
        spans += _side(part.runs, came=came) if part.runs else _ends(entry, came=came)
    return tuple(spans)


def joined(spans: Iterable[Span]) -> str:
    """The text of spans."""
    return "".join(span.text for span in spans)


def labelled(rows: Sequence[Row], *, came: bool) -> Spans:
    """All elements of an item in one cell: `公开时限：…`, a line each."""
    spans: list[Span] = []
    for row in rows:
        own = row.new if came else row.old
        spans += [Span("\n")] if spans else []
        spans += [Span(f"{row.key}："), *(own or (Span("（无）"),))]
    return tuple(spans)
