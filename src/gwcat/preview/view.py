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
    columns = [frozenset(DERIVED.get(name, name) for name in column.names) for column in form.columns]
    first: dict[int, int] = {}
    for row, origin in enumerate(table.origins) if findings else ():
        item, element = catalogue.items[origin], row - first.setdefault(origin, row)
        told = [(finding, inside) for finding in findings for inside in _insides(finding, item)]
        keys = [_with_name(column, item) for column in columns] if told else []
        for finding, inside in told:
            for column in _columns(finding, inside, keys, element):
                if form.columns[column].per_row and not _in_row(inside[1:], element, form.columns[column]):
                    continue
                here = found.setdefault(heads.get((row, column), (row, column)), [])
                if finding not in here:
                    here.append(finding)
    return found


def _with_name(keys: frozenset[str], item: Item) -> frozenset[str]:
    """The keys that a column shows: 名称 stands for the deepest level."""
    if "名称" not in keys:
        return keys
    return keys | set([key for key in reversed(ITEM_LEVELS) if key in item.raw][:1])


def _insides(finding: Finding, item: Item) -> Iterator[DataPath]:
    """The data paths inside an item that a finding is about; none if it is about another."""
    path = finding.data_path
    if not isinstance(item, AdoptedItem):
        if path[:2] == item.path:
            yield path[2:]
        return
    yield from (inside for identity, inside in finding.adopted if identity == item.identity)
    if path[:2] in {at[:2] for at in map(item.at, item.changed) if at != _ADOPTED}:
        yield path[2:]


def _columns(finding: Finding, inside: DataPath, keys: Sequence[frozenset[str]], element: int) -> list[int]:
    """The columns that a finding is about: those of its key, or of the keys that its words quote, else the item's first cell."""
    known = frozenset().union(*keys)
    wanted = {inside[0]} & known if inside else set()
    wanted = wanted or {key for key in known if f"“{key}”" in finding.message}
    if not wanted:
        return [0] if element == 0 else []
    return [column for column, shown in enumerate(keys) if shown & wanted]


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
