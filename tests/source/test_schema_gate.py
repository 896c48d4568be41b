"""Keys and values that the format does not know: told at their place, with what was probably meant."""

from __future__ import annotations

import pytest

from gwcat.model.finding import Finding, Place
from gwcat.source.file import parse_file
from gwcat.source.schema import Kind, check_shape
from marking import announced, marked

_HEAD = "领域: 社会救助\n单位: 县民政局\n"
_REGION = "名称: 莒南县\n层级: 县级\n"


def violations(text: str, kind: Kind = "catalogue") -> list[Finding]:
    file = parse_file("甲.yaml", text)
    assert file.findings == []
    return check_shape(file, kind)


def in_item(line: str) -> str:
    return f"{_HEAD}事项:\n  - 编号: 社会救助-001\n    {line}\n"


_KEYS = {
    "four signs, one wrong": ("⟦公开期限⟧: 甲", "公开时限"),
    "two signs, one wrong": ("⟦备住⟧: 甲", "备注"),
    "two signs, the other one": ("⟦状况⟧: 甲", "状态"),
    "sign missing": ("⟦公开渠⟧: 甲", "公开渠道"),
    "sign too many": ("⟦公开内容内⟧: 甲", "公开内容"),
    "signs changed round": ("⟦公开限时⟧: 甲", "公开时限"),
    "white space within": ("⟦公开 时限⟧: 甲", "公开时限"),
}


@pytest.mark.parametrize(("line", "near"), _KEYS.values(), ids=_KEYS)
def test_an_unknown_key_names_the_nearest_known_one(line: str, near: str) -> None:
    text, spot = marked(in_item(line))
    (finding,) = violations(text)
    assert (finding.rule.code, finding.place) == ("GW021", Place("甲.yaml", *spot))
    assert finding.help == f"是否想写“{near}”？"


def test_an_unknown_key_like_no_other_lists_some_that_are_known() -> None:
    (finding,) = violations(in_item("天气: 晴"))
    assert finding.help.startswith("可以用的键：编号、序号、名称")


_INNER_KEYS = {
    "公开内容": ("公开内容: [{要素: 甲, ⟦标淮⟧: 乙}]", "标准"),
    "公开内容, alone": ("公开内容:\n      - ⟦要术⟧: 甲", "要素"),
    "公开对象": ("公开对象: {⟦特定团体⟧: 甲}", "特定群体"),
    "公开对象 in a list": ("公开对象: [全社会, {⟦特定团体⟧: 甲}]", "特定群体"),
    "不予公开": ("不予公开: {理由: 甲, ⟦依剧⟧: 乙}", "依据"),
    "保密审查": ("保密审查: {审查人: 甲, ⟦结杲⟧: 乙}", "结果"),
    "来源": ("来源: [{标题: 甲, ⟦网扯⟧: 乙}]", "网址"),
}


@pytest.mark.parametrize(("line", "near"), _INNER_KEYS.values(), ids=_INNER_KEYS)
def test_an_unknown_inner_key_is_told_in_every_union(line: str, near: str) -> None:
    text, spot = marked(in_item(line))
    first = next(finding for finding in violations(text) if finding.rule.code == "GW021")
    assert first.place == Place("甲.yaml", *spot)
    assert near in first.help


_KINDS = {
    "text key with a list": ("公开时限: ⟦[甲]⟧", "“公开时限”不能写成列表", "文本"),
    "text key with a mapping": ("公开时限: ⟦{甲: 乙}⟧", "“公开时限”不能写成键值", "文本"),
    "channel with a list inside": ("公开渠道: {甲: ⟦[乙]⟧}", "“甲”不能写成列表", "文本"),
    "channel with a list inside a list": ("公开渠道: [政府网站, {其他: ⟦[乙]⟧}]", "“其他”不能写成列表", "文本"),
    "channels in two lists": ("公开渠道: [⟦[政府网站]⟧]", "“公开渠道”不能写成列表", "文本"),
    "contents as a mapping": ("公开内容: ⟦{要素: 甲}⟧", "“公开内容”不能写成键值", "列表"),
    "contents in two lists": ("公开内容: [⟦[甲]⟧]", "“公开内容”不能写成列表", "要素"),
    "standard as a list": ("公开内容: [{要素: 甲, 标准: ⟦[乙]⟧}]", "“标准”不能写成列表", "文本"),
    "basis as a mapping": ("公开依据: [⟦{甲: 乙}⟧]", "“公开依据”不能写成键值", "文本"),
    "group as a mapping": ("公开对象: {特定群体: ⟦{甲: 乙}⟧}", "“特定群体”不能写成键值", "文本"),
    "level as a mapping": ("公开层级: ⟦{县级: 是}⟧", "“公开层级”不能写成键值", "列表"),
    "source as a text": ("来源: ⟦某网页⟧", "“来源”不能写成文本", "标题"),
    "source left empty": ("来源:⟦⟧", "“来源”不能空着", "标题"),
    "source entry as a text": ("来源: [⟦某网页⟧]", "“来源”不能写成文本", "标题"),
    "reason as a list": ("不予公开: {理由: ⟦[甲]⟧}", "“理由”不能写成列表", "文本"),
}


@pytest.mark.parametrize(("line", "message", "remedy"), _KINDS.values(), ids=_KINDS)
def test_a_value_of_a_wrong_kind_in_an_item(line: str, message: str, remedy: str) -> None:
    text, spot = marked(in_item(line))
    (finding,) = violations(text)
    assert (finding.rule.code, finding.place) == ("GW023", Place("甲.yaml", *spot))
    assert message in finding.message
    assert remedy in finding.help


