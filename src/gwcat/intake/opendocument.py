"""ODS as grids, read from its content part: spans, repetitions cut off where nothing stands, hidden rows and columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from gwcat.intake.grid import Area, Grid, Note
from gwcat.intake.guard import CELL_LIMIT, Source, damaged, part, too_far
from gwcat.intake.workbook import tidy_merges
from gwcat.intake.xml import parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ASIDE = (f"{_OFFICE}annotation",)


def read_ods(source: Source, document: str) -> list[Grid]:
    """Every visible sheet that holds something."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            root = parse_xml(part(archive, "content.xml"), source.place)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise damaged(source.place) from error
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(node.get(f"{_TABLE}display") == "false" for node in style.iter(f"{_STYLE}table-properties"))
    }
    return [grid for table in root.iter(f"{_TABLE}table") for grid in _grids(table, hidden, source.place, document)]


def _grids(table: Any, hidden: set[Any], place: str, document: str) -> Iterator[Grid]:
    name = table.get(f"{_TABLE}name", "")
    if table.get(f"{_TABLE}style-name") in hidden:
        if any(True for _ in table.iter(f"{_TEXT}p")):
            yield Grid(document, name, [], notes=[Note("存疑", -1, -1, "工作表是隐藏的，没有读；要读请先取消隐藏。")])
        return
    yield _Reader(Grid(document, name, []), place).read(table)


class _Reader:
    def __init__(self, grid: Grid, place: str) -> None:
        self._grid, self._place = grid, place
        self._empty = 0  # rows without anything since the last one with something

    def read(self, table: Any) -> Grid:
        grid = self._grid
        grid.hidden_columns = frozenset(self._hidden_columns(table))
        hidden = []
        for row in table.iter(f"{_TABLE}table-row"):
            times = _count(row, f"{_TABLE}number-rows-repeated")
            cells, spans = self._cells(row)
            if not any(cells):
                self._empty += times
                continue
            grid.rows += [[] for _ in range(self._empty)]
            self._empty = 0
            if (len(grid.rows) + times) * max(len(cells), 1) > CELL_LIMIT:
                raise too_far(self._place, grid.name, len(grid.rows) + times, len(cells))
            for _ in range(times):
                number = len(grid.rows)
                grid.merges += [Area(number, left, number + down, left + right) for left, down, right in spans]
                if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    hidden.append(number)
                grid.rows.append(list(cells))
        width = grid.width
        if width * len(grid.rows) > CELL_LIMIT:
            raise too_far(self._place, grid.name, len(grid.rows), width)
        for cells in grid.rows:
            cells += [""] * (width - len(cells))
        grid.hidden_rows = frozenset(hidden)
        tidy_merges(grid)
        return grid

    def _cells(self, row: Any) -> tuple[list[str], list[tuple[int, int, int]]]:
        """The texts of a row up to the last one, and its blocks: column, further rows, further columns."""
        cells: list[str] = []
        spans: list[tuple[int, int, int]] = []
        blank = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _count(cell, f"{_TABLE}number-columns-repeated")
            down = _count(cell, f"{_TABLE}number-rows-spanned") - 1
            right = _count(cell, f"{_TABLE}number-columns-spanned") - 1
            text = "\n".join(_words(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p"))
            if not text and not (down or right):
                blank += times
                continue
            if len(cells) + blank + times > CELL_LIMIT:
                raise too_far(self._place, self._grid.name, 1, len(cells) + blank + times)
            cells += [""] * blank
            if down or right:
                spans.append((len(cells), down, right))
            cells += [text] * times
            blank = 0
        return cells, spans

    def _hidden_columns(self, table: Any) -> Iterator[int]:
        at = 0
        for column in table.iter(f"{_TABLE}table-column"):
            times = min(_count(column, f"{_TABLE}number-columns-repeated"), 1000)
            if column.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                yield from range(at, at + times)
            at += times


def _count(node: Any, key: str) -> int:
    value = node.get(key, "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 9 else 1


def _words(node: Any) -> str:
    """The text of a paragraph: blanks and breaks as signs."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_count(child, f"{_TEXT}c"), 200))
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag not in _ASIDE and isinstance(child.tag, str):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
