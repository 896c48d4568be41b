"""How many items there are, along every axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gwcat.model.catalogue import Catalogue, Item
from gwcat.overview.facets import ABSENT, AXES, facets, value_order


class Count(NamedTuple):
    """A value of an axis with the number of items that have it."""

    value: str
    items: int


class AxisCount(NamedTuple):
    """The counts of one axis. `several`: an item may have several of its values, so that the counts add up to more."""

    axis: str
    counts: tuple[Count, ...]
    several: bool


@dataclass(frozen=True)
class Overview:
    """A region's items counted along every axis."""

    region: str
    version: str
    base_date: str
    items: int
    catalogues: int
    unverified: int
    axes: tuple[AxisCount, ...]

    def axis(self, name: str) -> AxisCount:
        """The counts of an axis."""
        return next(axis for axis in self.axes if axis.axis == name)

    def values(self, name: str) -> int:
        """How many values an axis has, the absent left out."""
        return sum(count.value != ABSENT for count in self.axis(name).counts)


def count_items(
    entries: Sequence[tuple[Catalogue, Item]], *, region: str = "", version: str = "", base_date: str = "", catalogues: int = 0
) -> Overview:
    """The overview of items with the catalogues that they stand in, in their order."""
    tables: list[dict[str, int]] = [{} for _ in AXES]
    several = [False] * len(AXES)
    for catalogue, item in entries:
        for number, values in enumerate(facets(catalogue, item)):
            several[number] |= len(values) > 1
            table = tables[number]
            for value in values:
                table[value] = table.get(value, 0) + 1
    axes = tuple(
        AxisCount(axis, tuple(_sorted(axis, table)), more) for axis, table, more in zip(AXES, tables, several, strict=True)
    )
    unverified = sum(not item.verified for _, item in entries)
    return Overview(region, version, base_date, len(entries), catalogues, unverified, axes)


def _sorted(axis: str, table: dict[str, int]) -> Iterable[Count]:
    """Values in the order of their axis, or else as they came, the absent last."""
    places = {value: number for number, value in enumerate(table)}
    values = sorted(table, key=lambda value: (value_order(axis, value), places[value]))
    return (Count(value, table[value]) for value in values)
