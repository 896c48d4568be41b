"""The header of a table: where it begins and ends, and which words stand above each column, group titles first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from gwcat.base.names import fold
from gwcat.intake.grid import Grid
from gwcat.language.column import Heading, heading, is_group, nearly

_LONGEST = 60  # characters of a heading
_MOST_ROWS = 3
_LEAST = 3


@dataclass(slots=True)
class Column:
    """A column of a catalogue: the columns of the grid that it takes, the words above it, what they may mean."""

    first: int
    last: int
    path: tuple[str, ...]
    heading: Heading | None

    @property
    def words(self) -> str:
        """The words above it in one line."""
        return "/".join(map(fold, self.path))


@dataclass(slots=True)
class Header:
    """Rows `top` to `bottom` (exclusive) of a grid, and its columns from left to right."""

    top: int
    bottom: int
    columns: list[Column]
    signs: frozenset[str] = field(default_factory=frozenset)  # the folded words of its cells


def hits(cells: Sequence[str]) -> tuple[int, int]:
    """How many cells of a row are headings, and how many hold something."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    return sum(1 for cell in filled if _is_heading(cell)), len(filled)


def _is_heading(cell: str) -> bool:
    return len(cell) <= _LONGEST and _is_known(cell)


@lru_cache(maxsize=8192)
def _is_known(cell: str) -> bool:
    return heading(cell) is not None or is_group(cell)


def may_be_header(cells: Sequence[str]) -> bool:
    """A quick look: whether one of the first two texts of a row is a heading."""
    seen = 0
    for cell in cells:
        if cell and not cell.isspace():
            if _is_heading(cell):
                return True
            seen += 1
            if seen == 2:
                return False
    return False


def find_header(grid: Grid, start: int) -> Header | None:
    """The next header at or below a row."""
    for number in range(start, len(grid.rows)):
        cells = grid.rows[number]
        if not may_be_header(cells):
            continue
        known, filled = hits(cells)
        if known >= _LEAST and known * 2 >= filled:
            return _header(grid, number, start)
        if known == 2 and filled <= 4 and number + 1 < len(grid.rows):
            below, others = hits(grid.rows[number + 1])
            if below >= _LEAST - 1 and below * 2 >= others:
                return _header(grid, number, start)
    return None


def _header(grid: Grid, row: int, start: int) -> Header:
    top = row
    while top > start and row - top < _MOST_ROWS - 1 and _above(grid, top - 1):
        top -= 1
    bottom = row + 1
    reach = max((area.bottom + 1 for area in grid.merges if top <= area.top < bottom), default=bottom)
    while bottom < len(grid.rows) and bottom - top < _MOST_ROWS:
        known, filled = hits(grid.rows[bottom])
        more = known * 5 >= filled * 3 and not _same(grid.rows[bottom], grid.rows[row]) if filled else bottom < reach
        if not more:
            break
        bottom += 1
    rows = _filled(grid, top, bottom)
    signs = frozenset(fold(cell) for cells in grid.rows[top:bottom] for cell in cells if cell and not cell.isspace())
    return Header(top, bottom, _columns(grid, rows, top, bottom), signs)


def _same(cells: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows say the same: a header printed twice."""
    return [fold(cell) for cell in cells] == [fold(cell) for cell in others]


def _above(grid: Grid, number: int) -> bool:
    """Whether the row above a header belongs to it: several cells, at least one a heading."""
    known, filled = hits(grid.rows[number])
    return filled >= 2 and known >= 1 and known * 2 >= filled


def _filled(grid: Grid, top: int, bottom: int) -> list[list[str]]:
    """The rows of a header with the text of each block in all its cells."""
    rows = [list(cells) for cells in grid.rows[top:bottom]]
    for area in grid.merges:
        if area.top < bottom and area.bottom >= top and area.top >= top:
            text = grid.rows[area.top][area.left]
            for row in range(area.top, min(area.bottom + 1, bottom)):
                for column in range(area.left, min(area.right + 1, len(rows[row - top]))):
                    rows[row - top][column] = text
    for upper, lower in pairwise(rows):
        _spread(upper, lower)
    return rows


def _spread(upper: list[str], lower: list[str]) -> None:
    """Group titles over the columns right of them that have no title, where blocks were lost."""
    for number in range(1, len(upper)):
        if not upper[number].strip() and lower[number].strip() and is_group(upper[number - 1]):
            upper[number] = upper[number - 1]


def _columns(grid: Grid, rows: Sequence[Sequence[str]], top: int, bottom: int) -> list[Column]:
    """Columns by the cells of the lowest row; a cell over several columns of the grid is one column."""
    starts = {number: number for number in range(len(rows[-1]))}
    for area in grid.merges:
        if top <= area.top < bottom and area.bottom >= bottom - 1 and area.right > area.left:
            starts.update(dict.fromkeys(range(area.left, area.right + 1), area.left))
    found: list[Column] = []
    for number in range(len(rows[-1])):
        if starts[number] != number and found and found[-1].first == starts[number]:
            found[-1].last = number
            continue
        path = tuple(dict.fromkeys(text for text in (row[number].strip() for row in rows) if text))
        found.append(Column(number, number, path, _meaning(path)))
    return found


def _meaning(path: tuple[str, ...]) -> Heading | None:
    """What the words above a column mean: the lowest ones below their group, or a group's title and one of its columns in one."""
    if not path:
        return None
    group = "/".join(path[:-1])
    found = heading(path[-1], group)
    if found is None and len(path) > 1:
        found = heading("".join(path)) or (heading(path[-2]) if not is_group(path[-2]) else None)
    return found or nearly(path[-1])
