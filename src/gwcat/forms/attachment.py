"""Styles of attachments: the forms around a catalogue that founding documents ask for, as data in `templates/attachments/`.

A style is one YAML file; a workspace may have more, or override one, in its own `templates/attachments/`. Its 种类 is 列表
(columns and rows), 网格 (cells with spans, to be filled in) or 样表 (the blank form of a catalogue); 前文 and 后文 stand
around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple, cast

from gwcat.document.page import Align, Page, TextStyle
from gwcat.document.table import Column
from gwcat.forms.definition import Form, build_form
from gwcat.forms.expressions import names_in
from gwcat.forms.faults import Faults
from gwcat.forms.grid import Cells, read_grid
from gwcat.forms.inheritance import Load
from gwcat.forms.look import ALIGN, read_page, read_style

Kind = Literal["列表", "网格", "样表"]
NAME = "附件样式"
SPAN = "通栏"  # the key of a row that is one text over all columns
_COMMON = ("名称", "说明", "出处", "种类", "标题", "字体", "必备", "前文", "后文", "注释", "行高")
_OWN: dict[str, tuple[str, ...]] = {
    "列表": ("页面", "边框", "表头", "冻结列", "列", "不重复", "行", "空行", "末行"),
    "网格": ("页面", "边框", "列宽", "行"),
    "样表": ("空行",),
}
_ALIGN: dict[str, Align] = {**ALIGN, "两端": "both"}
# GB/T 9704—2012, 7.3: what parts of an attachment are set in unless its style says otherwise.
_FONTS = {
    "标记": {"字体": "黑体", "字号": "16"},
    "标题": {"字体": "方正小标宋简体", "字号": "22"},
    "文字": {"字体": "仿宋_GB2312", "字号": "16"},
}
_PITCH = 1.8  # line pitch of running text in type sizes: 22 lines on a page

Record = Mapping[str, Any]


class Line(NamedTuple):
    """A paragraph of a style: a text template and its look."""

    source: str
    style: TextStyle


@dataclass(frozen=True, eq=False)
class AttachmentStyle:
    """A style, ready to lay contents out.

    `form` has the columns of a list, `cells` those of a grid; `last` are the rows below a list. `rows` stand in a list that is
    given none: those of the style, or the name of a list of the region file; `blanks` if there are none either.
    """

    name: str
    kind: Kind
    title: str
    required: tuple[str, ...]
    intro: tuple[Line, ...]
    closing: tuple[Line, ...]
    notes: tuple[str, ...]
    page: Page
    mark_style: TextStyle
    title_style: TextStyle
    note_style: TextStyle
    row_height: float
    borders: bool = True
    header: bool = True
    form: Form | None = None
    columns: tuple[Column, ...] = ()
    cells: Cells = ()
    cell_rows: int = 0
    last: Cells = ()
    last_rows: int = 0
    unrepeated: tuple[int, ...] = ()
    rows: str | tuple[Record, ...] = ()
    blanks: tuple[Record, ...] = ()

    @cached_property
    def value_names(self) -> frozenset[str]:
        """The names that its texts use."""
        lines = (line.source for line in (*self.intro, *self.closing))
        cells = (cell.text for cell in (*self.cells, *self.last))
        own = {"样表", "空行"} if self.kind == "样表" else set()
        return names_in((self.title, *lines, *self.notes, *cells), where=f"{NAME}“{self.name}”") | own

    @cached_property
    def row_names(self) -> frozenset[str]:
        """The names that its columns use."""
        return self.form.names if self.form else frozenset()


def build_attachment(raw: Mapping[str, Any], load: Load) -> AttachmentStyle:
    """The style of a definition's tree. Raises GwcatError naming the style and the key for one that cannot be used."""
    fault = Faults(str(raw.get("名称", "")), NAME)
    kind = cast(Kind, fault.choice(raw.get("种类", ""), "种类", _OWN))
    fault.mapping(raw, NAME, (*_COMMON, *_OWN[kind]))
    given = fault.mapping(raw.get("字体"), "字体", ("标记", "标题", "文字", "表头", "正文", "注释"))
    fonts = {**_FONTS, **given}
    text, title = read_style(fonts, "文字", fault), read_style(fonts, "标题", fault)
    own = {"列表": _list, "网格": _grid, "样表": _blank_form}[kind](raw, fonts, load, fault)
    style = AttachmentStyle(
        name=fault.form,
        kind=kind,
        title=fault.text(raw.get("标题", ""), "标题"),
        required=fault.texts(raw.get("必备"), "必备"),
        intro=tuple(_lines(raw.get("前文"), "前文", text, fault)),
        closing=tuple(_lines(raw.get("后文"), "后文", text, fault)),
        notes=fault.texts(raw.get("注释"), "注释"),
        page=read_page(raw.get("页面"), fault, "纵向"),
        mark_style=read_style(fonts, "标记", fault, line=round(text.size * _PITCH)),
        title_style=title._replace(align="center", level=1, line=round(title.size * 1.45), after=14),
        note_style=read_style(fonts, next(what for what in ("注释", "正文", "文字") if what in fonts), fault),
        row_height=fault.number(raw.get("行高", "0"), "行高"),
        **own,
    )
    for name in style.required:
        if name not in style.value_names | style.row_names:
            fault.stop(f"“必备”里的“{name}”哪里也没有用到", "请检查它的名称，或从“必备”中删去。")
    return style


