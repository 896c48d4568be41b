"""Which item of a catalogue an item from outside is: by its identity, else by its names, else by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from gwcat.base.names import fold
from gwcat.compare.likeness import Names
from gwcat.exchange.draft import Draft
from gwcat.model.catalogue import ITEM_LEVELS, Item, read_item
from gwcat.model.incoming import IncomingItem
from gwcat.model.values import text

How = Literal["编号", "名称", "相似", ""]
_LIKE = 0.82  # from which two names are taken for one, if nothing else is as near
_NAMES = (*ITEM_LEVELS, "名称")
_FEWER = (("二级事项", "三级事项", "名称"), ("名称",))


class Match(NamedTuple):
    """An item from outside with the 编号 of the one that it is; `how` it was found, empty for none."""

    item: IncomingItem
    identity: str = ""
    how: How = ""


def match(items: Sequence[IncomingItem], draft: Draft, *, likeness: bool = True) -> list[Match]:
    """A match for every item, in order. No two are matched to one; the surer way goes first.

    Without `likeness` only identities and names that are the same throughout count.
    """
    free = dict.fromkeys(draft.identities())
    found: dict[int, Match] = {}
    for number, item in enumerate(items):
        if item.identity in free:
            del free[item.identity]
            found[number] = Match(item, item.identity, "编号")
    called = Called(draft)
    for keys in (_NAMES, *(_FEWER if likeness else ())):
        _by_names(items, called, free, found, keys)
    if likeness:
        _by_likeness(items, draft, free, found)
    return [found.get(number, Match(item)) for number, item in enumerate(items)]


class Called:
    """The items of a draft by their names, under any choice of keys; made once for each choice."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}

    def of(self, keys: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
        """Names under these keys -> 编号 of the items that have them."""
        if keys not in self._known:
            found: dict[tuple[str, ...], list[str]] = {}
            for identity in self._draft.identities():
                if names := _called(self._draft.raw(identity), keys):
                    found.setdefault(names, []).append(identity)
            self._known[keys] = found
        return self._known[keys]

    def namesake(self, values: Mapping[str, Any]) -> str:
        """The 编号 of an item with the same names; empty if there is none."""
        keys = tuple(key for key in _NAMES if key in values)
        return next(iter(self.of(keys).get(_called(values, keys), ())), "")


def _by_names(
    items: Sequence[IncomingItem],
    called: Called,
    free: dict[str, None],
    found: dict[int, Match],
    keys: tuple[str, ...],
) -> None:
    """Match what has the same names, and no other item has them."""
    shown = [tuple(key for key in keys if key in item.values) for item in items]
    wanted = [_called(item.values, own) for item, own in zip(items, shown, strict=True)]
    times = Counter(wanted)
    for number, (item, own, names) in enumerate(zip(items, shown, wanted, strict=True)):
        if number in found or item.identity or not names:
            continue
        same = [identity for identity in called.of(own).get(names, ()) if identity in free]
        if same and (len(same) == 1 or keys == _NAMES) and times[names] <= len(same):
            del free[same[0]]
            times[names] -= 1
            found[number] = Match(item, same[0], "名称")


def _by_likeness(items: Sequence[IncomingItem], draft: Draft, free: dict[str, None], found: dict[int, Match]) -> None:
    """Match names that are nearly the same."""
    called = {_whole(draft.raw(identity)): identity for identity in reversed(list(free))}
    names = Names(called)
    for number, item in enumerate(items):
        wanted = _whole(item.values)
        if number in found or item.identity or not wanted:
            continue
        near = names.nearest(wanted, called.keys())
        if near.likeness >= _LIKE and (identity := called.get(near.name)) in free:
            del free[identity]
            found[number] = Match(item, identity, "相似")


def _called(values: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    """The names of an item under some keys; nothing if it has none. Where the last of them is missing, the item's name stands."""
    own = {key: fold(text(values.get(key))) for key in keys}
    if own and not own[last := list(own)[-1]]:
        own[last] = fold(read_item(0, values).name)
    return tuple(own.values()) if any(own.values()) else ()


def _whole(values: Mapping[str, Any]) -> str:
    item: Item = read_item(0, values)
    return fold("".join(dict.fromkeys((*item.levels, item.name))))
