"""A table as it will be printed: header cells, rows of text, merges, notes. Knows nothing of catalogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.document.drawing import Drawing
from gwcat.document.page import Page, TextStyle


class HeaderCell(NamedTuple):
    """A cell of the header, with its extent. Rows and columns count from 0 at the header's corner."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Merge(NamedTuple):
    """A merged block of body cells, rows and columns from 0, both ends inclusive; its text is in the first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Link(NamedTuple):
    """A body cell that leads to another table, named by that table's `name`."""

    row: int
    column: int
    target: str


class Span(NamedTuple):
    """A stretch of a body cell's text with a look of its own."""

    text: str
    bold: bool = False
    underline: bool = False

    @property
    def plain(self) -> bool:
        """Whether it looks like the rest of the cell."""
        return not (self.bold or self.underline)


class Column(NamedTuple):
    """A leaf column: its name below all groups, its width in mm of the printed page, the style of its cells."""

    name: str
    width: float
    style: TextStyle


class Paragraph(NamedTuple):
    """A paragraph of running text; `new_page` starts a page before it, `keep` keeps it on one page with the next."""

    text: str
    style: TextStyle
    new_page: bool = False
    keep: bool = False


@dataclass(eq=False, slots=True)
class Table:
    """One table with its title above and its notes below.

    `rows` are tuples with one text for each column; a cell covered by a merge is empty. `origins` gives for each row the
    position of the record that it came from, `name` a short unique name (sheet name, anchor). A table without header has
    no `header_rows`; without `borders` its cells begin at the upper edge. `mark`, `intro` and `closing` are the paragraphs
    above the title, above the table and below the notes, for formats that have nothing but the table. `spans` are the cells,
    by row and column, of which parts are set off; together they are the cell's text. `fills` are the colours (RRGGBB) of
    single body cells, rows and columns from 0, for workbooks that have to show them.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    header: tuple[HeaderCell, ...]
    header_rows: int
    rows: list[tuple[str, ...]]
    merges: list[Merge]
    notes: tuple[str, ...]
    page: Page
    title_style: TextStyle
    header_style: TextStyle
    note_style: TextStyle
    frozen_columns: int = 0
    origins: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    form: str = ""
    borders: bool = True
    row_height: float = 0.0  # mm that a body row is high at least
    mark: tuple[Paragraph, ...] = ()
    intro: tuple[Paragraph, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    spans: dict[tuple[int, int], tuple[Span, ...]] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def styles(self) -> tuple[TextStyle, ...]:
        """Every text style of the table, in a fixed order."""
        paragraphs = (*self.mark, *self.intro, *self.closing)
        columns = (column.style for column in self.columns)
        return (self.title_style, self.header_style, self.note_style, *columns, *(block.style for block in paragraphs))

    @property
    def blocks(self) -> list[Paragraph | Table]:
        """The table between all the paragraphs that belong to it, as a document of its own has them."""
        notes = (Paragraph(note, self.note_style) for note in self.notes)
        return [*self.mark, Paragraph(self.title, self.title_style), *self.intro, self, *notes, *self.closing]


@dataclass(eq=False, slots=True)
class Document:
    """Paragraphs, tables and drawings one after the other on one kind of page."""

    title: str
    page: Page
    blocks: Sequence[Block]


@dataclass(eq=False, slots=True)
class Book:
    """Tables that are filed together: the sheets of a workbook, the chapters of a document.

    `path` is where the files go, relative and without suffix. `front` is an index of the tables, if there is one.
    """

    path: str
    title: str
    tables: list[Table]
    front: Table | None = None
    style: TextStyle | None = None  # of the title of the whole book, where it has one of its own

    @property
    def sheets(self) -> list[Table]:
        """All tables, the index first."""
        return [*([self.front] if self.front else []), *self.tables]


Block = Paragraph | Table | Drawing
"""What a document consists of."""
