"""Pages: each table as a semantic HTML table, in one file that needs no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from markupsafe import Markup

from gwcat.document.table import Book, Span, Table
from gwcat.render.frames import Frames
from gwcat.render.xml import escape, utf8

_BODY = b"\0"  # stands for the body of a table while the page around it is filled; no text holds it

Look = Callable[[bytes], bytes]
"""What sees the bytes before they are written, and gives them back."""


class PageWriter:
    """Writes the pages of one package. A table that several of them hold is written once, and shown once to `look`."""

    def __init__(self, frames: Frames, look: Look = bytes) -> None:
        self._frames, self._look = frames, look
        self._bodies: dict[int, bytes] = {}

    def write(self, book: Book) -> bytes:
        """The page of a book: an index if it has one, then every table with its title and notes."""
        sheets = book.sheets
        anchors = _anchors([*book.tables, *([book.front] if book.front else [])])
        targets = {table.name: anchors[id(table)] for table in book.tables}
        sections = [{"table": table, "anchor": anchors[id(table)], "body": _opening(table)} for table in sheets]
        page = sheets[0].page
        frame = self._look(utf8(self._frames.text("page.html", title=book.title, sections=sections, paper=page.paper, page=page)))
        bodies = [self._body(table, targets) for table in sheets]
        return b"".join(chain.from_iterable(zip_longest(frame.split(_BODY), bodies, fillvalue=b"")))

    def _body(self, table: Table, targets: Mapping[str, str]) -> bytes:
        """All of a table but its title."""
        body = None if table.links else self._bodies.get(id(table.rows))
        if body is None:
            body = self._look(utf8("".join(table_html(table, targets))))
            if not table.links:  # an index belongs to one page
                self._bodies[id(table.rows)] = body
        return body


def _opening(table: Table) -> Markup:
    """The title of a table and the sign that stands for the rest."""
    return Markup(f"<caption>{_text(table.title)}</caption>{_BODY.decode()}")


def _anchors(tables: Sequence[Table]) -> dict[int, str]:
    """An id for each table, made of its name, all different."""
    taken: dict[str, int] = {}
    for table in tables:
        name, number = "t-" + "-".join(table.name.split()), 2
        while name in taken:
            name, number = f"t-{'-'.join(table.name.split())}-{number}", number + 1
        taken[name] = id(table)
    return {identity: name for name, identity in taken.items()}


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _plain(_: int, __: int) -> str:
    return ""


def table_html(table: Table, targets: Mapping[str, str], attributes: Callable[[int, int], str] = _plain) -> Iterator[str]:
    """What stands inside `<table>` below the caption. `targets` are the anchors of tables that cells lead to.

    `attributes` gives what else a cell's tag says, beginning with a blank; it is asked for cells that no merge covers.
    """
    total = sum(column.width for column in table.columns)
    yield "<colgroup>"
    yield "".join(f'<col style="width:{column.width / total:.2%}">' for column in table.columns)
    yield "</colgroup><thead>"
    for row in range(table.header_rows):
        yield "<tr>"
        for cell in sorted((cell for cell in table.header if cell.row == row), key=lambda cell: cell.column):
            scope = "colgroup" if cell.columns > 1 else "col"
            yield f'<th scope="{scope}"{_span(cell.rows, cell.columns)}>{_text(cell.text)}</th>'
        yield "</tr>"
    yield "</thead><tbody>"
    heads = {(merge.first_row, merge.first_column): merge for merge in table.merges}
    covered = {
        (row, column)
        for merge in table.merges
        for row in range(merge.first_row, merge.last_row + 1)
        for column in range(merge.first_column, merge.last_column + 1)
    } - set(heads)
    links = {(link.row, link.column): link.target for link in table.links}
    centred = [' class="c"' if column.style.align == "center" else "" for column in table.columns]
    for number, texts in enumerate(table.rows):
        yield "<tr>"
        for column, text in enumerate(texts):
            at = (number, column)
            if at in covered:
                continue
            span = ""
            if merge := heads.get(at):
                span = _span(merge.last_row - merge.first_row + 1, merge.last_column - merge.first_column + 1)
            inner = "".join(map(_span_text, table.spans[at])) if at in table.spans else _text(text)
            if at in links:
                inner = f'<a href="#{escape(targets[links[at]])}">{inner}</a>'
            yield f"<td{centred[column]}{span}{attributes(number, column)}>{inner}</td>"
        yield "</tr>"
    yield "</tbody>"


def _span_text(span: Span) -> str:
    inner = _text(span.text)
    inner = f"<u>{inner}</u>" if span.underline else inner
    return f"<b>{inner}</b>" if span.bold else inner


def _span(rows: int, columns: int) -> str:
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
