"""The outline of a file: its items, what it adopts otherwise, its units and domains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from gwcat.editor.desk import Sheet
from gwcat.model.catalogue import ITEM_LEVELS

# key of a file -> what an entry is called by
_LISTS = {
    "事项": ("编号",), "调整": ("对应",), "不采用": ("对应",), "单位": ("名称",), "领域分工": ("领域",), "附件": ("编号", "样式"),
}  # fmt: skip


def symbols(sheet: Sheet) -> list[types.DocumentSymbol]:
    """The outline of a file as far as it can be read."""
    tree, marks = sheet.file.tree, sheet.file.marks
    inner = marks[2] if marks is not None and len(marks) == 3 and isinstance(marks[2], dict) else {}
    lists = (key for key in inner if key in _LISTS and isinstance(tree.get(key), list))
    return [_top(sheet, key, tree[key], *inner[key]) for key in lists]


def _top(sheet: Sheet, key: str, rows: list[Any], start: int, end: int, mark: Any) -> types.DocumentSymbol:
    children = [_entry(sheet, key, row, entry) for row, entry in zip(rows, mark[2], strict=True) if isinstance(row, dict)]
    return types.DocumentSymbol(
        name=key,
        detail=f"{len(children)} 条",
        kind=types.SymbolKind.Array,
        range=sheet.text.range(start, max(end, mark[1])),
        selection_range=sheet.text.range(start, end),
        children=children,
    )


def _entry(sheet: Sheet, key: str, row: dict[str, Any], mark: Any) -> types.DocumentSymbol:
    name = " ".join(text for part in _LISTS[key] if isinstance(text := row.get(part), str) and text)
    whole = sheet.text.range(mark[0], mark[1])
    return types.DocumentSymbol(
        name=name or "（没有编号）",
        detail=" / ".join(_said(row)),
        kind=types.SymbolKind.Object,
        range=whole,
        selection_range=types.Range(whole.start, whole.start) if whole.start.line != whole.end.line else whole,
    )


def _said(row: dict[str, Any]) -> Iterator[str]:
    """What an entry is about, in a line."""
    for key in (*ITEM_LEVELS, "全称", "类别", "标题", "理由"):
        if isinstance(text := row.get(key), str) and text:
            yield text
