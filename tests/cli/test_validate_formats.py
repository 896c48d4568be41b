"""`gwcat validate --format sarif|github|junit` and `--output`: what goes where, in which surroundings, and the example files."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import pytest
import yaml
from lxml import etree

from conftest import CATALOGUE, CATALOGUE_PATH, REGION, REGION_PATH, REPOSITORY, Run, write_files
from gwcat.cli.main import COMMANDS
from gwcat.cli.validate import command
from items import HEAD, item_with, with_lines

_ERROR = with_lines("公开对象: 群众")
_WARNING = with_lines("公开主体: 天文台")
_FORMS = ("text", "concise", "html", "json", "sarif", "github", "junit")
_SURROUNDINGS = ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR")


@pytest.fixture(autouse=True)
def outside_of_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests may run in a CI service themselves."""
    for name in _SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)


def results_of(stdout: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(stdout)["runs"][0]["results"]
    return results


def uris_of(stdout: str) -> set[str]:
    found = (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results_of(stdout))
    return {unquote(uri) for uri in found}


def suites_of(text: str) -> dict[str, etree._Element]:
    return {suite.get("name"): suite for suite in etree.fromstring(text.encode())}


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
@pytest.mark.parametrize(
    ("catalogue", "options", "code"),
    [(CATALOGUE, (), 0), (_WARNING, (), 0), (_WARNING, ("--strict",), 1), (_ERROR, (), 1), (_ERROR, ("-q",), 1)],
    ids=["clean", "warning", "strict", "error", "quiet"],
)
def test_exit_codes(workspace: Path, gwcat: Run, form: str, catalogue: str, options: tuple[str, ...], code: int) -> None:
    write_files(workspace, {CATALOGUE_PATH: catalogue})
    assert gwcat("validate", "--format", form, *options, cwd=workspace).returncode == code


def test_only_the_report_is_on_standard_output(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    sarif, junit, github = (gwcat("validate", "--format", form, cwd=workspace) for form in ("sarif", "junit", "github"))
    assert (len(results_of(sarif.stdout)), sarif.stderr) == (1, "")
    assert (len(suites_of(junit.stdout)), junit.stderr) == (2, "")
    assert github.stdout.startswith(f"::error file={CATALOGUE_PATH},line=16,")
    assert f"\n{CATALOGUE_PATH}:16:11: 错误 GW302 " in github.stdout
    assert github.stderr.startswith("检查了 2 个文件、1 个事项：1 个错误")
    assert "检查了" not in github.stdout


def test_a_clean_workspace(workspace: Path, gwcat: Run) -> None:
    sarif, junit, github = (gwcat("validate", "--format", form, cwd=workspace).stdout for form in ("sarif", "junit", "github"))
    assert results_of(sarif) == []
    assert list(suites_of(junit)) == [REGION_PATH, CATALOGUE_PATH]
    assert github == ""


@pytest.mark.parametrize("form", _FORMS)
def test_a_report_in_another_locale_is_the_same(workspace: Path, gwcat: Run, form: str) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    usual = gwcat("validate", "--format", form, cwd=workspace)
    other = gwcat(
        "validate", "--format", form, cwd=workspace, env={"LC_ALL": "C", "PYTHONIOENCODING": "gbk", "PYTHONHASHSEED": "1"}
    )
    assert (other.stdout, other.stderr, other.returncode) == (usual.stdout, usual.stderr, usual.returncode)


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_wrong_usage_has_no_report(workspace: Path, gwcat: Run, form: str) -> None:
    done = gwcat("validate", "--format", form, "--county", "莒男", cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有叫“莒男”的地区" in done.stderr


def test_wrong_usage_leaves_the_old_report(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"报告": "旧的"})
    assert gwcat("validate", "--format", "junit", "--county", "莒男", "--output", "报告", cwd=workspace).returncode == 2
    assert (workspace / "报告").read_text(encoding="utf-8") == "旧的"


# Names of files


@pytest.mark.parametrize("name", ["两 个 字", "100%", 'a"b', "甲,乙：丙", "%0A#?&<>'", "[甲](乙)"])
def test_names_of_files_reach_every_report(workspace: Path, gwcat: Run, name: str) -> None:
    path = f"catalogs/莒南/社会救助/{name}.yaml"
    write_files(workspace, {path: _ERROR})
    assert path in uris_of(gwcat("validate", "--format", "sarif", cwd=workspace).stdout)
    assert path in suites_of(gwcat("validate", "--format", "junit", cwd=workspace).stdout)
    escaped = path.replace("%", "%25").replace(",", "%2C")
    assert f"::error file={escaped},line=" in gwcat("validate", "--format", "github", cwd=workspace).stdout


def test_a_name_in_another_encoding(workspace: Path, gwcat: Run) -> None:
    folder = workspace / "catalogs/莒南/社会救助"
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "县财政局.yaml".encode("gbk"))).write_bytes(_ERROR.encode())
    sarif, junit, github = (gwcat("validate", "--format", form, cwd=workspace) for form in ("sarif", "junit", "github"))
    assert {done.returncode for done in (sarif, junit, github)} == {1}
    assert "%CF%D8%B2%C6%D5%FE%BE%D6.yaml" in sarif.stdout
    assert len(suites_of(junit.stdout)) == 3
    assert "GW302" in github.stdout


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_a_file_name_cannot_drive_the_terminal(workspace: Path, gwcat: Run, form: str) -> None:
    write_files(workspace, {"catalogs/莒南/社会救助/甲\x1b[31m\x07乙.yaml": _ERROR})
    done = gwcat("validate", "--format", form, cwd=workspace)
    assert done.returncode == 1
    assert not re.search("[\x1b\x07]", done.stdout + done.stderr)


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_begin_where_the_service_checked_out(workspace: Path, gwcat: Run, variable: str) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    for top, path in (
        (workspace.parent, f"{workspace.name}/{CATALOGUE_PATH}"),
        (workspace, CATALOGUE_PATH),
        ("/a", CATALOGUE_PATH),
    ):
        env = {variable: str(top)}
        assert uris_of(gwcat("validate", "--format", "sarif", cwd=workspace, env=env).stdout) == {path}
        assert f"file={path}," in gwcat("validate", "--format", "github", cwd=workspace, env=env).stdout
        assert f'file="{path}"' in gwcat("validate", "--format", "junit", cwd=workspace, env=env).stdout


