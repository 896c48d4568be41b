"""gwcat collect: what stands in the workbook, what is open to be written in, what it says to a clerk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import CATALOGUE_PATH, REPOSITORY, Run, write_files
from items import with_lines

JUNAN = ("--county", "莒南", "--unit", "县民政局")


def collected(gwcat: Run, workspace: Path, *args: str, out: str = "表.xlsx") -> Any:
    done = gwcat("collect", *JUNAN, "--out", out, *args, cwd=workspace)
    assert (done.returncode, done.stdout.strip()) == (0, out), done.stderr
    return openpyxl.load_workbook(workspace / out)


def codes(page: Any) -> list[str]:
    return [str(cell.value or "") for cell in page[1]]


def cell(page: Any, code: str, row: int) -> Any:
    return page.cell(row, codes(page).index(code) + 1)


def test_an_item_in_the_layout_of_its_form(gwcat: Run, workspace: Path) -> None:
    book = collected(gwcat, workspace)
    assert book.sheetnames == ["填报说明", "社会救助", "词表"]
    page = book["社会救助"]
    assert page["C2"].value == "莒南县民政局社会救助领域政务公开事项填报表"
    header = {text: place for row in page.iter_rows(4, 6) for place in row if (text := place.value)}
    assert header.keys() >= {"一级事项", "公开渠道和载体", "政府网站", "公开对象", "特定群体", "乡级"}
    assert header["公开渠道和载体"].row < header["政府网站"].row
    shown = {
        "一级事项": "最低生活保障",
        "公开主体": "县民政局\n各镇人民政府（街道办事处）",
        "公开渠道=政府网站": "√",
        "公开渠道=其他": "国家企业信用信息公示系统",
        "公开层级=县级": "√",
    }
    assert {code: cell(page, code, 7).value for code in shown} == shown
    assert cell(page, "公开渠道=政府公报", 7).value is None


def test_what_is_hidden_and_what_is_locked(gwcat: Run, workspace: Path) -> None:
    page = collected(gwcat, workspace)["社会救助"]
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert page.column_dimensions["B"].hidden
    assert page.protection.sheet
    assert page.protection.password is None
    assert page["A7"].value == "社会救助-001"
    about = json.loads(page["A1"].value.removeprefix("gwcat-collect-1"))
    assert (about["地区"], about["文件"], about["首行"]) == ("莒南", CATALOGUE_PATH, "7")
    locked = {code for code in codes(page) if code and cell(page, code, 7).protection.locked}
    assert locked == {str(page["A1"].value), "@底稿", "@来源", "@事项编号"}
    assert all(place.protection.locked for row in page.iter_rows(1, 6) for place in row)
    assert [cell(page, "公开时限", row).protection.locked for row in (8, 27)] == [False, False]


def test_lists_words_and_colours(gwcat: Run, workspace: Path) -> None:
    book = collected(gwcat, workspace)
    page = book["社会救助"]
    choices = {str(choice.sqref): choice for choice in page.data_validations.dataValidation}

    def of(code: str) -> Any:
        letter = cell(page, code, 7).column_letter
        return choices[f"{letter}7:{letter}27"]

    assert of("公开层级=县级").formula1 == '"√"'
    assert of("公开层级=县级").showErrorMessage
    assert of("公开渠道=政府网站").formula1 == '"√"'
    assert not of("公开渠道=政府网站").showErrorMessage  # its own name may be written
    assert of("公开主体").formula1 == "'词表'!$A$2:$A$4"
    assert [row[0].value for row in book["词表"].iter_rows()] == ["公开主体", "县民政局", "县财政局", "大店镇"]
    assert book["词表"].sheet_state == "hidden"
    assert "《中华人民共和国政府信息公开条例》规定" in of("公开时限").prompt  # the note of the form
    assert all(len(choice.prompt or "") <= 255 and len(choice.promptTitle or "") <= 32 for choice in choices.values())
    areas = [str(area.sqref) for area in page.conditional_formatting]
    letter = cell(page, "公开依据", 7).column_letter
    assert f"{letter}7:{letter}27" in areas


def test_one_row_for_each_element_where_the_form_pairs_them(gwcat: Run, workspace: Path) -> None:
    text = with_lines("公开内容:\n  - 申请\n  - {要素: 结果, 标准: 姓名}\n").replace("事项:\n", "样表: 山东2017\n事项:\n", 1)
    write_files(workspace, {CATALOGUE_PATH: text})
    page = collected(gwcat, workspace)["社会救助"]
    pairs = [(cell(page, "公开内容=要素", row).value, cell(page, "公开内容=标准", row).value) for row in (6, 7, 8)]
    assert pairs == [("申请", None), ("结果", "姓名"), (None, None)]
    assert [page.cell(row, 1).value for row in (6, 7, 8, 9)] == ["社会救助-001"] * 3 + [None]
    name = cell(page, "名称", 6).coordinate
    assert any(name in area and area.size["rows"] == 3 for area in page.merged_cells.ranges)


def test_a_text_that_looks_like_a_formula_is_a_text(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: with_lines('公开时限: "=1+1"\n')})
    found = cell(collected(gwcat, workspace)["社会救助"], "公开时限", 7)
    assert (found.value, found.data_type, found.quotePrefix) == ("=1+1", "s", True)


def test_adopted_items_say_so_and_have_a_column_for_reasons(gwcat: Run, workspace: Path) -> None:
    upper = with_lines("").replace("单位: 县民政局\n", "")
    write_files(workspace, {"catalogs/国家/社会救助.yaml": upper, CATALOGUE_PATH: "领域: 社会救助\n单位: 县民政局\n采用: 国家\n"})
    page = collected(gwcat, workspace)["社会救助"]
    assert cell(page, "@来源", 7).value == "采用自国家"
    assert "@理由" in codes(page)


def test_a_catalogue_without_items_has_rows_for_new_ones(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: "领域: 社会救助\n单位: 县民政局\n事项: []\n"})
    page = collected(gwcat, workspace)["社会救助"]
    assert page.max_row == 6 + 20
    assert cell(page, "@来源", 7).value == "新增"


def test_the_same_bytes_every_time(gwcat: Run, workspace: Path) -> None:
    collected(gwcat, workspace, out="一.xlsx")
    collected(gwcat, workspace, out="二.xlsx")
    assert (workspace / "一.xlsx").read_bytes() == (workspace / "二.xlsx").read_bytes()


def test_several_domains_and_one_of_them(gwcat: Run, tmp_path: Path) -> None:
    done = gwcat("collect", *JUNAN, "--out", tmp_path, "--workspace", REPOSITORY)
    assert done.stdout.strip() == str(tmp_path / "县民政局-填报表.xlsx")
    assert "社会救助 12 项、养老服务 5 项、扶贫救灾 10 项" in done.stderr
    done = gwcat("collect", *JUNAN, "--out", tmp_path / "一个.xlsx", "--domain", "养老服务", "--workspace", REPOSITORY, "-q")
    assert done.stderr == ""
    assert openpyxl.load_workbook(tmp_path / "一个.xlsx").sheetnames == ["填报说明", "养老服务", "词表"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--unit", "县卫健局"), "没有“县卫健局”的目录。"),
        (("--unit", "县民政局", "--domain", "扶贫"), "没有“扶贫”领域的目录。"),
        ((), "--unit"),
    ],
)
def test_what_is_not_there(gwcat: Run, workspace: Path, args: tuple[str, ...], said: str) -> None:
    done = gwcat("collect", *args, cwd=workspace)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(workspace.glob("*.xlsx"))


def test_a_broken_catalogue_is_no_base(gwcat: Run, workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: "领域: 社会救助\n单位: 县民政局\n事项:\n  - 编号: 社会救助-001\n    没有的键: 一\n"})
    done = gwcat("collect", *JUNAN, cwd=workspace)
    assert done.returncode == 2
    assert "gwcat validate" in done.stderr


def test_a_workspace_may_have_words_of_its_own(gwcat: Run, workspace: Path) -> None:
    own = (
        (REPOSITORY / "templates/collect/填报表.yaml").read_text().replace('标题: "{{ 单位 }}', '标题: "（{{ 版本 }}）{{ 单位 }}')
    )
    write_files(workspace, {"templates/collect/填报表.yaml": own})
    assert collected(gwcat, workspace)["社会救助"]["C2"].value.startswith("（2018.1）莒南县民政局")
    write_files(workspace, {"templates/collect/填报表.yaml": "标题: 甲\n"})
    done = gwcat("collect", *JUNAN, cwd=workspace)
    assert done.returncode == 2
    assert "模板不完整" in done.stderr
