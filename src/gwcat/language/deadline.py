"""公开时限: what a deadline says, and its canonical words. What is not understood is said to be so; nothing is guessed.

`parse(text(deadline)) == deadline` for every deadline that was parsed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from gwcat.language import deadline_words as words
from gwcat.language.deadline_model import Amount, Clause, Day, Deadline, Unparsed
from gwcat.language.deadline_pieces import Unclear, fold, places
from gwcat.language.deadline_reader import Reader
from gwcat.language.deadline_text import text

__all__ = ["Amount", "Clause", "Day", "Deadline", "Unparsed", "normal", "parse", "text"]

_LONGEST = 1000


@lru_cache(maxsize=8192)
def parse(source: str) -> Deadline | Unparsed:
    """What a text says; places count characters of the text from 0."""
    if len(source) > _LONGEST:
        return Unparsed(f"有 {len(source)} 个字，不像公开时限", 0, len(source))
    read = _read(source, wrapped=False)
    if isinstance(read, Unparsed) and "\n" in source.strip():  # a line may end in the middle of a word
        again = _read(source, wrapped=True)
        return again if isinstance(again, Deadline) else read
    return read


def normal(source: str) -> str | None:
    """The canonical words of what a text says; None if it is not understood."""
    read = parse(source)
    return text(read) if isinstance(read, Deadline) else None


def _read(source: str, *, wrapped: bool) -> Deadline | Unparsed:
    plain = fold(source, wrapped=wrapped)
    if not plain:
        return Unparsed("没有内容", 0, len(source))
    where = places(source, wrapped=wrapped) if len(plain) != len(source) else range(len(source) + 1)
    try:
        _refuse_vague(plain)
        clauses = Reader(plain).read()
    except Unclear as unclear:
        start = min(unclear.start, len(plain) - 1)
        return Unparsed(_reason(unclear, plain), where[start], where[max(unclear.end, start + 1) - 1] + 1)
    if isinstance(where, range):
        return Deadline(clauses)
    return Deadline(tuple(replace(clause, start=where[clause.start], end=where[clause.end - 1] + 1) for clause in clauses))


def _refuse_vague(plain: str) -> None:
    for word, why in words.VAGUE.items():
        if word in plain:
            raise Unclear(f"“{word}”{why}", plain.index(word), plain.index(word) + len(word))


def _reason(unclear: Unclear, plain: str) -> str:
    """The reason, in better words if one of the words that explain much is in the part that was not understood."""
    part = plain[unclear.start : unclear.end]
    if not unclear.reason.startswith("读不懂") and not unclear.reason.endswith("没有说明期限"):
        return unclear.reason
    return next((f"“{part}”{why}" for word, why in words.HINTS.items() if word in part), unclear.reason)
