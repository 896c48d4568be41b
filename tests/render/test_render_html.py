"""Pages: semantic tables whose cells cover the grid exactly, everything escaped, nothing fetched from elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import html

from gwcat.document.page import Page
from gwcat.document.table import Link, Table
from office import Block, Grid
from pages import PageTable, cells_of, page_of, page_tables
from tables import TEXTS, book_of, make_table, merged_tables, page, small_book


def expected(table: Table) -> PageTable:
    header = [[""] * len(table.columns) for _ in range(table.header_rows)]
    for cell in table.header:
        header[cell.row][cell.column] = cell.text
    spans = {Block(c.row, c.column, c.row + c.rows - 1, c.column + c.columns - 1) for c in table.header}
    return PageTable(
        table.title,
        Grid(header, {block for block in spans if block[:2] != block[2:]}),
        Grid([list(row) for row in table.rows], {Block(*merge) for merge in table.merges}),
    )


# The checker of grids


def section(markup: str) -> Grid:
    return cells_of(html.fragment_fromstring(f"<table><tbody>{markup}</tbody></table>").find("tbody"))


def test_the_checker_reads_spans() -> None:
    grid = section(
        "<tr><td rowspan=2>a</td><td colspan=2>b<br>c</td></tr>"
        "<tr><td>d</td><td rowspan=2>e</td></tr>"
        "<tr><td>f</td><td>g</td></tr>"
    )
    assert grid.texts == [["a", "b\nc", ""], ["", "d", "e"], ["f", "g", ""]]
    assert grid.merges == {Block(0, 0, 1, 0), Block(0, 1, 0, 2), Block(1, 2, 2, 2)}


BROKEN = {
    "a cell short": "<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>",
    "a cell too many": "<tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>",
    "out of the section": "<tr><td rowspan=2>a</td></tr>",
    "two cells at one place": "<tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr>",
    "a covered cell written": "<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>",
    "an empty row": "<tr></tr><tr><td>a</td></tr>",
}


@pytest.mark.parametrize("markup", BROKEN.values(), ids=BROKEN)
def test_the_checker_notices(markup: str) -> None:
    with pytest.raises(AssertionError):
        section(markup)


# Tables


def plain(text: str) -> str:
    """A text as a page holds it: HTML has no NUL, and a carriage return is a line feed."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


@given(merged_tables())
def test_cells_and_merges_come_back(table: Table) -> None:
    assert page_tables(page(book_of(table))) == [expected(table)]


@given(merged_tables(TEXTS.map(plain)))
def test_any_text_comes_back(table: Table) -> None:
    assert page_tables(page(book_of(table))) == [expected(table)]


def test_control_characters_are_left_out() -> None:
    """They are not allowed in a page; workbooks and documents leave them out as well."""
    text = page(book_of(make_table([("甲\x00\x01\x08\x0b\x1f乙",)], title="甲\x01乙", notes=("甲\x02乙",))))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    assert text.count("甲乙") >= 3


def test_half_a_character_does_not_stop_the_page() -> None:
    assert "甲乙" in page(book_of(make_table([("甲\ud83d乙",)])))


@pytest.mark.parametrize("rows", [[], [("甲", "乙", "丙")]], ids=["empty", "one row"])
def test_small_tables(rows: list[tuple[str, ...]]) -> None:
    table = make_table(rows)
    assert page_tables(page(book_of(table))) == [expected(table)]


