"""Columns of text aligned by display width."""

from __future__ import annotations

from collections.abc import Sequence

from gwcat.base.width import pad, visible, width


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], *, right: int, total: bool = False) -> list[str]:
    """The lines of a table: a header, a rule, the rows. The last `right` columns are flush right.

    With `total`, a rule stands above the last row.
    """
    cells = [[visible(cell, keep="") for cell in row] for row in (header, *rows)]
    widths = [max(width(row[n]) for row in cells) for n in range(len(header))]
    lines = ["  " + "  ".join(_placed(row, widths, len(header) - right)).rstrip() for row in cells]
    rule = "  " + "  ".join("─" * room for room in widths)
    return [lines[0], rule, *lines[1:-1], *([rule] if total else []), *lines[-1:]] if rows else lines


def _placed(row: Sequence[str], widths: Sequence[int], left: int) -> list[str]:
    return [
        pad(cell, room) if number < left else " " * (room - width(cell)) + cell
        for number, (cell, room) in enumerate(zip(row, widths, strict=True))
    ]


def share(part: int, whole: int) -> str:
    """A part as a percentage with one decimal; a dash of nothing."""
    return f"{part / whole:.1%}" if whole else "—"
