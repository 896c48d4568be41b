"""Documents by GB/T 9704—2012, read back: cells and merges as meant, pages, header rows, typefaces, page numbers."""

from __future__ import annotations

import io
import re
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from lxml import etree

from gwcat.document.page import LETTER_PAGE, Page, TextStyle
from gwcat.document.table import Book, Column, Link, Table
from gwcat.render.word import WordWriter
from office import Block, Grid, parts, word_grids
from tables import HARD, HEAD, LEFT, TEXTS, TITLE, book_of, docx, frames, make_table, merged_tables, readable, small_book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4  # twentieths of a point


def expected(table: Table) -> Grid:
    """Header and body as one grid of a document."""
    header = [[""] * len(table.columns) for _ in range(table.header_rows)]
    for cell in table.header:
        header[cell.row][cell.column] = cell.text
    merges = {Block(c.row, c.column, c.row + c.rows - 1, c.column + c.columns - 1) for c in table.header}
    down = table.header_rows
    merges |= {Block(m.first_row + down, m.first_column, m.last_row + down, m.last_column) for m in table.merges}
    return Grid([*header, *map(list, table.rows)], {block for block in merges if block[:2] != block[2:]})


def same(grid: Grid, meant: Grid) -> None:
    assert grid.texts == [[readable(text) for text in row] for row in meant.texts]
    assert grid.merges == meant.merges


def body_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])[0]


@settings(max_examples=50)
@given(merged_tables())
def test_cells_and_merges_come_back(table: Table) -> None:
    (grid,) = word_grids(docx(book_of(table)))
    same(grid, expected(table))


@settings(max_examples=50)
@given(merged_tables(TEXTS))
def test_any_text_comes_back(table: Table) -> None:
    (grid,) = word_grids(docx(book_of(table)))
    same(grid, expected(table))


@pytest.mark.parametrize("what", HARD)
def test_hard_texts(what: str) -> None:
    text = HARD[what]
    data = docx(book_of(make_table([(text, "乙")], title=text, notes=(text,))))
    (grid,) = word_grids(data)
    assert grid.texts[1] == [readable(text), "乙"]
    document = python_docx.Document(io.BytesIO(data))
    assert [paragraph.text for paragraph in document.paragraphs] == [readable(text)] * 2


def test_spaces_are_kept() -> None:
    """Where white space counts, the text says so; without it Word leaves it out."""
    for text in ("  甲", "甲  ", "甲\n 乙", "\x01 甲"):
        body = body_of(docx(book_of(make_table([(text, text)]))))
        nodes = [node for node in body.iter(f"{W}t") if node.text and node.text != node.text.strip()]
        assert len(nodes) == 2
        assert all(node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for node in nodes)


def test_python_docx_reads_the_same_merges() -> None:
    document = python_docx.Document(io.BytesIO(docx(small_book())))
    table = document.tables[1]
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc
    assert all(table.cell(row, column)._tc is table.cell(4, 1)._tc for row in (4, 5) for column in (1, 2))
    assert table.cell(2, 1)._tc is not table.cell(4, 1)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc


@pytest.mark.parametrize("rows", [[], [("甲", "乙", "丙")]], ids=["empty", "one row"])
@pytest.mark.parametrize("notes", [(), ("注",)], ids=["without notes", "with notes"])
def test_small_tables(rows: list[tuple[str, ...]], notes: tuple[str, ...]) -> None:
    table = make_table(rows, notes=notes)
    data = docx(book_of(table))
    same(word_grids(data)[0], expected(table))
    assert body_of(data)[-2].tag == f"{W}p", "a table is followed by a paragraph"


def test_one_column() -> None:
    table = make_table([("甲",), ("",)], columns=(Column("甲", 30, LEFT),), merges=[(0, 0, 1, 0)])
    same(word_grids(docx(book_of(table)))[0], expected(table))


def test_five_thousand_rows() -> None:
    rows = [(str(n), "" if n % 5 else f"事项{n // 5}", f"内容{n}\n第二行") for n in range(5000)]
    table = make_table(rows, merges=[(n, 1, n + 4, 1) for n in range(0, 5000, 5)])
    same(word_grids(docx(book_of(table)))[0], expected(table))


