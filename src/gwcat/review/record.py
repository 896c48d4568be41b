"""审阅记录: which unit confirmed which state of its items, and when.

The file is written by `gwcat review --accept` only: for each catalogue file and item the unit, the day, and one short digest for
each field. It stands beside the catalogues, not in them: an item that comes from above has no place in the file of the unit that
confirms it, and what is published stays free of what only its makers need.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from gwcat.adopt.record import state
from gwcat.model.catalogue import Item
from gwcat.model.values import text
from gwcat.source.layout import CATALOGS, REVIEW_FILE
from gwcat.source.loading import CatalogueFile, LoadedRegion
from gwcat.source.writer import quoted

_HEAD = "# 由 gwcat review --accept 写成：哪个单位、哪一天确认过哪些事项，各要素一个摘要。请勿手改。\n"
_STATE = "摘要"


class Confirmation(NamedTuple):
    """That a unit confirmed an item: the day (None if the record says none), and a digest of every field at that time."""

    unit: str
    day: date | None
    state: Mapping[str, str]

    def differing(self, item: Item) -> tuple[str, ...]:
        """The fields that are not as they were, those that the item has now first."""
        now = state(item)
        return tuple(key for key in dict.fromkeys((*now, *self.state)) if now.get(key) != self.state.get(key))


Confirmations = Mapping[str, Mapping[str, Confirmation]]
"""By the name of the catalogue file, then by 编号."""


def confirm(unit: str, day: date, item: Item) -> Confirmation:
    """The confirmation of an item as it is now."""
    return Confirmation(unit, day, state(item))


def record_path(folder: str) -> str:
    """Where the record of a region is kept, relative to the workspace."""
    return f"{CATALOGS}/{folder}/{REVIEW_FILE}"


def name_of(region: LoadedRegion, entry: CatalogueFile) -> str:
    """A catalogue file as the record names it."""
    path = entry.file.path.removeprefix(f"{CATALOGS}/{region.region.folder}/")
    return path.encode("utf-8", "backslashreplace").decode()  # a name in another encoding


def confirmations(region: LoadedRegion) -> dict[str, dict[str, Confirmation]]:
    """Everything that the record of a region says, as far as it can be read."""
    tree = region.review_file.tree if region.review_file else {}
    return {
        name: {identity: _read(raw) for identity, raw in items.items() if isinstance(raw, dict)}
        for name, items in tree.items()
        if isinstance(items, dict)
    }


def _read(raw: Mapping[str, object]) -> Confirmation:
    try:
        day = date.fromisoformat(text(raw.get("日期")))
    except ValueError:
        day = None
    digests = raw.get(_STATE)
    return Confirmation(text(raw.get("单位")), day, dict(digests) if isinstance(digests, dict) else {})


def record_text(found: Confirmations) -> str:
    """The record as a file, sorted, so that two branches can be merged; empty if nothing is confirmed."""
    lines = []
    for name, items in sorted(found.items()):
        if items:
            lines.append(f"{quoted(name)}:\n")
            lines += [f"  {quoted(identity)}: {_line(items[identity])}\n" for identity in sorted(items)]
    return "".join((_HEAD, *lines)) if lines else ""


def _line(said: Confirmation) -> str:
    digests = ", ".join(f'{quoted(key)}: "{digest}"' for key, digest in said.state.items())
    day = said.day.isoformat() if said.day else ""
    return f'{{单位: {quoted(said.unit)}, 日期: "{day}", {_STATE}: {{{digests}}}}}'
