"""Where the words of a link stand: on a stretch of its line that no other link shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gwcat.base.width import width
from gwcat.document.drawing import BOTTOM, LEFT, RIGHT, TOP
from gwcat.flow.route import Route
from gwcat.flow.text import wrapped

At = Literal["起点旁", "起点下", "终点上", "终点旁", "中段"]
_SHORT = 8  # width in half-width units up to which words stand beside the corner of a decision
_SIDE_LINE = 5  # characters in a line of words beside a corner


@dataclass(frozen=True)
class Label:
    """The words of a route, and where along it they stand; `leg` is the number of that leg."""

    route: Route
    at: At
    leg: int

    def lines(self, size: float, room: float) -> list[str]:
        """The words as they are broken; `room` is what there is above or below a step, in millimetres."""
        from gwcat.document.page import MM_PER_POINT

        side = _SIDE_LINE * size * MM_PER_POINT + 0.1
        return wrapped(self.route.link.text, side if self.at in ("起点旁", "终点旁", "中段") else room, size)


def place_labels(routes: Sequence[Route]) -> list[Label]:
    """A label for every link that has words."""
    starts = Counter((route.link.source, route.start_site) for route in routes)
    ends = Counter((route.link.target, route.end_site) for route in routes)
    # a corner where one link ends is no place for the words of another that begins there
    mixed = set(starts) & set(ends)
    found = []
    for route in routes:
        if route.link.text:
            source, target = (route.link.source, route.start_site), (route.link.target, route.end_site)
            own_start = starts[source] == 1 and source not in mixed
            own_end = ends[target] == 1 and target not in mixed
            found.append(_placed(route, own_start=own_start, own_end=own_end))
    return found


def _placed(route: Route, *, own_start: bool, own_end: bool) -> Label:
    last = len(route.spots) - 2
    side = route.start_site in (LEFT, RIGHT)
    if own_start and side and width(route.link.text) <= _SHORT:
        return Label(route, "起点旁", 0)
    if own_start and route.start_site == BOTTOM and last == 0:
        return Label(route, "起点下", 0)
    if own_end and route.end_site == TOP:
        return Label(route, "终点上", last)
    if own_start:
        return Label(route, "起点旁" if side else "起点下", 0)
    if own_end:
        return Label(route, "终点旁", last)
    if last >= 2:
        return Label(route, "中段", last // 2)
    return Label(route, "终点上" if route.end_site == TOP else "终点旁", last)