def test_every_cell_holds_a_paragraph_and_rows_fill_the_width() -> None:
    for table in body_of(docx(small_book())).iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        assert sum(widths) == round((297 - 35 - 37) * MM)
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert all(cell[-1].tag == f"{W}p" for cell in cells)
            assert sum(int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in cells) == sum(widths)


def test_header_rows_are_repeated_and_no_row_splits() -> None:
    for table, count in zip(body_of(docx(small_book())).iter(f"{W}tbl"), (1, 2, 1), strict=True):
        rows = table.findall(f"{W}tr")
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [True] * count + [False] * (len(rows) - count)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def splitting(table: Table) -> list[bool]:
    """For each body row whether it may go over two pages."""
    rows = next(body_of(docx(book_of(table))).iter(f"{W}tbl")).findall(f"{W}tr")
    return [row.find(f"{W}trPr/{W}cantSplit") is None for row in rows[table.header_rows :]]


def test_only_rows_longer_than_a_page_split() -> None:
    """A reader would cut off what does not fit on one."""
    long = "依据" * 900
    assert splitting(make_table([("1", "甲", "短"), ("2", "乙", long), ("3", "丙", "短")])) == [False, True, False]
    assert splitting(make_table([("1", "甲", "行\n" * 60)])) == [True]


def test_all_rows_below_a_long_merged_text_split() -> None:
    rows = [("1", "依据" * 900, "短"), ("2", "", "短"), ("3", "乙", "短")]
    assert splitting(make_table(rows, merges=[(0, 1, 1, 1)])) == [True, True, False]


# Pages


def section_of(data: bytes) -> Any:
    (section,) = body_of(data).findall(f"{W}sectPr")
    return section


def test_landscape_page_with_the_margins_of_the_standard() -> None:
    """GB/T 9704—2012: on a portrait page 37 above, 28 at the binding edge, 156 × 225 for the text; turned for landscape."""
    section = section_of(docx(small_book()))
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) == ("16838", "11906", "landscape")
    sides = [round(int(margins.get(f"{W}{side}")) / MM) for side in ("top", "right", "bottom", "left")]
    assert sides == [28, 37, 26, 35]


def test_portrait_page() -> None:
    section = section_of(docx(book_of(make_table([("甲",)], page=LETTER_PAGE))))
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient", "portrait")) == ("11906", "16838", "portrait")
    assert [round(int(margins.get(f"{W}{side}")) / MM) for side in ("top", "right", "bottom", "left")] == [37, 26, 35, 28]


def test_tables_on_other_paper_have_a_section_of_their_own() -> None:
    """Else the wider table would run out of the page."""
    wide = make_table([("甲",)], name="宽", page=Page("A3"))
    body = body_of(docx(book_of(make_table([("乙",)], name="窄"), wide)))
    papers = [(size.get(f"{W}w"), size.get(f"{W}h")) for size in body.iter(f"{W}pgSz")]
    assert papers == [("16838", "11906"), ("23811", "16838")]


