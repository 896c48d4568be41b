"""Display width: a Chinese character takes two columns, a Latin letter one."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: wide and full-width characters 2, combining marks 0, others 1."""
    if text.isascii():
        return len(text)
    return sum(char_width(char) for char in text)


def char_width(char: str) -> int:
    """Columns of one character; ambiguous ones (“ ” — ■ √) count two, as every Chinese font draws them."""
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def visible(text: str, keep: str = "\n") -> str:
    """Text as a terminal can show it: control, format and broken characters as `·`, except those in `keep`."""
    if text.isprintable():
        return text
    return "".join(
        "·" if char not in keep and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text
    )


def print_width(text: str) -> float:
    """Width of one line on paper in half-width units; a close, fast estimate for fitting rows.

    UTF-8 length does the counting in C: 1 byte is 1 unit, 3 bytes are 2 (every CJK character and sign).
    """
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "surrogatepass"))) / 2


def pad(text: str, columns: int) -> str:
    """`text` followed by spaces up to `columns`; longer text is left whole."""
    return text + " " * max(0, columns - width(text))
