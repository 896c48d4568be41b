"""What only attachments have: no header, no borders, rows of a least height, paragraphs around the table."""

from __future__ import annotations

import io
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from lxml import etree

from gwcat.document.page import LETTER_PAGE, TextStyle
from gwcat.document.table import Document, Paragraph, Table
from gwcat.render.word import WordWriter
from office import Block, Grid, parts, sheet_grid, word_grids, workbook
from tables import HARD, book_of, docx, frames, make_table, merged_tables, readable, xlsx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = TextStyle("黑体", 16, "left", line=29)
TEXT = TextStyle("仿宋_GB2312", 16, "both", indent=2, line=29)
MM = 1440 / 25.4  # twentieths of a point


def paper(**given: Any) -> Table:
    """A table with every kind of paragraph around it."""
    around: dict[str, Any] = {
        "mark": (Paragraph("附件1", MARK),),
        "intro": (Paragraph("单位：", TEXT), Paragraph("日期：", TEXT)),
        "closing": (Paragraph("领导小组下设办公室。", TEXT),),
        "page": LETTER_PAGE,
    }
    rows = [("甲", "", "乙"), ("丙", "丁", ""), ("", "", "戊")]
    return make_table(rows, merges=[(0, 0, 0, 1), (1, 1, 2, 1)], **{**around, **given})


def plain(**given: Any) -> Table:
    return paper(header=(), header_rows=0, borders=False, **given)


def written(table: Table) -> bytes:
    """A table as a document of its own."""
    writer = WordWriter(frames("ooxml"), table.styles)
    return writer.write(Document(table.title, table.page, table.blocks), creator="莒南县人民政府")


def body_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])[0]


# Documents


def test_paragraphs_stand_around_the_table() -> None:
    body = body_of(written(paper()))
    kinds = [etree.QName(node).localname for node in body]
    assert kinds == ["p"] * 4 + ["tbl"] + ["p"] * 3 + ["sectPr"]
    document = python_docx.Document(io.BytesIO(written(paper())))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "附件1", "莒南县社会救助领域政务公开事项目录", "单位：", "日期：",
        "注释：", "1.公开事项：指某个具体应公开事项的名称。", "领导小组下设办公室。",
    ]  # fmt: skip


@pytest.mark.parametrize("table", [paper(), plain()], ids=["with a header", "without"])
def test_cells_and_spans_come_back(table: Table) -> None:
    (grid,) = word_grids(written(table))
    header = [[cell.text for cell in table.header]] if table.header_rows else []
    assert grid.texts == [*header, *map(list, table.rows)]
    down = table.header_rows
    assert grid.merges == {Block(down, 0, down, 1), Block(down + 1, 1, down + 2, 1)}


@settings(max_examples=30)
@given(merged_tables())
def test_tables_without_header_come_back(table: Table) -> None:
    table.header, table.header_rows = (), 0
    (grid,) = word_grids(written(table))
    assert grid == Grid([list(map(readable, row)) for row in table.rows], {Block(*merge) for merge in table.merges})


def test_a_table_without_borders_says_so() -> None:
    (borders,) = body_of(written(plain())).iter(f"{W}tblBorders")
    assert {etree.QName(side).localname: side.get(f"{W}val") for side in borders} == dict.fromkeys(
        ("top", "left", "bottom", "right", "insideH", "insideV"), "nil"
    )
    cells = list(body_of(written(plain())).iter(f"{W}tc"))
    assert {cell.find(f"{W}tcPr/{W}vAlign").get(f"{W}val") for cell in cells} == {"top"}


def test_a_table_with_borders_says_nothing() -> None:
    for kind in ("tblBorders", "vAlign", "trHeight"):
        assert list(body_of(written(paper())).iter(f"{W}{kind}")) == []


def test_rows_have_a_least_height() -> None:
    rows = list(body_of(written(paper(row_height=18))).iter(f"{W}tr"))
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in rows]
    assert heights[0] is None
    for height in heights[1:]:
        assert height.get(f"{W}hRule") == "atLeast"
        assert int(height.get(f"{W}val")) == pytest.approx(18 * MM, abs=1)


def test_a_document_without_header_repeats_no_row() -> None:
    assert list(body_of(written(plain())).iter(f"{W}tblHeader")) == []


