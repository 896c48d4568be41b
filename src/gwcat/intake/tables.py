"""All tables of an office file as rows of text, merged blocks filled: the same table is the same in XLSX and DOCX."""

from __future__ import annotations

from typing import NamedTuple

from gwcat.intake.foreign import read_grids
from gwcat.intake.grid import Grid
from gwcat.intake.guard import source_of


class RawTable(NamedTuple):
    """A table: the name of its sheet (XLSX), the paragraph above it (DOCX) or its first text (XLSX), its rows."""

    name: str
    title: str
    rows: list[list[str]]


def read_tables(data: bytes, place: str) -> list[RawTable]:
    """The tables of an office file, by what it is and not by its name. Raises GwcatError."""
    return [block for block in read_blocks(data, place) if isinstance(block, RawTable)]


def read_blocks(data: bytes, place: str) -> list[str | RawTable]:
    """The paragraphs (DOCX) and tables of an office file, in order. Raises GwcatError."""
    source = source_of(data, place)
    if source.kind != "docx":
        grids = (grid for grid in read_grids(source, place) if grid.rows or not grid.notes)
        tables = ((grid.name, filled(grid)) for grid in grids)
        return [RawTable(name, next(filter(None, rows[0]), "") if rows else "", rows) for name, rows in tables]
    from gwcat.intake.word import read_blocks as read_document

    found: list[str | RawTable] = []
    title = ""
    for block in read_document(source, place):
        title = block if isinstance(block, str) else title
        found.append(block if isinstance(block, str) else RawTable("", title, filled(block)))
    return found


def filled(grid: Grid) -> list[list[str]]:
    """The rows of a table, the text of a merged block in each of its places."""
    rows = [[cell.strip() for cell in row] for row in grid.rows]
    for area in grid.merges:
        for row in rows[area.top : area.bottom + 1]:
            row[area.left : area.right + 1] = [rows[area.top][area.left]] * (area.right + 1 - area.left)
    return rows
