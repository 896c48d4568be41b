"""A whole deadline: its pieces read in order, parts that belong together joined, reservations and brackets put in place."""

from __future__ import annotations

import re
from dataclasses import replace

from gwcat.language import deadline_words as words
from gwcat.language.deadline_clause import read_clause, says_when
from gwcat.language.deadline_event import is_name
from gwcat.language.deadline_model import Clause
from gwcat.language.deadline_pieces import Piece, Unclear, bracket_before, lead, pieces

_OPEN = ("的", "外", "后", "时", "起", "前")
"""How a part ends that a comma does not complete: 信息形成后，…; so does the name of a thing."""
_MOST_JOINED = 3
_MOST_BRACKETS = 4
_FALLBACK = (
    "(?:如果?|若|但是?|除)*([^，：；0-9]*?)(?:对[^，：；]*)?(?:另有|有其他|另作)规定的?"
    "(?:，?(?:应当?|则|可|应按照?|按照?|依照?)?(?:从其规定|其规定执行|其规定|除外)|以?外)"
)


class Reader:
    """Clauses read so far, and what the next part may go on from."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.clauses: list[Clause] = []
        self._sentence, self._depth = 0, 0
        self._scope, self._headed = "", False
        self._reserved: str | None = None

    def read(self) -> tuple[Clause, ...]:
        """All clauses of the uniform text; raises Unclear."""
        self._stretch(0, len(self._text))
        if not self.clauses:
            raise Unclear("没有内容", 0, len(self._text))
        return tuple(self.clauses)

    def _stretch(self, start: int, end: int, *, inside: bool = False) -> None:
        parts = list(pieces(self._text, start, end))
        if inside and parts:
            parts[0] = parts[0]._replace(first=False)
        at = 0
        while at < len(parts):
            at += self._next(parts[at : at + _MOST_JOINED])

    def _next(self, parts: list[Piece]) -> int:
        """Read the first part, with those after it that it needs; returns how many were read."""
        for count in range(1, len(parts) + 1):
            piece = parts[0]._replace(end=parts[count - 1].end)
            more = count < len(parts) and not parts[count].first
            try:
                self._piece(piece, more=more)
                return count
            except Unclear:
                if not more or not self._text.endswith(_OPEN + words.NOUNS, piece.start, piece.end):
                    raise
        return len(parts)

    def _piece(self, piece: Piece, *, more: bool) -> None:
        start, end, first = piece
        text = self._text[start:end]
        if first:
            self._sentence, self._reserved = len(self.clauses), None
        authority = fallback(text) if "规定" in text else None
        if authority is not None:
            self._reserve(authority, piece, more=more)
        elif text.endswith("）"):
            self._bracketed(piece, bracket_before(self._text, start, end))
        else:
            self._add(piece, text)

    def _bracketed(self, piece: Piece, bracket: int) -> None:
        if self._depth == _MOST_BRACKETS:
            raise Unclear("括号太多", bracket, piece.end)
        self._depth += 1
        if bracket > piece.start:
            self._piece(piece._replace(end=bracket), more=False)
        kept = self._scope, self._headed
        self._stretch(bracket + 1, piece.end - 1, inside=True)
        self._scope, self._headed = kept
        self._depth -= 1

    def _add(self, piece: Piece, text: str) -> None:
        try:
            clause = read_clause(text)
        except Unclear as unclear:
            raise Unclear(unclear.reason, unclear.start + piece.start, unclear.end + piece.start) from None
        if not says_when(clause):
            self._complete(clause, piece)
            return
        if piece.first:
            self._scope, self._headed = "", False
        if clause.scope:
            self._scope, self._headed = clause.scope, "：" in text
        scope = clause.scope or (self._scope if self._headed or not clause.trigger else "")
        self.clauses.append(replace(clause, scope=scope, fallback=self._reserved, start=piece.start, end=piece.end))

    def _complete(self, clause: Clause, piece: Piece) -> None:
        """…，在村公示栏公开 says where the clause before it is published."""
        before = self.clauses[-1] if self.clauses and not piece.first else None
        if before is None or before.place or before.act or clause.act:
            raise Unclear("没有说明期限", piece.start, piece.end)
        self.clauses[-1] = replace(before, place=clause.place, end=piece.end)

    def _reserve(self, authority: str, piece: Piece, *, more: bool) -> None:
        """A reservation in a sentence of its own holds for all clauses before it, else for those of its sentence."""
        if more and self._text.startswith("除", piece.start):
            self._reserved = authority
            return
        since = 0 if piece.first else self._sentence
        open_ones = [at for at in range(since, len(self.clauses)) if self.clauses[at].fallback is None]
        if not open_ones:
            raise Unclear("只说另有规定，没有说期限", piece.start, piece.end)
        for at in open_ones:
            self.clauses[at] = replace(self.clauses[at], fallback=authority)


def fallback(text: str) -> str | None:
    """Whose other provisions go before; "" if the text does not say; None if it is no such reservation."""
    found = re.fullmatch(_FALLBACK, text)
    if found is None:
        return None
    named = found[1].endswith(words.AUTHORITIES) and is_name(found[1]) and not lead(found[1])
    return words.SAME_AUTHORITY.get(found[1], found[1]) if named or not found[1] else None
