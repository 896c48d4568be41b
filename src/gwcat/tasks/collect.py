"""Make the workbook that a unit fills in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import fold, nearest_few, safe_name
from gwcat.exchange.columns import fill_form
from gwcat.exchange.draft import refuse_faulty
from gwcat.exchange.guides import Words
from gwcat.exchange.sheet import FillSheet, item_rows
from gwcat.exchange.workbook import workbook_bytes
from gwcat.filing.chosen import chosen
from gwcat.filing.selection import Selection
from gwcat.filing.swap import write_file
from gwcat.forms.expressions import fill
from gwcat.forms.library import Library
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace

TEMPLATE = ("collect", "填报表.yaml")


@dataclass(frozen=True)
class Collected:
    """A workbook that was written: where, and how many items each of its sheets holds, by domain."""

    path: Path
    unit: str
    sheets: tuple[tuple[str, int], ...]


def collect(workspace: Workspace, folder: str, unit: str, domains: tuple[str, ...], out: Path | None) -> Collected:
    """Write the workbook of a unit. `out` is a file, or a folder to put it in.

    Raises GwcatError for a unit without catalogues, for a domain that it has none of, and for files that cannot be read.
    """
    with without_collection():
        region = Resolver(workspace).region(folder)
        library = Library(workspace.root)
        entries = _entries(region, unit, domains)
        sheets = [_sheet(region, library, entry) for entry in entries]
        name = entries[0].catalogue.unit or unit
        title = {
            "单位": _full_name(region, name),
            "领域数": len({entry.catalogue.domain for entry in entries}),
            "事项数": sum(sheet.items for sheet in sheets),
            "政府": region.region.government or region.region.name,
        }
        words = _words(library, title)
        data = workbook_bytes(sheets, [known.name for known in region.region.units], words)
    path = _target(out, f"{safe_name(name)}-填报表.xlsx")
    write_file(path, data)
    return Collected(path, name, tuple((sheet.about["领域"], sheet.items) for sheet in sheets))


def _target(out: Path | None, name: str) -> Path:
    if out is None:
        return Path(name)
    return out if out.suffix.lower() == ".xlsx" and not out.is_dir() else out / name


def _entries(region: ResolvedRegion, unit: str, domains: tuple[str, ...]) -> list[CatalogueFile]:
    """The catalogues of a unit."""
    own = chosen(region, Selection((), (unit,)))
    unread = (entry.file.path for entry in region.catalogues if not entry.file.readable and fold(entry.unit_name) == fold(unit))
    for path in (*unread, *(entry.file.path for entry in own)):
        refuse_faulty(region, path, "生成填报表")
    if not own:
        known = nearest_few(unit, dict.fromkeys(entry.catalogue.unit for entry in region.catalogues if entry.catalogue.unit), 5)
        raise GwcatError(f"“{region.region.name}”没有“{unit}”的目录。", hint=f"有目录的单位：{'、'.join(known) or '（无）'}。")
    wanted = set(map(fold, domains))
    missing = [name for name in domains if fold(name) not in {fold(entry.catalogue.domain) for entry in own}]
    if missing:
        there = "、".join(entry.catalogue.domain for entry in own)
        raise GwcatError(f"“{unit}”没有“{missing[0]}”领域的目录。", hint=f"它的领域：{there}。")
    return [entry for entry in own if not wanted or fold(entry.catalogue.domain) in wanted]


def _sheet(region: ResolvedRegion, library: Library, entry: CatalogueFile) -> FillSheet:
    catalogue = entry.catalogue
    form = fill_form(library.form(catalogue.form or region.region.form), catalogue.items)
    version = catalogue.version or region.region.version
    about = {
        "地区": region.region.folder,
        "文件": entry.file.path,
        "领域": catalogue.domain,
        "单位": catalogue.unit,
        "样表": form.form.name,
    }
    place = {**about, "地区": region.region.name, "单位": _full_name(region, catalogue.unit), "版本": version}
    title = fill(str(library.tree(*TEMPLATE)["标题"]), place, where="填报表的标题")
    above = region.adoptions[entry.file.path].region if entry.file.path in region.adoptions else ""
    return FillSheet(catalogue.domain, title, form, about, list(item_rows(catalogue, catalogue.items, form)), above)


def _full_name(region: ResolvedRegion, name: str) -> str:
    unit = region.region.unit(name)
    return (unit.full_name if unit else "") or name


def _words(library: Library, values: dict[str, Any]) -> Words:
    """The texts of the template, filled with the values of this workbook."""
    raw = library.tree(*TEMPLATE)
    try:
        origins = {**raw["来源"], "采用": partial(_origin, str(raw["来源"]["采用"]))}
        filled = {key: fill(str(raw[key]), values, where=f"填报表的“{key}”") for key in ("书名", "提示行")}
        lines = [fill(str(line), values, where="填报表的“说明”") for line in raw["说明"]]
        return {**raw, **filled, "说明": lines, "来源": origins}
    except (KeyError, TypeError) as error:
        hint = "请参照自带的 templates/collect/填报表.yaml 补上。"
        raise GwcatError(f"填报表的模板不完整：{error}。", place=str(library.path(*TEMPLATE)), hint=hint) from error


def _origin(template: str, region: str) -> str:
    return fill(template, {"地区": region}, where="填报表的“来源”")
