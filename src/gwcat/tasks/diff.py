"""Compare two versions of catalogues, whatever holds them, and write what differs as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.memory import without_collection
from gwcat.base.names import fold
from gwcat.compare.resolved import Written, compare_regions, compare_states
from gwcat.filing.chosen import chosen
from gwcat.filing.plan import COMBINED
from gwcat.filing.selection import Selection
from gwcat.forms.definition import Form
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.record import item_record
from gwcat.model.change import Difference
from gwcat.model.region import Region
from gwcat.model.state import Entry, Home, State
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.sides import Side, side_of, working_tree
from gwcat.tasks.workshop import Workshop

if TYPE_CHECKING:
    from gwcat.intake.delivered import Delivered

_FILE_LIMIT = 32 * 1024 * 1024


@dataclass(frozen=True)
class DiffOptions:
    """What is compared (B is the working tree if it is empty), of which region (all if empty), and from where it is named."""

    old: str
    new: str = ""
    county: str = ""
    here: Path = Path(".")


@dataclass(frozen=True)
class Comparison:
    """Differences region by region, those without any left out; `compared` counts all regions.

    `regions` are the newer versions of those that differ, by folder.
    """

    old: str
    new: str
    differences: tuple[Difference, ...]
    compared: int
    regions: Mapping[str, Region]

    @property
    def equal(self) -> bool:
        """Whether nothing differs and everything could be compared."""
        return not self.differences


def compare(options: DiffOptions) -> Comparison:
    """All differences. Raises GwcatError for a name that stands for nothing, or two that cannot be compared."""
    first, second = _names_of(options)
    one = side_of(first, options.here)
    other = side_of(second, options.here) if second else _now(one, options.here)
    with without_collection():
        if one.delivered or other.delivered:
            found = [_delivered(one, other, options)]
        else:
            found = [_regions(one, other, *pair) for pair in _pairs(one, other, options.county)]
    differing = [(difference, region) for difference, region in found if difference.changes or difference.remarks]
    regions = {difference.folder: region for difference, region in differing}
    return Comparison(one.name, other.name, tuple(difference for difference, _ in differing), len(found), regions)


def _names_of(options: DiffOptions) -> tuple[str, str]:
    """The two names; `甲..乙` in one word, as git has it, is two as well."""
    old, dots, new = options.old.partition("..")
    if dots and old and new and not options.new and not new.startswith(("/", "\\", ".")) and not Path(options.old).exists():
        return old, new
    return options.old, options.new


def _now(one: Side, here: Path) -> Side:
    """The working tree, or what of it a folder or file was named for."""
    now = working_tree(here)
    return now if one.kind == "材料" else replace(now, folder=one.folder if one.folder in _names(now) else "", file="")


def _names(side: Side) -> tuple[str, ...]:
    return side.workspace.region_folders if side.workspace else ()


def _pairs(one: Side, other: Side, county: str) -> Iterator[tuple[str, str]]:
    """The regions to be compared, by their folders; an empty name is a region that is not there."""
    if one.folder and other.folder:
        yield one.folder, other.folder
    elif one.folder or other.folder:
        folder = one.folder or other.folder
        _require_either(folder, one, other)
        yield folder, folder
    elif county:
        found = [_resolved_name(side, county) for side in (one, other)]
        if not any(found):
            assert other.workspace is not None
            other.workspace.resolve(county)  # says which regions there are
        yield found[0] or found[1], found[1] or found[0]
    else:
        for folder in sorted({*_names(one), *_names(other)}):
            yield folder, folder


def _require_either(folder: str, one: Side, other: Side) -> None:
    if folder not in _names(one) and folder not in _names(other):
        raise GwcatError(f"“{one.name}”和“{other.name}”里都没有“{folder}”。", hint="请用 --county 写明是哪个地区。")


def _resolved_name(side: Side, county: str) -> str:
    try:
        return side.workspace.resolve(county) if side.workspace else ""
    except GwcatError:
        return ""


def _regions(one: Side, other: Side, old: str, new: str) -> tuple[Difference, Region]:
    file = one.file or other.file
    before = _restricted(region_of(one.workspace, old), one.file or file)
    after = _restricted(region_of(other.workspace, new), other.file or file)
    region = after.region if after.region.name else before.region
    return compare_regions(before, after, names=(one.name, other.name)), region


def region_of(workspace: Workspace | None, folder: str) -> ResolvedRegion:
    """A region with all that it adopts; an empty one if it is not there."""
    if workspace is None or folder not in workspace.region_folders:
        return ResolvedRegion(Region(folder, short_name=folder), SourceFile(""))
    return Resolver(workspace).region(folder)


def _restricted(region: ResolvedRegion, file: str) -> ResolvedRegion:
    """The region with one of its files only, if one was named."""
    if not file:
        return region
    chosen = [entry for entry in region.catalogues if entry.file.path == file]
    return replace(region, region_file=SourceFile(""), catalogues=chosen, misplaced=[], contents={}, record_file=None)


# Delivered files


def _delivered(one: Side, other: Side, options: DiffOptions) -> tuple[Difference, Region]:
    """A delivered file against another one, or against the workspace laid out in the same form."""
    from gwcat.intake.delivered import Delivered, read_delivered

    root = next((side.workspace.root for side in (one, other) if side.workspace), None)
    library = Library(root)
    forms = [library.form(name) for name in library.form_paths]
    index = library.document_form(COMBINED)
    read: list[Delivered | None] = [None, None]
    for number, side in enumerate((one, other)):
        if side.delivered:
            parts = [read_delivered(read_file(path), str(path), forms, unit=_unit(path), index=index) for path in side.delivered]
            entries = tuple(entry for part in parts for entry in part.entries)
            used = tuple(dict.fromkeys(form for part in parts for form in part.forms))
            read[number] = Delivered(entries, used, tuple(remark for part in parts for remark in part.remarks))
    known = next(part for part in read if part)
    whole = any(path.stem == COMBINED or len(side.delivered) > 1 for side in (one, other) for path in side.delivered)
    states: list[tuple[Entry, ...]] = []
    about = Region("")
    for side, part in zip((one, other), read, strict=True):
        if part is None:
            region = region_of(side.workspace, _one_region(side, options))
            about = region.region
            states.append(tuple(_laid_out(region, known, library, whole=whole)))
        else:
            states.append(part.entries)
    before, after = _same_units(*states)
    remarks = tuple(remark for part in read if part for remark in part.remarks)
    names = (one.name, other.name)
    return compare_states(before, after, region=about.name, folder=about.folder, names=names, remarks=remarks), about


def read_file(path: Path) -> bytes:
    """The bytes of an office file. Raises GwcatError for one that is missing or too large."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_FILE_LIMIT + 1)
    except OSError as error:
        raise storage_error(error, "读取文件") from error
    if len(data) > _FILE_LIMIT:
        raise GwcatError(f"文件超过 {_FILE_LIMIT >> 20} MiB。", place=str(path), hint="请给出一个领域或单位的文件。")
    return data


