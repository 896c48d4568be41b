"""Which catalogue file of a region something from outside belongs to; one is begun where there is none yet."""

from __future__ import annotations

from dataclasses import dataclass

from gwcat.adopt.resolve import ResolvedRegion, same_domain
from gwcat.base.errors import GwcatError
from gwcat.base.names import fold, nearest_few, safe_name
from gwcat.model.catalogue import read_catalogue
from gwcat.source.file import parse_file
from gwcat.source.layout import CATALOGS
from gwcat.source.loading import CatalogueFile
from gwcat.source.writer import yaml_lines

_MODELINE = "# yaml-language-server: $schema=../../../schemas/catalogue.schema.json\n"


@dataclass
class Targets:
    """The catalogue files of a region by 领域 and 单位, as they are called anywhere; files that were begun are kept."""

    region: ResolvedRegion

    def __post_init__(self) -> None:
        self._begun: dict[str, CatalogueFile] = {}

    def at(self, path: str) -> CatalogueFile | None:
        """The catalogue file at a path."""
        return next((entry for entry in self._entries() if entry.file.path == path), None)

    def of(self, domain: str, unit: str, place: str) -> CatalogueFile:
        """The catalogue of a domain and a unit; a new one if the region has none.

        Raises GwcatError, naming what could be meant, where the domain or the unit is neither said nor clear. `place` is the
        document.
        """
        name = self._domain(domain, place)
        here = [entry for entry in self._entries() if same_domain(entry.catalogue.domain or entry.domain_folder, name)]
        if not unit and len(here) == 1:
            return here[0]
        full = self._unit(name, unit, here, place)
        found = next((entry for entry in here if fold(entry.catalogue.unit or entry.unit_name) == fold(full)), None)
        return found or self._begin(here[0].domain_folder if here else name, name, full)

    def _entries(self) -> list[CatalogueFile]:
        return [*self.region.catalogues, *self._begun.values()]

    def _domain(self, domain: str, place: str) -> str:
        """The region's own name of a domain."""
        known = list(dict.fromkeys((*self.region.region.domains, *(entry.catalogue.domain for entry in self._entries()))))
        if not domain:
            hint = f"请加 --domain 名称；本地区有：{'、'.join(known[:8]) or '（无）'}。"
            raise GwcatError("表里没有写领域，也没有指定。", place=place, hint=hint)
        found = next((name for name in known if name and same_domain(name, domain)), None)
        if found is None and known:
            near = "、".join(nearest_few(domain, known, 3))
            hint = f"请用 --domain 指定，如 {near}；新的领域请先写进 region.yaml 的“领域分工”。"
            raise GwcatError(f"“{self.region.region.name}”没有“{domain}”领域。", place=place, hint=hint)
        return found or domain

    def _unit(self, domain: str, unit: str, here: list[CatalogueFile], place: str) -> str:
        """The region's own name of a unit; where none is said, the only one that leads the domain."""
        region = self.region.region
        if unit:
            found = region.unit(unit)
            known = [each.name for each in region.units]
            if found is None and known:
                hint = f"请用 --unit 指定，如 {'、'.join(nearest_few(unit, known, 3))}；新的单位请先写进 region.yaml。"
                raise GwcatError(f"“{region.name}”没有“{unit}”这个单位。", place=place, hint=hint)
            return found.name if found else unit
        leads = next((units for name, units in region.duties if same_domain(name, domain)), ())
        if len(leads) == 1 and not here:
            return leads[0]
        names = "、".join(dict.fromkeys((*(entry.catalogue.unit for entry in here), *leads))) or "region.yaml 里登记的名称"
        raise GwcatError(f"表里没有写“{domain}”领域是哪个单位的。", place=place, hint=f"请加 --unit 名称，如 {names}。")

    def _begin(self, folder: str, domain: str, unit: str) -> CatalogueFile:
        """A catalogue that is not on the disk yet, without items."""
        path = f"{CATALOGS}/{self.region.region.folder}/{safe_name(folder)}/{safe_name(unit)}.yaml"
        if path not in self._begun:
            file = parse_file(path, _MODELINE + "".join(yaml_lines({"领域": domain, "单位": unit})))
            self._begun[path] = CatalogueFile(file, read_catalogue(file.tree), folder, unit)
        return self._begun[path]
