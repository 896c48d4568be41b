"""A catalogue as the form shows it, with the findings that belong to each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gwcat.adopt.item import AdoptedItem
from gwcat.document.table import Table
from gwcat.forms.definition import Form, LeafColumn
from gwcat.forms.layout import lay_out
from gwcat.forms.record import DERIVED, records
from gwcat.model.catalogue import ITEM_LEVELS, Catalogue, Item
from gwcat.model.finding import SEVERITIES, SEVERITY_NAMES, DataPath, Finding
from gwcat.model.region import Region
from gwcat.render.html import table_html
from gwcat.render.xml import escape

_ADOPTED: DataPath = ("采用",)
Cell = tuple[int, int]


def lay_out_alone(catalogue: Catalogue, region: Region, form: Form) -> Table:
    """The table of one catalogue alone. Raises GwcatError if the form cannot show it."""
    version = catalogue.version or region.version
    values = {"地区": region.name, "领域": catalogue.domain, "单位": catalogue.unit, "版本": version}
    return lay_out(form, records([catalogue]), name=catalogue.domain, values=values)


def form_html(table: Table, cells: Mapping[Cell, Sequence[Finding]]) -> str:
    """The table; cells have ids, and those with findings can be reached by the keyboard."""

    def attributes(row: int, column: int) -> str:
        here = cells.get((row, column), ())
        name = f' id="c-{row}-{column}"'
        if not here:
            return name
        worst = min((finding.severity for finding in here), key=SEVERITIES.index)
        return f'{name} tabindex="0" data-worst="{worst}"'

    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    inner = "".join(table_html(table, {}, attributes))
    caption = escape(table.title).replace("\n", "<br>")
    return f'<table><caption>{caption}</caption>{inner}</table><div class="notes">{notes}</div>'


def cells_of(table: Table, form: Form, catalogue: Catalogue, findings: Sequence[Finding]) -> dict[Cell, list[Finding]]:
    """Which findings of the catalogue's file belong to which cell; a cell that a merge covers gives them to its head."""
    heads = {
        (row, merge.first_column): (merge.first_row, merge.first_column)
        for merge in table.merges
        for row in range(merge.first_row, merge.last_row + 1)
    }
    found: dict[Cell, list[Finding]] = {}
    if not findings:
        return found
    first: dict[int, int] = {}
    for row, origin in enumerate(table.origins):
        item, element = catalogue.items[origin], row - first.setdefault(origin, row)
        for column, shown in enumerate(form.columns):
            keys = {key for name in shown.names for key in _keys(DERIVED.get(name, name), item)}
            here = [
                finding
                for finding in findings
                if _belongs(finding.data_path, item, keys, (element, shown) if shown.per_row else None, column + element == 0)
            ]
            known = found.setdefault(heads.get((row, column), (row, column)), []) if here else []
            known += [finding for finding in here if finding not in known]
    return found


def _keys(name: str, item: Item) -> Iterator[str]:
    """The keys that a name stands for: 名称 for the deepest level."""
    yield name
    if name == "名称":
        yield from [key for key in reversed(ITEM_LEVELS) if key in item.raw][:1]


def _belongs(path: DataPath, item: Item, keys: set[str], row: tuple[int, LeafColumn] | None, first: bool) -> bool:
    """Whether a finding at a data path is about the cell of an item that shows those keys.

    `row` says which element stands in a cell of its own row; `first` that the cell is the item's first.
    """
    if first and path and path == item.path and not isinstance(item, AdoptedItem):
        return True
    for key in keys:
        at = item.at(key)
        if at == _ADOPTED or path[: len(at)] != at:
            continue
        if row is None or _in_row(path[len(at) :], *row):
            return True
    return first and not isinstance(item, AdoptedItem) and path[:2] == item.path and path[2:3] == ("编号",)


def _in_row(rest: DataPath, element: int, column: LeafColumn) -> bool:
    """Whether what follows 公开内容 in a data path leads to that element, and to the part of it that the column shows."""
    if not rest or not isinstance(rest[0], int):
        return True
    part = "标准" if rest[1:2] == ("标准",) else "要素"
    return rest[0] == element and part in column.names


def finding_view(finding: Finding, cells: Mapping[Cell, Sequence[Finding]]) -> dict[str, Any]:
    """A finding for the page, with the ids of its cells."""
    place = finding.place
    return {
        "code": finding.rule.code,
        "severity": finding.severity,
        "severity_name": SEVERITY_NAMES[finding.severity],
        "message": finding.message,
        "help": finding.help,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "cells": [f"c-{row}-{column}" for (row, column), here in cells.items() if finding in here],
    }
