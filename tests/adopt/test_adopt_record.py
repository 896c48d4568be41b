"""`gwcat resolve --accept` records the items above as they are; what changes there later is told until somebody has looked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regions_above import (
    ADOPTING,
    NATIONAL_PATH,
    PROVINCE_PATH,
    RECORD_PATH,
    TOWN_PATH,
    Files,
    county,
    item,
    national,
    province,
    town,
)

from conftest import CATALOGUE_PATH, Check, Run, write_files
from gwcat.adopt.record import state
from gwcat.base.errors import GwcatError, StorageError
from gwcat.model.catalogue import read_item
from gwcat.model.finding import Finding
from gwcat.source.reader import read_tree
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths
from gwcat.tasks.resolve import accept, resolved

ITEMS = ("001", "002", "003")
ABOVE = national(*map(item, ITEMS))
FILES: Files = {NATIONAL_PATH: ABOVE, **county("采用: 国家\n")}
REVIEWS = ("GW606", "GW607", "GW608")


def accepted(root: Path, folder: str = "莒南") -> tuple[str, int, bool]:
    """Record that a region has been looked at, as the command does."""
    workspace = Workspace(root)
    region, _ = resolved(workspace, folder, ())
    return accept(workspace, region)


def reviews(root: Path, path: str = CATALOGUE_PATH) -> list[Finding]:
    """What of a file awaits a review."""
    found, _ = check_paths(Workspace(root), (), ())
    return [finding for finding in found if finding.place.path == path and finding.rule.code in REVIEWS]


def codes(root: Path, path: str = CATALOGUE_PATH) -> list[str]:
    return [finding.rule.code for finding in reviews(root, path)]


@pytest.fixture
def looked(tmp_path: Path) -> Path:
    """A workspace whose county has looked at everything."""
    write_files(tmp_path, FILES)
    accepted(tmp_path)
    return tmp_path


# Looked at, and changed


def test_a_file_that_was_never_looked_at_is_told_of_once(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    (finding,) = reviews(tmp_path)
    assert (finding.rule.code, finding.severity, finding.place[1:]) == ("GW607", "warning", (3, 1, 3, 3))
    assert "3 个" in finding.message
    assert "gwcat resolve --county 莒南 --accept" in finding.help
    assert {place.path for place, _ in finding.related} == {NATIONAL_PATH}


def test_what_was_looked_at_is_told_no_more(looked: Path) -> None:
    assert codes(looked) == []
    assert check_paths(Workspace(looked), (), ())[0] == []


CHANGED = {
    "公开时限": "即时", "公开内容": "[甲, 乙]", "公开依据": "[《新》]", "公开主体": "[县财政局]", "公开渠道": "[政府网站]",
    "公开对象": "{特定群体: 甲}", "公开方式": "依申请公开", "公开层级": "[县级]", "备注": "新的", "二级事项": "改过",
    "一级事项": "新", "名称": "改过", "五公开": "服务", "不予公开": "甲", "咨询电话": "0539-0000000", "更新周期": "每月",
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), CHANGED.items(), ids=CHANGED)
def test_a_changed_field_is_told_once_by_its_name(key: str, value: str, looked: Path) -> None:
    files = {NATIONAL_PATH: national(item("001"), item("002", **{key: value}), item("003"))}
    write_files(looked, files)
    (finding,) = reviews(looked)
    assert (finding.rule.code, finding.severity, finding.place[1:]) == ("GW606", "warning", (3, 1, 3, 3))
    assert f"的{key}变了" in finding.message
    assert "社会救助-002" in finding.message
    assert "gwcat resolve --county 莒南 --accept" in finding.help
    ((place, words),) = finding.related
    assert place.path == NATIONAL_PATH
    assert files[NATIONAL_PATH].splitlines()[place.line - 1].strip().startswith(f"{key}: ")
    assert key in words


SILENT = {
    "序号": "2", "来源": "[{标题: 甲}]", "核实": "否", "核实说明": "甲", "状态": "征求意见", "保密审查": "{审查人: 甲}",
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), SILENT.items(), ids=SILENT)
def test_what_the_public_does_not_see_needs_no_review(key: str, value: str, looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002", **{key: value}), item("003"))})
    assert codes(looked) == []


def test_comments_and_layout_are_no_changes(looked: Path) -> None:
    above = "# 注\n" + ABOVE.replace("[县级, 乡级]", "\n      - 县级\n      - 乡级").replace("全社会", '"全社会"')
    write_files(looked, {NATIONAL_PATH: b"\xef\xbb\xbf" + above.replace("\n", "\r\n").encode()})
    assert codes(looked) == []


def test_another_order_of_keys_or_items_is_no_change(looked: Path) -> None:
    lines = item("002").splitlines(keepends=True)
    write_files(looked, {NATIONAL_PATH: national(item("003"), lines[0] + "".join(reversed(lines[1:])), item("001"))})
    assert codes(looked) == []


def test_another_order_of_a_list_is_a_change(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: ABOVE.replace("[县级, 乡级]", "[乡级, 县级]", 1)})
    assert codes(looked) == ["GW606"]


def test_several_changed_fields_of_an_item_are_told_together(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001", 公开时限="即时", 备注="新", 公开层级=""), item("002"), item("003"))})
    (finding,) = reviews(looked)
    assert finding.rule.code == "GW606"
    assert all(key in finding.message for key in ("公开时限", "备注", "公开层级"))
    assert len(finding.related) == 3


def test_a_field_that_is_gone_is_a_change(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002", 公开渠道=""), item("003"))})
    (finding,) = reviews(looked)
    assert "公开渠道" in finding.message


def test_every_changed_item_is_told(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001", 备注="甲"), item("002"), item("003", 备注="甲"))})
    assert codes(looked) == ["GW606", "GW606"]


def test_a_new_item_is_told(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(*map(item, (*ITEMS, "004")))})
    (finding,) = reviews(looked)
    assert (finding.rule.code, finding.severity) == ("GW607", "warning")
    assert "社会救助-004" in finding.message
    assert "社会救助-001" not in finding.message


def test_many_new_items_are_told_together(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(*map(item, (*ITEMS, *(f"{n:03}" for n in range(100, 130)))))})
    (finding,) = reviews(looked)
    assert "30 个" in finding.message


def test_an_item_that_is_gone_is_told(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("003"))})
    (finding,) = reviews(looked)
    assert (finding.rule.code, finding.severity, finding.place[1:]) == ("GW608", "warning", (3, 1, 3, 3))
    assert "社会救助-002" in finding.message
    assert "--accept" in finding.help


def test_an_item_with_a_new_number_is_gone_and_new(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002"), item("009"))})
    assert codes(looked) == ["GW607", "GW608"]


def test_a_review_ends_it(looked: Path) -> None:
    above = national(item("001", 备注="新"), item("003"), item("004"))
    write_files(looked, {NATIONAL_PATH: above})
    assert codes(looked) == ["GW606", "GW607", "GW608"]
    assert accepted(looked) == (RECORD_PATH, 3, True)
    assert codes(looked) == []


def test_a_change_that_is_taken_back_needs_no_review(looked: Path) -> None:
    write_files(looked, {NATIONAL_PATH: national(item("001", 备注="新"), item("002"), item("003"))})
    assert codes(looked) == ["GW606"]
    write_files(looked, {NATIONAL_PATH: ABOVE})
    assert codes(looked) == []


# Who is told of what


def test_declined_items_are_watched_too(tmp_path: Path) -> None:
    """The reason may be one no longer."""
    body = "采用: 国家\n不采用:\n  - {对应: 社会救助-002, 理由: 本县没有}\n"
    write_files(tmp_path, {**FILES, **county(body)})
    accepted(tmp_path)
    assert codes(tmp_path) == []
    write_files(tmp_path, {NATIONAL_PATH: national(item("001"), item("002", 公开内容="[甲]"), item("003"))})
    (finding,) = reviews(tmp_path)
    assert finding.rule.code == "GW606"
    assert "公开内容" in finding.message


def test_changed_items_are_watched_in_the_fields_that_the_county_has_changed_too(tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, **county("采用: 国家\n调整:\n  - {对应: 社会救助-002, 公开时限: 即时}\n")})
    accepted(tmp_path)
    write_files(tmp_path, {NATIONAL_PATH: national(item("001"), item("002", 公开时限="一年"), item("003"))})
    assert codes(tmp_path) == ["GW606"]


def test_what_the_county_says_itself_is_no_change_above(looked: Path) -> None:
    body = (
        "采用: 国家\n主体对应: {县民政局: 县财政局}\n调整:\n  - {对应: 社会救助-002, 公开时限: 即时}\n"
        "不采用:\n  - {对应: 社会救助-003, 理由: 本县没有}\n事项:\n" + item("800")
    )
    write_files(looked, {CATALOGUE_PATH: ADOPTING + body})
    assert codes(looked) == []


def test_items_that_the_filter_leaves_out_are_not_watched(tmp_path: Path) -> None:
    files = {**FILES, **county("采用: {区域: 国家, 事项: [社会救助-001]}\n")}
    write_files(tmp_path, files)
    assert accepted(tmp_path)[1] == 1
    write_files(tmp_path, {NATIONAL_PATH: national(item("001"), item("002", 备注="新"), item("004"))})
    assert codes(tmp_path) == []


def test_a_wider_filter_brings_items_that_nobody_has_looked_at(tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, **county("采用: {区域: 国家, 事项: [社会救助-001]}\n")})
    accepted(tmp_path)
    write_files(tmp_path, FILES)
    (finding,) = reviews(tmp_path)
    assert finding.rule.code == "GW607"
    assert "2 个" in finding.message


def test_a_narrower_filter_needs_no_review(looked: Path) -> None:
    write_files(looked, county("采用: {区域: 国家, 事项: [社会救助-001]}\n"))
    assert codes(looked) == []


def test_what_the_region_leaves_out_itself_is_watched_no_more(looked: Path) -> None:
    """Even before the record is made anew."""
    write_files(looked, county("采用: {区域: 国家, 事项: [社会救助-001]}\n"))
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002", 公开时限="即时", 公开层级="[县级]"), item("003"))})
    assert codes(looked) == []


def test_an_item_that_a_change_above_takes_out_of_the_filter_is_told(tmp_path: Path) -> None:
    """Else it would be gone from the county's catalogue without a word."""
    write_files(tmp_path, {**FILES, **county("采用: {区域: 国家, 层级: [乡级]}\n")})
    accepted(tmp_path)
    assert codes(tmp_path) == []
    write_files(tmp_path, {NATIONAL_PATH: national(item("001"), item("002", 公开层级="[县级]"), item("003"))})
    (finding,) = reviews(tmp_path)
    assert finding.rule.code in ("GW606", "GW608")
    assert "社会救助-002" in finding.message
    accepted(tmp_path)
    assert codes(tmp_path) == []


