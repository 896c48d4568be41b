"""Contents into a style: the table of an attachment with all paragraphs around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.document.table import Column, Merge, Paragraph, Table
from gwcat.forms.attachment import NAME, SPAN, AttachmentStyle, Line, Record
from gwcat.forms.content import Content
from gwcat.forms.definition import Form
from gwcat.forms.expressions import fill, lines
from gwcat.forms.grid import grid_rows
from gwcat.forms.layout import CELL_LIMIT, merge_rows, record_rows
from gwcat.forms.record import records
from gwcat.model.catalogue import read_catalogue

Rows = tuple[list[tuple[str, ...]], list[Merge]]
FormOf = Callable[[str], Form]
"""Gives a catalogue's form by its name."""


def lay_out_attachment(
    style: AttachmentStyle,
    content: Content,
    values: Mapping[str, Any],
    form_of: FormOf,
    *,
    default: Sequence[Record] = (),
    mark: str = "",
    title: str = "",
) -> Table:
    """The table of an attachment between its paragraphs; `title` replaces the style's own.

    `values` are what is known of the region; what the content says wins. `default` are the rows of a list that is given none
    and has none of its own. Raises GwcatError if an expression fails, if nothing would stand in a list, or if a cell would
    hold more than a workbook can.
    """
    own = default if isinstance(style.rows, str) else style.rows
    shown = own if content.rows is None else content.rows
    if style.form and not shown and not style.blanks:
        raise GwcatError(f"附件“{style.name}”里没有一行内容。", hint="请在“内容”里写上各行，一行一条，以“- ”开头。")
    count = sum(not row.get(SPAN) for row in shown)
    known = {**dict.fromkeys(style.value_names, ""), **values, "行数": str(count or ""), **content.values}
    sheet = _Sheet(style, known)
    table = (
        sheet.blank_form(form_of, content.samples)
        if style.kind == "样表"
        else sheet.rows_of(shown)
        if style.form
        else sheet.grid()
    )
    _refuse_too_long(style, table)
    return replace(
        table,
        title=title or sheet.text(style.title),
        title_style=style.title_style._replace(before=style.mark_style.line if mark else 0.0),
        mark=(Paragraph(mark, style.mark_style),) if mark else (),
        intro=tuple(sheet.paragraphs(style.intro)),
        closing=tuple(sheet.paragraphs(style.closing)),
    )


class _Sheet:
    """A style with the values that its texts name."""

    def __init__(self, style: AttachmentStyle, known: Mapping[str, Any]) -> None:
        self._style, self._known = style, known

    def text(self, source: str) -> str:
        """A text of the style, filled."""
        return fill(source, self._known, where=f"{NAME}“{self._style.name}”") if "{" in source else source

    def paragraphs(self, sources: Sequence[Line]) -> Iterator[Paragraph]:
        """Each line of a filled text as a paragraph; a text that comes to nothing is none."""
        for line in sources:
            yield from (Paragraph(words, line.style) for words in self.text(line.source).split("\n") if words)

    def rows_of(self, shown: Sequence[Record]) -> Table:
        """Columns and rows, or blank rows if there are none."""
        style, form = self._style, self._style.form
        assert form is not None
        rows, merges = self._rows(form, shown or style.blanks, numbered=bool(shown))
        last, spans = grid_rows(style.last, style.last_rows, len(form.columns), self.text, len(rows))
        table = self._table(style.columns, (rows + last, merges + spans))
        if style.header:
            table = replace(table, header=form.header, header_rows=form.header_rows, header_style=form.header_style)
        return replace(table, frozen_columns=form.frozen_columns)

    def _rows(self, form: Form, shown: Sequence[Record], *, numbered: bool) -> Rows:
        blank, width = dict.fromkeys(form.names, ""), len(form.columns)
        rows: list[tuple[str, ...]] = []
        across: list[Merge] = []
        for record in shown:
            if record.get(SPAN):
                across.append(Merge(len(rows), 0, len(rows), width - 1))
                rows.append((lines(record[SPAN]), *[""] * (width - 1)))
            else:
                number = str(len(rows) + 1 - len(across)) if numbered else ""
                rows += record_rows(form, {**blank, **self._known, "序号": number, **record})
        rows, merges = merge_rows(form, rows, [(row, row) for row in range(len(rows))])
        return self._unrepeated(rows), across + merges

    def _unrepeated(self, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The rows with texts left out that stand in the row above, in the columns that say so."""
        hidden = {(n, c) for c in self._style.unrepeated for n in range(1, len(rows)) if rows[n][c] == rows[n - 1][c]}
        return [tuple("" if (n, c) in hidden else text for c, text in enumerate(row)) for n, row in enumerate(rows)]

    def grid(self) -> Table:
        """Cells to be filled in."""
        style = self._style
        return self._table(style.columns, grid_rows(style.cells, style.cell_rows, len(style.columns), self.text))

    def blank_form(self, form_of: FormOf, samples: Sequence[Record]) -> Table:
        """A catalogue's form with its header and notes, samples, and rows to be filled in, none by themselves below samples.

        What is printed in the cells of a blank row stays.
        """
        form = form_of(str(self._known["样表"]))
        count = int(self._known["空行"] or (0 if samples else len(self._style.blanks)))
        catalogues = [read_catalogue({"领域": raw.get("领域", ""), "事项": [raw]}) for raw in (*samples, *[{}] * count)]
        rows: list[tuple[str, ...]] = []
        spans: list[tuple[int, int]] = []
        for number, record in enumerate(records(catalogues), 1):
            start = len(rows)
            rows += record_rows(form, {**self._known, **record, "序号": str(number) if number <= len(samples) else ""})
            spans.append((start, len(rows) - 1))
        columns = tuple(Column(column.path, column.width, column.style) for column in form.columns)
        table = self._table(columns, merge_rows(form, rows, spans))
        return replace(
            table,
            header=form.header,
            header_rows=form.header_rows,
            header_style=form.header_style,
            notes=(*form.notes, *table.notes),
            note_style=form.note_style,
            page=form.page,
            frozen_columns=form.frozen_columns,
            form=form.name,
        )

    def _table(self, columns: tuple[Column, ...], content: Rows) -> Table:
        """A table without header and title."""
        style, (rows, merges) = self._style, content
        return Table(
            name=style.name,
            title="",
            columns=columns,
            header=(),
            header_rows=0,
            rows=rows,
            merges=merges,
            notes=tuple(self.text(note) for note in style.notes),
            page=style.page,
            title_style=style.title_style,
            header_style=style.note_style,
            note_style=style.note_style,
            borders=style.borders,
            row_height=style.row_height,
        )


def _refuse_too_long(style: AttachmentStyle, table: Table) -> None:
    for number, row in enumerate(table.rows, 1):
        for text in row:
            if len(text.encode("utf-16-le", "surrogatepass")) // 2 > CELL_LIMIT:
                words = f"附件“{style.name}”第 {number} 行有一格超过一个单元格能放的 {CELL_LIMIT} 个字。"
                raise GwcatError(words, hint="请把这一格拆成几行。")
