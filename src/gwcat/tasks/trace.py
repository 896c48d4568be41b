"""Trace a cell of a delivered workbook, document or page back to the place in the source that it came from.

The package is laid out again from the source of today; nothing is hidden in the delivered files for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gwcat.adopt.item import AdoptedItem, way
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import nearest_few
from gwcat.document.table import Table
from gwcat.filing.manifest import NAME, sha256
from gwcat.filing.plan import INTERNAL, Chapter, Plan, plan_package
from gwcat.filing.selection import Selection
from gwcat.filing.verify import read_manifest
from gwcat.forms.library import Library
from gwcat.forms.record import DERIVED
from gwcat.model.catalogue import ITEM_LEVELS, Item
from gwcat.model.finding import DataPath, Place
from gwcat.model.trace import Traced
from gwcat.render.areas import column_letters
from gwcat.render.workbook import SheetNames
from gwcat.source.loading import CatalogueFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.address import Address, read_address

_HEAD = ("领域", "单位")


def trace(workspace: Workspace, text: str) -> Traced:
    """Trace `file.xlsx!F12`, `file.xlsx!sheet!F12`, `file.docx!表1:R5C4` or `file.html!表1:R5C4`.

    Raises GwcatError for an address that names no cell of a package of this workspace.
    """
    address = read_address(text)
    package, content = _package_of(address.file)
    with without_collection():
        library = Library(workspace.root)
        region = Resolver(workspace).region(_folder(workspace, package, content))
        plan = plan_package(region, library, _selection(package, content))
    name, table = _table(plan, address.file.relative_to(package), address)
    row, column = address.row, address.column
    stale = _stale(package, content, region, workspace.root)
    body = row - 1 - table.header_rows
    below = table.notes if address.in_sheet else ()  # elsewhere they are paragraphs
    if column >= len(table.columns) or body >= len(table.rows) + len(below):
        last = column_letters(len(table.columns) - 1) if address.in_sheet else str(len(table.columns))
        raise GwcatError(f"“{name}”里没有 {address.label} 这一格。", hint=f"表格到 {last} 列为止。")
    cell = address.label
    if not 0 <= body < len(table.rows) or id(table) not in plan.chapters:
        return Traced(name, cell, _printed(table, row, column), "标题、表头、注释或索引", stale=stale)
    body = _head_of(table, body, column)
    entry, item = _items(plan.chapters[id(table)])[table.origins[body]]
    shown = library.form(table.form).columns[column]
    element = body - table.origins.index(table.origins[body]) if shown.per_row else None
    ways = tuple((key, tuple(_way(entry, item, key, shown.names, element))) for key in _keys(shown.names, entry, item))
    title = f"{item.identity} {item.name}".strip()
    header = table.columns[column].name
    return Traced(name, cell, table.rows[body][column], header, title, entry.catalogue.unit, ways, stale)


def _printed(table: Table, row: int, column: int) -> str:
    """The text of a cell that is no item's: of the title, the header, a note, the index."""
    body = row - 1 - table.header_rows
    if row == 0:
        return table.title
    if body >= len(table.rows):
        return table.notes[body - len(table.rows)]
    if body >= 0:
        return table.rows[body][column]
    covering = (
        cell.text
        for cell in table.header
        if cell.row <= row - 1 < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns
    )
    return next(covering, "")


def _package_of(file: Path) -> tuple[Path, dict[str, Any]]:
    """The package that a file belongs to, and its manifest."""
    for folder in file.parents:
        if (folder / NAME).is_file():
            return folder, read_manifest(folder)
    raise GwcatError(f"“{file}”不在备案材料的文件夹里。", hint="请指定 dist/<简称>/<版本>/ 下的文件。")