def test_an_item_that_a_change_above_brings_into_the_filter_is_new(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: national(item("001"), item("002", 公开层级="[县级]"))}
    write_files(tmp_path, {**files, **county("采用: {区域: 国家, 层级: [乡级]}\n")})
    accepted(tmp_path)
    write_files(tmp_path, {NATIONAL_PATH: national(item("001"), item("002"))})
    assert codes(tmp_path) == ["GW607"]


def test_an_item_that_becomes_a_local_variant_above_is_told(looked: Path) -> None:
    """It is no longer taken over, and would be gone without a word."""
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002", 状态="地方写法"), item("003"))})
    (finding,) = reviews(looked)
    assert "社会救助-002" in finding.message


def test_every_region_below_is_told_two_levels_down_too(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: ABOVE, **province("采用: 国家\n"), **county("采用: 山东\n"), **town("采用: 莒南\n")}
    write_files(tmp_path, files)
    for folder in ("山东", "莒南", "大店"):
        accepted(tmp_path, folder)
    write_files(tmp_path, {NATIONAL_PATH: ABOVE.replace("起002小时", "起2小时")})
    for path in (PROVINCE_PATH, CATALOGUE_PATH, TOWN_PATH):
        (finding,) = reviews(tmp_path, path)
        assert finding.rule.code == "GW606"
        assert "公开时限" in finding.message
        assert [place.path for place, _ in finding.related] == [NATIONAL_PATH]


