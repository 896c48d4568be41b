"""Differences for programs. The shape is described in docs/diff.md; `version` changes when it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from gwcat.model.change import (
    Added,
    Change,
    Difference,
    Elsewhere,
    FieldChange,
    FieldsChanged,
    ItemChange,
    Moved,
    Provenance,
    Reformatted,
    Removed,
    Reordered,
    Run,
)
from gwcat.model.state import Entry
from gwcat.report.json import escaped

VERSION = 1


def diff_json(old: str, new: str, differences: Sequence[Difference]) -> str:
    """All differences, as text; equal is what has none and was compared as a whole."""
    content = {
        "version": VERSION,
        "old": old,
        "new": new,
        "equal": not differences,
        "regions": [_region(one) for one in differences],
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _region(one: Difference) -> dict[str, Any]:
    counts = one.counts
    return {
        "region": one.region,
        "folder": one.folder,
        "counts": {"kept": counts.kept, "changed": counts.changed, "removed": counts.removed, "added": counts.added},
        "tally": one.tally,
        "shifts": [{**shift._asdict(), "old": list(shift.old), "new": list(shift.new)} for shift in one.shifts],
        "changes": [change_json(change) for change in one.changes],
        "remarks": list(one.remarks),
    }


def change_json(change: Change) -> dict[str, Any]:
    """One change; keys that do not concern it are null or empty."""
    about: dict[str, Any] = {
        "kind": change.kind,
        "explanation": change.explain(),
        "old": None,
        "new": None,
        "fields": [],
        "path": None,
        "keys": [],
        "values": None,
        "provenance": None,
    }
    if isinstance(change, Reformatted):
        return {**about, "path": change.path}
    if isinstance(change, Elsewhere):
        return {**about, "path": change.path, "keys": list(change.keys)}
    about |= {"old": _side(change, "before", "at"), "new": _side(change, "after", "to")}
    if isinstance(change, FieldsChanged):
        return {**about, "fields": [_field(field) for field in change.fields]}
    if isinstance(change, Reordered):
        return about
    if isinstance(change, Added | Removed):
        entry = change.after if isinstance(change, Added) else change.before
        about["values"] = dict(entry.values)
    assert isinstance(change, Added | Removed | Moved)
    return {**about, "provenance": _provenance(change.provenance)}


def _side(change: ItemChange, name: str, position: str) -> dict[str, Any] | None:
    entry: Entry | None = getattr(change, name, None)
    if entry is None:
        return None
    place = getattr(change, position, None)
    home = entry.home
    return {"domain": home.domain, "unit": home.unit, "identity": entry.identity, "name": entry.title, "position": place}


def _field(field: FieldChange) -> dict[str, Any]:
    return {
        "key": field.key,
        "old": field.old,
        "new": field.new,
        "parts": [{"kind": p.kind, "old": p.old, "new": p.new, "words": _words(p.runs)} for p in field.parts],
        "words": _words(field.runs),
        "provenance": _provenance(field.provenance),
    }


def _words(runs: Iterable[Run]) -> list[list[str]]:
    return [[run.mark, run.text] for run in runs]


def _provenance(found: Provenance | None) -> dict[str, Any] | None:
    if found is None:
        return None
    place = found.place
    return {"own": found.own, "path": place.path, "line": place.line, "column": place.column, "reason": found.reason}
