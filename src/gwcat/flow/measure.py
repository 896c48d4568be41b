"""Measures: how wide columns and channels are and how high rows are, at a type size, within the room of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gwcat.document.drawing import LEFT, RIGHT, Point
from gwcat.flow.grid import Grid
from gwcat.flow.label import Label
from gwcat.flow.route import Route
from gwcat.flow.text import line_height, millimetres, wrapped
from gwcat.flow.track import Tracks
from gwcat.model.flow import ACTION, DECISION, PAPER, START_END, Flow, Step

NARROWEST, WIDEST = 19.0, 40.0  # of a step, in millimetres
_TRACK = 2.4
_ARROW = 3.2  # from the last track to the step that its arrow points at
_CLEAR = 1.8  # between a step and what runs beside it
_BORDER = 1.4  # what a lane's border takes besides
_FRAME = 0.4  # the outer line
_PAD_X, _PAD_Y = 1.0, 0.9
_LOWEST = 7.5
_ABOVE_FOLD, _WITHIN_ENDS = 0.83, 0.7  # the part of a folded sheet's, and of a 起止's, height that is for text
_LABEL_GAP = 1.2
_STRETCH = 4.0  # how much further apart rows stand where there is room


@dataclass(frozen=True)
class Plan:
    """A flow that has its places: grid, routes, tracks and labels."""

    flow: Flow
    grid: Grid
    routes: Sequence[Route]
    tracks: Tracks
    labels: Sequence[Label]


@dataclass(frozen=True)
class Measures:
    """Lengths in millimetres. `across` and `down` are the places of columns, rows and channels, in halves as routes count."""

    size: float
    step_width: float
    heights: Mapping[str, float]
    lines: Mapping[str, tuple[tuple[str, ...], ...]]
    across: Sequence[tuple[float, float]]  # from, to
    down: Sequence[tuple[float, float]]
    starts: Mapping[tuple[bool, int], float]  # the first track of each channel
    head: float
    width: float
    height: float

    def middle(self, x: int, y: int) -> Point:
        """The middle of a column or channel and of a row or channel."""
        return Point(sum(self.across[x]) / 2, sum(self.down[y]) / 2)

    def track(self, level: bool, place: int, number: int) -> float:
        """Where a track of a channel runs."""
        return self.starts[level, place] + number * _TRACK


def step_texts(step: Step) -> tuple[str, ...]:
    """What stands in a step: its words, and its limit."""
    return (step.text, f"（{step.limit}）") if step.limit else (step.text,)


def may_fit(flow: Flow, grid: Grid, size: float, room_x: float, room_y: float) -> bool:
    """Whether a grid could fit into the room if nothing ran in the channels; the links of one that could not need no routes."""
    wide = min((room_x - 2 * _CLEAR * (grid.columns + 1)) / max(grid.columns, 1), WIDEST)
    if wide < NARROWEST:
        return False
    rows = [0.0] * grid.rows
    for step in flow.steps:
        row = grid.cells[step.identity][0]
        rows[row] = max(rows[row], _height(step, _lines(step, wide, size), size, wide))
    return sum(rows) + (_CLEAR + _ARROW) * (grid.rows - 1) <= room_y


def measured(plan: Plan, size: float, room_x: float, room_y: float) -> Measures | None:
    """The measures of a plan at a type size; None if it does not fit into the room."""
    grid = plan.grid
    gaps, first_x = _gaps_across(plan, size)
    step_width = min((room_x - sum(gaps) - 2 * _FRAME) / max(grid.columns, 1), WIDEST)
    if step_width < NARROWEST:
        return None
    lines = {step.identity: _lines(step, step_width, size) for step in plan.flow.steps}
    heights = {step.identity: _height(step, lines[step.identity], size, step_width) for step in plan.flow.steps}
    rows = [0.0] * grid.rows
    for name, (row, _) in grid.cells.items():
        rows[row] = max(rows[row], heights[name])
    for label in plan.labels:
        if label.at in ("起点旁", "终点旁"):
            row = label.route.spots[0 if label.at == "起点旁" else -1][1] // 2
            rows[row] = max(rows[row], len(label.lines(size, 0)) * line_height(size))
    gaps_y, first_y = _gaps_down(plan, size, step_width)
    head = _head(plan, size, gaps, step_width)
    spare = room_y - sum(rows) - sum(gaps_y) - head - 2 * _FRAME
    if spare < 0:
        return None
    if grid.rows > 1:
        more = min(spare / (grid.rows - 1), _STRETCH)
        gaps_y = [gap + more * (0 < number < grid.rows) for number, gap in enumerate(gaps_y)]
        first_y = [first + more / 2 * (0 < number < grid.rows) for number, first in enumerate(first_y)]
    across = _bands(gaps, [step_width] * grid.columns, _FRAME)
    down = _bands(gaps_y, rows, _FRAME + head)
    starts = {(False, 2 * number): across[2 * number][0] + first for number, first in enumerate(first_x)}
    starts |= {(True, 2 * number): down[2 * number][0] + first for number, first in enumerate(first_y)}
    return Measures(size, step_width, heights, lines, across, down, starts, head, across[-1][1] + _FRAME, down[-1][1] + _FRAME)


def _bands(gaps: Sequence[float], bodies: Sequence[float], begin: float) -> list[tuple[float, float]]:
    lengths = [length for pair in zip(gaps, [*bodies, 0.0], strict=True) for length in pair][:-1]
    ends = list(accumulate(lengths, initial=begin))
    return list(pairwise(ends))


def _gaps_across(plan: Plan, size: float) -> tuple[list[float], list[float]]:
    """How wide the channels beside columns are, and where in each its first track runs."""
    columns = plan.grid.columns
    edges = set(accumulate(count for _, count in plan.grid.lanes))
    left, right = [0.0] * (columns + 1), [0.0] * (columns + 1)
    for label in plan.labels:
        route = label.route
        if label.at in ("起点旁", "终点旁"):
            at_start = label.at == "起点旁"
            spot, site = (route.spots[0], route.start_site) if at_start else (route.spots[-1], route.end_site)
            room = max(millimetres(line, size) for line in label.lines(size, 0)) + _LABEL_GAP + (1.5 if at_start else _ARROW)
            column = spot[0] // 2
            if site == RIGHT:
                left[column + 1] = max(left[column + 1], room)
            elif site == LEFT:
                right[column] = max(right[column], room)
        elif label.at == "中段" and route.spots[label.leg][0] == route.spots[label.leg + 1][0]:
            channel = route.spots[label.leg][0] // 2
            room = max(millimetres(line, size) for line in label.lines(size, 0)) / 2 + _LABEL_GAP
            left[channel], right[channel] = max(left[channel], room), max(right[channel], room)
    gaps, firsts = [], []
    for number in range(columns + 1):
        count = plan.tracks.counts.get((False, 2 * number), 0)
        border = _BORDER if number in edges and number < columns else 0.0
        before, after = max(left[number], _CLEAR) + border, max(right[number], _CLEAR)
        inner = (count - 1) * _TRACK if count else 0.0
        gaps.append(before + inner + after)
        firsts.append(before)
    return gaps, firsts


def _gaps_down(plan: Plan, size: float, step_width: float) -> tuple[list[float], list[float]]:
    """The same for the channels above and below rows."""
    rows = plan.grid.rows
    top, bottom = [0.0] * (rows + 1), [0.0] * (rows + 1)
    for label in plan.labels:
        high = len(label.lines(size, step_width)) * line_height(size) + _LABEL_GAP
        if label.at == "起点下":
            channel = label.route.spots[0][1] // 2 + 1
            top[channel] = max(top[channel], high)
        elif label.at == "终点上":
            channel = label.route.spots[-1][1] // 2
            bottom[channel] = max(bottom[channel], high)
        elif label.at == "中段" and label.route.spots[label.leg][1] == label.route.spots[label.leg + 1][1]:
            channel = label.route.spots[label.leg][1] // 2
            top[channel] = max(top[channel], high / 2)
            bottom[channel] = max(bottom[channel], high / 2)
        elif label.at == "中段":
            for _, y in label.route.spots[label.leg : label.leg + 2]:
                if not y % 2:
                    top[y // 2] = max(top[y // 2], high)
    gaps, firsts = [], []
    for number in range(rows + 1):
        count = plan.tracks.counts.get((True, 2 * number), 0)
        before = max(top[number], _CLEAR)
        after = bottom[number] + (_ARROW if number < rows else _CLEAR)
        if not count and number in (0, rows):
            before, after = _CLEAR, 0.6 + bottom[number]
        gaps.append(before + ((count - 1) * _TRACK if count else 0.0) + after)
        firsts.append(before)
    return gaps, firsts


def _head(plan: Plan, size: float, gaps: Sequence[float], step_width: float) -> float:
    """How high the heads of the lanes are."""
    highest, first = 0.0, 0
    for lane, count in plan.grid.lanes:
        room = count * step_width + sum(gaps[first : first + count])
        highest = max(highest, len(wrapped(lane, room - 2, size)) * line_height(size) if lane else 0.0)
        first += count
    return highest + 2.4 if highest else 0.0


def _lines(step: Step, wide: float, size: float) -> tuple[tuple[str, ...], ...]:
    """The lines of each paragraph of a step."""
    room = text_width(step.kind, wide)
    return tuple(tuple(wrapped(paragraph, room, size)) for paragraph in step_texts(step))


def text_width(kind: str, wide: float) -> float:
    """How much of a step's width is for text: the middle half of a 菱形, as Office has it."""
    if kind == DECISION:
        return wide / 2
    return wide - 2 * _PAD_X - (4.0 if kind == START_END else 0.0)


def _height(step: Step, lines: Sequence[Sequence[str]], size: float, wide: float) -> float:
    """How high a step is, so that its text fits into the part of the shape that Office gives it."""
    high = sum(len(part) for part in lines) * line_height(size)
    if step.kind == DECISION:
        return max(2 * high + 1.0, wide * 0.42, 12.0)
    if step.kind in (ACTION, PAPER):
        padded = high + 2 * _PAD_Y
        return max(padded / _ABOVE_FOLD if step.kind == PAPER else padded, _LOWEST)
    return max((high + 0.6) / _WITHIN_ENDS, _LOWEST)
