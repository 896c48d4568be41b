"""The finer points of the rule on personal data (GW501). All numbers are invented: right in form, belonging to nobody."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, Check
from items import expect, item_with, with_lines

_IDENTITY = "11010119000101009X"  # an area, a day in 1900 and a check sign; no such person


_PLACES = {
    "telephone": "咨询电话: ⟦GW501 13800000000⟧",
    "within a sentence": "备注: ⟦GW501 联系人手机 138-0000-0000，办公时间内⟧",
    "in a list": "公开依据: [《政府信息公开条例》, ⟦GW501 联系 13800000000⟧]",
    "in the long form": "公开内容: [{要素: 名单, 标准: ⟦GW501 含 13800000000⟧}]",
    "in a channel's wording": "公开渠道: [政府网站, {其他: ⟦GW501 微信 13800000000⟧}]",
    "in the group's name": "公开对象: {特定群体: ⟦GW501 某某 13800000000⟧}\n备注: 甲",
    "in a reason": "不予公开: {理由: ⟦GW501 某某 13800000000⟧, 依据: 《政府信息公开条例》第十五条}",
    "mail": "备注: ⟦GW501 someone@example.invalid⟧",
    "full-width": "备注: ⟦GW501 １３８００００００００⟧",
    "with an escape": '备注: ⟦GW501 "\\x31\\x33800000000"⟧',
}


@pytest.mark.parametrize("line", _PLACES.values(), ids=_PLACES)
def test_personal_data_is_found_wherever_it_is_published(check: Check, line: str) -> None:
    (finding,) = expect(check, with_lines(line))
    assert finding.severity == "error"
    assert "0000" not in finding.message
    assert finding.data_path[:2] == ("事项", 0)


@pytest.mark.parametrize(
    "text",
    ["138-00000000", "138 00000000", "1380000-0000", "1380000 0000", "138－0000－0000", "138-0000 0000", "+86 138 0000 0000"],
)
def test_mobile_numbers_in_any_grouping(check: Check, text: str) -> None:
    expect(check, with_lines(f"备注: ⟦GW501 {text}⟧"))


def test_a_number_over_two_lines_is_still_a_number(check: Check) -> None:
    assert [finding.rule.code for finding in check(catalogue=with_lines("备注: >\n  电话 138 0000\n  0000\n"))] == ["GW501"]


def test_each_kind_is_told_once_for_a_value(check: Check) -> None:
    found = check(catalogue=with_lines(f"备注: 13800000000、13900000000、{_IDENTITY}"))
    assert sorted(finding.message for finding in found) == ["“备注”里有手机号。", "“备注”里有身份证号。"]


@pytest.mark.parametrize(
    "line",
    [
        "咨询电话: 0539-0000000",
        "咨询电话: 05390000000",
        "咨询电话: 0539-0000000转8001",
        "监督电话: 12345",
        "监督电话: 400-000-0000",
        "备注: 国发〔2012〕45号",
        "编号: 社会救助-13800",
        "备注: 统一社会信用代码 11371300000000000A",
    ],
)
def test_office_numbers_are_not_personal(check: Check, line: str) -> None:
    assert check(catalogue=with_lines(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "来源: {标题: 某网页, 网址: 'https://example.invalid/13800000000.html'}",
        "保密审查: {审查人: 某某 13800000000, 日期: 2018-01-15, 结果: 同意公开}",
    ],
)
def test_what_is_never_published_may_hold_it(check: Check, line: str) -> None:
    assert check(catalogue=with_lines(line)) == []


def test_every_item_is_looked_at(check: Check) -> None:
    expect(check, CATALOGUE + item_with("二级事项: 甲\n备注: ⟦GW501 13800000000⟧", identity="社会救助-002"))


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("公开内容: [姓名和身份证号]", ["GW502"]),
        ("公开内容: [姓名和身份证号（脱敏）]", []),
        ("公开内容: [{要素: 名册, 标准: 家庭住址、银行账号}]", ["GW502"]),
        ("公开内容: [姓名和身份证号]\n公开对象: {特定群体: 申请人}\n公开方式: 依申请公开\n备注: 只向本人提供", []),
        ("公开内容: [申请材料（身份证件等，申请人提交）]", []),
        ("公开内容: [救助对象名单]\n公开时限: 每年1月31日前", ["GW503"]),
        ("公开内容: [救助对象名单]\n公开时限: 每年1月31日前\n备注: 姓名脱敏", []),
        ("公开内容: [救助对象名单（隐去姓名）]\n公开时限: 每年1月31日前", []),
        ("公开内容: [救助对象名单]\n公开时限: 公示7个工作日", []),
        ("公开内容: [抽检企业名单]\n公开时限: 每年1月31日前", []),
        ("不予公开: 个人隐私", ["GW504"]),
        ("不予公开: 个人隐私，《政府信息公开条例》第十五条", []),
        ("不予公开: {理由: 个人隐私}", ["GW504"]),
    ],
)
def test_what_is_sensitive_and_what_is_not(check: Check, line: str, codes: list[str]) -> None:
    assert [finding.rule.code for finding in check(catalogue=with_lines(line))] == codes


@pytest.mark.parametrize("text", ["居民身份证换领检查要点清单", "户口簿、身份证等申请材料的样式说明", "临时身份证办理流程"])
def test_papers_about_identity_cards_are_no_numbers(check: Check, text: str) -> None:
    assert check(catalogue=with_lines(f"公开内容: {text}")) == []


@pytest.mark.parametrize("text", ["姓名、身份证、救助金额", "对象身份证号码", "公民身份号码和住址"])
def test_identity_numbers_as_content_are_told(check: Check, text: str) -> None:
    assert "GW502" in {finding.rule.code for finding in check(catalogue=with_lines(f"公开内容: {text}"))}
