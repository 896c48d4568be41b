"""The finer points of the rules on how elements agree (GW3xx)."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, Check
from items import expect, item_with, with_lines

# GW301 公开方式


@pytest.mark.parametrize("method", ["主动公开", "依申请公开", "[主动公开]", "[依申请公开]", "[主动公开, 主动公开]"])
def test_one_method_in_any_form(check: Check, method: str) -> None:
    assert check(catalogue=with_lines(f"公开方式: {method}\n备注: 涉及个人隐私")) == []


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ("公开方式: ⟦GW301 [依申请公开, 主动公开]⟧", "同时写了", "拆成两个事项"),
        ("公开方式: ⟦GW301 主动公开和依申请公开⟧", "“主动公开和依申请公开”不是公开方式", "是否想写"),
        ("公开方式: ⟦GW301 不公开⟧", "“不公开”不是公开方式", "主动公开"),
        ("公开方式: ⟦GW301 宣传⟧", "“宣传”不是公开方式", "请写“主动公开”或“依申请公开”。"),
        ("公开方式: [主动公开, ⟦GW301 依申情公开⟧]", "“依申情公开”不是公开方式", "是否想写“依申请公开”？"),
        ("公开方式:\n  - 主动公开\n  - ⟦GW301 依申情公开⟧", "“依申情公开”不是公开方式", "是否想写“依申请公开”？"),
    ],
)
def test_methods_that_are_none_or_too_many(check: Check, line: str, message: str, remedy: str) -> None:
    (finding,) = expect(check, with_lines(line))
    assert message in finding.message
    assert remedy in finding.help


# GW302, GW303 公开对象


@pytest.mark.parametrize(
    "audience",
    [
        "全社会",
        "[全社会]",
        "{特定群体: 被征收人}",
        "[全社会, {特定群体: 被征收人}]",
        "{特定群体: [被征收人, 被征地农民]}",
        "[全社会, {特定群体: [被征收人, 被征地农民]}]",
        "[{特定群体: 甲}, {特定群体: 乙}]",
    ],
)
def test_the_public_and_named_groups(check: Check, audience: str) -> None:
    assert check(catalogue=with_lines(f"公开对象: {audience}\n备注: 只在征收范围内公布")) == []


@pytest.mark.parametrize(
    "line",
    [
        "公开对象: ⟦GW302 公众⟧",
        "公开对象: [全社会, ⟦GW302 社会公众⟧]",
        "公开对象:\n  - 全社会\n  - ⟦GW302 社会公众⟧",
        "公开对象: [⟦GW302 甲⟧, ⟦GW302 乙⟧]",
    ],
    ids=["single", "list", "block list", "several"],
)
def test_other_audiences_are_told_at_their_places(check: Check, line: str) -> None:
    for finding in expect(check, with_lines(line)):
        assert "{特定群体: " in finding.help


@pytest.mark.parametrize(
    "line",
    [
        "公开对象: ⟦GW303 特定群体⟧",
        "公开对象: [全社会, ⟦GW303 特定群体⟧]",
        '公开对象: {特定群体: ⟦GW303 ""⟧}',
        "公开对象: {特定群体: ⟦GW303 √⟧}",
        '公开对象: {特定群体: ⟦GW303 " √ "⟧}',
        "公开对象: [全社会, {特定群体: ⟦GW303 √⟧}]",
        "公开对象: {特定群体: ⟦GW303 []⟧}",
    ],
    ids=["bare", "bare in a list", "empty", "tick", "tick and blanks", "tick in a list", "empty list"],
)
def test_a_group_without_a_name(check: Check, line: str) -> None:
    (finding,) = expect(check, with_lines(line))
    assert "被征收人" in finding.help


# GW304 其他


@pytest.mark.parametrize(
    "line",
    [
        "公开渠道: ⟦GW304 其他⟧\n公开方式: 依申请公开\n备注: 甲",
        "公开渠道:\n  - 政府网站\n  - ⟦GW304 其他⟧",
        '公开渠道: [政府网站, {其他: ⟦GW304 ""⟧}]',
        "公开渠道: {政府网站: 甲, 其他: ⟦GW304⟧}",
        '公开渠道: [政府网站, {其他: ⟦GW304 "  "⟧}]',
        "公开渠道: [政府网站, ⟦GW304 其他⟧, ⟦GW304 其他⟧]",
    ],
    ids=["single", "block list", "empty", "mapping alone", "blank", "twice"],
)
def test_other_channels_without_a_name(check: Check, line: str) -> None:
    expect(check, with_lines(line))


@pytest.mark.parametrize("channels", ["{其他: 公共资源交易平台, 政府网站: 甲}", "[政府网站, {其他: 甲}, {其他: 乙}]", "政府网站"])
def test_other_channels_with_a_name(check: Check, channels: str) -> None:
    assert check(catalogue=with_lines(f"公开渠道: {channels}")) == []


# GW305 the government website


@pytest.mark.parametrize(
    "channels",
    ["政府网站", "[公开查阅点, 政府网站]", "{政府网站: 莒南县人民政府网站}", "[公开查阅点, {政府网站: 甲}]", "[政 府 网 站]"],
)
def test_the_website_in_any_form(check: Check, channels: str) -> None:
    assert check(catalogue=with_lines(f"公开渠道: {channels}")) == []


@pytest.mark.parametrize("channels", ["⟦GW305 公开查阅点⟧", "⟦GW305 [政府公报, 广播电视]⟧", "⟦GW305 {其他: 政府网站}⟧"])
def test_no_website(check: Check, channels: str) -> None:
    (finding,) = expect(check, with_lines(f"公开渠道: {channels}"))
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "lines",
    ["公开方式: 依申请公开\n备注: 甲", "公开对象: {特定群体: 被征收人}\n备注: 甲", "公开方式: [依申请公开]\n备注: 甲"],
    ids=["on request", "a group only", "on request, as a list"],
)
def test_who_does_not_publish_to_everyone_needs_no_website(check: Check, lines: str) -> None:
    assert check(catalogue=with_lines(f"公开渠道: 公开查阅点\n{lines}")) == []


def test_village_items_may_hang_on_the_notice_board_alone(check: Check) -> None:
    board = "公开渠道: 社区/企事业单位/村公示栏（电子屏）\n公开时限: 每年1月31日前"
    lines = f"编号: 村务公开-001\n公开主体: 村民委员会\n{board}\n公开层级: {{}}"
    head = "领域: 村务公开\n单位: 大店镇\n事项:\n"
    path = "catalogs/莒南/村务公开/大店镇.yaml"
    assert check(files={path: head + item_with(lines.format("村级"))}) == []
    assert [finding.rule.code for finding in check(files={path: head + item_with(lines.format("[乡级, 村级]"))})] == ["GW305"]


def test_an_unverified_item_without_website_is_a_warning(check: Check) -> None:
    (finding,) = expect(check, with_lines("公开渠道: ⟦GW305 公开查阅点⟧\n核实: 否"))
    assert finding.severity == "warning"


def test_without_any_channel_only_the_missing_element_is_told(check: Check) -> None:
    expect(check, with_lines("公开渠道: ⟦GW101 []⟧"))


# Several findings in one item, several items in one file


def test_the_rules_do_not_hide_each_other(check: Check) -> None:
    lines = (
        "公开时限:⟦GW101⟧\n公开主体: [⟦GW203 天文台⟧]\n公开渠道: [⟦GW204 村口⟧, 政府网站, ⟦GW304 其他⟧]\n"
        "公开对象: ⟦GW302 群众⟧\n公开方式: ⟦GW301 两者⟧\n公开层级: [县级, ⟦GW205 乡及⟧]\n咨询电话: ⟦GW501 13800000000⟧"
    )
    expect(
        check,
        CATALOGUE
        + item_with(f"编号: ⟦GW103 社会 救助⟧\n二级事项: 甲\n{lines}")
        + item_with(f"二级事项: 乙\n{lines}", identity="乙"),
    )


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("公开对象: {特定群体: 被征收人}", ["GW306"]),
        ("公开对象: {特定群体: 被征收人}\n公开方式: 依申请公开", ["GW508"]),
        ("公开对象: [全社会, {特定群体: 被征收人}]", ["GW308"]),
        ("公开对象: {特定群体: 被征收人}\n备注: 分户补偿", []),
    ],
)
def test_published_on_one_s_own_initiative_means_to_everyone(check: Check, lines: str, codes: list[str]) -> None:
    assert [finding.rule.code for finding in check(catalogue=with_lines(lines))] == codes


@pytest.mark.parametrize(
    "lines", ["公开时限: 即时公开，公示7个工作日", "公开时限: 每年1月31日前\n公开内容: [救助对象名单（脱敏）]"]
)
def test_what_is_shown_to_neighbours_for_a_time_needs_no_website(check: Check, lines: str) -> None:
    board = "公开渠道: 社区/企事业单位/村公示栏（电子屏）"
    assert check(catalogue=with_lines(f"{board}\n{lines}")) == []
    elsewhere = check(catalogue=with_lines(f"公开渠道: 公开查阅点\n{lines}"))
    assert [finding.rule.code for finding in elsewhere] == ["GW305"]


@pytest.mark.parametrize("platform", ["公共资源交易平台", "中国土地市场网", "投资项目在线审批监管平台", "企业信用信息公示系统"])
def test_another_platform_is_told_mildly(check: Check, platform: str) -> None:
    (finding,) = check(catalogue=with_lines(f"公开渠道: {{其他: {platform}}}"))
    assert (finding.rule.code, finding.severity) == ("GW305", "info")


def test_a_village_needs_its_notice_board(check: Check) -> None:
    told = "公开渠道: ⟦GW307 [政府网站, 公开查阅点]⟧\n公开层级: [县级, 村级]"
    expect(check, with_lines(told))
    assert check(catalogue=with_lines("公开渠道: [政府网站, 社区/企事业单位/村公示栏（电子屏）]\n公开层级: [县级, 村级]")) == []
