"""Ticks and boxes: which signs mean yes, which mean no, in every way they were drawn, typed or exported."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from gwcat.base.names import fold

Mark = Literal["yes", "no", "text"]

TICKED = "■▄◆☑☒√✓✔✅●▲◼◾█▇⬛🗹þü\uf0fe\uf0fc\uf052\uf050\uf06e\uf0fd"
UNTICKED = "□☐〇○◇◻▢▫❏❑\u25a2\uf0a8\uf06f\uf0a3\uf02a"
_LETTERS_TICKED = frozenset(("R", "t", "P", "v", "V"))  # what a symbol font's tick becomes as text
_YES = frozenset(("是", "有", "对", "yes", "YES", "Yes", "TRUE", "true", "√√", "1")) | _LETTERS_TICKED | set(TICKED)
_NO = frozenset(
    ("否", "无", "不", "no", "NO", "FALSE", "false", "-", "—", "--", "——", "/", "\\", "×", "✗", "✘", "X", "x", "0", "╳")
)
STANDARD = frozenset(("√", "✓", "■", "□", "", "✔"))
DITTO = frozenset(
    (
        "同上",
        "内容同上",
        "同上行",
        "同上项",
        "同上一项",
        "〃",
        "″",
        '"',
        "''",
        "”",
        "“",
        "同前",
        "同上。",
        "(同上)",
        "全部同上",
        "见上",
    )
)


@lru_cache(maxsize=4096)
def mark(text: str) -> Mark:
    """What a cell to be ticked says: yes, no, or something in words."""
    folded = fold(text)
    if folded in _YES:
        return "yes"
    if not folded or folded in _NO or set(folded) <= set(UNTICKED):
        return "no"
    return "text"


@lru_cache(maxsize=4096)
def is_usual(text: str) -> bool:
    """Whether a tick is drawn as everybody draws it."""
    return text.strip() in STANDARD


def is_ditto(text: str) -> bool:
    """Whether a cell says that it holds what the one above holds."""
    return len(text) < 12 and fold(text) in DITTO
