"""What a conversion to another form loses, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from gwcat.base.width import visible

_SHOWN = 3
_VALUE = ("domain", "unit", "identity", "item", "key", "text")
_COLUMN = ("domain", "column", "empty", "items", "required")


class Loss(Protocol):
    """The losses of one conversion: values as (domain, unit, identity, item, key, text), columns as (domain, column, empty,
    items, required)."""

    @property
    def form(self) -> str:
        """The form converted to."""

    @property
    def values(self) -> Sequence[tuple[str, str, str, str, str, str]]:
        """Values without a column."""

    @property
    def columns(self) -> Sequence[tuple[str, str, int, int, bool]]:
        """Columns without values."""


def loss_text(found: Loss) -> str:
    """The losses by key and by column, with a few items each."""
    return "".join(visible(line, keep="") + "\n" for line in _lines(found))


def _lines(found: Loss) -> Iterator[str]:
    if not found.values and not found.columns:
        yield f"改编为“{found.form}”没有损失：每个要素都有栏目，每个栏目都有内容。"
        return
    if found.values:
        yield f"“{found.form}”没有栏目、因而没有印出的要素："
        counts = Counter(value[4] for value in found.values)
        for key, count in counts.most_common():
            names = [value[2] or value[3] for value in found.values if value[4] == key]
            yield f"  {key}：{count} 项（{'、'.join(names[:_SHOWN])}{'……' if count > _SHOWN else ''}）"
    if found.columns:
        yield f"“{found.form}”里空着的栏目："
        by_column: dict[tuple[str, bool], list[tuple[str, int, int]]] = {}
        for domain, column, empty, items, required in found.columns:
            by_column.setdefault((column, required), []).append((domain, empty, items))
        for (column, required), places in by_column.items():
            empty, items = sum(place[1] for place in places), sum(place[2] for place in places)
            yield f"  {column}：{items} 项中 {empty} 项没有内容{'（样表必备）' if required else ''}"


def loss_json(found: Loss, region: str, package: str) -> dict[str, Any]:
    """The same for programs, item by item."""
    return {
        "version": 1,
        "region": region,
        "form": found.form,
        "package": package,
        "values": [dict(zip(_VALUE, value, strict=True)) for value in found.values],
        "columns": [dict(zip(_COLUMN, column, strict=True)) for column in found.columns],
    }
