"""What is known of a delivered cell."""

from __future__ import annotations

from dataclasses import dataclass

from gwcat.model.finding import Place


@dataclass(frozen=True)
class Traced:
    """Where a cell came from: its text, its column, its item, and for every value in it the way it came.

    `ways` pairs the key of a value with steps (words and places), from where it was written to the catalogue that shows it.
    `stale` says that the source has changed since the package was built.
    """

    sheet: str
    cell: str
    text: str
    column: str
    item: str = ""
    unit: str = ""
    ways: tuple[tuple[str, tuple[tuple[str, Place], ...]], ...] = ()
    stale: bool = False
