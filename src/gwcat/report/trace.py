"""What a trace found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gwcat.model.finding import Place
from gwcat.model.trace import Traced


def trace_text(traced: Traced) -> str:
    """A few lines: the cell, its item, and the places that each value came by."""
    return "\n".join(_lines(traced))


def _lines(traced: Traced) -> Iterator[str]:
    yield f"{traced.sheet}!{traced.cell}（{traced.column}）：{traced.text or '空'}"
    if traced.item:
        yield f"事项：{traced.item}" + (f"（{traced.unit}）" if traced.unit else "")
    for key, steps in traced.ways:
        yield f"{key}："
        yield from (f"  {words} {_address(place)}" for words, place in steps)
    if traced.item and not traced.ways:
        yield "这一格由编译时生成，或者事项没有写这一要素。"


def trace_json(traced: Traced) -> dict[str, Any]:
    """The same for programs."""
    return {
        "version": 1,
        "sheet": traced.sheet,
        "cell": traced.cell,
        "text": traced.text,
        "column": traced.column,
        "item": traced.item,
        "unit": traced.unit,
        "stale": traced.stale,
        "ways": {key: [{"step": words, "place": _address(place)} for words, place in steps] for key, steps in traced.ways},
    }


def _address(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"
