"""采用记录: which state of the items above a region has looked at, so that a later change above is seen.

The file is written by `gwcat resolve --accept` only: for each adopting file and item one short digest for each field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gwcat.adopt.resolve import Adopted, ResolvedRegion
from gwcat.adopt.selection import LOCAL, Outcome
from gwcat.model.catalogue import Item
from gwcat.source.layout import CATALOGS, RECORD_FILE
from gwcat.source.writer import quoted

State = Mapping[str, str]  # field -> digest
SILENT = frozenset({"编号", "序号", "来源", "核实", "核实说明", "状态", "对应国家事项", "保密审查"})  # say nothing to the public
_OTHER_TIER = ("层级不符", "层级未写")
_LOOKED_AT = ("采用", "调整", "不采用")
_HEAD = "# 由 gwcat resolve --accept 写成：本地区审阅过的上级事项，各要素一个摘要。请勿手改。\n"


class Change(NamedTuple):
    """An item above that is not as it was when the region last looked: the fields that differ, none for a new item."""

    outcome: Outcome
    fields: tuple[str, ...]


def state(item: Item) -> dict[str, str]:
    """A digest of every field of an item that the public sees."""
    return {key: _digest(value) for key, value in item.raw.items() if key not in SILENT and value}


def _digest(value: object) -> str:
    from hashlib import sha256

    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def known(region: ResolvedRegion, adopted: Adopted) -> dict[str, State]:
    """What the region's record says of an adopting file, by 编号, as far as it can be read."""
    items = region.record_file.tree.get(name_of(region, adopted)) if region.record_file else None
    return {name: fields for name, fields in items.items() if isinstance(fields, dict)} if isinstance(items, dict) else {}


def name_of(region: ResolvedRegion, adopted: Adopted) -> str:
    """The adopting file as the record names it."""
    path = adopted.entry.file.path.removeprefix(f"{CATALOGS}/{region.region.folder}/")
    return path.encode("utf-8", "backslashreplace").decode()  # a name in another encoding


def record_path(region: ResolvedRegion) -> str:
    """Where the record of a region is kept, relative to the workspace."""
    return f"{CATALOGS}/{region.region.folder}/{RECORD_FILE}"


def looked_at(adopted: Adopted) -> Iterator[Outcome]:
    """The items above that concern the region: taken over, changed or declined."""
    return (outcome for outcome in adopted.outcomes if outcome.status in _LOOKED_AT and outcome.item.identity)


def changes(adopted: Adopted, known: Mapping[str, State]) -> Iterator[Change]:
    """Items that are new above, or have changed there, since the record was made."""
    for outcome in adopted.outcomes:
        then, now = known.get(outcome.item.identity), state(outcome.item)
        if then is None:
            if outcome.status in _LOOKED_AT and outcome.item.identity:
                yield Change(outcome, ())
        elif then != now:
            differing = {key for key in (*then, *now) if then.get(key) != now.get(key)}
            if outcome.status not in _LOOKED_AT and not (outcome.status in _OTHER_TIER and "公开层级" in differing):
                continue  # left out by the region, not by the change
            yield Change(outcome, tuple(key for key in dict.fromkeys((*now, *then)) if key in differing))


def vanished(adopted: Adopted, known: Mapping[str, State]) -> Iterator[str]:
    """编号 of items that the record has and the region above has no longer."""
    if adopted.broken is not None:
        return iter(())
    chosen = adopted.entry.catalogue.adoption
    there = {outcome.item.identity for outcome in adopted.outcomes if (chosen and chosen.identities) or not _variant(outcome)}
    return (identity for identity in known if identity not in there)


def _variant(outcome: Outcome) -> bool:
    """Whether an item is left out because it has become a variant seen in one place only."""
    return outcome.status == "未选" and outcome.item.text("状态") == LOCAL


def record_text(region: ResolvedRegion) -> str:
    """The record of everything that the region takes over as it is now; empty if it takes over nothing."""
    lines = []
    for adopted in region.adoptions.values():
        items = {outcome.item.identity: state(outcome.item) for outcome in looked_at(adopted)}
        if items:
            lines.append(f"{quoted(name_of(region, adopted))}:\n")
            lines += [f"  {quoted(identity)}: {{{_fields(fields)}}}\n" for identity, fields in items.items()]
    return "".join((_HEAD, *lines)) if lines else ""


def _fields(fields: State) -> str:
    return ", ".join(f'{quoted(key)}: "{digest}"' for key, digest in fields.items())
