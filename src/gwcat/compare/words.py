"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from gwcat.model.change import Mark, Run

# A number, a Latin word, a mark of punctuation or a blank stretch is one word; so is each Chinese character.
_WORD = re.compile(r"\d+(?:[.．]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_LONGEST = 20_000  # words of both texts together; beyond it texts are told as a whole
_ISLAND = 2  # words that stayed by chance between two changes, as 局 in 民政局 and 财政局


def words(text: str) -> list[str]:
    """A text cut into words; joined they are the text again."""
    return _WORD.findall(text)


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """The runs of two texts: those that stayed or went make the old one, those that stayed or came the new one."""
    if old == new:
        return (Run("=", old),) if old else ()
    first, second = words(old), words(new)
    if len(first) + len(second) > _LONGEST:
        return tuple(_paired(old, new))
    found: list[Run] = []
    for tag, i, j, k, m in _joined(SequenceMatcher(None, first, second, autojunk=False).get_opcodes()):
        if tag == "equal":
            found.append(Run("=", "".join(first[i:j])))
        else:
            found += _paired("".join(first[i:j]), "".join(second[k:m]))
    return tuple(found)


def _paired(old: str, new: str) -> list[Run]:
    pairs: tuple[tuple[Mark, str], ...] = (("-", old), ("+", new))
    return [Run(mark, text) for mark, text in pairs if text]


def _joined(codes: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Opcodes with short equal islands between two changes taken into one change, so that a reader sees whole words."""
    found: list[tuple[str, int, int, int, int]] = []
    for number, (tag, i, j, k, m) in enumerate(codes):
        island = tag == "equal" and j - i <= _ISLAND and 0 < number < len(codes) - 1
        if found and found[-1][0] != "equal" and (tag != "equal" or island):
            found[-1] = ("replace", found[-1][1], j, found[-1][3], m)
        else:
            found.append((tag, i, j, k, m))
    return found
