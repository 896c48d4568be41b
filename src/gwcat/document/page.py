"""Paper, margins and text styles. Lengths in millimetres, sizes in points."""

from __future__ import annotations

from typing import Literal, NamedTuple

Align = Literal["left", "center", "right", "both"]
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MM_PER_POINT = 25.4 / 72


class TextStyle(NamedTuple):
    """A typeface by its official name, its size and the alignment of its paragraphs.

    `indent` is the first line's indent and `right` the right indent in characters, `level` the outline level (0: running
    text), `line` a fixed line pitch in points (0: single), `before` and `after` the space around the paragraph in points,
    `hang` where the lines after the first begin, in characters (0: at the margin).
    """

    font: str
    size: float
    align: Align = "left"
    bold: bool = False
    indent: float = 0
    level: int = 0
    line: float = 0
    before: float = 0
    after: float = 0
    right: float = 0
    hang: float = 0


class Page(NamedTuple):
    """A sheet of paper. `numbers` says where page numbers stand.

    `rotated`: as on the portrait pages that the landscape sheet is bound with (GB/T 9704—2012, 8), `foot`: below the text,
    outer side.
    """

    paper: str = "A4"
    landscape: bool = True
    top: float = 28
    right: float = 37
    bottom: float = 26
    left: float = 35
    numbers: Literal["rotated", "foot", "none"] = "rotated"

    @property
    def width(self) -> float:
        """Width of the sheet as it is read."""
        short, long = PAPERS[self.paper]
        return long if self.landscape else short

    @property
    def height(self) -> float:
        """Height of the sheet as it is read."""
        short, long = PAPERS[self.paper]
        return short if self.landscape else long

    @property
    def text_width(self) -> float:
        """Width between the side margins."""
        return self.width - self.left - self.right


# GB/T 9704—2012: 天头 37, 订口 28, 版心 156 × 225 mm.
LETTER_PAGE = Page(landscape=False, top=37, right=26, bottom=35, left=28, numbers="foot")
