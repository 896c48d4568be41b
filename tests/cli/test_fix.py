"""`gwcat validate --fix`: what it mends, that it mends nothing else, and that a second run has nothing to do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, ITEM, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.model.finding import Edit
from gwcat.source.edit import apply, edited, replacement
from gwcat.source.file import parse_file
from items import item_with, with_lines

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


# One kind of fault after the other: what stands there, and what it becomes.
KINDS = (
    ("公开渠道: [门户网站, 公开查阅点]   # 渠道", "公开渠道: [政府网站, 公开查阅点]   # 渠道"),
    ("公开层级: [县级, '镇级']", "公开层级: [县级, '乡级']"),
    ('公开时限: "自信息形成或者变更之日起２０ 个工作日内"', '公开时限: "自信息形成或者变更之日起20个工作日内"'),
    ("公开依据: [《社会救助暂行办法》（国务院令第649)]", "公开依据: [《社会救助暂行办法》（国务院令第649号）]"),
    ("公开渠道: [政府网站, 公开查询点]", "公开渠道: [政府网站, 公开查阅点]"),
)


def faulty_catalogue(*, right: bool) -> str:
    """Fifty items with a fault each, in a file with comments, blank lines and blanks of every kind."""
    items = []
    for number in range(1, 51):
        line = KINDS[number % len(KINDS)][right]
        item = item_with(f"二级事项: 事项{number}\n{line}", identity=f"社会救助-{number:03}")
        items.append(f"  # 第 {number} 项　\t\n{item}" + ("\n" if number % 7 == 0 else ""))
    return f"# 头\n领域:   社会救助 \n单位: '县民政局'\n\n事项:\n{''.join(items)}\n# 尾  "


@pytest.mark.parametrize(("bom", "line_end"), [("", "\n"), ("\ufeff", "\r\n")])
def test_fifty_faults_of_five_kinds_and_nothing_else(bom: str, line_end: str, workspace: Path, gwcat: Run) -> None:
    before, after = ((bom + faulty_catalogue(right=right)).replace("\n", line_end).encode() for right in (False, True))
    write_files(workspace, {CATALOGUE_PATH: before})
    done = gwcat("validate", "--fix", cwd=workspace)
    assert "50 处" in done.stderr
    assert (workspace / CATALOGUE_PATH).read_bytes() == after
    stamp = (workspace / CATALOGUE_PATH).stat().st_mtime_ns
    assert "没有能自动改正的" in gwcat("validate", "--fix", cwd=workspace).stderr
    assert (workspace / CATALOGUE_PATH).read_bytes() == after
    assert (workspace / CATALOGUE_PATH).stat().st_mtime_ns == stamp, "a file without a fault is not written"


def test_what_is_not_safe_is_left_alone_and_shown_before_it_is_written(workspace: Path, gwcat: Run) -> None:
    fault = "公开依据: 《国务院关于全面建立临时救助制度的通知》（国发〔2014〕74号）"
    text = with_lines(f"{fault}\n公开层级: [县级, 镇级]")
    write_files(workspace, {CATALOGUE_PATH: text})
    assert "1 处" in gwcat("validate", "--fix", cwd=workspace).stderr
    assert (workspace / CATALOGUE_PATH).read_text() == text.replace("镇级", "乡级")
    dry = gwcat("validate", "--fix", "--unsafe", "--dry-run", cwd=workspace)
    assert "47号" in dry.stdout
    assert "74号" in (workspace / CATALOGUE_PATH).read_text()
    done = gwcat("validate", "--fix", "--unsafe", cwd=workspace)
    assert done.stderr.count(f"-    {fault}\n") == 1
    assert done.stderr.index("+    公开依据") < done.stderr.index("已改正")
    assert (workspace / CATALOGUE_PATH).read_text() == text.replace("镇级", "乡级").replace("74号", "47号")


@pytest.mark.parametrize(("answer", "changed"), [("n\n", False), ("\n", False), ("y\n", True)])
def test_on_a_terminal_it_asks(answer: str, changed: bool, workspace: Path, program: str) -> None:
    pty = pytest.importorskip("pty")
    write_files(workspace, {CATALOGUE_PATH: with_lines("公开依据: 《国务院关于全面建立临时救助制度的通知》（国发〔2014〕74号）")})
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [program, "validate", "--fix", "--unsafe"], cwd=workspace, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.write(ours, answer.encode())
        process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    assert ("47号" in (workspace / CATALOGUE_PATH).read_text()) is changed


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
