"""Styles of attachments as data: what may be written, what is refused, and what comes of rows and values."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY, write_files
from gwcat.base.errors import GwcatError
from gwcat.document.page import LETTER_PAGE
from gwcat.document.table import Merge, Table
from gwcat.forms.attachment import AttachmentStyle, build_attachment
from gwcat.forms.content import read_content
from gwcat.forms.layout import CELL_LIMIT
from gwcat.forms.library import Library
from gwcat.forms.record import ITEM_KEYS
from gwcat.forms.sheet import lay_out_attachment

NAMES = sorted(path.stem for path in (REPOSITORY / "templates" / "attachments").glob("*.yaml"))
VALUES = {"地区": "莒南县", "样表": "国家2019", "领域数": "7", "单位": ""}

LIST = """\
种类: 列表
标题: "{{ 地区 }}名单"
必备: [姓名]
字体:
  表头: {字体: 黑体, 字号: 14}
  正文: {字体: 仿宋_GB2312, 字号: 14}
空行: 2
列:
  - {列名: 序号, 宽: 16, 对齐: 居中}
  - {列名: "姓　名", 宽: 40}
  - {列名: 职务, 宽: 100}
末行:
  - [{文字: 承办人, 列: 2}, "{{ 日期 }}"]
注释: ["注：{{ 地区 }}"]
"""
GRID = """\
种类: 网格
标题: 联络表
字体:
  正文: {字体: 仿宋_GB2312, 字号: 14}
列宽: [40, 60, 56]
行:
  - [{文字: 单位, 行: 2}, "{{ 单位 }}", 甲]
  - [{文字: 乙, 列: 2}]
  - [丙, "", "{{ 电话 }}"]