def test_each_table_of_a_book_begins_a_page() -> None:
    """A break before the first paragraph of a document breaks nothing."""
    paragraphs = python_docx.Document(io.BytesIO(docx(small_book()))).paragraphs
    starts = [p.text for p in paragraphs if p._p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    titles = [table.title for table in small_book().sheets]
    assert starts in (titles, titles[1:])


# Page numbers


def footers(data: bytes) -> dict[str, Any]:
    files = parts(data)
    targets = {node.get("Id"): node.get("Target") for node in etree.fromstring(files["word/_rels/document.xml.rels"])}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {
        reference.get(f"{W}type"): etree.fromstring(files[f"word/{targets[reference.get(relation)]}"])
        for reference in section_of(data).findall(f"{W}footerReference")
    }


@pytest.mark.parametrize("page", [Page(), LETTER_PAGE], ids=["landscape", "portrait"])
def test_page_numbers_stand_outside_on_odd_and_even_pages(page: Page) -> None:
    data = docx(book_of(make_table([("甲",)], page=page)))
    assert etree.fromstring(parts(data)["word/settings.xml"]).find(f"{W}evenAndOddHeaders") is not None
    found = footers(data)
    assert set(found) == {"default", "even"}
    for kind, align in (("default", "right"), ("even", "left")):
        fields = [node.get(f"{W}instr").strip() for node in found[kind].iter(f"{W}fldSimple")]
        assert fields == ["PAGE"]
        assert "".join(node.text for node in found[kind].iter(f"{W}t")) == "— 1 —"
        assert {node.get(f"{W}val") for node in found[kind].iter(f"{W}jc")} == {align}
        assert {node.get(f"{W}val") for node in found[kind].iter(f"{W}sz")} == {"28"}, "四号"
        assert {node.get(f"{W}eastAsia") for node in found[kind].iter(f"{W}rFonts")} == {"宋体"}


def test_page_numbers_of_landscape_pages_are_turned_and_stand_in_the_left_margin() -> None:
    place = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}posOffset"
    box = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}bodyPr"
    heights = {}
    for kind, footer in footers(docx(small_book())).items():
        (body,) = footer.iter(box)
        assert body.get("vert") == "vert"
        across, down = (int(node.text) / 36000 for node in footer.iter(place))
        assert 0 < across < 35 - 8, "in the margin, clear of the text"
        heights[kind] = down
    assert heights["default"] > 210 / 2 > heights["even"], "odd pages below, even pages above"


# Typefaces


def styles_of(data: bytes) -> dict[str, Any]:
    return {node.get(f"{W}styleId"): node for node in etree.fromstring(parts(data)["word/styles.xml"]).iter(f"{W}style")}


