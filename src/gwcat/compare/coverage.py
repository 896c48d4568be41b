"""A region against a reference: what it took over, changed, declined, lacks, and has beyond."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.names import fold
from gwcat.compare.cells import Grade, Grades, counted, grades, worst
from gwcat.compare.reference import Above, Key, Reference, domain_key, domain_keys, domain_name, key_of
from gwcat.compare.verdicts import RegionOf, Verdict, Verdicts, unit_of
from gwcat.language import domain as domains
from gwcat.model.catalogue import Item
from gwcat.model.coverage import ELSEWHERE, Coverage, DomainCoverage, Extra, Fate, Link, Status, UnitShare
from gwcat.source.loading import CatalogueFile

_LINKS: tuple[Link, ...] = ("采用", "编号", "名称")  # the surest first


class _Found(NamedTuple):
    """A reference item as a unit of the region has it."""

    unit: str
    identity: str
    link: Link
    grades: Grades


def compare(region: ResolvedRegion, reference: Reference, region_of: RegionOf, *, all_domains: bool = False) -> Coverage:
    """The fate of every item of the reference in a region.

    Domains that the region has nothing to do with are only counted, or, with `all_domains`, missing as a whole.
    `region_of` gives the regions that this one adopts from.
    """
    comparison = _Comparison(region, reference, region_of)
    concerned = set(reference.domains) if all_domains else comparison.concerned()
    return Coverage(
        region=region.region.name or region.region.folder,
        short_name=region.region.short_name,
        version=region.region.version,
        reference=reference.name,
        domains=tuple(comparison.domains(concerned)),
        unfiled=tuple(
            (name, len(items))
            for key, name in reference.domains.items()
            if key not in concerned and (items := reference.of_domain(key))
        ),
        above_variants=len(reference.variants),
    )


class _Comparison:
    def __init__(self, region: ResolvedRegion, reference: Reference, region_of: RegionOf) -> None:
        self._region, self._reference = region, reference
        self._verdicts = Verdicts(region, reference, region_of)
        self._entries = [entry for entry in region.catalogues if entry.file.readable]
        self._found: dict[Key, list[_Found]] = {}
        self._extras: dict[str, dict[Key, Extra]] = {}
        self._variants: dict[str, set[Key]] = {}
        for entry in self._entries:
            for item in entry.catalogue.items:
                self._place(entry, item)

    def _place(self, entry: CatalogueFile, item: Item) -> None:
        """Put an item of the region to the reference items that it stands for, or among what is beyond."""
        keys, link = self._reference.linked(entry.file, item)
        if not keys:
            keys, link = self._reference.named(item, domain_keys(entry)), "名称"
        for key in keys:
            if key in self._reference.items:
                cells = grades(self._reference.items[key].item, item)
                self._found.setdefault(key, []).append(_Found(unit_of(entry), item.identity, link, cells))
        if not keys:
            extra = Extra(item.identity, title(item), unit_of(entry))
            self._extras.setdefault(self._home(entry), {}).setdefault(key_of(entry.file, item), extra)
        elif all(key in self._reference.variants for key in keys):
            self._variants.setdefault(self._home(entry), set()).update(keys)

    def _home(self, entry: CatalogueFile) -> str:
        """The domain that counts what a catalogue has beyond the reference: one of the reference if it is clear which."""
        own, *others = domain_keys(entry)
        there = [key for key in others if key in self._reference.domains]
        return there[0] if own not in self._reference.domains and len(there) == 1 else own

    def concerned(self) -> set[str]:
        """The domains of the reference that the region files, adopts from, or has an item of."""
        filed = {key for entry in self._entries for key in domain_keys(entry)}
        duties = {key for name in self._region.region.domains for key in _related(name)}
        found = {self._reference.items[key].domain for key in self._found}
        return (filed | duties | found | self._verdicts.domains()) & set(self._reference.domains)

    def domains(self, concerned: set[str]) -> Iterator[DomainCoverage]:
        """The domains concerned and those that only the region has, in the region's own order of filing."""
        local = {self._home(entry) for entry in self._entries if not set(domain_keys(entry)) & set(self._reference.domains)}
        duties = self._region.region.domains
        local |= {domain_key(name) for name in duties if not _related(name) & set(self._reference.domains)}
        keys = dict.fromkeys((*self._reference.domains, *sorted(local), *self._extras, *self._variants))
        wanted = [key for key in keys if key not in self._reference.domains or key in concerned]
        for key in sorted(wanted, key=self._order):
            yield self._domain(key)

    def _order(self, key: str) -> tuple[int, int]:
        own = [number for number, name in enumerate(self._region.region.domains) if key in _related(name)]
        return min(own, default=len(self._region.region.domains)), domains.order(key)

    def _domain(self, key: str) -> DomainCoverage:
        entries = [entry for entry in self._entries if key in domain_keys(entry)]
        duties = [(name, leads) for name, leads in self._region.region.duties if key in _related(name)]
        names = dict.fromkeys((*(name for name, _ in duties), *map(domain_name, entries)))
        items, extras = self._reference.of_domain(key), tuple(self._extras.get(key, {}).values())
        there = [one.unit for above in items for one in self._found.get(above.key, [])]
        units = list(dict.fromkeys((*map(unit_of, entries), *there)))
        leads = list(dict.fromkeys(lead for _, leads in duties for lead in leads))
        fates = tuple(map(self._fate, items))
        return DomainCoverage(
            name=self._reference.domains.get(key, ""),
            here=tuple(_distinct(names)),
            units=tuple(units or leads),
            filed=bool(units),
            fates=fates,
            extras=extras,
            variants=len(self._variants.get(key, ())),
            shares=tuple(self._share(unit, items, fates, extras) for unit in units or leads),
        )

    def _fate(self, above: Above) -> Fate:
        found, verdicts = self._found.get(above.key, []), self._verdicts.of(above)
        status, cells = _status(found, verdicts), worst(one.grades for one in found)
        return Fate(
            identity=above.item.identity,
            name=title(above.item),
            status=status,
            units=_distinct([one.unit for one in found] or [verdict.unit for verdict in verdicts if verdict.status == "不采用"]),
            link=min((one.link for one in found), key=_LINKS.index, default=""),
            here=_distinct(one.identity for one in found if one.link != "采用"),
            reason=_reason(status, verdicts),
            cells=counted(cells),
            changed=tuple(key for key, grade in cells.items() if grade is Grade.WRITTEN),
        )

    def _share(self, unit: str, items: list[Above], fates: tuple[Fate, ...], extras: tuple[Extra, ...]) -> UnitShare:
        """What a unit has of a domain; what it lacks counts as missing only if nobody has it."""
        counts: Counter[str] = Counter()
        for above, fate in zip(items, fates, strict=True):
            found = [one for one in self._found.get(above.key, []) if one.unit == unit]
            status = _status(found, self._verdicts.of(above, unit))
            counts[ELSEWHERE if status == "缺少" and fate.status != "缺少" else status] += 1
        return UnitShare(unit, counts, sum(1 for extra in extras if extra.unit == unit))


def _status(found: Iterable[_Found], verdicts: list[Verdict]) -> Status:
    there = [grade for one in found for grade in (Grade.SAME, *one.grades.values())]
    if there:
        return "调整" if Grade.WRITTEN in there else "采用"
    if any(verdict.status == "不采用" for verdict in verdicts):
        return "不采用"
    return "不属本级" if verdicts and all(verdict.status == "层级不符" for verdict in verdicts) else "缺少"


def _reason(status: Status, verdicts: list[Verdict]) -> str:
    if status == "不采用":
        return "；".join(_distinct(verdict.reason for verdict in verdicts if verdict.status == "不采用")) or "没有写理由"
    if status == "缺少":
        return "；".join(_distinct(verdict.reason for verdict in verdicts)) or "没有写"
    return ""


def _related(name: str) -> set[str]:
    """The keys of all domains that a name may stand for."""
    return {domain_key(name), *(found.name for found in domains.related(name))}


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetition and emptiness, in either width of their signs."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(name for key, name in found.items() if key)


def title(item: Item) -> str:
    """An item by all its names: 最低生活保障 / 审核信息."""
    levels = [level for level in item.levels if level.strip()]
    return " / ".join(levels if not levels or item.name in levels else [*levels, item.name]) or item.name
