"""The workbook that a unit fills in, written with openpyxl: the same sheets give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gwcat.base.names import safe_name
from gwcat.exchange import look
from gwcat.exchange.guides import Guides, Words
from gwcat.exchange.page import Page, paper, put
from gwcat.exchange.sheet import FillSheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
_FONT_ORDER = (b"b", b"i", b"strike", b"u", b"vertAlign", b"sz", b"color", b"name", b"family", b"charset", b"scheme")
_FONT_PART = re.compile(rb"<(\w+)[^>]*/>")
_SHEET_SIGNS = re.compile(r"[\\/*?:\[\]]")
_NAME_LIMIT = 28  # signs of a sheet's name, with room for a number


def workbook_bytes(sheets: Sequence[FillSheet], units: Sequence[str], words: Words) -> bytes:
    """The workbook: instructions, a sheet for each catalogue, a hidden one with the names of units to choose from."""
    from openpyxl import Workbook
    from openpyxl.workbook.protection import WorkbookProtection

    book = Workbook()
    _instructions(book.active, sheets, words)
    formula = f"'{words['词表页']}'!$A$2:$A${len(units) + 1}" if units else ""
    for name, sheet in zip(_names((words["说明页"], words["词表页"]), sheets), sheets, strict=True):
        page = Page(book.create_sheet(name), sheet, words)
        page.write()
        Guides(page.page, sheet, words, page.first, page.last, formula).add()
    _list(book, words["词表页"], units)
    book.active = min(1, len(sheets))
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.creator, book.properties.title = "gwcat", words["书名"]
    stream = io.BytesIO()
    book.save(stream)
    return _steady(stream.getvalue())


def _names(taken: Sequence[str], sheets: Sequence[FillSheet]) -> list[str]:
    """Names for sheets: not too long, without the signs that are not allowed, no two the same."""
    used = {name.casefold() for name in taken}
    found = []
    for sheet in sheets:
        base = _SHEET_SIGNS.sub("_", safe_name(sheet.name)).strip("'")[:_NAME_LIMIT] or "_"
        number, free = 2, base
        while free.casefold() in used:
            free, number = f"{base}{number}", number + 1
        used.add(free.casefold())
        found.append(free)
    return found


def _list(book: Workbook, name: str, units: Sequence[str]) -> None:
    page = book.create_sheet(name)
    for row, text in enumerate(("公开主体", *units), 1):
        put(page.cell(row, 1), text)
    page.sheet_state = "hidden"


def _instructions(page: Worksheet, sheets: Sequence[FillSheet], words: Words) -> None:
    """How to fill in, and the notes of the forms."""
    page.title = words["说明页"]
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = 76
    notes = list(dict.fromkeys(note for sheet in sheets for note in sheet.form.form.notes))
    lines = [*words["说明"], *(["", words["样表注释"], *notes] if notes else [])]
    put(page.cell(1, 1), words["说明页"])
    page.cell(1, 1).font, page.cell(1, 1).alignment = look.font(name=look.TITLE_FONT, size=16), look.align(centred=True)
    page.row_dimensions[1].height = 36
    for row, line in enumerate(lines, 2):
        cell = page.cell(row, 1)
        put(cell, line)
        cell.font, cell.alignment = look.font(size=11, bold=line == words["样表注释"]), look.align(centred=False)
        page.row_dimensions[row].height = look.height([(line, 70.0)]) * 1.15
    page.protection.sheet = True
    paper(page, landscape=False)


def _ordered(font: re.Match[bytes]) -> bytes:
    """A typeface with its parts in the order of the standard, which openpyxl does not keep."""
    parts = sorted(_FONT_PART.finditer(font[1]), key=lambda part: _FONT_ORDER.index(part[1]))
    return b"<font>" + b"".join(part[0] for part in parts) + b"</font>"


def _steady(data: bytes) -> bytes:
    """The file by the standard, without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in old.namelist():
            content: Any = old.read(name)
            if name == "docProps/core.xml":
                content = _TIME.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            elif name == "xl/styles.xml":
                content = _FONT.sub(_ordered, content)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            new.writestr(member, content)
    return stream.getvalue()
