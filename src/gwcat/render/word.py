"""Word documents: paragraphs and tables on pages by GB/T 9704—2012."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from gwcat.document.drawing import Drawing
from gwcat.document.page import Page, TextStyle
from gwcat.document.table import Block, Book, Document, Merge, Paragraph, Span, Table
from gwcat.render.archive import EPOCH, Deflate, Member, Piece, Stamp, deflate, iso, zip_bytes
from gwcat.render.drawing import drawing_paragraph
from gwcat.render.frames import Frames
from gwcat.render.heights import overlong_rows
from gwcat.render.xml import escape, twips, utf8


class WordWriter:
    """Writes the documents of one package. A table that several of them hold is written once.

    All text styles are named beforehand, so that a table's paragraphs carry the same style in each document.
    """

    def __init__(self, frames: Frames, styles: Sequence[TextStyle], stamp: Stamp = EPOCH, deflate: Deflate = deflate) -> None:
        self._frames, self._stamp, self._deflate = frames, stamp, deflate
        self._styles = {style: f"s{number}" for number, style in enumerate(dict.fromkeys(styles), 1)}
        fonts = list(dict.fromkeys(style.font for style in self._styles))
        body = next((style.font for style in reversed(self._styles) if not style.level), "仿宋_GB2312")
        self._running, self._drawings = body, 0
        named = [
            {
                "id": key,
                "name": f"{key} {_style_name(style)}",
                "look": style,
                "left_chars": round(style.hang * 100),
                "left": round(style.hang * style.size * 20),
                "chars": round((style.indent - style.hang) * 100),
                "indent": round((style.indent - style.hang) * style.size * 20),
                "right_chars": round(style.right * 100),
                "right": round(style.right * style.size * 20),
            }
            for style, key in self._styles.items()
        ]
        texts = {
            "word/styles.xml": frames.text("docx/styles.xml", styles=named, font=body),
            "word/fontTable.xml": frames.text("docx/fonts.xml", fonts=fonts, fallback=FALLBACK),
            "word/settings.xml": frames.text("docx/settings.xml"),
            "_rels/.rels": frames.text("docx/rels.xml"),
            "docProps/app.xml": frames.text("xlsx/app.xml"),
        }
        self._shared = [Member.of(name, [self._deflate(utf8(text))]) for name, text in texts.items()]
        self._counted: dict[int, list[Member]] = {}
        self._footers: dict[tuple[Page, int], list[Member]] = {}
        self._pieces: dict[int, Piece] = {}
        self._ends: dict[tuple[Page, int, bool], Piece] = {}
        self._begin = self._deflate(utf8(frames.text("docx/document_begin.xml")))

    def prepare(self, tables: Iterable[Table]) -> None:
        """Write the chapters of tables beforehand; they are deflated while the next ones are written."""
        for table in tables:
            if not table.links:
                self._body_of(table, {})

    def write_book(self, book: Book, *, creator: str = "") -> bytes:
        """The tables of a book one after the other, each with its title, on a page of its own, and its notes."""
        sheets = book.sheets
        first = len(sheets) - len(book.tables)
        targets = {table.name: number for number, table in enumerate(book.tables, first)}
        chapters = [(table.page, self._chapter(table, number, targets)) for number, table in enumerate(sheets)]
        return self._package(book.title, chapters, creator)

    def write(self, document: Document, *, creator: str = "") -> bytes:
        """A document of paragraphs and tables."""
        body = self._deflate(utf8("".join(self._blocks(document.blocks, {}))))
        return self._package(document.title, [(document.page, [body])], creator)

    def write_parts(self, title: str, parts: Sequence[tuple[Page, Sequence[Block]]], *, creator: str = "") -> bytes:
        """A document of parts on paper of their own kind; the first paragraph of each should begin a page."""
        self._drawings = 0
        chapters = [(page, [deflate(utf8("".join(self._blocks(blocks, {}))))]) for page, blocks in parts]
        return self._package(title, chapters, creator)

    def _package(self, title: str, chapters: Sequence[tuple[Page, list[Piece]]], creator: str) -> bytes:
        """The document; where the paper changes, a section ends and another begins."""
        pages = list(dict.fromkeys(page for page, _ in chapters))
        pieces = [self._begin]
        for number, (page, chapter) in enumerate(chapters):
            pieces += chapter
            last = number + 1 == len(chapters)
            if last or chapters[number + 1][0] != page:
                pieces.append(self._end(page, pages.index(page), last))
        properties = self._frames.text("xlsx/core.xml", title=title, creator=creator, stamp=iso(self._stamp))
        members = [
            *self._depending_on(len(pages)),
            *self._shared,
            Member.of("docProps/core.xml", [self._deflate(utf8(properties))]),
            Member.of("word/document.xml", pieces),
            *(member for number, page in enumerate(pages) for member in self._footer(page, number)),
        ]
        return zip_bytes(members, self._stamp)

    def _depending_on(self, pages: int) -> list[Member]:
        """Content types and relationships, which name two footers for each kind of page."""
        if pages not in self._counted:
            parts = (
                ("[Content_Types].xml", "docx/content_types.xml"),
                ("word/_rels/document.xml.rels", "docx/document_rels.xml"),
            )
            self._counted[pages] = [
                Member.of(name, [self._deflate(utf8(self._frames.text(frame, footers=2 * pages)))]) for name, frame in parts
            ]
        return self._counted[pages]

    def _end(self, page: Page, number: int, last: bool) -> Piece:
        """What ends a section, and with the last one the document."""
        key = (page, number, last)
        if key not in self._ends:
            self._ends[key] = self._deflate(
                utf8(self._frames.text("docx/document_end.xml", page=page, footer=2 * number + 1, last=last))
            )
        return self._ends[key]

    def _chapter(self, table: Table, number: int, targets: Mapping[str, int]) -> list[Piece]:
        """A table between its title, which begins a page, and its notes; tables of the same rows share all but the title."""
        title = self._paragraph(Paragraph(table.title, table.title_style, new_page=True), number)
        return [self._deflate(utf8(title)), self._body_of(table, targets)]

    def _body_of(self, table: Table, targets: Mapping[str, int]) -> Piece:
        """A table and its notes."""
        rest = None if table.links else self._pieces.get(id(table.rows))
        if rest is None:
            blocks: list[Paragraph | Table] = [table, *(Paragraph(note, table.note_style) for note in table.notes)]
            rest = self._deflate(utf8("".join(self._blocks(blocks, targets))))
            if not table.links:  # an index belongs to one document
                self._pieces[id(table.rows)] = rest
        return rest

    def _blocks(self, blocks: Sequence[Block], targets: Mapping[str, int]) -> Iterator[str]:
        """Paragraphs, drawings and tables; a table is followed by a paragraph, so that two tables stay apart."""
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                yield self._paragraph(block)
                continue
            if isinstance(block, Drawing):
                self._drawings += 1
                yield drawing_paragraph(block, _FIRST_DRAWING + self._drawings, self._running)
                continue
            yield from self._table(block, targets)
            if number + 1 == len(blocks) or isinstance(blocks[number + 1], Table):
                yield "<w:p/>"

    def _paragraph(self, block: Paragraph, number: int | None = None) -> str:
        """A paragraph; the title of a chapter carries the chapter's bookmark."""
        break_before = "<w:pageBreakBefore/>" if block.new_page else ""
        keep = "<w:keepNext/>" if block.keep else ""
        properties = f'<w:pPr><w:pStyle w:val="{self._styles[block.style]}"/>{keep}{break_before}</w:pPr>'
        if number is None:
            return f"<w:p>{properties}{_run(block.text)}</w:p>"
        mark = f'<w:bookmarkStart w:id="{number}" w:name="_Table{number}"/>{_run(block.text)}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{properties}{mark}</w:p>"

    def _table(self, table: Table, targets: Mapping[str, int]) -> Iterator[str]:
        total = sum(column.width for column in table.columns)
        room = twips(table.page.text_width)
        widths = [round(column.width / total * room) for column in table.columns]
        widths[-1] += room - sum(widths)
        yield f'<w:tbl><w:tblPr><w:tblStyle w:val="grid"/><w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        yield "" if table.borders else _NO_BORDERS
        yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        yield from self._header(table, widths)
        yield from self._body(table, widths, targets)
        yield "</w:tbl>"

    def _header(self, table: Table, widths: Sequence[int]) -> Iterator[str]:
        """Header rows, repeated on every page; a cell that reaches down is merged vertically."""
        style = self._styles[table.header_style]
        for row in range(table.header_rows):
            yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            for cell in sorted(table.header, key=lambda cell: cell.column):
                if not cell.row <= row < cell.row + cell.rows or (cell.row < row and cell.rows == 1):
                    continue
                width = sum(widths[cell.column : cell.column + cell.columns])
                span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
                merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
                text = _run(cell.text) if cell.row == row else ""
                yield (
                    f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
                    f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p></w:tc>'
                )
            yield "</w:tr>"

    def _body(self, table: Table, widths: Sequence[int], targets: Mapping[str, int]) -> Iterator[str]:
        """Body rows, none of which splits across pages but those that are longer than one."""
        heads = {(merge.first_row, merge.first_column): merge for merge in table.merges}
        inside = {
            (row, merge.first_column): merge for merge in table.merges for row in range(merge.first_row + 1, merge.last_row + 1)
        }
        swallowed = {
            (row, column)
            for merge in table.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column + 1, merge.last_column + 1)
        }
        links = {(link.row, link.column): targets[link.target] for link in table.links if link.target in targets}
        place = _place(table)
        # Everything in front of a plain cell's text is the same in the whole column.
        opening = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{place}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{self._styles[column.style]}"/></w:pPr>'
            for width, column in zip(widths, table.columns, strict=True)
        ]
        busy = {row for row, _ in (*heads, *inside, *swallowed)}
        height = f'<w:trHeight w:val="{twips(table.row_height)}" w:hRule="atLeast"/>' if table.row_height else ""
        total = sum(column.width for column in table.columns)
        overlong = overlong_rows(table, [column.width * table.page.text_width / total for column in table.columns])
        for number, row in enumerate(table.rows):
            cells = []
            for column, text in enumerate(row):
                start = opening[column]
                if number in busy:
                    at = (number, column)
                    if at in swallowed:
                        continue
                    if merge := heads.get(at) or inside.get(at):
                        start = self._merged(merge, table, widths, continues=at in inside)
                run = _marked(spans) if (spans := table.spans.get((number, column))) else _run(text)
                if table.links and (number, column) in links:
                    run = f'<w:hyperlink w:anchor="_Table{links[number, column]}" w:history="1">{run}</w:hyperlink>'
                cells.append(f"{start}{run}</w:p></w:tc>")
            whole = "" if number in overlong else "<w:cantSplit/>"
            properties = f"<w:trPr>{whole}{height}</w:trPr>" if whole or height else ""
            yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _merged(self, merge: Merge, table: Table, widths: Sequence[int], *, continues: bool) -> str:
        first, last = merge.first_column, merge.last_column
        span = f'<w:gridSpan w:val="{last - first + 1}"/>' if last > first else ""
        down = merge.last_row > merge.first_row
        vertical = "" if not down else "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
        style = self._styles[table.columns[first].style]
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[first : last + 1])}" w:type="dxa"/>{span}{vertical}{_place(table)}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        )

    def _footer(self, page: Page, number: int) -> list[Member]:
        """The footers of odd and of even pages of the n-th kind of page."""
        key = (page, number)
        if key not in self._footers:
            frame = f"docx/footer_{page.numbers}.xml"
            self._footers[key] = [
                Member.of(
                    f"word/footer{2 * number + n}.xml", [self._deflate(utf8(self._frames.text(frame, page=page, odd=n == 1)))]
                )
                for n in (1, 2)
            ]
        return self._footers[key]