_FILES: dict[str, tuple[Kind, str, str]] = {
    "items as a mapping": ("catalogue", _HEAD + "事项: ⟦{编号: 甲}⟧\n", "“事项”不能写成键值"),
    "items as a text": ("catalogue", _HEAD + "事项: ⟦暂无⟧\n", "“事项”不能写成文本"),
    "item as a text": ("catalogue", _HEAD + "事项: [⟦甲⟧]\n", "“事项”不能写成文本"),
    "item left empty": ("catalogue", _HEAD + "事项:\n  -⟦⟧\n", "“事项”不能空着"),
    "item as a list": ("catalogue", _HEAD + "事项: [⟦[]⟧]\n", "“事项”不能"),
    "unit as a list": ("catalogue", "领域: 甲\n单位: ⟦[县民政局]⟧\n事项: []\n", "“单位”不能写成列表"),
    "domain as a mapping": ("catalogue", "领域: ⟦{甲: 乙}⟧\n事项: []\n", "“领域”不能写成键值"),
    "version as a list": ("catalogue", _HEAD + "版本: ⟦[1]⟧\n事项: []\n", "“版本”不能写成列表"),
    "units as a text": ("region", _REGION + "单位: ⟦县民政局⟧\n", "“单位”不能写成文本"),
    "units as a mapping": ("region", _REGION + "单位: ⟦{名称: 县民政局}⟧\n", "“单位”不能写成键值"),
    "unit as a text": ("region", _REGION + "单位: [⟦县民政局⟧]\n", "“单位”不能写成文本"),
    "unit name as a list": ("region", _REGION + "单位: [{名称: ⟦[县民政局]⟧}]\n", "“名称”不能写成列表"),
    "duties as a text": ("region", _REGION + "领域分工: ⟦社会救助⟧\n", "“领域分工”不能写成文本"),
    "duty as a text": ("region", _REGION + "领域分工: [⟦社会救助⟧]\n", "“领域分工”不能写成文本"),
    "leads as a mapping": ("region", _REGION + "领域分工: [{领域: 甲, 牵头单位: ⟦{乙: 丙}⟧}]\n", "“牵头单位”不能写成键值"),
    "letter as a text": ("region", _REGION + "报送: ⟦县政府⟧\n", "“报送”不能写成文本"),
    "letter as a list": ("region", _REGION + "报送: ⟦[县政府]⟧\n", "“报送”不能写成列表"),
    "level as a list": ("region", "名称: 甲\n层级: ⟦[县级]⟧\n", "“层级”不能写成列表"),
}


@pytest.mark.parametrize(("kind", "text", "message"), _FILES.values(), ids=_FILES)
def test_a_value_of_a_wrong_kind_in_a_file(kind: Kind, text: str, message: str) -> None:
    clean, spot = marked(text)
    (finding,) = violations(clean, kind)
    assert (finding.rule.code, finding.place) == ("GW023", Place("甲.yaml", *spot))
    assert message in finding.message
    assert "别的写法" not in finding.help


def test_a_remedy_offers_only_what_will_be_accepted() -> None:
    """事项 may be left empty, but no text in its place says anything."""
    (finding,) = violations(_HEAD + "事项: {编号: 甲}\n")
    assert "文本" not in finding.help


_RIGHT = {
    "single values for lists": "公开依据: 甲\n    公开主体: 乙\n    公开渠道: 政府网站\n    公开层级: 县级\n    公开内容: 丙",
    "lists for single values": "公开方式: [主动公开]\n    公开对象: [全社会, {特定群体: [甲, 乙]}]\n    五公开: [决策, 执行]",
    "long form of the contents": "公开内容:\n      - 甲\n      - {要素: 乙, 标准: 丙}\n      - {要素: 丁}",
    "channels with a wording": "公开渠道: [{政府网站: 县政府网站}, {其他: 甲}, 公开查阅点]",
    "nothing written": "公开时限:\n    公开渠道:\n    公开内容:\n    公开对象:\n    保密审查:\n    不予公开:",
    "one source, several sources": "来源: {标题: 甲}",
    "several sources": "来源: [{标题: 甲, 网址: 乙, 日期: 丙}, {标题: 丁}]",
}


@pytest.mark.parametrize("line", _RIGHT.values(), ids=_RIGHT)
def test_all_forms_of_the_format_are_accepted(line: str) -> None:
    assert violations(in_item(line)) == []


@pytest.mark.parametrize(
    "text", ["单位:\n领域分工:\n报送:\n附件:\n", "附件: [{样式: 甲, 内容: [{乙: 丙}]}]\n", "单位: []\n领域分工: []\n"]
)
def test_all_forms_of_a_region_are_accepted(text: str) -> None:
    assert violations(_REGION + text, "region") == []


_FAULTY = """\
⟦GW021 领城⟧: 甲
事项:
  - ⟦GW022⟧备注: 乙
    公开时限: ⟦GW023 [丙]⟧
  - 编号: 丁
    公开渠道: [政府网站, {其他: ⟦GW023 [戊]⟧}]
    公开内容: [{要素: 己, ⟦GW021 标⟧: 庚}]
"""


def test_every_violation_of_a_file_is_told_once() -> None:
    text, faults = announced(_FAULTY)
    found = [(finding.rule.code, finding.place.line, finding.place.column) for finding in violations(text)]
    assert sorted(found) == sorted([*faults, ("GW022", 1, 1)])  # the misspelt 领域 is also missing


def test_data_paths_name_what_is_wrong() -> None:
    found = violations(in_item("公开渠道: [政府网站, {其他: [甲]}]\n    天气: 晴"))
    assert {finding.data_path for finding in found} == {("事项", 0, "公开渠道", 1, "其他"), ("事项", 0, "天气")}
