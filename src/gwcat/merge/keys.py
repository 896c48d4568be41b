"""Which entries of a list on two sides are the same: by their identity, else by what they say, else by where they stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

# By which key entries are known, the surest first.
_IDENTITIES = ("编号", "对应", "名称", "领域", "样式", "主要任务", "列名")


def identity(*lists: Sequence[Any]) -> str | None:
    """The key that names every entry of all lists, each once in its list; None if there is none."""
    filled = [entries for entries in lists if entries]
    if not all(isinstance(entry, dict) for entries in filled for entry in entries):
        return None
    for key in _IDENTITIES:
        names = [[entry.get(key) for entry in entries] for entries in filled]
        if names and all(all(isinstance(name, str) and name for name in row) and len({*row}) == len(row) for row in names):
            return key
    return None


def keys_of(old: Sequence[Any], one: Sequence[Any], two: Sequence[Any]) -> tuple[list[str], list[str], list[str]]:
    """A key for each entry of three lists; entries that are the same have the same key.

    Without an identity, an entry that stands between the same neighbours as one that is no longer there is that one, changed.
    """
    if (key := identity(old, one, two)) is not None:
        found = [[str(entry[key]) for entry in entries] for entries in (old, one, two)]
        return found[0], found[1], found[2]
    base = _said(old)
    return base, _aligned(base, _said(one)), _aligned(base, _said(two))


def _said(entries: Sequence[Any]) -> list[str]:
    """What each entry says, numbered where several say the same."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        words = json.dumps(entry, ensure_ascii=False, sort_keys=True)
        seen[words] += 1
        found.append(f"{words}#{seen[words]}")
    return found


def _aligned(base: list[str], own: list[str]) -> list[str]:
    """The keys of one side, entries that were changed in place under the keys that they had."""
    gone, new = _runs(base, frozenset(own)), _runs(own, frozenset(base))
    changed: dict[str, str] = {}
    for place, names in new.items():
        if len(gone.get(place, ())) == len(names):
            changed |= dict(zip(names, gone[place], strict=True))
    return [changed.get(name, name) for name in own]


def _runs(names: Sequence[str], known: frozenset[str]) -> dict[tuple[str, str], list[str]]:
    """Names that the other side does not have, by the known neighbours that they stand between."""
    found: dict[tuple[str, str], list[str]] = {}
    before, run = "", list[str]()
    for name in (*names, ""):
        if name and name not in known:
            run.append(name)
            continue
        if run:
            found[before, name] = run
        before, run = name, []
    return found


def order(old: Sequence[str], one: Sequence[str], two: Sequence[str], kept: frozenset[str]) -> list[str]:
    """The kept keys in the order of the side that changed it, of the first side if both did; new ones behind their neighbours."""
    common = frozenset(old) & frozenset(one) & frozenset(two)

    def placed(keys: Sequence[str]) -> list[str]:
        return [key for key in keys if key in common]

    main, other = (two, one) if placed(one) == placed(old) != placed(two) else (one, two)
    found = [key for key in main if key in kept]
    there, others, before = set(found), frozenset(other), ""
    for key in other:
        if key in kept and key not in there:
            at = found.index(before) + 1 if before else 0
            while at < len(found) and found[at] not in others:  # behind what the main side put in at the same place
                at += 1
            found.insert(at, key)
            there.add(key)
        before = key if key in there else before
    return found


def disordered(old: Sequence[str], one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether both sides put the entries that all have into different orders."""
    common = frozenset(old) & frozenset(one) & frozenset(two)
    orders = [[key for key in keys if key in common] for keys in (old, one, two)]
    return orders[0] != orders[1] != orders[2] != orders[0]
