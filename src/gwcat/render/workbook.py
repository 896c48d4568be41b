"""Workbooks: a sheet for each table, styles that all workbooks of a package share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from gwcat.document.page import MM_PER_POINT, TextStyle
from gwcat.document.table import Book, Column, Paragraph, Span, Table
from gwcat.render.archive import EPOCH, Deflate, Member, Piece, Stamp, deflate, iso, zip_bytes
from gwcat.render.areas import body_row, column_letters, header_row, merged_areas
from gwcat.render.frames import Frames
from gwcat.render.heights import MOST, header_heights, row_heights, text_height
from gwcat.render.xml import escape, escape_cell, points, utf8

SCALE = 1.25  # sheets are read on a screen: type and columns are larger than on paper; printing fits them to the page
_PAPER_CODES = {"A4": 9, "A3": 8}
_ROWS = "\x00rows\x00"  # stands for the rows while the frame around them is filled


class CellStyle(NamedTuple):
    """A cell's look: text style, whether it has a border (or is an underlined link), whether its text stands above, colour."""

    text: TextStyle
    border: bool = True
    link: bool = False
    above: bool = False
    fill: str = ""


class SheetNames:
    """Sheet names as Excel wants them: 1 to 31 characters, none of []:*?/\\, different without regard to case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """A free name like the wanted one."""
        clean = "".join("_" if char in "[]:*?/\\" or not char.isprintable() else char for char in wanted)
        name, number = _cut(clean, 31) or "表", 2
        while name.lower() in self._taken:
            suffix = f"({number})"
            name, number = _cut(clean, 31 - len(suffix)) + suffix, number + 1
        self._taken.add(name.lower())
        return name


def _cut(text: str, units: int) -> str:
    """The beginning of a text that takes so many UTF-16 units, which is what Excel counts, without quotes at its ends."""
    cut = text.strip(" '").encode("utf-16-le", "ignore")[: 2 * units].decode("utf-16-le", "ignore")
    return cut.strip(" '")


class WorkbookWriter:
    """Writes the workbooks of one package. A table that several of them hold is written once.

    All tables are named beforehand, so that the style sheet, and with it every sheet, is the same in each workbook. Rows
    that would need more than the 409 points which Excel shows are added to `overfull`.
    """

    def __init__(
        self,
        frames: Frames,
        tables: Sequence[Table],
        stamp: Stamp = EPOCH,
        overfull: list[str] | None = None,
        deflate: Deflate = deflate,
    ) -> None:
        self._frames, self._stamp, self._deflate = frames, stamp, deflate
        self._overfull = [] if overfull is None else overfull
        self._styles: dict[CellStyle, int] = {}
        for table in tables:
            self._style(CellStyle(table.title_style, border=False))
            self._style(CellStyle(table.header_style))
            self._style(CellStyle(table.note_style, border=False))
            for column in table.columns:
                self._style(_body_style(table, column))
                if table.links:
                    self._style(CellStyle(column.style, link=True))
            for _, number, colour in sorted((*place, colour) for place, colour in table.fills.items()):
                self._style(_body_style(table, table.columns[number])._replace(fill=colour))
            for paragraph in (*table.mark, *table.intro, *table.closing):
                self._style(CellStyle(paragraph.style, border=False))
        self._shared = [
            Member.of(part, [self._deflate(utf8(text))])
            for part, text in (
                ("xl/styles.xml", self._style_sheet()),
                ("_rels/.rels", frames.text("xlsx/rels.xml")),
                ("docProps/app.xml", frames.text("xlsx/app.xml")),
            )
        ]
        self._sheets: dict[int, tuple[str, Piece]] = {}
        self._parts: dict[tuple[str, str], Member] = {}
        self._by_count: dict[tuple[str, int], str] = {}

    def prepare(self, tables: Iterable[Table]) -> None:
        """Write the sheets of tables beforehand; they are deflated while the next ones are written."""
        for table in tables:
            if not table.links:
                self._body(table, {})

    def write(self, book: Book, *, creator: str = "") -> bytes:
        """The workbook of a book: one sheet for each table, the index first."""
        sheets = book.sheets
        names = SheetNames()
        titles = [names.take(table.name) for table in sheets]
        targets = dict(zip([table.name for table in book.tables], titles[len(sheets) - len(book.tables) :], strict=True))
        prints = [
            f"'{title.replace(chr(39), chr(39) * 2)}'!${header_row(table)}:${body_row(table) - 1}" if table.header_rows else ""
            for title, table in zip(titles, sheets, strict=True)
        ]
        text = self._frames.text
        parts = {
            "[Content_Types].xml": self._counted("xlsx/content_types.xml", len(sheets)),
            "docProps/core.xml": text("xlsx/core.xml", title=book.title, creator=creator, stamp=iso(self._stamp)),
            "xl/workbook.xml": text("xlsx/workbook.xml", names=titles, prints=prints),
            "xl/_rels/workbook.xml.rels": self._counted("xlsx/workbook_rels.xml", len(sheets)),
        }
        members = [self._part(name, content) for name, content in parts.items()]
        members += self._shared
        for number, table in enumerate(sheets, 1):
            members.append(Member.of(f"xl/worksheets/sheet{number}.xml", self._sheet(table, targets)))
        return zip_bytes(members, self._stamp)

    def _counted(self, frame: str, count: int) -> str:
        """A frame that depends on nothing but the number of sheets."""
        if (frame, count) not in self._by_count:
            self._by_count[frame, count] = self._frames.text(frame, count=count)
        return self._by_count[frame, count]

    def _part(self, name: str, content: str) -> Member:
        """A small part; most workbooks of a package have the same ones."""
        member = self._parts.get((name, content))
        if member is None:
            member = self._parts[name, content] = Member.of(name, [self._deflate(utf8(content))])
        return member

    def _style(self, style: CellStyle) -> int:
        return self._styles.setdefault(style, len(self._styles) + 1)

    def _style_sheet(self) -> str:
        fonts = list(dict.fromkeys((style.text.font, style.text.size, style.text.bold, style.link) for style in self._styles))
        fills = list(dict.fromkeys(style.fill for style in self._styles if style.fill))
        cells = [
            {
                "fill": fills.index(style.fill) + 2 if style.fill else 0,  # two are fixed
                "font": fonts.index((style.text.font, style.text.size, style.text.bold, style.link)) + 1,
                "border": int(style.border),
                "align": "left" if style.text.align == "both" else style.text.align,
                "place": "top" if style.above else "center",
            }
            for style in self._styles
        ]
        return self._frames.text(
            "xlsx/styles.xml",
            fonts=[{"name": name, "size": points(size * SCALE), "bold": bold, "link": link} for name, size, bold, link in fonts],
            cells=cells,
            fills=fills,
        )

    def _sheet(self, table: Table, targets: dict[str, str]) -> list[Piece]:
        """A sheet: what stands before and in its title, then the rest, which tables of the same rows share."""
        before, rest = self._body(table, targets)
        return [self._deflate(utf8(before + self._title_row(table))), rest]

    def _body(self, table: Table, targets: dict[str, str]) -> tuple[str, Piece]:
        """What stands before the title of a sheet, and all that follows it."""
        shared = None if table.links else self._sheets.get(id(table.rows))
        if shared is None:
            before, after = self._frame(table, targets)
            shared = before, self._deflate(utf8("".join((*self._rows(table), after))))
            if not table.links:  # an index: its links belong to one workbook
                self._sheets[id(table.rows)] = shared
        return shared

    def _title_row(self, table: Table) -> str:
        letters = [column_letters(n) for n in range(len(table.columns))]
        height = text_height(table.title, sum(column.width for column in table.columns), table.title_style.size) * SCALE + 6
        style = self._styles[CellStyle(table.title_style, border=False)]
        number = 1 + len(table.mark)
        cells = _cells(number, letters, [table.title] + [""] * (len(letters) - 1), [style] * len(letters))
        return "".join((*self._paragraph_rows(table, table.mark, letters, 1), _row(number, height, cells)))

    def _rows(self, table: Table) -> Iterator[str]:
        """Every row below the title."""
        letters = [column_letters(n) for n in range(len(table.columns))]
        first_note = body_row(table) + len(table.rows)
        notes = [Paragraph(note, table.note_style) for note in table.notes]
        yield from self._paragraph_rows(table, table.intro, letters, 2 + len(table.mark))
        yield from self._header_rows(table, letters)
        yield from self._body_rows(table, letters, body_row(table))
        yield from self._paragraph_rows(table, (*notes, *table.closing), letters, first_note)

    def _frame(self, table: Table, targets: dict[str, str]) -> tuple[str, str]:
        """What stands before and after the rows of a sheet."""
        letters = [column_letters(n) for n in range(len(table.columns))]
        first_body = body_row(table)
        first_note = first_body + len(table.rows)
        page = table.page
        links = [
            (f"{letters[link.column]}{link.row + first_body}", targets.get(link.target, link.target)) for link in table.links
        ]
        return self._frames.split(
            "xlsx/sheet.xml",
            _ROWS,
            area=f"A1:{letters[-1]}{max(first_note + len(table.notes) + len(table.closing) - 1, 1)}",
            frozen=table.frozen_columns,
            corner=f"{letters[min(table.frozen_columns, len(letters) - 1)]}{first_body}",
            header_bottom=first_body - 1 if table.header_rows else 0,
            widths=[points((column.width * SCALE / 25.4 * 96 + 5) / 7) for column in table.columns],
            rows=Markup(_ROWS),
            merges=list(merged_areas(table, letters)),
            links=links,
            paper=_PAPER_CODES[page.paper],
            orientation="landscape" if page.landscape else "portrait",
            margins=[points(side / 25.4) for side in (page.left, page.right, page.top, page.bottom)],
        )

    def _header_rows(self, table: Table, letters: Sequence[str]) -> list[str]:
        grid = [[""] * len(letters) for _ in range(table.header_rows)]
        height = header_heights(table, [column.width for column in table.columns])
        for cell in table.header:
            grid[cell.row][cell.column] = cell.text
        styles = [self._styles[CellStyle(table.header_style)]] * len(letters)
        first = header_row(table)
        return [_row(first + n, height[n] * SCALE + 4, _cells(first + n, letters, texts, styles)) for n, texts in enumerate(grid)]

    def _body_rows(self, table: Table, letters: Sequence[str], first: int) -> list[str]:
        widths = [column.width for column in table.columns]
        sizes = [column.style.size for column in table.columns]
        heights = row_heights(table.rows, table.merges, widths, sizes)
        if max(heights, default=0.0) * SCALE > MOST:
            heights = row_heights(table.rows, table.merges, widths, sizes, MOST / SCALE)
            self._overfull += [f"{table.title}第 {row} 行" for row, height in enumerate(heights, 1) if height * SCALE >= MOST]
        if table.row_height:
            heights = [max(height, table.row_height / MM_PER_POINT) for height in heights]
        styles = [self._styles[_body_style(table, column)] for column in table.columns]
        filled: dict[int, list[int]] = {}
        for row_number, column_number in table.fills:
            filled.setdefault(row_number, []).append(column_number)
        linked = {(link.row, link.column) for link in table.links}
        # Everything in front of a cell's text but its row number is the same in the whole column.
        openings = [(f'<c r="{letter}', f'" s="{style}') for letter, style in zip(letters, styles, strict=True)]
        rows = []
        for offset, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
            number = first + offset
            cells = []
            for (before, after), text in zip(openings, row, strict=True):
                cells.append(f"{before}{number}{after}{_inline(text)}")
            for column in [column for row_number, column in table.spans if row_number == offset] if table.spans else ():
                before, after = openings[column]
                cells[column] = f"{before}{number}{after}{_rich(table.spans[offset, column], table.columns[column].style)}"
            for column in [column for row_number, column in linked if row_number == offset] if linked else ():
                style = self._styles[CellStyle(table.columns[column].style, link=True)]
                cells[column] = cells[column].replace(f'" s="{styles[column]}"', f'" s="{style}"', 1)
            for column in filled.get(offset, ()):
                fill = _body_style(table, table.columns[column])._replace(fill=table.fills[offset, column])
                cells[column] = cells[column].replace(f'" s="{styles[column]}"', f'" s="{self._styles[fill]}"', 1)
            rows.append(_row(number, height * SCALE, "".join(cells)))
        return rows

    def _paragraph_rows(self, table: Table, paragraphs: Sequence[Paragraph], letters: Sequence[str], first: int) -> Iterator[str]:
        """A row for each paragraph, as wide as the table; a cell has no first line to indent, so that blanks stand for it."""
        total = sum(column.width for column in table.columns)
        for number, paragraph in enumerate(paragraphs, first):
            style = self._styles[CellStyle(paragraph.style, border=False)]
            text = "\u3000" * round(paragraph.style.indent) + paragraph.text
            height = text_height(text, total, paragraph.style.size) * SCALE
            cells = _cells(number, letters, [text] + [""] * (len(letters) - 1), [style] * len(letters))
            yield _row(number, height, cells)


def _body_style(table: Table, column: Column) -> CellStyle:
    return CellStyle(column.style, border=table.borders, above=not table.borders)


def _row(number: int, height: float, cells: str) -> str:
    return f'<row r="{number}" ht="{points(min(height, MOST))}" customHeight="1">{cells}</row>'


def _cells(number: int, letters: Sequence[str], texts: Sequence[str], styles: Sequence[int]) -> str:
    return "".join(
        f'<c r="{letter}{number}" s="{style}{_inline(text)}' for letter, text, style in zip(letters, texts, styles, strict=True)
    )


def _rich(spans: Sequence[Span], style: TextStyle) -> str:
    """A cell of several runs, from behind the number of its style; a run of its own look names the typeface anew."""
    runs = []
    for span in spans:
        text = f'<t xml:space="preserve">{escape_cell(span.text)}</t>'
        bold, line = "<b/>" * (span.bold or style.bold), "<u/>" * span.underline
        font = f'<sz val="{points(style.size * SCALE)}"/><rFont val="{escape(style.font)}"/>'
        runs.append(f"<r>{text}</r>" if span.plain else f"<r><rPr>{bold}{line}{font}</rPr>{text}</r>")
    return f'" t="inlineStr"><is>{"".join(runs)}</is></c>'


@lru_cache(maxsize=8192)
def _inline(text: str) -> str:
    """A cell from behind the number of its style: the text in place, so that a sheet stands for itself."""
    escaped = escape_cell(text)
    if not escaped:
        return '"/>'
    space = ' xml:space="preserve"' if "\n" in escaped or escaped != escaped.strip() else ""
    return f'" t="inlineStr"><is><t{space}>{escaped}</t></is></c>'
