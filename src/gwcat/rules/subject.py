"""公开主体: a body that exists, under the name it had at the time, and no more of them than somebody leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gwcat.adopt.item import AdoptedItem
from gwcat.base.names import fold
from gwcat.language import organ, renames
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Context, Instead, Note, named_entries, rule
from gwcat.source.file import SourceFile

_TEMPLATE = "基层政务公开事项标准目录格式模板（宜府办发〔2020〕27号 附件2）注释4"
_REFORM = "2018—2019 年、2023—2024 年机构改革"


@rule(
    "GW211", "公开主体不是具体机关", "error", "item",
    summary="公开主体是叫得出名字的机关，不是“相关部门”“XX局”“县级民政部门”。",
    why="照抄上级目录留下的泛称，公众不知道找谁，单位也不认账。",
    source=_TEMPLATE,
    bad="公开主体: [县民政局, ⟦相关部门⟧]", good="公开主体: [县民政局, 县财政局]",
    each="subjects",
)  # fmt: skip
def subject_named(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No 公开主体 is a placeholder."""
    tier = case.context.region.tier or "国家级"
    mild = not item.verified or isinstance(item, AdoptedItem) or tier in ("国家级", "省级", "市级")
    for path, name in named_entries(item, "公开主体"):
        if fold(name) not in case.context.unit_names and (reason := organ.placeholder(name, tier)):
            help = "请写成 region.yaml 里的单位；采用来的，在“主体对应”里写明是哪个单位。"
            yield Note(f"公开主体“{name}”：{reason}。", path, help, severity="warning" if mild else None)


