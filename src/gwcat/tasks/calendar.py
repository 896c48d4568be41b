"""A region's schedule for a command, and the files that it is written as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import fold, nearest_few
from gwcat.calendar.plan import Wanted, schedule
from gwcat.model.schedule import HORIZON, Check, Record, Schedule
from gwcat.render.archive import EPOCH, Stamp
from gwcat.source.workspace import Workspace
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.unread import unread
from gwcat.tasks.workshop import Workshop

_MOST_YEARS = 20


@dataclass(frozen=True)
class CalendarOptions:
    """Which region (its folder), from when to when, of which units and domains, with which lists of events."""

    folder: str
    first: date
    last: date
    units: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    events: tuple[Path, ...] = ()


def plan(workspace: Workspace, options: CalendarOptions) -> Schedule:
    """The schedule of a region. Raises GwcatError for an impossible time, an unknown unit or domain, a list that is none."""
    require_time(options.first, options.last)
    records, remarks = _read(options.events)
    return _schedule(workspace, options, records, remarks, every_event=False)


def check(workspace: Workspace, options: CalendarOptions, day: date) -> Check:
    """What is overdue at a day and what is due within 30 days; periods count from the first day asked for, events all."""
    until = day + HORIZON
    require_time(options.first, until)
    records, remarks = _read(options.events)
    found = _schedule(workspace, replace(options, last=until), records, remarks, every_event=True)
    return Check.of(found, day)


def _schedule(
    workspace: Workspace, options: CalendarOptions, records: tuple[Record, ...], remarks: tuple[str, ...], *, every_event: bool
) -> Schedule:
    with without_collection():
        region = Resolver(workspace).region(options.folder)
        units, domains = chosen(region, options.units, options.domains)
        found = schedule(region, Wanted(options.first, options.last, units, domains, records, every_event))
    return replace(found, remarks=(*remarks, *unread(region), *found.remarks))


def require_time(first: date, last: date) -> None:
    """Raise GwcatError for a time that ends before it begins, or is longer than anybody plans."""
    if last < first:
        raise GwcatError(f"到 {last} 为止，早于开始的 {first}。", hint="请检查 --from 和 --to（或 --check）的日期。")
    if last.year - first.year > _MOST_YEARS:
        raise GwcatError(f"从 {first} 到 {last} 超过 {_MOST_YEARS} 年。", hint="请把时间缩短。")


def _read(paths: tuple[Path, ...]) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The events of all lists; one that stands in two lists counts once."""
    if not paths:
        return (), ()
    from gwcat.intake.events import read_events

    lists = [read_events(path) for path in dict.fromkeys(paths)]
    return tuple(record for found in lists for record in found.records), tuple(
        words for found in lists for words in found.remarks
    )


def chosen(region: ResolvedRegion, units: tuple[str, ...], domains: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The folded names of the units and domains asked for. Raises GwcatError, naming the nearest, for one that is not there."""
    catalogues = [entry.catalogue for entry in region.catalogues]
    known = {unit.name for unit in region.region.units} | {catalogue.unit for catalogue in catalogues}
    return (
        frozenset(fold(_known("单位", name, known, region)) for name in units),
        frozenset(fold(_known("领域", name, {catalogue.domain for catalogue in catalogues}, region)) for name in domains),
    )


def _known(what: str, name: str, known: set[str], region: ResolvedRegion) -> str:
    unit = region.region.unit(name) if what == "单位" else None
    if unit is not None:
        return unit.name
    if fold(name) not in map(fold, known):
        near = "、".join(nearest_few(name, sorted(filter(None, known)), 5)) or "（无）"
        raise GwcatError(f"没有叫“{name}”的{what}。", hint=f"可以用：{near}。")
    return name


def schedule_file(workspace: Workspace, found: Schedule, kind: str) -> bytes:
    """A schedule as `text`, `json`, `ics` or `xlsx`. Raises GwcatError for a calendar file without any day."""
    if kind in ("text", "json"):
        from gwcat.report.calendar import schedule_json, schedule_text

        return (schedule_text if kind == "text" else schedule_json)(found).encode("utf-8", "backslashreplace")
    if kind == "ics":
        from gwcat.filing.calendar import agenda
        from gwcat.render.ics import calendar_bytes

        if not found.dues:
            hint = "请换一段时间（--from、--to），或用 --events 给出事件的日期。"
            raise GwcatError(f"{found.first} 至 {found.last} 没有到期的日子，写不成日历文件。", hint=hint)
        return calendar_bytes(agenda(found), _stamp(found.first))
    from gwcat.filing.calendar import schedule_workbook

    workshop = Workshop.of(workspace.root)
    return schedule_workbook(found, workshop.library, workshop.office, stamp_from_environment())


def check_file(workspace: Workspace, schedule_of: str, found: Check, kind: str) -> bytes:
    """A check as `text`, `json` or `xlsx`; `schedule_of` is the region's name."""
    if kind in ("text", "json"):
        from gwcat.report.calendar import check_json, check_text

        return (check_text if kind == "text" else check_json)(schedule_of, found).encode("utf-8", "backslashreplace")
    from gwcat.filing.calendar import check_workbook

    workshop = Workshop.of(workspace.root)
    return check_workbook(schedule_of, found, workshop.library, workshop.office, stamp_from_environment())


def _stamp(first: date) -> Stamp:
    """When a calendar says that it was made: SOURCE_DATE_EPOCH if set, else the first day that it was asked for."""
    stamp = stamp_from_environment()
    return stamp if stamp != EPOCH else (first.year, first.month, first.day, 0, 0, 0)
