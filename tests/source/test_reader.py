"""Text to trees: every scalar stays text, and every key and value knows where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gwcat.model.finding import Place
from gwcat.source.file import SourceFile, load_bytes, parse_file
from marking import Marked, marked, position

# What Chinese catalogues hold, and what YAML might take for its own signs.
_LETTERS = [*"县民政局公开时限十〇㐀𠮷（）：；，。、《》〔〕“”‘’—…／０１Ａ①■√😀", "县　民", "👨‍👩‍👧", "e\u0301"]
_SIGNS = list(" :#-?!&*|>@`%'\"\\{}[],\t~=.0123456789aAnNoOyY/+_")
_TEXTS = st.lists(st.sampled_from([*_LETTERS, *_SIGNS, "\n"]), max_size=12).map("".join)
_KEYS = st.lists(st.sampled_from([*_LETTERS, *_SIGNS]), min_size=1, max_size=8).map("".join)
_VALUES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_DOCUMENTS = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5)
_COMMENTS = st.lists(st.sampled_from([*_LETTERS, *_SIGNS]), max_size=20).map("".join)
_STYLES = st.sampled_from([None, '"', "'"])
_BREAKS = st.sampled_from(["\n", "\r\n", "\r"])

Stretch = tuple[Any, int, int]
"""A key or value with the offsets at which it was written."""


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A document and a text that says it: block and flow mixed, comments and empty lines between its keys."""
    document = draw(_DOCUMENTS)
    text = ""
    for key, value in document.items():
        style, width = draw(_STYLES), draw(st.sampled_from([20, 10**6]))
        text += f"# {draw(_COMMENTS)}\n" if draw(st.booleans()) else ""
        text += _in_flow(key, value, style) if draw(st.booleans()) else _in_block(key, value, style, width)
        text += "\n" if draw(st.booleans()) else ""
    return document, text.replace("\n", draw(_BREAKS))


def _in_block(key: str, value: Any, style: str | None, width: int) -> str:
    text: str = yaml.safe_dump({key: value}, allow_unicode=True, default_flow_style=False, default_style=style, width=width)
    return text


def _in_flow(key: str, value: Any, style: str | None) -> str:
    """`key: value` with the value in flow style, on one line: what the dumper writes between its outermost braces."""
    text: str = yaml.safe_dump({key: value}, allow_unicode=True, default_flow_style=True, default_style=style, width=10**6)
    return text[1:-2] + "\n"


def stretches(tree: Any, marks: Any) -> Iterator[Stretch]:
    """Every key and value of a tree, the tree itself among them."""
    yield tree, marks[0], marks[1]
    if isinstance(tree, dict):
        for key, value in tree.items():
            key_start, key_end, mark = marks[2][key]
            yield key, key_start, key_end
            yield from stretches(value, mark)
    elif isinstance(tree, list):
        for value, mark in zip(tree, marks[2], strict=True):
            yield from stretches(value, mark)


def read_again(text: str, start: int, end: int) -> Any:
    """What a stretch of a text says when PyYAML's own reader sees it alone, indented as it was."""
    _, column = position(text, start)
    return yaml.load(" " * (column - 1) + text[start:end], yaml.BaseLoader)


def read(text: str) -> SourceFile:
    """A text that has nothing wrong with it."""
    file = parse_file("目录.yaml", text)
    assert file.findings == []
    return file


@given(written())
def test_what_was_written_is_read_and_stands_where_it_was_written(case: tuple[dict[str, Any], str]) -> None:
    document, text = case
    file = read(text)
    assert file.tree == document
    for value, start, end in stretches(file.tree, file.marks):
        assert read_again(text, start, end) == value


@given(written())
def test_places_are_lines_and_columns_of_the_slices(case: tuple[dict[str, Any], str]) -> None:
    document, text = case
    file = read(text)
    for key in document:
        start, end, mark = file.marks[2][key]
        assert file.place((key,), key=True) == Place("目录.yaml", *position(text, start), *position(text, end))
        assert file.place((key,)) == Place("目录.yaml", *position(text, mark[0]), *position(text, mark[1]))


