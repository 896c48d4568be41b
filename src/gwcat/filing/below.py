"""下级汇总: what the regions below have compiled, domain by domain, for the region that guides them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.document.table import Book
from gwcat.filing.chosen import chosen
from gwcat.filing.plan import INTERNAL
from gwcat.filing.selection import EVERYTHING
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.model.region import Region

NAME = "下级汇总"


def below_book(region: Region, others: Sequence[ResolvedRegion], library: Library) -> Book:
    """One row for each catalogue of the regions below, in their order, and a sum for each region."""
    title = f"{region.name}下级政务公开事项标准目录汇总"
    rows = [row for other in others for row in _rows(other)]
    table = lay_out(
        library.document_form(NAME), rows, name=NAME, values={"标题": title, "地区": region.name, "版本": region.version}
    )
    return Book(f"{INTERNAL}/{NAME}", title, [table])


def _rows(other: ResolvedRegion) -> Iterator[dict[str, Any]]:
    region, total = other.region, [0] * len(_COUNTS)
    for entry in chosen(other, EVERYTHING):
        adoption = other.adoptions.get(entry.file.path)
        statuses = [outcome.status for outcome in adoption.outcomes] if adoption else []
        items = entry.catalogue.items
        counts = [
            len(items),
            statuses.count("采用"),
            statuses.count("调整"),
            sum(not isinstance(item, AdoptedItem) for item in items),
            statuses.count("不采用"),
            sum(not item.verified for item in items),
        ]
        total = [one + more for one, more in zip(total, counts, strict=True)]
        yield _row(region, entry.catalogue.domain, entry.catalogue.unit, counts)
    yield _row(region, "合计", "", total)


_COUNTS = ("事项数", "照用", "调整", "自有", "不采用", "待核实")


def _row(region: Region, domain: str, unit: str, counts: Sequence[int]) -> dict[str, Any]:
    names = {"地区": region.name, "版本": region.version, "领域": domain, "责任单位": unit}
    return {**names, **dict(zip(_COUNTS, map(str, counts), strict=True))}