def test_who_is_above_a_change_is_not_told(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: ABOVE, **province("采用: 国家\n"), **county("采用: 山东\n"), **town("采用: 莒南\n")}
    write_files(tmp_path, files)
    for folder in ("山东", "莒南", "大店"):
        accepted(tmp_path, folder)
    write_files(tmp_path, county("采用: 山东\n调整:\n  - {对应: 社会救助-002, 备注: 县里的}\n"))
    assert [codes(tmp_path, path) for path in (PROVINCE_PATH, CATALOGUE_PATH, TOWN_PATH)] == [[], [], ["GW606"]]


def test_a_change_that_the_level_between_keeps_away_is_not_told_below(tmp_path: Path) -> None:
    files = {
        NATIONAL_PATH: ABOVE,
        **province("采用: 国家\n调整:\n  - {对应: 社会救助-002, 公开时限: 省里的时限}\n"),
        **county("采用: 山东\n"),
    }
    write_files(tmp_path, files)
    for folder in ("山东", "莒南"):
        accepted(tmp_path, folder)
    write_files(tmp_path, {NATIONAL_PATH: ABOVE.replace("起002小时", "起2小时")})
    assert (codes(tmp_path, PROVINCE_PATH), codes(tmp_path)) == (["GW606"], [])


def test_what_is_mapped_above_is_a_change_below(tmp_path: Path) -> None:
    files = {NATIONAL_PATH: ABOVE, **province("采用: 国家\n"), **county("采用: 山东\n")}
    write_files(tmp_path, files)
    for folder in ("山东", "莒南"):
        accepted(tmp_path, folder)
    write_files(tmp_path, province("采用: 国家\n主体对应: {县民政局: 民政部门}\n"))
    assert codes(tmp_path, PROVINCE_PATH) == []
    found = reviews(tmp_path)
    assert [finding.rule.code for finding in found] == ["GW606"] * 3
    assert all("公开主体" in finding.message for finding in found)


