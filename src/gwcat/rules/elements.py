"""Elements that must agree with each other: 公开方式, 公开对象, 公开渠道."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gwcat.language import channel
from gwcat.model.catalogue import Item
from gwcat.model.finding import Severity
from gwcat.rules.registry import CatalogueCase, Note, did_you_mean, entries, named_entries, rule

METHODS = ("主动公开", "依申请公开")
_TEMPLATE = "基层政务公开事项标准目录格式模板（宜府办发〔2020〕27号 附件2）"


@rule(
    "GW301", "公开方式不是二选一", "error", "item",
    summary="每个事项恰有一种公开方式：主动公开，或者依申请公开。",
    why="两栏都勾，公众不知道要不要申请；部分内容依申请公开的，应当拆成两个事项。",
    source=f"{_TEMPLATE} 注释6",
    bad="公开方式: ⟦[主动公开, 依申请公开]⟧", good="公开方式: 主动公开",
    reads=("methods",),
)  # fmt: skip
def one_method(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """公开方式 is one of the two and only one."""
    unknown = [(path, name) for path, name in named_entries(item, "公开方式") if name not in METHODS]
    for path, name in unknown:
        yield Note(f"“{name}”不是公开方式。", path, did_you_mean(name, METHODS, "请写“主动公开”或“依申请公开”。"))
    if not unknown and len(set(item.methods)) > 1:
        yield Note("同时写了主动公开和依申请公开。", ("公开方式",), "请只留一种；内容不同的，拆成两个事项。")


@rule(
    "GW302", "公开对象写法不对", "error", "item",
    summary="公开对象是“全社会”，或者写明名称的特定群体。",
    why="样表只有“全社会”和“特定群体”两栏，别的写法放不进去。",
    source=f"{_TEMPLATE} 注释7",
    bad="公开对象: ⟦社会公众⟧", good="公开对象: 全社会",
    reads=("audience",),
)  # fmt: skip
def audience_known(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """公开对象 is 全社会 or a named group."""
    for path, name in named_entries(item, "公开对象"):
        if name not in ("全社会", "特定群体"):
            help = f"请写“全社会”；只对一部分人公开的，写成 {{特定群体: {name}}}。"
            yield Note(f"“{name}”不是公开对象的写法。", path, help)


@rule(
    "GW303", "特定群体未写明", "error", "item",
    summary="对特定群体公开的，写明是哪一群体。",
    why="样表的这一栏注明“请写明”；只打勾，谁都不知道自己在不在内。",
    source="各部门标准指引的“特定群体（请写明）”栏",
    bad="公开对象: {特定群体: ⟦⟧}", good="公开对象: {特定群体: 被征收人}\n备注: 分户补偿情况只在征收范围内公布",
    reads=("audience",),
)  # fmt: skip
def group_named(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A named group has a name."""
    for path, entry in entries(item, "公开对象"):
        bare = entry == "特定群体"
        if bare or (isinstance(entry, dict) and _unnamed(entry.get("特定群体"))):
            help = "请写上名称，如 {特定群体: 被征收人}。"
            yield Note("公开对象是特定群体，却没有写明是谁。", path if bare else (*path, "特定群体"), help)


def _unnamed(groups: object) -> bool:
    """Whether a group, or one of several, is nothing but a tick."""
    return any(not str(group or "").strip(" √✓") for group in (groups if isinstance(groups, list) and groups else [groups]))


