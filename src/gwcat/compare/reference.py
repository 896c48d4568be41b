"""A reference: the items of a region that another region is held against, and how an item is found among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.adopt.selection import LOCAL
from gwcat.base.names import fold
from gwcat.language import domain as domains
from gwcat.model.catalogue import Item
from gwcat.model.coverage import Link
from gwcat.model.finding import DataPath
from gwcat.source.file import SourceFile
from gwcat.source.layout import NATIONAL
from gwcat.source.loading import CatalogueFile

Key = tuple[str, DataPath]  # the file and the place at which an item was first written, however often it was adopted


class Above(NamedTuple):
    """An item of a reference."""

    key: Key
    item: Item
    domain: str  # key of its domain


@dataclass
class Reference:
    """The items of a region, each once, by every way in which another region may point at them.

    `domains` are their names by key, in the order of the reference; `variants` are items with 状态: 地方写法, which
    nobody has to have.
    """

    name: str
    domains: dict[str, str] = field(default_factory=dict)
    items: dict[Key, Above] = field(default_factory=dict)
    variants: set[Key] = field(default_factory=set)
    _national: dict[str, list[Key]] = field(default_factory=dict)
    _names: dict[tuple[str, tuple[str, ...]], list[Key]] = field(default_factory=dict)  # all of them
    _pairs: dict[tuple[str, tuple[str, ...]], list[Key]] = field(default_factory=dict)  # 一级 and 二级

    @classmethod
    def of(cls, region: ResolvedRegion) -> Reference:
        """The reference that a region makes."""
        reference = cls(region.region.name or region.region.folder)
        for entry in region.catalogues:
            if entry.catalogue.items:
                domain = domain_key(domain_name(entry))
                reference.domains.setdefault(domain, domain_name(entry))
                for item in entry.catalogue.items:
                    reference._add(entry.file, item, domain)
        return reference

    def _add(self, file: SourceFile, item: Item, domain: str) -> None:
        key = key_of(file, item)
        if key in self.items or key in self.variants:
            return
        if identity := national_identity(file, item):
            self._national.setdefault(identity, []).append(key)
        if item.text("状态") == LOCAL:
            self.variants.add(key)
            return
        self.items[key] = Above(key, item, domain)
        self._names.setdefault((domain, _names(item)), []).append(key)
        self._pairs.setdefault((domain, _names(item)[:2]), []).append(key)

    def linked(self, file: SourceFile, item: Item) -> tuple[list[Key], Link]:
        """The reference items, variants among them, that an item comes from or says that it corresponds to."""
        key = key_of(file, item)
        if key in self.items or key in self.variants:
            return [key], "采用"
        return (found, "编号") if (found := self._national.get(national_identity(file, item), [])) else ([], "")

    def named(self, item: Item, keys: Iterable[str]) -> list[Key]:
        """In each of these domains, the reference items with all names of an item, or the only one with its 一级 and 二级."""
        found: list[Key] = []
        for domain in keys:
            alike = self._pairs.get((domain, _names(item)[:2]), [])
            found += self._names.get((domain, _names(item)), alike if len(alike) == 1 else [])
        return found

    def of_domain(self, key: str) -> list[Above]:
        """The items of a domain."""
        return [above for above in self.items.values() if above.domain == key]


def domain_name(entry: CatalogueFile) -> str:
    """The domain of a catalogue, as written; the folder's name if nothing is."""
    return entry.catalogue.domain or entry.domain_folder


def domain_key(name: str) -> str:
    """What two names of one domain have in common."""
    found = domains.find(name)
    return found.name if found else fold(name)


def domain_keys(entry: CatalogueFile) -> tuple[str, ...]:
    """The keys of all domains that a catalogue may be about: its own, the one it adopts from, what its name came to be."""
    adoption, name = entry.catalogue.adoption, domain_name(entry)
    adopted = (domain_key(adoption.domain),) if adoption and adoption.domain else ()
    return tuple(dict.fromkeys((domain_key(name), *adopted, *(domain.name for domain in domains.related(name)))))


def key_of(file: SourceFile, item: Item) -> Key:
    """Where an item of a file was first written."""
    return (item.base.file.path, item.base.path) if isinstance(item, AdoptedItem) else (file.path, item.path)


def national_identity(file: SourceFile, item: Item) -> str:
    """The 编号 in the national reference that an item is, or says that it corresponds to."""
    national = file.path.split("/")[1:2] == [NATIONAL] and not isinstance(item, AdoptedItem)
    return item.identity if national else item.text("对应国家事项")


def _names(item: Item) -> tuple[str, ...]:
    return tuple(fold(level) for level in item.levels if level.strip()) or (fold(item.name),)
