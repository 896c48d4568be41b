"""What was read from tables as files: a workbook with the tables as they stood and their doubtful cells coloured, and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gwcat.document.table import Book, Column, HeaderCell, Table
from gwcat.forms.definition import Form
from gwcat.forms.layout import CELL_LIMIT, lay_out
from gwcat.forms.library import Library
from gwcat.model.incoming import Incoming, IncomingTable, Remark, RemarkKind
from gwcat.render.archive import Stamp
from gwcat.render.areas import column_letters
from gwcat.render.frames import Frames

NAME = "导入报告"
COLOURS: dict[RemarkKind, str] = {"未识别": "F8CBAD", "存疑": "FFF2CC", "其他列": "DDEBF7", "整理": "E2EFDA"}
"""The colour of a cell by the gravest of its remarks, which stand in this order."""
_MOST = 20_000  # rows of a table that is shown
_WIDE = ("公开内容", "公开依据", "公开渠道")


def workbook(found: Incoming, library: Library, frames: Frames, stamp: Stamp, title: str = NAME) -> bytes:
    """A sheet of remarks, then each table as it was read. Raises GwcatError if a template in `documents/` cannot be used."""
    from gwcat.render.workbook import WorkbookWriter

    rows = [_row(remark) for remark in _ordered(found.remarks)]
    remarks = lay_out(library.document_form(f"{NAME}-说明"), rows, name="说明", values={"标题": title})
    form = library.document_form(f"{NAME}-原表")
    by_sheet: dict[tuple[str, str], list[Remark]] = {}
    for remark in found.remarks:
        by_sheet.setdefault((remark.spot.document, remark.spot.sheet), []).append(remark)
    shown: dict[tuple[str, str], Table] = {}
    for table in found.tables:
        key = (table.spot.document, table.spot.sheet)
        if key not in shown:
            shown[key] = _table(form, table, by_sheet.get(key, []))
    tables = [remarks, *shown.values()]
    return WorkbookWriter(frames, tables, stamp).write(Book(NAME, title, tables))


def page(found: Incoming, frames: Frames, summary: str, title: str = NAME) -> bytes:
    """The page: what was read in one sentence, and all remarks by kind."""
    kinds = [(kind, [_row(remark) for remark in _ordered(found.remarks) if remark.kind == kind]) for kind in COLOURS]
    text = frames.text("incoming.html", title=title, summary=summary, kinds=[each for each in kinds if each[1]])
    return text.encode("utf-8", "backslashreplace")


def _ordered(remarks: Sequence[Remark]) -> list[Remark]:
    """The gravest first, then by their places."""
    kinds = list(COLOURS)
    return sorted(remarks, key=lambda remark: (kinds.index(remark.kind), remark.spot))


def _row(remark: Remark) -> Mapping[str, str]:
    return {
        "类别": remark.kind, "位置": str(remark.spot), "说明": remark.message, "原文": _fitting(remark.before),
        "读作": _fitting(remark.after),
    }  # fmt: skip


def _fitting(text: str) -> str:
    """A text that a cell can hold."""
    return text if len(text) < CELL_LIMIT // 2 else f"{text[: CELL_LIMIT // 2 - 1]}…"


def _table(form: Form, table: IncomingTable, remarks: Sequence[Remark]) -> Table:
    """A table with the numbers of its rows before them and what is to be told of each behind it."""
    number, cell, told = (Column(column.path, column.width, column.style) for column in form.columns)
    width = max(map(len, table.rows), default=0)
    meanings = [*table.columns, *[""] * (width - len(table.columns))]
    columns = [number]
    for place, meaning in enumerate(meanings):
        wide = 1.6 if meaning in _WIDE else 0.5 if "：" in meaning or meaning == "序号" else 1.0
        columns.append(cell._replace(name=f"{column_letters(place)}\n{meaning}".strip(), width=cell.width * wide))
    columns.append(told)
    messages: dict[int, list[str]] = {}
    fills: dict[tuple[int, int], str] = {}
    for remark in reversed(_ordered(remarks)):  # the gravest last, so that its colour stays
        row, column = remark.spot.row, remark.spot.column
        if 0 < row <= min(len(table.rows), _MOST):
            messages.setdefault(row, []).insert(0, f"{remark.kind}：{remark.spot.cell} {remark.message}")
            for place in [column] if column else range(1, width + 1):
                fills[row - 1, place] = COLOURS[remark.kind]
    rows = [
        (str(count), *map(_fitting, cells), *[""] * (width - len(cells)), _fitting("\n".join(messages.get(count, ()))))
        for count, cells in enumerate(table.rows[:_MOST], 1)
    ]
    return Table(
        name=table.spot.sheet or "表",
        title=str(table.spot),
        columns=tuple(columns),
        header=tuple(HeaderCell(column.name, 0, place) for place, column in enumerate(columns)),
        header_rows=1,
        rows=rows,
        merges=[],
        notes=(f"只列出前 {_MOST} 行。",) if len(table.rows) > _MOST else (),
        page=form.page,
        title_style=form.title_style,
        header_style=form.header_style,
        note_style=form.note_style,
        frozen_columns=1,
        fills=fills,
    )
