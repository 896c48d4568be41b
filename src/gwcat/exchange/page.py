"""One sheet to fill in, written into a worksheet: header, rows, sizes, protection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gwcat.exchange import look
from gwcat.exchange.guides import Words
from gwcat.exchange.sheet import DELETED, HEADER, NUMBER, ORIGIN, REASON, FillSheet, Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BLANK_ROWS = 20
_CODES, _TITLE, _HINT = 1, 2, 3
_HIDDEN = 2  # columns
_RISKY = tuple("=+-@")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ALLOWED = ("formatCells", "formatColumns", "formatRows", "insertRows", "autoFilter")
_NAMES = ("名称", "一级事项", "二级事项")


class Page:
    """The sheet being written. Its rows of items begin at `first`; the last empty one for new items is `last`."""

    def __init__(self, page: Worksheet, sheet: FillSheet, words: Words) -> None:
        self.page, self._sheet, self._words = page, sheet, words
        self.first = sheet.first
        self.last = self.first + len(sheet.rows) + BLANK_ROWS - 1
        self._widths = [look.chars(column.width) for column in sheet.columns]

    def write(self) -> None:
        """All of it, but for the guides."""
        self._head()
        blank = Row(("",) * len(self._sheet.form.columns))
        for number, row in enumerate((*self._sheet.rows, *[blank] * BLANK_ROWS), self.first):
            self._row(number, row)
        self._merge()
        self._sizes()
        self._protect()
        paper(self.page, landscape=True)
        self.page.print_title_rows = f"{_TITLE}:{self.first - 1}"

    def _head(self) -> None:
        codes = [self._sheet.mark, *(column.code for column in self._sheet.columns[1:])]
        for number, code in enumerate(codes, 1):
            put(self.page.cell(_CODES, number), code)
        title, hint = self.page.cell(_TITLE, _HIDDEN + 1), self.page.cell(_HINT, _HIDDEN + 1)
        put(title, self._sheet.title)
        put(hint, self._words["提示行"])
        title.font, hint.font = look.font(name=look.TITLE_FONT, size=16), look.font()
        for top, left, rows, columns, text in self._header():
            put(self.page.cell(top, left), text)
            for row in range(top, top + rows):
                for column in range(left, left + columns):
                    styled(self.page.cell(row, column), look.HEADER, centred=True, bold=True)
            if rows * columns > 1:
                self.page.merge_cells(start_row=top, start_column=left, end_row=top + rows - 1, end_column=left + columns - 1)

    def _header(self) -> Iterator[tuple[int, int, int, int, str]]:
        """The cells of the header: row, column, extent, text."""
        names = {DELETED: "取消", REASON: "理由", ORIGIN: "来源", NUMBER: "编号"}
        for number, column in enumerate(self._sheet.columns, 1):
            if column.code in names:
                yield HEADER, number, self._sheet.form.header_rows, 1, self._words["列"][names[column.code]]
        for cell in self._sheet.form.header:
            yield HEADER + cell.row, self._sheet.front + 1 + cell.column, cell.rows, cell.columns, cell.text

    def _row(self, number: int, row: Row) -> None:
        colour = look.NEW if row.new else look.ADOPTED if row.adopted else look.OWN
        origins = self._words["来源"]
        origin = origins["新增"] if row.new else origins["采用"](self._sheet.above) if row.adopted else origins["自有"]
        reason = (row.reason,) if self._sheet.above else ()
        texts = (row.identity, row.issued, "", *row.cells, *reason, origin, row.identity)
        for place, (text, column) in enumerate(zip(texts, self._sheet.columns, strict=True), 1):
            cell = self.page.cell(number, place)
            if row.first or place == 1 or not column.shared:
                put(cell, text)
            styled(cell, colour if column.open else look.LOCKED, centred=column.centred, locked=not column.open)

    def _merge(self) -> None:
        """One cell for all rows of an item, where it has several."""
        for start, end in self._blocks():
            if end > start:
                for number, column in enumerate(self._sheet.columns, 1):
                    if column.shared and number > _HIDDEN:
                        self.page.merge_cells(start_row=start, start_column=number, end_row=end, end_column=number)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """The first and last row of every item."""
        start = self.first
        for number, row in enumerate(self._sheet.rows, self.first):
            start = number if row.first else start
            if row.last:
                yield start, number

    def _sizes(self) -> None:
        heights = self.page.row_dimensions
        heights[_CODES].hidden = True
        heights[_TITLE].height, heights[_HINT].height = 30, 18
        for number, width in enumerate(self._widths, 1):
            dimension = self.page.column_dimensions[self.page.cell(1, number).column_letter]
            dimension.width, dimension.hidden = width, number <= _HIDDEN
        for row in range(self._sheet.form.header_rows):
            narrow = [
                (cell.text, self._widths[self._sheet.front + cell.column])
                for cell in self._sheet.form.header
                if cell.row == row and cell.rows == cell.columns == 1
            ]
            heights[HEADER + row].height = look.height(narrow, 24)
        for start, end in self._blocks():
            whole = look.height([*self._texts(start, shared=True)])
            for number in range(start, end + 1):
                heights[number].height = max(look.height([*self._texts(number, shared=False)]), whole / (end - start + 1))
        for number in range(self.first + len(self._sheet.rows), self.last + 1):
            heights[number].height = 24
        self.page.freeze_panes = self.page.cell(self.first, self._frozen() + 1)

    def _texts(self, number: int, *, shared: bool) -> Iterator[tuple[str, float]]:
        """The texts of a row with the widths of their columns; those that an item has once, or those of each row."""
        cells = self._sheet.rows[number - self.first].cells
        columns = self._sheet.columns[self._sheet.front : self._sheet.front + len(cells)]
        widths = self._widths[self._sheet.front :]
        yield from ((text, wide) for text, wide, column in zip(cells, widths, columns, strict=False) if column.shared == shared)

    def _frozen(self) -> int:
        """How many columns stay in sight: up to those that name the item."""
        names = [number for number, column in enumerate(self._sheet.columns, 1) if column.code in _NAMES]
        return max((number for number in names if number < self._sheet.front + 6), default=self._sheet.front)

    def _protect(self) -> None:
        """Headers and numbers are not written in by mistake; what is no writing stays allowed."""
        self.page.protection.sheet = True
        for allowed in _ALLOWED:
            setattr(self.page.protection, allowed, False)


def put(cell: Any, text: str) -> None:
    """A text into a cell, as a text whatever it begins with."""
    if text:
        cell.value = _ODD.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_RISKY)


def styled(cell: Any, colour: str, *, centred: bool, bold: bool = False, locked: bool = True) -> None:
    """The look of a cell; all are texts, so that no number or date is made of what is written."""
    cell.fill, cell.border, cell.font = look.fill(colour), look.border(), look.font(bold=bold)
    cell.alignment, cell.number_format, cell.protection = look.align(centred=centred), "@", look.lock(locked=locked)


def paper(page: Worksheet, *, landscape: bool) -> None:
    """On A3 sheets as wide as the table, or on A4."""
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = 8 if landscape else 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
