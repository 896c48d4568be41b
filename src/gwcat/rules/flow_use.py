"""Which flow charts a region publishes and its items name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Context, Note, did_you_mean, rule
from gwcat.source.file import SourceFile
from gwcat.source.flows import FlowFile

_FORMAT = "源文件格式约定"
_CHARTS = "《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件5"
_REGION = '名称: 莒南县\n简称: 莒南\n层级: 县级\n政府: 莒南县人民政府\n样表: 国家2019\n版本: "2018.1"\n基准日: 2018-01-31\n'
_REGION += "单位:\n  - {名称: 县民政局, 全称: 莒南县民政局, 类别: 部门}\n"


@rule(
    "GW750", "流程图未登记", "error", "region",
    summary="region.yaml 的“流程”是本地区 流程/ 文件夹、templates/flows/ 里的或自带的流程图。",
    why="没有这个流程图，附件里就缺一张。",
    source=_CHARTS,
    bad=f"{_REGION}流程: [⟦目录动态调正⟧]\n", good=f"{_REGION}流程: [目录动态调整]\n",
)  # fmt: skip
def charts_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Every flow chart that the region publishes exists."""
    file, flows = context.loaded.region_file, context.loaded.flows
    for path, name in _chosen(context):
        if flows.get(name) is None:
            help = did_you_mean(name, flows.paths, f"可以用：{'、'.join(flows.paths)}。")
            yield file, Note(f"没有叫“{name}”的流程图。", path, help)


@rule(
    "GW751", "事项的流程不存在", "error", "item",
    summary="事项的“流程”是有的流程图，在基准日适用。",
    why="公众从事项点到流程图，点不开或者点开的是别的时候的流程，都会误导人。",
    source=_FORMAT,
    bad="流程: ⟦目录动态调正⟧", good="流程: 目录动态调整",
)  # fmt: skip
def flow_of_item_known(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """流程 names a flow chart that is right at the region's date."""
    name = item.text("流程")
    if not name:
        return
    flows = case.context.loaded.flows
    found = flows.get(name)
    if found is None:
        yield Note(f"没有叫“{name}”的流程图。", ("流程",), did_you_mean(name, flows.paths, f"可以用：{'、'.join(flows.paths)}。"))
    elif words := outside(found, case.context):
        yield Note(words, ("流程",), instead(found, case.context))


@rule(
    "GW752", "流程图不合基准日", "error", "region",
    summary="公开的流程图在基准日是适用的。",
    why="2019年5月15日条例修订，答复的期限从15个工作日改成20个工作日，还加了补正的期限；旧目录配新流程图，或者反过来，都是错的。",
    source="《中华人民共和国政府信息公开条例》（国务院令第711号）第三十条、第三十三条",
    bad=f"{_REGION}流程: [⟦依申请公开⟧]\n", good=f"{_REGION}流程: [依申请公开-2007]\n",
)  # fmt: skip
def charts_of_their_day(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """A chart's 适用 holds the region's 基准日."""
    for path, name in _chosen(context):
        found = context.loaded.flows.get(name)
        if found and (words := outside(found, context)):
            yield context.loaded.region_file, Note(words, path, instead(found, context))


@rule(
    "GW753", "流程责任对应有误", "error", "region",
    summary="“责任对应”的左边是流程图里的责任，右边是登记的单位（或“各…”这样的统称）。",
    why="对应不上的统称会原样印在图上，没有登记的单位没有人认领。",
    source=_CHARTS,
    bad=f"{_REGION}流程: {{流程图: [目录动态调整], 责任对应: {{公开主体: ⟦县民正局⟧}}}}\n",
    good=f"{_REGION}流程: {{流程图: [目录动态调整], 责任对应: {{公开主体: 县民政局}}}}\n",
)  # fmt: skip
def owners_mapped(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Owners that are renamed stand in some chart, and become units of the region."""
    flows = [found.flow for _, name in _chosen(context) if (found := context.loaded.flows.get(name))]
    owners = {owner for flow in flows for owner in flow.owners if owner}
    units = [unit.name for unit in context.region.units]
    for owner, unit in context.region.flows.owners:
        path = ("流程", "责任对应", owner)
        if owner not in owners and flows:
            help = did_you_mean(owner, owners, f"可以用：{'、'.join(sorted(owners))}。")
            yield context.loaded.region_file, Note(f"公开的流程图里没有“{owner}”这个责任。", path, help, key=True)
        elif context.has_register and not unit.startswith("各") and unit not in context.unit_names:
            help = did_you_mean(unit, units, "请在“单位”里登记它。")
            yield context.loaded.region_file, Note(f"单位“{unit}”没有登记。", path, help)


def _chosen(context: Context) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The flow charts that the region publishes, with where each is named."""
    written = context.loaded.region_file.tree.get("流程")
    base: tuple[str, ...] = ("流程",)
    if isinstance(written, dict):
        base, written = ("流程", "流程图"), written.get("流程图")
    if isinstance(written, str):
        yield from ([(base, written)] if written.strip() else [])
    for number, name in enumerate(written) if isinstance(written, list) else ():
        if isinstance(name, str) and name.strip():
            yield (*base, number), name


def outside(found: FlowFile, context: Context) -> str:
    """What to say of a chart that is not right at the region's date; nothing if it is, or if a date cannot be read."""
    day = context.base_day
    since, until = _day(found.flow.since), _day(found.flow.until)
    if since and until and since > until:
        return ""  # the chart's own file is at fault
    if day and since and day < since:
        return f"“{found.name}”从{since}起适用，基准日是{day}。"
    if day and until and day > until:
        return f"“{found.name}”适用到{until}为止，基准日是{day}。"
    return ""


def instead(found: FlowFile, context: Context) -> str:
    """A chart of the same title that is right at the region's date, if there is one."""
    flows = context.loaded.flows
    for name in flows.paths:
        other = flows.get(name)
        if other and other.flow.title == found.flow.title and not outside(other, context):
            return f"可以改用“{name}”，或在本地区的 流程/ 文件夹里另写一张。"
    return "请在本地区的 流程/ 文件夹里另写一张合于当时法规的。"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