def test_each_adopting_file_has_a_review_of_its_own(tmp_path: Path) -> None:
    other, above = "catalogs/莒南/养老服务/县民政局.yaml", "catalogs/国家/养老服务.yaml"
    more = {above: national(item("901"), domain="养老服务"), other: "领域: 养老服务\n单位: 县民政局\n采用: 国家\n"}
    write_files(tmp_path, {**FILES, **more})
    assert accepted(tmp_path) == (RECORD_PATH, 4, True)
    write_files(tmp_path, {above: national(item("901", 备注="新"), domain="养老服务")})
    assert (codes(tmp_path), codes(tmp_path, other)) == ([], ["GW606"])


def test_other_regions_reviews_are_their_own(looked: Path) -> None:
    files = {path.replace("莒南", "临沭"): text.replace("莒南", "临沭") for path, text in county("采用: 国家\n").items()}
    write_files(looked, files)
    assert codes(looked, CATALOGUE_PATH.replace("莒南", "临沭")) == ["GW607"]
    assert codes(looked) == []


# While something is broken


BROKEN = {
    "a file above that cannot be read": {NATIONAL_PATH: "领域: [\n"},
    "an empty file above": {NATIONAL_PATH: ""},
    "a region that is not there": county("采用: 国佳\n"),
    "a domain that is not there": county("采用: {区域: 国家, 领域: 养老服务}\n"),
    "a circle": county("采用: 莒南\n"),
    "its own file": {CATALOGUE_PATH: "领域: [\n"},
}


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_while_an_adoption_is_broken_nothing_is_recorded(files: Files, looked: Path) -> None:
    before = (looked / RECORD_PATH).read_bytes()
    write_files(looked, files)
    with pytest.raises(GwcatError) as caught:
        accepted(looked)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    assert (looked / RECORD_PATH).read_bytes() == before
    write_files(looked, FILES)
    assert codes(looked) == []


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_while_an_adoption_is_broken_no_item_is_called_gone(files: Files, looked: Path) -> None:
    write_files(looked, files)
    assert codes(looked) == []