def _unit(path: Path) -> str:
    """The unit that a delivered file is of: those in 分单位/ are named by it."""
    return path.stem if path.parent.name == "分单位" else ""


def _one_region(side: Side, options: DiffOptions) -> str:
    assert side.workspace is not None
    if side.folder:
        return side.folder
    if options.county:
        return side.workspace.resolve(options.county)
    regions = side.workspace.filing_regions()
    if len(regions) != 1:
        hint = f"请加上 --county 名称；已有：{'、'.join(regions[:8])}。" if regions else "请先建立一个地区。"
        raise GwcatError("没有写材料是哪个地区的。", hint=hint)
    return regions[0]


def _laid_out(region: ResolvedRegion, known: Delivered, library: Library, *, whole: bool) -> Iterator[Entry]:
    """The items of a region as the delivered forms would show them: of the domains and units that were delivered."""
    domains = {fold(entry.home.domain) for entry in known.entries}
    units = {fold(entry.home.unit) for entry in known.entries if entry.home.unit}
    names = {form.name for form in known.forms}
    for entry in chosen(region, Selection()):
        home = Home(entry.catalogue.domain, entry.catalogue.unit)
        if not entry.file.readable or (not whole and fold(home.domain) not in domains):
            continue
        if units and not whole and fold(home.unit) not in units:
            continue
        own = entry.catalogue.form or region.region.form
        form = library.form(own) if own in names else known.forms[0]
        for item, values in _shown(entry, region.region, form):
            yield Entry(home, values, item)


def _shown(entry: CatalogueFile, region: Region, form: Form) -> Iterator[tuple[Written, dict[str, object]]]:
    from gwcat.intake.delivered import items_of_table

    values = {"地区": region.name, "领域": entry.catalogue.domain, "单位": entry.catalogue.unit, "版本": region.version}
    records = [item_record(entry.catalogue, item) for item in entry.catalogue.items]
    table = lay_out(form, records, name=entry.catalogue.domain or "表", values=values)
    shown = [entry.catalogue.items[position] for position in dict.fromkeys(table.origins)]
    for item, found in zip(shown, items_of_table(table, form), strict=False):
        yield Written(entry, item), found


def _same_units(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[State, State]:
    """Two states by domain and unit; by domain alone where one side does not say the units."""
    sides = [list(before), list(after)]
    if any(entries and not any(entry.home.unit for entry in entries) for entries in sides):
        sides = [[replace(entry, home=Home(entry.home.domain, "")) for entry in entries] for entries in sides]
    return State.of(sides[0]), State.of(sides[1])


# What comes of it


def difference_text(found: Comparison, form: str, *, colour: bool = False, verbose: bool = True) -> str:
    """The comparison as `text`, `markdown` or `json`."""
    from gwcat.report.diff import diff_text
    from gwcat.report.diff_json import diff_json
    from gwcat.report.diff_markdown import diff_markdown

    if form == "text":
        return diff_text(found.old, found.new, found.differences, compared=found.compared, colour=colour, verbose=verbose)
    return (diff_json if form == "json" else diff_markdown)(found.old, found.new, found.differences)


def difference_file(found: Comparison, options: DiffOptions, form: str) -> bytes:
    """The comparison as a file of any format."""
    if form in ("text", "json", "markdown"):
        return difference_text(found, form).encode("utf-8", "backslashreplace")
    from gwcat.filing.diff import document, page, workbook
    from gwcat.tasks.build import stamp_from_environment

    workshop = Workshop.of(template_root(options))
    if form == "html":
        return page(found.old, found.new, found.differences, workshop.pages)
    write = workbook if form == "xlsx" else document
    return write(found.old, found.new, found.differences, workshop.library, workshop.office, stamp_from_environment())


def template_root(options: DiffOptions) -> Path:
    """The workspace whose own templates are used; a folder without any, if there is none."""
    try:
        return Workspace.find(options.here).root
    except GwcatError:
        return options.here
