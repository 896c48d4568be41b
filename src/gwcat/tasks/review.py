"""List what has to be looked at again, and record what a unit has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import fold, nearest_few
from gwcat.filing.swap import write_file
from gwcat.model.review import Review
from gwcat.review.record import Confirmation, confirm, confirmations, name_of, record_path, record_text
from gwcat.review.status import reviewed
from gwcat.rules.engine import rules_by_code
from gwcat.rules.settings import read_settings
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.calendar import chosen
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.unread import unread
from gwcat.tasks.workshop import Workshop


@dataclass(frozen=True)
class ReviewOptions:
    """Which region (its folder), of which units and domains, which items (all if none); the day, or the 基准日 if none."""

    folder: str
    units: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class Accepted:
    """What was recorded: the file, how many items, and whether the file is another one now."""

    path: str
    count: int
    changed: bool


def review(workspace: Workspace, options: ReviewOptions) -> Review:
    """The status of every item that is asked for. Raises GwcatError for an unknown unit, domain or 编号."""
    region, entries = _asked(workspace, options)
    day = options.day or _base_day(region)
    months = read_settings(workspace.root, rules_by_code()).threshold("复核月数")
    found = [item for item in reviewed(region, entries, day, months) if _wanted(item.identity, options)]
    about = region.region
    return Review(about.name or about.folder, about.short_name, day, tuple(found), tuple(_remarks(region, entries)))


def accept(workspace: Workspace, options: ReviewOptions, day: date) -> Accepted:
    """Record that the units have confirmed their items as they are now.

    Raises GwcatError, with nothing written, while a catalogue of theirs cannot be read or an adoption is broken, or if what the
    record says would be lost.
    """
    region, entries = _asked(workspace, options)
    _require_sound(region, entries)
    known, count = confirmations(region), 0
    for entry in entries:
        own = known.get(name_of(region, entry), {})
        known[name_of(region, entry)] = after = _after(entry, own, options, day)
        count += sum(_wanted(identity, options) for identity in after)
    path, text = record_path(options.folder), record_text(known)
    if (region.review_file.text if region.review_file else "") == text:
        return Accepted(path, count, False)
    file = workspace.root / path
    if text:
        write_file(file, text.encode())
    else:
        file.unlink(missing_ok=True)
    return Accepted(path, count, True)


def _after(entry: CatalogueFile, own: dict[str, Confirmation], options: ReviewOptions, day: date) -> dict[str, Confirmation]:
    """What the record says of a catalogue once its items are confirmed; those that it has no longer are forgotten."""
    there = {item.identity: item for item in entry.catalogue.items if item.identity}
    kept = {identity: said for identity, said in own.items() if identity in there}
    fresh = {identity: confirm(entry.catalogue.unit, day, item) for identity, item in there.items() if _wanted(identity, options)}
    return {**kept, **fresh}


def _wanted(identity: str, options: ReviewOptions) -> bool:
    return not options.identities or fold(identity) in map(fold, options.identities)


def _asked(workspace: Workspace, options: ReviewOptions) -> tuple[ResolvedRegion, list[CatalogueFile]]:
    with without_collection():
        region = Resolver(workspace).region(options.folder)
    units, domains = chosen(region, options.units, options.domains)
    entries = [
        entry
        for entry in region.catalogues
        if (not units or fold(entry.catalogue.unit or entry.unit_name) in units)
        and (not domains or fold(entry.catalogue.domain) in domains)
    ]
    known = [item.identity for entry in entries for item in entry.catalogue.items]
    for identity in options.identities:
        if fold(identity) not in map(fold, known):
            near = "、".join(nearest_few(identity, sorted(filter(None, known)), 5)) or "（无）"
            raise GwcatError(f"没有编号是“{identity}”的事项。", hint=f"可以用：{near}。")
    return region, entries


def _require_sound(region: ResolvedRegion, entries: list[CatalogueFile]) -> None:
    if region.review_file is not None and (not region.review_file.readable or region.review_file.findings):
        hint = "请先运行 gwcat validate，按所列问题改正；不要了就删去它。"
        raise GwcatError("审阅记录读不出来，没有登记。", place=region.review_file.path, hint=hint)
    for entry in entries:
        if not entry.file.readable:
            hint = "请先运行 gwcat validate，按所列问题改正。"
            raise GwcatError("有读不出来的目录文件，没有登记。", place=entry.file.path, hint=hint)
        adopted = region.adoptions.get(entry.file.path)
        if adopted and (problem := adopted.broken):
            raise GwcatError(problem.message, place=entry.file.path, hint=f"{problem.help}改好以后再登记。")
    if not entries:
        raise GwcatError("这个单位没有目录，没有登记。", hint="请检查 --unit 和 --domain。")


def _remarks(region: ResolvedRegion, entries: list[CatalogueFile]) -> Iterator[str]:
    yield from unread(region)
    for entry in entries:
        if nameless := sum(not item.identity for item in entry.catalogue.items):
            yield f"{entry.file.path} 有 {nameless} 个事项没有编号，登记不了。"
    known, names = confirmations(region), {name_of(region, entry): entry for entry in region.catalogues}
    for name, items in known.items():
        entry_there = names.get(name)
        there = {item.identity for item in entry_there.catalogue.items} if entry_there else set[str]()
        if gone := [identity for identity in items if identity not in there]:
            yield f"审阅记录里 {name} 有 {len(gone)} 个事项已经不在目录里；下次登记这个单位时去掉。"


def _base_day(region: ResolvedRegion) -> date | None:
    try:
        return date.fromisoformat(region.region.base_date)
    except ValueError:
        return None


def review_file(workspace: Workspace, found: Review, kind: str) -> bytes:
    """The list as `text`, `json` or `xlsx`."""
    if kind in ("text", "json"):
        from gwcat.report.review import review_json, review_text

        return (review_text if kind == "text" else review_json)(found).encode("utf-8", "backslashreplace")
    from gwcat.filing.review import workbook

    workshop = Workshop.of(workspace.root)
    return workbook(found, workshop.library, workshop.office, stamp_from_environment())
