"""Cell expressions: data is never code, templates are never more than templates, and nothing is lost on the way to a cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.filing.selection import Selection
from gwcat.forms.expressions import Expressions, boxes, numbered, tick, ticked, wordings
from gwcat.forms.record import item_record
from gwcat.model.catalogue import Catalogue, Channel, read_item
from office import sheet_grid, word_grids
from packages import built, files_of, package, planned, with_form
from pages import page_tables

PATH = "catalogs/莒南/社会救助/县民政局.yaml"
FORM = """\
标题: "{{ 地区 }}目录"
字体:
  标题: {字体: 方正小标宋简体, 字号: 18}
  表头: {字体: 黑体, 字号: 9}
  正文: {字体: 仿宋_GB2312, 字号: 9}
列:
  - {列名: 序号, 值: "{{ 序号 }}"}
"""


def record(**given: Any) -> dict[str, Any]:
    raw = {"编号": "社会救助-001", **given}
    return {**item_record(Catalogue("社会救助", "县民政局", "", ""), read_item(0, raw)), "序号": "1", "地区": "莒南县"}


def rows_of(root: Path, item: str, form: str = "") -> list[tuple[str, ...]]:
    """The rows of a workspace whose only item has these lines instead of its own."""
    old, _, new = item.partition(" -> ")
    write_files(root, {PATH: CATALOGUE.replace(old, new)})
    (chapter,) = planned(root, selection=Selection(form=form)).domains
    return chapter.table.rows


# Separators inside one template for a whole row


@given(st.lists(st.text(alphabet="甲乙\x1f\x1e\n{}% ", max_size=8), min_size=1, max_size=5))
def test_a_separator_in_a_value_moves_no_cell(values: list[str]) -> None:
    row = Expressions([f"{{{{ 值{n} }}}}" for n in range(len(values))], form="试样")
    cells = row({f"值{n}": value for n, value in enumerate(values)})
    assert [cell.replace("\x1f", "") for cell in cells] == [value.replace("\x1f", "") for value in values]


def test_separators_deep_inside_values() -> None:
    row = Expressions(
        ["{{ 公开依据 | 连写 }}", "{{ 公开渠道 | 渠道写法 }}", "{{ 公开对象.特定群体 }}", "{{ 序号 }}"], form="试样"
    )
    given = record(公开依据=["甲\x1f", "\x1f乙"], 公开渠道=[{"其他": "丙\x1f丁"}], 公开对象={"特定群体": "戊\x1f"})
    assert row(given) == ["甲、乙", "丙丁", "戊", "1"]


@pytest.mark.parametrize("form", ["国家2019", "山东2017"])
def test_separators_from_yaml_escapes(form: str, workspace: Path) -> None:
    (before,) = rows_of(workspace, "", form)
    (after,) = rows_of(workspace, '审核结果及相关信息 -> "审核\\x1f结果\\u001f及相关信息"', form)
    assert after == before


# Data is not code


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% for i in range(9) %}x{% endfor %}", "{# 注 #}", "{{ ().__class__ }}", "${7*7}"]
)
def test_expressions_in_item_texts_are_text(text: str, workspace: Path) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("审核结果及相关信息", f"'{text}'")})
    public = package(workspace) / "public" / "分领域"
    assert sheet_grid(public / "社会救助.xlsx").texts[3][3] == text
    assert word_grids(public / "社会救助.docx")[0].texts[2][3] == text
    assert page_tables((public / "社会救助.html").read_bytes())[0].body.texts[0][3] == text


def test_expressions_in_names_of_the_region_are_text(workspace: Path) -> None:
    region = workspace / "catalogs/莒南/region.yaml"
    region.write_text(region.read_text("utf-8").replace("名称: 莒南县", "名称: '{{ 7*7 }}县'"), encoding="utf-8")
    folder = package(workspace)
    assert "{{ 7*7 }}县社会救助领域" in sheet_grid(folder / "public/分领域/社会救助.xlsx").texts[0][0]


ATTACKS = [
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ ''.__class__.__mro__[1] }}",
    "{{ 公开依据.__class__ }}",
    "{{ 公开渠道[0].__class__.__module__ }}",
    "{{ 公开对象._asdict.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{{ lipsum.__globals__['os'].getcwd() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ ''['__class__'] }}",
    "{{ '' | attr('__class__') }}",
    "{{ '{0.__class__}'.format(序号) }}",
    "{{ '{0.__class__.__mro__}'.format(公开对象) }}",
    "{{ ['{0.__class__}'] | map('format', 序号) | join }}",
    "{% set x = ().__class__ %}{{ x }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_sandbox_holds(attack: str, workspace: Path) -> None:
    """Either the form is refused, or the cell says nothing of what is inside the program."""
    with_form(workspace, "恶样", FORM + f'  - {{列名: 名称, 值: "{attack}"}}\n')
    try:
        (chapter,) = planned(workspace, selection=Selection(form="恶样")).domains
    except GwcatError as fault:
        told = fault.message
        assert "恶样" in told
    else:
        (told,) = (row[1] for row in chapter.table.rows)
    assert not any(word in told for word in ("<class", "<function", "builtins", "gwcat.", str(workspace), str(Path.cwd())))


def test_the_sandbox_holds_in_titles_and_letters(workspace: Path) -> None:
    with_form(workspace, "恶样", FORM.replace("{{ 地区 }}", "{{ ().__class__ }}"))
    with pytest.raises(GwcatError, match="恶样"):
        built(workspace, selection=Selection(form="恶样"))
    write_files(workspace, {"templates/documents/报送函.yaml": '标题: "{{ ().__class__ }}"\n正文: ""\n'})
    with pytest.raises(GwcatError, match="报送函"):
        built(workspace)


def test_a_template_cannot_change_the_items(workspace: Path) -> None:
    """A value that one cell changes would be wrong in the next."""
    form = FORM.replace("{{ 序号 }}", "{% do 公开依据.append('x') %}")
    with_form(workspace, "恶样", form)
    with pytest.raises(GwcatError, match="恶样"):
        built(workspace, selection=Selection(form="恶样"))


# Filters


def test_numbered_entries() -> None:
    assert numbered(()) == ""
    assert numbered(("甲",)) == "甲"
    assert numbered(("甲", "乙")) == "1. 甲\n2. 乙"


def test_ticks() -> None:
    assert (tick(True), tick(False), tick("全社会"), tick("")) == ("√", "", "√", "")


def test_wordings_of_channels() -> None:
    channels = (Channel("政府网站", "“中国·莒南”门户网站"), Channel("公开查阅点"), Channel("其他", "电子显示屏"))
    assert wordings(channels) == "“中国·莒南”门户网站、公开查阅点、电子显示屏"
    assert ticked(channels) == "■政府网站（“中国·莒南”门户网站）\n■公开查阅点\n■其他：电子显示屏"


BOXES = boxes("□政府网站  □发布会/听证会\n□精准推送□其他\n")
NAMES = ("政府网站", "发布会/听证会", "精准推送", "其他", "村里的大喇叭")


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ((), "□政府网站  □发布会/听证会\n□精准推送□其他"),
        ((Channel("政府网站"),), "■政府网站  □发布会/听证会\n□精准推送□其他"),
        ((Channel("发布会／听证会"),), "□政府网站  ■发布会/听证会\n□精准推送□其他"),
        ((Channel("政府网站", "县网"),), "■政府网站（县网）  □发布会/听证会\n□精准推送□其他"),
        ((Channel("其他", "系统"),), "□政府网站  □发布会/听证会\n□精准推送■其他：系统"),
        ((Channel("其他", "甲"), Channel("其他", "乙")), "□政府网站  □发布会/听证会\n□精准推送■其他：甲、乙"),
        ((Channel("村里的大喇叭"),), "□政府网站  □发布会/听证会\n□精准推送□其他\n■村里的大喇叭"),
    ],
)
def test_boxes(channels: tuple[Channel, ...], expected: str) -> None:
    assert BOXES(channels) == expected


@given(st.lists(st.builds(Channel, st.sampled_from(NAMES), st.sampled_from(["", "甲乙", "丙丁", "戊己"])), max_size=6).map(tuple))
def test_no_channel_and_no_wording_is_lost_in_the_boxes(channels: tuple[Channel, ...]) -> None:
    text = BOXES(channels)
    for channel in channels:
        assert f"■{channel.name}" in text
        assert channel.wording in text
    for name in NAMES[:4]:
        ticks = text.count(f"■{name}") + text.count(f"□{name}")
        assert ticks == 1, name


# What spreadsheets would take for formulas


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_signs_of_a_formula_are_text(text: str, workspace: Path) -> None:
    quoted = text.replace("'", "''")
    write_files(workspace, {PATH: CATALOGUE.replace("审核结果及相关信息", f"'{quoted}'")})
    public = package(workspace) / "public" / "分领域"
    assert sheet_grid(public / "社会救助.xlsx").texts[3][3] == text
    assert b"<f>" not in b"".join(files_of(public).values())
    rows = list(csv.reader(io.StringIO((public / "社会救助.csv").read_bytes().decode(), newline="")))
    assert rows[1][3] == f"'{text}"


@pytest.mark.parametrize("name", ["=1+1"])
def test_headings_that_look_like_formulas_are_guarded_too(name: str, workspace: Path) -> None:
    with_form(workspace, "样", FORM.replace("列名: 序号", f"列名: '{name}'"))
    folder = package(workspace, selection=Selection(form="样"))
    assert (folder / "public/分领域/社会救助.csv").read_bytes().decode().splitlines()[0] == f"'{name}"


# What does not fit into a cell


def test_a_cell_of_the_greatest_length_fits(workspace: Path) -> None:
    (row,) = rows_of(workspace, f"审核结果及相关信息 -> {'字' * 32767}")
    assert len(row[3]) == 32767
    assert package(workspace)


@pytest.mark.parametrize("text", ["字" * 32768, "😀" * 16384], ids=["characters", "counted as Excel counts"])
def test_a_cell_that_is_too_long_is_refused_with_its_place(text: str, workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {PATH: CATALOGUE.replace("审核结果及相关信息", text)})
    done = gwcat("build", "--county", "莒南", cwd=workspace)
    assert done.returncode == 2
    assert "32767" in done.stderr
    assert "公开内容" in done.stderr, "the column"
    assert "社会救助-001" in done.stderr or PATH in done.stderr, "the item, as the user can find it"
    assert not (workspace / "dist" / "莒南").exists()
