"""Row heights of a sheet: neither format nor reader works them out for merged cells, so they are computed here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, inf

from gwcat.base.width import print_width
from gwcat.document.page import MM_PER_POINT
from gwcat.document.table import Merge, Table

LINE = 1.4  # line pitch in font sizes; Chinese typefaces need between 1.15 and 1.45
PADDING = 4.0  # points above and below the text together
CELL_MARGIN = 1.6  # mm left and right of the text together
MOST = 409.0  # the highest row that Excel shows
_SURE = 0.75  # of a page: brackets that may not end a line and wider typefaces make real lines more than estimated


def capacity(width: float, size: float) -> int:
    """Half-width characters that fit on one line of a cell `width` mm wide at `size` points; at least two."""
    return max(2, int((width - CELL_MARGIN) / (size * MM_PER_POINT / 2)))


@lru_cache(maxsize=16384)
def line_count(text: str, room: int) -> int:
    """Lines that a text takes in cells of `room` half-width characters.

    A full-width character does not break in the middle, so a line of odd width holds one half-width unit less.
    """
    count = 0
    even = room - room % 2
    for line in text.split("\n"):
        width = print_width(line)
        count += 1 if width <= room else ceil(width / (room if line.isascii() else even))
    return count


def text_height(text: str, width: float, size: float) -> float:
    """Points that a text needs in a cell `width` mm wide."""
    return line_count(text, capacity(width, size)) * size * LINE + PADDING


def row_heights(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge], widths: Sequence[float], sizes: Sequence[float], most: float = inf
) -> list[float]:
    """The height of each row in points, at most `most`, so that every cell shows its whole text.

    A cell merged over several rows counts against their sum: what is missing is added to them in equal parts, as far as
    they have room.
    """
    rooms = [capacity(width, size) for width, size in zip(widths, sizes, strict=True)]
    pitches = [size * LINE for size in sizes]
    merged: dict[int, list[int]] = {}
    for merge in merges:
        merged.setdefault(merge.first_row, []).append(merge.first_column)
    heights: list[float] = []
    for number, row in enumerate(rows):
        skip = merged.get(number, ())
        need = max(
            (
                line_count(cell, room) * pitch
                for column, (cell, room, pitch) in enumerate(zip(row, rooms, pitches, strict=True))
                if cell and column not in skip
            ),
            default=0.0,
        )
        heights.append(min(ceil((max(need, min(pitches)) + PADDING) * 4) / 4, most))
    for merge in sorted(merges, key=lambda merge: merge.last_row - merge.first_row):
        text = rows[merge.first_row][merge.first_column]
        width = sum(widths[merge.first_column : merge.last_column + 1])
        need = text_height(text, width, sizes[merge.first_column])
        _stretch(heights, range(merge.first_row, merge.last_row + 1), need, most)
    return heights


def overlong_rows(table: Table, widths: Sequence[float]) -> frozenset[int]:
    """Rows that may not fit on a page below the header: they have to break, or a reader would cut off what is too much.

    `widths` are those of the printed columns in mm. A text that is merged over several rows counts for each of them.
    """
    page = table.page
    room = (page.height - page.top - page.bottom) / MM_PER_POINT - sum(header_heights(table, widths))
    sizes = [column.style.size for column in table.columns]
    lines = [max(1, int(_SURE * room / (size * LINE))) for size in sizes]
    rooms = [capacity(width, size) for width, size in zip(widths, sizes, strict=True)]
    fewest = min(lines, default=0)  # no shorter text takes as many lines
    found = {
        (number, column)
        for number, row in enumerate(table.rows)
        if max(map(len, row), default=0) > fewest
        for column, text in enumerate(row)
        if len(text) > fewest and line_count(text, rooms[column]) > lines[column]
    }
    merged = [merge for merge in table.merges if (merge.first_row, merge.first_column) in found]
    inside = (range(merge.first_row, merge.last_row + 1) for merge in merged)
    return frozenset({number for number, _ in found}.union(*inside))


def header_heights(table: Table, widths: Sequence[float]) -> list[float]:
    """The height of each header row in points; what a cell over several rows lacks is added to them in equal parts."""
    heights = [0.0] * table.header_rows
    needs = [
        (cell, text_height(cell.text, sum(widths[cell.column : cell.column + cell.columns]), table.header_style.size))
        for cell in table.header
    ]
    for cell, need in needs:
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], need)
    for cell, need in needs:
        rows = range(cell.row, cell.row + cell.rows)
        missing = need - sum(heights[row] for row in rows)
        if missing > 0:
            for row in rows:
                heights[row] += missing / cell.rows
    return heights


def _stretch(heights: list[float], span: range, need: float, most: float) -> None:
    """Make the rows of a block high enough together, as far as they have room."""
    while (missing := need - sum(heights[row] for row in span)) > 0.01:
        growing = [row for row in span if heights[row] < most]
        if not growing:
            return
        for row in growing:
            heights[row] = min(ceil((heights[row] + missing / len(growing)) * 4) / 4, most)
