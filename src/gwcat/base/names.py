"""Comparing and guarding names: the same sign in two widths, the nearest known name, safe file names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

# The same sign in another width. Quotes and dashes stay: their forms differ in meaning or in law.
_FOLD = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u3000": " ", "﹝": "〔", "﹞": "〕"})
_UNSAFE = frozenset('\\/:*?"<>|')
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key by which names are equal: full-width signs as half-width, no white space. （）and () are the same."""
    return "".join(text.translate(_FOLD).split())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, or None if nothing is near; of two equally near ones the first."""
    return _nearest(name, tuple(known))


@lru_cache(maxsize=1024)  # one wrong name stands in many items
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    from difflib import SequenceMatcher

    wanted = fold(name)
    signs = _signs(wanted)
    best, score = None, 0.55 if len(wanted) > 2 else 0.49
    for candidate in known:
        other = fold(candidate)
        both = len(wanted) + len(other)
        if both and 2.0 * min(len(wanted), len(other)) / both <= score:
            continue
        there = _signs(other)
        if both and 2.0 * sum(min(count, there.get(sign, 0)) for sign, count in signs.items()) / both <= score:
            continue  # not even in any order are there enough signs in common
        ratio = SequenceMatcher(None, wanted, other).ratio()
        if ratio > score:
            best, score = candidate, ratio
    return best


@lru_cache(maxsize=4096)
def _signs(text: str) -> dict[str, int]:
    """How often each sign occurs."""
    return dict(Counter(text))


def nearest_few(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` known names by likeness, the likeliest first; never empty if anything is known."""
    from difflib import SequenceMatcher

    wanted = fold(name)
    return sorted(known, key=lambda other: -SequenceMatcher(None, wanted, fold(other)).ratio())[:most]


def safe_name(name: str, *, limit: int = 80) -> str:
    """A file name made from official text: no separators or invisible characters, no dot in front, 1 to `limit` characters and at
    most 240 bytes.

    `../x`, `a/b` and `C:x` cannot leave the folder they are written to; Windows device names get an underscore.
    """
    text = "".join("_" if char in _UNSAFE or unicodedata.category(char) in _INVISIBLE else char for char in name)
    text = _RESERVED.sub(r"\1_", text.strip(" .\u3000"))[:limit].encode()[:240].decode("utf-8", "ignore").rstrip(" .\u3000")
    return text or "_"


def is_safe_name(name: str) -> bool:
    """Whether `name` is usable as a file name as it stands."""
    return bool(name) and safe_name(name) == name
