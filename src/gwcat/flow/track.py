"""Tracks: where the legs that share a channel run beside one another, so that no two links look like one.

Legs of links that leave the same corner, or come in at the same one, are one wire and share a track.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from gwcat.flow.route import Route

_ALL_ORDERS = 5  # wires of a channel up to which every order is looked at
_TOUCH = 100  # what it costs that two wires run on the same line beside a channel

Channel = tuple[bool, int]  # whether it is level, and where it is, in halves
Key = tuple[object, ...]


@dataclass
class _Wire:
    """Legs on one track: from where to where, and at which places lines go off to either side."""

    low: int
    high: int
    before: set[int] = field(default_factory=set)  # up, or to the left
    after: set[int] = field(default_factory=set)

    def meets(self, other: _Wire) -> bool:
        """Whether both need a track of their own."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Tracks:
    """Which track, from 0, the leg `(link index, leg number)` runs on, and how many each channel has."""

    of_leg: Mapping[tuple[int, int], int]
    counts: Mapping[Channel, int]


def lay_tracks(routes: Sequence[Route]) -> Tracks:
    """Tracks for all legs that run in channels."""
    channels: dict[Channel, dict[Key, _Wire]] = {}
    keys: dict[tuple[int, int], tuple[Channel, Key]] = {}
    starts = Counter((route.link.source, route.start_site) for route in routes)
    ends = Counter((route.link.target, route.end_site) for route in routes)
    for route in routes:
        spots = route.spots
        for number, (a, b) in enumerate(route.legs):
            if number in (0, len(spots) - 2):
                continue
            level = a[1] == b[1]
            along = 0 if level else 1
            channel = (level, a[1 - along])
            key = _key(route, number, starts, ends)
            wire = channels.setdefault(channel, {}).setdefault(key, _Wire(a[along], a[along]))
            wire.low, wire.high = min(wire.low, a[along], b[along]), max(wire.high, a[along], b[along])
            for corner, beyond in ((a, spots[number - 1]), (b, spots[number + 2])):
                (wire.before if beyond[1 - along] < corner[1 - along] else wire.after).add(corner[along])
            keys[route.link.index, number] = channel, key
    tracks = {channel: _tracks(wires) for channel, wires in channels.items()}
    counts = {channel: max(numbers.values()) + 1 for channel, numbers in tracks.items()}
    return Tracks({leg: tracks[channel][key] for leg, (channel, key) in keys.items()}, counts)


def _key(route: Route, number: int, starts: Counter[tuple[str, int]], ends: Counter[tuple[str, int]]) -> Key:
    source, target = (route.link.source, route.start_site), (route.link.target, route.end_site)
    first, last = number == 1, number == len(route.spots) - 3
    if first and (not last or starts[source] >= ends[target]):
        return ("from", *source)
    return ("to", *target) if last else ("alone", route.link.index, number)


def _tracks(wires: Mapping[Key, _Wire]) -> dict[Key, int]:
    """The order with the fewest crossings; each wire runs on the first track beyond those before it that it meets."""
    names = list(wires)
    if len(names) <= _ALL_ORDERS:
        order: Sequence[Key] = min(permutations(names), key=lambda names: _price(names, wires))
    else:
        order = _improved(names, wires)
    tracks: dict[Key, int] = {}
    for name in order:
        met = [track + 1 for other, track in tracks.items() if wires[other].meets(wires[name])]
        tracks[name] = max(met, default=0)
    return tracks


def _improved(names: list[Key], wires: Mapping[Key, _Wire]) -> list[Key]:
    """An order that no change of two neighbours betters."""
    changed = True
    while changed:
        changed = False
        for at in range(len(names) - 1):
            one, other = wires[names[at]], wires[names[at + 1]]
            if _pair(other, one) < _pair(one, other):
                names[at : at + 2] = [names[at + 1], names[at]]
                changed = True
    return names


def _price(names: Sequence[Key], wires: Mapping[Key, _Wire]) -> int:
    return sum(_pair(wires[names[one]], wires[names[other]]) for one in range(len(names)) for other in range(one + 1, len(names)))


def _pair(first: _Wire, second: _Wire) -> int:
    """Crossings of two wires if the first runs above, or to the left of, the second."""
    inside = sum(first.low < place < first.high for place in second.before)
    inside += sum(second.low < place < second.high for place in first.after)
    return inside + _TOUCH * len(second.before & first.after)
