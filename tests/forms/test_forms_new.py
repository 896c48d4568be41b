"""A new form is one YAML file: added to a workspace, it is there in every format."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from conftest import CATALOGUE, Run, write_files
from gwcat.document.page import Page
from gwcat.forms.library import Library
from office import Block, sheet_grid, word_grids
from packages import with_form
from pages import page_tables

XIHU = """\
说明: 国家2019 去掉公开层级，加责任科室和咨询电话，14 列。
出处: 本溪市溪湖区各领域政务公开事项标准目录
基于: 国家2019-无层级
标题: "{{ 地区 }}{{ 领域 }}领域政务公开事项标准目录"
插列:
  - 之后: 公开主体
    列: {列名: 责任科室, 宽: 16, 对齐: 居中, 值: "{{ 责任科室 }}"}
  - 之后: 公开方式
    列: {列名: 咨询电话, 宽: 18, 对齐: 居中, 值: "{{ 咨询电话 }}"}
"""
FIRST = [
    *("序号", "公开事项", "", "公开内容\n（要素）", "公开依据", "公开\n时限", "公开主体", "责任科室"),
    *("公开渠道和载体", "公开对象", "", "公开方式", "", "咨询电话"),
]
SECOND = ["", "一级事项", "二级事项", "", "", "", "", "", "", "全社会", "特定群体", "主动公开", "依申请公开", ""]
ROW = [
    "1",
    "最低生活保障",
    "审核信息",
    "审核结果及相关信息",
    "《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）",
    "制定或获取信息之日起10个工作日内，公示7个工作日",
    "县民政局、各镇人民政府（街道办事处）",
    "低保科",
    "■政府网站  □政府公报\n□两微一端  □发布会/听证会\n□广播电视  □纸质媒体\n■公开查阅点□政务服务中心\n□便民服务站□入户/现场\n"
    "□社区/企事业单位/村公示栏（电子屏）\n□精准推送  ■其他：国家企业信用信息公示系统",
    "√",
    "",
    "√",
    "",
    "0539-7212345",
]
HEADER_MERGES = {Block(0, column, 1, column) for column in (0, 3, 4, 5, 6, 7, 8, 13)} | {
    Block(0, 1, 0, 2),
    Block(0, 9, 0, 10),
    Block(0, 11, 0, 12),
}


@pytest.fixture
def xihu(workspace: Path) -> Path:
    """The workspace with the form of 溪湖 and an item that says what it asks for."""
    said = CATALOGUE + "    责任科室: 低保科\n    咨询电话: 0539-7212345\n"
    return write_files(with_form(workspace, "溪湖2020", XIHU), {"catalogs/莒南/社会救助/县民政局.yaml": said})


def test_new_form_through_the_command(xihu: Path, gwcat: Run) -> None:
    done = gwcat("build", "--county", "莒南", "--form", "溪湖2020", "--format", "xlsx,docx,html,csv", cwd=xihu)
    assert done.returncode == 0, done.stderr
    assert "溪湖2020" in done.stdout
    public = xihu / "dist" / "莒南" / "2018.1" / "public"
    title = "莒南县社会救助领域政务公开事项标准目录"

    sheet = sheet_grid(public / "分领域" / "社会救助.xlsx")
    assert sheet.texts[0][0] == title
    assert sheet.texts[1:4] == [FIRST, SECOND, ROW]
    moved = {Block(top + 1, left, bottom + 1, right) for top, left, bottom, right in HEADER_MERGES}
    assert {block for block in sheet.merges if block.first_row in (1, 2, 3)} == moved

    (grid,) = word_grids(public / "分领域" / "社会救助.docx")
    assert grid.texts == [FIRST, SECOND, ROW]
    assert grid.merges == HEADER_MERGES

    (table,) = page_tables((public / "分领域" / "社会救助.html").read_bytes())
    assert table.caption == title
    assert table.header.texts == [FIRST, SECOND]
    assert table.header.merges == HEADER_MERGES
    assert table.body.texts == [ROW]

    rows = list(csv.reader(io.StringIO((public / "分领域" / "社会救助.csv").read_bytes().decode(), newline="")))
    assert rows[0][7] == "责任科室"
    assert rows[0][13] == "咨询电话"
    assert rows[1] == ROW


def test_new_form_written_in_the_region_file(xihu: Path, gwcat: Run) -> None:
    region = xihu / "catalogs" / "莒南" / "region.yaml"
    region.write_text(region.read_text("utf-8").replace("样表: 国家2019", "样表: 溪湖2020"), encoding="utf-8")
    assert gwcat("validate", cwd=xihu).returncode == 0
    assert gwcat("build", "--county", "莒南", "--format", "docx", cwd=xihu).returncode == 0
    (grid,) = word_grids(xihu / "dist" / "莒南" / "2018.1" / "public" / "分领域" / "社会救助.docx")
    assert grid.texts == [FIRST, SECOND, ROW]


def test_what_a_form_says_of_its_page(tmp_path: Path) -> None:
    page = "页面: {纸张: A3, 方向: 纵向, 上: 20, 左: 21.5}\n冻结列: 1\n"
    definition = f"{XIHU}{page}字体:\n  正文: {{字体: 宋体, 字号: 10.5}}\n注释: [甲, 乙]\n必备: [名称]\n"
    form = Library(with_form(tmp_path, "另样", definition)).form("另样")
    assert form.page == Page("A3", False, 20, 26, 35, 21.5, "foot")
    assert form.frozen_columns == 1
    assert {(column.style.font, column.style.size) for column in form.columns} == {("宋体", 10.5)}
    assert form.title_style.font == "方正小标宋简体"
    assert form.notes == ("甲", "乙")
    assert form.required == ("名称",)
