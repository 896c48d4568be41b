"""谁应当在何时公开什么: items by those who must publish them and by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from gwcat.base.names import fold
from gwcat.model.region import Region
from gwcat.overview.deadline_class import PERIODIC, class_order, dues
from gwcat.site.entry import Entry, Listing

PERIODICALLY = "定期"


class Duty(NamedTuple):
    """One thing to publish: its class, when, and the item."""

    kind: str
    when: str
    entry: Entry


@dataclass
class Publisher:
    """Who must publish, and what. `units` are those in whose catalogues it is written."""

    name: str
    page: str
    duties: list[Duty] = field(default_factory=list)

    @cached_property
    def items(self) -> int:
        """How many items that are."""
        return len({duty.entry.address for duty in self.duties})

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many items have each class; PERIODICALLY stands for all periodic ones."""
        found: dict[str, set[str]] = {}
        for duty in self.duties:
            found.setdefault(PERIODICALLY if duty.kind in PERIODIC else duty.kind, set()).add(duty.entry.address)
        return {kind: len(addresses) for kind, addresses in found.items()}

    @property
    def by_class(self) -> dict[str, list[Duty]]:
        """The duties by class, the soonest first; within a class by when, then as filed."""
        groups: dict[str, list[Duty]] = {}
        for duty in sorted(self.duties, key=lambda duty: (class_order(duty.kind), duty.when)):
            groups.setdefault(duty.kind, []).append(duty)
        return groups


def publishers(listed: Sequence[Listing], region: Region, page_of: Callable[[str], str]) -> list[Publisher]:
    """Everyone who must publish something: the region's units in their order, then all others as they come.

    Where an item names nobody, the unit that keeps it stands in. `page_of(name)` gives the address of its page.
    """
    found: dict[str, Publisher] = {}
    known = {fold(name): unit.name for unit in reversed(region.units) for name in (unit.full_name, unit.name) if name}
    for listing in listed:
        for entry in listing.entries:
            for name in entry.subjects or (listing.unit,):
                shown = known.get(fold(name)) or " ".join(name.split())
                publisher = found.setdefault(fold(shown), Publisher(shown, page_of(shown)))
                publisher.duties += [Duty(due.kind, due.words, entry) for due in dues(entry.deadline)]
    order = {fold(unit.name): number for number, unit in enumerate(region.units)}
    places = {key: number for number, key in enumerate(found)}
    keys = sorted(found, key=lambda key: (order.get(key, len(order)), places[key]))
    return [found[key] for key in keys]