@given(written())
def test_a_bom_moves_nothing(case: tuple[dict[str, Any], str]) -> None:
    _, text = case
    plain, with_bom = load_bytes("目录.yaml", text.encode()), load_bytes("目录.yaml", b"\xef\xbb\xbf" + text.encode())
    assert (with_bom.tree, with_bom.marks, with_bom.text) == (plain.tree, plain.marks, plain.text)


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "Yes",
        "on",
        "true",
        "012",
        "1.10",
        "1e3",
        "2018-01-31",
        "2018-01-31 12:30:00",
        "12:30",
        "~",
        "null",
        "0x1F",
        "0o17",
        "1_000",
        ".inf",
        ".nan",
        "-1",
        "+1",
        "<<",
        "=",
        "10%",
        "5.00",
        "〇",
        "😀",
    ],
)
def test_scalars_stay_what_was_typed(scalar: str) -> None:
    assert read(f"键: {scalar}\n列: [{scalar}]\n{scalar}: 值\n").tree == {"键": scalar, "列": [scalar], scalar: "值"}


def test_nothing_written_is_an_empty_text() -> None:
    assert read("键:\n列:\n  -\n  - {甲: }\n").tree == {"键": "", "列": ["", {"甲": ""}]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("备注: ⟦|\n  第一行\n  第二行⟧\n", "第一行\n第二行\n", id="literal"),
        pytest.param("备注: ⟦>-\n  第一行\n  第二行⟧\n", "第一行 第二行", id="folded"),
        pytest.param("备注: ⟦第一行\n  第二行⟧\n", "第一行 第二行", id="plain"),
        pytest.param('备注: ⟦"第一行\n  第二行"⟧\n', "第一行 第二行", id="quoted"),
        pytest.param("备注: ⟦'它说''好'''⟧ # 注释\n", "它说'好'", id="single"),
    ],
)
def test_texts_over_several_lines(text: str, value: str) -> None:
    clean, spot = marked(text)
    file = read(clean + "状态: 有效\n")
    assert file.tree["备注"] == value
    assert file.place(("备注",))[1:3] == spot[:2]
    assert file.place(("备注",)).end_line in (spot.end_line, spot.end_line + 1)  # a block text ends with its line break


