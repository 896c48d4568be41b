"""Flat tables: one line for each row, merged values on every row that they cover."""

from __future__ import annotations

import csv
import io

from gwcat.document.table import Book, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(book: Book, *, bom: bool = False) -> bytes:
    """The tables of a book below each other as UTF-8 CSV (RFC 4180), each with its own header line.

    A value that a spreadsheet would take for a formula gets a `'` in front. With `bom`, Excel opens the file as UTF-8.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    header: list[str] | None = None
    for table in book.tables:
        names = [column.name for column in table.columns]
        if names != header:
            writer.writerow([_guard(name) for name in names])
            header = names
        writer.writerows([_guard(cell) for cell in row] for row in filled(table))
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8", "ignore")


def filled(table: Table) -> list[list[str]]:
    """The rows of a table with the text of a merged block in each of its cells."""
    rows = [list(row) for row in table.rows]
    for merge in table.merges:
        text = table.rows[merge.first_row][merge.first_column]
        for row in range(merge.first_row, merge.last_row + 1):
            for column in range(merge.first_column, merge.last_column + 1):
                rows[row][column] = text
    return rows


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
