"""What an item is by every axis that people look along."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gwcat.base.names import fold
from gwcat.language import channel, citation, tier
from gwcat.language.citation_rank import BESIDE, RANKS
from gwcat.model.catalogue import Audience, Catalogue, Channel, Item
from gwcat.overview.deadline_class import CLASSES, classes

ABSENT = "未列明"
EVERYONE = "全社会"
METHODS = ("主动公开", "依申请公开")
UNKNOWN_RANK = "未能识别"
RANK_ORDER = (*RANKS, *BESIDE, UNKNOWN_RANK, ABSENT)

AXES = ("领域", "单位", "层级", "渠道", "方式", "对象", "时限", "依据")
"""The axes, in the order in which they are shown."""

# axis -> the values that have an order of their own; others are listed as they come
ORDERS: dict[str, tuple[str, ...]] = {
    "层级": tier.TIERS,
    "渠道": channel.CHANNELS,
    "方式": METHODS,
    "对象": (EVERYONE,),
    "时限": CLASSES,
    "依据": RANK_ORDER,
}


class Facets(NamedTuple):
    """The values of an item on every axis, in the order of AXES; no axis is empty."""

    domain: tuple[str, ...]
    unit: tuple[str, ...]
    tier: tuple[str, ...]
    channel: tuple[str, ...]
    method: tuple[str, ...]
    audience: tuple[str, ...]
    deadline: tuple[str, ...]
    rank: tuple[str, ...]


def facets(catalogue: Catalogue, item: Item) -> Facets:
    """The facets of an item of a catalogue; where it says nothing, ABSENT."""
    return Facets(
        (catalogue.domain or ABSENT,),
        (catalogue.unit or ABSENT,),
        _tiers(item.tiers),
        _channels(item.channels),
        _each(item.methods) if len(item.methods) != 1 else item.methods,
        _audiences(item.audience),
        classes(item.deadline),
        ranks(item.bases),
    )


def ranks(bases: tuple[str, ...]) -> tuple[str, ...]:
    """The ranks of all that is cited, the highest first, each once."""
    return tuple(sorted({rank for text in bases for rank in _ranks(text)} or {ABSENT}, key=RANK_ORDER.index))


@lru_cache(maxsize=16384)
def _ranks(text: str) -> frozenset[str]:
    """The ranks of what one text cites; what is no citation that can be read is of unknown rank."""
    read = citation.parse(text)
    found = {citation.rank(each) or UNKNOWN_RANK for each in read.citations}
    return frozenset(found or {UNKNOWN_RANK})


@lru_cache(maxsize=1024)
def _tiers(names: tuple[str, ...]) -> tuple[str, ...]:
    return _each(tier.canonical(name) or name for name in names)


@lru_cache(maxsize=4096)
def _channels(entries: tuple[Channel, ...]) -> tuple[str, ...]:
    """The options of the forms; what is none of them counts as 其他."""
    return _each(channel.canonical(entry.name) or channel.alias(entry.name) or channel.OTHER for entry in entries)


@lru_cache(maxsize=1024)
def _audiences(audience: Audience) -> tuple[str, ...]:
    return _each(_audience(audience))


def _audience(audience: Audience) -> Iterator[str]:
    if audience.everyone:
        yield EVERYONE
    yield from (name or "特定群体" for name in audience.groups)
    yield from audience.others


def _each(names: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Names that differ in more than the width of their signs, or ABSENT."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values()) or (ABSENT,)


def value_order(axis: str, value: str) -> int:
    """The place of a value on an axis that has an order; all others come behind, the absent last."""
    known = ORDERS.get(axis, ())
    if value in known:
        return known.index(value)
    return len(known) + (value == ABSENT)