_PLACES = {
    "value": ("领域: 社会救助\n单位: ⟦县民政局⟧\n", ("单位",), False),
    "value before a comment": ("单位: ⟦县民政局⟧  # 民政\n", ("单位",), False),
    "key": ("领域: 社会救助\n⟦单位⟧: 县民政局\n", ("单位",), True),
    "quoted value with its quotes": ('版本: ⟦"2018.1"⟧\n', ("版本",), False),
    "quoted key": ("⟦'单位'⟧: 甲\n", ("单位",), True),
    "in a flow list": ("渠道: [政府网站, ⟦公开查阅点⟧, 其他]\n", ("渠道", 1), False),
    "in a block list": ("渠道:\n  - 政府网站\n  - ⟦公开查阅点⟧\n", ("渠道", 1), False),
    "key within a list": ("事项:\n  - 编号: 甲\n  - ⟦编号⟧: 乙\n", ("事项", 1, "编号"), True),
    "value within a flow mapping": ("渠道: [{其他: ⟦信息公示系统⟧}]\n", ("渠道", 0, "其他"), False),
    "behind emoji and rare characters": ("渠道: [😀, 𠮷, 👨‍👩‍👧, ⟦甲⟧]\n", ("渠道", 3), False),
    "behind full-width signs": ("渠道: [“（，。）”, ⟦甲⟧]\n", ("渠道", 1), False),
    "a list without what follows it": ("渠道: \n  ⟦- 甲\n  - 乙⟧\n\n# 注释\n单位: 丙\n", ("渠道",), False),
    "a mapping without what follows it": ("事项:\n  - ⟦编号: 甲\n    备注: 乙⟧\n\n  - 编号: 丙\n", ("事项", 0), False),
    "nothing written": ("单位:⟦⟧\n领域: 甲\n", ("单位",), False),
    "missing: the key of what should hold it": ("事项: 甲\n⟦报送⟧: {主送: 甲}\n", ("报送", "日期"), False),
    "missing from the file: its first key": ("⟦领域⟧: 甲\n单位: 乙\n", ("版本",), False),
    "missing from a list entry: the entry's first key": ("事项:\n  - ⟦编号⟧: 甲\n    备注: 乙\n", ("事项", 0, "公开时限"), False),
    "missing list entry: the list's key": ("⟦事项⟧:\n  - 编号: 甲\n", ("事项", 5), False),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize(("text", "path", "key"), _PLACES.values(), ids=_PLACES)
def test_places(text: str, path: tuple[str | int, ...], key: bool, bom: bytes, line_break: str) -> None:
    clean, spot = marked(text.replace("\n", line_break))
    file = load_bytes("目录.yaml", bom + clean.encode())
    assert file.findings == []
    assert file.place(path, key=key) == Place("目录.yaml", *spot)


def test_a_file_without_a_tree_has_one_place() -> None:
    assert parse_file("目录.yaml", "").place(("领域",)) == Place("目录.yaml")


_STILL_READ = {
    "duplicate key: the first value counts": ("甲: 1\n⟦甲⟧: 2\n乙: 3\n", "GW006", {"甲": "1", "乙": "3"}),
    "duplicate key with a list below": ("甲: 1\n⟦甲⟧: [2, {丙: 4}]\n乙: 3\n", "GW006", {"甲": "1", "乙": "3"}),
    "anchor": ("甲: ⟦&a⟧ 1\n乙: 2\n", "GW007", {"甲": "1", "乙": "2"}),
    "anchor of a list": ("甲: ⟦&a⟧ [1]\n", "GW007", {"甲": ["1"]}),
    "anchor of a block mapping": ("甲: ⟦&a⟧\n  乙: 1\n", "GW007", {"甲": {"乙": "1"}}),
    "alias counts as empty": ("甲: ⟦*a⟧\n乙: 2\n", "GW007", {"甲": "", "乙": "2"}),
    "tag": ("甲: ⟦!!int⟧ 1\n", "GW008", {"甲": "1"}),
    "tag in a list": ("甲: [⟦!b⟧ 1, 2]\n", "GW008", {"甲": ["1", "2"]}),
    "second document": ("甲: 1\n⟦---⟧\n乙: 2\n", "GW009", {"甲": "1"}),
    "a list as a key": ("⟦[甲]⟧: 1\n乙: 2\n", "GW023", {"乙": "2"}),
}


@pytest.mark.parametrize(("text", "code", "tree"), _STILL_READ.values(), ids=_STILL_READ)
def test_what_is_refused_leaves_the_rest_readable(text: str, code: str, tree: dict[str, Any]) -> None:
    clean, spot = marked(text if "*a" not in text else text + "丁: &a 3\n")
    file = parse_file("目录.yaml", clean)
    first = file.findings[0]
    assert (first.rule.code, first.place) == (code, Place("目录.yaml", *spot))
    assert tree.items() <= file.tree.items()
    assert [finding.rule.code for finding in file.findings[1:]] == (["GW007"] if "*a" in text else [])


def test_anchor_and_tag_of_one_value_are_both_told() -> None:
    file = parse_file("目录.yaml", "甲: &a !!str 1\n乙: !!str &b 2\n")
    assert [(f.rule.code, f.place.line, f.place.column) for f in file.findings] == [
        ("GW007", 1, 4),
        ("GW008", 1, 7),
        ("GW008", 2, 4),
        ("GW007", 2, 10),
    ]
    assert file.place(("甲",)) == Place("目录.yaml", 1, 13, 1, 14)


def test_all_problems_of_one_file_are_told_at_once() -> None:
    text = "甲: &a 1\n乙: *a\n甲: 2\n丙: !t 3\n丁: {戊: 1, 戊: 2}\n---\n己: 4\n"
    found = [(finding.rule.code, finding.place.line) for finding in parse_file("目录.yaml", text).findings]
    assert found == [("GW007", 1), ("GW007", 2), ("GW006", 3), ("GW008", 4), ("GW006", 5), ("GW009", 6)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_duplicate_key_names_the_line_of_the_first(line_break: str) -> None:
    file = parse_file("目录.yaml", "领域: 甲\n单位: 乙\n单位: 丙\n".replace("\n", line_break))
    assert "第 2 行" in file.findings[0].message


def test_findings_carry_the_data_path() -> None:
    file = parse_file("目录.yaml", "事项:\n  - 编号: 甲\n  - 公开渠道: [政府网站, &a 其他]\n    备注: 1\n    备注: 2\n")
    assert [finding.data_path for finding in file.findings] == [("事项", 1, "公开渠道", 1), ("事项", 1)]


def test_the_marker_helper_agrees_with_the_reader_on_a_whole_item() -> None:
    text = marked("领域: 社会救助\n事项:\n  - 编号: 甲\n    公开渠道: [政府网站, {其他: ⟦“国家企业信用信息公示系统”⟧}]\n")
    assert isinstance(text, Marked)
    assert read(text.text).place(("事项", 0, "公开渠道", 1, "其他"))[1:] == text.spot
