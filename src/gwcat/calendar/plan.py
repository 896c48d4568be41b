"""A region's schedule: every item's deadline and cycle, every task, and the events that came about, as days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.names import fold
from gwcat.calendar.item import ItemDays
from gwcat.calendar.tasks import has_times, tasks
from gwcat.language.workday import span
from gwcat.model.catalogue import Item
from gwcat.model.schedule import Due, Record, Schedule, Standing, Subject
from gwcat.model.values import texts
from gwcat.source.loading import CatalogueFile


@dataclass(frozen=True)
class Wanted:
    """From when to when, of which units and domains (all if none), with which events; `every_event` at whatever time."""

    first: date
    last: date
    units: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    records: tuple[Record, ...] = ()
    every_event: bool = False

    def asks_for(self, entry: CatalogueFile) -> bool:
        """Whether a catalogue is among those asked for."""
        unit, domain = fold(entry.catalogue.unit), fold(entry.catalogue.domain)
        return (not self.units or unit in self.units) and (not self.domains or domain in self.domains)


def schedule(region: ResolvedRegion, wanted: Wanted) -> Schedule:
    """What the region has to do. Nothing that is asked for is left out: what has no day is among the standing rules."""
    planner = _Planner(region, wanted)
    found = [*planner.items(), *planner.tasks()]
    dues = sorted((entry for entry in found if isinstance(entry, Due)), key=lambda due: due.sort_key)
    standing = tuple(entry for entry in found if isinstance(entry, Standing))
    about = region.region
    return Schedule(
        about.name or about.folder,
        about.short_name,
        about.folder,
        wanted.first,
        wanted.last,
        span()[1],
        tuple(dues),
        standing,
        tuple(planner.remarks()),
    )


def subject_of(entry: CatalogueFile, item: Item) -> Subject:
    """An item with who publishes it, and where on the website."""
    catalogue = entry.catalogue
    return Subject((catalogue.unit,), catalogue.domain, item.identity, item.name, texts(item.raw.get("网站栏目")))


class _Planner:
    def __init__(self, region: ResolvedRegion, wanted: Wanted) -> None:
        self._region, self._wanted = region, wanted
        self._records: Mapping[str, list[Record]] = defaultdict(list)
        for record in wanted.records:
            self._records[fold(record.identity)].append(record)
        self._used: dict[Record, list[str]] = {}  # with the units that it was counted for
        self._idle: dict[Record, str] = {}  # why no day came of it

    def items(self) -> Iterator[Due | Standing]:
        """What the items of all catalogues come to."""
        wanted = self._wanted
        for entry in filter(wanted.asks_for, self._region.catalogues):
            for item in entry.catalogue.items:
                subject = subject_of(entry, item)
                records = list(self._own(subject))
                days = ItemDays(subject, item, records, wanted.first, wanted.last, wanted.every_event)
                self._idle |= {record: reason for record in records if (reason := days.unused(record))}
                yield from days.found()

    def tasks(self) -> Iterator[Due | Standing]:
        """What the region's attachments come to, if all domains are asked for."""
        units = self._wanted.units
        for tree in () if self._wanted.domains else _attachments(self._region):
            for found in tasks(tree, self._wanted.first, self._wanted.last):
                if not units or any(map(found.subject.concerns, units)):
                    yield self._done(found) if isinstance(found, Due) else found

    def remarks(self) -> Iterator[str]:
        """What of the events was not used, or used several times."""
        for record in self._wanted.records:
            units = list(dict.fromkeys(self._used.get(record, ())))
            if record not in self._used:
                what = f"“{record.identity}”" + (f"、单位“{record.unit}”" if record.unit else "")
                yield f"{record.place}：目录里没有{what}，或不在所选的单位、领域里，没有计入。"
            elif record in self._idle:
                yield f"{record.place}：“{record.identity}”{self._idle[record]}，没有计入。"
            elif len(units) > 1 and not record.unit:
                yield f"{record.place}：“{record.identity}”有 {len(units)} 个单位公开，这一行没有写单位，各单位都计入。"

    def _own(self, subject: Subject) -> Iterator[Record]:
        for record in self._records.get(fold(subject.identity), ()):
            if not record.unit or any(self._same_unit(record.unit, unit) for unit in subject.units):
                self._used.setdefault(record, []).extend(subject.units)
                yield record

    def _same_unit(self, one: str, other: str) -> bool:
        known = self._region.region.unit(other)
        return fold(one) in {fold(other), *((fold(known.name), fold(known.full_name)) if known else ())}

    def _done(self, due: Due) -> Due:
        """A task with the day on which it was done, if the list of events names it."""
        own = self._records.get(fold(due.subject.name), [])
        self._used |= {record: [] for record in own}
        fitting = [record for record in own if not record.period or fold(record.period) == fold(due.period)]
        done = [record.published for record in fitting if record.published and due.begins <= record.published]
        return replace(due, published=min(done)) if done else due


def _attachments(region: ResolvedRegion) -> Iterator[Mapping[str, object]]:
    """The contents of attachments that say by when something is to be done."""
    for attachment in region.region.attachments:
        file = region.contents.get(attachment.file) if attachment.file else None
        content: object = file.tree if file else {"行": attachment.content} if isinstance(attachment.content, list) else None
        if isinstance(content, dict) and has_times(content):
            yield content
