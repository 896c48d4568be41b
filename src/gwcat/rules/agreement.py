"""Agreement: what several catalogues say of one item, and what a region says of its own website."""

from __future__ import annotations

from collections.abc import Iterator

from gwcat.adopt.item import AdoptedItem
from gwcat.base.names import fold
from gwcat.language import channel, domain, tier
from gwcat.model.catalogue import Item
from gwcat.rules.deadline import working_days
from gwcat.rules.registry import CatalogueCase, Context, Note, rule
from gwcat.source.file import SourceFile
from gwcat.source.loading import CatalogueFile

_FORMAT = "源文件格式约定"
_SAMPLE = "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    一级事项: 临时救助\n    公开内容: 救助对象名单\n"
_TOWN = "领域: 社会救助\n单位: 大店镇\n事项:\n  - 编号: 社会救助-951\n    公开时限: {}\n    对应国家事项: 社会救助-013\n"
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
    """Items that are one, by their national identity or by their names at another level, say the same."""
    for (first_entry, first), *others in _same(context):
        for entry, item in others:
            for key in _SHARED:
                if item.has(key) and first.has(key) and _folded(item, key) != _folded(first, key):
                    place = first.written(key) if isinstance(first, AdoptedItem) else first_entry.file.place(first.at(key))
                    words = f"与“{first_entry.catalogue.unit}”的“{first.name}”是同一事项，{key}却不一样。"
                    help = "请核对哪一处对，改成一样；确实是两件事的，改正“对应国家事项”或名称。"
                    path = item.at(key)
                    yield entry.file, Note(words, path, help, path == ("采用",), related=((place, f"那里的{key}"),))


Told = tuple[CatalogueFile, Item]


def _same(context: Context) -> list[list[Told]]:
    """The groups of items that are one: of one national identity, or of equal names in one domain at different levels.

    In each group the highest level comes first. Looked up once for a region.
    """
    if "同一事项" not in context.notebook:
        groups: dict[tuple[object, ...], list[Told]] = {}
        for entry in context.loaded.catalogues:
            domain = _domain(entry.catalogue.domain)
            for item in entry.catalogue.items:
                identity = item.text("对应国家事项")
                if identity:
                    groups.setdefault((identity,), []).append((entry, item))
                elif item.levels:
                    groups.setdefault((domain, item.levels), []).append((entry, item))
        context.notebook["同一事项"] = [
            sorted(group, key=lambda told: _level(context, told[0]))
            for key, group in groups.items()
            if len(group) > 1 and (len(key) == 1 or len({_level(context, entry) for entry, _ in group}) > 1)
        ]
    found: list[list[Told]] = context.notebook["同一事项"]
    return found


def _domain(name: str) -> str:
    known = domain.find(name)
    return known.name if known else fold(name)


def _level(context: Context, entry: CatalogueFile) -> int:
    """The level of a catalogue's unit, the highest 0."""
    unit = context.region.unit(entry.catalogue.unit)
    level = tier.unit_tier(unit.kind, tier.canonical(context.region.tier) or "") if unit else ""
    return tier.TIERS.index(level) if level in tier.TIERS else len(tier.TIERS)


@rule(
    "GW702", "下级时限晚于上级", "warning", "region",
    summary="县、镇、村各自目录里的同一事项，下级的公开时限不晚于上级。",
    why="同一件事，离群众近的反而公开得晚，说不过去。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（十）；《泊里镇政务公开标准化规范化工作实施方案》三（四）",
    bad=_TOWN.format("⟦自信息形成或者变更之日起20个工作日内⟧"), good=_TOWN.format("自信息形成或者变更之日起10个工作日内"),
    sample="catalogue",
)  # fmt: skip
def no_later_below(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """An item that is published at several levels is not published later below."""
    for (first_entry, first), *others in _same(context):
        above, level = working_days(first.deadline), _level(context, first_entry)
        for entry, item in others:
            here = working_days(item.deadline) if above and _level(context, entry) > level else 0
            if above and here > above:
                place = (
                    first.written("公开时限") if isinstance(first, AdoptedItem) else first_entry.file.place(first.at("公开时限"))
                )
                words = f"时限是 {here} 个工作日，“{first_entry.catalogue.unit}”的同一事项是 {above} 个工作日。"
                path = item.at("公开时限")
                help = f"请改为 {above} 个工作日以内。"
                yield entry.file, Note(words, path, help, path == ("采用",), related=((place, "那里的公开时限"),))


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
