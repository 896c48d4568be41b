"""The list for checking one's own website, as a workbook and as a document with room for what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gwcat.document.table import Book, Table
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.model.selfcheck import Line, SelfCheck
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

NAME = "自查清单"
_ALL = "全部"


def workbook(found: SelfCheck, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """A sheet of everything by 栏目, and one for each unit where there are several."""
    from gwcat.render.workbook import WorkbookWriter

    book = _book(found, library, whole=True)
    return WorkbookWriter(frames, book.sheets, stamp).write(book)


def document(found: SelfCheck, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """A list for each unit, each on pages of its own."""
    from gwcat.render.word import WordWriter

    book = _book(found, library, whole=False)
    return WordWriter(frames, [style for table in book.sheets for style in table.styles], stamp).write_book(book)


def _book(found: SelfCheck, library: Library, *, whole: bool) -> Book:
    tables = [_table(found, library, unit, unit, found.of(unit)) for unit in found.units]
    if not tables or (whole and len(tables) > 1):
        tables = [_table(found, library, _ALL, found.region, found.lines), *tables]
    return Book(NAME, f"{found.region}政务公开{NAME}", tables)


def _table(found: SelfCheck, library: Library, name: str, who: str, lines: Sequence[Line]) -> Table:
    values = {"标题": f"{who}政务公开{NAME}", "时间": found.time}
    return lay_out(library.document_form(NAME), list(map(_row, lines)), name=name or NAME, values=values)


def _row(line: Line) -> dict[str, Any]:
    return {
        "网站栏目": line.column,
        "在网站": line.website,
        "单位": line.unit,
        "领域": line.domain,
        "编号": line.identity,
        "事项": line.name,
        "公开内容": line.contents,
        "公开渠道": line.channels,
        "公开时限": line.deadline,
        "到期": line.dues,
    }
