"""Cells that are named one by one, with spans: grids to be filled in, and the signature rows below a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gwcat.document.table import HeaderCell, Merge
from gwcat.forms.faults import Faults

Cells = tuple[HeaderCell, ...]
"""Cells with the places that they take, rows and columns from 0."""


def read_grid(value: object, what: str, columns: int, fault: Faults) -> tuple[Cells, int]:
    """The cells of a grid's YAML and how many rows they take.

    A row lists its cells from left to right: a text, or {文字, 列, 行} for one that spans. Cells that reach down are left
    out in the rows below. Rows that leave a gap or do not fit are refused.
    """
    rows = fault.entries(value, what)
    taken: set[tuple[int, int]] = set()
    cells: list[HeaderCell] = []
    for number, row in enumerate(rows):
        column = 0
        for entry in fault.entries(row, f"{what}第 {number + 1} 行"):
            while (number, column) in taken:
                column += 1
            cell = _cell(entry, what, number, column, fault)
            places = {(number + down, column + across) for down in range(cell.rows) for across in range(cell.columns)}
            if places & taken or column + cell.columns > columns or number + cell.rows > len(rows):
                fault.stop(
                    f"“{what}”第 {number + 1} 行的“{cell.text}”放不下", f"一共 {columns} 列、{len(rows)} 行，请改它的列或行。"
                )
            taken |= places
            cells.append(cell)
        if missing := columns - sum((number, place) in taken for place in range(columns)):
            fault.stop(f"“{what}”第 {number + 1} 行少了 {missing} 列", '请补上单元格，空的写成 ""，跨列的写 {文字: …, 列: 2}。')
    return tuple(cells), len(rows)


def _cell(entry: object, what: str, row: int, column: int, fault: Faults) -> HeaderCell:
    if isinstance(entry, str):
        return HeaderCell(entry, row, column)
    raw = fault.mapping(entry, what, ("文字", "列", "行"))
    text = fault.text(raw.get("文字", ""), f"{what}的文字")
    return HeaderCell(text, row, column, fault.whole(raw.get("行", "1"), "行", 1), fault.whole(raw.get("列", "1"), "列", 1))


def grid_rows(
    cells: Iterable[HeaderCell], count: int, columns: int, fill: Callable[[str], str], first: int = 0
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """Rows and merges of a grid with its texts filled; `first` is the row at which it begins in a table."""
    grid = [[""] * columns for _ in range(count)]
    merges = []
    for cell in cells:
        grid[cell.row][cell.column] = fill(cell.text)
        if cell.rows > 1 or cell.columns > 1:
            last = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            merges.append(Merge(first + cell.row, cell.column, first + last[0], last[1]))
    return [tuple(row) for row in grid], merges
