"""Parts of a cell set off: read back from every format as bold and underlined, the text whole."""

from __future__ import annotations

import io

import docx as python_docx
import openpyxl
from openpyxl.cell.rich_text import CellRichText

from gwcat.document.table import Span, Table
from pages import page_of
from tables import book_of, docx, make_table, page, xlsx

SPANS = (Span("甲 "), Span("=乙<&", underline=True), Span("\n丙", bold=True, underline=True), Span(" _x0041_丁"))
TEXT = "".join(span.text for span in SPANS)


def marked() -> Table:
    return make_table([["一", TEXT], ["二", "没有标记"]], spans={(0, 1): SPANS})


def test_word() -> None:
    table = marked()
    cell = python_docx.Document(io.BytesIO(docx(book_of(table)))).tables[0].rows[1].cells[1]
    assert cell.text == TEXT
    assert [(run.text, bool(run.bold), bool(run.underline)) for run in cell.paragraphs[0].runs] == [
        (span.text, span.bold, span.underline) for span in SPANS
    ]


def test_workbook() -> None:
    table = marked()
    book = openpyxl.load_workbook(io.BytesIO(xlsx(book_of(table))), rich_text=True)
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    (rich,) = [value for value in cells if isinstance(value, CellRichText)]
    assert str(rich).replace("_x005F_", "_") == TEXT
    looks = [(bool(part.font.b), bool(part.font.u), part.font.rFont) for part in rich if not isinstance(part, str)]
    assert [look[:2] for look in looks] == [(False, True), (True, True)]
    assert {look[2] for look in looks} == {table.columns[1].style.font}


def test_page() -> None:
    read = page_of(page(book_of(marked())))
    assert [node.text for node in read.iter("u")] == ["=乙<&", None]
    assert read.find(".//b/u/br").tail == "丙"
