"""What must be looked at before it is published, and what is kept back only on grounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Context, Note, day, rule

_17 = "《政府信息公开条例》第十七条：公开政府信息前应当审查；《泊里镇政务公开标准化规范化工作实施方案》附件2"
_ZIBO = "《淄博市全面推进基层政务公开标准化规范化工作实施方案》二（三）"
_ADOPTING = "领域: 社会救助\n单位: 县民政局\n采用: 国家\n调整:\n"
_OFFICE = re.compile("[科股室处站所队办组局委院馆部心课社厅署台园校司厂口]$|[（(业政务法财经卫农水土访综管规审计]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
)
_CARVED = re.compile(
    "(?:涉密|国家秘密|商业秘密|个人隐私|不予公开|依法不公开)[^，。；]{0,20}(?:除外|不公开)|除涉密[^，。；]*外|脱密"
)
_NO = re.compile("不同意|不得公开|不予公开|不宜公开|不公开|未通过|不通过")


@rule(
    "GW505", "责任科室像是人名", "warning", "item",
    summary="责任科室写科室名称，不写经办人的姓名。",
    why="目录要公布，经办人会换；写人名既泄露了个人信息，过不了多久又错了。",
    source="《政府信息公开条例》第十五条",
    bad="责任科室: ⟦张三⟧", good="责任科室: 社会救助科",
)  # fmt: skip
def office_is_no_person(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """责任科室 does not look like a personal name."""
    name = item.raw.get("责任科室")
    if not isinstance(name, str) or not 2 <= len(name := name.strip()) <= 3:
        return ()
    if name[0] not in _SURNAMES or _OFFICE.search(name):
        return ()
    return (Note(f"“{name}”像是人名。", ("责任科室",), "请写科室名称；确是科室简称的，写明理由忽略。"),)


def _reviewing(context: Context) -> bool:
    """Whether some item of the region has a 保密审查, looked up once."""
    if "保密审查" not in context.notebook:
        items = (item for entry in context.loaded.catalogues for item in entry.catalogue.items)
        context.notebook["保密审查"] = any(item.raw.get("保密审查") for item in items)
    begun: bool = context.notebook["保密审查"]
    return begun


@rule(
    "GW506", "没有保密审查记录", "warning", "item",
    summary="本地区开始记保密审查的，主动公开的事项都要记：审查人、日期、结果；结果是不同意的，不主动公开。",
    why="先审查、后公开，一事一审；目录里记下来，报送前一看就知道还有哪些没有审。",
    source=_17,
    bad="保密审查: {审查人: ⟦⟧, 日期: 2018-01-15, 结果: 同意公开}",
    good="保密审查: {审查人: 保密办, 日期: 2018-01-15, 结果: 同意公开}",
)  # fmt: skip
def secrecy_reviewed(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """Where a region records reviews at all, each published item has one that is whole and in favour."""
    return _review(item) if _reviewing(case.context) and item.methods == ("主动公开",) else ()


def _review(item: Item) -> Iterator[Note]:
    review = item.raw.get("保密审查")
    if not review:
        yield Note("没有记保密审查。", ("保密审查",) if "保密审查" in item.raw else (), _HOW, "保密审查" not in item.raw)
    elif isinstance(review, str):
        if _NO.search(review):
            yield Note("保密审查没有同意，公开方式却是主动公开。", ("保密审查",), _REFUSED)
    elif isinstance(review, dict):
        yield from _whole(review)


_HOW = "请写 保密审查: {审查人: …, 日期: 年-月-日, 结果: 同意公开}。"
_REFUSED = "请改公开方式，或写“不予公开”的理由和依据；结果写错的，请改正。"


def _whole(review: dict[str, object]) -> Iterator[Note]:
    for key in ("审查人", "日期", "结果"):
        value = review.get(key)
        written = value.strip() if isinstance(value, str) else ""
        path = ("保密审查", key) if key in review else ("保密审查",)
        if not written:
            yield Note(f"保密审查没有写{key}。", path, _HOW)
        elif key == "日期" and day(written) is None:
            yield Note(f"“{written}”不是一天的日期。", path, "请写成 年-月-日，如 2018-01-15。")
        elif key == "结果" and _NO.search(written):
            yield Note("保密审查没有同意，公开方式却是主动公开。", path, _REFUSED)


@rule(
    "GW507", "丢了涉密除外的话", "warning", "catalogue",
    summary="调整上级事项的公开内容时，“涉密信息除外”“脱密后的文本”这样的话要留下。",
    why="这些话划定了公开的边界；改写时丢了，下面就会照着把不该公开的也公开。",
    source="自然资源、安全生产等领域的标准指引",
    bad=_ADOPTING + "  - {对应: 社会救助-904, 公开内容: ⟦评估报告⟧}\n",
    good=_ADOPTING + "  - {对应: 社会救助-904, 公开内容: 评估报告（涉密信息除外）}\n",
)  # fmt: skip
def carve_outs_kept(case: CatalogueCase) -> Iterator[Note]:
    """An adjustment of 公开内容 keeps what the item above leaves out as secret."""
    loaded = case.context.loaded
    adopted = loaded.adoptions.get(case.file.path) if isinstance(loaded, ResolvedRegion) else None
    for outcome in adopted.outcomes if adopted else ():
        entry = outcome.entry
        if entry is None or outcome.status != "调整" or "公开内容" not in entry.raw:
            continue
        above = _CARVED.search(_said(outcome.item.raw.get("公开内容")))
        if above and not _CARVED.search(_said(entry.raw["公开内容"])) and not _CARVED.search(_said(entry.raw.get("备注"))):
            words = f"上级写明“{above.group()}”，这里没有。"
            help = "请照上级的写法补上；确实没有涉密内容的，在“备注”里写明，或写明理由忽略。"
            yield Note(words, ("调整", entry.position, "公开内容"), help)


def _said(value: object) -> str:
    """All words of a value."""
    if isinstance(value, dict):
        return "\n".join(map(_said, value.values()))
    return "\n".join(map(_said, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


@rule(
    "GW508", "依申请公开没有说明", "info", "item",
    summary="依申请公开的事项，在备注里写明为什么不主动公开，或者在“不予公开”里写明哪些内容不公开。",
    why="以公开为常态；涉及公众利益、需要公众知晓的都应当主动公开。每年要看一遍依申请的事项能不能转为主动公开，没有写理由就无从看起。",
    source=f"《政府信息公开条例》第五条、第十八条、第四十四条；{_ZIBO}",
    bad="公开方式: ⟦依申请公开⟧\n公开时限: 自收到申请之日起20个工作日内",
    good="公开方式: 依申请公开\n公开时限: 自收到申请之日起20个工作日内\n备注: 涉及个人隐私，只向本人提供",
)  # fmt: skip
def request_explained(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """Published on request only: a remark or 不予公开 says why."""
    if item.methods != ("依申请公开",) or item.has("备注") or item.has("不予公开"):
        return ()
    return (Note("依申请公开，没有写为什么不主动公开。", ("公开方式",), "请在“备注”里写明法定事由；没有的，改为主动公开。"),)