BROKEN_ABOVE = {
    "the nation's file": {NATIONAL_PATH: "领域: [\n"},
    "the province's adoption": province("采用: 国佳\n事项:\n" + item("700")),
    "one of the province's files": {"catalogs/山东/社会救助/省财政厅.yaml": "领域: [\n"},
    "a circle above": {
        **province("采用: 河北\n事项:\n" + item("700")),
        "catalogs/河北/region.yaml": province("")["catalogs/山东/region.yaml"].replace("山东", "河北"),
        "catalogs/河北/社会救助/省民政厅.yaml": "领域: 社会救助\n单位: 省民政厅\n采用: 山东\n事项:\n" + item("600"),
    },
}


@pytest.mark.parametrize("files", BROKEN_ABOVE.values(), ids=BROKEN_ABOVE)
def test_while_something_is_broken_further_up_nothing_is_recorded(files: Files, tmp_path: Path) -> None:
    """The items that are missing for the moment would be forgotten, and be new when they are back."""
    second = {"catalogs/山东/社会救助/省财政厅.yaml": "领域: 社会救助\n单位: 省财政厅\n事项:\n" + item("750")}
    whole = {NATIONAL_PATH: ABOVE, **province("采用: 国家\n事项:\n" + item("700")), **second, **county("采用: 山东\n")}
    write_files(tmp_path, whole)
    accepted(tmp_path)
    before = (tmp_path / RECORD_PATH).read_bytes()
    write_files(tmp_path, files)
    with pytest.raises(GwcatError):
        accepted(tmp_path)
    assert (tmp_path / RECORD_PATH).read_bytes() == before
    assert "GW608" not in codes(tmp_path)


# The record itself


def test_a_second_review_changes_nothing(looked: Path) -> None:
    path = looked / RECORD_PATH
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert accepted(looked) == (RECORD_PATH, 3, False)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_record_is_the_same_on_every_machine(tmp_path: Path) -> None:
    texts = []
    for name in ("甲", "乙"):
        write_files(tmp_path / name, FILES)
        accepted(tmp_path / name)
        texts.append((tmp_path / name / RECORD_PATH).read_bytes())
    assert texts[0] == texts[1]
    assert b"\r" not in texts[0]


def test_the_record_says_that_it_is_not_written_by_hand(looked: Path) -> None:
    first = (looked / RECORD_PATH).read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#")
    assert "gwcat resolve --accept" in first


def test_the_record_of_one_item_is_one_line(looked: Path) -> None:
    """So that git shows which item was looked at anew."""
    before = (looked / RECORD_PATH).read_text(encoding="utf-8").splitlines()
    write_files(looked, {NATIONAL_PATH: national(item("001"), item("002", 备注="新"), item("003"))})
    accepted(looked)
    after = (looked / RECORD_PATH).read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert [number for number, pair in enumerate(zip(before, after, strict=True)) if len(set(pair)) > 1] == [3]


def test_a_region_that_adopts_nothing_has_no_record(workspace: Path) -> None:
    assert accepted(workspace) == (RECORD_PATH, 0, False)
    assert not (workspace / RECORD_PATH).exists()


def test_a_region_that_adopts_nothing_any_more_loses_its_record(looked: Path) -> None:
    write_files(looked, county("事项:\n" + item("001")))
    assert accepted(looked) == (RECORD_PATH, 0, True)
    assert not (looked / RECORD_PATH).exists()


def test_a_file_that_adopts_no_more_leaves_the_record(looked: Path) -> None:
    other = "catalogs/莒南/养老服务/县民政局.yaml"
    write_files(
        looked,
        {
            "catalogs/国家/养老服务.yaml": national(item("901"), domain="养老服务"),
            other: "领域: 养老服务\n单位: 县民政局\n采用: 国家\n",
        },
    )
    accepted(looked)
    (looked / other).unlink()
    assert check_paths(Workspace(looked), ("莒南",), ())[0] == []
    accepted(looked)
    assert "养老服务" not in (looked / RECORD_PATH).read_text(encoding="utf-8")


def test_the_record_is_no_catalogue(looked: Path, gwcat: Run) -> None:
    """It is neither out of place nor compiled; and it is no file of the region's to be judged by the schema."""
    done = gwcat("validate", "--strict", cwd=looked)
    assert (done.returncode, done.stdout) == (0, "")
    assert gwcat("build", "--county", "莒南", cwd=looked).returncode == 0


