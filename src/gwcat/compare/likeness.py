"""Names that are like a given one, found among many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from gwcat.base.names import fold

_LOOKED_AT = 12  # names that share the most signs; only these are compared sign by sign


class Like(NamedTuple):
    """A name with its likeness, from 0 to 1, to the one that was looked for."""

    name: str
    likeness: float


class Names:
    """Names, folded, by the signs that they are made of."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(key for name in names if (key := fold(name))))
        self._holders: dict[str, list[tuple[int, int]]] = {}
        for number, name in enumerate(self._names):
            for sign, times in Counter(name).items():
                self._holders.setdefault(sign, []).append((number, times))

    def nearest(self, name: str, among: Collection[str] | None = None) -> Like:
        """The name most like the wanted one, of all or of some (folded) ones; the first of several, an empty one of none.

        Likeness is twice the signs in common and in order, over the signs of both.
        """
        wanted = fold(name)
        shared: Counter[int] = Counter()
        for sign, times in Counter(wanted).items():
            for number, own in self._holders.get(sign, ()):
                shared[number] += min(times, own)
        bounds = [
            (-2 * signs / (len(wanted) + len(self._names[number])), number)
            for number, signs in shared.items()
            if among is None or self._names[number] in among
        ]
        best = Like("", 0.0)
        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        for bound, number in sorted(bounds)[:_LOOKED_AT]:
            if -bound <= best.likeness:
                break
            matcher.set_seq1(self._names[number])
            if (ratio := matcher.ratio()) > best.likeness:
                best = Like(self._names[number], ratio)
        return best