@rule(
    "GW212", "公开主体用了旧名", "warning", "item",
    summary="公开主体用基准日那一天的机构名称。",
    why="机构改革以后还写旧名，说明目录没有跟着改；公众按旧名找不到人。",
    source=_REFORM,
    bad="公开主体: ⟦县国土资源局⟧", good="公开主体: 县民政局",
    each="subjects",
)  # fmt: skip
def subject_current(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No name had ended by the region's 基准日, and each was in use already; what the region's register says goes first."""
    if (on := case.context.base_day) is None:
        return
    terms = case.context.terms
    for path, name in named_entries(item, "公开主体"):
        if ended := renames.stale(name, on, terms):
            new = renames.renamed(name, on, terms)
            words = f"“{name}”在 {ended.until.year} 年以后已不用这个名称。"
            help = f"请改为“{new}”。" if new else "请改为现在的机构名称；本地仍用旧名的，写明理由忽略。"
            yield Note(words, path, help, instead=Instead(new, f"改为“{new}”", safe=False) if new else None)
        elif terms and (term := terms.get(fold(name))) and term.since and on < term.since:
            words = f"“{name}”从 {term.since.isoformat()} 起才用这个名称，晚于基准日。"
            yield Note(words, path, "请改为基准日那一天的名称，或改正 region.yaml 里的“起”。")


@rule(
    "GW213", "单位名录里有旧名", "warning", "region",
    summary="region.yaml 登记的单位用基准日那一天的名称。",
    why="名录错了，所有目录都跟着错。",
    source=_REFORM,
    bad="名称: 莒南县\n层级: 县级\n样表: 国家2019\n版本: \"1\"\n基准日: 2020-11-30\n单位:\n  - {名称: 县民政局, 类别: 部门}\n"
        "  - {名称: ⟦县国土资源局⟧, 类别: 部门}\n",
    good="名称: 莒南县\n层级: 县级\n样表: 国家2019\n版本: \"1\"\n基准日: 2020-11-30\n单位:\n  - {名称: 县民政局, 类别: 部门}\n",
)  # fmt: skip
def units_current(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """No registered unit's name had ended by the region's 基准日."""
    if (on := context.base_day) is None:
        return
    for number, unit in enumerate(context.region.units):
        if ended := renames.stale(unit.name, on, context.terms):
            new = renames.renamed(unit.name, on, context.terms)
            help = f"请改为“{new}”。" if new else "请改为现在的机构名称。"
            words = f"“{unit.name}”在 {ended.until.year} 年以后已不用这个名称。"
            yield context.loaded.region_file, Note(words, ("单位", number, "名称"), help)


@rule(
    "GW214", "机关名称与类别不符", "warning", "item",
    summary="乡镇写人民政府，街道写办事处，开发区写管委会。",
    why="把镇的目录搬到街道，主体还写着“镇人民政府”，是照抄留下的痕迹。",
    source="各地公布的目录",
    bad="公开主体: [县民政局, ⟦各街道人民政府⟧]", good="公开主体: [县民政局, 县财政局]",
    each="subjects",
)  # fmt: skip
def subject_fits_kind(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A street has an office, a town a government; a street's catalogue names no town."""
    street = case.unit is not None and case.unit.kind == "街道"
    for path, name in named_entries(item, "公开主体"):
        folded = fold(name)
        if _CROSSED.search(folded) or (street and _TOWN.search(folded) and not organ.is_collective(name)):
            yield Note(f"“{name}”与类别不符。", path, "乡、镇是人民政府，街道是办事处，请核对。")


_CROSSED = re.compile("街道(办事处)?人民政府$|[镇乡]办事处$")
_TOWN = re.compile("[镇乡]人民政府$")


@rule(
    "GW215", "临时机构作公开主体", "warning", "item",
    summary="领导小组、指挥部和它们的办公室不作公开主体。",
    why="公开是机关的法定义务；临时机构撤了，事项就没有人公开。",
    source="《政府信息公开条例》第十条",
    bad="公开主体: [县民政局, ⟦县双拥工作领导小组办公室⟧]", good="公开主体: [县民政局, 县财政局]",
    each="subjects",
)  # fmt: skip
def subject_permanent(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No leading group publishes."""
    for path, name in named_entries(item, "公开主体"):
        if organ.is_temporary(name):
            yield Note(f"“{name}”是临时机构。", path, "请写承担日常工作的机关。")


@rule(
    "GW216", "公开主体过多", "warning", "item",
    summary="一个事项的公开主体不超过五个；再多的，写明牵头单位。",
    why="十几个单位都要公开，就是谁都可以不公开。个数可以在 gwcat.yaml 的“阈值”里改。",
    source="《淄博市全面推进基层政务公开标准化规范化工作实施方案》二（一）：城市综合执法等领域由几个单位共同指导",
    bad="公开主体: ⟦[县民政局, 县财政局, 大店镇, 各镇人民政府, 各街道办事处, 莒南县人民政府]⟧",
    good="公开主体: [县民政局, 县财政局]",
)  # fmt: skip
def subjects_few(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Not more bodies than one of them can lead."""
    most = case.context.settings.threshold("公开主体最多")
    if len(item.subjects) > most and not any("牵头" in name for name in item.subjects):
        words = f"公开主体有 {len(item.subjects)} 个，没有写哪一个牵头。"
        yield Note(words, ("公开主体",), "请只写牵头和直接负责的单位，或在牵头单位后注明“（牵头）”。")


@rule(
    "GW217", "村（居）委会作公开主体", "warning", "item",
    summary="村务公开以外的领域，公开主体里有行政机关，不只写村（居）委会。",
    why="村民委员会、居民委员会是自治组织，不是行政机关；政务公开事项由乡镇（街道）或部门公开，村里张贴是渠道。",
    source="《政府信息公开条例》第十条；《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（十）",
    bad="公开主体: ⟦[各村民委员会]⟧", good="公开主体: [各镇人民政府, 各村民委员会]",
)  # fmt: skip
def subject_is_an_organ(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """Not only village committees publish, but where villages publish their own affairs."""
    for name in item.subjects:
        if "村" not in name and "居" not in name:
            return ()
    own = "务公开" in case.catalogue.domain or case.unit_tier == "村级" or item.tiers == ("村级",)
    if own or not item.subjects or not all(map(organ.is_village_body, item.subjects)):
        return ()
    return (Note("公开主体只有村（居）委会。", ("公开主体",), "请写上负责的乡镇（街道）或部门；村里张贴的写进公开渠道。"),)
