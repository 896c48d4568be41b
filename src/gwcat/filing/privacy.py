"""The last look before anything is published: no personal data in what `public/` will hold.

First at the tables, which can say where it stands, also across their cells; then at the bytes of every part that is written,
which hold whatever else templates, styles and properties bring along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

from gwcat.base.errors import GwcatError
from gwcat.document.table import Book, Paragraph, Table
from gwcat.filing.manifest import Entry
from gwcat.language.personal import find_personal, find_split, may_hold_personal, may_show_personal
from gwcat.model.region import Region
from gwcat.render.archive import Piece, deflate

_HINT = "请从源文件、region.yaml 或样表、模板中删去；办公电话请写带区号的号码。"
_TEXTS, _SPOKEN = re.compile(b">[^<]+<"), re.compile(">[^<]+<")
_MARKUP = re.compile("^[^<>]*>|<[^>]*>")
_DIGITS = re.compile(r"(?<=\d{3})[\d -]*\d")
_SMALL = 16384
_AROUND = 12  # characters shown before what was found


def refuse_personal(region: Region, books: Iterable[Book]) -> None:
    """Raise GwcatError, naming the place, if something public holds personal data, wherever it came from.

    Looked at are file names, titles, headers, cells and notes, and the government's name in the files' properties; also
    what stands in several cells that follow each other.
    """
    _refuse(("文件属性", region.government), ("简称", region.short_name), ("版本", region.version))
    seen: set[int] = set()
    for book in books:
        _refuse(("文件名", book.path), ("标题", book.title))
        for table in book.sheets:
            _refuse((f"“{table.title}”的标题", table.title), *(("表上下的文字", block.text) for block in _around(table)))
            if id(table.rows) not in seen and may_hold_personal(_words(table)):
                _refuse(*((f"“{table.title}”{place}", text) for place, text in _places(table)))
                for kind, _ in find_split(chain.from_iterable(table.rows)):
                    raise GwcatError(f"公开材料里有{kind}，没有编译。", place=f"“{table.title}”连着的几格", hint=_HINT)
            seen.add(id(table.rows))


class Watch:
    """Looks at the bytes of public files as they are written, part by part; a part that several files share is seen once.

    `place` says what is being written. Raises GwcatError for personal data, also where markup, runs or cells divide it.
    """

    place = "public"

    def deflate(self, raw: bytes) -> Piece:
        """A part for reuse, looked at."""
        return deflate(self.seen(raw))

    def seen(self, raw: bytes) -> bytes:
        """The same bytes, looked at. Large parts are made of tables, which have been looked at across their cells."""
        texts = _TEXTS.findall(raw) if len(raw) <= _SMALL else []
        if may_show_personal(raw) or may_show_personal(b"".join(texts)):
            whole = raw.decode("utf-8", "ignore")
            for found in find_personal(whole):
                self._refuse(found.kind, whole[max(found.start - _AROUND, 0) : found.end])
            for kind, words in find_split(unescape(text[1:-1]) for text in _SPOKEN.findall(whole)):
                self._refuse(kind, words)
        return raw

    def _refuse(self, kind: str, words: str) -> None:
        """The words without most of the number, which is not to be shown again."""
        shown = " ".join(_DIGITS.sub("……", _MARKUP.sub(" ", words)).split())
        raise GwcatError(f"公开材料里有{kind}（“{shown}”），没有编译。", place=self.place, hint=_HINT)


def refuse_files(entries: Iterable[Entry]) -> None:
    """Look at the finished files of `public/` that no `Watch` saw being written: everything but the catalogues."""
    watch = Watch()
    for entry in entries:
        if entry.path.startswith("public/") and entry.kind != "目录":
            watch.place = entry.path
            for part in _parts(entry.data):
                watch.seen(part)


def _parts(data: bytes) -> Iterator[bytes]:
    if not data.startswith(b"PK"):
        yield data
        return
    with ZipFile(BytesIO(data)) as opened:
        yield from map(opened.read, opened.namelist())


def refuse_personal_texts(texts: Iterable[tuple[str, str]]) -> None:
    """Raise GwcatError if one of the texts, each named by its place, holds personal data."""
    _refuse(*texts)


def _refuse(*texts: tuple[str, str]) -> None:
    for place, text in texts:
        for found in find_personal(text):
            raise GwcatError(f"公开材料里有{found.kind}，没有编译。", place=place, hint=_HINT)


def _around(table: Table) -> Iterator[Paragraph]:
    """The paragraphs above and below a table."""
    return chain(table.mark, table.intro, table.closing)


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
