"""A deadline for programs: what was understood, or why not, as plain values for JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from gwcat.language.deadline import Amount, Clause, Day, Unparsed, parse, text


def record(source: str) -> dict[str, Any]:
    """`canonical` and `clauses`, or the `reason` why not; columns from 1 in characters, the end behind the last one."""
    read = parse(source)
    if isinstance(read, Unparsed):
        return {"reason": read.reason, "column": read.start + 1, "end_column": read.end + 1}
    return {"canonical": text(read), "clauses": [_clause(clause) for clause in read.clauses]}


def _clause(clause: Clause) -> dict[str, Any]:
    said = _said(clause, leave_out=("start", "end"))
    return {**said, "column": clause.start + 1, "end_column": clause.end + 1}


def _said(value: Clause | Amount | Day, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields about which the text says something."""
    found = ((field, getattr(value, field.name)) for field in fields(value) if field.name not in leave_out)
    return {field.name: _plain(said) for field, said in found if said != field.default}


def _plain(value: Any) -> Any:
    if isinstance(value, (Amount, Day)):
        return _said(value)
    return list(value) if isinstance(value, tuple) else value
