"""Which way each link takes through the grid: along rows and columns where no step stands, and along the channels between them.

Places are counted in halves: column c is at 2c + 1 and the channel left of it at 2c; row r and the channel above it likewise.
Every way is one that a bent connector of Office can take: at most five legs, and never out and back on the same line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from gwcat.document.drawing import BOTTOM, LEFT, RIGHT, TOP
from gwcat.flow.grid import Grid
from gwcat.model.flow import DECISION, Flow, Link

_CROSSING, _BEND, _SHARED, _UP = 6.0, 1.6, 60.0, 1.5
_ROUNDS = 3

Spot = tuple[int, int]  # across, down, in halves
Line = tuple[bool, int, int, int]  # whether it is level, where it is, from, to


@dataclass(frozen=True)
class Route:
    """The way of a link: the sites it joins, its ends and corners, and whether its first leg goes down (or across)."""

    link: Link
    start_site: int
    end_site: int
    spots: tuple[Spot, ...]

    @cached_property
    def legs(self) -> list[tuple[Spot, Spot]]:
        """The legs, from corner to corner."""
        return list(pairwise(self.spots))

    @cached_property
    def lines(self) -> list[Line]:
        """The legs as stretches of rows, columns and channels."""
        return [
            (True, a[1], min(a[0], b[0]), max(a[0], b[0])) if a[1] == b[1] else (False, a[0], min(a[1], b[1]), max(a[1], b[1]))
            for a, b in self.legs
        ]

    @cached_property
    def effort(self) -> float:
        """What its length and its bends cost."""
        way = sum(abs(a[0] - b[0]) * 0.7 + abs(a[1] - b[1]) for a, b in self.legs) / 2
        return way + _BEND * (len(self.legs) - 1) + _UP * sum(b[1] < a[1] for a, b in self.legs)


def find_routes(flow: Flow, grid: Grid) -> list[Route]:
    """A route for every link, in the order of links; ways that cross or run on others are avoided where there are better ones."""
    kinds = {step.identity: step.kind for step in flow.steps}
    taken = {spot: name for name, spot in grid.cells.items()}
    out = {name: sum(link.source == name for link in flow.links) for name in grid.cells}
    ways = {link.index: list(_ways(link, grid, taken)) for link in flow.links}
    order = sorted(flow.links, key=lambda link: (min(len(way.spots) for way in ways[link.index]), _span(link, grid), link.index))
    chosen: dict[int, Route] = {}
    for round_number in range(_ROUNDS):
        before = dict(chosen)
        for link in order:
            others = [route for index, route in sorted(chosen.items()) if index != link.index]
            decision = kinds[link.source] == DECISION and out[link.source] <= 3
            chosen[link.index] = min(ways[link.index], key=lambda way: (_cost(way, others, decision=decision), way.spots))
        if round_number and chosen == before:
            break
    return [chosen[link.index] for link in flow.links]


def _span(link: Link, grid: Grid) -> int:
    (row, column), (to_row, to_column) = grid.cells[link.source], grid.cells[link.target]
    return abs(row - to_row) + abs(column - to_column)


def _ways(link: Link, grid: Grid, taken: Mapping[Spot, str]) -> Iterator[Route]:
    """Every way that a link can take; there is always one."""
    (row, column), (to_row, to_column) = grid.cells[link.source], grid.cells[link.target]
    x, y, to_x, to_y = 2 * column + 1, 2 * row + 1, 2 * to_column + 1, 2 * to_row + 1
    here, there = (x, y), (to_x, to_y)

    def column_free(at: int, first: int, last: int) -> bool:
        return all((between, at) not in taken for between in range(first, last))

    def row_free(at: int, one: int, other: int) -> bool:
        return all((at, between) not in taken for between in range(min(one, other) + 1, max(one, other)))

    def way(start: int, end: int, *corners: Spot) -> Route:
        return Route(link, start, end, (here, *corners, there))

    below, above = 2 * row + 2, 2 * to_row  # the channels under the source and over the target
    if column == to_column and row < to_row and column_free(column, row + 1, to_row):
        yield way(BOTTOM, TOP)
    if row == to_row and column != to_column and row_free(row, column, to_column):
        yield way(RIGHT, LEFT) if column < to_column else way(LEFT, RIGHT)
    side = RIGHT if column < to_column else LEFT
    facing = LEFT if side == RIGHT else RIGHT
    if row < to_row and column != to_column:
        if column_free(to_column, row + 1, to_row):
            yield way(BOTTOM, TOP, (x, below), (to_x, below))
        if to_row > row + 1 and column_free(column, row + 1, to_row):
            yield way(BOTTOM, TOP, (x, above), (to_x, above))
        if row_free(row, column, to_column) and column_free(to_column, row, to_row):
            yield way(side, TOP, (to_x, y))
        if column_free(column, row + 1, to_row + 1) and row_free(to_row, column, to_column):
            yield way(BOTTOM, facing, (x, to_y))
        if to_row > row + 1:
            for channel in range(0, 2 * grid.columns + 1, 2):
                yield way(BOTTOM, TOP, (x, below), (channel, below), (channel, above), (to_x, above))
    elif column != to_column:
        for channel in range(0, 2 * grid.columns + 1, 2):
            if below != above:
                yield way(BOTTOM, TOP, (x, below), (channel, below), (channel, above), (to_x, above))
    if column != to_column and row != to_row:
        for channel in range(2 * min(column, to_column) + 2, 2 * max(column, to_column) + 1, 2):
            if _reaches(taken, row, column, channel, to_row, to_column):
                yield way(side, facing, (channel, y), (channel, to_y))
    for start, channel in ((RIGHT, x + 1), (LEFT, x - 1)):
        yield way(start, TOP, (channel, y), (channel, above), (to_x, above))


def _reaches(taken: Mapping[Spot, str], row: int, column: int, channel: int, to_row: int, to_column: int) -> bool:
    """Whether the rows of both steps are free up to a channel between them."""
    left, right = (column, to_column) if column < to_column else (to_column, column)
    left_row, right_row = (row, to_row) if column < to_column else (to_row, row)
    edge = channel // 2
    return all((left_row, at) not in taken for at in range(left + 1, edge)) and all(
        (right_row, at) not in taken for at in range(edge, right)
    )


def _cost(way: Route, others: Sequence[Route], *, decision: bool) -> float:
    """Length, bends, and what a way does to those that are there already."""
    cost = way.effort
    if decision and way.start_site != BOTTOM:
        cost -= 1.2  # branches of a decision go to its sides
    if not decision and way.start_site != BOTTOM and way.spots[-1][1] > way.spots[0][1]:
        cost += 1.0
    for other in others:
        friends = _together(way, other)
        if way.start_site == other.end_site and way.link.source == other.link.target and way.spots[0] == other.spots[-1]:
            cost += _SHARED  # out where another comes in
        if way.end_site == other.start_site and way.link.target == other.link.source and way.spots[-1] == other.spots[0]:
            cost += _SHARED
        if decision and way.link.source == other.link.source and way.start_site == other.start_site:
            cost += 2.5  # branches of a decision leave it at different corners
        cost += sum(_meeting(line, there, friends) for line in way.lines for there in other.lines)
    return cost


def _together(one: Route, other: Route) -> bool:
    """Whether two links have an end in common, where they may run as one line."""
    same_start = one.link.source == other.link.source and one.start_site == other.start_site
    return same_start or (one.link.target == other.link.target and one.end_site == other.end_site)


def _meeting(one: Line, other: Line, friends: bool) -> float:
    """What it costs that two legs meet."""
    level, at, low, high = one
    other_level, other_at, other_low, other_high = other
    if level != other_level:
        if low < other_at < high and other_low < at < other_high:
            return 0.5 if friends else _CROSSING
        return 0.0
    if at != other_at or min(high, other_high) <= max(low, other_low):
        return 0.0
    if friends:
        return -0.3 * (min(high, other_high) - max(low, other_low))
    return _SHARED if at % 2 else 0.4  # in a channel they get tracks of their own
