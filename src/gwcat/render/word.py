"""Word documents: paragraphs and tables on pages by GB/T 9704—2012."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from gwcat.document.page import Page, TextStyle
from gwcat.document.table import Book, Document, Merge, Paragraph, Table
from gwcat.render.archive import EPOCH, Member, Piece, Stamp, deflate, iso, zip_bytes
from gwcat.render.frames import Frames
from gwcat.render.xml import escape, twips, utf8

_BODY = "\x00body\x00"


class WordWriter:
    """Writes the documents of one package. A table that several of them hold is written once.

    All text styles are named beforehand, so that a table's paragraphs carry the same style in each document.
    """

    def __init__(self, frames: Frames, styles: Sequence[TextStyle], stamp: Stamp = EPOCH) -> None:
        self._frames, self._stamp = frames, stamp
        self._styles = {style: f"s{number}" for number, style in enumerate(dict.fromkeys(styles), 1)}
        fonts = list(dict.fromkeys(style.font for style in self._styles))
        named = [
            {
                "id": key,
                "name": _style_name(style),
                "look": style,
                "chars": round(style.indent * 100),
                "indent": round(style.indent * style.size * 20),
                "right_chars": round(style.right * 100),
                "right": round(style.right * style.size * 20),
            }
            for style, key in self._styles.items()
        ]
        texts = {
            "word/styles.xml": frames.text("docx/styles.xml", styles=named, font=fonts[0] if fonts else "仿宋_GB2312"),
            "word/fontTable.xml": frames.text("docx/fonts.xml", fonts=fonts, fallback=FALLBACK),
            "word/settings.xml": frames.text("docx/settings.xml"),
            "word/_rels/document.xml.rels": frames.text("docx/document_rels.xml"),
            "[Content_Types].xml": frames.text("docx/content_types.xml"),
            "_rels/.rels": frames.text("docx/rels.xml"),
            "docProps/app.xml": frames.text("xlsx/app.xml"),
        }
        self._shared = {name: Member.of(name, [deflate(utf8(text))]) for name, text in texts.items()}
        self._footers: dict[Page, list[Member]] = {}
        self._pieces: dict[int, Piece] = {}
        self._frame_pieces: dict[Page, tuple[Piece, Piece]] = {}

    def write_book(self, book: Book, *, creator: str = "") -> bytes:
        """The tables of a book one after the other, each with its title, on a page of its own, and its notes."""
        return self._package(book.title, book.sheets[0].page, [self._chapter(table) for table in book.sheets], creator)

    def write(self, document: Document, *, creator: str = "") -> bytes:
        """A document of paragraphs and tables."""
        return self._package(document.title, document.page, [deflate(utf8("".join(self._blocks(document.blocks))))], creator)

    def _package(self, title: str, page: Page, body: Sequence[Piece], creator: str) -> bytes:
        before, after = self._frame(page)
        properties = self._frames.text("xlsx/core.xml", title=title, creator=creator, stamp=iso(self._stamp))
        members = [
            self._shared["[Content_Types].xml"],
            self._shared["_rels/.rels"],
            Member.of("docProps/core.xml", [deflate(utf8(properties))]),
            self._shared["docProps/app.xml"],
            Member.of("word/document.xml", [before, *body, after]),
            *(
                self._shared[f"word/{part}"]
                for part in ("_rels/document.xml.rels", "styles.xml", "settings.xml", "fontTable.xml")
            ),
            *self._footer(page),
        ]
        return zip_bytes(members, self._stamp)

    def _frame(self, page: Page) -> tuple[Piece, Piece]:
        """What stands before and after the body of a document on such pages."""
        if page not in self._frame_pieces:
            before, after = self._frames.text("docx/document.xml", body=Markup(_BODY), page=page).split(_BODY)
            self._frame_pieces[page] = deflate(utf8(before)), deflate(utf8(after))
        return self._frame_pieces[page]

    def _chapter(self, table: Table) -> Piece:
        """A table between its title, which begins a page, and its notes."""
        piece = self._pieces.get(id(table))
        if piece is None:
            title = Paragraph(table.title, table.title_style, new_page=True)
            blocks: list[Paragraph | Table] = [title, table, *(Paragraph(note, table.note_style) for note in table.notes)]
            piece = self._pieces[id(table)] = deflate(utf8("".join(self._blocks(blocks))))
        return piece

    def _blocks(self, blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
        """Paragraphs and tables; a table is followed by a paragraph, so that two tables stay apart."""
        for number, block in enumerate(blocks):
            if isinstance(block, Table):
                yield from self._table(block)
                if number + 1 == len(blocks) or isinstance(blocks[number + 1], Table):
                    yield "<w:p/>"
            else:
                yield self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> str:
        break_before = "<w:pageBreakBefore/>" if block.new_page else ""
        properties = f'<w:pPr><w:pStyle w:val="{self._styles[block.style]}"/>{break_before}</w:pPr>'
        return f"<w:p>{properties}{_run(block.text)}</w:p>"

    def _table(self, table: Table) -> Iterator[str]:
        total = sum(column.width for column in table.columns)
        room = twips(table.page.text_width)
        widths = [round(column.width / total * room) for column in table.columns]
        widths[-1] += room - sum(widths)
        yield f'<w:tbl><w:tblPr><w:tblStyle w:val="grid"/><w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        yield from self._header(table, widths)
        yield from self._body(table, widths)
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

    def _body(self, table: Table, widths: Sequence[int]) -> Iterator[str]:
        """Body rows, none of which splits across pages."""
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
        # Everything in front of a plain cell's text is the same in the whole column.
        opening = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{self._styles[column.style]}"/></w:pPr>'
            for width, column in zip(widths, table.columns, strict=True)
        ]
        busy = {row for row, _ in (*heads, *inside, *swallowed)}
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
                cells.append(f"{start}{_run(text)}</w:p></w:tc>" if text else f"{start}</w:p></w:tc>")
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _merged(self, merge: Merge, table: Table, widths: Sequence[int], *, continues: bool) -> str:
        first, last = merge.first_column, merge.last_column
        span = f'<w:gridSpan w:val="{last - first + 1}"/>' if last > first else ""
        down = merge.last_row > merge.first_row
        vertical = "" if not down else "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
        style = self._styles[table.columns[first].style]
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[first : last + 1])}" w:type="dxa"/>{span}{vertical}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        )

    def _footer(self, page: Page) -> list[Member]:
        if page not in self._footers:
            self._footers[page] = [
                Member.of(
                    f"word/footer{number}.xml",
                    [deflate(utf8(self._frames.text(f"docx/footer_{page.numbers}.xml", page=page, odd=odd)))],
                )
                for number, odd in ((1, True), (2, False))
            ]
        return self._footers[page]


# What a machine without the official typefaces may use instead.
FALLBACK = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei", "宋体": "SimSun"}
_ALIGN_NAMES = {"left": "左", "center": "居中", "right": "右", "both": "两端"}


def _style_name(style: TextStyle) -> str:
    extra = "".join(
        (
            f" 缩进{style.indent:g}" if style.indent else "",
            f" 右空{style.right:g}" if style.right else "",
            f" 行距{style.line:g}" if style.line else "",
            f" 级{style.level}" if style.level else "",
            " 粗" if style.bold else "",
        )
    )
    return f"{style.font} {style.size:g} {_ALIGN_NAMES[style.align]}{extra}"


@lru_cache(maxsize=8192)
def _run(text: str) -> str:
    """Text as one run; line breaks stay line breaks."""
    if not text:
        return ""
    escaped = escape(text)
    if "\n" not in escaped and not text[0].isspace() and not text[-1].isspace():
        return f"<w:r><w:t>{escaped}</w:t></w:r>"
    opening = '<w:t xml:space="preserve">'
    return f"<w:r>{opening}{escaped.replace(chr(10), f'</w:t><w:br/>{opening}')}</w:t></w:r>"
