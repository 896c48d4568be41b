"""Which catalogues of a region are compiled, and in which order."""

from __future__ import annotations

from gwcat.base.names import fold
from gwcat.filing.selection import Selection
from gwcat.language import domain as domains
from gwcat.source.loading import CatalogueFile, LoadedRegion


def chosen(loaded: LoadedRegion, selection: Selection) -> list[CatalogueFile]:
    """The catalogues to compile, by domain in the order of the region's duties, then by unit."""
    region = loaded.region
    wanted_domains, wanted_units = set(map(fold, selection.domains)), set(map(fold, selection.units))
    units = {fold(unit.name): n for n, unit in enumerate(region.units)}

    def wanted(entry: CatalogueFile) -> bool:
        unit = region.unit(entry.catalogue.unit)
        names = {fold(name) for name in (entry.catalogue.unit, *([unit.name, unit.full_name] if unit else []))}
        return (not wanted_domains or fold(entry.catalogue.domain) in wanted_domains) and (
            not wanted_units or bool(names & wanted_units)
        )

    def key(entry: CatalogueFile) -> tuple[int, int, str, int, int, str]:
        catalogue = entry.catalogue
        leads = [fold(lead) for domain, unit_names in region.duties if domain == catalogue.domain for lead in unit_names]
        duty = region.domains.index(catalogue.domain) if catalogue.domain in region.domains else len(region.duties)
        name = fold(catalogue.unit)
        lead = leads.index(name) if name in leads else len(leads)
        return duty, domains.order(catalogue.domain), catalogue.domain, lead, units.get(name, len(units)), catalogue.unit

    return sorted(filter(wanted, (entry for entry in loaded.catalogues if entry.file.readable)), key=key)
