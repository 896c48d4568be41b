"""The comparer of Office files is itself tested: whatever changes in a file must change its canonical text."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from lxml import etree
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from office import Block, Grid, docx_text, packed, parts, sheet_grid, word_grids, workbook, xlsx_text
from tables import docx, small_book, xlsx

WORKBOOK = xlsx(small_book())
DOCUMENT = docx(small_book())
SHEET = "社会救助"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def saved(book: Any) -> bytes:
    """A workbook written by openpyxl, with the time of change that it had: openpyxl would put in its own."""
    modified = book.properties.modified
    stream = io.BytesIO()
    book.save(stream)
    files = parts(stream.getvalue())
    core = etree.fromstring(files["docProps/core.xml"])
    core.find("{http://purl.org/dc/terms/}modified").text = f"{modified:%Y-%m-%dT%H:%M:%SZ}"
    return packed({**files, "docProps/core.xml": etree.tostring(core)})


def test_a_workbook_saved_anew_is_the_same() -> None:
    assert xlsx_text(saved(workbook(WORKBOOK))) == xlsx_text(WORKBOOK)


def test_each_cell_of_a_workbook_counts() -> None:
    addresses = [(sheet.title, cell.coordinate) for sheet in workbook(WORKBOOK) for row in sheet for cell in row]
    merged = {(sheet.title, at) for sheet in workbook(WORKBOOK) for area in sheet.merged_cells.ranges for at in covered(area)}
    changed = [at for at in addresses if at not in merged]
    assert len(changed) > 20
    for sheet, address in changed:
        book = workbook(WORKBOOK)
        cell = book[sheet][address]
        cell.value = f"{cell.value or ''}。"
        assert xlsx_text(saved(book)) != xlsx_text(WORKBOOK), (sheet, address)


def covered(area: Any) -> set[str]:
    inside = {cell for row in area.rows for cell in row}
    return {f"{chr(64 + column)}{row}" for row, column in inside - {(area.min_row, area.min_col)}}


def test_each_merge_of_a_workbook_counts() -> None:
    areas = [(sheet.title, str(area)) for sheet in workbook(WORKBOOK) for area in sheet.merged_cells.ranges]
    assert len(areas) > 6
    for sheet, area in areas:
        book = workbook(WORKBOOK)
        book[sheet].unmerge_cells(area)
        assert xlsx_text(saved(book)) != xlsx_text(WORKBOOK), (sheet, area)


def _style(**change: Any) -> Callable[[Any], None]:
    def mutate(book: Any) -> None:
        for key, value in change.items():
            setattr(book[SHEET]["B4"], key, value)

    return mutate


def _set(path: str, value: Any) -> Callable[[Any], None]:
    def mutate(book: Any) -> None:
        *way, last = path.split(".")
        target = book[SHEET]
        for step in way:
            target = target[step] if hasattr(target, "keys") else getattr(target, step)
        setattr(target, last, value)

    return mutate


SIDES = dict.fromkeys(("left", "right", "top", "bottom"), Side("thin"))
MUTATIONS: dict[str, Callable[[Any], None]] = {
    "a new merge": lambda book: book[SHEET].merge_cells("C7:D7"),
    "typeface": _style(font=Font(name="宋体", sz=11.25)),
    "size": _style(font=Font(name="仿宋_GB2312", sz=12)),
    "bold": _style(font=Font(name="仿宋_GB2312", sz=11.25, b=True)),
    "italic": _style(font=Font(name="仿宋_GB2312", sz=11.25, i=True)),
    "underline": _style(font=Font(name="仿宋_GB2312", sz=11.25, u="single")),
    "colour": _style(font=Font(name="仿宋_GB2312", sz=11.25, color="FFFF0000")),
    "horizontal": _style(alignment=Alignment("right", "center", wrap_text=True)),
    "vertical": _style(alignment=Alignment("center", "top", wrap_text=True)),
    "wrap": _style(alignment=Alignment("center", "center", wrap_text=False)),
    **{f"border {side}": _style(border=Border(**{**SIDES, side: Side("thick")})) for side in SIDES},
    "number format": _style(number_format="General"),
    "quote prefix": _style(quotePrefix=False),
    "fill": _style(fill=PatternFill("solid", "FFFF00")),
    "frozen": _set("freeze_panes", "B3"),
    "not frozen": _set("freeze_panes", None),
    "print titles": _set("print_title_rows", "1:1"),
    "print area": _set("print_area", "A1:B2"),
    "column width": _set("column_dimensions.B.width", 3),
    "hidden column": _set("column_dimensions.B.hidden", True),
    "row height": lambda book: setattr(book[SHEET].row_dimensions[4], "height", 99),
    "hidden row": lambda book: setattr(book[SHEET].row_dimensions[4], "hidden", True),
    "paper": _set("page_setup.paperSize", 8),
    "orientation": _set("page_setup.orientation", "portrait"),
    "scale": _set("page_setup.scale", 50),
    "fit": _set("sheet_properties.pageSetUpPr.fitToPage", False),
    "fit height": _set("page_setup.fitToHeight", 1),
    "fit width": _set("page_setup.fitToWidth", 2),
    **{f"margin {side}": _set(f"page_margins.{side}", 0.5) for side in ("left", "right", "top", "bottom", "header", "footer")},
    "centred": _set("print_options.horizontalCentered", False),
    "footer": _set("oddFooter.center.text", "第 &P 页"),
    "sheet name": _set("title", "别的"),
    "hidden sheet": _set("sheet_state", "hidden"),
    "order of sheets": lambda book: book.move_sheet(SHEET, 1),
    "one sheet less": lambda book: book.remove(book["养老服务"]),
    "link": lambda book: setattr(book["目录"]["B3"].hyperlink, "location", "'养老服务'!A1"),
    "no link": lambda book: setattr(book["目录"]["B3"], "hyperlink", None),
    "a formula": lambda book: setattr(book[SHEET]["D5"], "data_type", "f"),
    "title": lambda book: setattr(book.properties, "title", "别的"),
    "creator": lambda book: setattr(book.properties, "creator", "别人"),
    "created": lambda book: setattr(book.properties, "created", datetime(2018, 1, 31)),
    "modified": lambda book: setattr(book.properties, "modified", datetime(2018, 1, 31)),
    "language": lambda book: setattr(book.properties, "language", "en"),
}  # fmt: skip


@pytest.mark.parametrize("what", MUTATIONS)
def test_each_property_of_a_workbook_counts(what: str) -> None:
    book = workbook(WORKBOOK)
    MUTATIONS[what](book)
    assert xlsx_text(saved(book)) != xlsx_text(WORKBOOK)


def changed_document(part: str, change: Callable[[Any], None]) -> bytes:
    files = parts(DOCUMENT)
    tree = etree.fromstring(files[part])
    change(tree)
    return packed({**files, part: etree.tostring(tree, encoding="utf-8", xml_declaration=True)})


def test_a_document_packed_anew_is_the_same() -> None:
    assert docx_text(packed(parts(DOCUMENT))) == docx_text(DOCUMENT)


# What only holds the file together: parts named by number, styles by id, spaces kept.
INSIDE = {"id", "space", "styleId", "customStyle", "type", "default"}


def _attributes() -> list[tuple[str, str, str]]:
    """One place of every kind: part, element, attribute."""
    found: dict[tuple[str, str, str], None] = {}
    for part in ("word/document.xml", "word/styles.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml"):
        for node in etree.fromstring(parts(DOCUMENT)[part]).iter(f"{W}*"):
            for key in node.attrib:
                if etree.QName(key).localname not in INSIDE or node.tag == f"{W}tblLayout":
                    found[part, str(node.tag), str(key)] = None
    return [place for place in found if not _is_furniture(*place)]


def _is_furniture(part: str, tag: str, key: str) -> bool:
    """Parts of the footers that no reader sees, and which style another one is based on."""
    name = etree.QName(tag).localname
    return name == "basedOn" or ("footer" in part and name in ("rFonts", "sz", "ind"))


@pytest.mark.parametrize(("part", "tag", "key"), _attributes(), ids=lambda value: value.rpartition("}")[2])
def test_each_attribute_of_a_document_counts(part: str, tag: str, key: str) -> None:
    def change(tree: Any) -> None:
        node = next(node for node in tree.iter(tag) if key in node.attrib)
        node.set(key, "7")

    assert docx_text(changed_document(part, change)) != docx_text(DOCUMENT)


def _elements() -> list[str]:
    found = {str(node.tag) for node in etree.fromstring(parts(DOCUMENT)["word/document.xml"]).iter(f"{W}*")}
    return sorted(found - {f"{W}document", f"{W}body"})


@pytest.mark.parametrize("tag", _elements(), ids=lambda value: value.rpartition("}")[2])
def test_each_element_of_a_document_counts(tag: str) -> None:
    def change(tree: Any) -> None:
        node = next(tree.iter(tag))
        node.getparent().remove(node)

    assert docx_text(changed_document("word/document.xml", change)) != docx_text(DOCUMENT)


def test_each_cell_of_a_document_counts() -> None:
    count = len(list(etree.fromstring(parts(DOCUMENT)["word/document.xml"]).iter(f"{W}t")))
    assert count > 25
    for number in range(count):

        def change(tree: Any, number: int = number) -> None:
            node = list(tree.iter(f"{W}t"))[number]
            node.text = f"{node.text}。"

        assert docx_text(changed_document("word/document.xml", change)) != docx_text(DOCUMENT), number


def test_settings_of_a_document_count() -> None:
    def change(tree: Any) -> None:
        tree.remove(tree.find(f"{W}evenAndOddHeaders"))

    assert docx_text(changed_document("word/settings.xml", change)) != docx_text(DOCUMENT)


def test_grids_hold_what_was_meant() -> None:
    expected = Grid(
        [
            ["序号", "公开事项", "", "备注"],
            ["", "一级事项", "二级事项", ""],
            ["1", "最低生活保障", "办事指南", "第一行\n第二行"],
            ["2", "", "审核信息", "=1+1"],
            ["3", "特困人员", "", ""],
            ["4", "", "", "<甲> & “乙”"],
        ],
        {Block(0, 0, 1, 0), Block(0, 1, 0, 2), Block(0, 3, 1, 3), Block(2, 1, 3, 1), Block(4, 1, 5, 2)},
    )
    assert word_grids(DOCUMENT)[1] == expected
    sheet = sheet_grid(WORKBOOK, SHEET)
    assert sheet.texts[1:7] == expected.texts
    moved = {Block(top + 1, left, bottom + 1, right) for top, left, bottom, right in expected.merges}
    assert sheet.merges == moved | {Block(0, 0, 0, 3), Block(7, 0, 7, 3), Block(8, 0, 8, 3)}


def _merge_in_the_air(tree: Any) -> None:
    first = next(node for node in tree.iter(f"{W}vMerge") if node.get(f"{W}val") == "restart")
    first.getparent().remove(first)


def _wider_below(tree: Any) -> None:
    follower = next(node for node in tree.iter(f"{W}vMerge") if node.get(f"{W}val") is None)
    follower.addprevious(etree.Element(f"{W}gridSpan", {f"{W}val": "2"}))


def _short_row(tree: Any) -> None:
    row = next(tree.iter(f"{W}tr"))
    row.remove(row.findall(f"{W}tc")[-1])


def _hidden_text(tree: Any) -> None:
    follower = next(node for node in tree.iter(f"{W}vMerge") if node.get(f"{W}val") is None)
    paragraph = follower.getparent().getparent().find(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = "看不见"


@pytest.mark.parametrize("change", [_merge_in_the_air, _wider_below, _short_row, _hidden_text])
def test_a_broken_table_is_not_read(change: Callable[[Any], None]) -> None:
    with pytest.raises(AssertionError):
        word_grids(changed_document("word/document.xml", change))