DAMAGED = {
    "empty": b"",
    "only the comment": "# 由 gwcat 写成\n".encode(),
    "broken": b"a: [\n",
    "another encoding": "社会救助".encode("gbk"),
    "binary": bytes(range(256)),
    "a Word file": b"PK\x03\x04" + bytes(30),
    "a list": b"- 1\n",
    "a text": "甲\n".encode(),
    "files as texts": '"社会救助/县民政局.yaml": 甲\n'.encode(),
    "files as lists": '"社会救助/县民政局.yaml": [甲, 乙]\n'.encode(),
    "a file of nothing": '"社会救助/县民政局.yaml":\n'.encode(),
    "items as texts": '"社会救助/县民政局.yaml": {社会救助-001: 甲}\n'.encode(),
    "items as lists": '"社会救助/县民政局.yaml": {社会救助-001: [甲]}\n'.encode(),
    "fields as lists": '"社会救助/县民政局.yaml": {社会救助-001: {公开时限: [甲], 备注: {乙: 丙}}}\n'.encode(),
    "digests of nothing": '"社会救助/县民政局.yaml": {社会救助-001: {公开时限: , 备注: ""}}\n'.encode(),
    "keys twice": '"社会救助/县民政局.yaml": {社会救助-001: {}}\n"社会救助/县民政局.yaml": {}\n'.encode(),
    "anchors": '"社会救助/县民政局.yaml": &a {社会救助-001: *a}\n'.encode(),
    "too deep": b"[" * 5000,
    "conflict of git": "<<<<<<< HEAD\n甲: {}\n=======\n乙: {}\n>>>>>>> main\n".encode(),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_stops_nothing(content: bytes, looked: Path, gwcat: Run) -> None:
    write_files(looked, {RECORD_PATH: content})
    done = gwcat("validate", cwd=looked)
    assert done.returncode in (0, 1)
    assert "GW60" in done.stdout
    assert "Traceback" not in done.stderr
    assert gwcat("resolve", "--county", "莒南", "--accept", cwd=looked).returncode == 0
    assert codes(looked) == []
    assert gwcat("validate", "--strict", cwd=looked).returncode == 0


@pytest.mark.parametrize("name", ["broken", "conflict of git"])
def test_a_record_that_cannot_be_read_is_a_finding_of_its_own(name: str, looked: Path) -> None:
    write_files(looked, {RECORD_PATH: DAMAGED[name]})
    found, _ = check_paths(Workspace(looked), (), ())
    assert [finding.rule.code for finding in found if finding.place.path == RECORD_PATH] == ["GW005"]


def test_a_digest_that_was_changed_by_hand_asks_for_a_review(looked: Path) -> None:
    text = (looked / RECORD_PATH).read_text(encoding="utf-8")
    digest = state(read_item(0, {"公开时限": "制定或获取信息之日起002小时内"}))["公开时限"]
    write_files(looked, {RECORD_PATH: text.replace(digest, "00000000")})
    (finding,) = reviews(looked)
    assert finding.rule.code == "GW606"
    assert "社会救助-002" in finding.message


def test_a_record_as_windows_keeps_it_is_the_same(looked: Path) -> None:
    text = (looked / RECORD_PATH).read_bytes()
    write_files(looked, {RECORD_PATH: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")})
    assert codes(looked) == []


def test_a_folder_in_the_place_of_the_record(looked: Path, gwcat: Run) -> None:
    (looked / RECORD_PATH).unlink()
    (looked / RECORD_PATH).mkdir()
    assert gwcat("validate", cwd=looked).returncode == 1
    done = gwcat("resolve", "--county", "莒南", "--accept", cwd=looked)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


IDENTITIES = [
    "甲: 乙",
    "- 甲",
    "甲 #乙",
    "#甲",
    "{甲}",
    "[甲",
    '"甲"',
    "'甲'",
    "no",
    "1.10",
    "2018-01-31",
    "*甲",
    "&甲",
    "<<",
    "甲\\乙",
    "😀𠮷",
]


@pytest.mark.parametrize("identity", IDENTITIES)
def test_numbers_of_every_kind_are_recorded(identity: str, tmp_path: Path) -> None:
    quoted = "'" + identity.replace("'", "''") + "'"
    above = national(item("001").replace("社会救助-001", quoted), item("002"))
    write_files(tmp_path, {NATIONAL_PATH: above, **county("采用: 国家\n")})
    assert accepted(tmp_path)[1] == 2
    assert codes(tmp_path) == []
    tree, _, problems = read_tree((tmp_path / RECORD_PATH).read_text(encoding="utf-8"))
    assert problems == []
    assert identity in tree["社会救助/县民政局.yaml"]


ESCAPES = [r"甲\x7F乙", r"甲\u2028乙", r"甲\uFEFF乙", r"甲\n乙", r"甲\t乙", r"甲\x85乙", r"甲\0乙"]


@pytest.mark.parametrize("escaped", ESCAPES)
def test_invisible_signs_in_a_number_do_not_spoil_the_record(escaped: str, tmp_path: Path) -> None:
    """Such a number is a fault above; the record must be readable all the same."""
    above = national(item("001").replace("社会救助-001", f'"{escaped}"'), item("002"))
    write_files(tmp_path, {NATIONAL_PATH: above, **county("采用: 国家\n")})
    accepted(tmp_path)
    assert codes(tmp_path) == []
    assert accepted(tmp_path)[2] is False


def test_a_file_name_in_another_encoding_is_recorded(tmp_path: Path, gwcat: Run) -> None:
    """Archives made on Windows leave such names behind."""
    write_files(tmp_path, FILES)
    folder = tmp_path / "catalogs/莒南/社会救助"
    (folder / "县民政局.yaml").rename(os.fsdecode(os.fsencode(folder) + b"/" + "县民政局.yaml".encode("gbk")))
    done = gwcat("resolve", "--county", "莒南", "--accept", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "GW607" not in gwcat("validate", "--county", "莒南", cwd=tmp_path).stdout


@given(
    st.dictionaries(st.sampled_from([*CHANGED, "编号", "来源"]), st.text(max_size=8) | st.lists(st.text(max_size=4), max_size=3))
)
def test_the_state_of_an_item_depends_on_its_fields_alone(raw: dict[str, object]) -> None:
    one = state(read_item(0, raw))
    assert one == state(read_item(7, dict(reversed(raw.items()))))
    assert set(one) == {key for key, value in raw.items() if value and key not in ("编号", "来源")}
    for key in one:
        other = state(read_item(0, {**raw, key: "另一个值，与原来的不同"}))
        assert {name for name in one if one[name] != other.get(name)} == {key}


# Writing fails


FAULTS = {"full disk": errno.ENOSPC, "read-only": errno.EROFS, "no permission": errno.EACCES, "broken": errno.EIO}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_record_that_cannot_be_written_leaves_the_old_one(
    fault: int, step: str, looked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (looked / RECORD_PATH).read_bytes()
    write_files(looked, {NATIONAL_PATH: national(*map(item, (*ITEMS, "004")))})
    monkeypatch.setattr(Path, step, _failing(fault, step))
    with pytest.raises(StorageError) as caught:
        accepted(looked)
    monkeypatch.undo()
    assert caught.value.exit_code == 3
    assert (looked / RECORD_PATH).read_bytes() == before
    assert [path.name for path in (looked / "catalogs/莒南").iterdir() if path.name.startswith(".")] == []
    assert codes(looked) == ["GW607"]


def _failing(fault: int, step: str) -> Callable[..., object]:
    """A step that fails half-way."""
    write = Path.write_bytes

    def fail(path: Path, data: bytes = b"") -> int:
        if step == "write_bytes":
            write(path, data[: len(data) // 2])
        raise OSError(fault, os.strerror(fault), str(path))

    return fail


def test_a_killed_review_leaves_the_old_record(looked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (looked / RECORD_PATH).read_bytes()
    write_files(looked, {NATIONAL_PATH: national(*map(item, (*ITEMS, "004")))})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        accepted(looked)
    monkeypatch.undo()
    assert (looked / RECORD_PATH).read_bytes() == before


def test_what_a_killed_review_left_is_no_catalogue(looked: Path, check: Check) -> None:
    write_files(looked, {"catalogs/莒南/.采用记录.yaml.99999.new": "甲: ["})
    assert check_paths(Workspace(looked), (), ())[0] == []