def _list(raw: Mapping[str, Any], fonts: Mapping[str, Any], load: Load, fault: Faults) -> dict[str, Any]:
    """What a list has: columns, rows that go without saying, signature rows."""
    header = _not_none(raw, "表头", fault)
    body = fonts.get("正文")
    known = {"标题": fonts["标题"], "表头": fonts.get("表头", "" if header else body), "正文": body}
    columns = [_with_value(column) for column in fault.entries(raw.get("列"), "列")]
    plain = {"名称": fault.form, "字体": known, "列": columns, "冻结列": raw.get("冻结列", "0")}
    form = build_form(plain, load, NAME)
    paths = [column.path for column in form.columns]
    hidden = [fault.choice(name, "不重复", paths) for name in fault.texts(raw.get("不重复"), "不重复")]
    last, last_rows = read_grid(raw.get("末行"), "末行", len(paths), fault)
    return {
        "form": form,
        "columns": tuple(Column(column.path, column.width, column.style) for column in form.columns),
        "header": header,
        "borders": _not_none(raw, "边框", fault),
        "unrepeated": tuple(map(paths.index, hidden)),
        "rows": _rows(raw.get("行"), form, fault),
        "blanks": _blanks(raw.get("空行"), form, fault),
        "last": last,
        "last_rows": last_rows,
    }


def _grid(raw: Mapping[str, Any], fonts: Mapping[str, Any], load: Load, fault: Faults) -> dict[str, Any]:
    """What a grid has: widths and cells."""
    style = read_style(fonts, "正文", fault, align="center")
    widths = [fault.number(width, "列宽", above=True) for width in fault.entries(raw.get("列宽"), "列宽")]
    if not widths:
        fault.stop("没有列宽", "请写成 列宽: [40, 40]，单位是毫米。")
    cells, count = read_grid(raw.get("行"), "行", len(widths), fault)
    if not cells:
        fault.stop("没有行", "请在“行”里写出各行的单元格。")
    columns = tuple(Column(str(number), width, style) for number, width in enumerate(widths, 1))
    return {
        "columns": columns,
        "cells": cells,
        "cell_rows": count,
        "header": False,
        "borders": _not_none(raw, "边框", fault),
    }


def _blank_form(raw: Mapping[str, Any], fonts: Mapping[str, Any], load: Load, fault: Faults) -> dict[str, Any]:
    """What the blank form of a catalogue has: rows to be filled in."""
    return {"blanks": ({},) * fault.whole(raw.get("空行", "1"), "空行", 1)}


def _lines(value: object, what: str, text: TextStyle, fault: Faults) -> Iterator[Line]:
    """Paragraphs: a text, which is set as running text, or {文字, 对齐, 首行缩进}."""
    for entry in [value] if isinstance(value, str) and value else fault.entries(value, what):
        raw = fault.mapping({"文字": entry} if isinstance(entry, str) else entry, what, ("文字", "对齐", "首行缩进"))
        align = _ALIGN[fault.choice(raw.get("对齐", "两端"), f"{what}的对齐", _ALIGN)]
        indent = fault.number(raw.get("首行缩进", "2" if align == "both" else "0"), f"{what}的首行缩进")
        look = text._replace(align=align, indent=indent, line=round(text.size * _PITCH))
        yield Line(fault.text(raw.get("文字", ""), what), look)


def _not_none(raw: Mapping[str, Any], key: str, fault: Faults) -> bool:
    return fault.choice(raw.get(key, "有"), key, ("有", "无")) == "有"


def _with_value(column: Any) -> Any:
    """A column with what its cells show if it does not say so itself: the row's value of the column's name."""
    if not isinstance(column, dict) or "值" in column or not isinstance(column.get("列名"), str):
        return column
    if "子列" in column:
        inner = column["子列"]
        return {**column, "子列": [_with_value(entry) for entry in inner] if isinstance(inner, list) else inner}
    name = "".join(column["列名"].split())
    return {**column, "值": f"{{{{ {name} | 逐行 }}}}" if name.isidentifier() else ""}


def _rows(value: object, form: Form, fault: Faults) -> str | tuple[Record, ...]:
    """Rows of the style's own, or the name of a list of the region file."""
    return value if isinstance(value, str) else _records(value, "行", form, fault)


def _blanks(value: object, form: Form, fault: Faults) -> tuple[Record, ...]:
    """Rows to be filled in: a number of them, or what stands in each."""
    return ({},) * fault.whole(value or "0", "空行") if isinstance(value, str) else _records(value, "空行", form, fault)


def _records(value: object, what: str, form: Form, fault: Faults) -> tuple[Record, ...]:
    known = sorted({*form.names, SPAN})
    rows = [fault.mapping(entry, what, known) for entry in fault.entries(value, what)]
    return tuple({key: fault.text(text, f"{what}的{key}") for key, text in row.items()} for row in rows)
