"""Whether a tree fits a schema, said fast: the yes that nearly every file gets, without loading a validator.

A tree of a source file holds texts, lists and mappings only, so a schema comes down to which of these a value may be. A
schema with a keyword that is not known here has no gate; whoever asks then turns to the validator, as for every no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_SAYS_NOTHING = frozenset(
    {"$schema", "$id", "title", "description", "markdownDescription", "defaultSnippets", "examples", "default", "definitions"}
)
_JUDGES = frozenset(
    {"$ref", "anyOf", "type", "not", "maxLength", "enum", "const", "items", "properties", "additionalProperties", "required"}
)
_NO_TEXT = {"object", "array"}


class Unknown(Exception):
    """The schema uses a keyword that is not known here."""


class _Mapping(NamedTuple):
    """What a mapping may be: its known keys, what other keys may hold (None: there are none), the keys it must have."""

    known: Mapping[str, Node]
    other: Node | None
    required: tuple[str, ...]


class Node(NamedTuple):
    """What a value may be. `texts` are the texts allowed, None for all."""

    texts: frozenset[str] | None
    lists: Sequence[Node]
    mappings: Sequence[_Mapping]


_ANYTHING = Node(None, (), ())


def gate(schema: Mapping[str, Any]) -> Node:
    """The gate of a whole schema. Raises Unknown if the schema asks for more than is known here."""
    return _Builder(schema).node(schema)


class _Builder:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._definitions = schema.get("definitions", {})
        self._named: dict[str, Node] = {}

    def node(self, schema: Mapping[str, Any]) -> Node:
        if strange := schema.keys() - _SAYS_NOTHING - _JUDGES:
            raise Unknown(min(strange))
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name not in self._named:
                self._named[name] = self.node(self._definitions[name])
            return self._named[name]
        if "anyOf" in schema:
            options = [self.node(option) for option in schema["anyOf"]]
            texts = None if any(node.texts is None for node in options) else _all(node.texts or () for node in options)
            lists = [inner for node in options for inner in node.lists]
            return Node(texts, lists, [inner for node in options for inner in node.mappings])
        if "const" in schema or "enum" in schema:
            return Node(frozenset(schema.get("enum", [schema.get("const")])), (), ())
        if "not" in schema:
            return self._text(schema)
        match schema.get("type"):
            case "string":
                return _ANYTHING
            case "array":
                return Node(frozenset(), [self.node(schema["items"])], ())
            case "object":
                return Node(frozenset(), (), [self._mapping(schema)])
        raise Unknown("type")

    def _text(self, schema: Mapping[str, Any]) -> Node:
        """A text, said as what it is not: no mapping, no list; of length 0 it is an empty one."""
        if schema["not"].keys() != {"type"} or not set(schema["not"]["type"]) >= _NO_TEXT or schema.get("maxLength", 0):
            raise Unknown("not")
        return Node(frozenset({""}), (), ()) if "maxLength" in schema else _ANYTHING

    def _mapping(self, schema: Mapping[str, Any]) -> _Mapping:
        other = schema.get("additionalProperties")
        if not isinstance(other, dict) and other is not False:
            raise Unknown("additionalProperties")
        known = {key: self.node(inner) for key, inner in schema.get("properties", {}).items()}
        return _Mapping(known, self.node(other) if isinstance(other, dict) else None, tuple(schema.get("required", ())))


def _all(groups: Any) -> frozenset[str]:
    return frozenset(text for group in groups for text in group)


def fits(node: Node, value: Any) -> bool:
    """Whether a value of a tree fits."""
    if isinstance(value, str):
        return node.texts is None or value in node.texts
    if isinstance(value, list):
        for inner in node.lists:  # noqa: SIM110  a generator for each value costs more than all else here
            if _all_fit(inner, value):
                return True
        return False
    if isinstance(value, dict):
        for mapping in node.mappings:
            if _mapping_fits(mapping, value):
                return True
    return False


def _all_fit(node: Node, values: list[Any]) -> bool:
    any_text = node.texts is None
    for value in values:  # noqa: SIM110
        if not (any_text and isinstance(value, str)) and not fits(node, value):
            return False
    return True


def _mapping_fits(node: _Mapping, value: Mapping[str, Any]) -> bool:
    known, other = node.known, node.other
    for key, inner in value.items():
        child = known.get(key, other)
        if child is None or not ((child.texts is None and isinstance(inner, str)) or fits(child, inner)):
            return False
    for key in node.required:  # noqa: SIM110
        if key not in value:
            return False
    return True
