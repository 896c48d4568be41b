"""`gwcat review` through the installed command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CATALOGUE_PATH, Run, write_files
from gwcat.merge.files import merge_files
from office import sheet_grids
from programs import faults


def test_a_year_of_a_unit(gwcat: Run, workspace: Path) -> None:
    first = gwcat("review", "--strict", cwd=workspace)
    assert first.returncode == 1
    assert "从未确认 1 项" in first.stdout
    done = gwcat("review", "--unit", "县民政局", "--accept", "--date", "2018-01-15", cwd=workspace)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "已登记 1 个事项：catalogs/莒南/审阅记录.yaml\n")
    assert gwcat("review", "--strict", cwd=workspace).returncode == 0
    assert gwcat("validate", "--strict", cwd=workspace).returncode == 0
    path = workspace / CATALOGUE_PATH
    path.write_text(path.read_text("utf-8").replace("10个工作日", "5个工作日"), "utf-8")
    said = gwcat("validate", "--format", "concise", cwd=workspace)
    assert "GW731" in said.stdout
    assert "单位确认以后，公开时限又改了。" in said.stdout
    assert "gwcat review --county 莒南 --unit 县民政局 --accept" in gwcat("validate", cwd=workspace).stdout
    changed = json.loads(gwcat("review", "--format", "json", cwd=workspace).stdout)
    assert changed["items"][0]["changed"] == ["公开时限"]
    assert changed["summary"]["确认后有改动"] == 1


def test_fmt_leaves_the_record_alone_and_build_still_works(gwcat: Run, workspace: Path) -> None:
    gwcat("review", "--unit", "县民政局", "--accept", "--date", "2018-01-15", cwd=workspace)
    record = (workspace / "catalogs/莒南/审阅记录.yaml").read_bytes()
    assert gwcat("fmt", cwd=workspace).returncode == 0
    assert (workspace / "catalogs/莒南/审阅记录.yaml").read_bytes() == record
    assert gwcat("build", cwd=workspace).returncode == 0


@pytest.mark.office
def test_the_yearly_list_as_a_workbook(gwcat: Run, workspace: Path) -> None:
    done = gwcat("review", "--date", "2026-12-31", "--format", "xlsx", cwd=workspace)
    path = workspace / "dist" / "莒南" / "年度审阅清单.xlsx"
    assert (done.returncode, done.stdout) == (0, "dist/莒南/年度审阅清单.xlsx\n")
    rows = next(iter(sheet_grids(path).values())).texts
    assert any(row[:6] == ["1", "县民政局", "社会救助", "社会救助-001", "审核信息", "从未确认"] for row in rows)
    assert faults([path]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept",), "请加 --unit 单位"),
        (("--accept", "--unit", "县民政局", "--format", "json"), "不和 --format"),
        (("--unit", "县民局"), "没有叫“县民局”的单位"),
        (("--item", "社会救助-009"), "没有编号是“社会救助-009”的事项"),
    ],
)
def test_wrong_usage_is_said_in_words(gwcat: Run, workspace: Path, words: tuple[str, ...], said: str) -> None:
    done = gwcat("review", *words, cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_two_units_that_confirm_on_two_branches_merge(gwcat: Run, workspace: Path) -> None:
    """The record is sorted and has a line for each item, so that the merge driver puts both sides' lines together."""
    other = "领域: 社会救助\n单位: 县财政局\n事项:\n  - {编号: 社会救助-101, 一级事项: 资金}\n"
    write_files(workspace, {"catalogs/莒南/社会救助/县财政局.yaml": other})
    record, sides = workspace / "catalogs/莒南/审阅记录.yaml", []
    for unit in ("县民政局", "县财政局"):
        record.unlink(missing_ok=True)
        assert gwcat("review", "--unit", unit, "--accept", "--date", "2018-01-15", cwd=workspace).returncode == 0
        sides.append(record.read_bytes())
    assert gwcat("review", "--unit", "县民政局", "--accept", "--date", "2018-01-15", cwd=workspace).returncode == 0
    assert merge_files(b"", *sides).data == record.read_bytes()
