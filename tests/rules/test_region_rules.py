"""The finer points of the rules on region.yaml (GW4xx)."""

from __future__ import annotations

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, Check
from items import expect_in_region
from marking import announced


def replaced(old: str, new: str) -> str:
    assert old in REGION
    return REGION.replace(old, new, 1)


# GW401


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("名称: 莒南县\n", "名称:⟦GW401⟧\n"),
        ("样表: 国家2019", "样表:⟦GW401⟧"),
        ('版本: "2018.1"', '版本: ⟦GW401 ""⟧'),
        ("层级: 县级", "层级:⟦GW401⟧"),
    ],
    ids=["名称", "样表", "版本", "层级"],
)
def test_what_is_left_empty_is_placed_where_it_is_empty(check: Check, old: str, new: str) -> None:
    (finding,) = expect_in_region(check, replaced(old, new))
    assert finding.help.startswith("请补上“")


def test_what_is_not_written_is_placed_at_the_first_key(check: Check) -> None:
    region = replaced('版本: "2018.1"\n', "").replace("样表: 国家2019\n", "")
    found = expect_in_region(check, f"⟦GW401⟧⟦GW401⟧{region}")
    assert sorted(finding.message for finding in found) == ["没有写“样表”。", "没有写“版本”。"]


@pytest.mark.parametrize("key", ["名称: 莒南县\n", "层级: 县级\n"])
def test_a_missing_key_is_told_once(check: Check, key: str) -> None:
    (finding,) = check(region=replaced(key, ""))
    assert finding.rule.code in ("GW022", "GW401")


def test_a_region_file_that_cannot_be_read_is_not_called_incomplete(check: Check) -> None:
    assert "GW401" not in {finding.rule.code for finding in check(region="名称: [\n")}


# GW402


@pytest.mark.parametrize("date", ["2018-01-31", "2020-02-29", "2000-02-29", "1999-12-01"])
def test_days_of_the_calendar(check: Check, date: str) -> None:
    assert check(region=replaced('"2018-01-31"', date)) == []


@pytest.mark.parametrize(
    "date",
    [
        "2018-02-29",
        "1900-02-29",
        "2018-00-10",
        "2018-1-31",
        "2018-04-31",
        "2018/01/31",
        "2018年1月31日",
        "20180131",
        "2018-01-31 08:00",
    ],
)
def test_other_dates(check: Check, date: str) -> None:
    expect_in_region(check, replaced('"2018-01-31"', f"⟦GW402 {date}⟧"))


def test_the_letter_s_date_is_a_date_too(check: Check) -> None:
    expect_in_region(check, REGION + "报送: {主送: 临沂市人民政府办公室, 日期: ⟦GW402 2018-02-30⟧}\n")
    assert check(region=REGION + "报送: {日期: 2018-02-28}\n") == []


# GW403


@pytest.mark.parametrize("name", ["../莒南", "a/b", "C:", "con", ".", "莒南?"])
def test_names_that_cannot_be_folders(check: Check, name: str) -> None:
    expect_in_region(check, replaced("简称: 莒南", f"简称: ⟦GW403 '{name}'⟧"))


def test_both_names_are_told(check: Check) -> None:
    expect_in_region(check, replaced("简称: 莒南", "简称: ⟦GW403 ../莒南⟧").replace('"2018.1"', "⟦GW403 2018/1⟧"))


def test_no_short_name_is_the_folder_s(check: Check) -> None:
    assert check(region=replaced("简称: 莒南\n", "")) == []


# GW404, GW405, GW406, GW407


def test_an_unknown_form_gets_the_nearest_name(check: Check) -> None:
    (finding,) = expect_in_region(check, replaced("国家2019", "⟦GW404 国家2091⟧"))
    assert finding.help == "是否想写“国家2019”？"


_UNITS = "  - {名称: 县民政局, 全称: 莒南县民政局, 类别: 部门}\n"


@pytest.mark.parametrize("name", ["县民政局", "县 民政局", '"县民政局 "'])
def test_a_unit_registered_twice(check: Check, name: str) -> None:
    expect_in_region(check, replaced("领域分工:", f"  - {{名称: ⟦GW405 {name}⟧, 类别: 部门}}\n领域分工:"))


def test_names_in_two_widths_are_one_name(check: Check) -> None:
    units = "  - {名称: 人社局（社保）}\n  - {名称: ⟦GW405 人社局(社保)⟧}\n领域分工:"
    expect_in_region(check, replaced("领域分工:", units))


def test_every_repetition_is_told(check: Check) -> None:
    unit = "  - {名称: ⟦GW405 县民政局⟧}\n"
    expect_in_region(check, replaced("领域分工:", f"{unit}{unit}领域分工:"))


@pytest.mark.parametrize("kind", ["部门", "派驻", "直属", "镇", "乡", "街道", "场", "管委会", "村", "社区", ""])
def test_known_kinds_of_units(check: Check, kind: str) -> None:
    assert check(region=replaced("领域分工:", f"  - {{名称: 甲, 类别: {kind}}}\n领域分工:")) == []


