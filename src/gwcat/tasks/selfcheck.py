"""The list for checking one's own website, and the files that it is written as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.memory import without_collection
from gwcat.base.names import fold
from gwcat.calendar.plan import Wanted, schedule
from gwcat.language import channel
from gwcat.model.catalogue import Item
from gwcat.model.selfcheck import Line, SelfCheck
from gwcat.model.values import texts
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.calendar import chosen, require_time
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.unread import unread
from gwcat.tasks.workshop import Workshop

_ON_REQUEST = ("依申请公开",)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class SelfCheckOptions:
    """Which region (its folder), which units and domains, and the time of which due days are shown (none without it)."""

    folder: str
    units: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def self_check(workspace: Workspace, options: SelfCheckOptions) -> SelfCheck:
    """Everything that is published without being asked for, place by place. Raises GwcatError for an unknown unit or domain."""
    if options.first and options.last:
        require_time(options.first, options.last)
    with without_collection():
        region = Resolver(workspace).region(options.folder)
    units, domains = chosen(region, options.units, options.domains)
    wanted = Wanted(options.first or date.max, options.last or date.max, units, domains)
    pairs = [(entry, item) for entry in filter(wanted.asks_for, region.catalogues) for item in entry.catalogue.items]
    shown = [(entry, item) for entry, item in pairs if not item.has("不予公开") and item.methods != _ON_REQUEST]
    days = _days(region, wanted) if options.first and options.last else {}
    lines = [line for entry, item in shown for line in _lines(entry, item, days)]
    about = region.region
    return SelfCheck(
        about.name or about.folder,
        about.short_name,
        options.first,
        options.last,
        tuple(sorted(lines, key=lambda line: (not line.column, not line.website, line.column, line.unit, line.domain))),
        sum(item.methods == _ON_REQUEST and not item.has("不予公开") for _, item in pairs),
        sum(item.has("不予公开") for _, item in pairs),
        tuple(unread(region)),
    )


def _days(region: ResolvedRegion, wanted: Wanted) -> dict[Key, list[str]]:
    """The due days of every item in the time that is checked."""
    found: dict[Key, list[str]] = defaultdict(list)
    for due in schedule(region, wanted).dues:
        for unit in due.subject.units if due.subject.identity else ():
            found[fold(unit), due.subject.domain, due.subject.identity].append(due.shown_day)
    return found


def _lines(entry: CatalogueFile, item: Item, days: dict[Key, list[str]]) -> Iterator[Line]:
    """The item in each of its columns, once if it has none."""
    catalogue = entry.catalogue
    names = [channel.canonical(found.name) or channel.alias(found.name) for found in item.channels]
    website = channel.WEBSITE in names or not item.channels
    for column in texts(item.raw.get("网站栏目")) or ("",):
        yield Line(
            column,
            catalogue.unit,
            catalogue.domain,
            item.identity,
            item.name,
            tuple(part.content for part in item.contents),
            item.channels,
            website or bool(column),
            item.deadline or item.text("更新周期"),
            tuple(dict.fromkeys(days.get((fold(catalogue.unit), catalogue.domain, item.identity), ()))),
        )


def self_check_file(workspace: Workspace, found: SelfCheck, kind: str) -> bytes:
    """The list as `text`, `json`, `xlsx` or `docx`."""
    if kind in ("text", "json"):
        from gwcat.report.selfcheck import self_check_json, self_check_text

        return (self_check_text if kind == "text" else self_check_json)(found).encode("utf-8", "backslashreplace")
    from gwcat.filing.selfcheck import document, workbook

    workshop = Workshop.of(workspace.root)
    make = workbook if kind == "xlsx" else document
    return make(found, workshop.library, workshop.office, stamp_from_environment())
