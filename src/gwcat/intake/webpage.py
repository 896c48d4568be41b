"""The tables of a web page as grids: spans, several tables, tables within tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.intake.delimited import decode
from gwcat.intake.grid import Area, Grid, Note
from gwcat.intake.guard import CELL_LIMIT, Source, too_far, too_many

_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "section"))
_SILENT = frozenset(("script", "style", "head", "noscript", "template"))
_STRUCK = frozenset(("s", "del", "strike"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CELLS = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_MOST_COLUMNS = 1000
_CAPTION = 6


def read_html(source: Source, document: str) -> list[Grid]:
    """Every table that holds something, in order; one within a cell is a table of its own if it looks like one."""
    from lxml import etree, html

    if source.data.count(b"<") > 4 * CELL_LIMIT or sum(1 for _ in _CELLS.finditer(source.data)) > CELL_LIMIT:
        raise too_many(source.place, CELL_LIMIT)
    text = _text(source)
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError, RecursionError) as error:
        raise GwcatError("网页读不出来。", place=source.place, hint="请用浏览器打开，把表格复制到 Excel 里另存。") from error
    tables = [table for table in root.iter("table") if is_table(table)]
    if not tables:
        raise GwcatError("网页里没有表格。", place=source.place, hint="请检查是不是要导入的文件。")
    return [_Reader(table, f"第{number}张表", document, source.place).grid for number, table in enumerate(tables, 1)]


def _text(source: Source) -> str:
    """The text of the page, by its own word or by what fits."""
    match = _CHARSET.search(source.data[:4096])
    name = match.group(1).decode().lower() if match else ""
    name = "gb18030" if name in ("gb2312", "gbk") else name
    try:
        return source.data.decode(name) if name else decode(source.data, source.place)[0]
    except (UnicodeDecodeError, LookupError):
        return decode(source.data, source.place)[0]


def is_table(table: Any) -> bool:
    """Whether a table is one to be read: not a frame around others, not a few cells within a cell."""
    rows = list(own_rows(table))
    most = max((sum(1 for _ in own_cells(row)) for row in rows), default=0)
    inner = any(True for _ in table.iterdescendants("table"))
    nested = any(True for _ in table.iterancestors("td", "th"))
    return bool(rows) and not (inner and most < 3) and not (nested and (most < 3 or len(rows) < 2))


def own_rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not of those within it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def own_cells(row: Any) -> Iterator[Any]:
    """The cells of a row."""
    return (cell for cell in row if cell.tag in ("td", "th"))


class _Reader:
    def __init__(self, table: Any, name: str, document: str, place: str) -> None:
        self.grid = Grid(document, name, [], caption=_caption(table), lettered=False)
        self._place = place
        rows = list(own_rows(table))
        taken: dict[int, int] = {}  # column -> how many further rows it is covered
        lengths = []
        for number, row in enumerate(rows):
            taken = self._row(row, number, len(rows), taken)
            lengths.append(len(self.grid.rows[-1]))
        width = max(lengths, default=0)
        if width * len(rows) > CELL_LIMIT:
            raise too_far(place, name, len(rows), width)
        for cells in self.grid.rows:
            cells += [""] * (width - len(cells))
        self.grid.lengths = lengths

    def _row(self, row: Any, number: int, count: int, taken: dict[int, int]) -> dict[int, int]:
        cells: list[str] = []
        left = {column: times - 1 for column, times in taken.items() if times > 1}
        for cell in own_cells(row):
            while len(cells) in taken:
                cells.append("")
            across = min(_span(cell, "colspan"), _MOST_COLUMNS)
            down = min(_span(cell, "rowspan"), count - number)
            column = len(cells)
            if column + across > _MOST_COLUMNS:
                raise too_far(self._place, self.grid.name, number + 1, column + across)
            cells.append(self._words(cell, number, column))
            cells += [""] * (across - 1)
            if across > 1 or down > 1:
                self.grid.merges.append(Area(number, column, number + down - 1, column + across - 1))
            if down > 1:
                left.update(dict.fromkeys(range(column, column + across), down - 1))
        while len(cells) in taken:
            cells.append("")
        self.grid.rows.append(cells)
        return left

    def _words(self, cell: Any, row: int, column: int) -> str:
        pieces: list[str] = []
        struck: list[str] = []
        _gather(cell, pieces, struck)
        for text in filter(None, map(str.strip, struck)):
            self.grid.notes.append(Note("存疑", row, column, "文字有删除线，仍读入了；要删去请把它清空。", text))
        lines = (_BLANKS.sub(" ", line).strip(" ") for line in "".join(pieces).split("\x1e"))
        return "\n".join(line for line in lines if line)


def _gather(node: Any, pieces: list[str], struck: list[str]) -> None:
    """The text below a node, its lines ended by the sign for records."""
    pieces.append(node.text or "")
    for child in node:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SILENT and not (tag == "table" and is_table(child)):
            if tag == "br":
                pieces.append("\x1e")
            else:
                block = tag in _BLOCKS or tag == "table"
                pieces.append("\x1e" if block else "")
                if tag in _STRUCK:
                    struck.append("".join(child.itertext()))
                if tag == "input" and child.get("type", "").lower() in ("checkbox", "radio"):
                    pieces.append("■" if child.get("checked") is not None else "□")
                _gather(child, pieces, struck)
                pieces.append("\x1e" if block else " " if tag in ("td", "th") else "")
        pieces.append(child.tail or "")


def _span(cell: Any, key: str) -> int:
    value = (cell.get(key) or "1").strip()
    return max(int(value), 1) if value.isdecimal() and len(value) < 7 else 1


def _caption(table: Any) -> list[str]:
    """The last lines of text before the table."""
    own = [_flat(node) for node in table.iterchildren("caption")]
    lines: list[str] = []
    node = table
    while node is not None and len(lines) < _CAPTION:
        before = node.getprevious()
        while before is not None and len(lines) < _CAPTION:
            if isinstance(before.tag, str) and before.tag not in _SILENT:
                if any(True for _ in before.iter("table")):
                    break
                lines += [text for text in (_flat(before),) if text and len(text) < 200]
            before = before.getprevious()
        if before is not None:
            break
        node = node.getparent()
    title = [_flat(found) for found in table.getroottree().iter("title")]
    return [*title[:1], *reversed(lines), *own]


def _flat(node: Any) -> str:
    return _BLANKS.sub(" ", "".join(node.itertext())).strip()