"""


def style_of(text: str, name: str = "试样") -> AttachmentStyle:
    tree = yaml.load(text, yaml.BaseLoader)
    return build_attachment({"名称": name, **tree}, lambda other: {})


def laid_out(style: AttachmentStyle | str, raw: object = None, **given: Any) -> Table:
    """What a style makes of a content written in YAML, or of a tree."""
    found = style_of(style) if isinstance(style, str) else style
    tree = yaml.load(raw, yaml.BaseLoader) if isinstance(raw, str) else raw
    content = read_content(tree, found, lambda path: "/".join(map(str, path)))
    return lay_out_attachment(found, content, VALUES, Library().form, **given)


def shipped(name: str) -> AttachmentStyle:
    return Library().attachment(name)


def header_of(table: Table) -> list[str]:
    return [cell.text for cell in sorted(table.header, key=lambda cell: (cell.row, cell.column))]


# The styles that come with the program


def test_the_nine_styles() -> None:
    assert set(NAMES) == {
        "领导小组名单", "联络表", "任务分工和进度安排表", "责任分工", "人员名单", "信息发布保密审查表", "业务指导责任分工表",
        "试点领域一览表", "空白样表",
    }  # fmt: skip
    assert list(Library().attachment_paths) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_style_loads_and_says_where_it_was_published(name: str) -> None:
    style = shipped(name)
    tree = Library().tree("attachments", f"{name}.yaml")
    assert tree["说明"]
    assert re.search("《.+》.*附件[1-5]", tree["出处"])
    assert style.title


@pytest.mark.parametrize("name", NAMES)
def test_typefaces_and_pages_of_the_standard(name: str) -> None:
    """GB/T 9704—2012, 7.3.4: the mark 3号黑体; the title 2号小标宋; header 黑体, body 仿宋."""
    style = shipped(name)
    assert style.mark_style[:3] == ("黑体", 16, "left")
    assert style.title_style[:3] == ("方正小标宋简体", 22, "center")
    assert style.page == LETTER_PAGE
    assert {column.style.font for column in style.columns} <= {"仿宋_GB2312"}
    if style.form and style.header:
        assert style.form.header_style.font == "黑体"
    if style.columns:
        assert sum(column.width for column in style.columns) == pytest.approx(style.page.text_width)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "领导小组名单"])
def test_every_style_but_the_group_can_be_handed_out_blank(name: str) -> None:
    table = laid_out(shipped(name))
    assert table.rows
    assert table.row_height or table.header_rows


def test_the_blank_list_of_staff() -> None:
    table = laid_out(shipped("人员名单"))
    assert header_of(table) == ["序号", "单位名称", "分管领导姓名\n及联系电话", "工作人员姓名\n及联系电话", "备注"]
    assert table.rows == [("",) * 5] * 9
    assert table.title == "基层政务公开标准化规范化工作人员名单"


def test_the_contact_sheet() -> None:
    table = laid_out(shipped("联络表"))
    assert table.title == "政务公开标准化规范化试点工作联络表"
    assert table.header_rows == 0
    assert table.rows == [
        ("单位名称（盖章）", "", "", ""),
        ("分管领导", "", "具体负责人", ""),
        ("联系电话", "", "联系电话", ""),
        ("联系邮箱", "", "", ""),
    ]
    assert table.merges == [Merge(0, 1, 0, 3), Merge(3, 1, 3, 3)]


def test_the_secrecy_review() -> None:
    table = laid_out(shipped("信息发布保密审查表"))
    ways, verdict = "网站公开□\n依申请公开□\n其他□", "同　意□\n不同意□"
    assert [row[0] for row in table.rows] == ["1", "2", "", "承办人（签字）"]
    assert {row[1:] for row in table.rows[:3]} == {("", "", ways, verdict, verdict)}
    assert table.rows[3] == ("承办人（签字）", "", "", "", "（签字）", "（签字）")
    assert table.merges == [Merge(3, 0, 3, 3)]
    assert [note.strip("　注：")[:2] for note in table.notes] == ["1.", "2.", "3.", "4.", "5."]
    (line,) = table.intro
    assert line.text.split() == ["单位：", "年", "月", "日"]


def test_the_line_above_the_secrecy_review_keeps_its_length() -> None:
    texts = [laid_out(shipped("信息发布保密审查表"), {"单位": unit}).intro[0].text for unit in ("", "党政办公室")]
    assert len(texts[0]) == len(texts[1])
    assert texts[1].startswith("单位：党政办公室　")


def test_the_domains_without_addresses() -> None:
    table = laid_out(shipped("试点领域一览表"))
    assert table.title == "26个试点领域基层政务公开目录网址链接"
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, 27)]
    assert len({row[1] for row in table.rows}) == 26
    assert {row[2] for row in table.rows} == {""}


def test_the_domains_are_the_registered_ones() -> None:
    from gwcat.language.domain import domains

    rows = shipped("试点领域一览表").rows
    assert not isinstance(rows, str)
    assert [row["领域"] for row in rows] == [domain.name for domain in domains() if domain.batch == "2019"]


DUTIES: list[dict[str, Any]] = [
    {"领域": "社会救助", "牵头单位": ["县民政局"]},
    {"领域": "扶贫救灾", "牵头单位": ["县民政局", "县扶贫办"]},
    {"领域": "救灾", "牵头单位": "县应急管理局", "序号": "6-7", "备注": "新增"},
]


def test_duties_of_the_region_as_rows() -> None:
    assert shipped("责任分工").rows == "领域分工"
    table = laid_out(shipped("责任分工"), default=DUTIES)
    assert table.rows == [
        ("1", "社会救助领域", "县民政局", ""),
        ("2", "扶贫救灾领域", "县民政局、县扶贫办", ""),
        ("6-7", "救灾领域", "县应急管理局", "新增"),
    ]
    assert table.title == "7个试点领域公开事项和标准目录编制\n工作责任分工"
    table = laid_out(shipped("业务指导责任分工表"), default=DUTIES[:2])
    assert table.rows == [("1", "社会救助", "县民政局"), ("2", "扶贫救灾", "县民政局、县扶贫办")]


GROUP = """\
行:
  - {组内职务: 组长, 姓名: 甲某, 职务: 县长}
  - {组内职务: 副组长, 姓名: 乙某某, 职务: 县编办主任}
  - {组内职务: 副组长, 姓名: 丙某, 职务: 县编办主任}
  - {组内职务: 成员, 姓名: 丁某, 职务: 局长}
