"""What the schemas say of a place: which keys it has, what they mean, which words are offered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from gwcat.base.places import data_folder
from gwcat.source.schema import Kind


class Key(NamedTuple):
    """A key: its name, what it means in a line, and at length in Markdown."""

    name: str
    summary: str
    markdown: str


class Guide(NamedTuple):
    """One place. `listed` is whether a list may stand there."""

    keys: tuple[Key, ...]
    words: tuple[str, ...]
    listed: bool


def guide(kind: Kind, names: Sequence[str]) -> Guide:
    """The place behind these keys, entries of lists and what is around them being one place."""
    nodes = list(_behind(kind, tuple(names)))
    keys = {name: _key(name, node) for one in nodes for name, node in one.get("properties", {}).items()}
    words = dict.fromkeys(word for one in nodes for word in one.get("enum", ()))
    return Guide(tuple(keys.values()), tuple(words), any("items" in one for one in nodes))


def explain(kind: Kind, names: Sequence[str]) -> Key | None:
    """What a key means; none if it is a name of the user's own."""
    found = (key for key in guide(kind, names[:-1]).keys if names and key.name == names[-1])
    return next(found, None)


def _key(name: str, node: dict[str, Any]) -> Key:
    summary = node.get("description", "")
    examples = "".join(f"\n\n例：`{example}`" for example in node.get("examples", ())[:2])
    return Key(name, summary, f"{node.get('markdownDescription', summary)}{examples}")


@cache
def _schema(kind: Kind) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((data_folder("schemas") / f"{kind}.schema.json").read_bytes())
    return schema


@cache
def _behind(kind: Kind, names: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    nodes = list(_apart(kind, _schema(kind)))
    for name in names:
        inner = [found for node in nodes if (found := _inside(node, name)) is not None]
        nodes = [part for node in inner for part in _apart(kind, node)]
    return tuple(nodes)


def _inside(node: dict[str, Any], name: str) -> dict[str, Any] | None:
    rest = node.get("additionalProperties")
    found: dict[str, Any] | None = node.get("properties", {}).get(name, rest if isinstance(rest, dict) else None)
    return found


def _apart(kind: Kind, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node with its references followed, its alternatives apart, and the entries of lists beside the lists."""
    if "$ref" in node:
        node = _schema(kind)["definitions"][node["$ref"].rsplit("/", 1)[1]]
    inner = [*node.get("anyOf", ()), *node.get("allOf", ())]
    if not inner:
        yield node
    for option in inner:
        yield from _apart(kind, option)
    if "items" in node:
        yield from _apart(kind, node["items"])
