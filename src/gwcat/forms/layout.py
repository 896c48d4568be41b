"""Records into a form: rows, merges, numbers. The result is a Table, which knows nothing of forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.document.table import Column, Merge, Table
from gwcat.forms.definition import Form
from gwcat.forms.expressions import fill

CELL_LIMIT = 32767  # characters that a cell of a workbook may hold


def lay_out(form: Form, records: Sequence[Mapping[str, Any]], *, name: str, values: Mapping[str, Any]) -> Table:
    """A table of the records that the form lists; 序号 counts them from 1. `values` fill the title and are seen by every cell.

    Raises GwcatError if an expression fails or a cell would hold more than a workbook can.
    """
    rows: list[tuple[str, ...]] = []
    origins: list[int] = []
    spans: list[tuple[int, int]] = []
    for position, record in enumerate(records):
        if not listed(form, record):
            continue
        start = len(rows)
        rows += record_rows(form, {**values, **record, "序号": str(len(spans) + 1)})
        origins += [position] * (len(rows) - start)
        spans.append((start, len(rows) - 1))
    if any(len(cell) > CELL_LIMIT // 2 for row in rows for cell in row):
        _refuse_too_long(form, rows, [str(records[origin].get("编号", "")) for origin in origins])
    rows, merges = merge_rows(form, rows, spans)
    return Table(
        name=name,
        title=fill(form.title, values, where=f"样表“{form.name}”的标题"),
        columns=tuple(Column(column.path, column.width, column.style) for column in form.columns),
        header=form.header,
        header_rows=form.header_rows,
        rows=rows,
        merges=merges,
        notes=form.notes,
        page=form.page,
        title_style=form.title_style,
        header_style=form.header_style,
        note_style=form.note_style,
        frozen_columns=form.frozen_columns,
        origins=origins,
        form=form.name,
    )


def listed(form: Form, record: Mapping[str, Any]) -> bool:
    """Whether the form lists a record: it says something under every key of 只列. Raises GwcatError for an unknown key."""
    for key in form.only:
        if key not in record:
            raise GwcatError(f"样表“{form.name}”的“只列”里有不认识的键“{key}”。", hint="请写源文件里事项的键，如 不予公开。")
        if not _said(record[key]):
            return False
    return True


def _said(value: object) -> bool:
    """Whether a value is more than white space."""
    return any(map(_said, value)) if isinstance(value, tuple) else bool(value.strip() if isinstance(value, str) else value)


def record_rows(form: Form, record: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of one record: one, or one for each element of 公开内容 where the form pairs it with 公开标准."""
    shared = form.item_cells(record)
    if form.row_cells is None:
        yield tuple(shared)
        return
    for content, standard in record["内容标准"] or (("", ""),):
        own = iter(form.row_cells({**record, "要素": content, "标准": standard}))
        common = iter(shared)
        yield tuple(next(own if column.per_row else common) for column in form.columns)


def merge_rows(
    form: Form, rows: list[tuple[str, ...]], spans: Sequence[tuple[int, int]]
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """Blocks by each column's policy, and the rows with every covered cell emptied."""
    merges: list[Merge] = []
    parents: set[int] = {0}  # rows at which the columns further left begin anew
    for number, column in enumerate(form.columns):
        if column.merge == "不合并":
            continue
        if column.merge == "按事项":
            blocks = [(first, last) for first, last in spans if last > first]
        else:
            texts = [row[number] for row in rows]
            parents = _starts(texts, parents if column.merge == "上级之内" else {0})
            edges = [*sorted(parents), len(rows)]
            blocks = [(first, end - 1) for first, end in pairwise(edges) if end - 1 > first]
        merges += [Merge(first, number, last, number) for first, last in blocks]
    covered = {(row, merge.first_column) for merge in merges for row in range(merge.first_row + 1, merge.last_row + 1)}
    if covered:
        touched = {row for row, _ in covered}
        rows = [
            tuple("" if (n, c) in covered else cell for c, cell in enumerate(row)) if n in touched else row
            for n, row in enumerate(rows)
        ]
    return rows, merges


def _starts(texts: Sequence[str], parents: set[int]) -> set[int]:
    """Rows that begin a block: the text differs from the row above, is empty, or the parent begins anew."""
    return {n for n, text in enumerate(texts) if n == 0 or n in parents or not text or text != texts[n - 1]}


def _refuse_too_long(form: Form, rows: Sequence[Sequence[str]], identities: Sequence[str]) -> None:
    for identity, row in zip(identities, rows, strict=True):
        for column, cell in zip(form.columns, row, strict=True):
            length = len(cell.encode("utf-16-le", "surrogatepass")) // 2  # Excel counts UTF-16 units
            if length > CELL_LIMIT:
                words = f"事项“{identity}”的“{column.path}”有 {length} 个字，超过一个单元格能放的 {CELL_LIMIT} 个。"
                raise GwcatError(words, hint="请把这一事项拆成几项。")
