"""What a merge comes to, piece by piece, and the text that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Choice = Literal["one", "two", ""]
NAMES = ("本方", "原来", "对方")


class Cut(NamedTuple):
    """A stretch of a side's text, and the column in which it began there; empty text for an entry that was deleted."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A part taken as it is."""

    lead: str
    cut: Cut


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that both sides changed otherwise, or that one side changed and the other deleted."""

    lead: str
    one: Cut
    old: Cut
    two: Cut
    what: str = ""


@dataclass(frozen=True, slots=True)
class Nested:
    """A part whose value is a block: the opening (a key, a dash), then pieces that begin `shift` columns further right.

    `inside` if the first of them stands in the line of the opening.
    """

    lead: str
    opening: Cut
    shift: int
    pieces: Sequence[Piece]
    inside: bool


Piece = Whole | Conflict | Nested


@dataclass(frozen=True)
class Marks:
    """How conflicts are written: the names of the sides, and how long the markers are."""

    names: tuple[str, str, str] = NAMES
    size: int = 7
    choice: Choice = field(default="", compare=False)  # the side that is taken instead of a marker

    def line(self, sign: str, name: str = "") -> str:
        """A marker with its line end."""
        return f"{sign * self.size} {name}".rstrip() + "\n"


def text_of(pieces: Iterable[Piece], column: int, marks: Marks, first: str | None = None) -> str:
    """The text of pieces whose bodies begin in `column`; `first` stands before the first of them instead of blanks."""
    return "".join(_written(pieces, column, marks, first))


def _written(pieces: Iterable[Piece], column: int, marks: Marks, first: str | None) -> Iterator[str]:
    blanks = " " * column
    for piece in pieces:
        before = blanks if first is None else first
        lead, first = piece.lead, None
        held = before.lstrip(" ")  # the dash of an entry whose first key this is: comments go above it
        if isinstance(piece, Whole):
            yield _ended(lead) if lead else ""
            yield before + _ended(_moved(piece.cut, column))
        elif isinstance(piece, Nested):
            opening = before + _moved(piece.opening, column)
            if piece.inside:
                yield _ended(lead) if lead else ""
                yield text_of(piece.pieces, column + piece.shift, marks, opening)
            else:
                yield (_ended(lead) if lead else "") + _ended(opening)
                yield text_of(piece.pieces, column + piece.shift, marks)
        elif marks.choice:
            chosen = piece.one if marks.choice == "one" else piece.two
            yield _ended(lead) if lead else ""
            if chosen.text:
                yield before + _ended(_moved(chosen, column))
            elif held:
                first = before
        else:
            yield _ended(lead) if lead else ""
            yield from _marked(piece, before, column, marks)


def _marked(piece: Conflict, before: str, column: int, marks: Marks) -> Iterator[str]:
    one, old, two = ((before + _ended(_moved(cut, column))) if cut.text else "" for cut in (piece.one, piece.old, piece.two))
    yield marks.line("<", marks.names[0]) + one
    yield marks.line("|", marks.names[1]) + old
    yield marks.line("=") + two
    yield marks.line(">", marks.names[2])


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _moved(cut: Cut, column: int) -> str:
    """A text whose lines after the first are indented for another column; a line that cannot go so far left stays."""
    shift = column - cut.column
    if not shift or "\n" not in cut.text[:-1]:
        return cut.text
    first, *rest = cut.text.splitlines(keepends=True)
    return first + "".join(_shifted(line, shift) for line in rest)


def _shifted(line: str, shift: int) -> str:
    if not line.strip():
        return line
    if shift > 0:
        return " " * shift + line
    room = len(line) - len(line.lstrip(" "))
    return line[min(-shift, room) :]


def conflicts(pieces: Iterable[Piece]) -> Iterator[Conflict]:
    """All conflicts among pieces."""
    for piece in pieces:
        if isinstance(piece, Conflict):
            yield piece
        elif isinstance(piece, Nested):
            yield from conflicts(piece.pieces)