def test_unknown_kinds_are_told_with_what_is_known(check: Check) -> None:
    (finding,) = expect_in_region(check, replaced("领域分工:", "  - {名称: 甲, 类别: ⟦GW406 衙门⟧}\n领域分工:"))
    assert "部门" in finding.help


def test_a_level_under_another_word_is_named(check: Check) -> None:
    found = [finding for finding in check(region=replaced("层级: 县级", "层级: 区级")) if finding.rule.code == "GW407"]
    assert [finding.help for finding in found] == ["请改为“县级”。"]


_MIXED = {
    "unit behind a text": ("单位:\n", "单位:\n  - ⟦GW023 县公安局⟧\n  - {名称: 甲, 类别: ⟦GW406 衙门⟧}\n"),
    "unit repeated behind a text": (
        "  - {名称: 县财政局",
        "  - ⟦GW023 县公安局⟧\n  - {名称: ⟦GW405 县民政局⟧}\n  - {名称: 县财政局",
    ),
    "duty behind a text": (
        "领域分工:\n",
        "领域分工:\n  - ⟦GW023 社会保险⟧\n  - {领域: 社会救助, 牵头单位: [⟦GW408 县民正局⟧]}\n",
    ),
    "duty without a folder behind a text": ("领域分工:\n", "领域分工:\n  - ⟦GW023 社会保险⟧\n  - {领域: ⟦GW409 养老服务⟧}\n"),
}


@pytest.mark.parametrize(("old", "new"), _MIXED.values(), ids=_MIXED)
def test_an_entry_of_a_wrong_kind_moves_no_other_finding(check: Check, old: str, new: str) -> None:
    expect_in_region(check, replaced(old, new))


# GW408, GW409


@pytest.mark.parametrize("leads", ["县民政局", "[县民政局, 县财政局]", "[莒南县民政局]", "[]", ""])
def test_registered_leads_in_any_form(check: Check, leads: str) -> None:
    assert check(region=replaced("牵头单位: [县民政局]", f"牵头单位: {leads}")) == []


@pytest.mark.parametrize("leads", ["⟦GW408 县民正局⟧", "[县民政局, ⟦GW408 县财正局⟧]", "[⟦GW408 甲⟧, ⟦GW408 乙⟧]"])
def test_unregistered_leads_are_told_at_their_places(check: Check, leads: str) -> None:
    expect_in_region(check, replaced("牵头单位: [县民政局]", f"牵头单位: {leads}"))


def test_a_lead_is_the_same_in_either_width(check: Check) -> None:
    units = "  - {名称: 人社局（社保）}\n领域分工:"
    assert check(region=replaced("领域分工:", units).replace("[县民政局]", "[人社局(社保)]")) == []


def test_a_domain_without_catalogue_is_a_warning_that_says_where_to_write_it(check: Check) -> None:
    (finding,) = expect_in_region(check, REGION + "  - {领域: ⟦GW409 养老服务⟧}\n")
    assert finding.severity == "warning"
    assert "catalogs/莒南/养老服务/<单位>.yaml" in finding.help


def test_a_domain_s_folder_may_be_written_in_another_width(check: Check) -> None:
    region = replaced("领域: 社会救助", "领域: 社会救助(试点)")
    text = CATALOGUE.replace("领域: 社会救助", "领域: 社会救助（试点）")
    found = check(region=region, catalogue=None, files={"catalogs/莒南/社会救助（试点）/县民政局.yaml": text})
    assert "GW409" not in {finding.rule.code for finding in found}


def test_a_domain_whose_only_file_cannot_be_read_has_a_file(check: Check) -> None:
    assert [(finding.rule.code, finding.place.path) for finding in check(catalogue="领域: [\n")] == [("GW005", CATALOGUE_PATH)]


_FAULTY = """\
名称:⟦GW401⟧
简称: ⟦GW403 a/b⟧
层级: 县级
样表: ⟦GW404 国家2091⟧
版本: ⟦GW403 ..⟧
基准日: ⟦GW402 昨天⟧
⟦GW021 电话⟧: 甲
单位:
  - {名称: 县民政局, 类别: ⟦GW406 部们⟧}
  - {名称: ⟦GW405 县民政局⟧}
  - {⟦GW022⟧全称: 莒南县财政局}
领域分工:
  - {领域: 社会救助, 牵头单位: ⟦GW408 县财正局⟧}
  - {领域: ⟦GW409 养老服务⟧, 牵头单位: 县民政局}
报送: {日期: ⟦GW402 明天⟧}
"""


def test_all_faults_of_a_region_file_are_told_at_once(check: Check) -> None:
    text, faults = announced(_FAULTY)
    found = [(f.rule.code, f.place.line, f.place.column) for f in check(region=text) if f.place.path == REGION_PATH]
    assert sorted(found) == sorted(faults)
