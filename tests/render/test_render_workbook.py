"""Workbooks, read back by openpyxl: exactly the cells and merges that were meant, set up to be read and printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from gwcat.document.page import Page, TextStyle
from gwcat.document.table import Book, Column, Link, Table
from gwcat.render.areas import column_letters
from gwcat.render.workbook import SheetNames
from office import Block, Grid, parts, sheet_grid, workbook
from tables import HARD, HEAD, LEFT, TEXTS, TITLE, book_of, make_table, merged_tables, readable, small_book, xlsx

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def expected(table: Table) -> Grid:
    """Title, header, body and notes as one grid of a sheet."""
    columns = len(table.columns)
    header = [[""] * columns for _ in range(table.header_rows)]
    for cell in table.header:
        header[cell.row][cell.column] = cell.text
    blank = [""] * (columns - 1)
    texts = [[table.title, *blank], *header, *map(list, table.rows), *([note, *blank] for note in table.notes)]
    first = 1 + table.header_rows
    notes = range(first + len(table.rows), len(texts))
    merges = {Block(row, 0, row, columns - 1) for row in (0, *notes)}
    merges |= {Block(c.row + 1, c.column, c.row + c.rows, c.column + c.columns - 1) for c in table.header}
    merges |= {Block(m.first_row + first, m.first_column, m.last_row + first, m.last_column) for m in table.merges}
    return Grid(texts, {block for block in merges if block[:2] != block[2:]})


def same(grid: Grid, meant: Grid) -> None:
    assert grid.texts == [[readable(text) for text in row] for row in meant.texts]
    assert grid.merges == meant.merges


@settings(max_examples=50)
@given(merged_tables())
def test_cells_and_merges_come_back(table: Table) -> None:
    same(sheet_grid(xlsx(book_of(table))), expected(table))


@settings(max_examples=50)
@given(merged_tables(TEXTS))
def test_any_text_comes_back(table: Table) -> None:
    same(sheet_grid(xlsx(book_of(table))), expected(table))


@pytest.mark.parametrize("what", HARD)
def test_hard_texts(what: str) -> None:
    text = HARD[what]
    table = make_table([(text, text)], title=text, notes=(text,))
    data = xlsx(book_of(table))
    same(sheet_grid(data), expected(table))
    assert {cell.data_type for row in workbook(data).worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert all(isinstance(cell.value, str | None) for row in workbook(data).worksheets[0].iter_rows() for cell in row)


@pytest.mark.parametrize("rows", [[], [("甲", "乙", "丙")]], ids=["empty", "one row"])
@pytest.mark.parametrize("notes", [(), ("注",)], ids=["without notes", "with notes"])
@pytest.mark.parametrize("frozen", [0, 1])
def test_small_tables(rows: list[tuple[str, ...]], notes: tuple[str, ...], frozen: int) -> None:
    table = make_table(rows, notes=notes, frozen_columns=frozen)
    same(sheet_grid(xlsx(book_of(table))), expected(table))


@pytest.mark.parametrize("rows", [[], [("甲",)], [("甲",), ("",)]], ids=["empty", "one cell", "merged"])
def test_one_column(rows: list[tuple[str, ...]]) -> None:
    columns = (Column("甲", 30, LEFT),)
    table = make_table(rows, columns=columns, merges=[(0, 0, 1, 0)] if len(rows) > 1 else [])
    same(sheet_grid(xlsx(book_of(table))), expected(table))


def test_five_thousand_rows() -> None:
    rows = [(str(n), "" if n % 5 else f"事项{n // 5}", f"内容{n}\n第二行") for n in range(5000)]
    table = make_table(rows, merges=[(n, 1, n + 4, 1) for n in range(0, 5000, 5)])
    data = xlsx(book_of(table))
    same(sheet_grid(data), expected(table))
    sheet = workbook(data).worksheets[0]
    assert all(sheet.row_dimensions[number].height for number in range(1, 5005))


# Set-up


@pytest.fixture(scope="module")
def small() -> Any:
    return workbook(xlsx(small_book(), stamp=(2018, 1, 31, 9, 30, 5)))


def test_sheets_in_the_order_of_the_book_the_index_first(small: Any) -> None:
    assert small.sheetnames == ["目录", "社会救助", "养老服务"]
    assert small.active.title == "目录"


def test_index_leads_to_every_sheet(small: Any) -> None:
    assert [small["目录"][at].hyperlink.location for at in ("B3", "B4")] == ["'社会救助'!A1", "'养老服务'!A1"]
    assert small["目录"]["B3"].font.u == "single"
    assert small["目录"]["A3"].font.u is None


def test_panes_are_frozen_below_the_header(small: Any) -> None:
    assert small["社会救助"].freeze_panes == "D4"
    assert small["养老服务"].freeze_panes == "A3"
    assert small["社会救助"].sheet_view.pane.state == "frozen"


def test_header_rows_are_printed_on_every_page(small: Any) -> None:
    assert [sheet.print_title_rows for sheet in small] == ["$2:$2", "$2:$3", "$2:$2"]


def test_page_set_up(small: Any) -> None:
    for sheet in small:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        margins = sheet.page_margins
        sides = (margins.top, margins.right, margins.bottom, margins.left)
        assert [round(side * 25.4) for side in sides] == [28, 37, 26, 35]
        assert "&P" in sheet.oddFooter.center.text or sheet.oddFooter.center.text == "— &P —"


def test_other_paper() -> None:
    sheet = workbook(xlsx(book_of(make_table([("甲",)], page=Page("A3", False, 37, 26, 35, 28, "foot"))))).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "portrait")


def test_properties(small: Any) -> None:
    about = small.properties
    assert about.title == "莒南县政务公开事项标准目录"
    assert about.creator == "莒南县人民政府"
    assert about.language == "zh-CN"
    assert about.created == about.modified == datetime(2018, 1, 31, 9, 30, 5)


def test_look_of_the_cells(small: Any) -> None:
    sheet = small["社会救助"]
    assert (sheet["A1"].font.name, sheet["A2"].font.name, sheet["B4"].font.name) == ("方正小标宋简体", "黑体", "仿宋_GB2312")
    for row in sheet.iter_rows(min_row=2, max_row=7):
        for cell in (cell for cell in row if not isinstance(cell, MergedCell)):
            assert cell.alignment.wrap_text
            assert {getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")} == {"thin"}, cell.coordinate
    assert sheet["A1"].border.left.style is None
    assert sheet["A8"].border.left.style is None
    assert {sheet[at].alignment.horizontal for at in ("A1", "A2", "B4")} == {"center"}
    assert {sheet[at].alignment.horizontal for at in ("A4", "A8")} == {"left"}
    own = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    assert {cell.number_format for cell in own} == {"@"}


def test_covered_cells_carry_the_border_too() -> None:
    """Else the block would have no line at its lower and right edge."""
    files = parts(xlsx(small_book()))
    looks = [look.get("borderId") for look in etree.fromstring(files["xl/styles.xml"]).find(f"{S}cellXfs")]
    sheet = etree.fromstring(files["xl/worksheets/sheet2.xml"])
    cells = {cell.get("r"): looks[int(cell.get("s"))] for cell in sheet.iter(f"{S}c")}
    assert {cells[f"{letter}{row}"] for letter in "ABCD" for row in range(2, 8)} == {"1"}


def test_columns_are_as_wide_as_meant(small: Any) -> None:
    """In the proportions of the form; widths are in characters of the standard font, 7 pixels and 5 of padding."""
    widths = [small["社会救助"].column_dimensions[letter].width * 7 - 5 for letter in "ABCD"]
    assert [round(width / widths[0], 2) for width in widths] == [1, 1.25, 1.5, 1.75]


def test_covered_cells_hold_nothing_in_the_file() -> None:
    """openpyxl drops what is in them; a reader of the file would not."""
    table = make_table([("甲", "乙"), ("", "丙")], merges=[(0, 0, 1, 0)])
    sheet = etree.fromstring(parts(xlsx(book_of(table)))["xl/worksheets/sheet1.xml"])
    filled = {cell.get("r") for cell in sheet.iter(f"{S}c") if cell.find(f"{S}is") is not None}
    assert filled == {"A1", "A2", "B2", "A3", "B3", "B4", "A5", "A6"}


def test_a_table_in_two_books_is_written_alike() -> None:
    book = small_book()
    alone = Book("public/分领域/社会救助", book.tables[0].title, [book.tables[0]])
    assert sheet_grid(xlsx(alone)) == sheet_grid(xlsx(book), "社会救助")


def test_same_bytes_twice() -> None:
    assert xlsx(small_book()) == xlsx(small_book())


def test_tables_of_different_looks_in_one_book() -> None:
    first = make_table([("甲",)], name="甲")
    kai = TextStyle("楷体_GB2312", 14, "right", bold=True)
    second = make_table([("乙",)], name="乙", columns=(Column("乙", 30, kai),), title_style=TITLE, header_style=HEAD)
    book = workbook(xlsx(book_of(first, second)))
    assert book["甲"]["A3"].font.name == "仿宋_GB2312"
    cell = book["乙"]["A3"]
    assert (cell.font.name, cell.font.b, cell.alignment.horizontal) == ("楷体_GB2312", True, "right")


# Names of sheets

FORBIDDEN = "[]:*?/\\"


def taken(wanted: list[str]) -> list[str]:
    names = SheetNames()
    return [names.take(name) for name in wanted]


@given(st.lists(st.text(alphabet="社会aAbＡ[]:*?/\\' 😀\n", max_size=40), max_size=6))
@example(["一" * 30 + "'乙"])
@example(["'", "", " ", "[]"])
@example(["😀" * 20])
@example(["一" * 40] * 12)
def test_sheet_names_are_what_excel_takes(wanted: list[str]) -> None:
    names = taken(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31, "counted as Excel counts"
        assert not set(name) & set(FORBIDDEN)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name == name.strip()
        assert name.isprintable()
    assert len({name.lower() for name in names}) == len(names)


def test_sheet_names_stay_as_wanted_where_they_can() -> None:
    assert taken(["社会救助", "养老服务", "社会救助", "ABC", "abc"]) == ["社会救助", "养老服务", "社会救助(2)", "ABC", "abc(2)"]
    assert taken(["重大建设项目/批准和实施"]) == ["重大建设项目_批准和实施"]


NAMES = ["目录", "甲'乙", 'A & B <c> "d"', "一" * 40, "领域/单位", "社会救助", "社会救助 "]


@pytest.mark.parametrize("name", NAMES)
def test_links_and_print_titles_hold_for_any_name(name: str) -> None:
    index = make_table([("1", name)], name="目录", links=[Link(0, 1, name)])
    book = workbook(xlsx(book_of(make_table([("甲",)], name=name), front=index)))
    link = book.worksheets[0]["B3"].hyperlink.location
    quoted = book.sheetnames[1].replace("'", "''")
    assert link == f"'{quoted}'!A1"
    assert book.worksheets[1].print_title_rows == "$2:$2"


def test_column_letters() -> None:
    assert all(column_letters(number) == get_column_letter(number + 1) for number in range(18278))


def test_many_columns() -> None:
    columns = tuple(Column(f"列{number}", 10, LEFT) for number in range(60))
    table = make_table([tuple(str(number) for number in range(60))], columns=columns, frozen_columns=30)
    data = xlsx(book_of(table))
    same(sheet_grid(data), expected(table))
    assert workbook(data).worksheets[0].freeze_panes == "AE3"
