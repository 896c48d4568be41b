"""How tangled a drawing is: lines that cross, and lines of links that have nothing to do with one another on one stretch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gwcat.document.drawing import Connector, Drawing

_OVERLAP = 5  # what it is in crossings that two lines look like one
_NEAR = 0.05  # millimetres within which two lines look like one

Leg = tuple[bool, float, float, float]  # whether it is level, where it is, from, to


def tangle(drawing: Drawing) -> int:
    """Crossings, and overlaps as several of them; lines that leave one corner, or end at one, may run together."""
    legs = [list(_legs(connector)) for connector in drawing.connectors]
    total = 0
    for number, one in enumerate(drawing.connectors):
        for at in range(number + 1, len(legs)):
            if not related(one, drawing.connectors[at]):
                total += sum(_meeting(leg, other) for leg in legs[number] for other in legs[at])
    return total


def related(one: Connector, other: Connector) -> bool:
    """Whether two connectors begin at the same corner or end at the same."""
    return (one.start, one.start_site) == (other.start, other.start_site) or (one.end, one.end_site) == (
        other.end,
        other.end_site,
    )


def _legs(connector: Connector) -> Iterator[Leg]:
    for a, b in pairwise(connector.points):
        if abs(a.y - b.y) < abs(a.x - b.x):
            yield True, a.y, min(a.x, b.x), max(a.x, b.x)
        else:
            yield False, a.x, min(a.y, b.y), max(a.y, b.y)


def _meeting(one: Leg, other: Leg) -> int:
    level, at, low, high = one
    other_level, other_at, other_low, other_high = other
    if level != other_level:
        return int(low < other_at < high and other_low < at < other_high)
    shared = min(high, other_high) - max(low, other_low)
    return _OVERLAP if abs(at - other_at) < _NEAR and shared > _NEAR else 0
