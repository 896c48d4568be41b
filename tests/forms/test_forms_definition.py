"""A definition with a fault is refused in Chinese, naming the form; forms that start from others take over what they should."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.document.table import Table
from gwcat.filing.selection import Selection
from gwcat.forms.definition import Form
from gwcat.forms.library import Library
from packages import built, planned, with_form

SOUND = """\
标题: "{{ 地区 }}目录"
页面: {纸张: A4, 方向: 横向}
字体:
  标题: {字体: 方正小标宋简体, 字号: 18}
  表头: {字体: 黑体, 字号: 9}
  正文: {字体: 仿宋_GB2312, 字号: 9}
冻结列: 1
列:
  - {列名: 序号, 宽: 9, 对齐: 居中, 值: "{{ 序号 }}"}
  - {列名: 名称, 宽: 30, 合并: 上级之内, 值: "{{ 名称 }}"}
  - 列名: 内容
    子列:
      - {列名: 要素, 宽: 60, 值: "{{ 公开内容 | 逐行 }}"}
注释: [注]
必备: [名称]
"""

# what is wrong -> (what stands in the sound definition, what is written instead)
FAULTS: dict[str, tuple[str, str]] = {
    "unknown key": ("冻结列: 1", "冻结行: 1"),
    "unknown key of a column": ("列名: 序号, 宽: 9", "列名: 序号, 宽度: 9"),
    "unknown key of a group": ("列名: 内容\n", "列名: 内容\n    底色: 红\n"),
    "unknown key of the page": ("纸张: A4", "纸: A4"),
    "unknown key of a typeface": ("字体: 黑体, 字号: 9", "字体: 黑体, 字号: 9, 颜色: 红"),
    "unknown typeface role": ("  表头:", "  表尾: {字体: 黑体, 字号: 9}\n  表头:"),
    "policy": ("合并: 上级之内", "合并: 相邻"),
    "alignment": ("对齐: 居中", "对齐: 中"),
    "paper": ("纸张: A4", "纸张: B5"),
    "orientation": ("方向: 横向", "方向: 横"),
    "what to expand": ("冻结列: 1", "冻结列: 1\n展开: 公开依据"),
    "width no number": ("宽: 30", "宽: 三十"),
    "width empty": ("宽: 30", "宽: "),
    "width nothing": ("宽: 30", "宽: 0"),
    "width below nothing": ("宽: 30", "宽: -30"),
    "width not a number": ("宽: 30", "宽: nan"),
    "width without end": ("宽: 30", "宽: inf"),
    "width a list": ("宽: 30", "宽: [30]"),
    "size no number": ("字号: 18", "字号: 小二"),
    "size nothing": ("字号: 18", "字号: 0"),
    "margin no number": ("方向: 横向", "方向: 横向, 上: 宽"),
    "margins wider than the page": ("方向: 横向", "方向: 横向, 左: 200, 右: 200"),
    "frozen no number": ("冻结列: 1", "冻结列: 一"),
    "frozen a fraction": ("冻结列: 1", "冻结列: 1.5"),
    "frozen below nothing": ("冻结列: 1", "冻结列: -1"),
    "more frozen columns than there are": ("冻结列: 1", "冻结列: 9"),
    "no columns": (SOUND[SOUND.index("列:\n  -") :], "注释: [注]\n"),
    "columns a text": (SOUND[SOUND.index("列:\n  -") :], "列: 序号\n"),
    "columns a mapping": (SOUND[SOUND.index("列:\n  -") :], "列: {列名: 序号}\n"),
    "a column a text": ("  - 列名: 内容\n", "  - 内容\n  - 列名: 内容\n"),
    "a column without a name": ("列名: 序号, ", ""),
    "a group without columns": ('    子列:\n      - {列名: 要素, 宽: 60, 值: "{{ 公开内容 | 逐行 }}"}\n', "    子列: []\n"),
    "no typefaces": (SOUND[SOUND.index("字体:") : SOUND.index("冻结列")], ""),
    "typefaces a text": (SOUND[SOUND.index("字体:") : SOUND.index("冻结列")], "字体: 宋体\n"),
    "no body typeface": ("  正文: {字体: 仿宋_GB2312, 字号: 9}\n", ""),
    "a typeface without size": ("字体: 黑体, 字号: 9", "字体: 黑体"),
    "page a text": ("{纸张: A4, 方向: 横向}", "A4"),
    "unknown filter": ("公开内容 | 逐行", "公开内容 | 逐字"),
    "expression not closed": ("{{ 名称 }}", "{{ 名称 "),
    "statement not closed": ("{{ 名称 }}", "{% if 名称 %}{{ 名称 }}"),
    "unknown statement": ("{{ 名称 }}", "{% 如果 名称 %}"),
    "unknown name": ("{{ 名称 }}", "{{ 名子 }}"),
    "unknown part of a value": ("{{ 名称 }}", "{{ 公开对象.全国 }}"),
    "a filter for another kind of value": ("{{ 名称 }}", "{{ 公开渠道 | 逐行 }}"),
    "adding text and number": ("{{ 名称 }}", "{{ 名称 + 1 }}"),
    "division by nothing": ("{{ 名称 }}", "{{ 1 / 0 }}"),
    "include": ("{{ 名称 }}", "{% include '/etc/passwd' %}"),
    "import": ("{{ 名称 }}", "{% import '/etc/passwd' as x %}"),
    "extends": ("{{ 名称 }}", "{% extends '/etc/passwd' %}"),
    "a loop without end": ("{{ 名称 }}", "{% for i in range(999999999) %}x{% endfor %}"),
    "unknown name in the title": ("{{ 地区 }}", "{{ 县名 }}"),
    "title not closed": ("{{ 地区 }}", "{{ 地区 "),
    "the separator of cells": ("{{ 名称 }}", "{{ 名称 }}\\x1f"),
    "not YAML": ("冻结列: 1", "冻结列: [1"),
    "no mapping": (SOUND, "- 标题\n"),
    "empty": (SOUND, ""),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_refused_in_chinese_naming_the_form(what: str, workspace: Path) -> None:
    old, new = FAULTS[what]
    assert SOUND.count(old) >= 1
    with_form(workspace, "坏样", SOUND.replace(old, new, 1))
    with pytest.raises(GwcatError) as caught:
        built(workspace, selection=Selection(form="坏样"))
    fault = caught.value
    assert "坏样" in f"{fault.message}{fault.place}"
    assert fault.exit_code == 2
    for words in (fault.message, fault.hint):
        assert re.search(r"[\u4e00-\u9fff]", words), words
    assert not (workspace / "dist").exists()


def test_the_sound_definition_is_sound(workspace: Path) -> None:
    with_form(workspace, "好样", SOUND)
    assert built(workspace, selection=Selection(form="好样")).package


@pytest.mark.parametrize("what", ["unknown filter", "unknown name", "division by nothing", "more frozen columns than there are"])
def test_a_fault_ends_the_command_with_2(what: str, workspace: Path, gwcat: Run) -> None:
    with_form(workspace, "坏样", SOUND.replace(*FAULTS[what], 1))
    done = gwcat("build", "--county", "莒南", "--form", "坏样", cwd=workspace)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("错误：")
    assert "坏样" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("key", "written"), [("注释", "注释: 只有一条"), ("必备", "必备: 名称")], ids=["notes", "required"])
def test_a_text_where_a_list_belongs_is_one_entry_or_refused(key: str, written: str, tmp_path: Path) -> None:
    definition = re.sub(rf"(?m)^{key}: .*$", written, SOUND)
    form = form_or_none(with_form(tmp_path, "坏样", definition), "坏样")
    if form is not None:
        assert (form.notes if key == "注释" else form.required) == (written.partition(": ")[2],)


def form_or_none(root: Path, name: str) -> Form | None:
    """A form, or nothing if it was refused."""
    try:
        return Library(root).form(name)
    except GwcatError:
        return None


# Forms that start from another form


def derived(tmp_path: Path, definition: str, name: str = "子样") -> Form:
    return Library(with_form(with_form(tmp_path, "母样", SOUND), name, definition)).form(name)


def headers(form: Form) -> list[str]:
    return [column.path for column in form.columns]


def test_everything_is_taken_over(tmp_path: Path) -> None:
    form, parent = derived(tmp_path, "基于: 母样\n"), Library(tmp_path).form("母样")
    assert form.name == "子样"
    assert (form.columns, form.header, form.page) == (parent.columns, parent.header, parent.page)
    assert (form.notes, form.required, form.title) == (("注",), ("名称",), parent.title)


def test_own_keys_win_typefaces_one_by_one(tmp_path: Path) -> None:
    form = derived(tmp_path, "基于: 母样\n标题: 另题\n字体:\n  表头: {字体: 楷体_GB2312, 字号: 10}\n")
    assert form.title == "另题"
    assert (form.header_style.font, form.header_style.size) == ("楷体_GB2312", 10)
    assert (form.title_style.font, form.title_style.size) == ("方正小标宋简体", 18)


def test_columns_are_left_out_and_put_in(tmp_path: Path) -> None:
    form = derived(
        tmp_path,
        "基于: 母样\n删列: [名称]\n插列:\n"
        "  - {之后: 序号, 列: {列名: 领域, 值: '{{ 领域 }}'}}\n"
        "  - {之后: 要素, 列: {列名: 依据, 值: '{{ 公开依据 | 连写 }}'}}\n"
        "  - {之后: 内容, 列: {列名: 备注, 值: '{{ 备注 }}'}}\n",
    )
    assert headers(form) == ["序号", "领域", "内容/要素", "内容/依据", "备注"]


def test_a_grandchild(tmp_path: Path) -> None:
    with_form(tmp_path, "子样", "基于: 母样\n删列: [名称]\n")
    assert headers(derived(tmp_path, "基于: 子样\n删列: [序号]\n", "孙样")) == ["内容/要素"]


NOT_INHERITED = {
    "leaving out a column that is not there": "删列: [名子]\n",
    "after a column that is not there": "插列:\n  - {之后: 名子, 列: {列名: 备注}}\n",
    "after nothing": "插列:\n  - {列: {列名: 备注}}\n",
    "no column": "插列:\n  - {之后: 名称}\n",
    "a text for a column": "插列:\n  - {之后: 名称, 列: 备注}\n",
    "a mapping for a list": "插列: {之后: 名称, 列: {列名: 备注}}\n",
    "unknown key": "插列:\n  - {之后: 名称, 列: {列名: 备注}, 位置: 左}\n",
    "no column left": "删列: [序号, 名称, 内容]\n",
    "a column whose name is a list": "插列:\n  - {之后: 名称, 列: {列名: [甲]}}\n  - {之后: 名子, 列: {列名: 乙}}\n",
}


@pytest.mark.parametrize("what", NOT_INHERITED)
def test_what_cannot_be_inherited_is_refused(what: str, tmp_path: Path) -> None:
    with pytest.raises(GwcatError, match="子样"):
        derived(tmp_path, f"基于: 母样\n{NOT_INHERITED[what]}")


@pytest.mark.parametrize("base", ["祖样", "[母样]", "{母样: 母样}", "../forms/母样"])
def test_a_base_that_is_not_there_is_refused_naming_both(base: str, tmp_path: Path) -> None:
    with pytest.raises(GwcatError) as caught:
        derived(tmp_path, f"基于: {base}\n")
    assert "子样" in f"{caught.value.message}{caught.value.place}"


def test_leaving_out_a_column_by_a_text_leaves_out_no_other(tmp_path: Path) -> None:
    """`删列: 名称` may be read as one name or refused, but 名 is another column."""
    with_form(tmp_path, "母样", SOUND.replace("列名: 序号", "列名: 名"))
    write_files(tmp_path, {"templates/forms/子样.yaml": "基于: 母样\n删列: 名称\n"})
    form = form_or_none(tmp_path, "子样")
    assert form is None or headers(form) == ["名", "内容/要素"]


LOOPS = {
    "itself": {"甲": "甲"},
    "two": {"甲": "乙", "乙": "甲"},
    "three": {"甲": "乙", "乙": "丙", "丙": "甲"},
    "into a loop": {"甲": "乙", "乙": "丙", "丙": "乙"},
}


@pytest.mark.parametrize("bases", LOOPS.values(), ids=LOOPS)
def test_a_loop_is_refused(bases: dict[str, str], tmp_path: Path) -> None:
    write_files(tmp_path, {f"templates/forms/{name}.yaml": f"基于: {base}\n" for name, base in bases.items()})
    with pytest.raises(GwcatError, match="绕成了圈"):
        Library(tmp_path).form("甲")


LOOPED = """
import signal, sys
from gwcat.cli.main import main
signal.alarm(30)  # a loop that is not noticed ends here, by a signal
main(sys.argv[1:])
"""


@pytest.mark.parametrize("bases", [LOOPS["itself"], LOOPS["into a loop"]], ids=["itself", "into a loop"])
def test_a_loop_does_not_hang_the_other_forms(bases: dict[str, str], workspace: Path) -> None:
    """Every command looks at all forms, so a loop in one that nobody uses must not stop it for ever."""
    write_files(workspace, {f"templates/forms/{name}.yaml": f"基于: {base}\n" for name, base in bases.items()})
    done = subprocess.run([sys.executable, "-c", LOOPED, "validate"], cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_form_that_nobody_uses_stops_nobody(workspace: Path) -> None:
    """One fault never hides the findings of others."""
    with_form(workspace, "坏样", "标题: [\n")
    assert built(workspace).package


def table_of(root: Path, definition: str) -> Table:
    (chapter,) = planned(with_form(root, "样", definition), selection=Selection(form="样")).domains
    return chapter.table


def test_names_of_columns_may_hold_anything(workspace: Path) -> None:
    table = table_of(workspace, SOUND.replace("列名: 名称", "列名: '{{ 7*7 }}<b>&\"'"))
    assert table.columns[1].name == '{{ 7*7 }}<b>&"'