@contextmanager
def _complete(package: Path) -> Iterator[None]:
    """Refuse a manifest in which something is missing or of another kind."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise GwcatError("清单不完整，可能已被改动。", place=str(package / NAME), hint="请重新编译。") from error


def _folder(workspace: Workspace, package: Path, content: dict[str, Any]) -> str:
    """The folder of the region that a package is of; several regions may have one name."""
    with _complete(package):
        name = str(content["region"]["name"])
        sources = (str(path) for entry in content["files"] for path in entry["sources"])
        folder = next((path.split("/")[1] for path in sources), "")
    return folder if folder in workspace.region_folders else workspace.resolve(name)


def _selection(package: Path, content: dict[str, Any]) -> Selection:
    with _complete(package):
        part = content.get("partial") or {}
        return Selection(tuple(part.get("domains", ())), tuple(part.get("units", ())), str(content.get("form") or ""))


def _table(plan: Plan, file: Path, address: Address) -> tuple[str, Table]:
    """The table that an address names in a file of the package, with the name of its sheet."""
    path = file.with_suffix("").as_posix()
    book = next((book for book in plan.books if book.path == path), None)
    if book is None and path.startswith(f"{INTERNAL}/"):
        hint = "可以追查 public/ 里的目录；附件的内容写在 region.yaml 里。"
        raise GwcatError(f"“{file.as_posix()}”是附件或报告，不能追查。", hint=hint)
    if book is None:
        raise GwcatError(f"按现在的源文件编不出“{file.as_posix()}”。", hint="源文件可能改过；请重新编译后再追查。")
    names = SheetNames()
    sheets = {names.take(table.name): table for table in book.sheets}
    if address.number:
        if address.number > len(sheets):
            raise GwcatError(f"没有第 {address.number} 个表。", hint=f"“{file.name}”里有 {len(sheets)} 个表。")
        return list(sheets.items())[address.number - 1]
    sheet = address.table
    if not sheet and len(sheets) == 1:
        return next(iter(sheets.items()))
    if sheet not in sheets:
        known = "、".join(nearest_few(sheet, sheets, 5))
        what, sample = ("工作表", "文件.xlsx!工作表!单元格") if address.in_sheet else ("表", "文件.docx!表1:R5C4")
        words = f"没有“{sheet}”这个{what}。" if sheet else f"这个文件有几个{what}。"
        raise GwcatError(words, hint=f"请写成 {sample}；{what}有：{known}。")
    return sheet, sheets[sheet]


def _head_of(table: Table, row: int, column: int) -> int:
    """The row in which the text of a cell stands: for a covered cell that of its block."""
    for merge in table.merges:
        if merge.first_row <= row <= merge.last_row and merge.first_column <= column <= merge.last_column:
            return merge.first_row
    return row


def _items(chapter: Chapter) -> list[tuple[CatalogueFile, Item]]:
    return [(entry, item) for entry in chapter.entries for item in entry.catalogue.items]


def _keys(names: frozenset[str], entry: CatalogueFile, item: Item) -> list[str]:
    """The keys of the source that a column shows of an item, or of the head of its file."""
    found = []
    for name in sorted({DERIVED.get(name, name) for name in names}):
        if name == "名称" and "名称" not in item.raw:
            found.append(next((key for key in reversed(ITEM_LEVELS) if key in item.raw), name))
        elif name in item.raw or (name in _HEAD and name in entry.file.tree):
            found.append(name)
    return list(dict.fromkeys(found))


def _way(entry: CatalogueFile, item: Item, key: str, names: frozenset[str], element: int | None) -> Iterator[tuple[str, Place]]:
    """The steps of a value; of 公开内容 in a row of its own, the last leads to that element."""
    if key not in item.raw:
        yield "写在", entry.file.place((key,))
        return
    steps = list(way(entry, item, key))
    if key == "公开内容" and element is not None and (inside := _inside(item.raw[key], names, element)):
        last = max(n for n, (words, _) in enumerate(steps) if words != "采用于")
        path = (key, *inside)
        steps[last] = steps[last][0], item.written(*path) if isinstance(item, AdoptedItem) else entry.file.place(item.at(*path))
    yield from steps


def _inside(written: object, names: frozenset[str], element: int) -> DataPath:
    """Where the element of a row stands in 公开内容."""
    entries = [n for n, value in enumerate(written) if value] if isinstance(written, list) else []
    if not isinstance(written, list) or element >= len(entries):
        return ()
    at = entries[element]
    value, part = written[at], "标准" if "标准" in names else "要素"
    return (at, part) if isinstance(value, dict) and part in value else (at,)


def _stale(package: Path, content: dict[str, Any], region: ResolvedRegion, root: Path) -> bool:
    """Whether a source is not what it was; a file that went away meanwhile is no longer among the region's."""
    with _complete(package):
        then = {str(entry["path"]): str(entry["sha256"]) for entry in content.get("sources", ())}
    now = {file.path: sha256((root / file.path).read_bytes()) for file in region.all_files if file.readable}
    return then != now
