"""The tables of a DOCX as grids, row by row while the document is read: what is read is let go, whatever its length."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.intake.grid import Area, Grid, Note
from gwcat.intake.guard import CELL_LIMIT, Source, damaged, part, too_far, too_many
from gwcat.intake.wordtext import TBL, TC, TR, CellText, P, W, flat

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPED = (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag")
_CAPTION = 6
_MOST_COLUMNS = 1000
_THIN = 150  # twips, 2.6 mm: edges nearer than that were meant to be one


def read_docx(source: Source, document: str) -> list[Grid]:
    """Every table of the document, with the paragraphs before it. Raises GwcatError for a document that cannot be read."""
    grids = [block for block in read_blocks(source, document) if isinstance(block, Grid)]
    if not grids:
        raise GwcatError("文档里没有表格。", place=source.place, hint="请检查是不是要导入的文件；正文里的文字不能导入。")
    return grids


def read_blocks(source: Source, document: str) -> list[str | Grid]:
    """The paragraphs that say something and the tables, in order. Raises GwcatError for a document that cannot be read."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            data = part(archive, "word/document.xml")
        if data.count(b"</w:tc>") > CELL_LIMIT:
            raise too_many(source.place, CELL_LIMIT)
        reader = _Reader(document, source.place, CellText.plain(data))
        reader.read(data)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, OSError) as error:
        raise damaged(source.place) from error
    return reader.blocks


class _Reader:
    def __init__(self, document: str, place: str, plain: bool) -> None:
        self.grids: list[Grid] = []
        self.blocks: list[str | Grid] = []
        self._document, self._place, self._plain = document, place, plain
        self._before: list[str] = []

    def read(self, data: bytes) -> None:
        """Go through the document; tables at the top are read row by row."""
        from lxml import etree

        from gwcat.intake.xml import SAFE

        options = {key: value for key, value in SAFE.items() if key != "load_dtd"}
        tags = (TBL, TR, P, _FALLBACK)
        table: _Table | None = None
        depth = aside = 0
        for event, node in etree.iterparse(io.BytesIO(data), events=("start", "end"), tag=tags, **options):
            tag = node.tag
            if tag == _FALLBACK:
                aside += 1 if event == "start" else -1
            elif aside:
                continue
            elif tag == TBL:
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    table = self._begin()
                elif depth == 0 and event == "end":
                    self._end(table)
                    table = None
                    _forget(node)
            elif event == "end" and tag == TR and depth == 1 and table is not None:
                table.row(node)
                _forget(node)
            elif event == "end" and tag == P and depth == 0:
                self._paragraph(node)

    def _begin(self, *, plain: bool = True) -> _Table:
        grid = Grid(self._document, f"第{len(self.grids) + 1}张表", [], caption=tuple(self._before[-_CAPTION:]), lettered=False)
        self._before = []
        self.grids.append(grid)
        self.blocks.append(grid)
        return _Table(grid, self._place, self._plain and plain)

    def _end(self, table: _Table | None) -> None:
        if table is None:
            return
        table.finish()
        for inner in table.inner:
            nested = self._begin(plain=False)
            for row in inner.iterchildren(TR):
                nested.row(row)
            self._end(nested)

    def _paragraph(self, node: Any) -> None:
        if text := flat(node):
            self.blocks.append(CellText(node, self._plain).text.strip())
            self._before.append(text)
            if self.grids and len(self.grids[-1].closing) < 40:
                self.grids[-1].closing = (*self.grids[-1].closing, text)


def _forget(node: Any) -> None:
    """Let go of a node that was read and of those before it."""
    node.clear(keep_tail=False)
    while node.getprevious() is not None:
        del node.getparent()[0]