# What JUnit calls its suites


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (".",),
        ("--county", "莒南"),
        ("--county", "宜丰县"),
        ("catalogs/莒南/社会救助",),
        ("catalogs/莒南/region.yaml",),
        ("catalogs/莒南/社会救助/县民政局.yaml", "--county", "宜丰"),
    ],
)
def test_every_file_that_was_checked_is_a_suite(workspace: Path, gwcat: Run, arguments: tuple[str, ...]) -> None:
    files = {
        "catalogs/宜丰/region.yaml": REGION.replace("莒南", "宜丰"),
        "catalogs/宜丰/社会救助/县民政局.yml": _ERROR,
        "catalogs/莒南/.cache/x.yaml": "a",
        "catalogs/莒南/~x.yaml": "a",
        "catalogs/甲.yaml": "a",
        "catalogs/莒南/社会救助/说明.txt": "a",
    }
    write_files(workspace, files)
    junit = gwcat("validate", "--format", "junit", *arguments, cwd=workspace)
    summary = json.loads(gwcat("validate", "--format", "json", *arguments, cwd=workspace).stdout)["summary"]
    assert len(suites_of(junit.stdout)) == summary["files"]


def test_a_region_without_its_file(workspace: Path, gwcat: Run) -> None:
    (workspace / REGION_PATH).unlink()
    assert REGION_PATH in suites_of(gwcat("validate", "--format", "junit", cwd=workspace).stdout)


# Many findings


def test_more_findings_than_a_service_shows(workspace: Path, gwcat: Run, tmp_path: Path) -> None:
    fault = "公开对象: 群众\n二级事项: 审核%信息\n备注: |\n  第一行\n  ::error::第二行"
    items = "".join(item_with(fault, identity=f"社会救助-{number:03}") for number in range(1, 251))
    write_files(workspace, {CATALOGUE_PATH: HEAD + items})
    count = len(json.loads(gwcat("validate", "--format", "json", cwd=workspace).stdout)["findings"])
    assert count > 250
    assert len(results_of(gwcat("validate", "--format", "sarif", cwd=workspace).stdout)) == count
    page = tmp_path / "摘要.md"
    github = gwcat("validate", "--format", "github", cwd=workspace, env={"GITHUB_STEP_SUMMARY": str(page)})
    assert github.stdout.count("::error ") == 10
    assert len(re.findall(f"^{CATALOGUE_PATH}:", github.stdout, re.MULTILINE)) == count
    assert page.read_text(encoding="utf-8").count(f"| {CATALOGUE_PATH}:") == count


# The summary of a step


