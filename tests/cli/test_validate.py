"""`gwcat validate`: what it looks at, what it says where, and its exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, Run, write_files
from gwcat.source.shape import ItemShape
from items import with_lines

_ERROR = with_lines("公开对象: 群众")
_WARNING = with_lines("公开主体: 天文台")
_SECOND = {"catalogs/宜丰/region.yaml": REGION.replace("莒南", "宜丰"), "catalogs/宜丰/社会救助/县民政局.yaml": _ERROR}


@pytest.mark.parametrize(
    ("catalogue", "options", "code"),
    [
        (CATALOGUE, (), 0),
        (CATALOGUE, ("--strict",), 0),
        (_WARNING, (), 0),
        (_WARNING, ("--strict",), 1),
        (_WARNING, ("--strict", "--format", "json"), 1),
        (_ERROR, (), 1),
        (_ERROR, ("--quiet",), 1),
        (_ERROR, ("--format", "json"), 1),
        (_ERROR, ("--format", "concise"), 1),
    ],
)
def test_exit_codes(workspace: Path, gwcat: Run, catalogue: str, options: tuple[str, ...], code: int) -> None:
    write_files(workspace, {CATALOGUE_PATH: catalogue})
    assert gwcat("validate", *options, cwd=workspace).returncode == code


def test_a_clean_workspace_has_no_results(workspace: Path, gwcat: Run) -> None:
    done = gwcat("validate", cwd=workspace)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "检查了 2 个文件、1 个事项：没有发现问题。\n"


def test_findings_go_to_standard_output_and_the_rest_to_standard_error(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    done = gwcat("validate", cwd=workspace)
    assert done.stdout.startswith(f"{CATALOGUE_PATH}:16:11: 错误 GW302 ")
    assert "检查了" not in done.stdout
    assert "1 个错误" in done.stderr
    assert "gwcat rule" in done.stderr


@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_quiet_says_results_only(workspace: Path, gwcat: Run, option: str) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    done = gwcat("validate", option, cwd=workspace)
    assert done.stderr == ""
    assert "GW302" in done.stdout


def test_json_is_all_that_is_said(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    done = gwcat("validate", "--format", "json", cwd=workspace)
    assert json.loads(done.stdout)["summary"] == {"files": 2, "items": 1, "errors": 1, "warnings": 0, "infos": 0}
    assert done.stderr == ""


# What is looked at


def paths_found(done_stdout: str) -> set[str]:
    return {record["path"] for record in json.loads(done_stdout)["findings"]}


@pytest.mark.parametrize(
    ("arguments", "regions"),
    [
        ((), {"宜丰", "莒南"}),
        (("--county", "莒南"), {"莒南"}),
        (("--county", "宜丰县"), {"宜丰"}),
        (("--county", "宜丰,莒南"), {"宜丰", "莒南"}),
        (("--county", "宜丰、莒南"), {"宜丰", "莒南"}),
        (("--county", "宜丰", "--county", "莒南"), {"宜丰", "莒南"}),
        (("catalogs/莒南",), {"莒南"}),
        (("catalogs/莒南/社会救助", "catalogs/宜丰/社会救助/县民政局.yaml"), {"宜丰", "莒南"}),
        (("catalogs/莒南/region.yaml",), set()),
        ((".",), {"宜丰", "莒南"}),
        (("catalogs",), {"宜丰", "莒南"}),
        (("catalogs/莒南", "--county", "宜丰"), {"宜丰", "莒南"}),
    ],
)
def test_what_is_looked_at(workspace: Path, gwcat: Run, arguments: tuple[str, ...], regions: set[str]) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR, **_SECOND})
    done = gwcat("validate", "--format", "json", *arguments, cwd=workspace)
    assert paths_found(done.stdout) == {f"catalogs/{region}/社会救助/县民政局.yaml" for region in regions}
    assert done.returncode == bool(regions)


def test_places_are_named_from_the_workspace_wherever_the_command_runs(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    for cwd, path in (
        (workspace / "catalogs/莒南", "社会救助/县民政局.yaml"),
        (workspace.parent, f"{workspace.name}/{CATALOGUE_PATH}"),
    ):
        done = gwcat("validate", path, "--format", "concise", cwd=cwd)
        assert done.stdout.startswith(f"{CATALOGUE_PATH}:16:11: ")


def test_the_workspace_can_be_named(workspace: Path, gwcat: Run, tmp_path: Path) -> None:
    assert gwcat("validate", "--workspace", workspace, cwd=tmp_path).returncode == 0
    assert gwcat("validate", workspace, cwd=tmp_path).returncode == 0
    assert gwcat("validate", cwd=tmp_path).returncode == 2


_USAGE = {
    "unknown county": (("--county", "莒男"), "没有叫“莒男”的地区", "莒南"),
    "county outside": (("--county", "../莒南"), "没有叫“../莒南”的地区", "莒南"),
    "no such path": (("catalogs/莒南/无.yaml",), "没有“catalogs/莒南/无.yaml”", "检查路径"),
    "path outside": (("README.md",), "不在", "catalogs/"),
    "path beyond the workspace": (("../别处/甲.yaml",), "catalogs", "catalogs/"),
    "county left empty": (("--county", ""), "--county", ""),
    "county of commas": (("--county", "，"), "--county", ""),
}


@pytest.mark.parametrize(("arguments", "message", "remedy"), _USAGE.values(), ids=_USAGE)
def test_wrong_usage(workspace: Path, gwcat: Run, arguments: tuple[str, ...], message: str, remedy: str) -> None:
    write_files(workspace, {"README.md": "说明\n", "../别处/甲.yaml": CATALOGUE})
    done = gwcat("validate", *arguments, cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr


def test_no_workspace(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有找到 catalogs/ 文件夹" in done.stderr
    assert "改法：" in done.stderr


def test_an_empty_workspace_is_not_called_clean(gwcat: Run, tmp_path: Path) -> None:
    (tmp_path / "catalogs").mkdir()
    done = gwcat("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "地区" in done.stderr


# Bad input never ends in a traceback

_ALL_KEYS = [str(field.alias) for field in ItemShape.model_fields.values()]
_BAD: dict[str, bytes] = {
    "empty": b"",
    "NUL": b"\0",
    "GBK": "领域: 甲\n".encode("gbk"),
    "UTF-16": "领域: 甲\n".encode("utf-16"),
    "broken behind BOM": b"\xef\xbb\xbf" + "领域: ".encode() + b"\xff",
    "broken behind BOM within a character": b"\xef\xbb\xbf" + "领域".encode() + b"\xe5\n",
    "xlsx": b"PK\x03\x04" + bytes(50),
    "deep": b"[" * 10_000,
    "deep block": b"- " * 10_000,
    "aliases": b"a: &a [x]\n" + b"b: [*a, *a]\n" * 100,
    "name as a list": with_lines("名称: [甲]").encode(),
    "name as a mapping": with_lines("名称: {甲: 乙}").encode(),
    "levels as lists": with_lines("一级事项: [甲]\n二级事项: [乙]").encode(),
    "all keys as lists": with_lines("\n".join(f"{key}: [[甲]]" for key in _ALL_KEYS)).encode(),
    "all keys as mappings": with_lines("\n".join(f"{key}: {{甲: {{乙: [丙]}}}}" for key in _ALL_KEYS)).encode(),
    "a mapping for items": "领域: {甲: 乙}\n单位: [甲]\n事项: {甲: {乙: 丙}}\n".encode(),
    "a list on top": b"- a\n",
    "keys that are no texts": b"? [a]\n: b\n? {c: d}\n: e\n",
    "a tab": b"\t\n",
    "a directive": b"%YAML 9.9\n---\na: b\n",
    "lone surrogate escape": b'a: "\\uD800"\n',
}


@pytest.mark.parametrize("content", _BAD.values(), ids=_BAD)
def test_a_bad_catalogue_is_a_finding(workspace: Path, gwcat: Run, content: bytes) -> None:
    write_files(workspace, {CATALOGUE_PATH: content})
    done = gwcat("validate", cwd=workspace)
    assert done.returncode == 1, done.stderr
    assert CATALOGUE_PATH in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


_BAD_REGIONS: dict[str, str] = {
    "duties of several kinds": REGION.replace("领域分工:\n", "领域分工:\n  - 社会保险\n  - [甲]\n"),
    "units of several kinds": REGION.replace(
        "单位:\n", "单位:\n  - 县公安局\n  - [甲]\n  - {名称: [乙], 全称: {丙: 丁}, 类别: [戊]}\n"
    ),
    "leads as mappings": REGION.replace("[县民政局]", "{甲: 乙}"),
    "leads in lists": REGION.replace("[县民政局]", "[[县民政局]]"),
    "names as lists": REGION.replace("名称: 莒南县", "名称: [莒南县]")
    .replace("简称: 莒南", "简称: {甲: 乙}")
    .replace("版本: ", "版本: [甲] # "),
    "letter of another kind": REGION + "报送: {日期: [甲]}\n",
    "a list": "- 甲\n",
    "broken": "名称: [\n",
    "empty": "",
}


@pytest.mark.parametrize("text", _BAD_REGIONS.values(), ids=_BAD_REGIONS)
def test_a_bad_region_file_is_a_finding(workspace: Path, gwcat: Run, text: str) -> None:
    write_files(workspace, {"catalogs/莒南/region.yaml": text})
    done = gwcat("validate", cwd=workspace)
    assert done.returncode == 1, done.stderr
    assert "catalogs/莒南/region.yaml:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_file_name_in_another_encoding_stops_nothing(workspace: Path, gwcat: Run) -> None:
    """Archives made on Windows leave such names behind."""
    folder = workspace / "catalogs/莒南/社会救助"
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "县财政局.yaml".encode("gbk"))).write_bytes(_ERROR.encode())
    for encoding in ("utf-8:strict", "utf-8", ""):
        done = gwcat("validate", "--format", "concise", cwd=workspace, env={"PYTHONIOENCODING": encoding} if encoding else None)
        assert done.returncode == 1, done.stderr
        assert "GW302" in done.stdout
        assert "Traceback" not in done.stderr


def test_a_file_name_cannot_drive_the_terminal(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助/甲\x1b[31m\x07乙.yaml": _ERROR})
    for form in ("text", "concise", "json"):
        done = gwcat("validate", "--format", form, cwd=workspace)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr


def test_a_name_from_a_file_cannot_drive_the_terminal_either(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"catalogs/莒南/region.yaml": REGION.replace("简称: 莒南", '简称: "\\e]0;标题\\a莒南"')})
    for arguments in (("--county", "莒男"), ()):
        done = gwcat("validate", *arguments, cwd=workspace)
        assert done.returncode in (1, 2)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr
