"""Trace a cell of a delivered workbook back to the place in the source that it came from.

The package is laid out again from the source of today; nothing is hidden in the delivered files for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gwcat.adopt.item import way
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import nearest_few
from gwcat.document.table import Table
from gwcat.filing.manifest import NAME, sha256
from gwcat.filing.plan import Chapter, Plan, plan_package
from gwcat.filing.selection import Selection
from gwcat.filing.verify import read_manifest
from gwcat.forms.library import Library
from gwcat.forms.record import DERIVED
from gwcat.model.catalogue import ITEM_LEVELS, Item
from gwcat.model.trace import Traced
from gwcat.render.workbook import SheetNames
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def trace(workspace: Workspace, address: str) -> Traced:
    """Trace `file.xlsx!F12` or `file.xlsx!sheet!F12`.

    Raises GwcatError for an address that names no cell of a package of this workspace.
    """
    file, sheet, row, column = _parsed(address)
    package, content = _package_of(file)
    with without_collection():
        region = Resolver(workspace).region(workspace.resolve(str(content["region"]["name"])))
        plan = plan_package(region, Library(workspace.root), _selection(content))
    name, table = _table(plan, file.relative_to(package).with_suffix("").as_posix(), sheet)
    cell = f"{_letters(column)}{row + 1}"
    stale = _stale(content, region)
    body = row - 1 - table.header_rows
    if column >= len(table.columns) or body >= len(table.rows) + len(table.notes):
        raise GwcatError(f"“{name}”里没有 {cell} 这一格。", hint=f"表格到 {_letters(len(table.columns) - 1)} 列为止。")
    header = table.columns[column].name
    if not 0 <= body < len(table.rows) or id(table) not in plan.chapters:
        text = table.title if row == 0 else table.notes[body - len(table.rows)] if body >= len(table.rows) else header
        return Traced(name, cell, text, "标题、表头、注释或索引", stale=stale)
    body = _head_of(table, body, column)
    entry, item = _items(plan.chapters[id(table)])[table.origins[body]]
    keys = _keys(Library(workspace.root).form(table.form).columns[column].names, item)
    ways = tuple((key, tuple(way(entry, item, key))) for key in keys)
    title = f"{item.identity} {item.name}".strip()
    return Traced(name, cell, table.rows[body][column], header, title, entry.catalogue.unit, ways, stale)


def _parsed(address: str) -> tuple[Path, str, int, int]:
    file, *rest = address.split("!")
    found = _CELL.fullmatch(rest[-1].strip()) if rest else None
    if found is None or len(rest) > 2:
        raise GwcatError(f"看不懂“{address}”。", hint="请写成 文件.xlsx!F12，或者 文件.xlsx!工作表!F12。")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        raise GwcatError(f"“{file}”不是 XLSX 文件。", hint="目前追查 XLSX 的单元格；同名的 DOCX 内容与它相同。")
    if not path.is_file():
        raise GwcatError(f"没有“{file}”这个文件。", hint="请检查路径；地址里有 ! 时，整个地址要加单引号。")
    return path.resolve(), rest[0].strip("'") if len(rest) == 2 else "", int(found[2]) - 1, column - 1


def _letters(column: int) -> str:
    from gwcat.render.areas import column_letters

    return column_letters(column)


def _package_of(file: Path) -> tuple[Path, dict[str, Any]]:
    """The package that a file belongs to, and its manifest."""
    for folder in file.parents:
        if (folder / NAME).is_file():
            return folder, read_manifest(folder)
    raise GwcatError(f"“{file}”不在备案材料的文件夹里。", hint="请指定 dist/<简称>/<版本>/ 下的文件。")


def _selection(content: dict[str, Any]) -> Selection:
    part = content.get("partial") or {}
    return Selection(tuple(part.get("domains", ())), tuple(part.get("units", ())), str(content.get("form") or ""))


def _table(plan: Plan, path: str, sheet: str) -> tuple[str, Table]:
    """The table on a sheet of the book at `path`, with the sheet's name."""
    book = next((book for book in plan.books if book.path == path), None)
    if book is None:
        raise GwcatError(f"按现在的源文件编不出“{path}.xlsx”。", hint="源文件可能改过；请重新编译后再追查。")
    names = SheetNames()
    sheets = {names.take(table.name): table for table in book.sheets}
    if not sheet and len(sheets) == 1:
        return next(iter(sheets.items()))
    if sheet not in sheets:
        known = "、".join(nearest_few(sheet, sheets, 5))
        words = f"没有“{sheet}”这个工作表。" if sheet else "这个文件有几个工作表。"
        raise GwcatError(words, hint=f"请写成 文件.xlsx!工作表!单元格；工作表有：{known}。")
    return sheet, sheets[sheet]


def _head_of(table: Table, row: int, column: int) -> int:
    """The row in which the text of a cell stands: for a covered cell that of its block."""
    for merge in table.merges:
        if merge.first_row <= row <= merge.last_row and merge.first_column <= column <= merge.last_column:
            return merge.first_row
    return row


def _items(chapter: Chapter) -> list[tuple[CatalogueFile, Item]]:
    return [(entry, item) for entry in chapter.entries for item in entry.catalogue.items]


def _keys(names: frozenset[str], item: Item) -> Iterator[str]:
    """The keys of the source that a column shows of an item."""
    for name in sorted({DERIVED.get(name, name) for name in names}):
        if name == "名称" and "名称" not in item.raw:
            yield next((key for key in reversed(ITEM_LEVELS) if key in item.raw), name)
        elif name in item.raw:
            yield name


def _stale(content: dict[str, Any], region: ResolvedRegion) -> bool:
    then = {entry["path"]: entry["sha256"] for entry in content.get("sources", ())}
    now = {file.path: sha256(file.text.encode("utf-8", "surrogatepass")) for file in region.all_files if file.readable}
    return then.keys() != now.keys() or any(then[path] != digest for path, digest in now.items())
