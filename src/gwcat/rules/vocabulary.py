"""Vocabulary: domains, units, channels, levels and forms are known ones."""

from __future__ import annotations

from collections.abc import Iterator

from gwcat.base.names import fold
from gwcat.language import channel, domain, organ, renames, tier
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Instead, Note, did_you_mean, entries, named_entries, rule

_TEMPLATE = "基层政务公开事项标准目录格式模板（宜府办发〔2020〕27号 附件2）"


@rule(
    "GW201", "领域未登记", "error", "catalogue",
    summary="领域是国家公布的领域之一，或写在本地区的领域分工里。",
    why="领域名称写错，汇总时会多出一个领域，对照国家标准指引时又会少一个。",
    source="国办发〔2019〕54号；各部门标准指引",
    bad="领域: ⟦社会求助⟧\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def domain_known(case: CatalogueCase) -> Iterator[Note]:
    """领域 is in the registry under any of its names, or among the region's own."""
    name = case.catalogue.domain
    if name and domain.find(name) is None and fold(name) not in map(fold, case.context.region.domains):
        near = domain.meant(name)
        help = f"是否想写“{near}”？" if near else "本地区自设的领域，请先写进 region.yaml 的领域分工。"
        yield Note(f"没有登记过“{name}”这个领域。", ("领域",), help)


@rule(
    "GW209", "领域用了别名", "info", "catalogue",
    summary="领域用国家公布过的名称，不用各地的别名。",
    why="同一个领域各写各的名称，汇总、对照国家标准指引时要一个一个地认。",
    source="国办发〔2019〕54号；各部门标准指引",
    bad="领域: ⟦社会救助及福利⟧\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def domain_preferred(case: CatalogueCase) -> Iterator[Note]:
    """领域 is a name that the state has used for it in some year."""
    name = fold(case.catalogue.domain)
    found = domain.find(name) if name else None
    if found and name not in map(fold, (found.name, *(then for _, then in found.generations))):
        words = f"“{case.catalogue.domain}”是“{found.name}”的别名。"
        yield Note(words, ("领域",), f"建议改为“{found.name}”，文件夹也要改名；本地文件确用此名的，写明理由忽略。")


@rule(
    "GW202", "单位未登记", "error", "catalogue",
    summary="单位写在 region.yaml 里。",
    why="按单位汇总、联络和考核都以 region.yaml 的单位名录为准。",
    source="源文件格式约定",
    bad="领域: 社会救助\n单位: ⟦县民正局⟧\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def unit_known(case: CatalogueCase) -> Iterator[Note]:
    """单位 is one of the region's units."""
    name = case.catalogue.unit
    if name and case.unit is None and case.context.has_register:
        names = [unit.name for unit in case.context.region.units]
        help = did_you_mean(name, names, "请在 region.yaml 的“单位”里登记它。")
        yield Note(f"region.yaml 里没有登记单位“{name}”。", ("单位",), help)


@rule(
    "GW203", "公开主体未登记", "warning", "item",
    summary="公开主体用 region.yaml 里的单位名称，或“各镇人民政府”这样的统称。",
    why="公开主体要落到具体机关；写错或笼统的主体，公众无处可找。",
    source=f"{_TEMPLATE} 注释4",
    bad="公开主体: [县民政局, ⟦县财正局⟧]", good="公开主体: [县民政局, 县财政局]",
    each="subjects",
)  # fmt: skip
def subject_known(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Each 公开主体 is a unit of the region or a group of its units; above the county, also a kind of body below it."""
    known, above = case.context.unit_names, case.context.region.tier in ("国家级", "省级", "市级")
    if not case.context.has_register:
        return
    for path, name in named_entries(item, "公开主体"):
        if fold(name) in known or organ.is_collective(name) or organ.is_by_role(name) or (above and organ.is_generic(name)):
            continue
        on = case.context.base_day
        told = (
            organ.is_temporary(name)
            or organ.placeholder(name, case.context.region.tier)
            or (on and renames.stale(name, on, case.context.terms))
        )
        if not told:  # rules of their own tell of those
            names = [unit.name for unit in case.context.region.units]
            help = did_you_mean(name, names, "请在 region.yaml 的“单位”里登记它，或改写成具体的单位。")
            yield Note(f"region.yaml 里没有登记公开主体“{name}”。", path, help)


@rule(
    "GW204", "公开渠道未登记", "error", "item",
    summary="公开渠道是样表印的 13 种之一；别的渠道写 {其他: 名称}。",
    why="样表的方框是固定的，写错的渠道打不上勾。",
    source=f"{_TEMPLATE} 注释5",
    bad="公开渠道: [⟦政府网战⟧, 公开查阅点]", good="公开渠道: [政府网站, 公开查阅点]",
    each="channels",
)  # fmt: skip
def channel_known(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Each 公开渠道 is one of the thirteen, in either width of its signs."""
    for path, entry in entries(item, "公开渠道"):
        for name in entry if isinstance(entry, dict) else [entry]:
            if isinstance(name, str) and name.strip() and channel.canonical(name) is None:
                near = channel.meant(name)
                other = f"样表没有的渠道写成 {{其他: {name}}}。"
                help = f"是否想写“{near}”？{other}" if near else other
                inside, right = isinstance(entry, dict), channel.alias(name)
                instead = Instead(right, f"改为“{right}”") if right and not inside else None
                words = f"“{name}”不是样表的公开渠道。"
                yield Note(words, (*path, name) if inside else path, help, key=inside, instead=instead)


@rule(
    "GW205", "公开层级未登记", "error", "item",
    summary="公开层级是国家级、省级、市级、县级、乡级、村级之一。",
    why="层级决定事项由哪一级公开，也决定乡镇、村能不能从上级目录里领到它。",
    source="各部门标准指引的“公开层级”栏",
    bad="公开层级: [县级, ⟦乡及⟧]", good="公开层级: [县级, 乡级]",
    reads=("tiers",),
)  # fmt: skip
def tier_known(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Each 公开层级 is a known level."""
    for path, name in named_entries(item, "公开层级"):
        if name not in tier.TIERS:
            near = tier.canonical(name)
            help = f"请改为“{near}”。" if near else did_you_mean(name, tier.TIERS, f"可以用：{'、'.join(tier.TIERS)}。")
            yield Note(f"“{name}”不是公开层级。", path, help, instead=Instead(near, f"改为“{near}”") if near else None)


@rule(
    "GW208", "采用的筛选不认识", "error", "catalogue",
    summary="“采用”里的层级是公开层级之一，“层级未写”写“采用”或“不采用”。",
    why="写错的筛选什么也选不中，事项会悄悄少掉。",
    source="源文件格式约定",
    bad="领域: 社会救助\n单位: 县民政局\n采用: {区域: 国家, 层级: [⟦乡及⟧], 层级未写: 采用}\n",
    good="领域: 社会救助\n单位: 县民政局\n采用: {区域: 国家, 层级: [乡级], 层级未写: 采用}\n",
)  # fmt: skip
def filters_known(case: CatalogueCase) -> Iterator[Note]:
    """The levels that an adoption filters by are known ones, in whatever local word."""
    written = case.file.tree.get("采用")
    if not isinstance(written, dict):
        return
    tiers = written.get("层级")
    for at, name in [((n,), name) for n, name in enumerate(tiers)] if isinstance(tiers, list) else [((), tiers)]:
        if isinstance(name, str) and name.strip() and tier.canonical(name) is None:
            help = did_you_mean(name, tier.TIERS, f"可以用：{'、'.join(tier.TIERS)}。")
            yield Note(f"“{name}”不是公开层级。", ("采用", "层级", *at), help)
    untiered = written.get("层级未写")
    if isinstance(untiered, str) and untiered.strip() and untiered not in ("采用", "不采用"):
        yield Note(f"“{untiered}”不是“层级未写”的写法。", ("采用", "层级未写"), "请写“采用”或“不采用”。")


@rule(
    "GW206", "公开层级与单位不符", "error", "item",
    summary="事项的公开层级包含本单位所在的层级。",
    why="县级部门的目录里只由乡级公开的事项、乡镇目录里只由县级公开的事项，都没有人能公开。",
    source="各部门标准指引的“公开层级”栏",
    bad="公开层级: ⟦[乡级]⟧", good="公开层级: [县级, 乡级]",
    reads=("tiers",),
)  # fmt: skip
def tier_fits_unit(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """The item's levels name the level at which the unit stands."""
    tiers = tuple(filter(None, map(tier.canonical, item.tiers)))
    if tiers and case.unit_tier and not tier.may_hold(case.unit_tier, tiers):
        words = f"“{case.catalogue.unit}”是{case.unit_tier}单位，这一事项只由{'、'.join(tiers)}公开。"
        yield Note(words, ("公开层级",), f"请补上“{case.unit_tier}”，或把事项移到相应层级单位的目录。")


@rule(
    "GW207", "样表未登记", "error", "catalogue",
    summary="样表是 templates/forms/ 里有的一种。",
    why="没有样表就不知道编成什么样的表。",
    source="源文件格式约定",
    bad="领域: 社会救助\n单位: 县民政局\n样表: ⟦国家2091⟧\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n样表: 国家2019\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def form_known(case: CatalogueCase) -> Iterator[Note]:
    """A form written in a catalogue exists."""
    name = case.catalogue.form
    if name and name not in case.context.required:
        forms = sorted(case.context.required)
        yield Note(f"没有叫“{name}”的样表。", ("样表",), did_you_mean(name, forms, f"可以用：{'、'.join(forms)}。"))
