"""What the schemas say of each place of a file: the order of its keys, how its lists are written, which words it knows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gwcat.base.places import data_folder
from gwcat.source.schema import Kind

# Lists with an entry a line.
_ROWS = frozenset({"事项", "调整", "不采用", "单位", "领域分工", "附件", "来源", "公开内容", "公开依据", "步骤", "连线"})
_TEXT_ROWS = frozenset({"公开内容", "公开依据"})
_OPEN = frozenset({"事项", "公开内容"})  # mappings with a key a line
_CLOSED = frozenset({"单位", "领域分工", "来源"})  # mappings in one line
_FREE = frozenset({"内容"})  # of an attachment: what its style asks for
# Texts for reading. Everything else is a name, a number or an address by which something is found.
_PROSE = frozenset({
    "公开内容", "要素", "标准", "公开依据", "公开时限", "备注", "公开时长", "更新周期", "咨询电话", "监督电话", "理由", "依据",
    "核实说明",
})  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One place. `known` is False where no schema speaks, so that whoever wrote the file decides."""

    name: str = ""
    known: bool = False
    keys: Mapping[str, Plan] = field(default_factory=dict)
    others: Plan | None = None
    entries: Plan | None = None
    names: tuple[str, ...] = ()

    def at(self, key: str) -> Plan:
        """The place behind a key."""
        return self.keys.get(key) or self.others or ANYTHING

    @property
    def each(self) -> Plan:
        """The place of every entry of a list."""
        return self.entries or ANYTHING

    @property
    def rows(self) -> bool:
        """Whether a list is written with an entry a line, however short."""
        return self.name in _ROWS and (self.name in _TEXT_ROWS or bool(self.each.keys))

    @property
    def open(self) -> bool | None:
        """Whether a mapping in a list has a key a line; None where whoever wrote it decides."""
        return True if self.name in _OPEN else False if self.name in _CLOSED else None

    @property
    def prose(self) -> bool:
        """Whether a text is for reading."""
        return self.name in _PROSE

    def order(self, keys: Sequence[str]) -> list[str]:
        """Keys in the order of the schema; one that it does not know stays behind the one it stood behind."""
        ranks = {key: number for number, key in enumerate(self.keys)}
        places, last = {}, -1
        for key in keys:
            places[key] = last = ranks.get(key, last)
        return sorted(keys, key=places.__getitem__)


ANYTHING = Plan()


@cache
def plan_of(kind: Kind | None) -> Plan:
    """The plan of a catalogue or region file; of other files nothing is known."""
    if kind is None:
        return ANYTHING
    schema: dict[str, Any] = json.loads((data_folder("schemas") / f"{kind}.schema.json").read_bytes())
    return _plan(schema, schema, "")


def _plan(node: dict[str, Any], schema: dict[str, Any], name: str) -> Plan:
    if name in _FREE:
        return ANYTHING
    options = list(_options(node, schema))
    keys = {key: _plan(inner, schema, key) for option in options for key, inner in option.get("properties", {}).items()}
    others = next((rest for option in options if isinstance(rest := option.get("additionalProperties"), dict)), None)
    entries = next((option["items"] for option in options if "items" in option), None)
    names = tuple(word for option in options for word in option.get("enum", ()))
    return Plan(
        name,
        True,
        keys,
        _plan(others, schema, "") if others is not None else None,
        _plan(entries, schema, name) if entries is not None else None,
        names,
    )


def _options(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of the schema with its references followed and its alternatives told apart."""
    if "$ref" in node:
        node = schema["definitions"][node["$ref"].rsplit("/", 1)[1]]
    inner = [*node.get("anyOf", ()), *node.get("allOf", ())]
    if not inner:
        yield node
    for option in inner:
        yield from _options(option, schema)
