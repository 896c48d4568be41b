"""What was built is read back as it was: catalogues in every form, through XLSX and DOCX, without a doubt."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.forms.record import records
from gwcat.forms.role import roles_of
from gwcat.intake.foreign import read_source
from gwcat.intake.guard import Kind, Source
from gwcat.language.channel import CHANNELS
from gwcat.language.tier import TIERS
from gwcat.model.catalogue import ITEM_LEVELS, Item, read_catalogue
from tables import book_of, docx, xlsx

LIBRARY = Library()
# Forms whose every cell says one thing. The others write 一级事项 and 二级事项 into one cell, or one tick for two levels.
WHOLE = [
    "国家2019", "国家2019-三级", "国家2019-乡级", "国家2019-区街", "国家2019-市县乡", "国家2019-无层级",
    "山东2017", "村务公开-双级", "部门五公开", "莒南十五列", "主动公开基本目录",
]  # fmt: skip
# Forms that name channels instead of ticking them: own words of a channel cannot be told from a channel of that name.
NAMED = {"山东2017", "村务公开", "莒南十五列", "主动公开基本目录", "河南2017目录"}
THREE = {"国家2019-三级", "莒南十五列", "主动公开基本目录", "村务公开", "河南2017清单", "河南2017目录"}
SHARED = [
    "国家2019-县乡村", "村务公开", "河南2017清单", "河南2017目录",
]  # fmt: skip

WORDS = st.text(
    "政策法规文件审核信息申请材料办理流程救助对象名单标准公示结果补贴发放情况机构设置监督检查年度预算", min_size=2, max_size=14
)
BASES = st.sampled_from(
    [
        "《社会救助暂行办法》（国务院令第649号）",
        "《最低生活保障审核确认办法》（民发〔2021〕57号）",
        "《中华人民共和国预算法》第十四条",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）",
        "各地相关政策法规文件",
        "《关于印发〈城乡规划〉的通知》（建规〔2019〕8号）",
    ]
)
DEADLINES = st.sampled_from(
    ["自信息形成或者变更之日起20个工作日内", "制定或获取信息之日起10个工作日内，公示7个工作日", "每年1月31日前", "及时公开",
     "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定。"]
)  # fmt: skip
SUBJECTS = st.sampled_from(["县民政局", "各镇人民政府（街道办事处）", "县财政局", "大店镇人民政府", "县政务服务中心管理办公室"])
GROUPS = st.sampled_from(["被征收人", "申请人", "项目单位", "本校学生及家长"])


@st.composite
def items(draw: st.DrawFn, form: str) -> dict[str, Any]:
    """An item that says something under every key that a filing needs."""
    names = {
        "一级事项": draw(WORDS),
        "二级事项": draw(WORDS),
        "三级事项": draw(st.one_of(st.just(""), WORDS)) if form in THREE else "",
    }
    plain = st.sampled_from([name for name in CHANNELS if name != "其他"])
    own = st.fixed_dictionaries({"其他": st.sampled_from(["法律服务网", "国家企业信用信息公示系统"])})
    site = st.just({"政府网站": "莒南县政府门户网站"})
    boxed = st.fixed_dictionaries({"公开查阅点": st.just("县档案馆")})
    channels = st.one_of(plain, own, site) if form in NAMED else st.one_of(plain, own, site, boxed)
    content: st.SearchStrategy[Any] = WORDS
    if form == "山东2017":
        content = st.one_of(WORDS, st.fixed_dictionaries({"要素": WORDS, "标准": WORDS}))
    group = draw(st.one_of(st.none(), GROUPS))
    return {
        **{key: value for key, value in names.items() if value},
        "公开内容": draw(st.lists(content, min_size=1, max_size=4, unique_by=str)),
        "公开依据": draw(st.lists(BASES, min_size=1, max_size=3, unique=True)),
        "公开时限": draw(DEADLINES),
        "公开主体": draw(st.lists(SUBJECTS, min_size=1, max_size=3, unique=True)),
        "公开渠道": draw(st.lists(channels, min_size=1, max_size=5, unique_by=lambda each: "".join(each))),
        "公开对象": {"特定群体": group} if group else "全社会",
        "公开方式": draw(st.sampled_from(["主动公开", "依申请公开"])),
        "公开层级": draw(st.lists(st.sampled_from(TIERS[2:5]), min_size=1, max_size=3, unique=True)),
        "五公开": draw(st.lists(st.sampled_from(["决策", "执行", "管理", "服务", "结果"]), min_size=1, max_size=3, unique=True)),
        "公开程度": draw(st.sampled_from(["全部公开", "部分公开"])),
        "公开形式": draw(st.sampled_from(["全文发布", "摘要发布"])),
        "更新周期": draw(st.sampled_from(["每年", "每季度", "及时更新"])),
        "公开时长": draw(st.sampled_from(["长期，最新有效", "任期内"])),
        "权力类型": draw(st.sampled_from(["行政许可", "行政给付"])),
        "责任科室": draw(st.one_of(st.just(""), st.just("社会救助科"))),
        "备注": draw(st.one_of(st.just(""), WORDS)),
    }


@st.composite
def catalogues(draw: st.DrawFn, form: str) -> list[dict[str, Any]]:
    """Items of one file; some share their 一级事项 with the one above, as they do in filings."""
    drawn = draw(st.lists(items(form), min_size=1, max_size=6, unique_by=lambda item: item["二级事项"]))
    for before, item in pairwise(drawn):
        if draw(st.booleans()):
            item["一级事项"] = before["一级事项"]
    return drawn


def _said(item: Item, key: str, form: str) -> Any:
    """What an item says under a key, as the form can show it."""
    if key in ("名称", *ITEM_LEVELS):
        return item.name
    return {
        "公开内容": item.contents, "公开依据": item.bases, "公开主体": item.subjects, "公开渠道": set(item.channels),
        "公开对象": item.audience, "公开方式": item.methods, "公开层级": _tiers(item, form),
        "五公开": set(_list(item.raw.get("五公开"))),
    }.get(key, item.text(key))  # fmt: skip


def _tiers(item: Item, form: str) -> set[str]:
    shown = {
        option for role in roles_of(LIBRARY.form(form)) if role.key == "公开层级" for option in role.option.split("、") if option
    }
    return {tier for tier in item.tiers if not shown or tier in shown}


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _built(form: str, raw: list[dict[str, Any]], kind: Kind) -> tuple[Source, list[tuple[str, ...]]]:
    table = lay_out(
        LIBRARY.form(form), records([read_catalogue({"领域": "社会救助", "事项": raw})]), name="社会救助",
        values={"地区": "莒南县", "领域": "社会救助", "单位": "县民政局", "版本": "2018.1"},
    )  # fmt: skip
    return Source((xlsx if kind == "xlsx" else docx)(book_of(table)), kind, "目录"), table.rows


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("form", WHOLE)
@given(data=st.data())
@settings(max_examples=12)
def test_what_was_built_is_read_back(form: str, kind: Kind, data: st.DataObject) -> None:
    raw = data.draw(catalogues(form))
    source, _ = _built(form, raw, kind)
    found = read_source(source, "目录", LIBRARY)
    assert [remark for remark in found.remarks if remark.kind != "整理"] == []
    assert found.form == form
    before = read_catalogue({"事项": raw}).items
    after = read_catalogue({"事项": [item.values for item in found.items]}).items
    assert len(before) == len(after)
    keys = {key for item in found.items for key in item.values}
    assert keys >= {"公开时限", "公开主体", "公开渠道"}
    for one, other in zip(before, after, strict=True):
        for key in sorted(keys):
            assert _said(other, key, form) == _said(one, key, form), key
        if "一级事项" in keys:
            shown = [level for level in one.levels if level][: sum(key in keys for key in ITEM_LEVELS)]
            assert [level for level in other.levels if level] == shown
    assert {item.domain for item in found.items} == {"社会救助"}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("form", SHARED)
@given(data=st.data())
@settings(max_examples=8)
def test_forms_that_share_cells_print_the_same_again(form: str, kind: Kind, data: st.DataObject) -> None:
    raw = data.draw(catalogues(form))
    source, rows = _built(form, raw, kind)
    found = read_source(source, "目录", LIBRARY)
    assert [remark for remark in found.remarks if remark.kind != "整理"] == []
    assert _built(form, [item.values for item in found.items], kind)[1] == rows


def test_withheld_items_are_read_back() -> None:
    raw = [
        {"名称": "执法案卷", "不予公开": {"理由": "行政执法案卷信息", "依据": "《中华人民共和国政府信息公开条例》第十六条"}},
        {
            "名称": "内部管理信息",
            "公开内容": ["人事管理", "后勤管理"],
            "不予公开": {"理由": "内部事务信息", "依据": "《条例》第十六条"},
        },
    ]
    source, _ = _built("不予公开负面清单", raw, "xlsx")
    found = read_source(source, "目录", LIBRARY)
    assert [item.values for item in found.items] == raw
    assert found.form == "不予公开负面清单"
    assert found.remarks == []


def test_a_real_catalogue_is_read_back() -> None:
    for path in sorted((REPOSITORY / "catalogs" / "国家").glob("社会*.yaml")):
        raw = yaml.load(path.read_bytes(), yaml.CBaseLoader)["事项"]
        source, rows = _built("国家2019", raw, "xlsx")
        found = read_source(source, "目录", LIBRARY)
        assert _built("国家2019", [item.values for item in found.items], "xlsx")[1] == rows
