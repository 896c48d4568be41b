"""Moves that are one event: a domain or a unit that was renamed, split or merged, or gave some of its items away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from gwcat.model.change import Change, Moved, Shift
from gwcat.model.state import State

Axis = Literal["领域", "单位"]


def shifts(old: State, new: State, changes: Iterable[Change]) -> tuple[Shift, ...]:
    """The events behind the moves, domains first."""
    moves = [change for change in changes if isinstance(change, Moved)]
    return (*_of("领域", old, new, moves), *_of("单位", old, new, moves))


def _of(axis: Axis, old: State, new: State, moves: list[Moved]) -> Iterator[Shift]:
    flows: Counter[tuple[str, str]] = Counter()
    for move in moves:
        pair = _ends(axis, move)
        if pair[0] != pair[1]:
            flows[pair] += 1
    before, after = _names(axis, old), _names(axis, new)
    told: set[tuple[str, str]] = set()
    for source in dict.fromkeys(source for source, _ in flows):
        targets = [target for one, target in flows if one == source]
        if source not in after and len(targets) > 1:
            told |= {(source, target) for target in targets}
            yield Shift(axis, "拆分", (source,), tuple(targets), sum(flows[source, target] for target in targets))
    for target in dict.fromkeys(target for _, target in flows):
        sources = [source for source, one in flows if one == target and (source, target) not in told]
        gone = [source for source in sources if source not in after]
        if gone and (len(gone) > 1 or target in before):
            told |= {(source, target) for source in gone}
            what: Literal["合并", "并入"] = "并入" if target in before else "合并"
            yield Shift(axis, what, tuple(gone), (target,), sum(flows[source, target] for source in gone))
    for (source, target), count in flows.items():
        if (source, target) not in told:
            renamed = source not in after and target not in before
            yield Shift(axis, "更名" if renamed else "划转", (source,), (target,), count)


def _ends(axis: Axis, move: Moved) -> tuple[str, str]:
    old, new = move.before.home, move.after.home
    return (old.domain, new.domain) if axis == "领域" else (old.unit, new.unit)


def _names(axis: Axis, state: State) -> set[str]:
    return {home.domain if axis == "领域" else home.unit for home in state.catalogues}
