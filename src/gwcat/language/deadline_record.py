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
    found = ((field, getattr(clause, field.name)) for field in fields(clause) if field.name not in ("start", "end"))
    said = {field.name: _plain(value) for field, value in found if value != field.default}
    return {**said, "column": clause.start + 1, "end_column": clause.end + 1}


def _plain(value: Any) -> Any:
    """A value for JSON; of lengths and days only what the text says."""
    if isinstance(value, (Amount, Day)):
        return {name: part for name, part in value._asdict().items() if part != value._field_defaults.get(name)}
    return list(value) if isinstance(value, tuple) else value
