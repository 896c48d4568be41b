"""Merge policies: never, within the parent, equal and adjacent, per item."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.errors import GwcatError
from gwcat.document.table import Merge, Table
from gwcat.forms.definition import POLICIES, build_form
from gwcat.forms.layout import lay_out
from gwcat.render.csv import filled

STYLE = {"字体": "仿宋_GB2312", "字号": "9"}
RAW: dict[str, Any] = {"名称": "试样", "字体": {"标题": STYLE, "表头": STYLE, "正文": STYLE}}
ADJACENT = ("上级之内", "相邻相同")


class Column(NamedTuple):
    """A column under test: its policy, and whether it differs from row to row of an item."""

    policy: str
    per_row: bool = False


def laid_out(columns: Sequence[Column], records: Sequence[dict[str, Any]], *, merged: bool = True) -> Table:
    leaves = [
        {
            "列名": f"列{n}",
            "值": "{{ 要素 }}" if column.per_row else f"{{{{ 值{n} }}}}",
            "合并": column.policy if merged else "不合并",
        }
        for n, column in enumerate(columns)
    ]
    expand = {"展开": "公开内容"} if any(column.per_row for column in columns) else {}
    return lay_out(build_form({**RAW, **expand, "列": leaves}, lambda name: {}), records, name="表", values={})


def one_line(texts: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Records of one row each."""
    return [{f"值{n}": text for n, text in enumerate(row)} for row in texts]


def blocks(table: Table, column: int) -> list[tuple[int, int]]:
    """First and last row of each merge of a column."""
    return [(merge.first_row, merge.last_row) for merge in table.merges if merge.first_column == column]


def partition(table: Table, column: int) -> list[int]:
    """For each row, the row at which its block of a column begins."""
    starts = list(range(len(table.rows)))
    for first, last in blocks(table, column):
        starts[first : last + 1] = [first] * (last + 1 - first)
    return starts


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Column], list[dict[str, Any]]]:
    plain = st.sampled_from(POLICIES).map(Column)
    own = st.sampled_from([policy for policy in POLICIES if policy != "按事项"]).map(lambda policy: Column(policy, True))
    columns = draw(st.lists(plain | own, min_size=1, max_size=5))
    texts = st.sampled_from(["", "甲", "乙", "甲\n乙", " "])
    records = []
    for _ in range(draw(st.integers(0, 7))):
        pairs = tuple((draw(texts), "") for _ in range(draw(st.integers(0, 3))))
        records.append({**{f"值{n}": draw(texts) for n in range(len(columns))}, "内容标准": pairs})
    return columns, records


@given(cases())
def test_filling_gives_back_the_rows_before_merging(case: tuple[list[Column], list[dict[str, Any]]]) -> None:
    columns, records = case
    assert [tuple(row) for row in filled(laid_out(columns, records))] == laid_out(columns, records, merged=False).rows


@given(cases())
def test_merges_lie_in_the_table_and_apart(case: tuple[list[Column], list[dict[str, Any]]]) -> None:
    table = laid_out(*case)
    seen: set[tuple[int, int]] = set()
    for merge in table.merges:
        assert merge.first_column == merge.last_column
        assert 0 <= merge.first_row < merge.last_row < len(table.rows)
        cells = {(row, merge.first_column) for row in range(merge.first_row, merge.last_row + 1)}
        assert not cells & seen
        seen |= cells
        assert all(table.rows[row][column] == "" for row, column in cells - {(merge.first_row, merge.first_column)})


@given(cases())
def test_each_policy_merges_what_it_says(case: tuple[list[Column], list[dict[str, Any]]]) -> None:
    columns, records = case
    table, bare = laid_out(columns, records), laid_out(columns, records, merged=False)
    for number, column in enumerate(columns):
        texts = [row[number] for row in bare.rows]
        merged = blocks(table, number)
        if column.policy == "不合并":
            assert merged == []
        elif column.policy == "按事项":
            held = [list(rows) for _, rows in groupby(range(len(texts)), key=lambda row: table.origins[row])]
            assert merged == [(rows[0], rows[-1]) for rows in held if len(rows) > 1]
        else:
            assert all(texts[first] and set(texts[first : last + 1]) == {texts[first]} for first, last in merged)


@given(cases())
def test_equal_adjacent_cells_are_merged_as_far_as_they_go(case: tuple[list[Column], list[dict[str, Any]]]) -> None:
    columns, records = case
    table, bare = laid_out(columns, records), laid_out(columns, records, merged=False)
    for number, column in enumerate(columns):
        if column.policy == "相邻相同":
            starts, texts = partition(table, number), [row[number] for row in bare.rows]
            for row in range(1, len(texts)):
                assert (starts[row] == starts[row - 1]) == bool(texts[row] and texts[row] == texts[row - 1])


@given(cases())
def test_within_the_parent_never_crosses_it(case: tuple[list[Column], list[dict[str, Any]]]) -> None:
    """The parent is the nearest column to the left that joins equal texts itself."""
    columns, records = case
    table, bare = laid_out(columns, records), laid_out(columns, records, merged=False)
    for number, column in enumerate(columns):
        if column.policy != "上级之内":
            continue
        parent = next((left for left in reversed(range(number)) if columns[left].policy in ADJACENT), None)
        above = partition(table, parent) if parent is not None else [0] * len(table.rows)
        starts, texts = partition(table, number), [row[number] for row in bare.rows]
        for row in range(1, len(texts)):
            together = bool(texts[row]) and texts[row] == texts[row - 1] and above[row] == above[row - 1]
            assert (starts[row] == starts[row - 1]) == together


def test_within_the_parent_by_example() -> None:
    table = laid_out(
        [Column("上级之内"), Column("上级之内"), Column("不合并")],
        one_line([("甲", "办事指南", "x"), ("甲", "办事指南", "x"), ("乙", "办事指南", "x"), ("乙", "", "x"), ("乙", "", "x")]),
    )
    assert table.merges == [Merge(0, 0, 1, 0), Merge(2, 0, 4, 0), Merge(0, 1, 1, 1)]
    assert table.rows == [("甲", "办事指南", "x"), ("", "", "x"), ("乙", "办事指南", "x"), ("", "", "x"), ("", "", "x")]


def test_equal_adjacent_crosses_the_parent() -> None:
    rows = one_line([("甲", "办事指南"), ("乙", "办事指南")])
    assert laid_out([Column("上级之内"), Column("相邻相同")], rows).merges == [Merge(0, 1, 1, 1)]


def test_per_item_by_example() -> None:
    records: list[dict[str, Any]] = [
        {"值0": "一", "内容标准": (("甲", ""), ("乙", ""))},
        {"值0": "一", "内容标准": (("丙", ""),)},
        {"值0": "", "内容标准": ()},
    ]
    table = laid_out([Column("按事项"), Column("不合并", True)], records)
    assert table.rows == [("一", "甲"), ("", "乙"), ("一", "丙"), ("", "")]
    assert table.merges == [Merge(0, 0, 1, 0)]
    assert table.origins == [0, 0, 1, 2]


def test_a_column_that_differs_within_an_item_cannot_be_merged_per_item() -> None:
    """The lower rows of the block would be lost without a word."""
    with pytest.raises(GwcatError, match="试样"):
        laid_out([Column("按事项", True)], [{"内容标准": (("甲", ""), ("乙", ""))}])
