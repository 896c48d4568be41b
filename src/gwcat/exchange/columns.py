"""The columns of a form as columns to fill in: the same header, a cell for every value, ticks for what is chosen from a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gwcat.document.table import HeaderCell
from gwcat.exchange.field import PAIRS, PARTS, TICK, show
from gwcat.forms.definition import Form, LeafColumn
from gwcat.forms.layout import record_rows
from gwcat.forms.record import DERIVED, item_record
from gwcat.language import channel
from gwcat.model.catalogue import ITEM_LEVELS, Catalogue, Item, read_item
from gwcat.source.canonical_plan import plan_of

_TICKED = ("公开方式", "公开层级")
_VALUES = {"地区": "", "领域": "", "单位": "", "版本": ""}
_NARROW = 9.0  # mm of a column for ticks


class FillColumn(NamedTuple):
    """A column. `key` and `part` say which cell of which key it is; one without key is not filled in and prints its `part`.

    `leaf` is the number of the form's column that it is (part of), `names` the header's words above it, the lowest first.
    """

    key: str
    part: str
    width: float
    centred: bool
    leaf: int
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        """The column in one word, for the workbook to remember."""
        return f"{self.key}={self.part}" if self.key and self.part else self.key

    @property
    def ticks(self) -> bool:
        """Whether the column is for √."""
        return bool(self.key and self.part) and (self.key in ("公开渠道", *_TICKED) or self.part == "全社会")


@dataclass(frozen=True)
class FillForm:
    """A form to fill in: its columns, and its header above them."""

    form: Form
    columns: tuple[FillColumn, ...]
    header: tuple[HeaderCell, ...]
    header_rows: int

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that the form shows, each with its parts."""
        return keys_of(self.columns)

    @property
    def rows(self) -> bool:
        """Whether each element of 公开内容 has a row of its own."""
        return PAIRS in self.keys.get("公开内容", ())


def keys_of(columns: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """Keys with their parts in the order of columns; elements and standards in rows are one part."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        if column.key:
            part = PAIRS if column.key == "公开内容" and column.part else column.part
            found[column.key] = tuple(dict.fromkeys((*found.get(column.key, ()), part)))
    return found


def shown_item(item: Item, keys: dict[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """What the cells of every key show of an item; where a form asks for nothing but the name, the item's own."""
    values = dict(item.raw)
    if "名称" in keys and not values.get("名称") and not any(level in keys for level in ITEM_LEVELS):
        values["名称"] = item.name
    return {key: show(key, values.get(key), parts) for key, parts in keys.items()}


def fill_form(form: Form, items: Sequence[Item]) -> FillForm:
    """The form for these items. A column made of several keys is parted; 名称 beside levels only where an item has one."""
    named = any(item.has("名称") for item in items)
    order = [key for key in plan_of("catalogue").at("事项").each.keys if key != "序号"]
    taken: set[tuple[str, str]] = set()
    columns: list[FillColumn] = []
    for number, leaf in enumerate(form.columns):
        cells = [cell for cell in _cells(form, number, leaf, order, named) if cell not in taken]
        taken.update(cells)
        columns += _columns(form, number, leaf, cells)
    header, rows = _header(form, columns)
    return FillForm(form, tuple(columns), tuple(header), rows)


def _cells(form: Form, number: int, leaf: LeafColumn, order: Sequence[str], named: bool) -> Iterator[tuple[str, str]]:
    """The keys and parts that a column of the form shows."""
    keys = sorted({key for name in leaf.names if (key := DERIVED.get(name, name)) in order}, key=order.index)
    if not named and any(key in ITEM_LEVELS for key in keys):
        keys = [key for key in keys if key != "名称"]
    for key in keys:
        yield from ((key, part) for part in _parts(form, number, leaf, key))


def _parts(form: Form, number: int, leaf: LeafColumn, key: str) -> Iterable[str]:
    if key == "公开渠道":
        return PARTS[key]
    if key == "公开对象":
        return [part for part in PARTS[key] if part in leaf.names] or PARTS[key]
    if key == "不予公开":
        return [part for part in PARTS[key] if f"不予公开{part}" in leaf.names] or PARTS[key]
    if key == "公开内容" and leaf.per_row:
        return [part for part in ("要素", "标准") if part in leaf.names]
    if key in _TICKED:
        return [part for part in PARTS[key] if _ticks(form, number, key, part)] or [""]
    return [""]


def _ticks(form: Form, number: int, key: str, part: str) -> bool:
    """Whether a column of the form ticks a value."""
    without, with_it = (
        next(record_rows(form, {**_VALUES, **item_record(Catalogue("", "", "", ""), read_item(0, raw)), "序号": ""}))[number]
        for raw in ({}, {key: part})
    )
    return without != with_it == TICK


def _columns(form: Form, number: int, leaf: LeafColumn, cells: Sequence[tuple[str, str]]) -> Iterator[FillColumn]:
    centred = leaf.style.align == "center"
    above = tuple(
        cell.text.replace("\n", "")
        for cell in sorted(form.header, key=lambda cell: -cell.row)
        if cell.column <= number < cell.column + cell.columns
    )
    if not cells:
        printed = next((name for name in ("序号", "领域", "单位") if name in leaf.names), "")
        yield FillColumn("", printed, leaf.width, centred, number, above)
    for key, part in cells:
        column = FillColumn(key, part, leaf.width, centred, number, (*([part or key] if len(cells) > 1 else []), *above))
        if column.ticks:
            yield column._replace(width=2 * _NARROW if part == channel.OTHER else _NARROW, centred=True)
        else:
            yield column._replace(width=max(leaf.width / len(cells), 18) if len(cells) > 1 else leaf.width)


def _header(form: Form, columns: Sequence[FillColumn]) -> tuple[list[HeaderCell], int]:
    """The form's header, wider where a column was parted, with the names of the parts below."""
    starts = [column.leaf for column in columns]
    counts = [starts.count(number) for number in range(len(form.columns))]
    parted = any(count > 1 for count in counts)
    cells = []
    for cell in form.header:
        width = sum(counts[cell.column : cell.column + cell.columns])
        lowest = cell.row + cell.rows == form.header_rows
        deeper = parted and lowest and counts[cell.column] == 1
        cells.append(cell._replace(column=sum(counts[: cell.column]), columns=width, rows=cell.rows + deeper))
    if parted:
        cells += [
            HeaderCell(column.names[0], form.header_rows, place)
            for place, column in enumerate(columns)
            if counts[column.leaf] > 1
        ]
    return cells, form.header_rows + parted
