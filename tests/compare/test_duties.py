"""A 权责清单 against a catalogue: by 编号, by the same name, by likeness, and never unseen."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import write_files
from coverages import catalogue, item, region
from gwcat.adopt.resolve import Resolver
from gwcat.base.names import fold
from gwcat.compare.duties import DutyMatcher, unit_keys
from gwcat.compare.likeness import Names
from gwcat.model.duty import Duty, DutyCoverage, DutyFate
from gwcat.model.region import Region
from gwcat.source.workspace import Workspace

ITEMS = [
    item("救助-001", "最低生活保障", "审核信息"),
    item("救助-002", "最低生活保障", "审批信息"),
    item("救助-003", "临时救助", "办事指南", 公开主体=["县民政局", "各乡镇（场）"]),
    item("救助-004", "举报人信息", 不予公开={"理由": "个人隐私", "依据": "条例第十五条"}),
]
OTHERS = [item("财政-001", "会计代理记账机构执业资格审批", 公开主体=["县财政局"])]


@pytest.fixture
def matcher(tmp_path: Path) -> DutyMatcher:
    units = [{"名称": "县民政局", "全称": "甲县民政和救助局"}, {"名称": "县财政局"}]
    write_files(
        tmp_path,
        {
            "catalogs/甲/region.yaml": region("甲", 单位=units),
            "catalogs/甲/社会救助/县民政局.yaml": catalogue("社会救助", "县民政局", ITEMS),
            "catalogs/甲/财政/县财政局.yaml": catalogue("财政", "县财政局", OTHERS),
        },
    )
    return DutyMatcher(Resolver(Workspace(tmp_path)).region("甲"))


def fate(matcher: DutyMatcher, name: str, unit: str = "", targets: Sequence[str] = ()) -> DutyFate:
    (found,) = matcher.fates([Duty(name, "", unit, tuple(targets))])
    return found


@pytest.mark.parametrize("unit", ["", "县民政局", "民政局", "甲县民政局", "甲县民政和救助局"])
def test_the_same_name(unit: str, matcher: DutyMatcher) -> None:
    found = fate(matcher, "临时 救助", unit)
    assert (found.status, found.link, found.identity, found.item, found.unit, found.likeness) == (
        "已列入", "同名", "救助-003", "临时救助 / 办事指南", "县民政局", 1.0,
    )  # fmt: skip


def test_a_like_name_is_shown_with_both(matcher: DutyMatcher) -> None:
    found = fate(matcher, "最低生活保障对象认定")
    assert (found.status, found.link, found.identity) == ("已列入", "相近", "救助-001")
    assert found.likeness == pytest.approx(0.75)
    assert found.note == "名称相同的共 2 项"


def test_a_name_that_is_not_like_enough_is_not_covered(matcher: DutyMatcher) -> None:
    found = fate(matcher, "慈善组织公开募捐资格审批", "县民政局")
    assert (found.status, found.link) == ("未列入", "")
    assert 0 < found.likeness < 0.6
    assert found.item


def test_the_unit_counts(matcher: DutyMatcher) -> None:
    name = "会计代理记账机构执业资格审批"
    assert fate(matcher, name, "财政局").status == "已列入"
    assert fate(matcher, name, "县民政局").status == "未列入"
    assert fate(matcher, name, "县文旅局").note == "目录里没有“县文旅局”的事项"
    assert fate(matcher, "临时救助", "各乡镇（场）").identity == "救助-003"  # among its 公开主体


def test_an_explicit_identity_wins(matcher: DutyMatcher) -> None:
    found = fate(matcher, "什么", "县文旅局", ["财政-001"])
    assert (found.status, found.link, found.identity, found.unit) == ("已列入", "编号", "财政-001", "县财政局")
    unknown = fate(matcher, "临时救助", "", ["救助-999"])
    assert (unknown.status, unknown.note) == ("未列入", "目录里没有编号为“救助-999”的事项")
    both = fate(matcher, "临时救助", "", ["救助-999", "救助-002"])
    assert (both.status, both.identity, both.note) == ("已列入", "救助-002", "目录里没有编号为“救助-999”的事项")


def test_what_is_withheld_is_told_apart(matcher: DutyMatcher) -> None:
    assert fate(matcher, "举报人信息").status == "不予公开"
    assert fate(matcher, "什么", "", ["救助-004"]).status == "不予公开"
    assert fate(matcher, "什么", "", ["救助-004", "救助-001"]).status == "已列入"


def test_counts_add_up(matcher: DutyMatcher) -> None:
    duties = [Duty("临时救助", "", "县民政局"), Duty("举报人信息"), Duty("无"), Duty("最低生活保障对象认定", "", "县民政局")]
    coverage = DutyCoverage("清单", 0.6, matcher.fates(duties))
    assert dict(coverage.counts) == {"已列入": 2, "不予公开": 1, "未列入": 1}
    assert [(unit, sum(counts.values())) for unit, counts in coverage.by_unit] == [("县民政局", 2), ("", 2)]
    assert [coverage.linked(link) for link in ("编号", "同名", "相近")] == [0, 2, 1]


def test_names_of_units() -> None:
    here = Region("宜丰", "宜丰县", "宜丰")
    assert unit_keys("宜丰县民政局", here) & unit_keys("民政局", here)
    assert unit_keys("县市场监管局", here) & unit_keys("市场监管局", here)
    assert unit_keys("宜丰县市场监管局", here) & unit_keys("市场监管局", here)
    assert not unit_keys("民政局", here) & unit_keys("财政局", here)
    assert unit_keys("", here) == frozenset()


_SOME_NAMES = st.lists(st.text(st.sampled_from("甲乙丙丁救助审批（ (") | st.characters(codec="utf-8"), max_size=8), max_size=9)


@given(_SOME_NAMES, st.text(st.sampled_from("甲乙丙丁救助审批（ ("), max_size=8))
def test_the_nearest_name_is_the_nearest(names: list[str], wanted: str) -> None:
    found = Names(names).nearest(wanted)
    ratios = [
        SequenceMatcher(None, fold(name), fold(wanted), autojunk=False).ratio() for name in names if fold(name) and fold(wanted)
    ]
    assert found.likeness == max(ratios, default=0.0)
    assert not found.name or found.name in map(fold, names)


def test_the_nearest_among_some() -> None:
    names = Names(["临时救助", "临时救助金", "住房"])
    assert names.nearest("临时救助").name == "临时救助"
    assert names.nearest("临时救助", {"临时救助金", "住房"}).name == "临时救助金"
    assert names.nearest("临时救助", {"住房"}) == ("", 0.0)
