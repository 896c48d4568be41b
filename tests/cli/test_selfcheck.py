"""`gwcat selfcheck`: every item that is published, by 栏目 and unit; what has no 栏目 is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CATALOGUE_PATH, Run, write_files
from office import sheet_grids, word_grids
from programs import faults

_CATALOGUE = """\
领域: 社会救助
单位: 县民政局
事项:
  - 编号: 社会救助-001
    一级事项: 低保名单
    公开内容: [姓名, 金额]
    公开时限: 每季度首月20日
    公开渠道: [政府网站, {其他: 村务公开栏}]
    公开方式: 主动公开
    网站栏目: [政府信息公开/社会救助, 重点领域/民政]
  - {编号: 社会救助-002, 一级事项: 政策, 公开渠道: [政府网站], 公开方式: 主动公开, 公开时限: 及时公开}
  - {编号: 社会救助-003, 一级事项: 公示, 公开渠道: [公开查阅点], 公开方式: 主动公开}
  - {编号: 社会救助-004, 一级事项: 个案, 公开方式: 依申请公开}
  - {编号: 社会救助-005, 一级事项: 隐私, 公开方式: 主动公开, 不予公开: {理由: 个人隐私}}
"""
_OTHER = """\
领域: 社会救助
单位: 县财政局
事项:
  - {编号: 社会救助-101, 一级事项: 资金, 公开渠道: [政府网站], 公开方式: 主动公开, 网站栏目: 政府信息公开/社会救助}
"""


@pytest.fixture
def project(workspace: Path) -> Path:
    return write_files(workspace, {CATALOGUE_PATH: _CATALOGUE, "catalogs/莒南/社会救助/县财政局.yaml": _OTHER})


def test_items_stand_by_column_and_unit_and_those_without_come_last(gwcat: Run, project: Path) -> None:
    found = json.loads(gwcat("selfcheck", "--format", "json", "--from", "2026-07-01", cwd=project).stdout)
    assert [(line["column"], line["unit"], line["id"], line["website"]) for line in found["lines"]] == [
        ("政府信息公开/社会救助", "县民政局", "社会救助-001", True),
        ("政府信息公开/社会救助", "县财政局", "社会救助-101", True),
        ("重点领域/民政", "县民政局", "社会救助-001", True),
        ("", "县民政局", "社会救助-002", True),
        ("", "县民政局", "社会救助-003", False),
    ]
    assert (found["on_request"], found["withheld"], found["to"]) == (1, 1, "2026-09-30")
    assert [line["due"] for line in found["lines"]] == [["2026-07-20"], [], ["2026-07-20"], [], []]


def test_the_text_tells_what_has_no_column_and_what_is_left_out(gwcat: Run, project: Path) -> None:
    done = gwcat("selfcheck", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout.index("政府信息公开/社会救助")
        < done.stdout.index("（没有写网站栏目）")
        < done.stdout.index("（不在政府网站公开）")
    )
    assert "要查的事项 4 项，其中 1 项没有写网站栏目。\n没有列入：依申请公开 1 项、不予公开 1 项。" in done.stdout


@pytest.mark.office
def test_the_workbook_and_the_document_have_boxes_to_tick(gwcat: Run, project: Path) -> None:
    for name in ("自查.xlsx", "自查.docx"):
        done = gwcat("selfcheck", "--from", "2026-07-01", "--output", name, cwd=project)
        assert (done.returncode, done.stdout) == (0, f"{name}\n")
        assert "其中 1 项没有写网站栏目" in done.stderr
    grids = sheet_grids(project / "自查.xlsx")
    assert list(grids) == ["全部", "县民政局", "县财政局"]
    row = next(row for row in grids["县民政局"].texts if row[0] == "1")
    assert row == [
        "1", "政府信息公开/社会救助", "县民政局", "低保名单\n（社会救助-001）", "1. 姓名\n2. 金额", "政府网站、村务公开栏",
        "每季度首月20日\n本期：2026-07-20", "□是\n□否", "", "□过期 □不全\n□打不开\n□其他：　　",
    ]  # fmt: skip
    assert [len(grid.texts) for grid in word_grids(project / "自查.docx")] == [2 + 4, 2 + 1]
    assert faults([project / "自查.xlsx", project / "自查.docx"]) == []


def test_a_unit_alone_and_a_unit_with_nothing(gwcat: Run, project: Path) -> None:
    assert "社会救助-001" not in gwcat("selfcheck", "--unit", "县财政局", cwd=project).stdout
    nothing = gwcat("selfcheck", "--unit", "大店镇", "--format", "xlsx", cwd=project)
    assert nothing.returncode == 0
    assert "要查的事项 0 项。" in nothing.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--to", "2026-01-01"), "--to 和 --from 一起用"), (("--from", "2026-05-01", "--to", "2026-01-01"), "早于开始的")],
)
def test_wrong_usage_is_said_in_words(gwcat: Run, project: Path, words: tuple[str, ...], said: str) -> None:
    done = gwcat("selfcheck", *words, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
