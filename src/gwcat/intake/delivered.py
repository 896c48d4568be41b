"""Catalogues that gwcat delivered, read back: their tables by the header of the form, item by item.

What a form does not show is not there; texts that a form joins are taken apart again. A workspace that is held against a
delivered file goes the same way (`items_of_table`), so that both lose the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.base.names import fold
from gwcat.document.table import Table
from gwcat.forms.definition import Form, LeafColumn
from gwcat.intake.tables import RawTable, read_tables
from gwcat.language import domain as domains
from gwcat.model.state import Entry, Home

_NUMBER = re.compile(r"^\d+\. ")
_JOINED_BASES = re.compile(r"、(?=[《〈]|[^、《》]{0,12}《)")
_JOINED = re.compile(r"、(?![^（(]*[）)])")
_TICKED = re.compile(r"■([^□■\s][^□■\n]*)")
_GROUPS = {"全社会": "公开对象", "特定群体": "公开对象"}
_LISTS = frozenset({"公开主体", "公开方式", "公开层级", "五公开"})


class Delivered(NamedTuple):
    """What one file says: its items, the forms it is in, and what could not be read."""

    entries: tuple[Entry, ...]
    forms: tuple[Form, ...]
    remarks: tuple[str, ...]


def read_delivered(data: bytes, name: str, forms: Sequence[Form], *, unit: str = "", index: Form | None = None) -> Delivered:
    """The catalogues of an XLSX or DOCX file; a table in the form of `index` only lists the others.

    Raises GwcatError if no table has the header of a form.
    """
    entries: list[Entry] = []
    found: list[Form] = []
    remarks: list[str] = []
    for table in read_tables(data, name):
        form, body = recognised(table, forms)
        if form is None:
            listing = index is not None and recognised(table, [index])[0] is not None
            if not listing and any(any(row) for row in table.rows):
                remarks.append(f"{name} 里的“{table.name or table.title}”不是认识的样表，没有比较。")
            continue
        found.append(form)
        domain = _domain(table, name)
        entries += [Entry(Home(own or domain, unit), values) for own, values in read_items(table.rows[body:], form)]
    if not found:
        hint = "请给出 gwcat build 编译出来的目录，或用 --county 指定有这个样表的项目。"
        raise GwcatError("文件里没有一张表的表头是认识的样表。", place=name, hint=hint)
    return Delivered(tuple(entries), tuple(dict.fromkeys(found)), tuple(remarks))


def items_of_table(table: Table, form: Form) -> list[dict[str, Any]]:
    """The items of a table that is about to be delivered, as they would be read back."""
    rows = [[cell.strip() for cell in row] for row in table.rows]
    for merge in table.merges:
        for row in range(merge.first_row, merge.last_row + 1):
            for column in range(merge.first_column, merge.last_column + 1):
                rows[row][column] = rows[merge.first_row][merge.first_column]
    return [values for _, values in read_items(rows, form)]


def recognised(table: RawTable, forms: Sequence[Form]) -> tuple[Form | None, int]:
    """The form whose header a table has, and the row below it."""
    plain = [tuple(map(fold, row)) for row in table.rows[:12]]
    for form in forms:
        wanted = header_of(form)
        for first in range(len(plain) - len(wanted) + 1):
            if [row[: len(wanted[0])] for row in plain[first : first + len(wanted)]] == wanted:
                return form, first + len(wanted)
    return None, 0


def header_of(form: Form) -> list[tuple[str, ...]]:
    """The header of a form as rows of folded texts, those of merged cells in each of their places."""
    grid = [[""] * len(form.columns) for _ in range(form.header_rows)]
    for cell in form.header:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = fold(cell.text)
    return [tuple(row) for row in grid]


def read_items(rows: Sequence[Sequence[str]], form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """The domain (if a column says it) and the values of every item in rows below the header."""
    for group in _items(list(_body(rows, form)), form):
        yield from _values(group, form)


def _body(rows: Sequence[Sequence[str]], form: Form) -> Iterator[Sequence[str]]:
    """The rows of items, each as wide as the form."""
    width = len(form.columns)
    for row in rows[: notes_at(rows, form)]:
        cells = [*row[:width], *[""] * (width - len(row))]
        if any(cells):
            yield cells


def notes_at(rows: Sequence[Sequence[str]], form: Form) -> int:
    """The row at which notes begin: a note, and whatever else goes across the table, has one text in all its cells."""
    width = len(form.columns)
    across = (n for n, row in enumerate(rows) if width > 1 and len(row) >= width and row[0] and len(set(row[:width])) == 1)
    return next(across, len(rows))


def _items(rows: Sequence[Sequence[str]], form: Form) -> Iterator[list[Sequence[str]]]:
    """Rows of one item together: those of one 序号, or with the same text in every column that an item has once."""
    shared = [number for number, column in enumerate(form.columns) if not column.per_row]
    numbered = [number for number in shared if form.columns[number].names == {"序号"}]
    group: list[Sequence[str]] = []
    for row in rows:
        same = numbered or shared
        if group and form.expand and all(row[number] == group[0][number] for number in same):
            group.append(row)
            continue
        if group:
            yield group
        group = [row]
    if group:
        yield group


def _values(group: list[Sequence[str]], form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    values: dict[str, Any] = {}
    domain = ""
    elements: list[dict[str, str]] = [{} for _ in group]
    for number, column in enumerate(form.columns):
        text = group[0][number]
        if column.names == {"领域"}:
            domain = text
        elif column.per_row:
            key = "标准" if "标准" in column.names else "要素"
            for element, row in zip(elements, group, strict=True):
                element[key] = row[number]
        elif column.names != {"序号"} and column.names != {"单位"} and text:
            _put(values, column, text)
    if form.expand:
        values["公开内容"] = [element for element in elements if any(element.values())]
    yield domain, values


def _put(values: dict[str, Any], column: LeafColumn, text: str) -> None:
    """Put a cell where the source format has it; columns that are made of several keys stand for themselves."""
    names = column.names - {"名称"} or column.names
    key = next(iter(names)) if len(names) == 1 else column.path
    label = column.header.replace("\n", "")
    if key in _GROUPS:
        values.setdefault("公开对象", []).append("全社会" if key == "全社会" else {"特定群体": text})
    elif text == "√":
        values.setdefault(key, []).append(label)
    elif key == "公开渠道":
        ticked = [found.strip() for found in _TICKED.findall(text)]
        values[key] = ticked if ticked or "□" in text else _JOINED.split(text)
    elif key == "公开依据":
        values[key] = [_NUMBER.sub("", line) for line in text.split("\n")] if "\n" in text else _JOINED_BASES.split(text)
    elif key == "公开内容":
        values[key] = [_NUMBER.sub("", line) for line in text.split("\n")]
    elif key in _LISTS:
        values[key] = _JOINED.split(text.replace("\n", "、"))
    else:
        values[key] = text


def _domain(table: RawTable, name: str) -> str:
    """The domain that a table is of: its sheet's name, else the longest registered name in its title, else the file's name."""
    known = [known for found in domains.domains() for known in (found.name, *found.aliases)]
    if table.name and (domains.find(table.name) or not table.title):
        return table.name
    inside = [word for word in known if word in table.title]
    return max(inside, key=len, default=table.name or PurePosixPath(name).stem)