def fonts_of(data: bytes, paragraph: Any) -> tuple[str, str, str]:
    style = styles_of(data)[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
    found = style.find(f"{W}rPr/{W}rFonts")
    return found.get(f"{W}eastAsia"), found.get(f"{W}ascii"), style.find(f"{W}rPr/{W}sz").get(f"{W}val")


def test_official_typefaces_by_their_names() -> None:
    data = docx(book_of(make_table([("甲",)])))
    title, table, note, *_ = body_of(data)
    head, body = (row.find(f"{W}tc/{W}p") for row in table.findall(f"{W}tr"))
    assert fonts_of(data, title) == ("方正小标宋简体", "方正小标宋简体", "36")
    assert fonts_of(data, head) == ("黑体", "黑体", "18")
    assert fonts_of(data, body) == ("仿宋_GB2312", "仿宋_GB2312", "18")
    assert fonts_of(data, note) == ("仿宋_GB2312", "仿宋_GB2312", "18")


def test_every_paragraph_has_a_style_that_exists() -> None:
    data = docx(small_book())
    names = styles_of(data)
    used = [node.get(f"{W}val") for node in body_of(data).iter(f"{W}pStyle")]
    assert set(used) <= set(names)


def test_half_sizes() -> None:
    style = TextStyle("仿宋_GB2312", 10.5)
    data = docx(book_of(make_table([("甲",)], columns=(Column("甲", 30, style),))))
    cell = body_of(data).findall(f".//{W}tr")[1].find(f"{W}tc/{W}p")
    assert fonts_of(data, cell)[2] == "21"


def test_what_a_machine_without_the_typefaces_may_use() -> None:
    table = etree.fromstring(parts(docx(small_book()))["word/fontTable.xml"])
    assert {font.get(f"{W}name") for font in table} == {"方正小标宋简体", "黑体", "仿宋_GB2312"}
    assert all(font.find(f"{W}altName") is not None for font in table)


def test_running_text_is_not_set_in_the_title_face() -> None:
    """A paragraph without a style, as between two tables, is body text."""
    defaults = etree.fromstring(parts(docx(small_book()))["word/styles.xml"]).find(
        f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"
    )
    assert defaults.get(f"{W}eastAsia") == "仿宋_GB2312"


def test_names_of_styles_are_all_different() -> None:
    """Word takes two styles of one name for a damaged file."""
    looks = [TITLE, HEAD, LEFT, TextStyle("黑体", 9, "center", before=6), TextStyle("黑体", 9, "center", after=6)]
    columns = tuple(Column(f"列{number}", 20, look) for number, look in enumerate(looks))
    names = [
        node.find(f"{W}name").get(f"{W}val")
        for node in styles_of(docx(book_of(make_table([["甲"] * 5], columns=columns)))).values()
    ]
    assert len(names) == len(set(names))


def test_titles_are_headings() -> None:
    """So that the navigation pane lists the domains."""
    data = docx(small_book())
    title = body_of(data)[0]
    style = styles_of(data)[title.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
    assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"


def test_index_leads_to_every_table() -> None:
    body = body_of(docx(small_book()))
    marks = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    links = {node.get(f"{W}anchor"): "".join(text.text for text in node.iter(f"{W}t")) for node in body.iter(f"{W}hyperlink")}
    assert set(links.values()) == {"社会救助", "养老服务"}
    assert set(links) <= marks


NAMES = {"like the index": ("目录", "社会救助"), "alike": ("社会救助", "社会救助"), "signs": ("A B", "<&\"'>")}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_bookmarks_have_names_and_numbers_of_their_own(names: tuple[str, str]) -> None:
    index = make_table([("1", names[0]), ("2", names[1])], name="目录", links=[Link(0, 1, names[0]), Link(1, 1, names[1])])
    body = body_of(docx(book_of(*(make_table([("甲",)], name=name) for name in names), front=index)))
    marks = list(body.iter(f"{W}bookmarkStart"))
    for key in ("name", "id"):
        assert len({mark.get(f"{W}{key}") for mark in marks}) == len(marks) == 3
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", mark.get(f"{W}name")) for mark in marks), "what Word takes for a name"
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert set(links) <= {mark.get(f"{W}name") for mark in marks[1:]}, "none leads back to the index"


def test_page_numbers_of_each_paper_stand_where_it_ends() -> None:
    """The footers of an A3 section are those of A3."""
    wide = make_table([("甲",)], name="宽", page=Page("A3"))
    files = parts(docx(book_of(make_table([("乙",)], name="窄"), wide)))
    document = etree.fromstring(files["word/document.xml"])
    targets = {node.get("Id"): node.get("Target") for node in etree.fromstring(files["word/_rels/document.xml.rels"])}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    heights = []
    for section in document.iter(f"{W}sectPr"):
        reference = next(node for node in section.iter(f"{W}footerReference") if node.get(f"{W}type") == "default")
        footer = etree.fromstring(files[f"word/{targets[reference.get(relation)]}"])
        offset = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}posOffset"
        heights.append(int(list(footer.iter(offset))[1].text) / 36000)
    assert heights == pytest.approx([210 - 26 - 28, 297 - 26 - 28])


# The file as a whole


def test_properties() -> None:
    about = python_docx.Document(io.BytesIO(docx(small_book(), stamp=(2018, 1, 31, 9, 30, 5)))).core_properties
    assert (about.title, about.author, about.language) == ("莒南县政务公开事项标准目录", "莒南县人民政府", "zh-CN")
    assert about.created == about.modified
    assert f"{about.created:%Y-%m-%d %H:%M:%S}" == "2018-01-31 09:30:05"


def test_a_table_in_two_books_is_written_alike() -> None:
    book = small_book()
    alone = Book("public/分领域/社会救助", book.tables[0].title, [book.tables[0]])
    assert word_grids(docx(alone)) == [word_grids(docx(book))[1]]


def test_same_bytes_twice() -> None:
    assert docx(small_book()) == docx(small_book())


def test_one_writer_for_many_books_writes_what_many_writers_write() -> None:
    book = small_book()
    others = [Book(f"public/{table.name}", table.title, [table]) for table in book.tables]
    styles = [style for table in book.sheets for style in table.styles]
    one = WordWriter(frames("ooxml"), styles)
    together = [one.write_book(each) for each in (book, *others, book)]
    apart = [WordWriter(frames("ooxml"), styles).write_book(each) for each in (book, *others, book)]
    assert together == apart
