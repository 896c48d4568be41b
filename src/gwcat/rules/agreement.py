"""Agreement: what several catalogues say of one item, and what a region says of its own website."""

from __future__ import annotations

from collections.abc import Iterator

from gwcat.adopt.item import AdoptedItem
from gwcat.base.names import fold
from gwcat.language import channel
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Context, Note, rule
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile

_FORMAT = "源文件格式约定"
_SAMPLE = "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    一级事项: 临时救助\n    公开内容: 救助对象名单\n"
_SHARED = ("公开内容", "公开依据")


@rule(
    "GW701", "同一事项写法不一致", "warning", "region",
    summary="各单位目录里的同一事项（同一国家事项，或各级名称相同），公开内容和依据一致。",
    why="县、镇、村对同一件事公布的内容不一样，公众不知道信哪一个。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（十）：相同事项的公开内容对应一致",
    bad=_SAMPLE + "    对应国家事项: 社会救助-011\n  - 编号: 社会救助-002\n    二级事项: 名单\n    对应国家事项: 社会救助-011\n"
        "    公开内容: ⟦救助金额⟧\n",
    good=_SAMPLE + "    对应国家事项: 社会救助-011\n  - 编号: 社会救助-002\n    二级事项: 名单\n    对应国家事项: 社会救助-011\n"
        "    公开内容: 救助对象名单\n",
    sample="catalogue",
)  # fmt: skip
def same_item_same_words(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Items that are one by their national identity say the same."""
    seen: dict[str, tuple[CatalogueFile, Item]] = {}
    for entry in context.loaded.catalogues:
        for item in entry.catalogue.items:
            identity = item.text("对应国家事项")
            if not identity:
                continue
            first_entry, first = seen.setdefault(identity, (entry, item))
            if first is item:
                continue
            for key in _SHARED:
                if item.has(key) and first.has(key) and _folded(item, key) != _folded(first, key):
                    place = first_entry.file.place(first.at(key))
                    words = f"与“{first_entry.catalogue.unit}”的“{first.name}”是同一事项，{key}却不一样。"
                    help = "请核对哪一处对，改成一样；确实是两件事的，改正“对应国家事项”。"
                    yield entry.file, Note(words, item.at(key), help, related=((place, f"那里的{key}"),))


def _folded(item: Item, key: str) -> list[str]:
    """What an item says under a key, without regard to width, blanks and order."""
    values = [part.content for part in item.contents] if key == "公开内容" else list(item.bases)
    return sorted(fold(value).rstrip("。；;") for value in values)


@rule(
    "GW711", "没有写网站栏目", "warning", "item",
    summary="本地区开始写网站栏目的，在政府网站公开的事项都要写。",
    why="目录里的主动公开事项都要有相应的网站栏目；没有写的，公布的时候不知道放在哪里，检查的时候找不到。",
    source="《淄博市全面推进基层政务公开标准化规范化工作实施方案》二（二）；《泊里镇政务公开标准化规范化工作实施方案》三（二）",
    bad="公开渠道: [政府网站]\n网站栏目:⟦⟧", good="公开渠道: [政府网站]\n网站栏目: 政府信息公开/社会救助",
)  # fmt: skip
def website_column_named(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Where a region names website columns at all, every item of its website has one."""
    if isinstance(item, AdoptedItem) and "网站栏目" not in item.changed:
        started = case.context.names_columns
    else:
        started = case.context.names_columns or "网站栏目" in item.raw
    if not started or item.methods != ("主动公开",) or item.has("网站栏目"):
        return
    if any(channel.canonical(found.name) == channel.WEBSITE for found in item.channels):
        written = "网站栏目" in item.raw
        help = "请写上栏目的路径，如 政府信息公开/社会救助。"
        yield Note("在政府网站公开，却没有写网站栏目。", ("网站栏目",) if written else (), help, not written)
