"""Upkeep: what the calendar and the list for checking the website are made from can be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwcat.base.names import fold
from gwcat.language import deadline
from gwcat.language.deadline import Unparsed
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Context, Note, named_entries, rule
from gwcat.source.file import SourceFile

_HEAD = "领域: 社会救助\n单位: 县民政局\n事项:\n"
_ITEM = "  - {{编号: 社会救助-{}, 一级事项: 临时救助, 网站栏目: {}}}\n"
_SIGNS = re.compile("[/>→|—–―-]+")


@rule(
    "GW771", "更新周期看不懂", "info", "item",
    summary="更新周期写成每年、每季度、每月、6个月这样算得出日子的话。",
    why="算不出日子的更新周期排不进公开日历，也没有办法检查是不是过期。",
    source="各地主动公开目录的“更新周期”栏",
    bad="更新周期: ⟦不定期更新⟧", good="更新周期: 每季度",
)  # fmt: skip
def cycle_understood(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A 更新周期 that is written is one."""
    words = item.text("更新周期")
    read = deadline.parse(words) if words.strip() else None
    if isinstance(read, Unparsed):
        help = "请写成“每年”“每季度”“每月”“6个月”“实时”这样的规范写法。"
        yield Note(f"更新周期看不懂：{read.reason.rstrip('。')}。", ("更新周期",), help)


@rule(
    "GW772", "同一网站栏目写法不一", "warning", "region",
    summary="同一个网站栏目在本地区只有一种写法。",
    why="写法不一的栏目在自查清单里分成几处，同一个栏目要查几遍，还会有人以为是几个栏目。",
    source="《淄博市全面推进基层政务公开标准化规范化工作实施方案》二（二）：目录中主动公开事项都有相应的网站栏目",
    bad=_HEAD + _ITEM.format("001", "政府信息公开/社会救助") + _ITEM.format("002", "⟦政府信息公开—社会救助⟧"),
    good=_HEAD + _ITEM.format("001", "政府信息公开/社会救助") + _ITEM.format("002", "政府信息公开/社会救助"),
    sample="catalogue",
)  # fmt: skip
def column_written_alike(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Columns that differ in the signs between their parts alone are written alike."""
    first: dict[str, str] = {}
    for entry in context.loaded.catalogues:
        for item in entry.catalogue.items:
            for path, column in named_entries(item, "网站栏目"):
                known = first.setdefault(_SIGNS.sub("/", fold(column)).strip("/"), column)
                if known != column:
                    help = f"请统一写成“{known}”，或者把别处的改成和这里一样。"
                    yield entry.file, Note(f"这个栏目在别处写作“{known}”。", item.at(*path), help)
