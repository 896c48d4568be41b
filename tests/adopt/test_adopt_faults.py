"""Adoptions that cannot be: nothing there, nothing readable, circles, entries that fit nothing; the rest is judged as ever."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from regions_above import (
    ADOPTING,
    NATIONAL_PATH,
    PROVINCE_PATH,
    PROVINCE_REGION,
    TOWN_PATH,
    Files,
    county,
    identities,
    item,
    national,
    province,
    resolved,
    town,
)

from conftest import CATALOGUE_PATH, ITEM, REGION, Check, Run, write_files
from gwcat.model.finding import Finding
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from marking import announced, marked

ABOVE = {NATIONAL_PATH: national(item("001"), item("002"), item("010"))}
BROKEN = {
    "broken syntax": "领域: [\n",
    "empty": "",
    "another encoding": "领域: 社会救助\n".encode("gbk"),
    "a list": "- 领域: 社会救助\n",
    "a Word file": b"PK\x03\x04" + bytes(30),
}


def codes(found: list[Finding], path: str = CATALOGUE_PATH) -> list[str]:
    """Codes of the findings of a file; GW607 is left out, as nobody has looked at anything yet."""
    return sorted(finding.rule.code for finding in found if finding.place.path == path and finding.rule.code != "GW607")


def expect_here(check: Check, body: str, files: Files) -> list[Finding]:
    """A catalogue whose lines announce their faults: exactly those are found in it, at their places."""
    text, faults = announced(ADOPTING + body)
    found = [finding for finding in check(catalogue=text, files=files) if finding.place.path == CATALOGUE_PATH]
    found = [finding for finding in found if finding.rule.code != "GW607"]
    assert [(finding.rule.code, finding.place.line, finding.place.column) for finding in found] == faults
    return found


# Nothing there


NOT_THERE = {
    "no such region": ("⟦采用⟧: 国佳\n", "国家"),
    "no such region, in a mapping": ("采用: {层级: [乡级], 区域: ⟦国佳⟧}\n", "国家"),
    "no such region, in a block": ("采用:\n  区域: ⟦国佳⟧\n  层级: [乡级]\n", "国家"),
    "a path": ("采用: {区域: ⟦../国家⟧}\n", "国家"),
    "no such domain there": ("⟦采用⟧: 山东\n", "领域"),
    "no such domain there, as it is called there": ("⟦采用⟧: {区域: 国家, 领域: 养老服务}\n", "领域"),
}


@pytest.mark.parametrize(("body", "remedy"), NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_there_is_told_at_its_place(body: str, remedy: str, check: Check) -> None:
    text, place = marked(ADOPTING + body)
    found = check(catalogue=text, files={**ABOVE, "catalogs/山东/region.yaml": PROVINCE_REGION})
    told = [finding for finding in found if finding.rule.code == "GW602"]
    assert [finding.place for finding in told] == [(CATALOGUE_PATH, *place)]
    assert remedy in told[0].help


def test_a_workspace_without_any_region_above(check: Check) -> None:
    assert codes(check(catalogue=f"{ADOPTING}采用: 国家\n")) == ["GW602"]


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_catalogue_above_that_cannot_be_read(content: str | bytes, check: Check) -> None:
    """The file is there: whoever reads the finding must not be told to make one."""
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: content})
    (told,) = [finding for finding in found if finding.rule.code == "GW602"]
    assert (told.place.path, told.place.line) == (CATALOGUE_PATH, 3)
    assert NATIONAL_PATH in told.message + told.help
    assert "没有“社会救助”" not in told.message


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_one_of_several_catalogues_above_that_cannot_be_read(content: str | bytes, check: Check) -> None:
    """Its items would be left out without a word."""
    second = "catalogs/山东/社会救助/省财政厅.yaml"
    found = check(catalogue=f"{ADOPTING}采用: 山东\n", files={**province("事项:\n" + item("001")), second: content})
    (told,) = [finding for finding in found if finding.rule.code == "GW602"]
    assert (told.place.path, told.place.line) == (CATALOGUE_PATH, 3)
    assert second in told.message + told.help


@pytest.mark.parametrize("content", ["名称: [\n", "", "- 甲\n"], ids=["broken", "empty", "a list"])
def test_a_region_file_above_that_cannot_be_read_hides_nothing(content: str, check: Check, tmp_path: Path) -> None:
    files = {**province("事项:\n" + item("001")), "catalogs/山东/region.yaml": content}
    assert codes(check(catalogue=f"{ADOPTING}采用: 山东\n", files=files)) == []
    assert identities(resolved(tmp_path, {**files, **county("采用: 山东\n")})) == ["001"]


def test_a_catalogue_above_without_items(check: Check) -> None:
    found = check(catalogue=f"{ADOPTING}采用: 国家\n事项:\n{item('800')}", files={NATIONAL_PATH: national()})
    assert codes(found) == []


def test_a_broken_adoption_leaves_the_own_items_and_all_their_findings(check: Check) -> None:
    body = f"采用: 国佳\n事项:\n{item('800', 公开对象='群众')}"
    assert codes(check(catalogue=ADOPTING + body, files=ABOVE)) == ["GW302", "GW602"]


@pytest.mark.parametrize("above", ["{区域: 国佳}", "{区域: 国家, 领域: 养老服务}", "大店"])
def test_a_break_further_up_is_told_at_every_level_that_hangs_on_it(above: str, check: Check) -> None:
    """Each of them can be built by itself, and would lack items."""
    files = {**ABOVE, **province(f"采用: {above}\n事项:\n{item('700')}"), **town("采用: 山东\n")}
    if above != "大店":
        files |= town("采用: 莒南\n")
    found = check(catalogue=f"{ADOPTING}采用: 山东\n", files=files)
    for path in (PROVINCE_PATH, CATALOGUE_PATH, TOWN_PATH):
        errors = [finding for finding in found if finding.severity == "error"]
        assert codes(errors, path) in (["GW601"], ["GW602"]), path


def test_a_break_further_up_is_told_when_only_the_lowest_is_looked_at(tmp_path: Path) -> None:
    files = {**province("采用: 国佳\n事项:\n" + item("700")), **county("采用: 山东\n"), **town("采用: 莒南\n")}
    found, _ = check_paths(Workspace(write_files(tmp_path, files)), ("大店",), ())
    (told,) = [finding for finding in found if finding.severity == "error"]
    assert (told.place.path, told.place.line, told.rule.code) == (TOWN_PATH, 3, "GW602")
    assert PROVINCE_PATH in told.message + told.help + str(told.related)


# Circles


def ring(*folders: str) -> Files:
    """Regions of which each adopts the next one, the last the first; each has an item with a fault of its own."""
    files: dict[str, str | bytes] = {}
    for number, (folder, above) in enumerate(zip(folders, (*folders[1:], folders[0]), strict=True)):
        region = PROVINCE_REGION.replace("山东省", f"{folder}省").replace("简称: 山东", f"简称: {folder}")
        files[f"catalogs/{folder}/region.yaml"] = region
        own = item(f"80{number}", 公开对象="群众", 公开主体="[省民政厅]")
        files[f"catalogs/{folder}/社会救助/省民政厅.yaml"] = f"领域: 社会救助\n单位: 省民政厅\n采用: {above}\n事项:\n{own}"
    return files


RINGS = [("甲",), ("甲", "乙"), ("乙", "甲"), ("甲", "乙", "丙"), ("丙", "甲", "乙"), ("甲", "丙", "乙")]


@pytest.mark.parametrize("folders", RINGS, ids="".join)
def test_every_file_of_a_circle_is_told_of_it(folders: tuple[str, ...], tmp_path: Path) -> None:
    found, _ = check_paths(Workspace(write_files(tmp_path, ring(*folders))), (), ())
    told = [finding for finding in found if finding.rule.code == "GW601"]
    assert Counter(finding.place for finding in told) == Counter(
        (f"catalogs/{folder}/社会救助/省民政厅.yaml", 3, 1, 3, 3) for folder in folders
    )
    for finding in told:
        assert all(f"catalogs/{folder}/社会救助/省民政厅.yaml" in finding.message for folder in folders)


@pytest.mark.parametrize("folders", RINGS, ids="".join)
@pytest.mark.parametrize("folder", ["甲", "乙", "丙"])
def test_a_circle_is_told_whichever_region_is_looked_at(folders: tuple[str, ...], folder: str, tmp_path: Path) -> None:
    if folder not in folders:
        folder = folders[0]
    found, _ = check_paths(Workspace(write_files(tmp_path, ring(*folders))), (folder,), ())
    assert codes(found, f"catalogs/{folder}/社会救助/省民政厅.yaml").count("GW601") == 1


@pytest.mark.parametrize("folders", RINGS, ids="".join)
def test_the_rest_is_judged_in_spite_of_a_circle(folders: tuple[str, ...], tmp_path: Path) -> None:
    files = {**ring(*folders), **county("事项:\n" + item("001", 公开方式="公开"))}
    found, _ = check_paths(Workspace(write_files(tmp_path, files)), (), ())
    own = {finding.place.path for finding in found if finding.rule.code == "GW302" and finding.place.line > 3}
    assert own == {f"catalogs/{folder}/社会救助/省民政厅.yaml" for folder in folders}
    assert codes(found) == ["GW301"]


def test_a_circle_below_which_a_county_hangs(tmp_path: Path) -> None:
    """The county cannot be complete either."""
    files = {**ring("甲", "乙"), **county("采用: 甲\n")}
    for wanted in ((), ("莒南",), ("甲", "莒南")):
        found, _ = check_paths(Workspace(write_files(tmp_path, files)), wanted, ())
        assert {"GW601", "GW602"} & set(codes(found)), wanted


def test_a_circle_through_another_domain_of_the_same_region_is_none(check: Check) -> None:
    other = {"catalogs/莒南/养老服务/县民政局.yaml": "领域: 养老服务\n单位: 县民政局\n事项:\n" + item("001")}
    found = check(catalogue=f"{ADOPTING}采用: {{区域: 莒南, 领域: 养老服务, 事项: [社会救助-001]}}\n", files=other)
    assert "GW601" not in codes(found)


def test_building_in_a_circle_is_refused(tmp_path: Path, gwcat: Run) -> None:
    files = {path: text.replace("群众", "全社会") for path, text in ring("甲", "乙").items() if isinstance(text, str)}
    write_files(tmp_path / "项目", files)
    for folder in ("甲", "乙"):
        done = gwcat("build", "--county", folder, cwd=tmp_path / "项目")
        assert done.returncode == 1, folder
        assert "GW601" in done.stdout
        assert "Traceback" not in done.stderr


# Entries that fit nothing


ENTRIES = {
    "a change of nothing": "采用: 国家\n调整:\n  - 对应: ⟦GW603 社会救助-003⟧\n    公开时限: 即时\n",
    "a refusal of nothing": "采用: 国家\n不采用:\n  - {对应: ⟦GW603 社会救助-003⟧, 理由: 本县没有}\n",
    "a choice of nothing": "采用: {区域: 国家, 事项: [社会救助-001, ⟦GW603 社会救助-003⟧]}\n",
    "each by itself": "采用: 国家\n调整:\n  - {对应: ⟦GW603 甲⟧, 公开时限: 即时}\n  - {对应: 社会救助-001, 公开时限: 即时}\n"
    "  - {对应: ⟦GW603 乙⟧, 公开时限: 即时}\n不采用:\n  - {对应: ⟦GW603 丙⟧, 理由: 无}\n",
    "a change of what is filtered out": "采用: {区域: 国家, 层级: [市级]}\n"
    "调整:\n  - {对应: ⟦GW603 社会救助-001⟧, 公开时限: 即时}\n事项:\n" + item("800"),
    "a change of what is not chosen": "采用: {区域: 国家, 事项: [社会救助-001]}\n"
    "调整:\n  - {对应: ⟦GW603 社会救助-002⟧, 公开时限: 即时}\n",
    "changed twice": "采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开时限: 即时}\n  - {对应: ⟦GW604 社会救助-001⟧, 备注: 甲}\n",
    "declined twice": "采用: 国家\n不采用:\n  - {对应: 社会救助-001, 理由: 甲}\n  - {对应: ⟦GW604 社会救助-001⟧, 理由: 乙}\n",
    "changed and declined": "采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开时限: 即时}\n"
    "不采用:\n  - {对应: ⟦GW604 社会救助-001⟧, 理由: 乙}\n",
    "declined before it is changed": "采用: 国家\n不采用:\n  - {对应: ⟦GW604 社会救助-001⟧, 理由: 乙}\n"
    "调整:\n  - {对应: 社会救助-001, 公开时限: 即时}\n",
    "declined without a reason": "采用: 国家\n不采用:\n  - {对应: 社会救助-001, 理由: ⟦GW605⟧}\n",
    "declined for a blank": '采用: 国家\n不采用:\n  - {对应: 社会救助-001, 理由: ⟦GW605 " "⟧}\n',
}


@pytest.mark.parametrize("body", ENTRIES.values(), ids=ENTRIES)
def test_entries_are_judged_where_they_stand(body: str, check: Check) -> None:
    for finding in expect_here(check, body.replace("理由: ⟦GW605⟧", '理由: ⟦GW605 ""⟧'), ABOVE):
        assert finding.severity == "error"
        assert finding.help


def test_an_entry_for_an_item_that_was_the_last_one_above(check: Check) -> None:
    """The catalogue above is there, and empty."""
    body = "采用: 国家\n调整:\n  - {对应: ⟦GW603 社会救助-001⟧, 公开时限: 即时}\n事项:\n" + item("800")
    expect_here(check, body, {NATIONAL_PATH: national()})


def test_entries_are_not_doubted_while_nothing_above_can_be_read(check: Check) -> None:
    body = "采用: 国家\n调整:\n  - {对应: 社会救助-001, 公开时限: 即时}\n不采用:\n  - {对应: 社会救助-002, 理由: 无}\n"
    assert codes(check(catalogue=ADOPTING + body, files={NATIONAL_PATH: "领域: [\n"})) == ["GW602"]


def test_a_vanished_item_may_be_a_mistyped_one_or_one_that_is_gone(check: Check) -> None:
    """The numbers next to it are always near: to name one of them alone would mislead."""
    (finding,) = expect_here(check, "采用: 国家\n调整:\n  - {对应: ⟦GW603 社会救助-003⟧, 公开时限: 即时}\n", ABOVE)
    assert "取消" in finding.help


def test_entries_name_items_as_they_are_called_above(check: Check) -> None:
    """What the province has made of its own is there for the county; what it has declined is not."""
    files = {
        **ABOVE,
        **province("采用: 国家\n不采用:\n  - {对应: 社会救助-002, 理由: 本省没有}\n事项:\n" + item("700")),
    }
    body = (
        "采用: 山东\n调整:\n  - {对应: 社会救助-700, 公开时限: 即时}\n  - {对应: ⟦GW603 社会救助-002⟧, 公开时限: 即时}\n"
        "不采用:\n  - {对应: 社会救助-001, 理由: 无}\n"
    )
    expect_here(check, body, files)


def test_an_entry_without_a_target_touches_no_item(check: Check) -> None:
    """Not even one above that has no number either."""
    above = national(item("001"), item("002").replace("  - 编号: 社会救助-002\n  ", "  -"))
    body = "采用: 国家\n不采用:\n  - {理由: 本县没有}\n调整:\n  - {公开时限: 即时}\n"
    found = check(catalogue=ADOPTING + body, files={NATIONAL_PATH: above})
    assert codes(found).count("GW022") == 2
    assert "GW604" not in codes(found)


# The shape of what is written


SHAPES = {
    "a key of 采用": ("采用: {区域: 国家, ⟦GW021 层次⟧: [乡级]}\n", "层级"),
    "a key of 采用 in block style": ("采用:\n  区域: 国家\n  ⟦GW021 领或⟧: 社会救助\n", "领域"),
    "a key of 调整": ("采用: 国家\n调整:\n  - {对应: 社会救助-001, ⟦GW021 公开期限⟧: 即时}\n", "公开时限"),
    "a key of 不采用": ("采用: 国家\n不采用:\n  - {对应: 社会救助-001, 理由: 无, ⟦GW021 依剧⟧: 甲}\n", "对应"),
    "the number of an item": ("采用: 国家\n调整:\n  - {对应: 社会救助-001, ⟦GW021 编号⟧: 社会救助-999}\n", ""),
    "no target": ("采用: 国家\n调整:\n  - {⟦GW022 公开时限⟧: 即时}\n", "对应"),
    "no reason": ("采用: 国家\n不采用:\n  - {⟦GW022 对应⟧: 社会救助-001}\n", "理由"),
    "no region": ("⟦GW022 采用⟧: {层级: [乡级]}\n事项:\n" + item("800"), "区域"),
    "an empty mapping": ("⟦GW022 采用⟧: {}\n事项:\n" + item("800"), "区域"),
    "a list of regions": ("采用: ⟦GW023 [国家]⟧\n事项:\n" + item("800"), ""),
    "levels as a mapping": ("采用: {区域: 国家, 层级: ⟦GW023 {乡级: 是}⟧}\n", ""),
    "changes as a mapping": ("采用: 国家\n调整: ⟦GW023 {社会救助-001: 即时}⟧\n", ""),
    "changes as texts": ("采用: 国家\n调整: [⟦GW023 社会救助-001⟧]\n", ""),
    "refusals as texts": ("采用: 国家\n不采用: [⟦GW023 社会救助-001⟧]\n", ""),
    "subjects as a list": ("采用: 国家\n主体对应: ⟦GW023 [县民政局]⟧\n", ""),
    "subjects of subjects": ("采用: 国家\n主体对应: {民政部门: ⟦GW023 {甲: 乙}⟧}\n", ""),
    "a list for a text": ("采用: 国家\n调整:\n  - {对应: 社会救助-001, 备注: ⟦GW023 [甲]⟧}\n", ""),
}


@pytest.mark.parametrize(("body", "remedy"), SHAPES.values(), ids=SHAPES)
def test_one_slip_is_one_finding(body: str, remedy: str, check: Check) -> None:
    (finding,) = expect_here(check, body, ABOVE)
    assert remedy in finding.help


def test_a_mistyped_region_key_is_told_with_the_right_one(check: Check) -> None:
    """The key is unknown and the one that must be there is missing; that no region is called nothing need not be said."""
    found = check(catalogue=f"{ADOPTING}采用: {{区城: 国家}}\n事项:\n{item('800')}", files=ABOVE)
    assert codes(found) == ["GW021", "GW022"]
    assert "区域" in found[0].help + found[1].help


@pytest.mark.parametrize("line", ["主体对应: {民政部门: {甲: 乙}}\n", "主体对应: [甲]\n", "主体对应: 甲\n"])
def test_subjects_of_a_region_of_a_wrong_kind(line: str, check: Check) -> None:
    found = check(catalogue=f"{ADOPTING}采用: 国家\n", region=REGION + line, files=ABOVE)
    assert [finding.rule.code for finding in found if finding.place.path.endswith("region.yaml")] == ["GW023"]
    assert codes(found) == []


def test_items_above_with_faults_of_shape_stop_nothing(check: Check) -> None:
    """Every value of an item above may be of a wrong kind; that is told above, and the region below is judged."""
    keys = ("公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式", "公开层级", "备注", "二级事项")
    for value in ("{甲: {乙: 丙}}", "[[甲]]", "[{甲: 乙}]"):
        above = national(item("001", **dict.fromkeys(keys, value)), item("002"))
        found = check(catalogue=f"{ADOPTING}采用: 国家\n", files={NATIONAL_PATH: above})
        assert "GW023" in codes(found, NATIONAL_PATH)
        assert "GW607" in {finding.rule.code for finding in found if finding.place.path == CATALOGUE_PATH}


# Two units with one item


def test_two_units_with_the_same_item(check: Check) -> None:
    """Numbers are given once in a region; both places are shown."""
    second = "catalogs/莒南/社会救助/县财政局.yaml"
    files = {**ABOVE, second: "领域: 社会救助\n单位: 县财政局\n采用: {区域: 国家, 事项: [社会救助-002]}\n"}
    found = [finding for finding in check(catalogue=f"{ADOPTING}采用: 国家\n", files=files) if finding.rule.code == "GW102"]
    (finding,) = found
    assert "社会救助-002" in finding.message
    places = {finding.place[:3], *(place[:3] for place, _ in finding.related)}
    assert places == {(CATALOGUE_PATH, 3, 1), (second, 3, 1)}
    assert finding.data_path == ("采用",)


def test_two_units_with_many_items_in_common_are_told_once(check: Check) -> None:
    """The fault is one: both have taken over everything."""
    second = "catalogs/莒南/社会救助/县财政局.yaml"
    files = {**ABOVE, second: "领域: 社会救助\n单位: 县财政局\n采用: 国家\n"}
    found = [finding for finding in check(catalogue=f"{ADOPTING}采用: 国家\n", files=files) if finding.rule.code == "GW102"]
    assert len(found) == 1
    assert "社会救助-001" in found[0].message
    assert "社会救助-010" in found[0].message


def test_an_adopted_item_beside_one_of_another_unit(check: Check) -> None:
    second = "catalogs/莒南/社会救助/县财政局.yaml"
    files = {**ABOVE, second: "领域: 社会救助\n单位: 县财政局\n事项:\n" + ITEM}
    found = check(catalogue=f"{ADOPTING}采用: {{区域: 国家, 事项: [社会救助-001]}}\n", files=files)
    assert Counter(finding.rule.code for finding in found)["GW102"] == 1
