"""How a workbook to fill in looks: colours that say what to do with a cell, widths, heights, borders."""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import Any

from gwcat.base.width import print_width

FONT = "宋体"
TITLE_FONT = "黑体"
SIZE = 10
HEADER, LOCKED, OWN, ADOPTED, NEW = "D9E2F3", "EDEDED", "FFFFFF", "EAF4FB", "EAF5E6"
MISSING, STRUCK, STRUCK_TEXT = "FFC7CE", "D0D0D0", "808080"
_MM_PER_CHAR = 1.9  # a column of one character is about that wide
_LINE = 13.5  # points
_HIGHEST = 400.0


def chars(mm: float) -> float:
    """The width of a column in characters, as workbooks count it."""
    return round(max(mm / _MM_PER_CHAR, 4.0), 1)


def height(cells: list[tuple[str, float]], lowest: float = 18.0) -> float:
    """The height of a row in points, for texts in columns of these widths in characters."""
    lines = [
        sum(max(1, ceil(print_width(line) / max(wide - 1.5, 1))) for line in text.split("\n")) for text, wide in cells if text
    ]
    return min(_HIGHEST, max(lowest, max(lines, default=1) * _LINE + 8))


def _lines(text: str, wide: float) -> int:
    return sum(max(1, ceil(print_width(line) / wide)) for line in text.split("\n"))


@cache
def behind(colour: str) -> Any:
    """A background that a rule gives."""
    from openpyxl.styles import PatternFill

    return PatternFill(bgColor=f"FF{colour}")


@cache
def lock(*, locked: bool) -> Any:
    """Whether a cell is locked on a protected sheet."""
    from openpyxl.styles import Protection

    return Protection(locked=locked)


@cache
def fill(colour: str) -> Any:
    """A plain background."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=f"FF{colour}", end_color=f"FF{colour}")


@cache
def border() -> Any:
    """A thin line on all sides."""
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FF8C8C8C")
    return Border(left=side, right=side, top=side, bottom=side)


@cache
def font(*, bold: bool = False, size: float = SIZE, name: str = FONT, colour: str = "000000") -> Any:
    """A typeface."""
    from openpyxl.styles import Font

    return Font(name=name, size=size, bold=bold, color=f"FF{colour}")


@cache
def align(*, centred: bool) -> Any:
    """Text in the middle of the height, broken where the cell ends."""
    from openpyxl.styles import Alignment

    return Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