后文: [第一段。, 第二段。]
"""


def test_a_group_names_its_offices_once() -> None:
    table = laid_out(shipped("领导小组名单"), GROUP)
    assert table.rows == [
        ("组　长：", "甲　某", "县长"),
        ("副组长：", "乙某某", "县编办主任"),
        ("", "丙　某", "县编办主任"),
        ("成　员：", "丁　某", "局长"),
    ]
    assert (table.borders, table.header_rows, table.merges) == (False, 0, [])
    assert [paragraph.text for paragraph in table.closing] == ["第一段。", "第二段。"]
    assert table.closing[0].style.indent == 2


def test_a_group_without_paragraphs() -> None:
    assert laid_out(shipped("领导小组名单"), GROUP.partition("后文")[0]).closing == ()


# Blank forms of catalogues


@pytest.mark.parametrize("form", Library().form_paths)
def test_a_blank_form_of_every_kind(form: str) -> None:
    meant = Library().form(form)
    table = laid_out(shipped("空白样表"), {"样表": form, "空行": "3"})
    assert table.header == meant.header
    assert table.page == meant.page
    assert table.notes == meant.notes
    assert table.form == form
    assert len(table.rows) == 3
    assert len(set(table.rows)) == 1
    printed = {text for text in table.rows[0] if text}
    assert {text[0] for text in printed} <= {"□"}
    assert not any("■" in text for text in printed)


def test_a_blank_form_is_the_regions_if_none_is_named() -> None:
    table = laid_out(shipped("空白样表"), {"填写说明": ["序号连续编写。", "用全称。"]})
    assert table.form == "国家2019"
    assert len(table.rows) == 3
    assert [paragraph.text for paragraph in table.closing] == ["填写说明：", "1. 序号连续编写。", "2. 用全称。"]


@pytest.mark.parametrize("count", ["0", "-1", "三", "1.5", "1001", "²", ["3"]])
def test_a_number_of_blank_rows_that_is_none(count: object) -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(shipped("空白样表"), {"空行": count})
    assert caught.value.place == "空行"


SAMPLE = "{领域: 食品药品监管, 名称: 抽检信息, 公开内容: [{要素: 总体情况, 标准: 概要}, 措施], 公开渠道: [政府网站]}"


def test_samples_stand_in_a_blank_form_as_in_a_catalogue() -> None:
    table = laid_out(shipped("空白样表"), f"{{样表: 山东2017, 示例: [{SAMPLE}]}}")
    assert [row[:6] for row in table.rows] == [
        ("1", "食品药品监管", "抽检信息", "", "总体情况", "概要"),
        ("", "", "", "", "措施", ""),
    ]
    assert Merge(0, 2, 1, 2) in table.merges


def test_blank_rows_below_samples_have_no_number() -> None:
    table = laid_out(shipped("空白样表"), f"{{示例: [{SAMPLE}, {SAMPLE}], 空行: '1'}}")
    assert [row[0] for row in table.rows] == ["1", "2", ""]
    assert "■政府网站" in table.rows[1][7]
    assert "■" not in table.rows[2][7]
    assert len(laid_out(shipped("空白样表"), f"{{示例: [{SAMPLE}], 空行: '0'}}").rows) == 1


@pytest.mark.parametrize("samples", ["甲", {"名称": "甲"}, ["甲"], [{"名祢": "甲"}], [{"编号": "甲-001"}]])
def test_samples_that_are_none(samples: object) -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(shipped("空白样表"), {"示例": samples})
    assert caught.value.place.startswith("示例")


@pytest.mark.parametrize("value", ["", [], {}, ["甲"], [["甲"]], {"甲": "乙"}, [{"甲": "乙"}], [{"甲": ["乙"]}]])
@pytest.mark.parametrize("key", sorted(ITEM_KEYS))
def test_a_sample_of_any_shape_is_laid_out_or_refused(key: str, value: object) -> None:
    for form in ("国家2019", "山东2017", "莒南十五列"):
        with suppress(GwcatError):
            laid_out(shipped("空白样表"), {"样表": form, "示例": [{key: value}]})


def test_a_blank_form_that_does_not_exist() -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(shipped("空白样表"), {"样表": "国家2091"})
    assert "国家2019" in caught.value.hint


# Rows and values


def test_a_list_in_which_nothing_would_stand() -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(shipped("领导小组名单"))
    assert "没有一行内容" in caught.value.message
    with pytest.raises(GwcatError):
        laid_out(LIST.replace("空行: 2\n", ""), {"日期": "2018年"})


def test_rows_are_numbered_but_not_those_across() -> None:
    table = laid_out(
        LIST, "[{通栏: 一、动员}, {姓名: 甲}, {姓名: 乙, 序号: 1-2}, {通栏: [二、, 应用]}, {姓名: 丙, 职务: [一, 二]}]"
    )
    assert table.rows == [
        ("一、动员", "", ""),
        ("1", "甲", ""),
        ("1-2", "乙", ""),
        ("二、\n应用", "", ""),
        ("3", "丙", "一\n二"),
        ("承办人", "", ""),
    ]
    assert table.merges == [Merge(0, 0, 0, 2), Merge(3, 0, 3, 2), Merge(5, 0, 5, 1)]


def test_values_and_rows_together() -> None:
    table = laid_out(LIST, "{日期: 2018年1月, 行: [{姓名: 甲}], 地区: 大店镇}")
    assert table.rows == [("1", "甲", ""), ("承办人", "", "2018年1月")]
    assert (table.title, table.notes) == ("大店镇名单", ("注：大店镇",))


@pytest.mark.parametrize("raw", ["", None, [], {}, {"行": []}, {"行": ""}])
def test_without_rows_there_are_blank_ones(raw: object) -> None:
    table = laid_out(LIST, raw)
    assert table.rows == [("", "", ""), ("", "", ""), ("承办人", "", "")]


def test_blank_rows_may_have_something_printed() -> None:
    table = laid_out(LIST.replace("空行: 2", '空行: [{序号: "1"}, {}, {职务: 主任}]'))
    assert table.rows[:3] == [("1", "", ""), ("", "", ""), ("", "", "主任")]


def test_rows_of_the_style_itself_are_numbered() -> None:
    style = style_of(LIST.replace("空行: 2", "行: [{姓名: 甲}, {姓名: 乙}]"))
    assert laid_out(style).rows[:2] == [("1", "甲", ""), ("2", "乙", "")]
    assert laid_out(style, "[{姓名: 丙}]").rows[:-1] == [("1", "丙", "")]


def test_columns_merge_as_in_a_catalogue() -> None:
    text = LIST.replace("宽: 100", "宽: 100, 合并: 相邻相同")
    table = laid_out(text, "[{姓名: 甲, 职务: 主任}, {姓名: 乙, 职务: 主任}, {通栏: 二}, {姓名: 丙, 职务: 主任}]")
    assert Merge(0, 2, 1, 2) in table.merges
    assert [row[2] for row in table.rows] == ["主任", "", "", "主任", ""]


def test_a_title_of_ones_own_and_a_mark() -> None:
    table = laid_out(LIST, mark="附件1", title="甲\n乙")
    assert table.title == "甲\n乙"
    assert [paragraph.text for paragraph in table.mark] == ["附件1"]
    assert table.title_style.before > 0
    assert laid_out(LIST).title_style.before == 0
    texts = [block.text if not isinstance(block, Table) else "表" for block in table.blocks]
    assert texts == ["附件1", "甲\n乙", "表", "注：莒南县"]


def test_a_grid_with_spans_both_ways() -> None:
    table = laid_out(GRID, {"单位": "县民政局"})
    assert table.rows == [("单位", "县民政局", "甲"), ("", "乙", ""), ("丙", "", "")]
    assert table.merges == [Merge(0, 0, 1, 0), Merge(1, 1, 1, 2)]


def test_values_are_no_templates() -> None:
    assert laid_out(LIST, "[{姓名: '{{ 7*7 }}'}]").rows[0][1] == "{{ 7*7 }}"
    assert laid_out(GRID, {"单位": "{{ 7*7 }}"}).rows[0][1] == "{{ 7*7 }}"


def test_a_cell_that_no_workbook_can_hold() -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(LIST, [{"姓名": "甲" * (CELL_LIMIT + 1)}])
    assert "第 1 行" in caught.value.message


# What a region may not write: (style, content, place, what the message or the remedy says)
CONTENTS: dict[str, tuple[str, object, str, str]] = {
    "unknown column": (LIST, "[{姓名: 甲, 职物: 乙}]", "0/职物", "是否想写“职务”？"),
    "unknown column like no other": (LIST, "[{姓名: 甲, 天气: 晴}]", "0/天气", "可以用："),
    "unknown column below 行": (LIST, "{行: [{姓名: 甲}, {性名: 乙}]}", "行/1/性名", "是否想写“姓名”？"),
    "unknown value": (LIST, "{日其: 甲}", "日其", "是否想写“日期”？"),
    "a required column": (LIST, "[{职务: 甲}]", "0", "姓名"),
    "a required column left empty": (LIST, "[{姓名: ''}]", "0", "姓名"),
    "a row of text": (LIST, "[甲]", "0", "键值"),
    "rows as a text": (LIST, "{行: 甲}", "行", "列表"),
    "content as a text": (LIST, "甲", "", "列表"),
    "a row across with more in it": (LIST, "[{通栏: 一, 姓名: 甲}]", "0/姓名", "通栏"),
    "a cell as a mapping": (LIST, "[{姓名: {甲: 乙}}]", "0/姓名", "文本"),
    "a cell of lists": (LIST, "[{姓名: [[甲]]}]", "0/姓名", "文本"),
    "a value as a mapping": (GRID, "{电话: {甲: 乙}}", "电话", "文本"),
    "rows for a grid": (GRID, "[{单位: 甲}]", "", "没有可以写行的表"),
    "行 for a grid": (GRID, "{行: [{单位: 甲}]}", "行", "没有可以写行的表"),
    "a required value": (GRID.replace("列宽", "必备: [电话]\n列宽"), "{单位: 甲}", "", "电话"),
}


@pytest.mark.parametrize(("style", "raw", "place", "words"), CONTENTS.values(), ids=CONTENTS)
def test_a_content_that_the_style_cannot_show(style: str, raw: object, place: str, words: str) -> None:
    with pytest.raises(GwcatError) as caught:
        laid_out(style, raw)
    fault = caught.value
    assert fault.place == place
    assert words in f"{fault.message}{fault.hint}"
    assert "试样" in fault.message
    for text in (fault.message, fault.hint):
        assert re.search("[一-鿿]", text)


# Definitions with a fault: what stands in a sound one -> what is written instead
FAULTS: dict[str, tuple[str, str, str]] = {
    "no kind": (LIST, "种类: 列表\n", ""),
    "unknown kind": (LIST, "种类: 列表", "种类: 表格"),
    "unknown key": (LIST, "空行: 2", "空格: 2"),
    "a key of another kind": (LIST, "空行: 2", "列宽: [1]"),
    "a key of lists in a grid": (GRID, "列宽:", "空行: 2\n列宽:"),
    "unknown border": (LIST, "空行: 2", "边框: 红"),
    "unknown header": (LIST, "空行: 2", "表头: 没有"),
    "no columns": (LIST, LIST[LIST.index("列:\n") : LIST.index("末行")], ""),
    "no header typeface": (LIST, "  表头: {字体: 黑体, 字号: 14}\n", ""),
    "no body typeface": (LIST, "  正文: {字体: 仿宋_GB2312, 字号: 14}\n", ""),
    "no body typeface in a grid": (GRID, "  正文: {字体: 仿宋_GB2312, 字号: 14}\n", ""),
    "unknown typeface role": (LIST, "  表头:", "  表尾:"),
    "size no number": (LIST, "黑体, 字号: 14", "黑体, 字号: 四号"),
    "column without a name": (LIST, "列名: 职务, ", ""),
    "unknown alignment": (LIST, "对齐: 居中", "对齐: 中"),
    "unknown column not to be repeated": (LIST, "空行: 2", "不重复: [性别]"),
    "blank rows no number": (LIST, "空行: 2", "空行: 两行"),
    "blank rows a fraction": (LIST, "空行: 2", "空行: 1.5"),
    "too many blank rows": (LIST, "空行: 2", "空行: 1000000000"),
    "blank rows with an unknown column": (LIST, "空行: 2", "空行: [{性别: 男}]"),
    "blank rows with a list": (LIST, "空行: 2", "空行: [{姓名: [甲]}]"),
    "rows with an unknown column": (LIST, "空行: 2", "行: [{性别: 男}]"),
    "row height no number": (LIST, "空行: 2", "行高: 高"),
    "required and nowhere used": (LIST, "必备: [姓名]", "必备: [性别]"),
    "signature row too short": (LIST, "列: 2}", "列: 1}"),
    "signature row too long": (LIST, "列: 2}", "列: 3}"),
    "signature row a text": (LIST, '  - [{文字: 承办人, 列: 2}, "{{ 日期 }}"]', "  - 承办人"),
    "cell that spans nothing": (GRID, "列: 2}", "列: 0}"),
    "cell that spans everything": (GRID, "列: 2}", "列: 1000000}"),
    "unknown key of a cell": (GRID, "列: 2}", "跨列: 2}"),
    "cell out of the grid": (GRID, "行: 2}", "行: 4}"),
    "cells over each other": (GRID, "[{文字: 乙, 列: 2}]", "[{文字: 乙, 列: 2}, 丁]"),
    "gap": (GRID, '[丙, "", "{{ 电话 }}"]', "[丙]"),
    "no widths": (GRID, "列宽: [40, 60, 56]\n", ""),
    "width nothing": (GRID, "[40,", "[0,"),
    "no cells": (GRID, GRID[GRID.index("行:\n") :], ""),
    "expression not closed": (GRID, "{{ 电话 }}", "{{ 电话 "),
    "unknown filter": (GRID, "{{ 电话 }}", "{{ 电话 | 拨号 }}"),
    "unknown filter in a column": (LIST, "列名: 职务", '值: "{{ 职务 | 升 }}", 列名: 职务'),
    "title not closed": (LIST, "{{ 地区 }}名单", "{{ 地区 名单"),
    "paragraph a list": (LIST, "空行: 2", "后文: [[甲]]"),
    "unknown key of a paragraph": (LIST, "空行: 2", "后文: [{文: 甲}]"),
    "indent no number": (LIST, "空行: 2", "后文: [{文字: 甲, 首行缩进: 两字}]"),
    "a form in it": (LIST, "空行: 2", "基于: 国家2019"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_of_a_style_is_refused_naming_it(what: str, tmp_path: Path) -> None:
    sound, old, new = FAULTS[what]
    assert old in sound
    write_files(tmp_path, {"templates/attachments/坏样.yaml": sound.replace(old, new, 1)})
    with pytest.raises(GwcatError) as caught:
        laid_out(Library(tmp_path).attachment("坏样"))
    fault = caught.value
    assert "附件样式“坏样”" in fault.message
    assert fault.exit_code == 2
    for words in (fault.message, fault.hint):
        assert re.search("[一-鿿]", words)


def test_the_sound_definitions_are_sound() -> None:
    assert laid_out(LIST).rows
    assert laid_out(GRID).rows


def test_a_workspace_overrides_a_style_and_adds_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/attachments/联络表.yaml": LIST, "templates/attachments/本县名单.yaml": LIST})
    library = Library(tmp_path)
    assert list(library.attachment_paths) == sorted([*NAMES, "本县名单"])
    assert library.attachment("联络表").kind == "列表"
    assert library.attachment("本县名单").name == "本县名单"
    assert library.attachment("人员名单").kind == "列表"


def test_an_unknown_style_names_the_likeliest() -> None:
    with pytest.raises(GwcatError) as caught:
        Library().attachment("联系表")
    assert caught.value.hint.startswith("可以用：联络表")


@pytest.mark.parametrize("name", ["../forms/国家2019", "", "国家2019"])
def test_nothing_else_is_a_style(name: str) -> None:
    with pytest.raises(GwcatError):
        Library().attachment(name)
