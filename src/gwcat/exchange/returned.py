"""A workbook that came back: what stands in it now, item by item, with what it was made from."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gwcat.exchange.columns import keys_of
from gwcat.exchange.field import PAIRS, PARTS, Texts, build, pairs_text, tidy
from gwcat.exchange.sheet import DELETED, IDENTITY, ISSUED, MARK, NUMBER, ORIGIN, REASON
from gwcat.intake.sheet import Sheet
from gwcat.model.incoming import IncomingItem, Remark, Spot
from gwcat.source.canonical_plan import plan_of

_ELEMENTS = ("要素", "标准")
_SPECIAL = (IDENTITY, ISSUED, DELETED, REASON, ORIGIN, NUMBER)
_ROW = re.compile("[1-9][0-9]{0,6}")
_UNTOLD = 12  # cells in no column of ours that are told one by one


@dataclass(slots=True)
class ReturnedItem(IncomingItem):
    """An item of a returned workbook: what its cells show now (`shown`), the digests of what they showed (`issued`)."""

    shown: dict[str, Texts] = field(default_factory=dict)
    issued: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(slots=True)
class ReturnedSheet:
    """A sheet: the catalogue file that it was made for, as it says itself, its items, and what was remarked."""

    region: str
    path: str
    domain: str
    unit: str
    spot: Spot
    issued: frozenset[str]  # 编号 of all items that the sheet was made with
    items: list[ReturnedItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    number: int
    key: str
    part: str


Unread = Mapping[tuple[int, int], str]
"""Cells, by row and column from 0, that hold no text that could be read, with why."""


def read_returned(
    sheets: Sequence[Sheet], document: str, unread: Mapping[str, Unread] | None = None
) -> tuple[list[ReturnedSheet], list[Remark]]:
    """The sheets of a workbook that `gwcat collect` made, and what is to be told of others; none if it made none of them.

    `unread` are the cells of each sheet that cannot be read: what they are of is left as it is, and told.
    """
    found, remarks = [], []
    for sheet in sheets:
        about = _about(sheet)
        if about is not None:
            found.append(_Reader(sheet, document, about, (unread or {}).get(sheet.name, {})).read())
        elif any(any(row) for row in sheet.rows) and sheet.rows[0][:1] != [sheet.name]:  # the instructions begin with their name
            remarks.append(Remark("未识别", Spot(document, sheet.name), "这个工作表不是填报表里原有的，没有读。"))
    return found, remarks if found else []


def holds_returned(data: bytes) -> bool:
    """Whether a workbook (XLSX or ODS, looked through before for what may not be unpacked) is one that `gwcat collect` made."""
    mark = MARK.encode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(mark in archive.read(name) for name in archive.namelist() if name.endswith(".xml"))


def _about(sheet: Sheet) -> dict[str, str] | None:
    """What the hidden corner of a sheet says of it; none if it is no sheet of ours."""
    corner = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    if not corner.startswith(f"{MARK} "):
        return None
    try:
        about = json.loads(corner.removeprefix(MARK))
    except ValueError:
        return None
    known = isinstance(about, dict) and all(isinstance(value, str) for value in about.values())
    return about if known and _ROW.fullmatch(about.get("首行", "")) else None


class _Reader:
    """Reads one sheet, row by row."""

    def __init__(self, sheet: Sheet, document: str, about: Mapping[str, str], unread: Unread) -> None:
        self._sheet, self._document, self._unread = sheet, document, unread
        self._first = int(about["首行"]) - 1
        self._special: dict[str, int] = {IDENTITY: 0}
        self._columns: list[_Column] = []
        self._printed: set[int] = set()
        self._read_codes(sheet.rows[0])
        self._keys = keys_of(self._columns)
        self._shared = [column for column in self._columns if not (column.key == "公开内容" and column.part)]
        region, path, domain, unit = (about.get(name, "") for name in ("地区", "文件", "领域", "单位"))
        issued = frozenset(about.get("编号", "").split("\n"))
        self._result = ReturnedSheet(region, path, domain, unit, Spot(document, sheet.name), issued)

    def _read_codes(self, codes: Sequence[str]) -> None:
        known = plan_of("catalogue").at("事项").each.keys
        last = max((number for number, code in enumerate(codes) if code), default=0)
        for number, code in enumerate(codes[: last + 1]):
            key, _, part = code.partition("=")
            if code in _SPECIAL:
                self._special[code] = number
            elif key in known and (part in PARTS.get(key, ()) or not part or (key == "公开内容" and part in _ELEMENTS)):
                self._columns.append(_Column(number, key, part))
            elif number:
                self._printed.add(number)

    def read(self) -> ReturnedSheet:
        """All items, in order."""
        for block in self._blocks():
            item = self._item(block)
            if item is not None:
                self._result.items.append(item)
        self._tell_strays()
        return self._result

    def _cell(self, row: int, column: int) -> str:
        cells = self._sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def _said(self, row: int, code: str) -> str:
        return self._cell(row, self._special[code]) if code in self._special else ""

    def _blocks(self) -> Iterator[list[int]]:
        """The rows of each item."""
        block: list[int] = []
        for row in range(self._first, len(self._sheet.rows)):
            if block and self._goes_on(block, row):
                block.append(row)
                continue
            if block:
                yield block
            block = [row] if self._said(row, IDENTITY) or any(self._cell(row, column.number) for column in self._columns) else []
        if block:
            yield block

    def _goes_on(self, block: list[int], row: int) -> bool:
        """Whether a row is one more of an item's."""
        if PAIRS not in self._keys.get("公开内容", ()):
            return False
        identity, first = self._said(row, IDENTITY), self._said(block[0], IDENTITY)
        if identity:
            return identity == first and not self._said(row, ISSUED)
        own = [self._cell(row, column.number) for column in self._shared]
        if own != [self._cell(block[0], column.number) for column in self._shared] and any(own):
            return False
        return any(self._cell(row, column.number) for column in self._columns if column not in self._shared)

    def _item(self, block: list[int]) -> ReturnedItem | None:
        row = block[0]
        shown: dict[str, Texts] = {}
        for key, parts in self._keys.items():
            if PAIRS in parts:
                shown[key] = {PAIRS: pairs_text(self._pairs(block))}
            else:
                cells = {column.part: column.number for column in self._columns if column.key == key}
                shown[key] = {part: tidy(key, part, self._cell(row, number)) for part, number in cells.items()}
        self._tell_covered(block)
        for key in self._unread_keys(block):
            shown.pop(key, None)
        identity, deleted = self._said(row, IDENTITY), bool(tidy("公开对象", "全社会", self._said(row, DELETED)))
        if not identity and not any(any(texts.values()) for texts in shown.values()):
            return None
        return ReturnedItem(
            values={key: build(key, None, texts) for key, texts in shown.items()},
            spot=self._spot(row, self._special.get(DELETED, 0) if deleted else self._columns[0].number),
            spots=self._spots(row),
            domain=self._result.domain,
            unit=self._result.unit,
            identity=identity,
            deleted=deleted,
            shown=shown,
            issued=dict(_issued(self._said(row, ISSUED))),
            reason=tidy("备注", "", self._said(row, REASON)),
        )

    def _unread_keys(self, block: list[int]) -> Iterator[str]:
        """Keys of which a cell cannot be read; each such cell is told."""
        for column in self._columns:
            for row in block:
                if why := self._unread.get((row, column.number)):
                    self._result.remarks.append(Remark("未识别", self._spot(row, column.number), why))
                    yield column.key

    def _spots(self, row: int) -> dict[str, Spot]:
        """Where each key stands, and each part of it."""
        found = {"理由": self._spot(row, self._special.get(REASON, 0))}
        for column in reversed(self._columns):
            found[column.key] = found[f"{column.key}={column.part}"] = self._spot(row, column.number)
        return found

    def _pairs(self, block: list[int]) -> Iterator[tuple[str, str]]:
        columns = {column.part: column.number for column in self._columns if column.key == "公开内容"}
        for row in block:
            content, standard = (self._cell(row, columns[part]) if part in columns else "" for part in _ELEMENTS)
            yield content, standard

    def _spot(self, row: int, column: int) -> Spot:
        return Spot(self._document, self._sheet.name, row + 1, f"{letters(column)}{row + 1}")

    def _tell_covered(self, block: list[int]) -> None:
        """Say what stands in a further row of an item where the item has one cell."""
        for row in block[1:]:
            for column in self._shared:
                text = self._cell(row, column.number)
                if text and text != self._cell(block[0], column.number):
                    words = f"这一格在事项的第一行之外，没有读；请写在第 {block[0] + 1} 行。"
                    self._result.remarks.append(Remark("未识别", self._spot(row, column.number), words, text))

    def _tell_strays(self) -> None:
        """Say what stands in columns that are none of ours."""
        ours = {*self._special.values(), *self._printed, *(column.number for column in self._columns)}
        strays = [
            (row, number, text)
            for row in range(self._first, len(self._sheet.rows))
            for number, text in enumerate(self._sheet.rows[row])
            if text and number not in ours
        ]
        for row, number, text in strays[:_UNTOLD]:
            words = "填报表里没有这一列，没有导入。"
            self._result.remarks.append(Remark("其他列", self._spot(row, number), words, text))
        if len(strays) > _UNTOLD:
            row, number, _ = strays[_UNTOLD]
            words = f"自这一格起，还有 {len(strays) - _UNTOLD} 格在填报表没有的列里，没有导入。"
            self._result.remarks.append(Remark("其他列", self._spot(row, number), words))


def _issued(said: str) -> Iterator[tuple[str, str]]:
    """The digests of an item's keys."""
    for pair in said.split():
        key, _, digest = pair.partition(":")
        yield key, digest


def letters(column: int) -> str:
    """The name of a column of a sheet, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
