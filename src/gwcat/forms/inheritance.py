"""What a definition takes from the one that it is based on: 基于, 删列, 插列.

Only trees are put together here, so that what a form asks for is known without the engine of its expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.forms.faults import FONTS, Faults

Load = Callable[[str], Mapping[str, Any]]
"""Gives the tree of another definition by its name."""


def inherit(raw: Mapping[str, Any], load: Load, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """The definition with everything it takes from the one it is based on. Raises GwcatError for a loop."""
    base, fault = raw.get("基于"), Faults(str(raw.get("名称", "")))
    if not base:
        return dict(raw)
    name = fault.text(base, "基于")
    if name in seen:
        fault.stop(f"“基于”绕成了圈：{' → '.join((*seen, name))}", "请改掉其中一个“基于”。")
    try:
        parent = load(name)
    except GwcatError as error:
        fault.stop(f"读不到它所基于的样表“{name}”", f"{error.message}{error.hint}")
    merged = inherit(parent, load, (*seen, name))
    columns = _without(_tree(merged.get("列"), fault), fault.texts(raw.get("删列"), "删列"), fault)
    for insert in fault.entries(raw.get("插列"), "插列"):
        known = fault.mapping(insert, "插列", ("之后", "列"))
        if not known.get("之后") or not isinstance(known.get("列"), dict):
            fault.stop("“插列”的每一条要写“之后”和“列”", "写成 {之后: 公开主体, 列: {列名: …, 值: …}}。")
        _tree([known["列"]], fault)
        before = len(list(_named(columns)))
        columns = list(_inserted(columns, known["之后"], known["列"]))
        if len(list(_named(columns))) == before:
            fault.stop(f"“插列”要插在“{known['之后']}”之后，却没有这一列", f"已有：{'、'.join(_named(columns))}。")
    fonts = {**fault.mapping(merged.get("字体"), "字体", FONTS), **fault.mapping(raw.get("字体"), "字体", FONTS)}
    own = {key: value for key, value in raw.items() if key not in ("基于", "删列", "插列", "字体")}
    return {**merged, "列": columns, "字体": fonts, **own}


def _tree(value: object, fault: Faults) -> list[Any]:
    """A list of columns in which every column and sub-column is a mapping."""
    columns = fault.entries(value, "列")
    for column in columns:
        if not isinstance(column, dict):
            fault.stop("“列”里的每一列应写成键值", "写成 {列名: …, 值: …}。")
        fault.text(column.get("列名", ""), "列名")
        if "子列" in column:
            _tree(column["子列"], fault)
    return columns


def _without(columns: list[Any], names: Sequence[str], fault: Faults) -> list[Any]:
    for name in names:
        if name not in _named(columns):
            fault.stop(f"“删列”里的“{name}”不是一列", f"已有：{'、'.join(_named(columns))}。")
        columns = list(_dropped(columns, name))
    return columns


def _dropped(columns: list[Any], name: str) -> Iterator[Any]:
    for column in columns:
        if column.get("列名") != name:
            yield {**column, "子列": list(_dropped(column["子列"], name))} if "子列" in column else column


def _named(columns: list[Any]) -> Iterator[str]:
    """The names of all columns and groups."""
    for column in columns:
        yield column.get("列名", "")
        yield from _named(column.get("子列", []))


def _inserted(columns: list[Any], after: str, new: Any) -> Iterator[Any]:
    for column in columns:
        yield {**column, "子列": list(_inserted(column["子列"], after, new))} if "子列" in column else column
        if column.get("列名") == after:
            yield new
