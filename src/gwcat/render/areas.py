"""Where things stand on a sheet: letters of columns, the rows of each part, merged areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gwcat.document.table import Table


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Column 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def header_row(table: Table) -> int:
    """The first row of the header, or of the body if there is no header."""
    return 2 + len(table.mark) + len(table.intro)


def body_row(table: Table) -> int:
    """The first row of the body."""
    return header_row(table) + table.header_rows


def merged_areas(table: Table, letters: Sequence[str]) -> Iterator[str]:
    """The merged areas of a sheet: title, header, body, notes."""
    first_header, first_body = header_row(table), body_row(table)
    first_note = first_body + len(table.rows)
    last = len(letters) - 1
    areas = [_area(letters, n, 0, n, last) for n in range(1, first_header)]
    areas += [
        _area(letters, c.row + first_header, c.column, c.row + c.rows + first_header - 1, c.column + c.columns - 1)
        for c in table.header
    ]
    areas += [
        _area(letters, m.first_row + first_body, m.first_column, m.last_row + first_body, m.last_column) for m in table.merges
    ]
    areas += [_area(letters, n, 0, n, last) for n in range(first_note, first_note + len(table.notes) + len(table.closing))]
    yield from (area for area in areas if not _single(area))


def _area(letters: Sequence[str], first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    return f"{letters[first_column]}{first_row}:{letters[last_column]}{last_row}"


def _single(area: str) -> bool:
    first, last = area.split(":")
    return first == last
