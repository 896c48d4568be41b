"""Where the steps of a flow stand: in a row by rank, in a column of their owner's lane.

Ranks are longest paths with a limit to the steps of one lane in a row; columns come from barycentres, so that few links cross.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from gwcat.model.flow import Flow, Link

_SWEEPS = 6
_MOST_CHOICES = 12  # columns of a lane up to which every way to spread steps over them is looked at


@dataclass(frozen=True)
class Grid:
    """Rows and columns from 0: `cells` has the place of each step, `lanes` how many columns each owner has."""

    cells: Mapping[str, tuple[int, int]]
    lanes: tuple[tuple[str, int], ...]
    rows: int

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return sum(count for _, count in self.lanes)


def back_links(flow: Flow) -> frozenset[int]:
    """The links, by their indexes, that lead back to a step on the way to where they begin; without them there is no round."""
    after = _following(flow)
    entered = {link.target for link in flow.links}
    order = sorted(flow.steps, key=lambda step: (step.identity in entered, step.index))
    state: dict[str, int] = {}  # 1: on the way, 2: done
    back = set()
    for root in order:
        stack = [(root.identity, iter(after[root.identity]))] if root.identity not in state else []
        state.setdefault(root.identity, 1)
        while stack:
            here, links = stack[-1]
            link = next(links, None)
            if link is None:
                state[here] = 2
                stack.pop()
            elif state.get(link.target) == 1:
                back.add(link.index)
            elif link.target not in state:
                state[link.target] = 1
                stack.append((link.target, iter(after[link.target])))
    return frozenset(back)


def arrange(flow: Flow, widest: int, *, level: bool = False) -> Grid:
    """The grid of a flow whose links join steps of its own; at most `widest` steps of a lane stand in a row.

    With `level` a step that alone follows one of another lane stands beside it, which makes the chart lower.
    """
    back = back_links(flow)
    forward = [link for link in flow.links if link.index not in back]
    rows = _ranks(flow, forward, widest, _beside(flow, forward) if level else frozenset())
    owners = {step.identity: step.owner for step in flow.steps}
    lanes = [owner for owner in flow.owners if owner in owners.values()]
    by_row: dict[int, dict[str, list[str]]] = {}
    for step in flow.steps:
        by_row.setdefault(rows[step.identity], {}).setdefault(step.owner, []).append(step.identity)
    counts = [(lane, max(len(row.get(lane, ())) for row in by_row.values())) for lane in lanes]
    columns = _columns(by_row, counts, flow.links)
    return Grid(
        {name: (rows[name], column) for name, column in columns.items()}, tuple(counts), max(rows.values(), default=0) + 1
    )


def _following(flow: Flow) -> dict[str, list[Link]]:
    after: dict[str, list[Link]] = {step.identity: [] for step in flow.steps}
    for link in flow.links:
        if link.source != link.target:
            after[link.source].append(link)
    return after


def _beside(flow: Flow, forward: Sequence[Link]) -> frozenset[int]:
    """The links whose ends may stand in one row: no other link leaves the one or enters the other, and the lanes differ."""
    owners = {step.identity: step.owner for step in flow.steps}
    out, into = Counter(link.source for link in flow.links), Counter(link.target for link in forward)
    return frozenset(
        link.index
        for link in forward
        if out[link.source] == 1 == into[link.target] and owners[link.source] != owners[link.target]
    )


def _ranks(flow: Flow, forward: Sequence[Link], widest: int, beside: Collection[int]) -> dict[str, int]:
    """A row for each step below those that it follows, or beside them, in the first row where its lane has room."""
    owners = {step.identity: step.owner for step in flow.steps}
    before: dict[str, list[tuple[str, int]]] = {name: [] for name in owners}
    after: dict[str, list[str]] = {name: [] for name in owners}
    for link in forward:
        if link.source != link.target:
            before[link.target].append((link.source, link.index not in beside))
            after[link.source].append(link.target)
    waiting = {name: len(sources) for name, sources in before.items()}
    rows: dict[str, int] = {}
    room: dict[tuple[int, str], int] = {}
    ready = [name for name in owners if not waiting[name]]
    while ready:
        following = []
        for name in ready:
            row = max((rows[source] + below for source, below in before[name]), default=0)
            while room.get((row, owners[name]), 0) >= widest:
                row += 1
            rows[name] = row
            room[row, owners[name]] = room.get((row, owners[name]), 0) + 1
            for target in after[name]:
                waiting[target] -= 1
                if not waiting[target]:
                    following.append(target)
        ready = following
    return rows


def _columns(
    by_row: Mapping[int, Mapping[str, list[str]]], counts: Sequence[tuple[str, int]], links: Sequence[Link]
) -> dict[str, int]:
    """A column for each step; of several sweeps down and up the one whose links are shortest is kept."""
    first: dict[str, int] = {}
    for lane, _ in counts:
        first[lane] = sum(count for other, count in counts[: len(first)])
    wide = dict(counts)
    near: dict[str, list[str]] = {}
    for link in links:
        near.setdefault(link.source, []).append(link.target)
        near.setdefault(link.target, []).append(link.source)
    row_of = {name: row for row, lanes in by_row.items() for names in lanes.values() for name in names}
    place: dict[str, int] = {}
    for lanes in by_row.values():
        for lane, names in lanes.items():
            place |= zip(names, _spread([first[lane] + (wide[lane] - 1) / 2] * len(names), first[lane], wide[lane]), strict=True)
    best, least = dict(place), _effort(place, row_of, links)
    for sweep in range(_SWEEPS):
        for row in sorted(by_row, reverse=bool(sweep % 2)):
            for lane, names in by_row[row].items():
                wishes = {name: _wish(name, row, near, row_of, place, down=not sweep % 2) for name in names}
                names.sort(key=lambda name: (wishes[name], place[name]))
                place |= zip(names, _spread([wishes[name] for name in names], first[lane], wide[lane]), strict=True)
        if (effort := _effort(place, row_of, links)) < least:
            best, least = dict(place), effort
    return best


def _wish(
    name: str, row: int, near: Mapping[str, list[str]], row_of: Mapping[str, int], place: Mapping[str, int], *, down: bool
) -> float:
    """The column in the middle of the steps that a step is linked with, those above on the way down; its own if none."""
    others = [other for other in near.get(name, ()) if other != name]
    chosen = [other for other in others if (row_of[other] < row) == down] or others
    return sum(place[other] for other in chosen) / len(chosen) if chosen else float(place[name])


def _spread(wishes: Sequence[float], first: int, wide: int) -> Iterable[int]:
    """Columns of a lane for steps in this order, as near as can be to where they wish to be."""
    count = len(wishes)
    if wide > _MOST_CHOICES:
        return range(first, first + count)
    ways = combinations(range(first, first + wide), count)
    return min(ways, key=lambda way: sum((column - wish) ** 2 for column, wish in zip(way, wishes, strict=True)))


def _effort(place: Mapping[str, int], row_of: Mapping[str, int], links: Sequence[Link]) -> float:
    """How much crossing and bending there will be."""
    lines = [
        (row_of[link.source], place[link.source], row_of[link.target], place[link.target])
        for link in links
        if row_of[link.source] != row_of[link.target]
    ]
    lines = [line if line[0] < line[2] else (line[2], line[3], line[0], line[1]) for line in lines]
    crossings = sum(
        one[0] < other[2] and other[0] < one[2] and (one[1] - other[1]) * (one[3] - other[3]) < 0
        for one, other in combinations(lines, 2)
    )
    return 4 * crossings + sum(abs(line[1] - line[3]) + (line[1] != line[3]) for line in lines)
