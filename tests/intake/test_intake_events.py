"""Lists of events in every format: days as people write them, what is not used is told, what is wrong has a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conftest import write_files
from gwcat.base.errors import GwcatError
from gwcat.intake.events import EventList, read_events


def read(tmp_path: Path, name: str, content: str | bytes) -> EventList:
    """The events of a file of that content."""
    return read_events(write_files(tmp_path, {name: content}) / name)


@pytest.mark.parametrize("words", ["2026-01-31", "2026/1/31", "2026.1.31", "2026年1月31日", "2026-01-31 00:00:00"])
def test_days_as_people_write_them(tmp_path: Path, words: str) -> None:
    (record,) = read(tmp_path, "清单.csv", f"编号,形成日期\n甲-001,{words}\n").records
    assert (record.identity, record.formed, record.published) == ("甲-001", date(2026, 1, 31), None)


@pytest.mark.parametrize("words", ["2026-02-30", "明天", "20260131", "2026-13-01", "1500-01-01"])
def test_what_is_no_day_is_refused_with_its_place(tmp_path: Path, words: str) -> None:
    with pytest.raises(GwcatError, match="不是一个日期") as refused:
        read(tmp_path, "清单.csv", f"编号,形成日期\n甲-001,{words}\n")
    assert refused.value.place.endswith("清单.csv:2")


def test_a_workbook_with_real_days_a_title_and_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["公开情况"], ["事项编号", "形成（变更）日期", "发布日期", "责任单位", "备注"]):
        sheet.append(row)
    sheet.append(["甲-001", date(2026, 1, 5), date(2026, 1, 9), "县民政局", "看过"])
    sheet.append([None, date(2026, 1, 5), None, None, None])
    book.create_sheet("说明").append(["这一页不是清单"])
    book.save(tmp_path / "清单.xlsx")
    found = read_events(tmp_path / "清单.xlsx")
    assert [(record.identity, record.formed, record.published, record.unit) for record in found.records] == [
        ("甲-001", date(2026, 1, 5), date(2026, 1, 9), "县民政局")
    ]
    assert [words.partition("清单.xlsx")[2] for words in found.remarks] == [
        "!Sheet 的列“备注”没有用到。",
        "!Sheet 第 4 行没有编号，没有读。",
        "!说明 没有“编号”一列，没有读。",
    ]


def test_a_list_in_yaml(tmp_path: Path) -> None:
    found = read(tmp_path, "清单.yaml", "- {编号: 甲-001, 形成日期: 2026-01-31, 名称: 第一批, 天气: 晴}\n- {编号: 乙-001}\n")
    assert [(record.identity, record.name) for record in found.records] == [("甲-001", "第一批"), ("乙-001", "")]
    assert [words.partition("清单.yaml")[2] for words in found.remarks] == [" 的键“天气”没有用到。"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("清单.txt", "编号", "不是 YAML、XLSX 或 CSV 文件"),
        ("清单.csv", "名称,单位\n甲,乙\n", "没有“编号”和日期的表头"),
        ("清单.csv", "编号\n甲\n", "没有“编号”和日期的表头"),
        ("清单.xlsx", b"PK\x03\x04", "不是 XLSX 文件"),
        ("清单.yaml", "编号: 甲\n", "最外层应当是列表"),
        ("清单.yaml", "- {形成日期: 2026-01-31}\n", "没有编号"),
        ("清单.yaml", "- [甲\n", "方括号"),
        ("清单.yaml", b"\xff\xfe", "UTF-16"),
    ],
    ids=range(8),
)
def test_files_that_are_no_list_are_refused_in_words(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    with pytest.raises(GwcatError, match=message):
        read(tmp_path, name, content)


def test_a_missing_file_is_a_storage_fault(tmp_path: Path) -> None:
    with pytest.raises(GwcatError) as refused:
        read_events(tmp_path / "没有.csv")
    assert refused.value.exit_code == 3
