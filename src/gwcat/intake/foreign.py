"""A table from outside, whatever its format: read, recognised, and turned into items with a remark for every change."""

from __future__ import annotations

from pathlib import Path

from gwcat.base.memory import without_collection
from gwcat.forms.library import Library
from gwcat.intake.grid import Grid
from gwcat.intake.guard import Source, open_source
from gwcat.model.incoming import Hints, Incoming, Remark, Spot


def read_foreign(path: Path, library: Library, hints: Hints = Hints()) -> Incoming:  # noqa: B008
    """The items of all tables in a file. Raises GwcatError for one that is refused; nothing else is dropped silently."""
    source = open_source(path)
    with without_collection():
        grids = read_grids(source, path.name)
        found = Incoming(form=hints.form)
        found.remarks += [Remark("整理", Spot(path.name), remark) for remark in source.remarks]
        for grid in grids:
            found.remarks += [
                Remark(note.kind, grid.spot(note.row, note.column), note.message, note.before) for note in grid.notes
            ]  # type: ignore[arg-type]
    return found


def read_grids(source: Source, document: str) -> list[Grid]:
    """Every table of a file, by the reader for its kind."""
    if source.kind in ("xlsx", "xls"):
        from gwcat.intake.workbook import read_workbook

        return read_workbook(source, document)
    if source.kind == "ods":
        from gwcat.intake.opendocument import read_ods

        return read_ods(source, document)
    if source.kind == "html":
        from gwcat.intake.webpage import read_html

        return read_html(source, document)
    if source.kind == "csv":
        from gwcat.intake.delimited import read_csv

        return read_csv(source, document)
    from gwcat.intake.word import read_docx

    if source.kind != "docx":
        from gwcat.intake.office import as_docx

        source = as_docx(source)
    return read_docx(source, document)
