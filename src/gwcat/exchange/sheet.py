"""What stands on a sheet to fill in: its columns, every row with its cells, which of them are to be written in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from gwcat.adopt.item import AdoptedItem
from gwcat.base.errors import GwcatError
from gwcat.exchange.columns import FillColumn, FillForm, shown_item
from gwcat.exchange.field import PAIRS, fingerprint
from gwcat.forms.layout import CELL_LIMIT
from gwcat.model.catalogue import Catalogue, Item

MARK = "gwcat-collect-1"
HEADER = 4  # the first row of the header; above it are the names of columns, the title and a hint
IDENTITY, ISSUED, DELETED, REASON, ORIGIN, NUMBER = "@编号", "@底稿", "@取消", "@理由", "@来源", "@事项编号"
_FRONT = (IDENTITY, ISSUED, DELETED)
_BACK = (REASON, ORIGIN, NUMBER)
_WIDTHS = {IDENTITY: 10.0, ISSUED: 10.0, DELETED: 13.0, REASON: 38.0, ORIGIN: 28.0, NUMBER: 34.0}  # mm


class SheetColumn(NamedTuple):
    """A column of the sheet. `open` ones are written in; `shared` ones have one cell for all rows of an item."""

    code: str
    width: float
    centred: bool = True
    open: bool = False
    shared: bool = True
    field: FillColumn | None = None


@dataclass(frozen=True)
class Row:
    """A row. `cells` are in the order of the form's columns; `first` and `last` say where its item begins and ends."""

    cells: tuple[str, ...]
    identity: str = ""
    issued: str = ""
    reason: str = ""
    adopted: bool = False
    first: bool = True
    last: bool = True

    @property
    def new(self) -> bool:
        """Whether the row is for a new item."""
        return not self.identity


@dataclass(frozen=True)
class FillSheet:
    """A sheet for one catalogue file. `about` says which one it is, for the way back; `above` is where it adopts from."""

    name: str
    title: str
    form: FillForm
    about: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    above: str = ""

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(row.first for row in self.rows)

    @property
    def mark(self) -> str:
        """What the sheet is, as its hidden corner says it; all other cells of the hidden row name their columns."""
        identities = "\n".join(row.identity for row in self.rows if row.first)
        about = {**self.about, "首行": str(self.first), "编号": identities if len(identities) < CELL_LIMIT // 2 else ""}
        return f"{MARK} {json.dumps(about, ensure_ascii=False)}"

    @property
    def first(self) -> int:
        """The first row of items."""
        return HEADER + self.form.header_rows

    @cached_property
    def columns(self) -> tuple[SheetColumn, ...]:
        """All columns: the hidden ones, the mark for deletion, those of the form, and what is said of the item."""
        own = tuple(SheetColumn(*_of(column), column) for column in self.form.columns)
        front, back = (
            tuple(SheetColumn(code, _WIDTHS[code], code != REASON, code in (DELETED, REASON)) for code in codes)
            for codes in (_FRONT, _BACK if self.above else _BACK[1:])
        )
        return (*front, *own, *back)

    @property
    def front(self) -> int:
        """How many columns are in front of the form's."""
        return len(_FRONT)


def _of(column: FillColumn) -> tuple[str, float, bool, bool, bool]:
    """Code, width, alignment, whether it is written in, whether it is shared."""
    return column.code, column.width, column.centred, bool(column.key), not (column.key == "公开内容" and column.part)


def item_rows(catalogue: Catalogue, items: Sequence[Item], form: FillForm) -> Iterator[Row]:
    """The rows of items: one each, or one for each element of 公开内容 and an empty one behind them.

    Raises GwcatError for a text that no cell can hold.
    """
    printed = {"领域": catalogue.domain, "单位": catalogue.unit}
    reasons = {entry.target: entry.reason for entry in catalogue.adoption.adjustments} if catalogue.adoption else {}
    for number, item in enumerate(items, 1):
        shown = shown_item(item, form.keys)
        issued = " ".join(f"{key}:{fingerprint(cells)}" for key, cells in shown.items())
        adopted = isinstance(item, AdoptedItem)
        reason = reasons.get(item.identity, "") if adopted else ""
        blocks = [*json.loads(shown["公开内容"][PAIRS] or "[]"), ["", ""]] if form.rows else [["", ""]]
        for place, (content, standard) in enumerate(blocks):
            first, last = place == 0, place == len(blocks) - 1
            values = {**printed, "序号": str(number), "要素": content, "标准": standard}
            cells = tuple(_cell(column, shown, values) for column in form.columns)
            if any(len(cell) > CELL_LIMIT for cell in cells):
                words = f"事项“{item.identity}”有一格超过 {CELL_LIMIT} 个字，工作簿放不下。"
                raise GwcatError(words, hint="请在源文件里拆成几条。")
            yield Row(cells, item.identity, issued if first else "", reason, adopted, first, last)


def _cell(column: FillColumn, shown: Mapping[str, Mapping[str, str]], values: Mapping[str, str]) -> str:
    """What a cell shows."""
    if not column.key or (column.key == "公开内容" and column.part):
        return values.get(column.part, "")
    return shown[column.key][column.part]