_FIRST_DRAWING = 1000  # beyond the numbers of the boxes in footers
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_NO_BORDERS = "".join(("<w:tblBorders>", *(f'<w:{side} w:val="nil"/>' for side in _SIDES), "</w:tblBorders>"))


def _place(table: Table) -> str:
    """Where the text of a cell stands in it: in the middle, as the table's style says, or above in a list without borders."""
    return "" if table.borders else '<w:vAlign w:val="top"/>'


# What a machine without the official typefaces may use instead.
FALLBACK = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei", "宋体": "SimSun"}
_ALIGN_NAMES = {"left": "左", "center": "居中", "right": "右", "both": "两端"}


def _style_name(style: TextStyle) -> str:
    extra = "".join(
        (
            f" 缩进{style.indent:g}" if style.indent else "",
            f" 悬挂{style.hang:g}" if style.hang else "",
            f" 右空{style.right:g}" if style.right else "",
            f" 行距{style.line:g}" if style.line else "",
            f" 级{style.level}" if style.level else "",
            " 粗" if style.bold else "",
        )
    )
    return f"{style.font} {style.size:g} {_ALIGN_NAMES[style.align]}{extra}"


def _marked(spans: Sequence[Span]) -> str:
    """Parts of a cell as runs, some of them bold or underlined."""
    return "".join(_run(span.text).replace("<w:r>", f"<w:r>{_LOOKS[span.bold, span.underline]}", 1) for span in spans)


_LOOKS = {
    (bold, underline): "<w:rPr>" + "<w:b/>" * bold + '<w:u w:val="single"/>' * underline + "</w:rPr>" if bold or underline else ""
    for bold in (False, True)
    for underline in (False, True)
}


@lru_cache(maxsize=8192)
def _run(text: str) -> str:
    """Text as one run; line breaks stay line breaks."""
    escaped = escape(text)
    if not escaped:
        return ""
    if "\n" not in escaped and "  " not in escaped and escaped == escaped.strip():
        return f"<w:r><w:t>{escaped}</w:t></w:r>"
    opening = '<w:t xml:space="preserve">'
    return f"<w:r>{opening}{escaped.replace(chr(10), f'</w:t><w:br/>{opening}')}</w:t></w:r>"
