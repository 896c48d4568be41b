"""The models, the committed schemas and the gate say the same; and nothing that may be written is dropped silently."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from conftest import CATALOGUE, REGION, REPOSITORY
from documents import SCHEMAS, Schema, changed, documents, modern, schema, valid
from gwcat.forms.record import KEPT_INSIDE, item_record
from gwcat.model.catalogue import Catalogue, read_item
from gwcat.source.file import parse_file
from gwcat.source.gate import fits, gate
from gwcat.source.schema import Kind
from gwcat.source.schemata import schema_files
from gwcat.source.shape import CatalogueShape, ItemShape, RegionShape

_MODELS: dict[Kind, type[BaseModel]] = {"catalogue": CatalogueShape, "region": RegionShape}
_LEAF = "☆"


def verdicts(kind: Kind, document: Any) -> dict[str, bool]:
    """Whether the models, both schemas and the quick gate accept a document; the one for editors as one of texts."""
    given = {f"{kind}.schema.json": typed(document), f"{kind}.2020-12.json": document}
    found = {name: jsonschema_rs.validator_for(schema(name)).is_valid(tree) for name, tree in given.items()}
    found["gate"] = fits(gate(schema(f"{kind}.schema.json")), document)
    try:
        _MODELS[kind].model_validate(document)
    except ValidationError:
        return {**found, "pydantic": False}
    return {**found, "pydantic": True}


@pytest.mark.parametrize("kind", ["catalogue", "region"])
@given(data=st.data())
def test_valid_documents_are_accepted_by_all(kind: Kind, data: st.DataObject) -> None:
    found = verdicts(kind, data.draw(valid(kind)))
    assert set(found.values()) == {True}, found


@pytest.mark.parametrize("kind", ["catalogue", "region"])
@given(data=st.data())
def test_changed_documents_have_one_verdict(kind: Kind, data: st.DataObject) -> None:
    found = verdicts(kind, data.draw(changed(kind)))
    assert len(set(found.values())) == 1, found


def typed(tree: Any) -> Any:
    """A tree whose scalars an editor reads as the same kinds as gwcat: what is no text becomes a list, which no text may be."""
    if isinstance(tree, dict):
        return {key: typed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [typed(value) for value in tree]
    return tree if isinstance(tree, str) else [[]]


SCALARS = st.sampled_from([None, True, False, 0, 2018.1, -1])


@pytest.mark.parametrize("kind", ["catalogue", "region"])
@given(data=st.data())
def test_an_editor_may_read_any_text_as_another_scalar(kind: Kind, data: st.DataObject) -> None:
    read_otherwise = _read(data.draw(valid(kind)), lambda text: data.draw(SCALARS if text else st.none()))
    assert jsonschema_rs.validator_for(schema(f"{kind}.schema.json")).is_valid(read_otherwise)


def _read(tree: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(tree, dict):
        return {key: _read(value, change) for key, value in tree.items()}
    return [_read(value, change) for value in tree] if isinstance(tree, list) else change(tree)


def _without(key: str) -> Callable[[Any], Any]:
    return lambda tree: {other: value for other, value in tree.items() if other != key}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        pytest.param("catalogue", _without("领域"), id="no 领域"),
        pytest.param("catalogue", lambda tree: {**tree, "天气": "晴"}, id="unknown key"),
        pytest.param("catalogue", lambda tree: {**tree, "事项": [{"备注": "甲"}]}, id="no 编号"),
        pytest.param("catalogue", lambda tree: {**tree, "领域": ["甲"]}, id="list for a text"),
        pytest.param("catalogue", lambda tree: {**tree, "事项": [{"编号": "甲", "公开渠道": [{"其他": []}]}]}, id="deep inside"),
        pytest.param("catalogue", lambda tree: {**tree, "版本": 2018}, id="a number"),
        pytest.param("region", _without("名称"), id="no 名称"),
        pytest.param("region", _without("层级"), id="no 层级"),
        pytest.param("region", lambda tree: {**tree, "单位": [{"全称": "甲"}]}, id="no unit name"),
        pytest.param("region", lambda tree: {**tree, "报送": {"日起": "甲"}}, id="unknown key of the letter"),
    ],
)
def test_typical_mistakes_are_refused_by_all(kind: Kind, change: Callable[[Any], Any]) -> None:
    tree = parse_file("甲.yaml", {"catalogue": CATALOGUE, "region": REGION}[kind]).tree
    assert set(verdicts(kind, tree).values()) == {True}
    assert set(verdicts(kind, change(tree)).values()) == {False}


# The committed files.


def test_the_committed_schemas_are_fresh() -> None:
    committed = {path.name: path.read_bytes() for path in SCHEMAS.iterdir() if not path.name.startswith(".")}
    assert committed == schema_files()


@pytest.mark.parametrize("kind", _MODELS)
def test_schemas_pass_their_metaschemas(kind: Kind) -> None:
    jsonschema.Draft7Validator.check_schema(schema(f"{kind}.schema.json"))
    jsonschema.Draft202012Validator.check_schema(modern(kind))
    assert schema(f"{kind}.schema.json")["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert modern(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def mappings(tree: Any) -> Iterator[Schema]:
    """Every mapping within a schema."""
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from mappings(value)


@pytest.mark.parametrize("kind", _MODELS)
def test_the_draft_07_form_uses_nothing_newer(kind: Kind) -> None:
    content = schema(f"{kind}.schema.json")
    for node in mappings(content):
        assert not {"$defs", "prefixItems", "unevaluatedProperties", "dependentRequired", "$dynamicRef"} & set(node)
        if "$ref" in node:
            assert set(node) == {"$ref"}  # draft-07 ignores what stands beside it
            assert node["$ref"].removeprefix("#/definitions/") in content["definitions"]


@pytest.mark.parametrize("name", [f"{kind}.{draft}" for kind in _MODELS for draft in ("schema.json", "2020-12.json")])
def test_editors_show_chinese(name: str) -> None:
    for node in mappings(schema(name)):
        assert "title" not in node
        if isinstance(words := node.get("description"), str):
            assert re.search("[一-鿿]", words)


@pytest.mark.parametrize("kind", _MODELS)
def test_every_key_is_chinese_and_every_mapping_is_closed(kind: Kind) -> None:
    for node in mappings(modern(kind)):
        if node.get("type") == "object" and "properties" in node:
            assert node["additionalProperties"] is False
            assert all(re.fullmatch("[一-鿿]+", key) for key in node["properties"])


def test_editors_offer_the_vocabularies() -> None:
    offered = {value for node in mappings(modern("catalogue")) for value in node.get("enum", ())}
    assert {"主动公开", "依申请公开", "政府网站", "其他", "县级", "村级", "全社会", "决策"} <= offered


@pytest.mark.parametrize("kind", _MODELS)
def test_every_key_is_described(kind: Kind) -> None:
    for node in mappings(schema(f"{kind}.schema.json")):
        for key, value in node["properties"].items() if isinstance(node.get("properties"), dict) else ():
            assert re.search("[一-鿿]{2}", value.get("description", "")), key
            assert value["description"][-1] not in "。；，", key  # it is put into sentences


@pytest.mark.parametrize("kind", _MODELS)
def test_examples_are_what_the_schema_allows(kind: Kind) -> None:
    whole = schema(f"{kind}.schema.json")
    for node in mappings(whole):
        for example in node.get("examples", ()) if isinstance(node.get("examples"), list) else ():
            assert jsonschema_rs.validator_for({**node, "definitions": whole["definitions"]}).is_valid(example)


@pytest.mark.parametrize("kind", _MODELS)
def test_only_the_form_for_editors_has_what_only_they_understand(kind: Kind) -> None:
    assert not any({"markdownDescription", "defaultSnippets"} & set(node) for node in mappings(modern(kind)))


def test_what_is_said_at_length_is_said_of_keys_and_its_samples_are_right() -> None:
    more = yaml.safe_load((REPOSITORY / "templates/editor/keys.yaml").read_text("utf-8"))
    keys = {key for kind in _MODELS for node in mappings(modern(kind)) for key in node.get("properties", {})}
    assert set(more) <= keys
    for key, text in more.items():
        for sample in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
            for lines in re.split(rf"(?m)^(?={key}:)", sample)[1:]:
                tree = parse_file("甲.yaml", lines).tree
                assert any(jsonschema_rs.validator_for(_of_key(kind, key)).is_valid(tree[key]) for kind in _MODELS), lines


def _of_key(kind: Kind, key: str) -> Schema:
    """A schema of the values that a key may have, anywhere in a kind of file."""
    found = [node["properties"][key] for node in mappings(modern(kind)) if key in node.get("properties", {})]
    return {"anyOf": found or [False], "$defs": modern(kind)["$defs"]}


def test_the_skeleton_of_an_item_has_its_keys() -> None:
    (skeleton,) = schema("catalogue.schema.json")["definitions"]["ItemShape"]["defaultSnippets"]
    assert set(skeleton["body"]) <= {field.alias for field in ItemShape.model_fields.values()}


def test_editors_offer_names_of_forms_domains_and_styles() -> None:
    catalogue, region = modern("catalogue")["properties"], modern("region")
    forms = {path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml")}
    assert set(catalogue["样表"]["anyOf"][0]["enum"]) == forms
    assert {"社会救助", "城乡规划", "国土空间规划"} <= set(catalogue["领域"]["anyOf"][0]["enum"])
    styles = region["$defs"]["AttachmentShape"]["properties"]["样式"]["anyOf"][0]["enum"]
    assert {"领导小组名单", "联络表"} <= set(styles)


def test_a_suggestion_is_no_restriction() -> None:
    tree = {
        "领域": "甲",
        "事项": [{"编号": "乙", "公开方式": "丙", "公开层级": "丁", "公开渠道": "戊", "公开对象": "己", "核实": "庚"}],
    }
    assert set(verdicts("catalogue", tree).values()) == {True}


# Nothing is dropped silently between a source file and the forms.


def _item_node() -> Schema:
    node: Schema = modern("catalogue")["$defs"]["ItemShape"]
    return node


def free(node: Any) -> Any:
    """A schema without suggestions, so that every text in a document is a text of its own."""
    if isinstance(node, list):
        return [free(entry) for entry in node if not (isinstance(entry, dict) and set(entry) == {"enum"})]
    return {key: free(value) for key, value in node.items()} if isinstance(node, dict) else node


def labelled(tree: Any, counter: Iterator[int]) -> Any:
    """The tree with a different text for every sign that stands for one."""
    if isinstance(tree, dict):
        return {(f"名{next(counter)}。" if key == _LEAF else key): labelled(value, counter) for key, value in tree.items()}
    if isinstance(tree, list):
        return [labelled(entry, counter) for entry in tree]
    return f"文{next(counter)}。" if tree == _LEAF else tree


def labels(tree: Any) -> set[str]:
    return set(re.findall("[文名][0-9]+。", json.dumps(tree, ensure_ascii=False)))


def record_text(raw: dict[str, Any]) -> str:
    return repr(item_record(Catalogue("领域", "单位", "", ""), read_item(0, raw)))


def kept(raw: dict[str, Any]) -> dict[str, Any]:
    """What the forms must be able to show of an item."""
    return {key: value for key, value in raw.items() if key not in KEPT_INSIDE}


@given(documents(free(_item_node()), free(modern("catalogue")), st.just(_LEAF)))
def test_every_text_of_an_item_reaches_the_forms(tree: dict[str, Any]) -> None:
    raw = labelled(tree, iter(range(10**6)))
    shown = record_text(raw)
    assert {label for label in labels(kept(raw)) if label not in shown} == set()


_VALUES: dict[str, Any] = {
    "公开对象": {"特定群体": "甲"},
    "不予公开": {"理由": "甲", "依据": "乙"},
    "保密审查": {"审查人": "甲"},
    "来源": {"标题": "甲"},
}


@pytest.mark.parametrize("key", [field.alias for field in ItemShape.model_fields.values()])
def test_every_key_of_an_item_is_shown_or_kept_inside(key: str) -> None:
    without = record_text({"编号": "编"})
    assert key in KEPT_INSIDE or record_text({"编号": "编", key: _VALUES.get(key, "甲")}) != without


def test_what_is_kept_inside_is_a_key_of_the_format() -> None:
    assert {field.alias for field in ItemShape.model_fields.values()} >= KEPT_INSIDE
