"""The regions of this repository as the tests of their facts look at them."""

from __future__ import annotations

from functools import cache

from conftest import REPOSITORY
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.model.catalogue import Item
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace

ROOT = REPOSITORY
FOUNDED = ("宜丰", "泊里", "淄博", "张店")


@cache
def region_named(name: str) -> ResolvedRegion:
    """A region of the repository, with what it adopts."""
    return Resolver(Workspace(ROOT)).region(name)


def catalogue_files(region: ResolvedRegion) -> list[CatalogueFile]:
    """Its catalogues; contents of attachments are none."""
    return [entry for entry in region.catalogues if entry.domain_folder != "附件"]


def catalogue_places(region: ResolvedRegion) -> list[tuple[str, str]]:
    """Domain and unit of each catalogue."""
    return [(entry.catalogue.domain, entry.catalogue.unit) for entry in catalogue_files(region)]


def item_of(region: ResolvedRegion, identity: str) -> tuple[CatalogueFile, Item]:
    """The one item of that 编号 and its catalogue."""
    ((entry, item),) = (
        (entry, item) for entry in region.catalogues for item in entry.catalogue.items if item.identity == identity
    )
    return entry, item
