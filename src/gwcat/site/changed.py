"""Changes as the site tells them: how many of each kind, and one after the other with the address of each item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gwcat.site.entry import Listing
from gwcat.site.extras import KINDS, Change


def changed(changes: Sequence[Change]) -> str:
    """How many of each kind, in words."""
    counts = [(kind, sum(change.kind == kind for change in changes)) for kind in _kinds(changes)]
    return "，".join(f"{kind} {count} 项" for kind, count in counts) or "没有变化"


def changes_by_kind(changes: Sequence[Change], listed: Sequence[Listing]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The changes of each kind, with the address of the item if it is there now."""
    places: dict[tuple[str, str, str], str] = {}
    for listing in listed:
        for entry in listing.entries:
            for name in filter(None, (entry.identity, entry.title)):
                places.setdefault((listing.domain, listing.unit, name), entry.address)
    keys = ((change.domain, change.unit, change.identity or change.name) for change in changes)
    told = [{"change": change, "address": places.get(key, "")} for change, key in zip(changes, keys, strict=True)]
    return [(kind, [one for one, change in zip(told, changes, strict=True) if change.kind == kind]) for kind in _kinds(changes)]


def _kinds(changes: Sequence[Change]) -> list[str]:
    """The kinds that occur, in their order; unusual ones as they come."""
    there = dict.fromkeys(change.kind for change in changes)
    return [*(kind for kind in KINDS if kind in there), *(kind for kind in there if kind not in KINDS)]
