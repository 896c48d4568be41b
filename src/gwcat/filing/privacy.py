"""The last look before anything is published: no personal data in what `public/` will hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gwcat.base.errors import GwcatError
from gwcat.document.table import Table
from gwcat.language.personal import find_personal, may_hold_personal


def refuse_personal(tables: Iterable[Table]) -> None:
    """Raise GwcatError, naming table and cell, if a public table holds personal data, wherever it came from."""
    for table in tables:
        if not may_hold_personal("\n".join(_texts(table))):
            continue
        for place, text in _places(table):
            for found in find_personal(text):
                raise GwcatError(
                    f"公开材料里有{found.kind}，没有编译。",
                    place=f"“{table.title}”{place}",
                    hint="请从源文件、region.yaml 或样表中删去；办公电话请写带区号的号码。",
                )


def _texts(table: Table) -> Iterator[str]:
    yield table.title
    yield from table.notes
    for row in table.rows:
        yield from row


def _places(table: Table) -> Iterator[tuple[str, str]]:
    yield "的标题", table.title
    for number, note in enumerate(table.notes, 1):
        yield f"的注释第 {number} 条", note
    for number, row in enumerate(table.rows, 1):
        for column, text in zip(table.columns, row, strict=True):
            yield f"第 {number} 行“{column.name}”", text
