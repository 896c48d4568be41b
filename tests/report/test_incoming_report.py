"""The report of an import: text, JSON, page, and a workbook whose doubtful cells are coloured."""

from __future__ import annotations

from pathlib import Path

import pytest

import foreign
from gwcat.filing.incoming import COLOURS, page, workbook
from gwcat.forms.library import Library
from gwcat.intake.foreign import read_foreign
from gwcat.model.incoming import Incoming, IncomingTable, Remark, Spot
from gwcat.render.archive import EPOCH
from gwcat.report.incoming import incoming_summary, incoming_text
from office import workbook as opened
from programs import faults
from tables import frames

LIBRARY = Library()
ABOUT = {
    "表头": "县乡",
    "行": [{"二级": "政策法规文件", "渠道": "□政府网站 □其他：法律服务网"}, {"时限": "同上"}, {"特定": "√", "主动": "备案"}],
}


@pytest.fixture
def found(tmp_path: Path) -> Incoming:
    return read_foreign(foreign.write(ABOUT, "xlsx", tmp_path / "目录.xlsx"), LIBRARY)


def test_the_text_says_where_what_and_why(found: Incoming) -> None:
    text = incoming_text(found)
    assert text.startswith("从 1 张表读到 3 个事项，样表“国家2019”。")
    assert "  目录.xlsx Sheet!F4  换成上一行的内容：同上 → 制定或获取信息之日起10个工作日内" in text
    assert text.index("未识别 1 处") < text.index("存疑 2 处") < text.index("整理 1 处")
    assert "整理 1 处：" not in incoming_text(found, every_remark=False)


def test_doubtful_cells_are_coloured_in_the_table_as_it_stood(found: Incoming) -> None:
    book = opened(workbook(found, LIBRARY, frames("ooxml"), EPOCH))
    assert book.sheetnames == ["说明", "Sheet"]
    sheet = book["Sheet"]
    by_text = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    assert by_text["□政府网站 □其他：法律服务网"].fill.fgColor.rgb == f"FF{COLOURS['存疑']}"
    assert by_text["备案"].fill.fgColor.rgb == f"FF{COLOURS['未识别']}"
    assert by_text["同上"].fill.fgColor.rgb == f"FF{COLOURS['整理']}"
    assert by_text["政策法规文件"].fill.fill_type is None
    typed = foreign.typed(ABOUT).rows
    shown = [[cell.value or "" for cell in row][1:-1] for row in sheet.iter_rows(min_row=3, max_row=2 + len(typed))]
    covered = foreign._covered(foreign.typed(ABOUT))
    assert shown == [["" if (n, c) in covered else text for c, text in enumerate(row)] for n, row in enumerate(typed)]
    assert "K5 “主动公开”一栏写的是“备案”" in sheet.cell(row=7, column=sheet.max_column).value


def test_the_page_escapes_what_stood_in_cells() -> None:
    spot = Spot("<b>.xlsx", "表", 1, "A1", 1)
    found = Incoming(
        remarks=[Remark("存疑", spot, "两种读法", "<script>alert(1)</script>")], tables=[IncomingTable(spot, [["=1+1"]])]
    )
    text = page(found, frames("html"), incoming_summary(found)).decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    cells = [
        cell for sheet in opened(workbook(found, LIBRARY, frames("ooxml"), EPOCH)) for row in sheet.iter_rows() for cell in row
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_two_reports_are_the_same_bytes(found: Incoming) -> None:
    assert workbook(found, LIBRARY, frames("ooxml"), EPOCH) == workbook(found, LIBRARY, frames("ooxml"), EPOCH)


@pytest.mark.office
def test_the_workbook_is_valid(found: Incoming, tmp_path: Path) -> None:
    path = tmp_path / "导入报告.xlsx"
    path.write_bytes(workbook(found, LIBRARY, frames("ooxml"), EPOCH))
    assert faults([path]) == []