class _Table:
    """Rows of one table on their way into a grid."""

    def __init__(self, grid: Grid, place: str, plain: bool) -> None:
        self.inner: list[Any] = []
        self._grid, self._place, self._plain = grid, place, plain
        self._above: dict[int, Area] = {}  # first column -> the block that reaches into the row above
        self._lengths: list[int] = []
        self._edges: list[int] = []
        self._at = 0  # the edge of the drawing at which the next cell begins

    def row(self, row: Any) -> None:
        """Add a row; one that was deleted under tracked changes is only told."""
        number = len(self._grid.rows)
        if not number:
            self._edges = _edges(row.getparent())
        properties = row.find(f"{W}trPr")
        cells = list(_cells(row))
        before = after = 0
        if properties is not None:
            if properties.find(f"{W}del") is not None:
                text = "｜".join(filter(None, (flat(cell, deleted=True) for cell in cells)))
                self._grid.notes.append(Note("整理", number, -1, "修订中删去的一行没有读入。", text))
                return
            before, after = _number(properties, "gridBefore", 0), _number(properties, "gridAfter", 0)
        self._at = before
        texts = [""] * self._edge(before)
        reached: dict[int, Area] = {}
        for cell in cells:
            self._cell(cell, number, texts, reached)
        texts += [""] * (self._edge(self._at + after) - len(texts))
        self._lengths.append(len(texts))
        if len(texts) > _MOST_COLUMNS or len(texts) * (number + 1) > CELL_LIMIT:
            raise too_far(self._place, self._grid.name, number + 1, len(texts))
        self._close(reached)
        self._grid.rows.append(texts)

    def _cell(self, cell: Any, number: int, texts: list[str], reached: dict[int, Area]) -> None:
        column, span, merge = len(texts), 1, ""
        properties = cell.find(f"{W}tcPr")
        if properties is not None:
            span = min(_number(properties, "gridSpan", 1), _MOST_COLUMNS)
            vertical = properties.find(f"{W}vMerge")
            merge = "" if vertical is None else vertical.get(f"{W}val", "continue")
        content = CellText(cell, self._plain)
        for note in content.notes:
            self._grid.notes.append(Note(note.kind, number, column, note.message, note.before))
        self.inner += content.tables
        text = content.text
        self._at += span
        if self._edge(self._at) <= column and not text.strip() and merge != "restart":
            return  # a cell too thin to be one
        span = max(self._edge(self._at) - column, 1)
        if merge == "continue" and column in self._above:
            block = self._above.pop(column)
            reached[column] = Area(block.top, column, number, max(block.right, column + span - 1))
            if text.strip():
                self._grid.notes.append(Note("存疑", number, column, "被合并单元格盖住的文字，没有读入。", text))
            text = ""
        elif merge == "restart" or span > 1:
            area = Area(number, column, number, column + span - 1)
            if merge == "restart":
                reached[column] = area
            else:
                self._grid.merges.append(area)
        texts.append(text)
        texts += [""] * (span - 1)

    def _edge(self, number: int) -> int:
        """The column of the grid that begins at an edge of the drawing; behind the last one each edge begins one."""
        known = self._edges or [0]
        return known[number] if number < len(known) else known[-1] + number - len(known) + 1

    def _close(self, reached: dict[int, Area]) -> None:
        self._grid.merges += [area for area in self._above.values() if area[:2] != area[2:]]
        self._above = reached

    def finish(self) -> None:
        """Give all rows the same width."""
        self._close({})
        grid = self._grid
        width = grid.width
        for cells in grid.rows:
            cells += [""] * (width - len(cells))
        grid.lengths = self._lengths
        grid.merges.sort()


def _edges(table: Any) -> list[int]:
    """For each edge of a table's drawing the column that begins there; edges that lie nearly on each other are one."""
    columns = [column.get(f"{W}w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not columns or not all(width.isdecimal() and int(width) > 0 for width in columns):
        return []
    edges = [0]
    for width in map(int, columns):
        edges.append(edges[-1] + (width > _THIN))
    return edges


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag in _WRAPPED:
            yield from _cells(child)


def _number(properties: Any, name: str, default: int) -> int:
    node = properties.find(f"{W}{name}")
    value = "" if node is None else node.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < 6 and int(value) else default
