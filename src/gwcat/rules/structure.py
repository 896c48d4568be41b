"""Structure: required elements, identities, 序号, the place of a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gwcat.adopt.item import AdoptedItem
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.names import fold, is_safe_name
from gwcat.model.catalogue import ITEM_LEVELS, Item
from gwcat.model.finding import Place
from gwcat.rules.registry import CatalogueCase, Context, Note, named_entries, rule
from gwcat.source.file import SourceFile

_54 = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）"
_FORMAT = "源文件格式约定"
_SHOWN = 5


@rule(
    "GW101", "缺少必备要素", "error", "item",
    summary="样表要求的要素一个也不能空着。",
    why="标准目录至少包括名称、内容、依据、时限、主体、方式、渠道和公开对象；缺一项，公众就不知道该看什么、向谁要。",
    source=_54 + "；《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件4",
    bad="公开时限:⟦⟧", good="公开时限: 每年1月31日前",
)  # fmt: skip
def required_elements(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Every element that the form asks for is there; milder for items that are marked as not verified."""
    raw = item.raw
    for key in case.required:
        value = raw.get(key)
        said = value[0] if isinstance(value, list) and value else value
        if isinstance(said, str) and said and not said.isspace():  # as nearly always
            continue
        if _blank(item.name if key == "名称" else value):
            message, help = f"缺少“{key}”。", "请补上；一时查不到的，先留空并标“核实: 否”。"
            if not item.verified:
                message, help = f"“{key}”尚未核实，空着。", "请查明后补上，再删去“核实: 否”。"
            written = item.says(key)
            yield Note(message, (key,) if written else (), help, not written, None if item.verified else "warning")


def _blank(value: object) -> bool:
    """Whether nothing is said: no text, or a list or mapping of nothing."""
    if isinstance(value, list):
        return all(map(_blank, value))
    if isinstance(value, dict):
        return value.keys() <= {"要素", "标准"} and all(map(_blank, value.values()))  # other keys have rules of their own
    return not (value and str(value).strip())


@rule(
    "GW102", "编号重复", "error", "region",
    summary="编号在一个地区内唯一。",
    why="编号是事项的身份：历次版本的对比、部门交回的表格、网页地址都靠它认出同一事项。",
    source=_FORMAT,
    bad="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n  - 编号: ⟦社会救助-001⟧\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n  - 编号: 社会救助-002\n",
    sample="catalogue",
)  # fmt: skip
def identity_unique(context: Context) -> Iterator[tuple[SourceFile, Note]]:
    """No two items of a region have the same 编号; the later one is the fault."""
    seen: dict[str, tuple[SourceFile, Item]] = {}
    for entry in context.loaded.catalogues:
        again: dict[Place, list[Item]] = {}  # adopted once more, by where they were first
        for item in entry.catalogue.items:
            if not item.identity:
                continue
            file, first = seen.setdefault(item.identity, (entry.file, item))
            if first is item:
                continue
            adopted = isinstance(first, AdoptedItem)
            place = file.place(first.path if adopted else first.at("编号"), key=adopted)
            if isinstance(item, AdoptedItem):
                again.setdefault(place, []).append(item)
                continue
            words = f"编号“{item.identity}”已经用于 {place.path} 第 {place.line} 行的“{first.name}”。"
            help = "请给这一事项一个没有用过的编号。"
            yield entry.file, Note(words, item.at("编号"), help, related=((place, "先用这个编号的事项"),))
        yield from ((entry.file, _taken_again(place, items)) for place, items in again.items())


def _taken_again(place: Place, items: list[Item]) -> Note:
    """What is said of adopted items whose numbers are in use already at one place."""
    names = "、".join(item.identity for item in items[:_SHOWN]) + ("……" if len(items) > _SHOWN else "")
    words = f"采用来的 {len(items)} 个事项，编号已经用于 {place.path} 第 {place.line} 行：{names}。"
    help = "一个事项在一个地区内只由一份目录采用；请用“层级”“事项”筛选，或写进“不采用”。"
    return Note(words, ("采用",), help, True, related=((place, "先用这些编号的地方"),))


