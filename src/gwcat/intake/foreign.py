"""A table from outside, whatever its format: read, recognised, and turned into items with a remark for every change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

from gwcat.base.memory import without_collection
from gwcat.forms.library import Library
from gwcat.intake.catalogue import CatalogueReader
from gwcat.intake.grid import Grid
from gwcat.intake.guard import Source, open_source
from gwcat.intake.sequence import tell_sequences
from gwcat.model.incoming import Hints, Incoming, Remark, RemarkKind, Spot

NO_HINTS = Hints()


def read_foreign(path: Path, library: Library, hints: Hints = NO_HINTS) -> Incoming:
    """The items of all tables in a file. Raises GwcatError for one that is refused; nothing else is dropped silently."""
    source = open_source(path)
    with without_collection():
        return read_source(source, path.name, library, hints)


def read_source(source: Source, document: str, library: Library, hints: Hints = NO_HINTS) -> Incoming:
    """The items of all tables in a file that was looked through already."""
    found = Incoming()
    grids = read_grids(source, document)
    found.remarks += [Remark("整理", Spot(document), remark) for remark in source.remarks]
    reader = CatalogueReader(library, hints, found)
    for grid in grids:
        found.remarks += [
            Remark(cast(RemarkKind, note.kind), grid.spot(note.row, note.column), note.message, note.before)
            for note in grid.notes
        ]
        reader.read(grid)
    if not found.items:
        found.remarks.append(
            Remark("未识别", Spot(document), "没有读到一个事项；请检查表头是不是“一级事项、公开内容、公开依据”一类的词")
        )
    forms = Counter(table.form for table in found.tables for _ in range(table.items) if table.form)
    found.form = forms.most_common(1)[0][0] if forms else ""
    found.remarks += tell_sequences(found.items)
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