@rule(
    "GW304", "其他渠道未写明", "error", "item",
    summary="公开渠道选“其他”的，写明是什么渠道。",
    why="“其他”两个字告诉不了公众到哪里去看。",
    source=f"{_TEMPLATE} 注释5",
    bad="公开渠道: [政府网站, ⟦其他⟧]", good="公开渠道: [政府网站, {其他: 国家企业信用信息公示系统}]",
    each="channels",
)  # fmt: skip
def other_named(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """The channel 其他 carries a name."""
    for path, entry in entries(item, "公开渠道"):
        inside = isinstance(entry, dict) and channel.OTHER in entry and not str(entry[channel.OTHER]).strip()
        if entry == channel.OTHER or inside:
            help = "请写成 {其他: 名称}，如 {其他: 公共资源交易平台}。"
            yield Note("选了“其他”渠道，却没有写明。", (*path, channel.OTHER) if inside else path, help)


@rule(
    "GW305", "主动公开未选政府网站", "error", "item",
    summary="面向全社会主动公开的事项，公开渠道包括政府网站。",
    why="政府网站是信息发布的第一平台。只在村（社区）公示栏公开的村级事项、名单和限期公示的除外。",
    source=f"{_TEMPLATE} 注释5；《政府信息公开条例》第二十三条、第二十四条",
    bad="公开渠道: ⟦[公开查阅点]⟧", good="公开渠道: [政府网站, 公开查阅点]",
)  # fmt: skip
def website_first(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Published to everyone on the body's own initiative: the government website is among the channels."""
    if item.methods != ("主动公开",) or not item.audience.everyone or not item.channels or item.tiers == ("村级",):
        return
    if any(found.name == channel.WEBSITE for found in item.channels):  # as nearly always
        return
    names = [channel.canonical(found.name) for found in item.channels]
    if channel.NOTICE_BOARD in names and _for_neighbours(item):
        return
    if None not in names and channel.WEBSITE not in names:  # an unknown channel has a finding of its own
        online = any(_ONLINE.search(found.wording) and "政府" not in found.wording for found in item.channels)
        severity: Severity | None = "info" if online else None if item.verified else "warning"
        words = "公开渠道里有别的网上平台，没有政府网站。" if online else "面向全社会主动公开，公开渠道里没有政府网站。"
        yield Note(words, ("公开渠道",), "请加上“政府网站”。", severity=severity)


def _for_neighbours(item: Item) -> bool:
    """Whether persons are shown for a time to those who know them: that is better done without a website."""
    return "公示" in item.deadline or any("名单" in part.content + part.standard for part in item.contents)


_ONLINE = re.compile("平台|网站?$|系统|门户")


@rule(
    "GW306", "主动公开而不向全社会", "warning", "item",
    summary="主动公开而只对特定群体的，在备注里写明为什么。",
    why="主动公开的信息本应人人可看；只给一部分人看的，要么有理由（如分户补偿），要么其实是依申请公开。",
    source="《政府信息公开条例》第十九条",
    bad="公开对象: ⟦{特定群体: 被征收人}⟧",
    good="公开对象: {特定群体: 被征收人}\n备注: 分户补偿情况只在征收范围内公布",
)  # fmt: skip
def published_to_all(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Published on the body's own initiative means to everyone, or a remark says why not."""
    audience = item.audience
    few = audience.groups and not _unnamed(list(audience.groups)) and not audience.everyone
    if item.methods == ("主动公开",) and few and not item.has("备注"):
        yield Note("主动公开，却只对特定群体。", ("公开对象",), "请改为“全社会”；确有理由的，在“备注”里写明。")


@rule(
    "GW307", "村级事项没有公示栏", "warning", "item",
    summary="村（社区）一级公开的事项，公开渠道里有村公示栏。",
    why="村民看得最多的是村公示栏；政务公开要与村务公开衔接。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（十）；《泊里镇政务公开标准化规范化工作实施方案》三（四）",
    bad="公开层级: [县级, 村级]\n公开渠道: ⟦[政府网站]⟧",
    good="公开层级: [县级, 村级]\n公开渠道: [政府网站, 社区/企事业单位/村公示栏（电子屏）]",
    reads=("methods", "audience", "channels", "tiers"),
)  # fmt: skip
def notice_board_in_villages(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """What a village publishes hangs on its notice board."""
    names = {channel.canonical(found.name) for found in item.channels}
    if "村级" in item.tiers and item.channels and channel.NOTICE_BOARD not in names:
        help = f"请加上“{channel.NOTICE_BOARD}”；不在村里公开的，从公开层级中去掉“村级”。"
        yield Note("村级公开的事项，公开渠道里没有公示栏。", ("公开渠道",), help)


@rule(
    "GW308", "全社会与特定群体并列", "info", "item",
    summary="公开对象写“全社会”，或者写特定群体，一般不并列。",
    why="向全社会公开，特定群体自然看得到；两栏都勾，看的人不知道有没有只给一部分人的内容。确有的，在备注里写明，或拆成两个事项。",
    source="各部门标准指引的“公开对象”栏",
    bad="公开对象: ⟦[全社会, {特定群体: 被征收人}]⟧",
    good="公开对象: [全社会, {特定群体: 被征收人}]\n备注: 分户补偿情况只给被征收人看",
)  # fmt: skip
def one_audience(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """The public and a group beside it: a remark says what the group sees besides."""
    audience = item.audience
    if not audience.groups or not audience.everyone or _unnamed(list(audience.groups)) or item.has("备注"):
        return ()
    help = "请只留一种；内容不同的，在“备注”里写明或拆成两个事项。"
    return (Note("公开对象同时写了全社会和特定群体。", ("公开对象",), help),)
