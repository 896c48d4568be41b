"""Which rules have to look at an item: values that were found good once are not judged again.

Catalogues say the same things many times: a deadline, a set of channels, a legal basis. A rule may declare the values that
its verdict depends on (`reads`, or `each` where every entry is judged for itself) or the words without which it has nothing to
say (`words`); what it declares must be all that it looks at, besides the region and the circumstances of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, cast

from gwcat.model.catalogue import Item
from gwcat.model.finding import Rule
from gwcat.rules.registry import CatalogueCase, Note, Registered, registered

Look = Callable[[CatalogueCase, Item], Iterable[Note]]


@dataclass(slots=True, eq=False)
class Group:
    """Rules that look at the same values. `good` are values of which none of them had anything to say.

    `checks` are the rules, each with the values of which it alone had nothing to say.
    """

    value: Callable[[Item], Any]
    each: bool
    checks: list[tuple[Rule, Look, set[Any]]]
    good: set[Any] = field(default_factory=set)

    def notes(self, case: CatalogueCase, item: Item) -> Iterator[tuple[Item, Rule, Note]]:
        """What the rules say of an item."""
        value = self.value(item)
        values = value if self.each else (value,)
        all_silent = True
        for rule, check, good in self.checks:
            if good.issuperset(values):
                continue
            silent = True
            for note in check(case, item):
                silent = False
                yield item, rule, note
            if silent:
                good.update(values)
            all_silent = all_silent and silent
        if all_silent:
            self.good.update(values)


@cache
def _divided() -> tuple[tuple[Registered, ...], tuple[tuple[tuple[str, ...], str, tuple[Registered, ...]], ...]]:
    """The item rules that declare nothing to judge by, and those that do, by what they declare."""
    plain: list[Registered] = []
    alike: dict[tuple[tuple[str, ...], str], list[Registered]] = {}
    for entry in registered():
        if entry.scope == "item":
            (alike.setdefault((entry.reads, entry.each), []) if entry.reads or entry.each else plain).append(entry)
    return tuple(plain), tuple((*declared, tuple(checks)) for declared, checks in alike.items())


class Sieve:
    """The item rules of one region; what was found good in one catalogue is good in those of equal circumstances."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Any, ...], list[Group]] = {}

    def notes(self, case: CatalogueCase, items: Sequence[Item]) -> Iterator[tuple[Item, Rule, Note]]:
        """What the item rules say of the items of one catalogue, item by item.

        Nothing is taken as known of a file that its schema refuses: what a wrong kind of value hides is not among the values.
        """
        plain, _ = _divided()
        checks = [(entry.rule, cast(Look, entry.check)) for entry in plain if not entry.words or case.mentions(entry.words)]
        groups = [] if case.refused else self._of(case)
        if case.refused:
            checks += [(entry.rule, cast(Look, entry.check)) for _, _, alike in _divided()[1] for entry in alike]
        for item in items:
            for rule, check in checks:
                for note in check(case, item):
                    yield item, rule, note
            for group in groups:
                value = group.value(item)
                if not (group.good.issuperset(value) if group.each else value in group.good):
                    yield from group.notes(case, item)

    def _of(self, case: CatalogueCase) -> list[Group]:
        circumstances = case.unit_tier, case.unit.kind if case.unit else None, case.required
        if circumstances not in self._groups:
            self._groups[circumstances] = [
                Group(
                    attrgetter(*(reads or (each,))), bool(each), [(entry.rule, cast(Look, entry.check), set()) for entry in alike]
                )
                for reads, each, alike in _divided()[1]
            ]
        return self._groups[circumstances]
