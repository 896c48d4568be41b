"""JSON Schemas from the pydantic models: the committed files of `schemas/`.

`*.schema.json` is draft-07, the latest that the YAML language server reads, with what only editors understand (Markdown for
hovering, skeletons to put in). Where a text is asked for it allows every scalar: an editor reads `版本: 2018.1` as a number,
gwcat as the text that was typed. The gate, whose trees have no other scalars than texts, checks against the same file.
`*.2020-12.json` says the same in the current draft, for other tools, of trees in which every scalar is a text.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from gwcat.base.places import data_folder
from gwcat.source.shape import CatalogueShape, FlowShape, RegionShape

_MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "catalogue": (CatalogueShape, "一个领域、一个单位的政务公开事项标准目录"),
    "flow": (FlowShape, "一个工作流程图：步骤和连线"),
    "region": (RegionShape, "一个地区：单位、领域分工、样表、版本"),
}

_FOR_EDITORS = ("markdownDescription", "defaultSnippets")  # keywords of no draft


def schema_files() -> dict[str, bytes]:
    """File name -> content of every schema, sorted by name; the same bytes every time."""
    files, more = {}, _more()
    for name, (model, description) in _MODELS.items():
        modern = {"description": description, **_plain(model.model_json_schema(by_alias=True))}
        files[f"{name}.2020-12.json"] = _dump({"$schema": "https://json-schema.org/draft/2020-12/schema", **_bare(modern)})
        editors = _draft07(_explained(modern, more))
        files[f"{name}.schema.json"] = _dump({"$schema": "http://json-schema.org/draft-07/schema#", **editors})
    return dict(sorted(files.items()))


def _plain(node: Any) -> Any:
    """Drop what says nothing to a reader: generated English titles and docstrings, defaults of optional keys."""
    if isinstance(node, list):
        return [_plain(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    dropped = ("title", "default")
    kept = {key: _plain(value) for key, value in node.items() if key not in dropped or isinstance(value, dict)}
    if "properties" in kept:
        kept.pop("description", None)  # a model's English docstring
    if len(kept.get("anyOf", [])) > 1:
        kept["anyOf"] = _flat(kept["anyOf"])
    return kept


def _bare(node: Any) -> Any:
    """Without what only editors understand."""
    if isinstance(node, list):
        return [_bare(entry) for entry in node]
    return {key: _bare(value) for key, value in node.items() if key not in _FOR_EDITORS} if isinstance(node, dict) else node


def _more() -> dict[str, str]:
    """What editors show of a key beyond its description, in Markdown."""
    import yaml

    text = (data_folder("templates") / "editor" / "keys.yaml").read_bytes()
    more: dict[str, str] = yaml.load(text, yaml.BaseLoader)
    return more


def _explained(node: Any, more: dict[str, str]) -> Any:
    """With what there is to say of each key."""
    if isinstance(node, list):
        return [_explained(entry, more) for entry in node]
    if not isinstance(node, dict):
        return node
    found = {key: _explained(value, more) for key, value in node.items()}
    for key, value in found.get("properties", {}).items():
        if key in more and value.get("description"):
            value["markdownDescription"] = f"{value['description']}\n\n{more[key].strip()}"
    return found


def _flat(options: list[Any]) -> list[Any]:
    """Alternatives of alternatives on one level, each once."""
    found: list[Any] = []
    for option in options:
        for inner in option["anyOf"] if set(option) == {"anyOf"} else [option]:
            if inner not in found:
                found.append(inner)
    return found


def _draft07(node: Any) -> Any:
    if isinstance(node, list):
        return [_draft07(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if node.get("const") == "":
        return {"not": {"type": ["object", "array", "number", "boolean"]}, "maxLength": 0}
    if node.get("type") == "string":  # not a list of types: an editor would offer true, false and null
        node = {**{key: value for key, value in node.items() if key != "type"}, "not": {"type": ["object", "array"]}}
    moved = {("definitions" if key == "$defs" else key): _draft07(value) for key, value in node.items()}
    if "$ref" in moved:
        moved["$ref"] = moved["$ref"].replace("#/$defs/", "#/definitions/")
        if len(moved) > 1:  # draft-07 ignores what stands beside a $ref
            moved["allOf"] = [{"$ref": moved.pop("$ref")}]
    return moved


def _dump(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
