"""What changes when a catalogue is put into another form: values that it has no column for, columns that stay empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.document.table import Book, Table
from gwcat.filing.plan import INTERNAL, Plan
from gwcat.forms.definition import Form
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.omission import omitted, omitted_text, shown_keys
from gwcat.forms.record import DERIVED


class LostValue(NamedTuple):
    """A value of an item that the form has no column for."""

    domain: str
    unit: str
    identity: str
    item: str
    key: str
    text: str


class EmptyColumn(NamedTuple):
    """A column with nothing in it for `empty` of the `items` items of a domain; `required` if the form asks for it."""

    domain: str
    column: str
    empty: int
    items: int
    required: bool


@dataclass(frozen=True)
class Losses:
    """Everything that a conversion to `form` loses or leaves empty."""

    form: str
    values: list[LostValue] = field(default_factory=list)
    columns: list[EmptyColumn] = field(default_factory=list)


def losses(plan: Plan, library: Library, name: str) -> Losses:
    """The losses of a plan whose tables are all in the form `name`."""
    form = library.form(name)
    return Losses(name, list(_values(plan, form)), list(_columns(plan, form)))


def _values(plan: Plan, form: Form) -> Iterator[LostValue]:
    shown = shown_keys(form)
    for chapter in plan.domains:
        for entry in chapter.entries:
            for item in entry.catalogue.items:
                for what in omitted(entry.catalogue, item, form, shown):
                    text = omitted_text(item, what)
                    yield LostValue(chapter.domain, entry.catalogue.unit, item.identity, item.name, what, text)


def _columns(plan: Plan, form: Form) -> Iterator[EmptyColumn]:
    """Columns that no item of a domain fills, and required ones that some leave empty."""
    for chapter in plan.domains:
        items = len(set(chapter.table.origins))
        for name, columns, required in _answers(form):
            empty = items - len(_filled(chapter.table, columns))
            if empty and (empty == items or required):
                yield EmptyColumn(chapter.domain, name, empty, items, required)


def _answers(form: Form) -> Iterator[tuple[str, list[int], bool]]:
    """Columns that answer one question, such as the boxes below 公开方式: their name, numbers, whether it is required."""
    groups: dict[tuple[str, frozenset[str]], list[int]] = {}
    for number, column in enumerate(form.columns):
        keys = frozenset(DERIVED.get(name, name) for name in column.names)
        group = column.path.rsplit("/", 1)[0] if "/" in column.path else column.path
        groups.setdefault((group, keys), []).append(number)
    for (group, keys), numbers in groups.items():
        name = group if len(numbers) > 1 else form.columns[numbers[0]].path
        yield name, numbers, bool(keys & set(form.required))


def _filled(table: Table, columns: Sequence[int]) -> set[int]:
    """Records that have a text in one of the columns; a merged block counts for every row that it covers."""
    rows = {row for row, cells in enumerate(table.rows) if any(cells[column] for column in columns)}
    for merge in table.merges:
        if merge.first_column in columns and merge.first_row in rows:
            rows |= set(range(merge.first_row, merge.last_row + 1))
    return {table.origins[row] for row in rows}


def loss_book(found: Losses, library: Library, title: str) -> Book:
    """The losses as a workbook: one sheet of values, one of columns."""
    values = [dict(zip(("领域", "单位", "编号", "事项", "要素", "内容"), value, strict=True)) for value in found.values]
    columns = [
        {
            "领域": column.domain,
            "栏目": column.column,
            "空着": str(column.empty),
            "事项数": str(column.items),
            "必备": "是" if column.required else "",
        }
        for column in found.columns
    ]
    sheets = (("转换报告-要素", "没有栏目的要素", values), ("转换报告-栏目", "空着的栏目", columns))
    tables = [
        lay_out(library.document_form(form), rows, name=name, values={"标题": f"{title}：{name}"}) for form, name, rows in sheets
    ]
    return Book(f"{INTERNAL}/转换报告", title, tables)
