"""A measured plan as a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gwcat.document.drawing import LEFT, RIGHT, Connector, Drawing, Kind, Point, Shape, exact
from gwcat.flow.label import Label
from gwcat.flow.measure import Measures, Plan, step_texts
from gwcat.flow.route import Route
from gwcat.flow.text import line_height, millimetres, wrapped
from gwcat.model.flow import STEP_KINDS, Step

FIRST_ID = 10
_SHARES = (0.5, 0.3, 0.7, 0.15, 0.85)  # of a leg, where words may stand if their own place is taken
_DEFAULT_KIND: Kind = "办理"


def drawn(plan: Plan, measures: Measures, title: str, description: str) -> Drawing:
    """The drawing: lanes, steps, words at links; connectors glued to the steps."""
    shapes: list[Shape] = []
    ids: dict[str, int] = {}
    for shape in _lanes(plan, measures):
        shapes.append(replace(shape, id=FIRST_ID + len(shapes)))
    for step in plan.flow.steps:
        ids[step.identity] = FIRST_ID + len(shapes)
        shapes.append(_step(step, plan, measures, ids[step.identity]))
    by_id = {shape.id: shape for shape in shapes}
    points = {route.link.index: _points(route, plan, measures, by_id, ids) for route in plan.routes}
    for label in plan.labels:
        words = _label(label, points[label.route.link.index], measures, FIRST_ID + len(shapes))
        others = [shape for shape in shapes if shape.kind not in ("泳道", "栏头")]
        shapes.append(_aside(words, points[label.route.link.index], others, measures))
    connectors = [
        Connector(
            FIRST_ID + len(shapes) + number,
            f"{route.link.source}→{route.link.target}",
            ids[route.link.source],
            route.start_site,
            ids[route.link.target],
            route.end_site,
            tuple(points[route.link.index]),
        )
        for number, route in enumerate(plan.routes)
    ]
    return Drawing(title, description, measures.width, measures.height, tuple(shapes), tuple(connectors))


def _lanes(plan: Plan, measures: Measures) -> Iterator[Shape]:
    """The shapes behind everything, without numbers: each lane, and its head with the owner's name."""
    if not measures.head:
        return
    first, left = 0, measures.across[0][0]
    top, bottom = measures.down[0][0] - measures.head, measures.down[-1][1]
    for number, (lane, count) in enumerate(plan.grid.lanes, 1):
        first += count
        right = measures.across[2 * first][1 if number == len(plan.grid.lanes) else 0] + (number < len(plan.grid.lanes)) * 0.9
        yield Shape(0, "泳道", lane, left, top, right - left, bottom - top)
        lines = tuple(wrapped(lane, right - left - 2, measures.size))
        yield Shape(0, "栏头", lane, left, top, right - left, measures.head, (lane,), lines, measures.size)
        left = right


def _step(step: Step, plan: Plan, measures: Measures, id: int) -> Shape:
    row, column = plan.grid.cells[step.identity]
    middle = measures.middle(2 * column + 1, 2 * row + 1)
    wide, high = measures.step_width, measures.heights[step.identity]
    kind: Kind = step.kind if step.kind in (*STEP_KINDS, "转接") else _DEFAULT_KIND  # type: ignore[assignment]
    lines = tuple(line for part in measures.lines[step.identity] for line in part)
    name = step.text or step.identity
    return Shape(id, kind, name, middle.x - wide / 2, middle.y - high / 2, wide, high, step_texts(step), lines, measures.size)


def _points(route: Route, plan: Plan, measures: Measures, shapes: dict[int, Shape], ids: dict[str, int]) -> list[Point]:
    """The ends of a route on the borders of its shapes, and its corners on its tracks."""
    start = shapes[ids[route.link.source]].site(route.start_site)
    end = shapes[ids[route.link.target]].site(route.end_site)
    spots = route.spots
    places: list[list[float]] = [[measures.middle(*spot).x, measures.middle(*spot).y] for spot in spots]
    places[0], places[-1] = [start.x, start.y], [end.x, end.y]
    for number, (a, b) in enumerate(route.legs):
        track = plan.tracks.of_leg.get((route.link.index, number))
        if track is None:
            continue
        level = a[1] == b[1]
        where = measures.track(level, a[1] if level else a[0], track)
        for corner in (number, number + 1):
            places[corner][1 if level else 0] = where
    return [Point(exact(x), exact(y)) for x, y in places]


def _label(label: Label, points: Sequence[Point], measures: Measures, id: int) -> Shape:
    size = measures.size
    lines = label.lines(size, measures.step_width)
    wide = max(millimetres(line, size) for line in lines) + 0.8
    high = len(lines) * line_height(size)
    a, b = points[label.leg], points[label.leg + 1]
    if label.at == "起点下":
        x, y = a.x - wide / 2, a.y + 0.5
    elif label.at == "终点上":
        x, y = b.x - wide / 2, b.y - 3.2 - 0.4 - high
    elif label.at == "起点旁":
        x, y = (a.x + 0.8 if label.route.start_site == RIGHT else a.x - 0.8 - wide), a.y - high / 2
    elif label.at == "终点旁":
        x, y = (b.x - 3.0 - wide if label.route.end_site == LEFT else b.x + 3.0), b.y - high / 2
    else:
        x, y = (a.x + b.x - wide) / 2, (a.y + b.y - high) / 2
        y = max(min(y, measures.height - high), 0.0)
    return Shape(id, "标注", label.route.link.text, x, y, wide, high, (label.route.link.text,), tuple(lines), size)


def _aside(words: Shape, points: Sequence[Point], others: Sequence[Shape], measures: Measures) -> Shape:
    """Words that would cover others, moved along their line to the first place that is free; where they are if there is none."""
    if not _covers(words, others):
        return words
    for a, b in pairwise(points):
        for share in _SHARES:
            x, y = a.x + (b.x - a.x) * share - words.width / 2, a.y + (b.y - a.y) * share - words.height / 2
            moved = replace(words, x=x, y=y)
            inside = 0 <= x <= measures.width - words.width and 0 <= y <= measures.height - words.height
            if inside and not _covers(moved, others):
                return moved
    return words


def _covers(one: Shape, others: Sequence[Shape]) -> bool:
    return any(
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
        for other in others
    )
