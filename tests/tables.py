"""Tables to render: small ones by hand, and strategies for any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from gwcat.document.page import Page, TextStyle
from gwcat.document.table import Book, Column, HeaderCell, Link, Merge, Table
from gwcat.forms.library import Library
from gwcat.render.frames import Frames
from gwcat.render.html import PageWriter
from gwcat.render.word import WordWriter
from gwcat.render.workbook import WorkbookWriter

TITLE = TextStyle("方正小标宋简体", 18, "center", level=1, after=6)
HEAD = TextStyle("黑体", 9, "center")
LEFT = TextStyle("仿宋_GB2312", 9)
MIDDLE = TextStyle("仿宋_GB2312", 9, "center")

# What official texts are made of, and what finds its way into them.
SIGNS = "公开事项目录一二三政府（）《》〔〕“”、，。；：—…■□√　0123456789abcXYZ =+-@'\"&<>_/\\\n\t😀𠮷éÅ\u00a0\u200b"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=60)
# Plain words: nothing that a format must leave out or change.
WORDS = st.text(alphabet="公开事项目录（）、。 0aZ■√<&\"'=\n", max_size=40).map(str.strip)


# Texts that a format may stumble over.
HARD = {
    "line breaks": "第一行\n第二行\r\n第三行\r第四行\n",
    "spaces": "  前后都有空格　 ",
    "tabs": "甲\t乙",
    "emoji": "👨‍👩‍👧‍👦 😀 🇨🇳",
    "rare characters": "𠮷野家 㙍 \ue000",
    "a long word": "pneumonoultramicroscopicsilicovolcanoconiosis" * 5,
    "a long number": "37132719800101123400000000000",
    "an address": "https://www.junan.gov.cn/xxgk/?a=1&b=<2>",
    "encoded characters": "_x0041_ _x000D_",
    "markup": "<b>&amp;</b>]]>",
    "formula": "=SUM(A1:A9)",
    "only a sign": "=",
    "date": "2018-01-31",
    "number": "012",
    "error value": "#REF!",
    "truth": "TRUE",
    "control characters": "甲\x00\x01\x1f乙",
    "right to left": "\u202e反\u202c",
}


def readable(text: str) -> str:
    """What an XML file can carry of a text, as XML reads it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def make_table(rows: Sequence[Sequence[str]], *, merges: Sequence[tuple[int, int, int, int]] = (), **given: Any) -> Table:
    """A table of these rows under one row of headings; everything else may be given by its name in `Table`."""
    count = len(rows[0]) if rows else len(given.get("columns", ())) or 3
    columns = tuple(Column(f"列{number}", 20 + 5 * number, MIDDLE if number % 2 else LEFT) for number in range(count))
    columns = given.setdefault("columns", columns)
    given.setdefault("header", tuple(HeaderCell(column.name, 0, number) for number, column in enumerate(columns)))
    plain: dict[str, Any] = {
        "name": "社会救助",
        "title": "莒南县社会救助领域政务公开事项目录",
        "header_rows": 1,
        "notes": ("注释：", "1.公开事项：指某个具体应公开事项的名称。"),
        "page": Page(),
        "title_style": TITLE,
        "header_style": HEAD,
        "note_style": LEFT,
    }
    return Table(rows=[tuple(row) for row in rows], merges=[Merge(*merge) for merge in merges], **{**plain, **given})


def two_row_header() -> tuple[HeaderCell, ...]:
    """序号 and 备注 reach down two rows, 公开事项 spans two columns."""
    return (
        HeaderCell("序号", 0, 0, rows=2),
        HeaderCell("公开事项", 0, 1, columns=2),
        HeaderCell("一级事项", 1, 1),
        HeaderCell("二级事项", 1, 2),
        HeaderCell("备注", 0, 3, rows=2),
    )


def small_book(*, front: bool = True) -> Book:
    """Two tables with every kind of thing in them: header groups, merges down and across, line breaks, notes, links."""
    rows = [
        ("1", "最低生活保障", "办事指南", "第一行\n第二行"),
        ("2", "", "审核信息", "=1+1"),
        ("3", "特困人员", "", ""),
        ("4", "", "", "<甲> & “乙”"),
    ]
    first = make_table(
        rows, merges=[(0, 1, 1, 1), (2, 1, 3, 2)], header=two_row_header(), header_rows=2, frozen_columns=3, name="社会救助"
    )
    second = make_table([("1", "办事指南")], name="养老服务", title="莒南县养老服务领域政务公开事项目录", notes=())
    index = make_table(
        [("1", "社会救助"), ("2", "养老服务")], name="目录", title="莒南县政务公开事项标准目录", notes=(),
        links=[Link(0, 1, "社会救助"), Link(1, 1, "养老服务")],
    )  # fmt: skip
    return Book("public/总目录", "莒南县政务公开事项标准目录", [first, second], index if front else None)


def book_of(*tables: Table, front: Table | None = None) -> Book:
    return Book("public/书", "莒南县政务公开事项标准目录", list(tables), front)


def frames(kind: str) -> Frames:
    library = Library()
    return Frames(lambda name: library.path(kind, name))


def xlsx(book: Book, **given: Any) -> bytes:
    """The workbook of a book, by a writer that has seen only this book."""
    return WorkbookWriter(frames("ooxml"), book.sheets, **given).write(book, creator="莒南县人民政府")


def docx(book: Book, **given: Any) -> bytes:
    """The document of a book, by a writer that has seen only this book."""
    styles = [style for table in book.sheets for style in table.styles]
    return WordWriter(frames("ooxml"), styles, **given).write_book(book, creator="莒南县人民政府")


def page(book: Book) -> str:
    """The page of a book."""
    return PageWriter(frames("html")).write(book).decode()


@st.composite
def merged_tables(draw: st.DrawFn, texts: st.SearchStrategy[str] = WORDS, most_rows: int = 8) -> Table:
    """Any table whose merges do not overlap and whose covered cells are empty."""
    columns = draw(st.integers(1, 5))
    count = draw(st.integers(0, most_rows))
    rows = [[draw(texts) for _ in range(columns)] for _ in range(count)]
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 4)) if count else 0):
        top, left = draw(st.integers(0, count - 1)), draw(st.integers(0, columns - 1))
        bottom, right = draw(st.integers(top, count - 1)), draw(st.integers(left, columns - 1))
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            merges.append((top, left, bottom, right))
            for row, column in cells - {(top, left)}:
                rows[row][column] = ""
    plain = tuple(Column(f"列{number}", draw(st.integers(5, 60)), MIDDLE if number % 2 else LEFT) for number in range(columns))
    return make_table(rows, merges=merges, columns=plain, frozen_columns=draw(st.integers(0, columns - 1)))
