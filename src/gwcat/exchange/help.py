"""What is said beside a cell: the words of the template, and the form's own note on the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gwcat.base.names import fold

_CLAUSE = re.compile(r"[；。\n]")
_FRONT = re.compile(r"^\s*(?:注释?[：:]|填表?说明[：:]|\d{1,2}[.．、]|[（(]\d{1,2}[）)])*\s*")
_LIMIT = 255  # characters of an input message
_SAYS = ("：", ":", "为", "指", "是指", "包括")


def help_text(names: Sequence[str], words: Sequence[str], notes: Sequence[str], known: Mapping[str, str]) -> str:
    """The help for a column: what is known of its words, and of the notes the one that begins with a name of its header.

    Never longer than a workbook allows.
    """
    clauses = list(_clauses(notes))
    found = next((clause for name in names for clause in clauses if _speaks_of(clause, name)), "")
    said = "\n".join(filter(None, (next((known[word] for word in words if word in known), ""), found)))
    return said if len(said) <= _LIMIT else f"{said[: _LIMIT - 1]}…"


def _clauses(notes: Sequence[str]) -> Iterator[str]:
    """The notes, each as a whole if it speaks of one thing, else by its clauses."""
    for note in notes:
        plain = _FRONT.sub("", note)
        pieces = [piece.strip() for piece in _CLAUSE.split(plain) if piece.strip()]
        yield from pieces if plain.count("；") > 1 else [plain]


def _speaks_of(clause: str, name: str) -> bool:
    plain, wanted = fold(clause), fold(name)
    return bool(wanted) and plain.startswith(wanted) and plain[len(wanted) :].startswith(tuple(map(fold, _SAYS)))
