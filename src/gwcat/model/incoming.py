"""What a table from outside says: items on their way in, and what was remarked while reading them. No input, no output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

RemarkKind = Literal["整理", "存疑", "未识别", "其他列"]
"""整理: written otherwise, the same meaning. 存疑: more than one reading. 未识别: not understood. 其他列: no key holds it."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a document from outside. `cell` is `F12` in a sheet, `第3行第2列` in a table of text; both may be empty."""

    document: str
    sheet: str = ""
    row: int = 0
    cell: str = ""
    column: int = 0

    def __str__(self) -> str:
        """`目录.xlsx 社会救助!F12`."""
        return " ".join(filter(None, (self.document, "!".join(filter(None, (self.sheet, self.cell))))))


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell of a cell: what stood there, what was made of it (nothing if it was left out), and why."""

    kind: RemarkKind
    spot: Spot
    message: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class IncomingItem:
    """One 事项 of a table. `values` are those of a source file (公开渠道 a list of texts and mappings …), by their keys.

    Only keys for which the table has a column are there; a key with an empty value is a cell that was empty. `spots` says where
    each key stood. `identity` is known only to workbooks that gwcat made itself; `deleted` is their deletion mark.
    """

    values: dict[str, Any]
    spot: Spot
    spots: Mapping[str, Spot] = field(default_factory=dict)
    domain: str = ""
    unit: str = ""
    identity: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user said of a document: the 领域 and 单位 of its items, the form it is in. Empty: to be found out."""

    domain: str = ""
    unit: str = ""
    form: str = ""


@dataclass(slots=True)
class IncomingTable:
    """A table as it was read, for reports: its place, and its rows as they stand in the document.

    `columns` are what its columns were taken for (`公开渠道`, `公开对象：全社会`; empty if for nothing), `header` the
    rows of its header.
    """

    spot: Spot
    rows: list[list[str]]
    columns: list[str] = field(default_factory=list)
    header: range = range(0)
    form: str = ""
    items: int = 0


@dataclass(slots=True)
class Incoming:
    """A document that was read: the items of all its tables in their order, and every remark. `form` is the form recognised."""

    items: list[IncomingItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    form: str = ""
    tables: list[IncomingTable] = field(default_factory=list)