def test_the_summary_goes_behind_what_is_there(workspace: Path, gwcat: Run, tmp_path: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    page = tmp_path / "摘要.md"
    page.write_text("前面的\n", encoding="utf-8")
    for _ in range(2):
        gwcat("validate", "--format", "github", "-q", cwd=workspace, env={"GITHUB_STEP_SUMMARY": str(page)})
    text = page.read_text(encoding="utf-8")
    assert text.startswith("前面的\n### gwcat 校验\n")
    assert text.count("GW302") == 2


def test_the_summary_never_makes_the_page_too_large(workspace: Path, gwcat: Run, tmp_path: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    page = tmp_path / "摘要.md"
    page.write_bytes(b"x" * ((1 << 20) - 300))
    done = gwcat("validate", "--format", "github", cwd=workspace, env={"GITHUB_STEP_SUMMARY": str(page)})
    assert (done.returncode, page.stat().st_size <= 1 << 20) == (1, True)


def test_a_summary_that_cannot_be_written_changes_nothing_else(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR})
    usual = gwcat("validate", "--format", "github", cwd=workspace)
    done = gwcat("validate", "--format", "github", cwd=workspace, env={"GITHUB_STEP_SUMMARY": "/不存在/摘要.md"})
    assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout)
    assert "没有写成这一步的摘要" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "junit"])
def test_other_forms_write_no_summary(workspace: Path, gwcat: Run, tmp_path: Path, form: str) -> None:
    page = tmp_path / "摘要.md"
    gwcat("validate", "--format", form, cwd=workspace, env={"GITHUB_STEP_SUMMARY": str(page)})
    assert not page.exists()


# Into a file


@pytest.mark.parametrize("form", ["text", "concise", "html", "json", "sarif", "junit"])
def test_the_report_goes_into_a_file(workspace: Path, gwcat: Run, form: str) -> None:
    write_files(workspace, {CATALOGUE_PATH: _ERROR, "新的/报告 1": "旧的"})
    usual = gwcat("validate", "--format", form, cwd=workspace)
    done = gwcat("validate", "--format", form, "--output", "新的/报告 1", cwd=workspace)
    assert (done.returncode, done.stdout) == (1, "")
    assert (workspace / "新的/报告 1").read_text(encoding="utf-8") == usual.stdout
    assert [path.name for path in (workspace / "新的").iterdir()] == ["报告 1"]
    assert done.stderr.startswith("检查了 2 个文件")
    assert "新的/报告 1" in done.stderr
    assert gwcat("validate", "--format", form, "--output", "新的/报告 1", "-q", cwd=workspace).stderr == ""


def test_a_clean_report_takes_the_place_of_the_old_one(workspace: Path, gwcat: Run) -> None:
    for catalogue, count in ((_ERROR, 1), (CATALOGUE, 0)):
        write_files(workspace, {CATALOGUE_PATH: catalogue})
        gwcat("validate", "--format", "sarif", "--output", "报告.sarif", cwd=workspace)
        assert len(results_of((workspace / "报告.sarif").read_text(encoding="utf-8"))) == count


def test_annotations_into_a_file_would_be_lost(workspace: Path, gwcat: Run) -> None:
    done = gwcat("validate", "--format", "github", "--output", "报告", cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--output" in done.stderr
    assert not (workspace / "报告").exists()


@pytest.mark.parametrize("out", ["catalogs", "README.md/报告"])
def test_a_place_that_cannot_be_written(workspace: Path, gwcat: Run, out: str) -> None:
    write_files(workspace, {"README.md": "说明\n"})
    done = gwcat("validate", "--format", "junit", "--output", out, cwd=workspace)
    assert (done.returncode, done.stdout) == (3, "")
    assert "改法：" in done.stderr
    assert not re.search(r"--out\b", done.stderr)
    assert sorted(path.name for path in workspace.iterdir()) == ["README.md", "catalogs"]


# The files that others copy


def test_the_hook_runs_this_command() -> None:
    hook, other = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], other["id"]) == ("gwcat-validate", "gwcat-fmt")
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    program, name = hook["entry"].split()
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert program in scripts
    assert name in COMMANDS
    for path in (CATALOGUE_PATH, REGION_PATH, "catalogs/甲/乙.yml"):
        assert re.search(hook["files"], path)
    for path in ("README.md", "docs/catalogs/甲.yaml", "catalogs/甲/说明.txt"):
        assert not re.search(hook["files"], path)


_DOCUMENT = REPOSITORY / "docs" / "ci.md"


def blocks_of(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", _DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


def test_the_document_names_options_that_exist() -> None:
    known = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
    calls = re.findall(r"gwcat validate([^\n`|]*)", _DOCUMENT.read_text(encoding="utf-8"))
    assert len(calls) > 5
    for call in calls:
        assert set(re.findall(r"--[a-z-]+", call)) <= known
        assert set(re.findall(r"--format (\w+)", call)) <= set(_FORMS)


def test_the_examples_are_yaml() -> None:
    blocks = blocks_of("yaml")
    assert len(blocks) >= 4
    for block in blocks:
        assert yaml.safe_load(block)


def test_the_document_names_no_host() -> None:
    assert re.findall(r"https?://|index-url|[\w-]+\.(?:com|org|io|cn)\b", _DOCUMENT.read_text(encoding="utf-8")) == []
