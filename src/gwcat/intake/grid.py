"""A table from outside as a grid of texts: what every reader gives, whatever the format."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gwcat.model.incoming import Spot


class Area(NamedTuple):
    """A merged block, rows and columns from 0, both ends inclusive; its text is in its first cell."""

    top: int
    left: int
    bottom: int
    right: int


class Note(NamedTuple):
    """What a reader has to tell of a place: row and column from 0, both -1 for the whole table."""

    kind: str
    row: int
    column: int
    message: str
    before: str = ""


@dataclass(slots=True)
class Grid:
    """One table: rows of texts, cells covered by a merge empty.

    `lengths` says how many columns each row really fills, in formats where rows may be short. `caption` is the text that
    stands above the table outside it. `lettered`: places are named `F12`, else `第3行第2列`. `edges`, if given, are the
    columns at which cells begin in the drawing, finer than what a reader sees.
    """

    document: str
    name: str
    rows: list[list[str]]
    merges: list[Area] = field(default_factory=list)
    lengths: Sequence[int] = ()
    caption: Sequence[str] = ()
    closing: Sequence[str] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    notes: list[Note] = field(default_factory=list)
    lettered: bool = True

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)

    def spot(self, row: int = -1, column: int = -1) -> Spot:
        """The place of a cell, of a row, or of the table."""
        if row < 0:
            return Spot(self.document, self.name)
        if column < 0:
            return Spot(self.document, self.name, row + 1, f"第{row + 1}行")
        cell = f"{letters(column)}{row + 1}" if self.lettered else f"第{row + 1}行第{column + 1}列"
        return Spot(self.document, self.name, row + 1, cell, column + 1)


_LETTERS: list[str] = []


def letters(column: int) -> str:
    """The letters of a column, from 0: A, B, …, Z, AA."""
    while len(_LETTERS) <= column:
        number, name = len(_LETTERS) + 1, ""
        while number:
            number, digit = divmod(number - 1, 26)
            name = chr(65 + digit) + name
        _LETTERS.append(name)
    return _LETTERS[column]
