"""The region file: what a filing package cannot do without, and who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwcat.base.names import fold, is_safe_name
from gwcat.language import tier
from gwcat.model.finding import DataPath
from gwcat.rules.registry import Context, Note, day, did_you_mean, rule
from gwcat.source.file import SourceFile

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FORMAT = "源文件格式约定"
_HEAD = "名称: 莒南县\n简称: 莒南\n层级: 县级\n政府: 莒南县人民政府\n样表: 国家2019\n"
_TAIL = "单位:\n  - {名称: 县民政局, 全称: 莒南县民政局, 类别: 部门}\n"


@rule(
    "GW401", "地区信息不全", "error", "region",
    summary="region.yaml 写明名称、样表和版本。",
    why="标题、文件夹和备案材料都要用到它们。",
    source=_FORMAT,
    bad="⟦名称⟧: 莒南县\n层级: 县级\n样表: 国家2019\n" + _TAIL, good=_HEAD + 'version: "1"\n'.replace("version", "版本") + _TAIL,
)  # fmt: skip
def region_complete(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """名称, 样表 and 版本 are there."""
    file = context.loaded.region_file
    if not file.readable:
        return
    for key, what in (("名称", "如 莒南县"), ("层级", "如 县级"), ("样表", "如 国家2019"), ("版本", '如 "2018.1"')):
        if key not in file.tree and key in ("名称", "层级"):
            continue  # the schema has told already that the key is missing
        if not str(file.tree.get(key, "")).strip():
            yield (
                file,
                Note(f"没有写“{key}”。", (key,) if key in file.tree else (), f"请补上“{key}”，{what}。", key not in file.tree),
            )


@rule(
    "GW402", "基准日写法不对", "error", "region",
    summary="基准日写成 年-月-日，是真实的一天。",
    why="法规和机构名称按这一天判断是否有效。",
    source=_FORMAT,
    bad=_HEAD + '版本: "2018.1"\n基准日: ⟦2018-13-31⟧\n' + _TAIL, good=_HEAD + '版本: "2018.1"\n基准日: 2018-01-31\n' + _TAIL,
)  # fmt: skip
def dates_real(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """基准日 and the letter's date are calendar dates."""
    file = context.loaded.region_file
    letter = dict(context.region.letter)
    for path, written in ((("基准日",), context.region.base_date), (("报送", "日期"), letter.get("日期", ""))):
        if written and not _is_date(written):
            yield file, Note(f"“{written}”不是一天的日期。", path, "请写成 年-月-日，如 2018-01-31。")


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = map(int, found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 1900 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


@rule(
    "GW403", "名称不能用作文件夹名", "error", "region",
    summary="简称和版本里不能有 / \\ : * ? \" < > | 和 .. 等。",
    why="备案材料放在 dist/简称/版本/ 里。",
    source=_FORMAT,
    bad=_HEAD + "版本: ⟦../../2018⟧\n" + _TAIL, good=_HEAD + '版本: "2018.1"\n' + _TAIL,
)  # fmt: skip
def folder_names_safe(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """简称 and 版本 can be folder names."""
    file = context.loaded.region_file
    for key, name in (("简称", context.region.short_name), ("版本", context.region.version)):
        if name and key in file.tree and not is_safe_name(name):
            yield file, Note(f"“{name}”不能用作文件夹名。", (key,), "请改用只含文字、数字和点的名称。")


@rule(
    "GW404", "地区样表未登记", "error", "region",
    summary="region.yaml 的样表、兼用样表是 templates/forms/ 里有的。",
    why="没有样表就不知道编成什么样的表。",
    source=_FORMAT,
    bad=_HEAD.replace("国家2019", "⟦国家2091⟧") + '版本: "2018.1"\n' + _TAIL, good=_HEAD + '版本: "2018.1"\n' + _TAIL,
)  # fmt: skip
def region_form_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """The region's form exists."""
    file, forms = context.loaded.region_file, sorted(context.required)
    written = file.tree.get("兼用样表")
    more = [
        (("兼用样表", n) if isinstance(written, list) else ("兼用样表",), name)
        for n, name in enumerate(context.region.more_forms)
    ]
    for path, name in [(("样表",), context.region.form), *more]:
        if name and name not in context.required:
            help = did_you_mean(name, forms, f"可以用：{'、'.join(forms)}。")
            yield file, Note(f"没有叫“{name}”的样表。", path, help)


@rule(
    "GW405", "单位重复登记", "error", "region",
    summary="单位名录里一个单位只登记一次。",
    why="同名的两行里写了不同的全称或类别时，不知道以哪一行为准。",
    source=_FORMAT,
    bad=_HEAD + '版本: "2018.1"\n单位:\n  - {名称: 县民政局, 类别: 部门}\n  - {名称: ⟦县民政局⟧, 类别: 镇}\n',
    good=_HEAD + '版本: "2018.1"\n' + _TAIL,
)  # fmt: skip
def units_distinct(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """No unit is registered twice under one name."""
    seen: dict[str, int] = {}
    for number, unit in enumerate(context.region.units):
        if unit.name and seen.setdefault(fold(unit.name), number) != number:
            words = f"单位“{unit.name}”重复登记。"
            yield context.loaded.region_file, Note(words, ("单位", number, "名称"), "请合并成一行。")


@rule(
    "GW406", "单位类别未登记", "error", "region",
    summary=f"单位类别是{'、'.join(tier.UNIT_KINDS)}之一。",
    why="类别说明单位在哪一级，事项的公开层级要与它相符。",
    source=_FORMAT,
    bad=_HEAD + '版本: "2018.1"\n单位:\n  - {名称: 县民政局, 类别: ⟦部们⟧}\n', good=_HEAD + '版本: "2018.1"\n' + _TAIL,
)  # fmt: skip
def kinds_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """类别 is a known kind of unit."""
    for number, unit in enumerate(context.region.units):
        if unit.kind and unit.kind not in tier.UNIT_KINDS:
            help = did_you_mean(unit.kind, tier.UNIT_KINDS, f"可以用：{'、'.join(tier.UNIT_KINDS)}。")
            yield context.loaded.region_file, Note(f"没有“{unit.kind}”这种单位类别。", ("单位", number, "类别"), help)


@rule(
    "GW407", "层级未登记", "error", "region",
    summary="地区的层级是国家级、省级、市级、县级、乡级、村级之一。",
    why="部门与地区同级，事项的公开层级要与它相符。",
    source=_FORMAT,
    bad=_HEAD.replace("层级: 县级", "层级: ⟦县及⟧") + '版本: "2018.1"\n' + _TAIL, good=_HEAD + '版本: "2018.1"\n' + _TAIL,
)  # fmt: skip
def region_tier_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """层级 is a known level."""
    name = context.region.tier
    if name and name not in tier.TIERS:
        near = tier.canonical(name)
        help = f"请改为“{near}”。" if near else did_you_mean(name, tier.TIERS, f"可以用：{'、'.join(tier.TIERS)}。")
        yield context.loaded.region_file, Note(f"“{name}”不是层级。", ("层级",), help)


@rule(
    "GW408", "牵头单位未登记", "error", "region",
    summary="领域分工里的牵头单位写在单位名录里。",
    why="没有登记的单位收不到任务，也没有目录。",
    source="《莒南县开展基层政务公开标准化规范化试点工作实施方案》二、试点范围",
    bad=_HEAD + '版本: "2018.1"\n' + _TAIL + "领域分工:\n  - {领域: 社会救助, 牵头单位: [⟦县民正局⟧]}\n",
    good=_HEAD + '版本: "2018.1"\n' + _TAIL + "领域分工:\n  - {领域: 社会救助, 牵头单位: [县民政局]}\n",
)  # fmt: skip
def leads_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Every lead unit is registered."""
    names = [unit.name for unit in context.region.units]
    if not context.has_register:
        return
    for number, (_, leads) in enumerate(context.region.duties):
        for lead in leads:
            written = context.loaded.region_file.tree["领域分工"][number]["牵头单位"]
            if context.region.unit(lead) is None:
                path = ("领域分工", number, "牵头单位", *((written.index(lead),) if isinstance(written, list) else ()))
                help = did_you_mean(lead, names, "请在“单位”里登记它。")
                yield context.loaded.region_file, Note(f"牵头单位“{lead}”没有登记。", path, help)


@rule(
    "GW409", "领域没有目录", "warning", "region",
    summary="领域分工里的每个领域都有目录文件。",
    why="分了工而没有目录的领域，报送时会缺。",
    source="《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件3",
    bad=_HEAD + '版本: "2018.1"\n' + _TAIL + "领域分工:\n  - {领域: ⟦养老服务⟧, 牵头单位: [县民政局]}\n",
    good=_HEAD + '版本: "2018.1"\n' + _TAIL + "领域分工:\n  - {领域: 社会救助, 牵头单位: [县民政局]}\n",
)  # fmt: skip
def domains_filled(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Every domain with a lead unit has at least one catalogue file."""
    folders = {fold(entry.domain_folder) for entry in context.loaded.catalogues}
    for number, (name, _) in enumerate(context.region.duties):
        if name and fold(name) not in folders:
            words = f"领域“{name}”还没有目录文件。"
            help = f"请建立 catalogs/{context.region.folder}/{name}/<单位>.yaml，或从领域分工中删去。"
            yield context.loaded.region_file, Note(words, ("领域分工", number, "领域"), help)


@rule(
    "GW410", "附件样式未登记", "error", "region",
    summary="附件的样式是 templates/attachments/ 里有的一种。",
    why="没有样式就不知道附件是什么样的表。",
    source=_FORMAT,
    bad=_HEAD + '版本: "2018.1"\n' + _TAIL + "附件:\n  - {样式: ⟦联系表⟧, 编号: 附件2}\n",
    good=_HEAD + '版本: "2018.1"\n' + _TAIL + "附件:\n  - {样式: 联络表, 编号: 附件2}\n",
)  # fmt: skip
def attachment_styles_known(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """Every style of an attachment exists."""
    for number, attachment in enumerate(context.region.attachments):
        if attachment.style and context.styles and attachment.style not in context.styles:
            help = did_you_mean(attachment.style, context.styles, f"可以用：{'、'.join(context.styles)}。")
            yield context.loaded.region_file, Note(f"没有叫“{attachment.style}”的附件样式。", ("附件", number, "样式"), help)


@rule(
    "GW411", "单位起止日期不对", "error", "region",
    summary="单位的“起”“止”和曾用名的“止”写成 年-月-日，起不晚于止，曾用名在现名之前。",
    why="目录里的机构名称按这些日期判断对不对；日期错了，对的会说成错的。",
    source=_FORMAT,
    bad=_HEAD + '版本: "2018.1"\n单位:\n  - {名称: 县民政局, 类别: 部门, 起: 2019-01-15, 止: ⟦2018-12-31⟧}\n',
    good=_HEAD + '版本: "2018.1"\n单位:\n  - {名称: 县民政局, 类别: 部门, 起: 2010-01-15, 止: 2018-12-31}\n',
)  # fmt: skip
def names_in_their_time(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """The days of units' names are days, in their order."""
    file = context.loaded.region_file
    for number, unit in enumerate(context.region.units):
        if not (unit.since or unit.until or unit.former):
            continue
        since, at = day(unit.since), ("单位", number)
        written = file.tree["单位"][number].get("曾用名")
        dated: list[tuple[DataPath, str]] = [(("止",), unit.until), (("起",), unit.since)]
        if isinstance(written, list):
            texts = ((n, entry.get("止")) for n, entry in enumerate(written) if isinstance(entry, dict))
            dated += [(("曾用名", n, "止"), text) for n, text in texts if isinstance(text, str)]
        for path, text in dated:
            ended = day(text)
            if text and ended is None:
                yield file, Note(f"“{text}”不是一天的日期。", (*at, *path), "请写成 年-月-日，如 2019-01-15。")
            elif since and ended and path == ("止",) and ended < since:
                yield file, Note(f"“{unit.name}”的止早于起。", (*at, *path), "请核对两个日期。")
            elif since and ended and path[0] == "曾用名" and ended >= since:
                yield file, Note(f"曾用名用到 {text}，“{unit.name}”却从 {unit.since} 起。", (*at, *path), "请核对两个日期。")
