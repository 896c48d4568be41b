"""Workbooks as grids: XLSX and XLS through calamine, and what calamine does not say of an XLSX from its parts."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gwcat.intake.grid import Area, Grid, Note
from gwcat.intake.guard import CELL_LIMIT, Source, damaged, locked, too_far, too_many
from gwcat.intake.sheetparts import SheetFacts, sheet_facts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def read_workbook(source: Source, document: str) -> list[Grid]:
    """Every visible sheet that holds something. Raises GwcatError for what is damaged, locked or far too large."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    facts = sheet_facts(source, CELL_LIMIT) if source.kind == "xlsx" else {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        return list(_grids(book, facts, source, document))
    except PasswordError as error:
        raise locked(source.place) from error
    except BaseException as error:
        # What the reader itself did not foresee ends in a class of its own, which is no Exception.
        if isinstance(error, CalamineError | ValueError | OSError) or type(error).__name__ == "PanicException":
            raise damaged(source.place) from error
        raise


def _grids(book: CalamineWorkbook, facts: dict[str, SheetFacts], source: Source, document: str) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    cells = 0
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            yield Grid(document, about.name, [], notes=[Note("未识别", -1, -1, "这一页不是表格（图表或宏），没有读。")])
            continue
        sheet = book.get_sheet_by_index(number)
        if about.visible is not SheetVisibleEnum.Visible:
            if sheet.height:
                yield Grid(document, about.name, [], notes=[Note("存疑", -1, -1, "工作表是隐藏的，没有读；要读请先取消隐藏。")])
            continue
        if sheet.total_height * sheet.total_width > CELL_LIMIT:
            raise too_far(source.place, about.name, sheet.total_height, sheet.total_width)
        cells += sheet.total_height * sheet.total_width
        if cells > CELL_LIMIT:
            raise too_many(source.place, CELL_LIMIT)
        yield _grid(sheet, facts.get(about.name, SheetFacts()), document)


def _grid(sheet: CalamineSheet, facts: SheetFacts, document: str) -> Grid:
    """Every cell as text; covered cells emptied, with a note of what stood there."""
    values = sheet.to_python(skip_empty_area=False)
    rows = [[value if type(value) is str else _text(value) for value in row] for row in values]
    notes = [
        Note("整理", r, c, "日期单元格按“年月日”写出。", rows[r][c])
        for r, row in enumerate(values)
        for c, value in enumerate(row)
        if type(value) is not str and isinstance(value, datetime.date | datetime.time)
    ]
    notes += facts.notes_for(rows)
    merges = [Area(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    grid = Grid(
        document, sheet.name, rows, merges, notes=notes, hidden_rows=facts.hidden_rows, hidden_columns=facts.hidden_columns
    )
    tidy_merges(grid)
    return grid


def tidy_merges(grid: Grid) -> None:
    """Keep the blocks that lie in the grid, in order; empty the cells that they cover, telling what stood there."""
    kept = []
    height, width = len(grid.rows), grid.width
    for area in sorted(grid.merges):
        if area.top >= height or area.left >= width:
            continue
        bottom, right = min(area.bottom, height - 1), min(area.right, width - 1)
        kept.append(Area(area.top, area.left, bottom, right))
        for row in range(area.top, bottom + 1):
            cells = grid.rows[row]
            for column in range(area.left, min(right + 1, len(cells))):
                if cells[column] and (row, column) != (area.top, area.left):
                    if cells[column].strip() and cells[column] != grid.rows[area.top][area.left]:
                        grid.notes.append(Note("存疑", row, column, "被合并单元格盖住的文字，没有读入。", cells[column]))
                    cells[column] = ""
    grid.merges = kept


def _text(value: object) -> str:
    """A cell as a person reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        clock = f" {value:%H:%M}" if value.hour or value.minute else ""
        return f"{value.year}年{value.month}月{value.day}日{clock}"
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)
