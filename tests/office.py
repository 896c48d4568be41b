"""Office files as canonical text, so that two of them can be compared line by line, and as grids of cells.

The canonical text holds whatever a reader sees or prints: texts, merges, sizes, typefaces, borders, page set-up,
document properties. How the file is put together (part names, style numbers, shared strings) is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"w": WORD, "x": SHEET, "wp": _DRAWING, "wps": _SHAPE, "r": _RELATIONS}
_W = f"{{{WORD}}}"
_ENCODED = re.compile("_x([0-9A-Fa-f]{4})_")


class Block(NamedTuple):
    """A merged block, rows and columns from 0, both ends inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Grid(NamedTuple):
    """The cells of a table; a merged block has its text in the first cell, its other cells are empty."""

    texts: list[list[str]]
    merges: set[Block]


def content(source: bytes | Path) -> bytes:
    """The bytes of a file, given as they are or by its path."""
    return source if isinstance(source, bytes) else source.read_bytes()


def parts(source: bytes | Path) -> dict[str, bytes]:
    """Name -> bytes of every part of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content(source))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """Parts as an Office file again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return stream.getvalue()


# Workbooks


def workbook(source: bytes | Path) -> Any:
    """A workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content(source)))


def decoded(text: str) -> str:
    """A cell's text as spreadsheet programs show it: `_x0041_` stands for the character U+0041. openpyxl leaves it."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), text)


def sheet_grid(source: bytes | Path, sheet: str | int = 0) -> Grid:
    """All cells of a sheet with its merges, by openpyxl: title, header, body and notes."""
    book = workbook(source)
    return _grid(book.worksheets[sheet] if isinstance(sheet, int) else book[sheet])


def sheet_grids(source: bytes | Path) -> dict[str, Grid]:
    """The cells and merges of every sheet, by its name."""
    return {sheet.title: _grid(sheet) for sheet in workbook(source)}


