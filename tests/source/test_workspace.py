"""Workspaces: found from below, regions by any of their names, files where they belong."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, REGION, Check, write_files
from gwcat.base.errors import GwcatError, StorageError
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths

_SECOND = REGION.replace("莒南县", "宜丰县").replace("简称: 莒南", "简称: 宜丰")
_NATIONAL = "领域: 社会救助\n事项:\n  - 编号: 国家-社会救助-01\n    一级事项: 最低生活保障\n"


def numbered(number: str) -> str:
    """The small catalogue with another 编号."""
    return CATALOGUE.replace("社会救助-001", f"社会救助-{number}")


@pytest.mark.parametrize(
    "below", [".", "catalogs", "catalogs/莒南", "catalogs/莒南/社会救助", CATALOGUE_PATH, "catalogs/还没有/这个文件夹"]
)
def test_a_workspace_is_found_from_everywhere_below_it(workspace: Path, below: str) -> None:
    assert Workspace.find(workspace / below).root == workspace


def test_the_nearest_workspace_counts(workspace: Path) -> None:
    inner = write_files(workspace / "另一个", {"catalogs/宜丰/region.yaml": _SECOND})
    assert Workspace.find(inner / "catalogs").root == inner


def test_a_file_called_catalogs_makes_no_workspace(tmp_path: Path) -> None:
    write_files(tmp_path, {"catalogs": "不是文件夹\n"})
    with pytest.raises(GwcatError):
        Workspace.find(tmp_path)


def test_no_workspace_is_a_fault_of_usage_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(GwcatError) as fault:
        Workspace.find(tmp_path)
    assert fault.value.exit_code == 2
    assert str(tmp_path) in fault.value.message
    assert "catalogs/" in fault.value.message
    assert "--workspace" in fault.value.hint


def test_regions_are_folders_sorted_by_name(workspace: Path) -> None:
    write_files(
        workspace / "catalogs", {"宜丰/region.yaml": _SECOND, "国家/社会救助.yaml": _NATIONAL, ".git/x": "", "说明.txt": ""}
    )
    assert Workspace(workspace).region_folders == ("国家", "宜丰", "莒南")
    assert Workspace(workspace).filing_regions() == ["宜丰", "莒南"]


@pytest.mark.parametrize("name", ["莒南", "莒南县", " 莒南 ", "莒 南 县"])
def test_a_region_answers_to_folder_short_name_and_name(workspace: Path, name: str) -> None:
    assert Workspace(workspace).resolve(name) == "莒南"


def test_a_region_may_live_in_a_folder_of_another_name(workspace: Path) -> None:
    (workspace / "catalogs" / "莒南").rename(workspace / "catalogs" / "371327")
    for name in ("371327", "莒南", "莒南县"):
        assert Workspace(workspace).resolve(name) == "371327"


def test_a_region_with_a_broken_file_answers_to_its_folder(workspace: Path) -> None:
    write_files(workspace / "catalogs", {"宜丰/region.yaml": "名称: [\n"})
    assert Workspace(workspace).resolve("宜丰") == "宜丰"
    assert Workspace(workspace).resolve("莒南县") == "莒南"


def test_an_unknown_region_names_the_nearest_ones_first(workspace: Path) -> None:
    write_files(workspace / "catalogs", {"宜丰/region.yaml": _SECOND, "国家/社会救助.yaml": _NATIONAL})
    with pytest.raises(GwcatError) as fault:
        Workspace(workspace).resolve("宜峰")
    assert fault.value.exit_code == 2
    assert "“宜峰”" in fault.value.message
    assert fault.value.hint.startswith("已有：宜丰、")
    assert "莒南" in fault.value.hint


def test_no_region_at_all(tmp_path: Path) -> None:
    (tmp_path / "catalogs").mkdir()
    with pytest.raises(GwcatError, match="还没有任何地区") as fault:
        Workspace(tmp_path).resolve("莒南")
    assert "region.yaml" in fault.value.hint


@pytest.mark.parametrize("name", ["../莒南", "..", ".", "../../etc", "莒南/社会救助", "/etc", "莒南/../莒南", ""])
def test_names_never_lead_out_of_catalogs(workspace: Path, name: str) -> None:
    with pytest.raises(GwcatError, match="没有叫"):
        Workspace(workspace).resolve(name)


def test_a_folder_that_cannot_be_listed_is_a_fault_of_storage(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(StorageError, match="没有权限"):
        _ = Workspace(workspace).region_folders


# Files where they belong, and elsewhere.


def places(check: Check, files: dict[str, str], code: str = "GW024") -> list[str]:
    return [finding.place.path for finding in check(files=files) if finding.rule.code == code]


@pytest.mark.parametrize(
    "path", ["catalogs/莒南/县民政局.yaml", "catalogs/莒南/社会救助/民政/县民政局.yaml", "catalogs/莒南/a/b/c/d.yml"]
)
def test_a_catalogue_out_of_place_is_told_with_the_right_place(check: Check, path: str) -> None:
    (finding,) = check(files={path: numbered("002")})
    assert (finding.rule.code, finding.place.path, finding.place.line) == ("GW024", path, 1)
    assert "catalogs/莒南/<领域>/<单位>.yaml" in finding.help


def test_a_catalogue_beside_the_regions_is_told_too(check: Check) -> None:
    assert places(check, {"catalogs/县民政局.yaml": numbered("002")}) == ["catalogs/县民政局.yaml"]


def test_a_catalogue_beside_the_regions_can_be_named_on_the_command_line(workspace: Path) -> None:
    write_files(workspace, {"catalogs/县民政局.yaml": numbered("002")})
    findings, _ = check_paths(Workspace(workspace), (), (workspace / "catalogs" / "县民政局.yaml",))
    assert [(finding.rule.code, finding.place.path) for finding in findings] == [("GW024", "catalogs/县民政局.yaml")]


def test_a_file_out_of_place_is_still_read(check: Check) -> None:
    found = check(files={"catalogs/莒南/县民政局.yaml": numbered("002") + "    公开期限: 甲\n"})
    assert {finding.rule.code for finding in found} == {"GW021", "GW024"}


def test_hidden_files_folders_and_those_of_editors_are_left_out(check: Check) -> None:
    files = {
        "catalogs/莒南/社会救助/.县民政局.yaml": "坏: [",
        "catalogs/莒南/社会救助/~县民政局.yaml": "坏: [",
        "catalogs/莒南/社会救助/县民政局.yaml~": "坏: [",
        "catalogs/莒南/社会救助/县民政局.yaml.bak": "坏: [",
        "catalogs/莒南/.备份/县民政局.yaml": "坏: [",
        "catalogs/.备份/社会救助/县民政局.yaml": "坏: [",
    }
    assert check(files=files) == []


@pytest.mark.parametrize("name", ["县财政局.yml", "县财政局.YAML", "县财政局.Yml"])
def test_no_yaml_file_is_overlooked(check: Check, name: str) -> None:
    found = check(files={f"catalogs/莒南/社会救助/{name}": "领域: 社会救助\n单位: 县财政局\n事项: []\n"})
    assert [(finding.rule.code, finding.place.path.rsplit("/", 1)[1]) for finding in found] == [("GW105", name)]


def test_the_national_reference_has_no_region_file(check: Check) -> None:
    assert check(files={"catalogs/国家/社会救助.yaml": _NATIONAL}) == []


def test_the_national_reference_counts_only_the_files_it_has(workspace: Path) -> None:
    write_files(workspace, {"catalogs/国家/社会救助.yaml": _NATIONAL})
    _, summary = check_paths(Workspace(workspace), ("国家",), ())
    assert (summary.files, summary.items) == (1, 1)


def test_the_national_reference_names_bodies_that_no_region_registers(check: Check) -> None:
    text = _NATIONAL + "    公开主体: [县级人民政府民政部门, 乡镇人民政府（街道办事处）]\n"
    assert check(files={"catalogs/国家/社会救助.yaml": text}) == []


def test_a_region_without_region_file_is_told(check: Check) -> None:
    found = check(region=None, catalogue="领域: 社会救助\n单位: 县民政局\n事项: []\n")
    assert ("GW001", "catalogs/莒南/region.yaml") in [(finding.rule.code, finding.place.path) for finding in found]


def test_a_folder_called_like_a_source_is_told(workspace: Path) -> None:
    (workspace / "catalogs/莒南/社会救助/县财政局.yaml").mkdir()
    findings, _ = check_paths(Workspace(workspace), (), ())
    assert [(finding.rule.code, finding.place.path) for finding in findings] == [
        ("GW001", "catalogs/莒南/社会救助/县财政局.yaml")
    ]


def test_the_files_of_a_region_are_read_in_the_order_of_their_paths(workspace: Path) -> None:
    write_files(workspace / "catalogs/莒南", {"养老服务/县民政局.yaml": CATALOGUE, "社会救助/县财政局.yaml": CATALOGUE})
    loaded = Workspace(workspace).load("莒南")
    assert [file.path for file in loaded.files] == [
        "catalogs/莒南/region.yaml",
        "catalogs/莒南/养老服务/县民政局.yaml",
        "catalogs/莒南/社会救助/县民政局.yaml",
        "catalogs/莒南/社会救助/县财政局.yaml",
    ]


def test_items_keep_their_position_in_the_file(workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: f"领域: 社会救助\n单位: 县民政局\n事项:\n  - 不是事项\n{ITEM}"})
    (entry,) = Workspace(workspace).load("莒南").catalogues
    assert [(item.index, item.identity) for item in entry.catalogue.items] == [(1, "社会救助-001")]


# What check_paths is asked to look at.


def test_only_findings_below_the_given_paths_are_returned(workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助/县财政局.yaml": "坏: [", CATALOGUE_PATH: CATALOGUE + "丁: 1\n"})
    findings, summary = check_paths(Workspace(workspace), (), (workspace / CATALOGUE_PATH,))
    assert [finding.place.path for finding in findings] == [CATALOGUE_PATH]
    assert (summary.files, summary.items, summary.errors) == (1, 1, 1)


def test_a_file_is_compared_with_the_whole_region(workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助/县财政局.yaml": CATALOGUE.replace("单位: 县民政局", "单位: 县财政局")})
    findings, _ = check_paths(Workspace(workspace), (), (workspace / "catalogs/莒南/社会救助/县财政局.yaml",))
    assert [finding.rule.code for finding in findings] == ["GW102"]


@pytest.mark.parametrize("path", [".", "catalogs"])
def test_the_workspace_itself_means_everything(workspace: Path, path: str) -> None:
    write_files(workspace, {"catalogs/宜丰/region.yaml": _SECOND})
    _, summary = check_paths(Workspace(workspace), (), (workspace / path,))
    assert summary.files == 3


def test_a_region_and_a_path_elsewhere(workspace: Path) -> None:
    write_files(workspace, {"catalogs/宜丰/region.yaml": _SECOND, "catalogs/宜丰/社会救助/县民政局.yaml": CATALOGUE})
    _, summary = check_paths(Workspace(workspace), ("宜丰",), (workspace / CATALOGUE_PATH,))
    assert summary.files == 3


def test_folder_names_are_no_prefixes(workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助二/县民政局.yaml": "坏: ["})
    findings, _ = check_paths(Workspace(workspace), (), (workspace / "catalogs/莒南/社会救助",))
    assert findings == []


@pytest.mark.parametrize("path", ["不存在.yaml", "catalogs/不存在", "../外面.yaml", "README.md", "catalogs/莒南/外面.yaml"])
def test_paths_that_are_not_there_or_not_inside_are_faults_of_usage(workspace: Path, path: str) -> None:
    write_files(workspace, {"../外面.yaml": CATALOGUE, "README.md": "说明\n"})
    (workspace / "catalogs/莒南/外面.yaml").symlink_to(workspace.parent / "外面.yaml")
    with pytest.raises(GwcatError) as fault:
        check_paths(Workspace(workspace), (), (workspace / path,))
    assert fault.value.exit_code == 2
    assert path in fault.value.message
    assert fault.value.hint


def test_a_file_that_is_no_source_is_not_called_clean(workspace: Path) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助/县民政局.xlsx": b"PK\x03\x04"})
    with pytest.raises(GwcatError):
        check_paths(Workspace(workspace), (), (workspace / "catalogs/莒南/社会救助/县民政局.xlsx",))