def test_header_groups() -> None:
    heads = {th.text: (th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in page_of(page(small_book())).iter("th")}
    assert heads["序号"] == heads["备注"] == ("col", "2", None)
    assert heads["公开事项"] == ("colgroup", None, "2")
    assert heads["一级事项"] == heads["二级事项"] == ("col", None, None)


def test_semantics() -> None:
    found = page_of(page(small_book()))
    assert found.get("lang") == "zh-CN"
    assert found.find("head/meta[@charset]").get("charset") == "utf-8"
    assert found.findtext("head/title") == "莒南县政务公开事项标准目录"
    tables = list(found.iter("table"))
    assert len(tables) == 3
    for table in tables:
        assert [child.tag for child in table] == ["caption", "colgroup", "thead", "tbody"]
        assert all(cell.tag == "th" for row in table.find("thead") for cell in row)
        assert all(cell.tag == "td" for row in table.find("tbody") for cell in row)
    assert len(list(found.iter("main"))) == 1


def test_the_page_begins_with_a_doctype() -> None:
    assert page(small_book()).startswith("<!DOCTYPE html>")


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    found = page_of(page(small_book()))
    ids = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    targets = [link.get("href") for link in found.iter("a")]
    assert {"#t-社会救助", "#t-养老服务"} <= set(targets)
    assert {target[1:] for target in targets} <= set(ids)


@pytest.mark.parametrize("name", ["目录", "甲 乙", "<b>&\"'", "#?%"])
def test_ids_and_links_hold_for_any_name(name: str) -> None:
    index = make_table([("1", name)], name="目录", links=[Link(0, 1, name)])
    found = page_of(page(book_of(make_table([("甲",)], name=name), make_table([("乙",)], name="乙"), front=index)))
    ids = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) == 3
    (link,) = (node for node in found.iter("td") if node.find("a") is not None)
    assert link.find("a").get("href") == f"#{ids[1]}"


def test_index_links() -> None:
    found = page_of(page(small_book()))
    linked = [(link.get("href"), link.text) for link in next(found.iter("table")).iter("a")]
    assert linked == [("#t-社会救助", "社会救助"), ("#t-养老服务", "养老服务")]


# Escaping

SCRIPT = "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


def test_markup_in_texts_is_text() -> None:
    table = make_table([(SCRIPT, "乙")], title=SCRIPT, notes=(SCRIPT,), name=SCRIPT)
    text = page(book_of(table, make_table([("丙",)], name="丙"), front=make_table([("1", "x")], links=[Link(0, 1, SCRIPT)])))
    found = page_of(text)
    assert not list(found.iter("script", "img"))
    assert not [node for node in found.iter() for key in node.attrib if key.startswith("on")]
    tables = page_tables(text)
    assert tables[1].body.texts[0][0] == SCRIPT
    assert tables[1].caption == SCRIPT
    assert [note.text for note in found.find_class("notes")[1].iter("p")] == [SCRIPT]


def test_line_breaks() -> None:
    assert "甲<br>乙" in page(book_of(make_table([("甲\n乙",)])))


# Alone, and on paper


def test_nothing_is_fetched_from_elsewhere() -> None:
    text = page(small_book())
    found = page_of(text)
    assert not list(found.iter("script", "link", "img", "iframe", "object", "embed"))
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_print_style() -> None:
    style = page_of(page(small_book())).findtext("head/style")
    assert "@media print" in style
    assert re.search(r"@page\s*\{\s*size: A4 landscape; margin: 28mm 37mm 26mm 35mm;", style)
    assert re.search(r"thead\s*\{\s*display: table-header-group", style), "header rows repeated on every page"
    assert re.search(r"tr\s*\{\s*break-inside: avoid", style), "rows do not split"


def test_print_style_of_other_paper() -> None:
    style = page_of(page(book_of(make_table([("甲",)], page=Page("A3", False, 37, 26, 35, 28, "foot"))))).findtext("head/style")
    assert "size: A3 portrait; margin: 37mm 26mm 35mm 28mm" in style


def test_column_widths_add_up() -> None:
    for table in page_of(page(small_book())).iter("table"):
        shares = [float(re.sub("[^0-9.]", "", column.get("style"))) for column in table.find("colgroup")]
        assert sum(shares) == pytest.approx(100, abs=0.1)


def test_same_text_twice() -> None:
    assert page(small_book()) == page(small_book())
