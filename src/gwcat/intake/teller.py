"""Remarks of one table, each with the place of its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gwcat.intake.grid import Grid
from gwcat.intake.header import Column
from gwcat.model.incoming import Remark, RemarkKind


@dataclass(slots=True)
class Teller:
    """Collects remarks; rows are those of the grid, columns those of the catalogue."""

    grid: Grid
    columns: Sequence[Column]
    remarks: list[Remark]

    def cell(self, kind: RemarkKind, row: int, column: int, message: str, before: str = "", after: str = "") -> None:
        """Tell of a cell."""
        self.remarks.append(Remark(kind, self.grid.spot(row, self.columns[column].first), message, before, after))

    def row(self, kind: RemarkKind, row: int, message: str, before: str = "", after: str = "") -> None:
        """Tell of a row."""
        self.remarks.append(Remark(kind, self.grid.spot(row), message, before, after))

    def table(self, kind: RemarkKind, message: str, before: str = "", after: str = "") -> None:
        """Tell of the table."""
        self.remarks.append(Remark(kind, self.grid.spot(), message, before, after))
