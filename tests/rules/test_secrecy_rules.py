"""Reviews before publication, what is left out as secret, what is published on request only."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, Check
from items import HEAD, item_with, with_lines

_DONE = "保密审查: {审查人: 保密办, 日期: 2018-01-15, 结果: 同意公开}"


def codes(check: Check, lines: str) -> list[str]:
    return [finding.rule.code for finding in check(catalogue=with_lines(lines))]


@pytest.mark.parametrize(
    ("office", "found"),
    [("张三", True), ("李小明", True), ("办公室", False), ("林业科", False), ("高新科", False),
     ("救助股", False), ("社会救助科", False),
     ("林业", False), ("社会事务", False), ("马路桥站", False), ("法规", False), ("张", False)],
)  # fmt: skip
def test_a_person_is_no_office(check: Check, office: str, found: bool) -> None:
    assert (codes(check, f"责任科室: {office}") == ["GW505"]) is found


def test_nobody_has_begun_to_record_reviews(check: Check) -> None:
    assert check() == []


def test_once_somebody_has_begun_each_item_has_its_review(check: Check) -> None:
    text = HEAD + item_with(_DONE) + item_with("二级事项: 其他", identity="社会救助-002")
    (finding,) = check(catalogue=text)
    assert (finding.rule.code, finding.data_path) == ("GW506", ("事项", 1))
    assert check(catalogue=HEAD + item_with(_DONE)) == []


def test_what_is_published_on_request_needs_no_review(check: Check) -> None:
    other = item_with("二级事项: 其他\n公开方式: 依申请公开\n备注: 涉及个人隐私", identity="社会救助-002")
    assert check(catalogue=HEAD + item_with(_DONE) + other) == []


@pytest.mark.parametrize(
    ("review", "words"),
    [
        ("{审查人: 保密办, 日期: 2018-01-15}", "没有写结果"),
        ("{审查人: '', 日期: 2018-01-15, 结果: 同意}", "没有写审查人"),
        ("{审查人: 保密办, 日期: 2018年1月, 结果: 同意}", "不是一天的日期"),
        ("{审查人: 保密办, 日期: 2018-02-30, 结果: 同意}", "不是一天的日期"),
        ("{审查人: 保密办, 日期: 2018-01-15, 结果: 不同意公开}", "没有同意"),
        ("不予公开", "没有同意"),
    ],
)
def test_a_review_is_whole_and_in_favour(check: Check, review: str, words: str) -> None:
    (finding,) = check(catalogue=with_lines(f"保密审查: {review}"))
    assert finding.rule.code == "GW506"
    assert words in finding.message


@pytest.mark.parametrize("review", ["已审查，同意公开", "{审查人: 保密办, 日期: 2018-01-15, 结果: 同意}"])
def test_reviews_that_are_enough(check: Check, review: str) -> None:
    assert codes(check, f"保密审查: {review}") == []


def adjusting(check: Check, above: str, here: str) -> list[str]:
    reference = CATALOGUE.replace("单位: 县民政局\n", "").replace("审核结果及相关信息", above)
    text = f"领域: 社会救助\n单位: 县民政局\n采用: 国家\n调整:\n  - {{对应: 社会救助-001, {here}}}\n"
    found = check(catalogue=text, files={"catalogs/国家/社会救助.yaml": reference})
    return [finding.rule.code for finding in found if finding.rule.code == "GW507"]


@pytest.mark.parametrize(
    "above",
    ["批复文件（涉密信息、法律法规规定不予公开的除外）", "图件（涉密项目除外）", "脱密后的文本", "除涉密内容外的评估报告"],
)
def test_what_is_left_out_above_is_left_out_here(check: Check, above: str) -> None:
    assert adjusting(check, above, "公开内容: 批复文件") == ["GW507"]
    assert adjusting(check, above, f"公开内容: 本县{above}") == []
    assert adjusting(check, above, "公开内容: 批复文件, 备注: 涉密信息除外") == []
    assert adjusting(check, above, "公开时限: 即时") == []
    assert adjusting(check, "批复文件", "公开内容: 批复文件") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("公开方式: 依申请公开", ["GW508"]),
        ("公开方式: 依申请公开\n备注: 涉及商业秘密", []),
        ("公开方式: 依申请公开\n不予公开: {理由: 个人隐私, 依据: 《政府信息公开条例》第十五条}", []),
        ("公开方式: 主动公开", []),
    ],
)
def test_on_request_only_for_a_reason(check: Check, lines: str, expected: list[str]) -> None:
    assert codes(check, lines) == expected
