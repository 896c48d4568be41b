"""Every official form loads and has the header that it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.document.table import HeaderCell
from gwcat.forms.definition import Form
from gwcat.forms.library import Library
from office import Block

NAMES = sorted(path.stem for path in (REPOSITORY / "templates" / "forms").glob("*.yaml"))
CHANNEL_BOXES = """\
□政府网站  □政府公报
□两微一端  □发布会/听证会
□广播电视  □纸质媒体
□公开查阅点□政务服务中心
□便民服务站□入户/现场
□社区/企事业单位/村公示栏（电子屏）
□精准推送  □其他"""


def header_of(form: Form) -> list[list[str]]:
    """The header as lines of cells; what a cell spans beyond its corner is empty."""
    lines = [[""] * len(form.columns) for _ in range(form.header_rows)]
    for cell in form.header:
        lines[cell.row][cell.column] = cell.text.replace("\n", "")
    return lines


def spans_of(form: Form) -> set[Block]:
    found = {Block(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1) for cell in form.header}
    return {block for block in found if block[:2] != block[2:]}


def test_the_four_forms_of_the_contract_are_there() -> None:
    assert {"山东2017", "国家2019", "国家2019-无层级", "国家2019-三级"} <= set(NAMES)
    assert list(Library().form_paths) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_form_loads(name: str) -> None:
    form = Library().form(name)
    assert form.name == name
    assert form.about, "说明 says what the form is for"
    assert form.source, "出处 says where the form was published"
    assert "{{" in form.title
    assert form.required
    assert form.notes
    assert all(column.width > 0 for column in form.columns)
    assert form.frozen_columns < len(form.columns)
    assert form.required == Library().required[name]


@pytest.mark.parametrize("name", NAMES)
def test_header_covers_every_column_once(name: str) -> None:
    form = Library().form(name)
    covered = [
        (row, column)
        for cell in form.header
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(form.header_rows) for column in range(len(form.columns))]


@pytest.mark.parametrize("name", NAMES)
def test_official_typefaces(name: str) -> None:
    form = Library().form(name)
    assert form.title_style.font == "方正小标宋简体"
    assert form.header_style.font == "黑体"
    assert {column.style.font for column in form.columns} == {"仿宋_GB2312"}


def test_shandong_2017() -> None:
    form = Library().form("山东2017")
    assert header_of(form) == [
        ["序号", "事项类别", "名称", "依据", "公开内容", "公开标准", "公开主体", "公开方式", "公开时限", "备注"]
    ]
    assert spans_of(form) == set()
    assert [column.header for column in form.columns if column.merge == "不合并"] == ["公开内容", "公开标准"]
    assert {column.merge for column in form.columns} == {"不合并", "按事项"}
    assert len(form.notes) == 1


FIRST = [
    "序号",
    "公开事项",
    "",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "",
    "公开方式",
    "",
]
SECOND = ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动公开", "依申请公开"]
DOWN = {Block(0, column, 1, column) for column in (0, 3, 4, 5, 6, 7)}
ACROSS = {Block(0, 1, 0, 2), Block(0, 8, 0, 9), Block(0, 10, 0, 11)}


def test_national_2019() -> None:
    form = Library().form("国家2019")
    assert header_of(form) == [[*FIRST, "公开层级", ""], [*SECOND, "县级", "乡级"]]
    assert spans_of(form) == DOWN | ACROSS | {Block(0, 12, 0, 13)}
    assert form.notes[0] == "注释："
    assert [note.partition(".")[0] for note in form.notes[1:]] == list("1234567")


def test_national_2019_without_levels() -> None:
    form = Library().form("国家2019-无层级")
    assert header_of(form) == [FIRST, SECOND]
    assert spans_of(form) == DOWN | ACROSS
    assert form.notes == Library().form("国家2019").notes


def test_national_2019_with_a_third_level() -> None:
    form = Library().form("国家2019-三级")
    assert header_of(form) == [
        [*FIRST[:2], "", "", *FIRST[3:], "公开层级", ""],
        [*SECOND[:3], "三级事项", *SECOND[3:], "县级", "乡级"],
    ]
    assert len(form.columns) == 15
    moved = {Block(top, left + 1, bottom, right + 1) for top, left, bottom, right in DOWN | ACROSS if left > 2}
    assert spans_of(form) == moved | {Block(0, 0, 1, 0), Block(0, 1, 0, 3), Block(0, 13, 0, 14)}


@pytest.mark.parametrize("name", ["国家2019", "国家2019-无层级", "国家2019-三级"])
def test_thirteen_channel_boxes(name: str) -> None:
    form = Library().form(name)
    values = {key: () if key.startswith("公开") else "" for key in form.names} | {"公开对象": {"全社会": False, "特定群体": ""}}
    cells = dict(zip([column.path for column in form.columns], form.item_cells(values), strict=True))
    assert cells["公开渠道和载体"] == CHANNEL_BOXES
    assert CHANNEL_BOXES.count("□") == 13


FORM = """\
标题: "{{ 地区 }}目录"
字体:
  标题: {字体: 方正小标宋简体, 字号: 18}
  表头: {字体: 黑体, 字号: 9}
  正文: {字体: 仿宋_GB2312, 字号: 9}
列:
"""


def form_of(columns: str, tmp_path: Path) -> Form:
    write_files(tmp_path, {"templates/forms/测试.yaml": FORM + columns})
    return Library(tmp_path).form("测试")


def test_groups_of_any_depth(tmp_path: Path) -> None:
    form = form_of(
        "  - 列名: 甲\n    子列:\n      - 列名: 乙\n        子列: [{列名: 丙}, {列名: 丁}]\n      - {列名: 戊}\n  - {列名: 己}\n",
        tmp_path,
    )
    assert header_of(form) == [["甲", "", "", "己"], ["乙", "", "戊", ""], ["丙", "丁", "", ""]]
    assert spans_of(form) == {Block(0, 0, 0, 2), Block(1, 0, 1, 1), Block(1, 2, 2, 2), Block(0, 3, 2, 3)}
    assert [column.path for column in form.columns] == ["甲/乙/丙", "甲/乙/丁", "甲/戊", "己"]


def test_one_column(tmp_path: Path) -> None:
    form = form_of("  - {列名: 名称, 值: '{{ 名称 }}'}\n", tmp_path)
    assert form.header == (HeaderCell("名称", 0, 0),)
    assert form.names == {"名称"}


def test_a_workspace_overrides_a_form(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/forms/山东2017.yaml": FORM + "  - {列名: 名称, 值: '{{ 名称 }}'}\n"})
    assert len(Library(tmp_path).form("山东2017").columns) == 1
    assert len(Library().form("山东2017").columns) == 10
    assert len(Library(tmp_path).form("国家2019").columns) == 14


def test_unknown_form_names_the_nearest() -> None:
    with pytest.raises(GwcatError, match="没有叫“国家2091”的样表") as caught:
        Library().form("国家2091")
    assert "国家2019" in caught.value.hint.partition("、")[0]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["../forms/国家2019", "..", "", "/etc/passwd", "国家2019.yaml"])
def test_names_do_not_lead_out_of_the_folder(name: str) -> None:
    with pytest.raises(GwcatError, match="没有叫"):
        Library().form(name)


@pytest.mark.parametrize("name", ["../../pyproject.toml", "../ooxml/xlsx/app.xml", "/etc/passwd", "a/../../b"])
def test_templates_outside_the_folder_are_not_found(name: str) -> None:
    with pytest.raises(GwcatError, match="没有找到模板"):
        Library().path("forms", name)
