"""The last look before anything is published: no personal data in what `public/` will hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from gwcat.base.errors import GwcatError
from gwcat.document.table import Book, Table
from gwcat.language.personal import find_personal, may_hold_personal
from gwcat.model.region import Region


def refuse_personal(region: Region, books: Iterable[Book]) -> None:
    """Raise GwcatError, naming the place, if something public holds personal data, wherever it came from.

    Looked at are file names, titles, headers, cells and notes, and the government's name in the files' properties.
    """
    _refuse(("文件属性", region.government), ("简称", region.short_name), ("版本", region.version))
    seen: set[int] = set()
    for book in books:
        _refuse(("文件名", book.path), ("标题", book.title))
        for table in book.sheets:
            _refuse((f"“{table.title}”的标题", table.title))
            if id(table.rows) not in seen and may_hold_personal(_words(table)):
                _refuse(*((f"“{table.title}”{place}", text) for place, text in _places(table)))
            seen.add(id(table.rows))


def refuse_personal_texts(texts: Iterable[tuple[str, str]]) -> None:
    """Raise GwcatError if one of the texts, each named by its place, holds personal data."""
    _refuse(*texts)


def _refuse(*texts: tuple[str, str]) -> None:
    for place, text in texts:
        for found in find_personal(text):
            raise GwcatError(
                f"公开材料里有{found.kind}，没有编译。",
                place=place,
                hint="请从源文件、region.yaml 或样表中删去；办公电话请写带区号的号码。",
            )


def _words(table: Table) -> str:
    """All that a table says below its title."""
    return "\n".join((*(cell.text for cell in table.header), *table.notes, *chain.from_iterable(table.rows)))


def _places(table: Table) -> Iterator[tuple[str, str]]:
    """Where each text below a table's title stands, and the text."""
    for cell in table.header:
        yield "的表头", cell.text
    for number, note in enumerate(table.notes, 1):
        yield f"的注释第 {number} 条", note
    names = [column.name for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        for name, text in zip(names, row, strict=True):
            if text:
                yield f"第 {number} 行“{name}”", text
