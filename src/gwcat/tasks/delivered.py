"""Delivered files as one or both of the two that are compared: read back, and the sources laid out as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold
from gwcat.compare.resolved import Written, compare_states
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
from gwcat.source.loading import CatalogueFile
from gwcat.tasks.sides import Side, region_of

if TYPE_CHECKING:
    from gwcat.intake.delivered import Delivered

_FILE_LIMIT = 32 * 1024 * 1024


def compare_delivered(one: Side, other: Side, county: str) -> tuple[Difference, Region]:
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
            region = region_of(side.workspace, _one_region(side, county))
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


def _one_region(side: Side, county: str) -> str:
    assert side.workspace is not None
    if side.folder:
        return side.folder
    if county:
        return side.workspace.resolve(county)
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
    """Two states by domain and unit. Where one side does not say the units of a domain, the only unit that the other side
    knows answers for it; of several units, none.
    """
    units: dict[str, set[str]] = {}
    unsaid: set[str] = set()
    for entry in (*before, *after):
        domain, unit = entry.home
        units.setdefault(fold(domain), set()).update([unit] if unit else [])
        unsaid |= set() if unit else {fold(domain)}

    def homed(entry: Entry) -> Entry:
        known = units[fold(entry.home.domain)]
        if fold(entry.home.domain) not in unsaid:
            return entry
        return replace(entry, home=Home(entry.home.domain, next(iter(known)) if len(known) == 1 else ""))

    return State.of(map(homed, before)), State.of(map(homed, after))
