"""The definition of a form: a column tree with cell expressions, merge policies, header, notes, page, fonts.

A definition is one YAML file in `templates/forms/`; a workspace may have more, or override one, in its own
`templates/forms/`. `基于` starts from another form, `删列` and `插列` change its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from gwcat.base.errors import GwcatError
from gwcat.document.page import PAPERS, Page, TextStyle
from gwcat.document.table import HeaderCell
from gwcat.forms.expressions import Expressions

MergePolicy = Literal["不合并", "上级之内", "相邻相同", "按事项"]
POLICIES: tuple[MergePolicy, ...] = ("不合并", "上级之内", "相邻相同", "按事项")
_ALIGN = {"居中": "center", "左": "left", "右": "right"}
_FORM_KEYS = {
    "名称",
    "说明",
    "出处",
    "标题",
    "必备",
    "页面",
    "字体",
    "展开",
    "渠道框",
    "冻结列",
    "列",
    "注释",
    "基于",
    "删列",
    "插列",
}
_COLUMN_KEYS = {"列名", "宽", "值", "对齐", "合并", "子列"}


@dataclass(frozen=True, slots=True)
class LeafColumn:
    """A column of cells. `names` are the record keys its expression uses."""

    header: str
    path: str
    width: float
    merge: MergePolicy
    style: TextStyle
    names: frozenset[str]
    per_row: bool


@dataclass(frozen=True)
class Form:
    """An official form, ready to lay records out.

    `item_cells` evaluates the columns that are the same in all rows of a record, `row_cells` those that differ in each
    row of an expanded one.
    """

    name: str
    about: str
    source: str
    title: str
    required: tuple[str, ...]
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
    item_cells: Expressions
    row_cells: Expressions | None

    @property
    def names(self) -> frozenset[str]:
        """All record keys that some column shows."""
        return frozenset().union(*(column.names for column in self.columns))


def build_form(raw: Mapping[str, Any], load: Any) -> Form:
    """The form of a definition's tree; `load(name)` gives the tree of another definition.

    Raises GwcatError naming the form and the key for a definition that cannot be used.
    """
    raw = _inherit(raw, load, ())
    name = str(raw.get("名称", ""))
    fault = _Faults(name)
    fault.unknown(raw, _FORM_KEYS, "样表")
    if not raw.get("列"):
        fault.stop("没有列", "请在“列”里写出各列。")
    fonts = raw.get("字体", {})
    body = _style(fonts.get("正文"), fault, "正文")
    expand = raw.get("展开", "") == "公开内容"
    leaves = list(_leaves(raw["列"], fault))
    depth = max(len(path) for path, _ in leaves)
    box_text = raw.get("渠道框", "")
    expressions = Expressions([leaf.get("值", "") for _, leaf in leaves], form=name, box_text=box_text)
    columns = tuple(
        _column(path, leaf, names, body, expand, fault) for (path, leaf), names in zip(leaves, expressions.names, strict=True)
    )
    sources = [leaf.get("值", "") for _, leaf in leaves]
    per_row = [source for source, column in zip(sources, columns, strict=True) if column.per_row]
    per_item = [source for source, column in zip(sources, columns, strict=True) if not column.per_row]
    return Form(
        name=name,
        about=raw.get("说明", ""),
        source=raw.get("出处", ""),
        title=raw.get("标题", ""),
        required=tuple(raw.get("必备", ())),
        columns=columns,
        header=tuple(_header(raw["列"], depth)),
        header_rows=depth,
        notes=tuple(raw.get("注释", ())),
        page=_page(raw.get("页面", {}), fault),
        title_style=_style(fonts.get("标题"), fault, "标题", align="center", level=1, after=6),
        header_style=_style(fonts.get("表头"), fault, "表头", align="center"),
        note_style=_style(fonts.get("注释", fonts.get("正文")), fault, "注释"),
        frozen_columns=int(fault.number(raw.get("冻结列", "0"), "冻结列")),
        expand=bool(per_row),
        item_cells=Expressions(per_item, form=name, box_text=box_text) if per_row else expressions,
        row_cells=Expressions(per_row, form=name, box_text=box_text) if per_row else None,
    )


class _Faults:
    """Faults of one definition, each naming the form."""

    def __init__(self, form: str) -> None:
        self.form = form

    def stop(self, message: str, hint: str) -> None:
        raise GwcatError(f"样表“{self.form}”的定义有误：{message}。", hint=hint)

    def unknown(self, raw: Mapping[str, Any], known: set[str], what: str) -> None:
        for key in raw:
            if key not in known:
                self.stop(f"{what}里有不认识的键“{key}”", f"可以用的键：{'、'.join(sorted(known))}。")

    def number(self, text: object, what: str) -> float:
        try:
            return float(str(text))
        except ValueError:
            self.stop(f"“{what}”应为数字，写的是“{text}”", "请写成数字。")
            raise


def _inherit(raw: Mapping[str, Any], load: Any, seen: tuple[str, ...]) -> dict[str, Any]:
    """The definition with everything it takes from the one it is based on."""
    base = raw.get("基于")
    if not base:
        return dict(raw)
    if base in seen:
        raise GwcatError(
            f"样表“{raw.get('名称', '')}”的“基于”绕成了圈：{' → '.join((*seen, base))}。", hint="请改掉其中一个“基于”。"
        )
    merged = _inherit(load(base), load, (*seen, str(base)))
    columns = [column for column in merged["列"] if column.get("列名") not in raw.get("删列", ())]
    for insert in raw.get("插列", ()):
        columns = list(_inserted(columns, insert["之后"], insert["列"]))
    fonts = {**merged.get("字体", {}), **raw.get("字体", {})}
    own = {key: value for key, value in raw.items() if key not in ("基于", "删列", "插列", "字体")}
    return {**merged, "列": columns, "字体": fonts, **own}


def _inserted(columns: list[Any], after: str, new: Any) -> Iterator[Any]:
    for column in columns:
        yield {**column, "子列": list(_inserted(column["子列"], after, new))} if "子列" in column else column
        if column.get("列名") == after:
            yield new


def _leaves(
    columns: list[Any], fault: _Faults, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for column in columns:
        fault.unknown(column, _COLUMN_KEYS, "列")
        here = (*path, column.get("列名", ""))
        if "子列" in column:
            yield from _leaves(column["子列"], fault, here)
        else:
            yield here, column


def _column(
    path: tuple[str, ...], leaf: Mapping[str, Any], names: frozenset[str], body: TextStyle, expand: bool, fault: _Faults
) -> LeafColumn:
    policy = leaf.get("合并", "不合并")
    if policy not in POLICIES:
        fault.stop(f"“{path[-1]}”的合并方式“{policy}”不认识", f"可以用：{'、'.join(POLICIES)}。")
    align = leaf.get("对齐", "左")
    if align not in _ALIGN:
        fault.stop(f"“{path[-1]}”的对齐方式“{align}”不认识", f"可以用：{'、'.join(_ALIGN)}。")
    width = fault.number(leaf.get("宽", "20"), f"{path[-1]}的宽")
    style = TextStyle(body.font, body.size, _ALIGN[align])  # type: ignore[arg-type]
    flat = "/".join(part.replace("\n", "") for part in path)
    return LeafColumn(path[-1], flat, width, policy, style, names, expand and bool(names & {"要素", "标准"}))


def _header(columns: list[Any], depth: int, row: int = 0, start: int = 0) -> Iterator[HeaderCell]:
    """Header cells of a column tree: a group spans its columns, a column without sub-columns reaches down to the body."""
    for column in columns:
        if "子列" in column:
            inner = list(_header(column["子列"], depth, row + 1, start))
            count = sum(1 for cell in inner if cell.row + cell.rows == depth)
            yield HeaderCell(column.get("列名", ""), row, start, 1, count)
            yield from inner
        else:
            count = 1
            yield HeaderCell(column.get("列名", ""), row, start, depth - row, 1)
        start += count


def _page(raw: Mapping[str, Any], fault: _Faults) -> Page:
    paper = raw.get("纸张", "A4")
    if paper not in PAPERS:
        fault.stop(f"不认识的纸张“{paper}”", f"可以用：{'、'.join(PAPERS)}。")
    landscape = raw.get("方向", "横向") == "横向"
    default = Page(paper) if landscape else Page(paper, False, 37, 26, 35, 28, "foot")
    top, right, bottom, left = (
        fault.number(raw.get(key, value), key)
        for key, value in (("上", default.top), ("右", default.right), ("下", default.bottom), ("左", default.left))
    )
    return Page(paper, landscape, top, right, bottom, left, default.numbers)


def _style(raw: Any, fault: _Faults, what: str, **more: Any) -> TextStyle:
    if not isinstance(raw, dict) or "字体" not in raw or "字号" not in raw:
        fault.stop(f"“字体”里没有写“{what}”的字体和字号", f"请写成 {what}: {{字体: 仿宋_GB2312, 字号: 9}}。")
    return TextStyle(raw["字体"], fault.number(raw["字号"], f"{what}的字号"), **more)
