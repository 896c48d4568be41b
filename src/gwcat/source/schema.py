"""A tree against the committed JSON Schema, every violation as a finding at its place.

The schemas are generated from `source.shape`. What fits is told by `source.gate`, what is wrong with the rest by compiled code
that is loaded only then; so no run pays for the start-up of pydantic, and few for that of the validator. Tests hold all three
to the same verdict on the same documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from gwcat.base.names import nearest
from gwcat.base.places import data_folder
from gwcat.model.finding import DataPath, Finding
from gwcat.source import refusals
from gwcat.source.file import SourceFile
from gwcat.source.gate import Node, Unknown, fits, gate

Kind = Literal["catalogue", "region", "flow"]


@cache
def _schema(kind: Kind) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((data_folder("schemas") / f"{kind}.schema.json").read_bytes())
    return schema


@cache
def _validator(kind: Kind) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(_schema(kind))


@cache
def _gate(kind: Kind) -> Node | None:
    """The quick way to say yes; none if the schema asks for what it does not know."""
    try:
        return gate(_schema(kind))
    except Unknown:
        return None


def check_shape(file: SourceFile, kind: Kind) -> list[Finding]:
    """Findings for all keys and values of a readable file that its schema does not allow."""
    if not file.readable:
        return []
    quick = _gate(kind)
    if (quick is not None and fits(quick, file.tree)) or _validator(kind).is_valid(file.tree):
        return []
    return [finding for error in _validator(kind).iter_errors(file.tree) for finding in _explain(file, kind, error, ())]


def _explain(file: SourceFile, kind: Kind, error: Any, base: DataPath) -> Iterator[Finding]:
    path = (*base, *error.instance_path)
    match error.kind.name:
        case "additionalProperties":
            known = _known_keys(kind, path, error)
            for key in error.kind.unexpected:
                yield file.found(refusals.UNKNOWN_KEY, f"不认识的键“{key}”。", (*path, key), _unknown_help(key, known), key=True)
        case "required":
            key = error.kind.property
            yield file.found(refusals.MISSING_KEY, f"缺少键“{key}”。", path, f"请补上“{key}: …”。", key=True)
        case "anyOf":
            branch = _likely_branch(error)
            if branch is None:
                yield _wrong_kind(file, kind, path)
            for inner in branch or ():
                yield from _explain(file, kind, inner, base)
        case _:
            yield _wrong_kind(file, kind, path)


def _likely_branch(error: Any) -> list[Any] | None:
    """The alternative that the value comes nearest to: the one whose own type fits, so that only its inside is wrong."""
    depth = len(error.instance_path)
    for branch in error.kind.context:
        if branch and all(
            len(inner.instance_path) > depth or inner.kind.name in ("additionalProperties", "required") for inner in branch
        ):
            found: list[Any] = branch
            return found
    return None


def _wrong_kind(file: SourceFile, kind: Kind, path: DataPath) -> Finding:
    node = _node(kind, path)
    wanted = "、".join(dict.fromkeys(_kinds(node, kind))) or "别的写法"
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "文件")
    value: Any = file.tree
    for part in path:
        value = value[part]
    given = "键值" if isinstance(value, dict) else "列表" if isinstance(value, list) else "文本"
    about = node.get("description", "")
    message = f"“{name}”不能写成{given}。" if value else f"“{name}”不能空着。"
    return file.found(refusals.WRONG_KIND, message, path, f"应写成{wanted}" + (f"：{about}。" if about else "。"))


def _kinds(node: dict[str, Any], kind: Kind) -> Iterator[str]:
    """What a schema node admits, in Chinese."""
    node = _deref(node, kind)
    if "anyOf" in node:
        for option in node["anyOf"]:
            yield from _kinds(option, kind)
    elif node.get("maxLength") == 0:
        return  # leaving it empty is allowed, but no remedy
    elif node.get("type") == "object":
        keys = "、".join(list(node.get("properties", {}))[:3])
        yield f"键值 {{{keys}: …}}" if keys else "键值 {名称: 写法}"
    elif node.get("type") == "array":
        yield "列表"
    elif "not" in node or "enum" in node:
        yield "文本"


def _known_keys(kind: Kind, path: DataPath, error: Any) -> list[str]:
    node: Any = _schema(kind)
    for part in list(error.schema_path)[:-1]:
        node = _deref(node, kind)
        node = node[part]
    node = _deref(node, kind)
    return list(node.get("properties", {})) or _object_keys(_node(kind, path), kind)


def _object_keys(node: dict[str, Any], kind: Kind) -> list[str]:
    node = _deref(node, kind)
    return list(node.get("properties", {})) or [key for option in node.get("anyOf", []) for key in _object_keys(option, kind)]


def _unknown_help(key: str, known: list[str]) -> str:
    near = nearest(key, known)
    return f"是否想写“{near}”？" if near else f"可以用的键：{'、'.join(known[:12])}{'……' if len(known) > 12 else ''}。"


def _deref(node: Any, kind: Kind) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        node = _schema(kind)["definitions"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _node(kind: Kind, path: DataPath) -> dict[str, Any]:
    """The schema of the value at a data path, as far as it can be followed."""
    node: dict[str, Any] = _deref(_schema(kind), kind)
    for part in path:
        options = [_deref(option, kind) for option in node.get("anyOf", [node])]
        if isinstance(part, int):
            node = next((option["items"] for option in options if "items" in option), {})
        else:
            named = [option["properties"][part] for option in options if part in option.get("properties", {})]
            node = (
                named[0]
                if named
                else next(
                    (
                        option["additionalProperties"]
                        for option in options
                        if isinstance(option.get("additionalProperties"), dict)
                    ),
                    {},
                )
            )
        described = node.get("description")
        node = _deref(node, kind)
        if described:
            node = {**node, "description": described}
    return node
