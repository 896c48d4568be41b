"""Placeholders, village bodies, temporary offices, endings by kind, and joint subjects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.names import fold
from gwcat.language import organ, tier

_NAMES = [
    *(
        "县民政局",
        "莒南县人力资源和社会保障局",
        "区公安分局",
        "县政府办公室",
        "县城管局",
        "大店镇",
        "十字路街道办事处",
        "县委编办",
    ),
    *(
        "县政务服务中心管理办公室",
        "佛山市自然资源局南海分局",
        "石羊镇中心学校",
        "县机关事务管理局",
        "县民族宗教事务局",
        "泊里派出所",
    ),
    *(
        "国家税务总局莒南县税务局",
        "莒南县人民政府",
        "县人民政府",
        "莒南经济开发区管委会",
        "泊里自然资源所",
        "县医疗保障局",
        "乡村振兴局",
    ),
    *("住房和城乡建设局", "县直机关工委", "县残联", "县供电公司", "江岸区行政审批局", "西海岸新区管委会", "县消防救援大队"),
]
_GROUPS = [
    *(
        "各镇人民政府（街道办事处）",
        "各乡镇（场）",
        "乡镇人民政府",
        "乡镇政府（街道办）",
        "镇（街道）",
        "街道办事处",
        "各街道办事处",
    ),
]
_VILLAGES = [
    *("村民委员会", "居委会", "村委会", "大店村村民委员会", "各村（社区）居民委员会", "行政村", "村/社区", "村（居）民委员会"),
    *("贫困人口所在行政村", "村（社区）委会", "村务监督委员会", "社区居民委员会", "各村", "村居", "村(居)委会"),
]
_KINDS = [
    *("应急管理部门", "县级人民政府民政部门", "税务主管部门", "公安机关", "县级公安机关", "司法行政部门", "地方各级财政部门"),
    *("住房保障行政主管部门", "人民政府", "县（区、市）人民政府", "县级人民政府", "负责审批的燃气管理部门", "社会保险经办机构"),
    *("县（区、市）房屋征收部门及房地产价格评估机构", "市、区县人民政府经信管理部门", "县级以上地方人民政府", "本级政府"),
]
_VAGUE = [
    *("相关部门", "县直有关部门", "有关单位", "相关审批部门", "城市管理行政执法部门或相关行政主管部门", "辖区政府和相关审批部门"),
    *("市场监督管理、行政审批相关责任部门", "县（区、市）人民政府及相关部门", "招标人及其招标代理机构或相关行政监督部门"),
]
_NAMELESS = [
    *(
        "XX局",
        "ＸＸ县民政局",
        "××县民政局",
        "X县民政局",
        "某局",
        "某某县教育局",
        "**局",
        "○○局",
        "xx镇人民政府",
        "责任单位",
        "本单位",
    ),
    *("牵头部门", "同上", "〃", "略", "无", "—", "/", "各责任单位"),
]
_ROLES = ["招标人或者其委托的招标代理机构", "采购人或者其委托的采购代理机构", "建设单位", "用人单位"]


# Placeholders


@pytest.mark.parametrize("name", [*_NAMES, *_VILLAGES, *_ROLES, "县政府各部门", "各政府部门及乡镇", ""])
@pytest.mark.parametrize("level", tier.TIERS)
def test_what_names_somebody(name: str, level: str) -> None:
    assert organ.placeholder(name, level) is None


@pytest.mark.parametrize("name", [*_VAGUE, *_NAMELESS])
@pytest.mark.parametrize("level", tier.TIERS)
def test_what_names_nobody_at_any_level(name: str, level: str) -> None:
    assert organ.placeholder(name, level) == ("“相关”“有关”没有说是哪个单位" if name in _VAGUE else "没有写出名称")


@pytest.mark.parametrize("name", _KINDS)
@pytest.mark.parametrize(("level", "names"), [("国家级", True), ("省级", True), ("市级", True), ("县级", False), ("乡级", False)])
def test_a_kind_of_body_names_somebody_only_for_regions_below(name: str, level: str, names: bool) -> None:
    assert (organ.placeholder(name, level) is None) is names


@pytest.mark.parametrize("name", _GROUPS)
def test_a_group_of_towns_is_right_everywhere_but_in_a_town(name: str) -> None:
    assert organ.placeholder(name) is None
    assert organ.placeholder(name, "市级") is None
    assert organ.placeholder(name, "乡级") == "写的是一类单位，没有说是哪个乡镇（街道）"


@pytest.mark.parametrize("name", [*_KINDS, *_VAGUE, *_NAMELESS])
def test_a_registered_name_is_no_placeholder(name: str) -> None:
    assert organ.placeholder(name, "县级", frozenset({fold(name)})) is None


# Villages and temporary offices


@pytest.mark.parametrize("name", _VILLAGES)
def test_village_bodies(name: str) -> None:
    assert organ.is_village_body(name)
    assert organ.is_collective(name)


@pytest.mark.parametrize(
    "name", [*_NAMES, *_GROUPS, "市卫生健康委员会", "市民族宗教事务委员会", "农业农村局", "村镇银行", "中关村管委会"]
)
def test_what_is_no_village_body(name: str) -> None:
    assert not organ.is_village_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "县政务公开领导小组",
        "县政务公开领导小组办公室",
        "县防汛抗旱指挥部办公室",
        "县征迁指挥部",
        "工作专班",
        "县联席会议办公室",
        "工作组",
    ],
)
def test_temporary_offices(name: str) -> None:
    assert organ.is_temporary(name)
    assert organ.is_temporary(f"{name}（县发改局）")


@pytest.mark.parametrize("name", [*_NAMES, "县扶贫开发领导小组办公室", "县老龄工作委员会办公室", "县委组织部", ""])
def test_standing_offices(name: str) -> None:
    assert not organ.is_temporary(name)


# Joint subjects


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县民政局、县财政局", ("县民政局", "县财政局")),
        ("县自然资源局、县住建局，各乡镇（场）", ("县自然资源局", "县住建局", "各乡镇（场）")),
        ("县民政局;县财政局；县司法局", ("县民政局", "县财政局", "县司法局")),
        ("自然资源主管部门/镇人民政府", ("自然资源主管部门", "镇人民政府")),
        ("县民政局\n县财政局", ("县民政局", "县财政局")),
        ("县级人民政府民政部门、乡镇人民政府（街道办事处）", ("县级人民政府民政部门", "乡镇人民政府（街道办事处）")),
        ("扬子洲镇、各街办（管理处）", ("扬子洲镇", "各街办（管理处）")),
        ("市司法局、区县司法局", ("市司法局", "区县司法局")),
        ("县财政局、县民政局（牵头）、县司法局", ("县民政局", "县财政局", "县司法局")),
        ("牵头单位：县民政局，县财政局", ("县民政局", "县财政局")),
        ("县民政局、县民政局", ("县民政局",)),
        ("各镇、各街道", ("各镇", "各街道")),
        ("乡镇、县民政局", ("乡镇", "县民政局")),
        ("县民政局、", ("县民政局",)),
        ("、，", ()),
        ("", ()),
    ],
)
def test_joint_subjects_are_split_with_the_lead_first(text: str, names: tuple[str, ...]) -> None:
    assert organ.split(text) == names


@pytest.mark.parametrize(
    "text",
    [
        *(
            "县（区、市）人民政府及相关部门",
            "市、区县人民政府农业农村部门",
            "村/社区",
            "各镇、街道",
            "乡、镇人民政府",
            "教育、卫生部门",
        ),
        *(
            "市场监督管理、行政审批相关责任部门",
            "县（市、区）自然资源主管部门和负责农村集体土地征收的有关部门",
            "市、县自然资源局",
        ),
    ],
)
def test_one_name_with_a_separator_in_it_stays_whole(text: str) -> None:
    assert organ.split(text) == (text,)


_BODY = st.sampled_from([*_NAMES, *_GROUPS, "应急管理部门"])


@given(st.lists(_BODY, min_size=1, max_size=6, unique=True), st.sampled_from("、，,；;/"))
def test_whatever_was_joined_is_split_again(names: list[str], separator: str) -> None:
    assert organ.split(separator.join(names)) == tuple(names)


@given(st.text(st.sampled_from("县镇村各局民政部门管理（）()、，/ 牵头：\n"), max_size=20))
def test_splitting_loses_no_sign_and_ends(text: str) -> None:
    names = organ.split(text)
    assert all(name and name == name.strip() for name in names)
    assert all(fold(name) in fold(text) for name in names)
    kept = set("".join(names))
    assert {char for char in text if char not in "、，/ \n（）()牵头：部门"} <= kept


@given(st.text(max_size=20), st.sampled_from(["", *tier.TIERS]))
def test_any_text_is_judged(text: str, level: str) -> None:
    reason = organ.placeholder(text, level)
    assert reason is None or (reason and reason == organ.placeholder(f"　{text} ", level))
    assert isinstance(organ.is_temporary(text), bool)
