"""What is said of adopted items: once, at 采用, pointing to where it is written; what the file says itself, at its own place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from regions_above import (
    ADOPTING,
    NATIONAL_PATH,
    PROVINCE_PATH,
    TOWN_PATH,
    Files,
    county,
    item,
    national,
    province,
    spot,
    town,
)

from conftest import CATALOGUE_PATH, REGION, REGION_PATH, Check, Run, write_files
from gwcat.model.finding import Finding
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from marking import announced
from packages import built

MANY = [f"{number:03}" for number in range(1, 9)]


def here(found: list[Finding], path: str = CATALOGUE_PATH) -> list[Finding]:
    """Findings of a file but for GW607: nobody has looked at anything yet."""
    return [finding for finding in found if finding.place.path == path and finding.rule.code != "GW607"]


def expect_here(check: Check, body: str, files: Files, region: str = REGION) -> list[Finding]:
    """A catalogue whose lines announce their faults: exactly those are found in it, at their places."""
    text, faults = announced(ADOPTING + body)
    found = here(check(catalogue=text, files=files, region=region))
    assert [(finding.rule.code, finding.place.line, finding.place.column) for finding in found] == faults
    return found


# Faults from above


def test_what_is_alike_is_said_once(check: Check) -> None:
    above = national(*(item(number, 公开对象="群众") for number in MANY))
    (finding,) = expect_here(check, "⟦GW302 采用⟧: 国家\n", {NATIONAL_PATH: above})
    assert finding.data_path == ("采用",)
    assert "8 个事项" in finding.message
    assert "群众" in finding.message
    assert "社会救助-001" in finding.message
    assert finding.severity == "error"
    assert "调整" in finding.help


def test_what_is_not_alike_is_said_by_itself(check: Check) -> None:
    above = national(item("001", 公开对象="群众"), item("002", 公开对象="百姓"), item("003", 公开对象="群众"))
    found = here(check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: above}))
    assert [(finding.rule.code, finding.place[1:3]) for finding in found] == [("GW302", (3, 1))] * 2
    assert Counter(len(finding.related) for finding in found) == {1: 1, 2: 1}


def test_related_places_are_above(check: Check) -> None:
    above = national(item("001"), item("002", 公开对象="群众"), item("003", 公开对象="群众"))
    (finding,) = expect_here(check, "⟦GW302 采用⟧: 国家\n", {NATIONAL_PATH: above})
    assert [place.path for place, _ in finding.related] == [NATIONAL_PATH] * 2
    starts = [above.split("\n").index(f"  - 编号: 社会救助-{number}") + 1 for number in ("002", "003")]
    for (place, words), start in zip(finding.related, starts, strict=True):
        assert start <= place.line <= start + 9
        assert words


@pytest.mark.parametrize("adoption", ["国家", "{区域: 国家}", "\n  区域: 国家\n  层级: [县级]"], ids=["text", "flow", "block"])
def test_the_place_is_the_key_however_it_is_written(adoption: str, check: Check) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开对象="群众"))}
    (finding,) = expect_here(check, f"⟦GW302 采用⟧: {adoption}\n", files)
    assert finding.place[1:] == (3, 1, 3, 3)


def test_severity_is_kept(check: Check) -> None:
    """What is milder for items that are not verified is milder below, and told apart from the rest."""
    above = national(item("001", 公开时限=""), item("002", 公开时限="", 核实="否"), item("003", 公开时限="", 核实="否"))
    found = here(check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: above}))
    assert sorted((finding.severity, "1 个" in finding.message) for finding in found) == [("error", True), ("warning", False)]
    assert {finding.rule.code for finding in found} == {"GW101"}


def test_every_level_below_is_told(check: Check) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开对象="群众")), **province("采用: 国家\n"), **town("采用: 莒南\n")}
    found = check(catalogue=f"{ADOPTING}采用: 山东\n", files=files)
    for path in (PROVINCE_PATH, CATALOGUE_PATH, TOWN_PATH):
        assert [finding.place[1:3] for finding in here(found, path) if finding.rule.code == "GW302"] == [(3, 1)]


def test_the_related_place_is_where_the_faulty_value_was_written(check: Check) -> None:
    """The item is the nation's, its fault the province's."""
    files = {
        NATIONAL_PATH: national(item("001")),
        **province("采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开对象: 群众}\n"),
    }
    (finding,) = here(check(catalogue=f"{ADOPTING}采用: 山东\n", files=files))
    assert [f"{place.path}:{place.line}" for place, _ in finding.related] == [
        spot(files, PROVINCE_PATH, "群众").rpartition(":")[0]
    ]


def test_different_rules_are_told_apart(check: Check) -> None:
    above = national(item("001", 公开对象="群众", 公开方式="公开", 公开层级="乡及", 公开渠道="[网站]"))
    found = here(check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: above}))
    assert sorted(finding.rule.code for finding in found) == ["GW204", "GW205", "GW301", "GW302"]


def test_each_adopting_file_is_told(check: Check) -> None:
    other = "catalogs/莒南/养老服务/县民政局.yaml"
    files = {
        NATIONAL_PATH: national(item("001", 公开对象="群众")),
        "catalogs/国家/养老服务.yaml": national(item("901", 公开对象="群众"), domain="养老服务"),
        other: "领域: 养老服务\n单位: 县民政局\n采用: 国家\n",
    }
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", files=files)
    assert [len(here(found, path)) for path in (CATALOGUE_PATH, other)] == [1, 1]


def test_what_a_town_takes_over_must_be_its_own_to_publish(check: Check) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开层级="[县级]"), item("002", 公开层级="[县级]"), item("003"))}
    text, place = "领域: 社会救助\n单位: 大店镇\n采用: 国家\n", "catalogs/莒南/社会救助/大店镇.yaml"
    found = here(check(catalogue=None, files={**files, place: text}), place)
    assert [(finding.rule.code, finding.place[1:3]) for finding in found] == [("GW206", (3, 1))]
    assert "2 个事项" in found[0].message


def test_items_that_are_left_out_are_not_judged(check: Check) -> None:
    above = national(item("001"), item("002", 公开对象="群众"), item("003", 公开对象="群众", 公开层级="[村级]"))
    body = "采用: {区域: 国家, 层级: [县级]}\n不采用:\n  - {对应: 社会救助-002, 理由: 本县没有}\n"
    expect_here(check, body, {NATIONAL_PATH: above})


# What the file says itself


OWN = {
    "a text": ("公开对象: ⟦GW302 群众⟧", "GW302"),
    "an entry of a list": ("公开渠道: [政府网站, ⟦GW204 网站⟧]", "GW204"),
    "an entry of a block list": ("公开层级:\n      - 县级\n      - ⟦GW205 乡及⟧", "GW205"),
    "a unit": ("公开主体: [县民政局, ⟦GW203 县财正局⟧]", "GW203"),
    "a group": ("公开对象: {特定群体: ⟦GW303 ''⟧}", "GW303"),
    "another channel": ("公开渠道: [政府网站, {⟦GW204 网站⟧: 甲}]", "GW204"),
    "nothing where something must be": ("公开时限: ⟦GW101 ''⟧", "GW101"),
    "a list of nothing": ("公开依据: ⟦GW101 []⟧", "GW101"),
    "a telephone": ("咨询电话: ⟦GW501 13800000000⟧", "GW501"),
    "a number of its own": ("序号: ⟦GW104 7⟧", "GW104"),
    "the name of another item": ("二级事项: ⟦GW108 事项002⟧", "GW108"),
}


@pytest.mark.parametrize(("line", "code"), OWN.values(), ids=OWN)
def test_a_changed_value_is_judged_where_it_stands(line: str, code: str, check: Check) -> None:
    body = f"采用: 国家\n调整:\n  - 对应: 社会救助-003\n    {line}\n"
    (finding,) = expect_here(check, body, {NATIONAL_PATH: national(item("001"), item("002"), item("003"))})
    assert finding.data_path[:3] == ("调整", 0, line.partition(":")[0])


def test_a_change_mends_what_is_wrong_above(check: Check) -> None:
    body = "采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开对象: 全社会}\n"
    expect_here(check, body, {NATIONAL_PATH: national(item("001", 公开对象="群众"), item("002"))})


def test_a_change_mends_one_of_several(check: Check) -> None:
    body = "⟦GW302 采用⟧: 国家\n调整:\n  - {对应: 社会救助-001, 公开对象: 全社会}\n"
    files = {NATIONAL_PATH: national(item("001", 公开对象="群众"), item("002", 公开对象="群众"))}
    (finding,) = expect_here(check, body, files)
    assert "社会救助-001" not in finding.message
    assert len(finding.related) == 1


def test_a_change_of_another_field_leaves_the_fault_above(check: Check) -> None:
    body = "⟦GW302 采用⟧: 国家\n调整:\n  - {对应: 社会救助-001, 公开时限: 即时}\n"
    expect_here(check, body, {NATIONAL_PATH: national(item("001", 公开对象="群众"))})


def test_a_change_of_the_county_is_of_above_for_the_town(check: Check) -> None:
    files = {
        NATIONAL_PATH: national(item("001"), item("002")),
        **town("采用: 莒南\n"),
    }
    catalogue = f"{ADOPTING}采用: 国家\n调整:\n  - {{对应: 社会救助-001, 公开对象: 群众}}\n"
    found = check(catalogue=catalogue, files=files)
    assert [finding.data_path for finding in here(found)] == [("调整", 0, "公开对象")]
    assert [finding.data_path for finding in here(found, TOWN_PATH)] == [("采用",)]


def test_own_items_are_judged_as_ever(check: Check) -> None:
    body = "采用: 国家\n事项:\n" + item("800", 公开对象="⟦GW302 群众⟧")
    expect_here(check, body, {NATIONAL_PATH: national(item("001"), item("002"))})


def test_an_own_item_may_not_be_called_like_an_adopted_one(check: Check) -> None:
    body = "采用: 国家\n事项:\n" + item("800", 二级事项="⟦GW108 事项002⟧")
    files = {NATIONAL_PATH: national(item("001"), item("002"))}
    (finding,) = expect_here(check, body, files)
    assert [place.path for place, _ in finding.related] == [NATIONAL_PATH]


def test_written_numbers_count_the_adopted_items_too(check: Check) -> None:
    """序号 is continuous over all that the catalogue comes to, after filtering."""
    files = {NATIONAL_PATH: national(item("001", 序号="1"), item("002", 序号="2", 公开层级="[市级]"), item("003", 序号="3"))}
    body = "采用: {{区域: 国家, 层级: [县级]}}\n事项:\n{}"
    expect_here(check, body.format(item("800", 序号="3")), files)
    expect_here(check, body.format(item("800", 序号="⟦GW104 1⟧")), files)


# Subjects


def test_a_unit_that_nobody_registered_in_a_mapping_of_the_file(check: Check) -> None:
    """Each wrong unit at its own place, once, however many items it comes to."""
    above = national(*(item(number, 公开主体="[镇政府部门, 民政部门, 财政部门]") for number in MANY))
    body = "采用: 国家\n主体对应:\n  财政部门: [县财政局, ⟦GW203 县税物局⟧]\n  民政部门: [⟦GW203 县民正局⟧, 县民政局]\n"
    expect_here(check, body, {NATIONAL_PATH: above})


@pytest.mark.parametrize(
    "mapping", ["民政部门: ⟦GW203 县民正局⟧", "民政部门:\n    - ⟦GW203 县民正局⟧", "民政部门: [⟦GW203 县民正局⟧]"]
)
def test_a_unit_in_a_mapping_however_it_is_written(mapping: str, check: Check) -> None:
    files = {NATIONAL_PATH: national(item("001", 公开主体="[县财政局, 民政部门]"))}
    expect_here(check, f"采用: 国家\n主体对应:\n  {mapping}\n", files)


def test_a_unit_that_nobody_registered_in_a_mapping_of_the_region(check: Check) -> None:
    """Whoever reads the finding is led to region.yaml, and to no other place."""
    above = national(*(item(number, 公开主体="[民政部门]") for number in MANY))
    region = REGION + "主体对应:\n  民政部门: [县民正局]\n"
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", region=region, files={NATIONAL_PATH: above})
    told = [finding for finding in found if "县民正局" in finding.message]
    assert len(told) == 1
    assert {told[0].place.path, *(place.path for place, _ in told[0].related)} <= {CATALOGUE_PATH, REGION_PATH}
    assert REGION_PATH in {told[0].place.path, *(place.path for place, _ in told[0].related)}


def test_a_subject_that_is_not_mapped_is_told_of_at_the_adoption(check: Check) -> None:
    above = national(*(item(number, 公开主体="[天文部门]") for number in MANY))
    (finding,) = expect_here(check, "⟦GW211 采用⟧: 国家\n", {NATIONAL_PATH: above})
    assert "天文部门" in finding.message
    assert finding.severity == "warning"


def test_subjects_that_are_mapped_are_known(check: Check) -> None:
    above = national(*(item(number, 公开主体="[天文部门]") for number in MANY))
    expect_here(check, "采用: 国家\n主体对应: {天文部门: 县民政局}\n", {NATIONAL_PATH: above})


# Personal data


@pytest.mark.parametrize("where", ["the nation", "the province", "the region"])
def test_personal_data_from_above_is_found_below(where: str, tmp_path: Path) -> None:
    """The table below is published by the region below, whoever wrote the number."""
    files = {
        NATIONAL_PATH: national(item("001", **({"咨询电话": "13800000000"} if where == "the nation" else {}))),
        **province("采用: 国家\n" + ("调整:\n  - {对应: 社会救助-001, 备注: 13800000000}\n" if where == "the province" else "")),
        **county(
            "采用: 山东\n", region=REGION + ("主体对应: {县民政局: 县民政局13800000000}\n" if where == "the region" else "")
        ),
    }
    found, _ = check_paths(Workspace(write_files(tmp_path, files)), ("莒南",), ())
    assert [finding.rule.code for finding in here(found) if finding.severity == "error"] == ["GW501"]


def test_personal_data_from_above_stop_a_build_with_their_place(tmp_path: Path) -> None:
    """The build looks at its tables once more, but cannot say where the number was written."""
    region = REGION.replace("国家2019", "山东2017")
    files = {NATIONAL_PATH: national(item("001", 备注="联系人甲，电话13800000000")), **county("采用: 国家\n", region=region)}
    result = built(write_files(tmp_path, files))
    assert result.package is None
    assert "GW501" in {finding.rule.code for finding in result.findings}


# Reports


def test_a_finding_at_an_adoption_in_the_reports(tmp_path: Path, gwcat: Run) -> None:
    files = {NATIONAL_PATH: national(*(item(number, 公开对象="群众") for number in MANY)), **county("采用: 国家\n")}
    write_files(tmp_path, files)
    done = gwcat("validate", "--county", "莒南", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{CATALOGUE_PATH}:3:1: 错误 GW302" in done.stdout
    assert f"参见 {NATIONAL_PATH}:" in done.stdout
    assert done.stdout.count("GW302") == 1
    done = gwcat("validate", "--county", "莒南", "--format", "json", cwd=tmp_path)
    assert '"data_path": "采用"' in done.stdout


def test_items_that_are_adopted_are_counted(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: national(*(item(number) for number in MANY)), **county("采用: 国家\n事项:\n" + item("800"))}
    _, summary = check_paths(Workspace(write_files(tmp_path, files)), ("莒南",), ())
    assert summary.items == 9


def test_order_of_the_regions_changes_no_finding(tmp_path: Path) -> None:
    """A region above is read once for all below; what is said of it is the same alone and among others."""
    files = {
        NATIONAL_PATH: national(*(item(number, 公开对象="群众") for number in MANY)),
        **province("采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开方式: 公开}\n"),
        **county("采用: 山东\n不采用:\n  - {对应: 社会救助-002, 理由: 无}\n"),
        **town("采用: 莒南\n"),
    }
    root = Workspace(write_files(tmp_path, files))
    together, _ = check_paths(root, (), ())
    alone = [finding for name in ("大店", "山东", "国家", "莒南") for finding in check_paths(root, (name,), ())[0]]
    assert sorted(together, key=repr) == sorted(alone, key=repr)
