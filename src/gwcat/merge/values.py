"""Values in one line, merged: flow lists as sets in order, flow mappings key by key."""

from __future__ import annotations

from typing import Any

from gwcat.merge.keys import keys_of, order

MISSING: Any = object()


class Clash(Exception):
    """Both sides changed the same thing, each otherwise."""


def merged(old: Any, one: Any, two: Any) -> Any:
    """What two changes of a value come to; MISSING stands for no value. Raises Clash."""
    if one == two or two == old:
        return one
    if one == old:
        return two
    if isinstance(one, list) and isinstance(two, list):
        return _lists(old if isinstance(old, list) else [], one, two)
    if isinstance(old, dict) and isinstance(one, dict) and isinstance(two, dict):
        names = order(list(old), list(one), list(two), frozenset(one) | frozenset(two))
        values = ((name, merged(*(side.get(name, MISSING) for side in (old, one, two)))) for name in names)
        return {name: value for name, value in values if value is not MISSING}
    raise Clash


def _lists(old: list[Any], one: list[Any], two: list[Any]) -> list[Any]:
    keys = keys_of(old, one, two)
    sides = [dict(zip(names, entries, strict=True)) for names, entries in zip(keys, (old, one, two), strict=True)]
    found = {}
    for key in dict.fromkeys((*keys[1], *keys[2])):
        value = merged(*(side.get(key, MISSING) for side in sides))
        if value is not MISSING:
            found[key] = value
    return [found[key] for key in order(*keys, frozenset(found))]
