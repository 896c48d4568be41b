"""`gwcat calendar` through the installed command: formats, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import ics
import pytest

from conftest import CATALOGUE_PATH, REPOSITORY, Run, write_files
from office import sheet_grids
from programs import faults

_YEAR = ("--from", "2026-01-01", "--to", "2027-02-28")
_CATALOGUE = """\
领域: 社会救助
单位: 县民政局
事项:
  - {编号: 社会救助-001, 一级事项: 年度报告, 公开时限: 每年1月31日前, 网站栏目: 政府信息公开/年报}
  - {编号: 社会救助-002, 一级事项: 审核信息, 公开时限: 自信息形成之日起20个工作日内}
"""
_EVENTS = "编号,形成日期,公开日期\n社会救助-001,,2026-01-30\n社会救助-002,2026-02-02,\n社会救助-909,2026-02-02,\n"


@pytest.fixture
def project(workspace: Path) -> Path:
    """A region with a yearly deadline and one that waits for an event."""
    return write_files(workspace, {CATALOGUE_PATH: _CATALOGUE, "清单.csv": _EVENTS})


def test_the_days_of_a_year_and_the_rules_without_one(gwcat: Run, project: Path) -> None:
    done = gwcat("calendar", *_YEAR, cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2026-02-02 周一" in done.stdout
    assert "每年1月31日前（原定 1月31日）" in done.stdout
    assert "约2027-02-01 周一" in done.stdout
    assert "节假日安排只知道到" in done.stdout
    assert "事件触发  县民政局  自信息形成之日起20个工作日内  1     社会救助-002" in done.stdout


def test_events_give_days(gwcat: Run, project: Path) -> None:
    done = gwcat("calendar", *_YEAR, "--events", "清单.csv", cwd=project)
    assert "2026-03-06 周五" in done.stdout
    assert "2026-02-02形成" in done.stdout
    assert "注意：清单.csv:4：目录里没有“社会救助-909”" in done.stdout


def test_json_says_the_same(gwcat: Run, project: Path) -> None:
    found = json.loads(gwcat("calendar", *_YEAR, "--events", "清单.csv", "--format", "json", cwd=project).stdout)
    assert found["version"] == 1
    assert [(due["date"], due["approximate"], due["written"], due["published"]) for due in found["due"]] == [
        ("2026-02-02", False, "2026-01-31", "2026-01-30"),
        ("2026-03-06", False, "2026-03-06", None),
        ("2027-02-01", True, "2027-01-31", None),
    ]
    assert found["standing"] == []
    assert len(found["remarks"]) == 1


def test_a_calendar_file_is_the_same_each_time(gwcat: Run, project: Path) -> None:
    for name in ("一.ics", "二.ics"):
        done = gwcat("calendar", *_YEAR, "--output", name, cwd=project)
        assert (done.returncode, done.stdout) == (0, f"{name}\n")
        assert done.stderr == "莒南县：到期的日子 2 个（其中约数 1 个），没有固定日期的时限 1 条没有写进日历文件。\n"
    assert (project / "一.ics").read_bytes() == (project / "二.ics").read_bytes()
    events = sorted(ics.Calendar((project / "一.ics").read_bytes().decode()).events)
    assert [event.name for event in events] == ["公开：年度报告（2026年）", "（约）公开：年度报告（2027年）"]
    assert "网站栏目：政府信息公开/年报" in (events[0].description or "")
    assert "原定 2026-01-31" in (events[0].description or "")
    assert "约数" in (events[1].description or "")


def test_a_calendar_file_without_a_day_is_refused(gwcat: Run, project: Path) -> None:
    done = gwcat("calendar", "--from", "2026-03-01", "--to", "2026-03-02", "--format", "ics", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有到期的日子" in done.stderr
    assert not (project / "dist").exists()


@pytest.mark.office
def test_the_workbook_has_a_sheet_for_each_unit(gwcat: Run, tmp_path: Path) -> None:
    path = tmp_path / "日历.xlsx"
    done = gwcat("calendar", "--county", "莒南", "--from", "2026-09-01", "--to", "2027-01-31", "--output", path, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    grids = sheet_grids(path)
    assert list(grids) == ["全部", "十字路街道", "大店镇", "没有日期的规则"]
    header = next(row for row in grids["全部"].texts if row[0] == "日期")
    assert header[3:] == ["单位", "领域", "编号", "事项", "期次或事件", "时限", "说明", "公开日期"]
    days = [row[0] for row in grids["大店镇"].texts if row[0][:4] in ("2026", "约 20")]
    assert days == sorted(days, key=lambda day: day.removeprefix("约 "))
    assert days[-1].startswith("约 2027-01")
    assert faults([path]) == []


def test_what_is_overdue_makes_the_check_fail(gwcat: Run, project: Path) -> None:
    done = gwcat("calendar", "--check", "2026-03-09", "--published", "清单.csv", cwd=project)
    assert (done.returncode, done.stderr) == (1, "")
    assert "逾期未公开 1 项" in done.stdout
    assert "社会救助-002" in done.stdout
    assert "按期公开 1 项。" in done.stdout
    before = gwcat("calendar", "--check", "2026-03-06", "--published", "清单.csv", "--format", "json", cwd=project)
    assert before.returncode == 0
    assert [due["id"] for due in json.loads(before.stdout)["soon"]] == ["社会救助-002"]


@pytest.mark.office
def test_the_check_as_a_workbook(gwcat: Run, project: Path) -> None:
    done = gwcat("calendar", "--check", "2026-03-09", "--published", "清单.csv", "--format", "xlsx", cwd=project)
    path = project / "dist" / "莒南" / "到期检查.xlsx"
    assert (done.returncode, done.stdout) == (1, "dist/莒南/到期检查.xlsx\n")
    assert ["逾期未公开", "2026-03-06"] in [row[:2] for row in next(iter(sheet_grids(path).values())).texts]
    assert faults([path]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--check", "2026-03-09"), "请加 --published"),
        (("--check", "2026-03-09", "--published", "清单.csv", "--to", "2026-05-01"), "不和 --to 一起用"),
        (("--check", "2026-03-09", "--published", "清单.csv", "--format", "ics"), "不写成日历文件"),
        (("--published", "清单.csv"), "--published 和 --check 一起用"),
        (("--from", "明天"), "应写成 2026-01-31 这样的日期"),
        (("--from", "0001-01-01"), "应在 1950 年和 2199 年之间"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "早于开始的"),
        (("--unit", "县民局"), "没有叫“县民局”的单位"),
        (("--output", "日历.doc"), "从“日历.doc”的后缀看不出格式"),
        (("--events", "没有.csv"), "没有.csv"),
    ],
)
def test_wrong_usage_is_said_in_words(gwcat: Run, project: Path, words: tuple[str, ...], said: str) -> None:
    done = gwcat("calendar", *words, cwd=project)
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert said in done.stderr