# Workbooks


def test_a_sheet_holds_the_paragraphs() -> None:
    table = paper()
    grid = sheet_grid(xlsx(book_of(table)))
    assert [row[0] for row in grid.texts] == [
        "附件1", table.title, "　　单位：", "　　日期：", "列0", "甲", "丙", "", "注释：",
        table.notes[1], "　　领导小组下设办公室。",
    ]  # fmt: skip
    across = {Block(row, 0, row, 2) for row in (0, 1, 2, 3, 8, 9, 10)}
    assert grid.merges == across | {Block(5, 0, 5, 1), Block(6, 1, 7, 1)}


def test_the_header_is_repeated_and_frozen_where_it_stands() -> None:
    sheet = workbook(xlsx(book_of(paper(frozen_columns=1)))).worksheets[0]
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "B6"


def test_a_sheet_without_header_repeats_and_freezes_nothing() -> None:
    sheet = workbook(xlsx(book_of(plain()))).worksheets[0]
    assert not sheet.print_title_rows
    assert sheet.freeze_panes is None
    assert [row[0].value for row in sheet.iter_rows(min_row=5, max_row=7)] == ["甲", "丙", None]


def test_sheets_with_and_without_header_in_one_workbook() -> None:
    book = workbook(xlsx(book_of(plain(name="一"), paper(name="二"), plain(name="三"))))
    assert [sheet.print_title_rows or "" for sheet in book.worksheets] == ["", "$5:$5", ""]


@pytest.mark.parametrize(("table", "style", "place"), [(paper(), "thin", "center"), (plain(), None, "top")])
def test_borders_of_body_cells(table: Table, style: str | None, place: str) -> None:
    sheet = workbook(xlsx(book_of(table))).worksheets[0]
    cell = sheet.cell(5 + table.header_rows, 3)
    assert cell.value == "乙"
    assert {getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")} == {style}
    assert cell.alignment.vertical == place
    for row in (1, 3, sheet.max_row):
        assert sheet.cell(row, 1).border.left.style is None


def test_rows_of_a_sheet_have_a_least_height() -> None:
    low, high = (workbook(xlsx(book_of(paper(row_height=height)))).worksheets[0] for height in (0, 30))
    for row in (6, 7, 8):
        assert high.row_dimensions[row].height == pytest.approx(30 / 25.4 * 72 * 1.25, abs=0.5)
        assert high.row_dimensions[row].height > low.row_dimensions[row].height
    for row in (1, 2, 5, 9):
        assert high.row_dimensions[row].height == low.row_dimensions[row].height


def test_a_least_height_cuts_nothing() -> None:
    table = paper(row_height=5)
    table.rows[0] = ("长" * 500, "", "乙")
    low, plain_table = (workbook(xlsx(book_of(t))).worksheets[0].row_dimensions[6].height for t in (table, paper()))
    assert low > plain_table


@pytest.mark.parametrize("what", HARD)
def test_hard_texts_in_paragraphs(what: str) -> None:
    text = HARD[what]
    table = plain(mark=(Paragraph(text, MARK),), intro=(Paragraph(text, TEXT),), closing=(Paragraph(text, TEXT),), notes=())
    grid = sheet_grid(xlsx(book_of(table)))
    indented = readable(f"\u3000\u3000{text}")
    assert [grid.texts[row][0] for row in (0, 2, -1)] == [readable(text), indented, indented]
    document = python_docx.Document(io.BytesIO(written(table)))
    assert [document.paragraphs[n].text for n in (0, 2, -1)] == [readable(text)] * 3


# Catalogues


def test_a_book_of_catalogues_has_nothing_of_it() -> None:
    """The defaults write what was written before there were attachments."""
    table = make_table([("甲", "乙", "丙")])
    assert (table.borders, table.row_height, table.mark, table.intro, table.closing) == (True, 0, (), (), ())
    document, sheet = parts(docx(book_of(table))), parts(xlsx(book_of(table)))
    assert b"trHeight" not in document["word/document.xml"]
    assert b"tblBorders" not in document["word/document.xml"]
    assert b"Print_Titles" in sheet["xl/workbook.xml"]
    assert b'vertical="top"' not in sheet["xl/styles.xml"]
