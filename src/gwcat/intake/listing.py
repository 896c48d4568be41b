"""A list that an office keeps beside its catalogues, as YAML, XLSX or CSV: its entries by key, columns in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold
from gwcat.intake.guard import SIZE_LIMIT
from gwcat.intake.sheet import Sheet, read_csv, read_workbook
from gwcat.model.values import text
from gwcat.source.reader import read_tree
from gwcat.source.text import Lines, Refused, decode

HEADER_WITHIN = 20  # rows in which a sheet's header must stand
_SHOWN = 5


class Entry(NamedTuple):
    """An entry: its values by key, where it stands, and whether that is a table, whose values are texts."""

    values: Mapping[str, Any]
    place: str
    tabled: bool


@dataclass(frozen=True)
class Listing:
    """What a list is called, which words stand for its keys, and what is said of one that is none.

    Every entry has the key `main`, `said` above a column; the header of a sheet has also one of the keys `beside`, if there are
    any. `no_header` are the words and the hint where no sheet has a header, `sample` is an entry in YAML.
    """

    name: str
    words: Mapping[str, Sequence[str]]
    main: str
    said: str
    sample: str
    save_as: str
    no_header: tuple[str, str]
    beside: Collection[str] = ()

    def read(self, path: Path) -> tuple[list[Entry], list[str]]:
        """The entries of a file, and a remark for everything in it that is not read; a repeated header is neither.

        Raises GwcatError, with the place, for a file that is no list.
        """
        kind, name = path.suffix.lower(), str(path)
        if kind not in (".yaml", ".yml", ".xlsx", ".csv"):
            raise GwcatError(f"{self.name}“{path}”不是 YAML、XLSX 或 CSV 文件。", hint=self.save_as)
        data = self._bytes(path)
        if kind in (".yaml", ".yml"):
            return self._listed(data, name)
        return self._tabled([read_csv(data, name)] if kind == ".csv" else read_workbook(data, name), name)

    def _bytes(self, path: Path) -> bytes:
        try:
            with path.open("rb") as stream:
                data = stream.read(SIZE_LIMIT + 1)
        except OSError as error:
            raise storage_error(error, f"读取{self.name}") from error
        if len(data) > SIZE_LIMIT:
            words = f"{self.name}超过 {SIZE_LIMIT // 1048576} MiB。"
            raise GwcatError(words, place=str(path), hint="请只留下清单本身，去掉图片。")
        return data

    def _listed(self, data: bytes, name: str) -> tuple[list[Entry], list[str]]:
        """The list in a YAML file; an entry that is a text is the value of `main`."""
        try:
            content = decode(data)
        except Refused as refusal:
            raise GwcatError(refusal.message, place=name, hint=refusal.help) from refusal
        lines = Lines(content)
        tree, marks, problems = read_tree(content)
        if problems:
            _, message, help, start, _, _ = problems[0]
            raise GwcatError(message, place=_at(name, lines, start), hint=help)
        if not isinstance(tree, list):
            raise GwcatError(f"{self.name}的最外层应当是列表。", place=name, hint=f"每个事项写一条：{self.sample}。")
        entries, unused = [], dict[str, None]()
        for found, mark in zip(tree, marks[2], strict=True):
            place = _at(name, lines, mark[0])
            raw = {self.main: found} if isinstance(found, str) else found
            known: dict[str, Any] = {}
            for key, value in raw.items() if isinstance(raw, dict) else ():
                known.setdefault(self._keys.get(fold(key)) or key, value)
            if not text(known.get(self.main)).strip():
                words = f"{self.name}的这一条没有{self.main}。"
                raise GwcatError(words, place=place, hint=f"请写成 {self.sample}。")
            unused.update(dict.fromkeys(key for key in known if key not in self.words))
            entries.append(Entry(known, place, False))
        return entries, list(_unused(list(unused), f"{name} 的键"))

    def _tabled(self, sheets: Sequence[Sheet], name: str) -> tuple[list[Entry], list[str]]:
        """The entries of all sheets that have a header; merged cells count for every row that they cover."""
        entries: list[Entry] = []
        remarks: list[str] = []
        headers = [self._header(sheet.rows) for sheet in sheets]
        if all(header is None for header in headers):
            words, hint = self.no_header
            raise GwcatError(words, place=name, hint=hint)
        for sheet, header in zip(sheets, headers, strict=True):
            where = f"{name}!{sheet.name}" if sheet.name else name
            if header is None:
                remarks += [f"{where} 没有“{self.said}”一列，没有读。"] if any(map(any, sheet.rows)) else []
                continue
            columns = self._columns(sheet.rows[header])
            used = set(columns.values())
            remarks += _unused([cell for n, cell in enumerate(sheet.rows[header]) if cell and n not in used], f"{where} 的列")
            for number, row in enumerate(sheet.rows[header + 1 :], header + 2):
                values = {key: row[column] if column < len(row) else "" for key, column in columns.items()}
                if values[self.main]:
                    if fold(values[self.main]) not in self._keys:
                        entries.append(Entry(values, f"{where}:{number}", True))
                elif any(values.values()):
                    remarks.append(f"{where} 第 {number} 行没有{self.said}，没有读。")
        return entries, remarks

    def _header(self, rows: Sequence[Sequence[str]]) -> int | None:
        """The row in which the columns' names stand."""
        for number, row in enumerate(rows[:HEADER_WITHIN]):
            names = self._columns(row)
            if self.main in names and (not self.beside or not names.keys().isdisjoint(self.beside)):
                return number
        return None

    def _columns(self, row: Sequence[str]) -> dict[str, int]:
        """Which column of a header says what; the first one where several do."""
        found: dict[str, int] = {}
        for number, cell in enumerate(row):
            if key := self._keys.get(fold(cell)):
                found.setdefault(key, number)
        return found

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {fold(word): key for key, words in self.words.items() for word in words}


def _at(name: str, lines: Lines, offset: int) -> str:
    return ":".join((name, *map(str, lines.position(offset))))


def _unused(names: Sequence[str], what: str) -> Iterator[str]:
    if names:
        yield f"{what}“{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}”没有用到。"
