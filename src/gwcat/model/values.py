"""Values of a source tree, read as far as they are right: a value of a wrong kind was refused at its place."""

from __future__ import annotations

from collections.abc import Mapping


def text(value: object) -> str:
    """A scalar as text; anything else as nothing."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """A text or a list of texts as a tuple; empty entries are left out."""
    if isinstance(value, str):
        return (value,) if value and not value.isspace() else ()
    return tuple(entry for entry in value if isinstance(entry, str) and entry.strip()) if isinstance(value, list) else ()


def mappings(value: object) -> list[Mapping[str, object]]:
    """The entries of a list in their places; one that is no mapping reads as an empty one."""
    return [entry if isinstance(entry, dict) else {} for entry in value] if isinstance(value, list) else []
