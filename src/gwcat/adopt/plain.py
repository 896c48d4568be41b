"""A resolved catalogue as plain source, with, on request, where every value came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gwcat.adopt.item import AdoptedItem, origin, way
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.width import visible
from gwcat.model.catalogue import Item
from gwcat.model.finding import Place
from gwcat.source.loading import CatalogueFile
from gwcat.source.writer import Remark, item_lines, yaml_lines

_HEAD = ("领域", "单位", "版本", "样表")


def plain_source(entry: CatalogueFile, *, origins: bool = False) -> str:
    """The catalogue with everything that it adopts written out; with `origins`, a comment behind every value."""
    head = {key: entry.file.tree[key] for key in _HEAD if key in entry.file.tree}
    lines = [*yaml_lines(head), "事项:\n" if entry.catalogue.items else "事项: []\n"]
    for item in entry.catalogue.items:
        lines += item_lines(item.raw, _remark(entry, item) if origins else None)
    return "".join(lines)


def _remark(entry: CatalogueFile, item: Item) -> Remark:
    return lambda key: address(origin(entry, item, key).place())


def address(place: Place) -> str:
    """A place as editors and terminals know it: path:line:column."""
    return f"{visible(place.path, '')}:{place.line}:{place.column}"


def resolved_json(region: ResolvedRegion, entries: list[CatalogueFile]) -> dict[str, Any]:
    """Resolved catalogues for programs: every value with the places that it came by, from its source to here."""
    return {
        "version": 1,
        "region": region.region.name,
        "catalogues": [
            {
                "path": visible(entry.file.path, ""),
                "domain": entry.catalogue.domain,
                "unit": entry.catalogue.unit,
                "items": [dict(_item(entry, item)) for item in entry.catalogue.items],
            }
            for entry in entries
        ],
    }


def _item(entry: CatalogueFile, item: Item) -> Iterator[tuple[str, Any]]:
    yield "identity", item.identity
    yield "adopted", isinstance(item, AdoptedItem)
    yield "values", dict(item.raw)
    yield "ways", {key: [{"step": step, "place": address(place)} for step, place in way(entry, item, key)] for key in item.raw}
