"""The definition of a form: a column tree with cell expressions, merge policies, header, notes, page, fonts.

A definition is one YAML file in `templates/forms/`; a workspace may have more, or override one, in its own
`templates/forms/`. `基于` starts from another form, `删列` and `插列` change its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple, cast

from gwcat.document.page import Page, TextStyle
from gwcat.document.table import HeaderCell
from gwcat.forms.expressions import SEPARATOR, Expressions
from gwcat.forms.faults import FONTS, Faults
from gwcat.forms.inheritance import Load, inherit
from gwcat.forms.look import ALIGN, read_page, read_style

MergePolicy = Literal["不合并", "上级之内", "相邻相同", "按事项"]
POLICIES: tuple[MergePolicy, ...] = ("不合并", "上级之内", "相邻相同", "按事项")
_FORM_KEYS = (
    "名称", "说明", "出处", "标题", "必备", "只列", "页面", "字体", "展开", "渠道框", "冻结列", "列", "注释", "基于", "删列",
    "插列",
)  # fmt: skip
_COLUMN_KEYS = ("列名", "宽", "值", "对齐", "合并", "子列")
_TIERS_PRINTED = re.compile(r"公开层级\s*[|}]")  # not: '县级' in 公开层级


class LeafColumn(NamedTuple):
    """A column of cells. `source` is its expression, `names` are the record keys that it uses."""

    header: str
    path: str
    width: float
    merge: MergePolicy
    style: TextStyle
    names: frozenset[str]
    per_row: bool
    source: str = ""


@dataclass(frozen=True, eq=False)
class Form:
    """An official form, ready to lay records out.

    `only` are the keys under which a record must say something to be listed; records of any kind are, if it is empty.
    `item_cells` evaluates the columns that are the same in all rows of a record, `row_cells` those that differ in each
    row of an expanded one.
    """

    name: str
    about: str
    source: str
    title: str
    required: tuple[str, ...]
    only: tuple[str, ...]
    columns: tuple[LeafColumn, ...]
    header: tuple[HeaderCell, ...]
    header_rows: int
    notes: tuple[str, ...]
    page: Page
    title_style: TextStyle
    header_style: TextStyle
    note_style: TextStyle
    frozen_columns: int
    expand: bool
    words: str  # all cell expressions, to see whether they name a value
    item_cells: Expressions
    row_cells: Expressions | None

    @cached_property
    def names(self) -> frozenset[str]:
        """All record keys that some column shows."""
        return frozenset().union(*(column.names for column in self.columns))

    def shows_tier(self, tier: str) -> bool:
        """Whether a column shows that 公开层级: ticks it, or prints all of them as words."""
        return tier in self.words or bool(_TIERS_PRINTED.search(self.words))


def build_form(raw: Mapping[str, Any], load: Load, kind: str = "样表") -> Form:
    """The form of a definition's tree. Raises GwcatError naming the form and the key for one that cannot be used.

    `kind` is what the definition is called in such an error.
    """
    fault = Faults(str(raw.get("名称", "")), kind)
    raw = inherit(raw, load)
    fault.mapping(raw, kind, _FORM_KEYS)
    tree = [_checked(column, fault) for column in fault.entries(raw.get("列"), "列")]
    if not tree:
        fault.stop("没有列", "请在“列”里写出各列。")
    fonts = fault.mapping(raw.get("字体"), "字体", FONTS)
    body = read_style(fonts, "正文", fault)
    expand = bool(raw.get("展开")) and fault.choice(raw["展开"], "展开", ("公开内容",)) == "公开内容"
    leaves = list(_leaves(tree))
    sources = [leaf["值"] for _, leaf in leaves]
    box_text = fault.text(raw.get("渠道框", ""), "渠道框")
    expressions = Expressions(sources, form=fault.form, box_text=box_text, kind=kind)
    columns = tuple(
        _column(path, leaf, names, body, expand, fault) for (path, leaf), names in zip(leaves, expressions.names, strict=True)
    )
    per_row = [source for source, column in zip(sources, columns, strict=True) if column.per_row]
    per_item = [source for source, column in zip(sources, columns, strict=True) if not column.per_row]
    depth = max(len(path) for path, _ in leaves)
    return Form(
        name=fault.form,
        about=fault.text(raw.get("说明", ""), "说明"),
        source=fault.text(raw.get("出处", ""), "出处"),
        title=fault.text(raw.get("标题", ""), "标题"),
        required=fault.texts(raw.get("必备"), "必备"),
        only=fault.texts(raw.get("只列"), "只列"),
        columns=columns,
        header=tuple(_header(tree, depth)),
        header_rows=depth,
        notes=fault.texts(raw.get("注释"), "注释"),
        page=read_page(raw.get("页面"), fault),
        title_style=read_style(fonts, "标题", fault, align="center", level=1, after=6),
        header_style=read_style(fonts, "表头", fault, align="center"),
        note_style=read_style(fonts, "注释" if "注释" in fonts else "正文", fault),
        frozen_columns=_frozen(raw.get("冻结列", "0"), len(columns), fault),
        expand=bool(per_row),
        words="\n".join(sources),
        item_cells=Expressions(per_item, form=fault.form, box_text=box_text) if per_row else expressions,
        row_cells=Expressions(per_row, form=fault.form, box_text=box_text) if per_row else None,
    )


def _checked(column: Any, fault: Faults) -> dict[str, Any]:
    """A column of the tree with known keys, a name, and something below it or in its cells."""
    known = dict(fault.mapping(column, "列", _COLUMN_KEYS))
    if not fault.text(known.get("列名", ""), "列名"):
        fault.stop("有一列没有列名", "请写上“列名”。")
    if "子列" in known:
        known["子列"] = [_checked(inner, fault) for inner in fault.entries(known["子列"], "子列")]
        if not known["子列"]:
            fault.stop(f"“{known['列名']}”没有子列", "请写出子列，或去掉“子列”改写“值”。")
    else:
        known["值"] = fault.text(known.get("值", ""), f"{known['列名']}的值")
        if SEPARATOR in known["值"]:
            fault.stop(f"“{known['列名']}”的值里有控制字符", "请删去它。")
    return known


def _leaves(columns: list[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for column in columns:
        here = (*path, column["列名"])
        if "子列" in column:
            yield from _leaves(column["子列"], here)
        else:
            yield here, column


def _column(
    path: tuple[str, ...], leaf: Mapping[str, Any], names: frozenset[str], body: TextStyle, expand: bool, fault: Faults
) -> LeafColumn:
    policy = cast(MergePolicy, fault.choice(leaf.get("合并", "不合并"), f"{path[-1]}的合并", POLICIES))
    align = ALIGN[fault.choice(leaf.get("对齐", "左"), f"{path[-1]}的对齐", ALIGN)]
    width = fault.number(leaf.get("宽", "20"), f"{path[-1]}的宽", above=True)
    per_row = expand and bool(names & {"要素", "标准"})
    if per_row and policy == "按事项":
        fault.stop(f"“{path[-1]}”逐行不同，不能按事项合并", "请改为“合并: 不合并”。")
    flat = "/".join(part.replace("\n", "") for part in path)
    return LeafColumn(path[-1], flat, width, policy, TextStyle(body.font, body.size, align), names, per_row, leaf["值"])


def _header(columns: list[Any], depth: int, row: int = 0, start: int = 0) -> Iterator[HeaderCell]:
    """Header cells of a column tree: a group spans its columns, a column without sub-columns reaches down to the body."""
    for column in columns:
        if "子列" in column:
            inner = list(_header(column["子列"], depth, row + 1, start))
            count = sum(1 for cell in inner if cell.row + cell.rows == depth)
            yield HeaderCell(column["列名"], row, start, 1, count)
            yield from inner
        else:
            count = 1
            yield HeaderCell(column["列名"], row, start, depth - row, 1)
        start += count


def _frozen(value: object, columns: int, fault: Faults) -> int:
    number = fault.number(value, "冻结列")
    if number != int(number) or number > columns:
        fault.stop(f"“冻结列”写的是“{value}”", f"请写成 0 到 {columns} 的整数。")
    return int(number)
