"""What the adopting files of a region say of the items of a reference that they do not take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gwcat.adopt.resolve import Adopted, ResolvedRegion
from gwcat.adopt.selection import Status
from gwcat.compare.reference import Above, Key, Reference, domain_key, domain_keys
from gwcat.language import tier
from gwcat.model.adoption import Adoption
from gwcat.model.catalogue import Item
from gwcat.source.loading import CatalogueFile

RegionOf = Callable[[str], ResolvedRegion]  # a region by its folder

_REASONS: dict[Status, str] = {
    "未选": "采用时没有选",
    "层级未写": "按层级采用时没有选：参考没有写公开层级",
    "层级不符": "按层级采用时没有选",
}


class Verdict(NamedTuple):
    """What one adopting file says of an item: by which unit, and why not."""

    unit: str
    status: Status
    reason: str


class Verdicts:
    """The verdicts of all adopting files of a region."""

    def __init__(self, region: ResolvedRegion, reference: Reference, region_of: RegionOf) -> None:
        self._reference, self._region_of = reference, region_of
        adopting = [
            (entry, region.adoptions[entry.file.path]) for entry in region.catalogues if entry.file.path in region.adoptions
        ]
        self._files = [_File(entry, dict(self._own(entry, adopted)), dict(self._above(adopted))) for entry, adopted in adopting]

    def of(self, above: Above, unit: str | None = None) -> list[Verdict]:
        """What each adopting file of the item's domain, or each of one unit, says of it."""
        found = (file.verdict(above) for file in self._files if unit is None or unit_of(file.entry) == unit)
        return [verdict for verdict in found if verdict is not None]

    def domains(self) -> set[str]:
        """The domains of all items of the reference that some file adopts from, whatever it made of them."""
        return {self._reference.items[key].domain for file in self._files for key in file.own if key in self._reference.items}

    def _own(self, entry: CatalogueFile, adopted: Adopted) -> Iterator[tuple[Key, Verdict]]:
        for outcome in adopted.outcomes:
            for key in self._reference.linked(outcome.source.file, outcome.item)[0]:
                given = outcome.entry.reason.strip() if outcome.entry and outcome.status == "不采用" else ""
                yield key, Verdict(unit_of(entry), outcome.status, given or _REASONS.get(outcome.status, ""))

    def _above(self, adopted: Adopted, seen: frozenset[str] = frozenset()) -> Iterator[tuple[Key, str]]:
        """Items that a region on the way declined, with its name and reason; the region below never saw them."""
        if not adopted.region or adopted.entry.file.path in seen:
            return
        region, adoption = self._region_of(adopted.region), adopted.entry.catalogue.adoption
        wanted = domain_key((adoption.domain if adoption else "") or adopted.entry.catalogue.domain)
        for entry in region.catalogues:
            further = region.adoptions.get(entry.file.path)
            if further is None or domain_key(entry.catalogue.domain) != wanted:
                continue
            yield from self._above(further, seen | {adopted.entry.file.path})
            for outcome in further.outcomes:
                if outcome.status == "不采用" and outcome.entry:
                    words = f"{region.region.name}不采用：{outcome.entry.reason.strip() or '没有写理由'}"
                    yield from ((key, words) for key in self._reference.linked(outcome.source.file, outcome.item)[0])


class _File(NamedTuple):
    """One adopting file: its own verdicts, what was declined above it."""

    entry: CatalogueFile
    own: dict[Key, Verdict]
    above: dict[Key, str]

    def verdict(self, above: Above) -> Verdict | None:
        """What the file says of an item; nothing if it is not about the item's domain."""
        if above.key in self.own:
            return self.own[above.key]
        if above.domain not in domain_keys(self.entry):
            return None
        if above.key in self.above:
            return Verdict(unit_of(self.entry), "不采用", self.above[above.key])
        adoption = self.entry.catalogue.adoption
        status: Status = "层级不符" if adoption and _outside(above.item, adoption) else "未选"
        return Verdict(unit_of(self.entry), status, _REASONS["层级不符"] if status == "层级不符" else "采用的目录里没有")


def unit_of(entry: CatalogueFile) -> str:
    """The unit of a catalogue, as written; the file's name if nothing is."""
    return entry.catalogue.unit or entry.unit_name


def _outside(item: Item, adoption: Adoption) -> bool:
    """Whether the levels that are adopted leave the item out."""
    wanted, own = (frozenset(tier.canonical(name) or name for name in names) for names in (adoption.tiers, item.tiers))
    return bool(wanted and own and not wanted & own)
