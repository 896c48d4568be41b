"""All tables of an XLSX or DOCX file as rows of text, merged blocks filled. What comes in is not trusted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from gwcat.base.errors import GwcatError
from gwcat.intake.sheet import read_workbook

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART_LIMIT = 128 * 1024 * 1024
_COLUMN_LIMIT = 256
_DAMAGED = "请用 Word 或 WPS 打开，另存为 .docx 后再试。"


class RawTable(NamedTuple):
    """A table: the name of its sheet (XLSX), the paragraph above it (DOCX) or its first text (XLSX), its rows."""

    name: str
    title: str
    rows: list[list[str]]


class Passage(NamedTuple):
    """A paragraph of a document."""

    text: str


def read_tables(data: bytes, place: str) -> list[RawTable]:
    """The tables of an office file, by what it is and not by its name. Raises GwcatError."""
    if _is_document(data):
        blocks = list(read_document(data, place))
        return [block for block in blocks if isinstance(block, RawTable)]
    sheets = read_workbook(data, place)
    return [RawTable(name, next((cell for row in rows[:1] for cell in row if cell), ""), rows) for name, rows in sheets]


def _is_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_document(data: bytes, place: str) -> Iterator[Passage | RawTable]:
    """The paragraphs and tables of a DOCX file in order; a table knows the last paragraph above it. Raises GwcatError."""
    body = _parsed(_part(data, place), place).find(f"{_W}body")
    title = ""
    for child in body if body is not None else ():
        if child.tag == f"{_W}p":
            text = _text(child).strip()
            title = text or title
            yield Passage(text)
        elif child.tag == f"{_W}tbl":
            yield RawTable("", title, _rows(child))


def _part(data: bytes, place: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as stream:
            part = stream.read(_PART_LIMIT + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise GwcatError("这不是 DOCX 文件，或者已经损坏、加了密码。", place=place, hint=_DAMAGED) from error
    if len(part) > _PART_LIMIT:
        raise GwcatError(f"DOCX 文件展开后超过 {_PART_LIMIT >> 20} MiB。", place=place, hint="请只留下目录本身，另存后再试。")
    return part


def _parsed(part: bytes, place: str) -> ElementTree.Element:
    """The tree of a part; a document type, by which entities could grow without end, is refused."""
    try:
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise ElementTree.ParseError("document type")
        return ElementTree.fromstring(part)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise GwcatError("DOCX 文件读不出来。", place=place, hint=_DAMAGED) from error


def _rows(table: ElementTree.Element) -> list[list[str]]:
    """The rows of a table, the text of a merged block in each of its places."""
    rows: list[list[str]] = []
    for row in table.iterfind(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterfind(f"{_W}tc"):
            about = cell.find(f"{_W}tcPr")
            span, merge = (about.find(f"{_W}{name}") if about is not None else None for name in ("gridSpan", "vMerge"))
            text = "\n".join(_text(paragraph) for paragraph in cell.iterfind(f"{_W}p")).strip()
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells += [text] * _count(span)
        rows.append(cells[:_COLUMN_LIMIT])
    return rows


def _count(span: ElementTree.Element | None) -> int:
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(max(int(value), 1), _COLUMN_LIMIT) if value.isdigit() else 1


def _text(paragraph: ElementTree.Element) -> str:
    """The text of a paragraph as it is shown: deleted runs left out, breaks as line ends."""
    signs = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
    pieces = (node.text or "" if node.tag == f"{_W}t" else signs.get(node.tag, "") for node in _shown(paragraph))
    return "".join(pieces)


def _shown(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in node:
        if child.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"):
            continue
        yield child
        yield from _shown(child)
