"""Documents made from the committed schemas: valid ones, and valid ones with something changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from conftest import REPOSITORY
from gwcat.source.schema import Kind

SCHEMAS = REPOSITORY / "schemas"

Schema = dict[str, Any]
Path = tuple[str | int, ...]


def schema(name: str) -> Schema:
    """A committed schema by its file name."""
    content: Schema = json.loads((SCHEMAS / name).read_bytes())
    return content


def modern(kind: Kind) -> Schema:
    """The schema of a kind of file in the current draft."""
    return schema(f"{kind}.2020-12.json")


def documents(node: Schema, whole: Schema, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Documents that a node of a schema allows, made of mappings, lists and texts as source files are."""
    if "$ref" in node:
        return st.deferred(lambda: documents(whole["$defs"][node["$ref"].rsplit("/", 1)[1]], whole, texts))
    if "anyOf" in node:
        return st.one_of([documents(option, whole, texts) for option in node["anyOf"]])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "const" in node:
        return st.just(node["const"])
    match node.get("type"):
        case "string":
            return st.just("") if node.get("maxLength") == 0 else texts
        case "array":
            empty = node.get("maxItems") == 0
            return st.lists(documents(node["items"], whole, texts), max_size=2) if not empty else st.just([])
        case "object" if "properties" in node:
            inner = {key: documents(value, whole, texts) for key, value in node["properties"].items()}
            required = set(node.get("required", ()))
            return st.fixed_dictionaries(
                {key: inner[key] for key in sorted(required)},
                optional={key: strategy for key, strategy in inner.items() if key not in required},
            )
        case "object":
            return st.dictionaries(texts, documents(node["additionalProperties"], whole, texts), max_size=2)
    return st.recursive(
        texts, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2), max_leaves=4
    )


_TEXTS = st.sampled_from(["", "甲", "全社会", "特定群体", "其他", "no", "（乙）"])


def valid(kind: Kind) -> st.SearchStrategy[Any]:
    """Documents that the schema of a kind of file allows."""
    return documents(modern(kind), modern(kind), _TEXTS)


def nodes(tree: Any, path: Path = ()) -> Iterator[Path]:
    """The data path of every value of a tree."""
    yield path
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from nodes(value, (*path, key))


def at(tree: Any, path: Path) -> Any:
    for part in path:
        tree = tree[part]
    return tree


@st.composite
def changed(draw: st.DrawFn, kind: Kind) -> Any:
    """A valid document with one to three changes: a key removed, an unknown key, a value of another kind."""
    tree = copy.deepcopy(draw(valid(kind)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(nodes(tree), key=repr)))
        value = at(tree, path)
        change = draw(st.sampled_from(["remove", "add", "replace"]))
        if change == "remove" and isinstance(value, dict) and value:
            del value[draw(st.sampled_from(sorted(value)))]
        elif change == "add" and isinstance(value, dict):
            value[draw(st.sampled_from(["天气", "备住", "要素", "编号", "特定群体", "其他"]))] = draw(_OTHER_KINDS)
        elif change == "replace" and path:
            at(tree, path[:-1])[path[-1]] = draw(_OTHER_KINDS)
    return tree


_OTHER_KINDS: st.SearchStrategy[Any] = st.sampled_from(
    ["", "甲", [], ["甲"], [[]], [{}], {}, {"甲": "乙"}, {"甲": ["乙"]}, {"编号": "甲"}, None, 1, True]
).map(copy.deepcopy)  # changes of one example must not reach the next
