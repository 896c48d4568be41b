"""Review: what a unit confirmed is as it was, and is looked at again every year. Silent until a region keeps a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gwcat.adopt.item import AdoptedItem
from gwcat.model.catalogue import Item
from gwcat.review.record import Confirmation, name_of
from gwcat.review.status import grown_old
from gwcat.rules.registry import CatalogueCase, Note, rule

_18 = "《政府信息公开条例》第十八条：对不予公开的政府信息进行定期评估审查，对因情势变化可以公开的应当公开"
_54 = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）：实行动态调整"
_HEAD = "领域: 社会救助\n单位: 县民政局\n"
_ITEM = "  - 编号: 社会救助-{}\n    一级事项: 临时救助\n"
_ACCEPT = "请单位看过以后运行 gwcat review --county {} --unit {} --accept 登记。"
_SHOWN = 5


def _said(case: CatalogueCase) -> Mapping[str, Confirmation] | None:
    """What the region's record says of a catalogue; None if the region keeps no record."""
    known = case.context.confirmed
    return None if known is None else known.get(name_of(case.context.loaded, case.entry), {})


def _help(case: CatalogueCase) -> str:
    return _ACCEPT.format(case.context.region.short_name, case.catalogue.unit)


@rule(
    "GW731", "确认后有改动", "warning", "item",
    summary="单位确认过的事项，改动以后再确认。",
    why="改了的要素单位没有看过，对外公开的就可能不是单位认可的。",
    source=_54,
    bad=f"{_HEAD}事项:\n  - 编号: 社会救助-931\n    ⟦一级事项⟧: 临时救助\n", good=f"{_HEAD}事项:\n{_ITEM.format(932)}",
    sample="catalogue",
)  # fmt: skip
def confirmed_as_it_is(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """An item that was confirmed has not changed since."""
    said = (_said(case) or {}).get(item.identity)
    if said is not None and (fields := said.differing(item)):
        path = (fields[0],) if item.says(fields[0]) else ("编号",)
        words = f"单位确认以后，{'、'.join(fields)}又改了。"
        yield Note(words, path, _help(case), key=True)


@rule(
    "GW732", "从未确认", "info", "catalogue",
    summary="开始登记确认的地区，每个事项都由公开的单位确认过。",
    why="没有单位确认的事项，对不对没有人负责。",
    source=_54,
    bad=f"{_HEAD}⟦事项⟧:\n{_ITEM.format(939)}", good=f"{_HEAD}事项:\n{_ITEM.format(932)}",
)  # fmt: skip
def confirmed_at_all(case: CatalogueCase) -> Iterator[Note]:
    """Where a record is kept, every item is in it."""
    said = _said(case)
    if said is not None:
        items = [item for item in case.catalogue.items if item.identity not in said and not item.has("不予公开")]
        yield from _together(case, items, "还没有确认过")


@rule(
    "GW733", "一年没有复核", "info", "catalogue",
    summary="确认过的事项每年复核一次。几个月复核一次，可以在 gwcat.yaml 的“阈值”里改。",
    why="法规、机构、职责每年都有变化；一年没有人看过的目录，多半已经不对。按基准日判断。",
    source=_54,
    bad=f"{_HEAD}⟦事项⟧:\n{_ITEM.format(933)}", good=f"{_HEAD}事项:\n{_ITEM.format(932)}",
)  # fmt: skip
def confirmed_lately(case: CatalogueCase) -> Iterator[Note]:
    """What was confirmed a year before the 基准日 is looked at again."""
    months = case.context.settings.threshold("复核月数")
    known = _said(case) or {}
    items = []
    for item in case.catalogue.items:
        said = known.get(item.identity)
        if said and grown_old(said, case.context.base_day, months) and not said.differing(item) and not item.has("不予公开"):
            items.append(item)
    yield from _together(case, items, f"确认以后 {months} 个月没有复核")


@rule(
    "GW734", "不予公开没有按年评估", "warning", "item",
    summary="不予公开的事项每年重新评估，评估以后登记。",
    why="情势变了、可以公开的，应当公开；条例要求定期评估审查。按基准日判断。",
    source=_18,
    bad=f"{_HEAD}事项:\n{_ITEM.format(934)}    不予公开: ⟦涉及个人隐私⟧\n",
    good=f"{_HEAD}事项:\n{_ITEM.format(935)}    不予公开: 涉及个人隐私\n",
    sample="catalogue",
)  # fmt: skip
def withheld_assessed(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """What is not published was assessed within the year before the 基准日."""
    known = _said(case) if item.has("不予公开") else None
    if known is None:
        return
    months = case.context.settings.threshold("复核月数")
    said = known.get(item.identity)
    if said is None:
        yield Note("不予公开的事项还没有评估登记过。", ("不予公开",), f"可以公开的改为公开；不可以的，{_help(case)}")
    elif not said.differing(item) and grown_old(said, case.context.base_day, months):
        words = f"不予公开的事项 {months} 个月没有重新评估。"
        yield Note(words, ("不予公开",), f"可以公开的改为公开；不可以的，{_help(case)}")


def _together(case: CatalogueCase, items: list[Item], words: str) -> Iterator[Note]:
    """One note for many items: at 事项, or where all of them come from above, at 采用."""
    if items:
        names = "、".join(item.identity or item.name for item in items[:_SHOWN]) + ("……" if len(items) > _SHOWN else "")
        own = any(not isinstance(item, AdoptedItem) for item in items)
        yield Note(f"有 {len(items)} 个事项{words}：{names}。", ("事项" if own else "采用",), _help(case), key=True)