def _grid(sheet: Any) -> Grid:
    texts = [[decoded(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    areas = sheet.merged_cells.ranges
    return Grid(texts, {Block(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in areas})


def xlsx_text(source: bytes | Path) -> str:
    """The canonical text of a workbook."""
    return "\n".join(_workbook_lines(workbook(source))) + "\n"


def _workbook_lines(book: Any) -> Iterator[str]:
    about = book.properties
    for key in ("title", "subject", "creator", "description", "keywords", "language", "created", "modified"):
        yield f"property {key}: {getattr(about, key)}"
    for name, defined in sorted(book.defined_names.items()):
        yield f"name {name}: {defined.attr_text}"
    for sheet in book.worksheets:
        yield f"sheet {sheet.title!r} {sheet.sheet_state}"
        yield from (f"  {line}" for line in _sheet_lines(sheet))


def _sheet_lines(sheet: Any) -> Iterator[str]:
    setup, margins, pane = sheet.page_setup, sheet.page_margins, sheet.sheet_view.pane
    yield f"frozen {sheet.freeze_panes} {pane.state if pane else None}"
    yield f"print titles {sheet.print_title_rows} {sheet.print_title_cols}, area {sheet.print_area}"
    fit = sheet.sheet_properties.pageSetUpPr
    fitted = f"{fit.fitToPage if fit else None}:{setup.fitToWidth}x{setup.fitToHeight}"
    yield f"page paper={setup.paperSize} {setup.orientation} scale={setup.scale} fit={fitted}"
    sides = " ".join(f"{side}={getattr(margins, side):g}" for side in ("left", "right", "top", "bottom", "header", "footer"))
    yield f"margins {sides} centred={sheet.print_options.horizontalCentered},{sheet.print_options.verticalCentered}"
    for kind in ("oddHeader", "oddFooter", "evenHeader", "evenFooter"):
        frame = getattr(sheet, kind)
        yield f"{kind} {frame.left.text!r} {frame.center.text!r} {frame.right.text!r}"
    for letter, column in sorted(sheet.column_dimensions.items()):
        yield f"column {letter} width={column.width:g} hidden={column.hidden}"
    for number, row in sorted(sheet.row_dimensions.items()):
        yield f"row {number} height={row.height} hidden={row.hidden}"
    for area in sorted(map(str, sheet.merged_cells.ranges)):
        yield f"merge {area}"
    for row in sheet.iter_rows():
        for cell in row:
            yield _cell_line(cell)


def _cell_line(cell: Any) -> str:
    font, border, place = cell.font, cell.border, cell.alignment
    colour = font.color.rgb if font.color is not None else None
    lines = ",".join(str(getattr(border, side).style) for side in ("left", "right", "top", "bottom"))
    link = getattr(cell, "hyperlink", None)
    value = f"{cell.data_type}:{cell.value!r}" if cell.value is not None else "empty"
    return (
        f"{cell.coordinate} {value} font={font.name},{font.sz:g},b={bool(font.b)},i={bool(font.i)},u={font.u},{colour} "
        f"align={place.horizontal},{place.vertical},wrap={bool(place.wrap_text)} border={lines} "
        f"format={cell.number_format},{bool(cell.quotePrefix)} fill={cell.fill.fill_type} link={link.location if link else None}"
    )


# Word documents


def docx_text(source: bytes | Path) -> str:
    """The canonical text of a document."""
    return "\n".join(_document_lines(parts(source))) + "\n"


def word_grids(source: bytes | Path) -> list[Grid]:
    """The tables of a document, read cell by cell. Fails if a row does not fill the grid or a vertical merge hangs in the air."""
    document = etree.fromstring(parts(source)["word/document.xml"])
    return [_word_grid(table) for table in document.iter(f"{_W}tbl")]


def _word_grid(table: Any) -> Grid:
    columns = len(table.findall("w:tblGrid/w:gridCol", _NAMES))
    texts: list[list[str]] = []
    above: dict[int, Block] = {}  # first column -> the vertical merge that reaches into the row above
    merges: set[Block] = set()
    for number, row in enumerate(table.findall("w:tr", _NAMES)):
        line, here = [""] * columns, dict[int, Block]()
        column = 0
        for cell in row.findall("w:tc", _NAMES):
            span = int(_value(cell, "w:tcPr/w:gridSpan") or 1)
            vertical = cell.find("w:tcPr/w:vMerge", _NAMES)
            if vertical is not None and vertical.get(f"{_W}val", "continue") == "continue":
                assert column in above, f"row {number}, column {column}: a merge continues that was not begun"
                block = above.pop(column)
                assert block.last_column == column + span - 1, f"row {number}, column {column}: a merge changes its width"
                assert not paragraph_text(cell), f"row {number}, column {column}: text in a covered cell"
                here[column] = block._replace(last_row=number)
            else:
                line[column : column + 1] = [paragraph_text(cell)]
                block = Block(number, column, number, column + span - 1)
                if vertical is not None:
                    here[column] = block
                elif span > 1:
                    merges.add(block)
            column += span
        assert column == columns, f"row {number} fills {column} of {columns} columns"
        merges |= set(above.values())
        above = here
        texts.append(line)
    merges |= set(above.values())
    for block in merges:
        assert block[:2] != block[2:], f"{block}: a merge of one cell"
    return Grid(texts, merges)


def paragraph_text(node: Any) -> str:
    """The text of paragraphs, with their line breaks, paragraphs on lines of their own."""
    return "\n".join("".join(_run_texts(paragraph)) for paragraph in node.findall("w:p", _NAMES))


def _run_texts(node: Any) -> Iterator[str]:
    for part in node.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        yield (part.text or "") if part.tag == f"{_W}t" else "\n" if part.tag == f"{_W}br" else "\t"


def _document_lines(files: dict[str, bytes]) -> Iterator[str]:
    for node in etree.fromstring(files["docProps/core.xml"]):
        yield f"property {etree.QName(node).localname}: {node.text}"
    styles = {node.get(f"{_W}styleId"): node for node in etree.fromstring(files["word/styles.xml"]).iter(f"{_W}style")}
    yield f"defaults {_look(etree.fromstring(files['word/styles.xml']).find('w:docDefaults/w:rPrDefault', _NAMES))}"
    for node in styles.values():
        yield f"style {_value(node, 'w:name')!r} {_look(node)}"
    yield f"even and odd footers: {etree.fromstring(files['word/settings.xml']).find('w:evenAndOddHeaders', _NAMES) is not None}"
    for font in etree.fromstring(files["word/fontTable.xml"]):
        yield f"font {font.get(f'{_W}name')} {_look(font)}"
    body = etree.fromstring(files["word/document.xml"])[0]
    for node in body:
        if node.tag == f"{_W}p":
            yield _paragraph_line(node, styles)
            for section in node.iterfind("w:pPr/w:sectPr", _NAMES):
                yield from _section_lines(section, files)
        elif node.tag == f"{_W}tbl":
            yield from _table_lines(node, styles)
        else:
            yield from _section_lines(node, files)


def _paragraph_line(node: Any, styles: dict[str, Any]) -> str:
    style = styles.get(_value(node, "w:pPr/w:pStyle"))
    runs = [_look(part) for part in node.iter(f"{_W}rPr")]
    own = [etree.QName(part).localname for part in node.iterfind("w:pPr/*", _NAMES) if part.tag != f"{_W}pStyle"]
    name = _value(style, "w:name") if style is not None else ""
    extra = " ".join([*sorted(own), *_link_texts(node)])
    return f"p [{name}] {extra} {''.join(_run_texts(node))!r} {runs or ''}".rstrip()


def _link_texts(node: Any) -> Iterator[str]:
    """Where a paragraph leads to, and the names under which it can be reached."""
    for link in node.iter(f"{_W}hyperlink"):
        yield f"link {link.get(f'{_W}anchor')} {link.get(f'{_W}history')} {''.join(_run_texts(link))!r}"
    ends = {end.get(f"{_W}id") for end in node.iter(f"{_W}bookmarkEnd")}
    for mark in node.iter(f"{_W}bookmarkStart"):
        yield f"mark {mark.get(f'{_W}name')}{'' if mark.get(f'{_W}id') in ends else ' without end'}"


def _table_lines(table: Any, styles: dict[str, Any]) -> Iterator[str]:
    widths = ",".join(column.get(f"{_W}w") for column in table.findall("w:tblGrid/w:gridCol", _NAMES))
    style = styles.get(_value(table, "w:tblPr/w:tblStyle"))
    yield f"table [{_value(style, 'w:name') if style is not None else ''}] {_look(table.find('w:tblPr', _NAMES))} grid {widths}"
    for row in table.findall("w:tr", _NAMES):
        flags = sorted(etree.QName(flag).localname for flag in row.iterfind("w:trPr/*", _NAMES))
        yield f"  row {' '.join(flags)}"
        for cell in row.findall("w:tc", _NAMES):
            yield f"    cell {_look(cell.find('w:tcPr', _NAMES))}"
            yield from (f"      {_paragraph_line(paragraph, styles)}" for paragraph in cell.findall("w:p", _NAMES))


def _section_lines(section: Any, files: dict[str, bytes]) -> Iterator[str]:
    yield f"section {_look(section)}"
    targets = {node.get("Id"): node.get("Target") for node in etree.fromstring(files["word/_rels/document.xml.rels"])}
    for reference in section.findall("w:footerReference", _NAMES):
        footer = etree.fromstring(files[f"word/{targets[reference.get(f'{{{_RELATIONS}}}id')]}"])
        fields = [node.get(f"{_W}instr", "").strip() for node in footer.iter(f"{_W}fldSimple")]
        aligned = [node.get(f"{_W}val") for node in footer.iter(f"{_W}jc")]
        offsets = [node.text for node in footer.iter(f"{{{_DRAWING}}}posOffset")]
        turned = [node.get("vert") for node in footer.iter(f"{{{_SHAPE}}}bodyPr")]
        text = "".join(_run_texts(footer))
        yield f"footer {reference.get(f'{_W}type')} {text!r} {fields} align={aligned} at={offsets} turned={turned}"


def _value(node: Any, path: str) -> str:
    found = node.find(path, _NAMES) if node is not None else None
    return "" if found is None else found.get(f"{_W}val", "")


def _look(node: Any) -> str:
    """Every attribute below a node, but for names that only hold the file together."""
    if node is None:
        return ""
    return " ".join(filter(None, map(_attributes, _inner(node))))


def _inner(node: Any) -> Iterable[Any]:
    aside = {f"{_W}{name}" for name in ("name", "basedOn", "footerReference", "tblStyle")}
    return (part for part in node.iterdescendants() if part.tag not in aside)


def _attributes(node: Any) -> str:
    values = ",".join(f"{etree.QName(key).localname}={value}" for key, value in sorted(node.attrib.items()))
    return f"{etree.QName(node).localname}({values})"
