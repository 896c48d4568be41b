"""What the parts of an XLSX say beyond its values: hidden rows and columns, text struck out, formulas without a result."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gwcat.intake.grid import Note
from gwcat.intake.guard import Source, damaged, part, too_far
from gwcat.intake.xml import parse_xml

_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_STYLED = re.compile(rb"<(?:\w+:)?c\s([^<>]*\bs\s*=\s*[\"'](\d+)[\"'][^<>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b.*?</(?:\w+:)?c>", re.DOTALL)
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^<>]*\bt\s*=\s*[\"']e[\"'][^<>]*)>")
_SPREAD = 1000  # hidden columns behind this one are nobody's


@dataclass(slots=True)
class SheetFacts:
    """Rows and columns from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    faulty: list[tuple[int, int]] = field(default_factory=list)

    def notes_for(self, rows: Sequence[Sequence[str]]) -> Iterator[Note]:
        """What is to be told of the cells of these rows."""
        for row, column in self.struck:
            if text := _at(rows, row, column):
                yield Note("存疑", row, column, "单元格的文字有删除线，仍读入了；要删去请把它清空。", text)
        for row, column in self.formulas:
            if not _at(rows, row, column):
                yield Note("未识别", row, column, "单元格是公式，文件里没有存它的结果；请打开文件保存一次再试。")
        for row, column in self.faulty:
            yield Note("未识别", row, column, "单元格是公式的出错值（如 #REF!），没有读入。")


def _at(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    return rows[row][column].strip() if row < len(rows) and column < len(rows[row]) else ""


def sheet_facts(source: Source, limit: int) -> dict[str, SheetFacts]:
    """Sheet name -> what its part says. Raises GwcatError for a sheet whose cells span more than `limit`."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            struck = _struck_styles(part(archive, "xl/styles.xml"), source.place)
            return {
                name: _facts(part(archive, path), struck, limit, source.place, name)
                for name, path in _sheets(archive, source.place)
            }
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise damaged(source.place) from error


def _sheets(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[str, str]]:
    relations = parse_xml(part(archive, "xl/_rels/workbook.xml.rels"), place)
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    for node in parse_xml(part(archive, "xl/workbook.xml"), place).iterfind(".//{*}sheet"):
        identity = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
        target = targets.get(identity, "")
        yield node.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _struck_styles(data: bytes, place: str) -> frozenset[int]:
    """The numbers of cell styles whose font is struck out."""
    if b"strike" not in data:
        return frozenset()
    styles = parse_xml(data, place)
    fonts = [_is_struck(font) for font in styles.iterfind("{*}fonts/{*}font")]
    cells = (int(style.get("fontId", "0")) for style in styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(number for number, font in enumerate(cells) if font < len(fonts) and fonts[font])


def _is_struck(font: Any) -> bool:
    node = font.find("{*}strike")
    return node is not None and node.get("val", "1") not in ("0", "false")


def _facts(data: bytes, struck: frozenset[int], limit: int, place: str, name: str) -> SheetFacts:
    row = column = 0
    for letters in set(_CELL.findall(data)) if len(data) < 4096 else _corners(data):
        row, column = max(row, int(letters[1])), max(column, _number(letters[0]) + 1)
    if row * column > limit:
        raise too_far(place, name, row, column)
    facts = SheetFacts()
    if _HIDDEN.search(data):
        facts.hidden_rows = frozenset(_hidden_rows(data))
        facts.hidden_columns = frozenset(_hidden_columns(data))
    if struck:
        facts.struck = [spot for text, style in _STYLED.findall(data) if int(style) in struck and (spot := _spot(text))]
    if b"<f" in data or b":f" in data:
        facts.formulas = [spot for text in _FORMULA.findall(data) if (spot := _spot(text))]
    if b'"e"' in data or b"'e'" in data:
        facts.faulty = [spot for text in _ERROR.findall(data) if (spot := _spot(text))]
    return facts


def _corners(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The references of cells that hold something, each column and each row at least once."""
    columns: dict[bytes, bytes] = {}
    rows = b"0"
    last = 0
    for letters, row in _CELL.findall(data):
        columns[letters] = row
        if int(row) > last:
            rows, last = row, int(row)
    yield from columns.items()
    yield b"A", rows


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _spot(attributes: bytes) -> tuple[int, int] | None:
    match = _PLACE.search(attributes)
    return (int(match.group(2)) - 1, _number(match.group(1))) if match else None


def _hidden_rows(data: bytes) -> Iterator[int]:
    for attributes in _ROW.findall(data):
        match = re.search(rb"(?:^|\s)r\s*=\s*[\"'](\d{1,7})[\"']", attributes)
        if match and _HIDDEN.search(attributes):
            yield int(match.group(1)) - 1


def _hidden_columns(data: bytes) -> Iterator[int]:
    for attributes in re.findall(rb"<(?:\w+:)?col\s([^<>]*)>", data):
        ends = [re.search(rb"\b" + key + rb"\s*=\s*[\"'](\d{1,5})[\"']", attributes) for key in (b"min", b"max")]
        if all(ends) and _HIDDEN.search(attributes):
            first, last = (int(end.group(1)) for end in ends if end)
            yield from range(first - 1, min(last, _SPREAD))
