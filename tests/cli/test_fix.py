"""`gwcat validate --fix`: what it mends, that it mends nothing else, and that a second run has nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.model.finding import Edit
from gwcat.source.edit import apply, edited, replacement
from gwcat.source.file import parse_file

FAULTY = CATALOGUE.replace("[政府网站, 公开查阅点,", "[门户网站, 公开查询点,").replace("[县级, 乡级]", "[县级, '镇级']  # 层级")


def test_only_what_is_mended_differs(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: f"# 头\n{FAULTY}\n\n# 尾  "})
    done = gwcat("validate", "--fix", cwd=workspace)
    assert done.returncode == 0, done.stdout
    assert "3 处" in done.stderr
    mended = CATALOGUE.replace("[县级, 乡级]", "[县级, '乡级']  # 层级")
    assert (workspace / CATALOGUE_PATH).read_text() == f"# 头\n{mended}\n\n# 尾  "
    assert "没有能自动改正的" in gwcat("validate", "--fix", cwd=workspace).stderr


@pytest.mark.parametrize(("bom", "line_end"), [("", "\n"), ("\ufeff", "\r\n"), ("", "\r\n")])
def test_bom_and_line_ends_stay(bom: str, line_end: str, workspace: Path, gwcat: Run) -> None:
    before = bom.encode()
    write_files(workspace, {CATALOGUE_PATH: before + FAULTY.replace("\n", line_end).encode()})
    gwcat("validate", "--fix", cwd=workspace)
    expected = CATALOGUE.replace("[县级, 乡级]", "[县级, '乡级']  # 层级")
    assert (workspace / CATALOGUE_PATH).read_bytes() == before + expected.replace("\n", line_end).encode()


def test_a_dry_run_writes_nothing_and_shows_the_difference(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: FAULTY})
    done = gwcat("validate", "--fix", "--dry-run", cwd=workspace)
    assert "+    公开渠道: [政府网站, 公开查阅点," in done.stdout
    assert (workspace / CATALOGUE_PATH).read_text() == FAULTY


def test_fifty_faults_at_once(workspace: Path, gwcat: Run) -> None:
    items = "".join(ITEM.replace("社会救助-001", f"社会救助-{n:03}").replace("审核信息", f"信息{n}") for n in range(1, 51))
    write_files(workspace, {CATALOGUE_PATH: f"领域: 社会救助\n单位: 县民政局\n事项:\n{items.replace('乡级]', '镇级]')}"})
    assert "50 处" in gwcat("validate", "--fix", cwd=workspace).stderr
    assert (workspace / CATALOGUE_PATH).read_text() == f"领域: 社会救助\n单位: 县民政局\n事项:\n{items}"


def test_options_that_need_fix(workspace: Path, gwcat: Run) -> None:
    for option in ("--unsafe", "--dry-run"):
        assert gwcat("validate", option, cwd=workspace).returncode == 2


def test_a_baseline_is_written_and_used(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: FAULTY})
    assert gwcat("validate", "--write-baseline", "基线.json", cwd=workspace).returncode == 0
    write_files(workspace, {"gwcat.yaml": "基线: 基线.json\n"})
    assert gwcat("validate", cwd=workspace).returncode == 0


def test_json_tells_the_fix(workspace: Path, gwcat: Run) -> None:
    import json

    write_files(workspace, {CATALOGUE_PATH: FAULTY})
    findings = json.loads(gwcat("validate", "--format", "json", cwd=workspace).stdout)["findings"]
    fixes = [finding["fix"] for finding in findings if finding["fix"]]
    assert len(fixes) == 3
    edits = [Edit(**edit) for fix in fixes for edit in fix["edits"]]
    assert apply(FAULTY, edits) == CATALOGUE.replace("[县级, 乡级]", "[县级, '乡级']  # 层级")


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("甲: 乙 # 注\n", "丙", "甲: 丙 # 注\n"),
        ("甲: '乙'\n", "丙", "甲: '丙'\n"),
        ("甲: '乙'\n", "丙'丁", "甲: 丙'丁\n"),
        ('甲: "乙"\n', "丙", '甲: "丙"\n'),
        ('甲: "乙"\n', '丙"丁', '甲: 丙"丁\n'),
        ("甲: 乙\n", "丙: 丁", '甲: "丙: 丁"\n'),
        ("甲: 乙\n", "12", '甲: "12"\n'),
        ("甲: 乙\n", "[丙", '甲: "[丙"\n'),
    ],
)
def test_a_scalar_keeps_its_quotes(text: str, new: str, expected: str) -> None:
    file = parse_file("甲.yaml", text)
    edit = replacement(file, ("甲",), new)
    assert edit is not None
    assert edited(file, [edit]) == expected
    assert parse_file("甲.yaml", expected).tree == {"甲": new}


@pytest.mark.parametrize("text", ["甲: |\n  乙\n", "甲: >-\n  乙\n", "甲: 乙\n  丙\n", "甲: [乙]\n", "甲: {乙: 丙}\n", "甲:\n"])
def test_what_is_no_scalar_in_one_line_has_no_edit(text: str) -> None:
    assert replacement(parse_file("甲.yaml", text), ("甲",), "丁") is None


def test_an_edit_that_would_break_the_file_is_refused() -> None:
    file = parse_file("甲.yaml", "甲: 乙\n丙: 丁\n")
    with pytest.raises(GwcatError, match="读不回"):
        edited(file, [Edit(3, 4, "[")])
    with pytest.raises(GwcatError, match="读不回"):
        edited(file, [Edit(0, 6, "")])


def test_of_overlapping_edits_the_first_counts() -> None:
    assert apply("abcdef", [Edit(1, 3, "X"), Edit(2, 5, "Y"), Edit(5, 6, "Z")]) == "aXdeZ"
