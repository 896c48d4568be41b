"""Which item of one state is which of another: by 编号, then by names, then by likeness. Linear in the number of items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from gwcat.base.names import fold
from gwcat.compare.cells import bare
from gwcat.compare.fields import likeness, pairs_of
from gwcat.language import domain as domains
from gwcat.model.change import plain
from gwcat.model.state import Entry, Home, State

ENOUGH = 0.6  # likeness from which two items without a name in common are one
_STRANGER = 0.2  # likeness below which a 编号 in another catalogue was given to something else
_RUN = 5  # signs of a longer run
_RARE = 16  # the rarest pairs and runs by which an item is looked for
_COMMON = 48  # items that may share one before it says too little
_LOOKED_AT = 6


class At(NamedTuple):
    """A place in a state: a catalogue and a position in it."""

    home: Home
    position: int


Pairs = dict[At, At]
"""Old place -> new place."""


def pair(old: State, new: State) -> Pairs:
    """The items that are in both states. Items on one side only are in no pair."""
    return _Pairing(old, new).pairs


class _Pairing:
    def __init__(self, old: State, new: State) -> None:
        self.pairs: Pairs = {}
        self._old, self._new = dict(_places(old)), dict(_places(new))
        self._by(lambda at, entry: (at.home, entry.identity) if entry.identity else None)
        self._by(lambda _, entry: entry.identity or None, self._no_strangers)
        self._by(lambda at, entry: (at.home, _names(entry)) if entry.names else None)
        self._by(lambda at, entry: (_domain(at.home.domain), _names(entry)) if entry.names else None)
        self._by(lambda at, entry: (at.home, bare(entry.values)))
        self._alike()

    def _by(
        self, key: Callable[[At, Entry], Hashable | None], fits: Callable[[Entry, Entry], bool] = lambda one, other: True
    ) -> None:
        """Pair the items left that have a key in common; of several, those of the same unit or domain first, then in order."""
        there: dict[Hashable, list[At]] = defaultdict(list)
        for at, entry in self._new.items():
            if (name := key(at, entry)) is not None:
                there[name].append(at)
        for at, entry in list(self._old.items()):
            name = key(at, entry)
            if name is None or not (places := there.get(name)):
                continue
            fitting = [place for place in places if fits(entry, self._new[place])]
            if fitting:
                to = min(fitting, key=lambda place: _distance(at.home, place.home)) if fitting[1:] else fitting[0]
                places.remove(to)
                self._join(at, to)

    def _join(self, at: At, to: At) -> None:
        self.pairs[at] = to
        del self._old[at], self._new[to]

    def _no_strangers(self, one: Entry, other: Entry) -> bool:
        """Whether two items of one 编号 in different catalogues have anything in common."""
        return one.home.unit == other.home.unit or one.home.domain == other.home.domain or alike(one, other) >= _STRANGER

    def _alike(self) -> None:
        """Pair what is left by likeness, the most alike first."""
        scores = sorted(
            ((-score, number, at, to) for number, (at, to, score) in enumerate(self._candidates())), key=lambda found: found[:2]
        )
        for _, _, at, to in scores:
            if at in self._old and to in self._new:
                self._join(at, to)

    def _candidates(self) -> Iterator[tuple[At, At, float]]:
        """Pairs that are alike enough, found over the rarest signs of each item."""
        if not self._old or not self._new:
            return
        signs = {at: _signs(entry) for at, entry in self._new.items()}
        frequency = Counter(sign for found in signs.values() for sign in found)
        holders: dict[str, list[At]] = defaultdict(list)
        for at, found in signs.items():
            for sign in found:
                if frequency[sign] <= _COMMON:
                    holders[sign].append(at)
        for at, entry in self._old.items():
            known = sorted((frequency[sign], sign) for sign in _signs(entry) if sign in holders)[:_RARE]
            shared = Counter(to for _, sign in known for to in holders[sign])
            for to, _ in shared.most_common(_LOOKED_AT):
                if (score := alike(entry, self._new[to])) >= ENOUGH:
                    yield at, to, score


def _distance(one: Home, other: Home) -> tuple[bool, bool]:
    return one != other, one.unit != other.unit


def _places(state: State) -> Iterator[tuple[At, Entry]]:
    for home in state.catalogues:
        for number, entry in enumerate(state.catalogues[home]):
            yield At(home, number), entry


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(map(fold, entry.names))


def _domain(name: str) -> str:
    """What the names of one domain have in common."""
    found = domains.find(name)
    return found.name if found else fold(name)


def _signs(entry: Entry) -> set[str]:
    """By what an item is looked for: pairs of signs, and longer runs, which stay rare among many items."""
    found: set[str] = set()
    for text in _texts(entry):
        signs = fold(text)
        found |= pairs_of(text)
        found.update(signs[at : at + _RUN] for at in range(len(signs) - _RUN + 1))
    return found


def _texts(entry: Entry) -> tuple[str, str, str]:
    values = entry.values
    return "".join(entry.names), plain(values.get("公开内容")), plain(values.get("公开依据"))


def alike(one: Entry, other: Entry) -> float:
    """How much two items have in common, from 0 to 1: names half, contents and bases the rest as far as they are written."""
    weights = (0.5, 0.35, 0.15)
    found = [(w, likeness(a, b)) for w, a, b in zip(weights, _texts(one), _texts(other), strict=True) if a or b]
    return sum(weight * score for weight, score in found) / sum(weight for weight, _ in found) if found else 0.0
