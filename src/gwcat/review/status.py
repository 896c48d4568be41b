"""What has to be looked at again, at a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.model.catalogue import Item
from gwcat.model.review import MONTHS, Reviewed, Status
from gwcat.model.values import texts
from gwcat.review.record import Confirmation, confirmations, name_of
from gwcat.source.loading import CatalogueFile


def status(item: Item, said: Confirmation | None, day: date | None, months: int = MONTHS) -> Status:
    """The status of an item at a day; without a day nothing grows old."""
    if said is not None and said.differing(item):
        return "确认后有改动"
    old = said is not None and grown_old(said, day, months)
    if item.has("不予公开") and (said is None or old):
        return "不予公开待评估"
    if said is None:
        return "从未确认"
    return "到期待复核" if old else "已确认"


def grown_old(said: Confirmation, day: date | None, months: int = MONTHS) -> bool:
    """Whether a confirmation is so many months old, or says no day."""
    if day is None:
        return False
    return said.day is None or _later(said.day, months) <= day


def reviewed(region: ResolvedRegion, entries: list[CatalogueFile], day: date | None, months: int = MONTHS) -> Iterator[Reviewed]:
    """Every item of some catalogues of a region with its status."""
    known = confirmations(region)
    for entry in entries:
        own = known.get(name_of(region, entry), {})
        for item in entry.catalogue.items:
            said = own.get(item.identity)
            yield Reviewed(
                entry.catalogue.unit,
                entry.catalogue.domain,
                item.identity,
                item.name,
                status(item, said, day, months),
                said.differing(item) if said else (),
                said.day if said else None,
                said.unit if said else "",
                _withheld(item),
            )


def _withheld(item: Item) -> str:
    raw = item.raw.get("不予公开")
    return "；".join(texts(list(raw.values()))) if isinstance(raw, dict) else "；".join(texts(raw))


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
