"""Filling in the workbooks of gwcat collect as a clerk would, by what the hidden row says of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

MARK, NEW = "@取消", ""


class Filled:
    """A workbook being filled in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    def sheet(self, name: str) -> Any:
        return self.book[name]

    def column(self, sheet: str, code: str) -> int:
        codes = [cell.value for cell in self.book[sheet][1]]
        return codes.index(code) + 1

    def row(self, sheet: str, identity: str, nth: int = 0) -> int:
        """The first row of an item, or a further one."""
        rows = [row for row in range(2, self.book[sheet].max_row + 1) if self.book[sheet].cell(row, 1).value == identity]
        return rows[nth]

    def blank(self, sheet: str, nth: int = 0) -> int:
        """A row for new items."""
        page = self.book[sheet]
        last = max(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value)
        return last + 1 + nth

    def write(self, sheet: str, row: int, values: Mapping[str, str | None]) -> None:
        for code, value in values.items():
            self.book[sheet].cell(row, self.column(sheet, code)).value = value

    def set(self, sheet: str, identity: str, values: Mapping[str, str | None], nth: int = 0) -> None:
        self.write(sheet, self.row(sheet, identity, nth), values)

    def text(self, sheet: str, identity: str, code: str, nth: int = 0) -> str:
        value = self.book[sheet].cell(self.row(sheet, identity, nth), self.column(sheet, code)).value
        return str(value or "")

    def save(self, path: Path | None = None) -> Path:
        self.book.save(path or self.path)
        return path or self.path