@rule(
    "GW103", "编号为空或含空白", "error", "item",
    summary="编号不能空着，也不能含有空格。",
    why="编号要能抄写、检索和写进网址。",
    source=_FORMAT,
    bad="编号: ⟦社会救助 001⟧", good="编号: 社会救助-001",
)  # fmt: skip
def identity_usable(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """An identity that is there is one word."""
    if isinstance(item.raw.get("编号"), str) and (not item.identity or item.identity.split() != [item.identity]):
        message = "编号含有空白。" if item.identity else "编号空着。"
        yield Note(message, ("编号",), "请写成一个词，如“社会救助-001”。")


@rule(
    "GW104", "序号不连续", "error", "catalogue",
    summary="写了序号的，从 1 起逐项加 1。",
    why="筛选、删除之后留下的断号，会让人以为有事项被隐去。序号可以不写，编译时自动连续编排。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》附件2",
    bad="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    序号: ⟦2⟧\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    序号: 1\n",
)  # fmt: skip
def numbers_continuous(case: CatalogueCase) -> Iterator[Note]:
    """A written 序号 equals the item's position in the file."""
    for number, item in enumerate(case.catalogue.items, 1):
        written = fold(item.text("序号"))
        if written and written != str(number):
            yield Note(
                f"序号写成“{item.text('序号')}”，应为 {number}。",
                item.at("序号"),
                f"请改为 {number}，或删去序号由编译时编排。",
            )


@rule(
    "GW105", "目录没有事项", "warning", "catalogue",
    summary="目录文件里至少有一个事项。",
    why="空目录编译出来是一张空表，报送前应当填写或者撤销。",
    source=_FORMAT,
    bad="领域: 社会救助\n单位: 县民政局\n事项: ⟦[]⟧\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def has_items(case: CatalogueCase) -> Iterator[Note]:
    """A catalogue that was read holds at least one item."""
    broken = isinstance(loaded := case.context.loaded, ResolvedRegion) and loaded.broken(case.file.path)
    if not case.file.readable or case.catalogue.items or broken:
        return
    if case.catalogue.adoption:
        yield Note("采用来的一个事项也没有，这份目录是空的。", ("采用",), "请检查“采用”里的筛选，或删去这个文件。", key=True)
    elif isinstance(case.file.tree.get("采用", ""), str) and isinstance(case.file.tree.get("事项", ""), str | list):
        yield Note("这份目录没有事项。", ("事项",), "请填写事项，或删去这个文件。")


@rule(
    "GW106", "领域与文件夹不符", "error", "catalogue",
    summary="文件里的领域与所在文件夹同名。",
    why="两处不一致时，无法知道这份目录属于哪个领域。",
    source=_FORMAT,
    bad="领域: ⟦养老服务⟧\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def folder_matches_domain(case: CatalogueCase) -> Iterator[Note]:
    """领域 is the name of the folder (in 国家/, of the file)."""
    domain, folder = case.catalogue.domain, case.entry.domain_folder
    if "领域" in case.file.tree and not str(case.file.tree["领域"]).strip():
        yield Note("没有写领域。", ("领域",), f"请补上“{folder}”。")
    elif domain and fold(domain) != fold(folder):
        yield Note(
            f"领域写的是“{domain}”，文件却放在“{folder}”下。", ("领域",), f"请改为“{folder}”，或把文件移到“{domain}”文件夹。"
        )


@rule(
    "GW107", "单位与文件名不符", "error", "catalogue",
    summary="文件里的单位与文件名相同。",
    why="一个单位一个文件；两处不一致时，无法知道这份目录由谁负责。",
    source=_FORMAT,
    bad="领域: 社会救助\n单位: ⟦县财政局⟧\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def file_matches_unit(case: CatalogueCase) -> Iterator[Note]:
    """单位 is the name of the file; it must be written unless the region is the national reference."""
    unit, name = case.catalogue.unit, case.entry.unit_name
    if unit and fold(unit) != fold(name):
        yield Note(f"单位写的是“{unit}”，文件名却是“{name}”。", ("单位",), f"请改为“{name}”，或把文件改名为“{unit}.yaml”。")
    elif not case.file.tree.get("单位") and name:
        yield Note("没有写单位。", ("单位",), f"请补上“单位: {name}”。", key=True)


@rule(
    "GW108", "事项名称重复", "warning", "catalogue",
    summary="同一份目录里，各级事项名称的组合不重复。",
    why="两个事项同名，公众和后续的对比都分不清是哪一个；多半是重复录入。",
    source="人力资源社会保障领域标准指引：补充事项不得与一、二级事项交叉重叠",
    bad="领域: 社会救助\n单位: 县民政局\n事项:\n  - {编号: 社会救助-001, 一级事项: 临时救助, 二级事项: 办事指南}\n"
        "  - {编号: 社会救助-002, 一级事项: 临时救助, 二级事项: ⟦办事指南⟧}\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - {编号: 社会救助-001, 一级事项: 临时救助, 二级事项: 办事指南}\n"
        "  - {编号: 社会救助-002, 一级事项: 临时救助, 二级事项: 审核信息}\n",
)  # fmt: skip
def names_distinct(case: CatalogueCase) -> Iterator[Note]:
    """No two items of a file have equal names on all levels."""
    seen: dict[tuple[object, ...], Item] = {}
    for item in case.catalogue.items:
        names = (item.text("名称"), *item.levels)
        if not any(names):
            continue
        if (first := seen.setdefault(names, item)) is not item:
            key = next(key for key in ("名称", *reversed(ITEM_LEVELS)) if item.has(key))
            place = first.written(key) if isinstance(first, AdoptedItem) else case.file.place(first.at(key))
            where = f"第 {place.line} 行" if place.path == case.file.path else f" {place.path} 第 {place.line} 行"
            words = f"与{where}的事项同名：“{item.name}”。"
            path = item.at(key)
            help = "请合并成一项，或写出区别。"
            yield Note(words, path, help, key=path == ("采用",), related=((place, "同名的事项"),))


@rule(
    "GW110", "名称不能用作文件名", "error", "catalogue",
    summary="领域、单位的名称里不能有 / \\ : * ? \" < > | 和 .. 等。",
    why="材料按领域和单位命名；这样的名称会写到别的文件夹去，或者在 Windows 上打不开。",
    source=_FORMAT,
    bad="领域: 社会救助\n单位: ⟦../县民政局⟧\n事项:\n  - 编号: 社会救助-001\n",
    good="领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n",
)  # fmt: skip
def names_are_safe(case: CatalogueCase) -> Iterator[Note]:
    """领域 and 单位 can be file names."""
    for key, name in (("领域", case.catalogue.domain), ("单位", case.catalogue.unit)):
        if name and not is_safe_name(name):
            yield Note(f"“{name}”不能用作文件名。", (key,), "请改用只含文字的名称。")


_DITTO = frozenset(
    {"同上", "同左", "同前", "同下", "〃", "″", "略", "见上", "见前", "详见上", "如上", "－", "-", "/", "无", "待定"}
)
_SPOKEN = ("公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式", *ITEM_LEVELS)
_FIRST = frozenset({word[0] for word in _DITTO} | set(" 。."))  # signs with which 同上 and its like may begin


@rule(
    "GW111", "用“同上”代替内容", "error", "item",
    summary="每个事项的要素都写全，不用“同上”“略”“无”代替。",
    why="筛选、排序、分到各单位之后，“上”就不在上面了；公众看到的只是“同上”。",
    source=_54,
    bad="公开时限: ⟦同上⟧", good="公开时限: 每年1月31日前",
)  # fmt: skip
def nothing_dittoed(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """No element says no more than 同上."""
    get = item.raw.get
    for key in _SPOKEN:
        value = get(key)
        for entry in value if isinstance(value, list) else (value,):
            if isinstance(entry, str) and entry[:1] in _FIRST and is_ditto(entry):
                break
        else:
            continue
        for path, text in named_entries(item, key):
            if is_ditto(text):
                yield Note(f"“{key}”只写了“{text.strip()}”。", path, "请写出内容；确实没有的，留空并标“核实: 否”。")


@rule(
    "GW112", "上下级事项同名", "info", "item",
    summary="下一级事项的名称与上一级不同。",
    why="两级写成一样，等于只有一级；多半是目录层级没有梳理。",
    source="各地公布的目录",
    bad="一级事项: 临时救助\n二级事项: ⟦临时救助⟧", good="一级事项: 临时救助\n二级事项: 办事指南",
)  # fmt: skip
def levels_differ(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A level does not repeat the one above it."""
    if len(set(map(fold, item.levels))) == len(item.levels):  # as nearly always
        return
    written = [item.raw.get(key) for key in ITEM_LEVELS]
    for (upper, above), (lower, below) in pairwise(zip(ITEM_LEVELS, written, strict=True)):
        if isinstance(above, str) and isinstance(below, str) and below and fold(below) == fold(above):
            yield Note(f"“{lower}”与“{upper}”同名：“{item.text(lower)}”。", (lower,), "请写出这一项具体是什么，或删去一级。")


def is_ditto(text: str) -> bool:
    """Whether a text says no more than 同上."""
    return text.strip(" 。.") in _DITTO
