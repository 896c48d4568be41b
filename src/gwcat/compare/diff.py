"""Two states of a region to typed changes, and back: `apply(a, diff(a, b)) == b`, and `diff(a, a)` is empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from gwcat.adopt.record import SILENT
from gwcat.compare.fields import differing, field_change, same_meaning
from gwcat.compare.pairs import At, Pairs, pair
from gwcat.model.change import (
    KINDS,
    Added,
    Altered,
    Change,
    Counts,
    FieldChange,
    FieldsChanged,
    ItemChange,
    Moved,
    Noted,
    Removed,
    Renamed,
    Reordered,
    Restyled,
    home_of,
    item_changes,
)
from gwcat.model.state import NAME_KEYS, Entry, Home, State


def diff(old: State, new: State) -> tuple[ItemChange, ...]:
    """Everything that differs, by kind, then by catalogue and position."""
    pairs = pair(old, new)
    return tuple(sorted(_changes(old, new, pairs), key=_order))


def _order(change: ItemChange) -> tuple[int, Home, int]:
    position = change.at if isinstance(change, Removed | FieldsChanged) else change.to
    return KINDS.index(change.kind), home_of(change), position


def _changes(old: State, new: State, pairs: Pairs) -> Iterator[ItemChange]:
    arrived = set(pairs.values())
    for home, entries in old.catalogues.items():
        for number, entry in enumerate(entries):
            at = At(home, number)
            if at not in pairs:
                yield Removed(entry, number)
                continue
            to = pairs[at]
            after = new.catalogues[to.home][to.position]
            if to.home != home:
                yield Moved(entry, after, number, to.position)
            yield from _fields(entry, after, number)
        yield from _reordered(old, new, home, pairs)
    for home, entries in new.catalogues.items():
        for number, entry in enumerate(entries):
            if At(home, number) not in arrived:
                yield Added(entry, number)


def _fields(before: Entry, after: Entry, at: int) -> Iterator[FieldsChanged]:
    """The values that differ, sorted by what the difference means."""
    renamed: list[FieldChange] = []
    restyled: list[FieldChange] = []
    noted: list[FieldChange] = []
    altered: list[FieldChange] = []
    for key in differing(before.values, after.values):
        one, other = before.values.get(key), after.values.get(key)
        if same_meaning(key, one, other):
            restyled.append(FieldChange(key, one, other))
        else:
            found = noted if key in SILENT else renamed if key in NAME_KEYS else altered
            found.append(field_change(key, one, other))
    if renamed:
        yield Renamed(before, after, at, tuple(renamed))
    if altered:
        yield Altered(before, after, at, tuple(altered))
    if restyled:
        yield Restyled(before, after, at, tuple(restyled))
    if noted:
        yield Noted(before, after, at, tuple(noted))


def _reordered(old: State, new: State, home: Home, pairs: Pairs) -> Iterator[Reordered]:
    """As few items of a catalogue as have to be taken out for the others to stand in the same order."""
    here = [(at, pairs[At(home, at)].position) for at in range(len(old.catalogues[home])) if _stays(pairs, home, at)]
    staying = _rising([to for _, to in here])
    for number, (at, to) in enumerate(here):
        if number not in staying:
            yield Reordered(old.catalogues[home][at], new.catalogues[home][to], at, to)


def _stays(pairs: Pairs, home: Home, at: int) -> bool:
    to = pairs.get(At(home, at))
    return to is not None and to.home == home


def _rising(numbers: Sequence[int]) -> set[int]:
    """The positions of a longest rising run of numbers."""
    tails: list[int] = []  # the lowest number at which a run of each length ends
    ends: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [position]
    found: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        found.add(position)
        position = before[position]
    return found


def apply(state: State, changes: Iterable[Change]) -> State:
    """The state that comes of changes."""
    fields: dict[At, list[FieldChange]] = {}
    leaving: dict[At, At | None] = {}
    coming: dict[Home, dict[int, Entry]] = {}
    for change in item_changes(changes):
        if isinstance(change, Added):
            coming.setdefault(change.after.home, {})[change.to] = change.after
        elif isinstance(change, FieldsChanged):
            fields.setdefault(At(change.before.home, change.at), []).extend(change.fields)
        elif isinstance(change, Removed):
            leaving[At(change.before.home, change.at)] = None
        else:
            leaving[At(change.before.home, change.at)] = At(change.after.home, change.to)
    kept: dict[Home, list[Entry]] = {}
    for home, entries in state.catalogues.items():
        for number, entry in enumerate(entries):
            at = At(home, number)
            to = leaving.get(at, at)
            if to is None:
                continue
            if at in fields or to.home != home:
                entry = Entry(to.home, _with(entry, fields.get(at, ())), entry.origin)
            if at in leaving:
                coming.setdefault(to.home, {})[to.position] = entry
            else:
                kept.setdefault(home, []).append(entry)
    homes = dict.fromkeys((*kept, *coming))
    return State({home: tuple(_merged(kept.get(home, []), coming.get(home, {}))) for home in homes})


def _with(entry: Entry, fields: Iterable[FieldChange]) -> dict[str, object]:
    values = dict(entry.values)
    for change in fields:
        if change.new is None:
            values.pop(change.key, None)
        else:
            values[change.key] = change.new
    return values


def _merged(kept: Sequence[Entry], coming: dict[int, Entry]) -> Iterator[Entry]:
    """Those that come at their positions, those that stayed in the places between."""
    rest = iter(kept)
    for position in range(len(kept) + len(coming)):
        yield coming[position] if position in coming else next(rest)


def counts(old: State, new: State, changes: Iterable[Change]) -> Counts:
    """How many items the public sees unchanged, changed, gone and new."""
    found = item_changes(changes)
    removed, added = (sum(isinstance(change, kind) for change in found) for kind in (Removed, Added))
    changed = len({At(c.before.home, c.at) for c in found if isinstance(c, Moved | Renamed | Altered)})
    return Counts(old.count - removed - changed, changed, removed, added)
