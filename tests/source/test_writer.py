"""A tree as YAML: what is written reads back as the same tree, here and by other readers, and nothing is quoted without need.

Any text is kept that YAML can hold: every character but lone surrogates, which no UTF-8 file holds either.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from gwcat.source.file import parse_file
from gwcat.source.writer import flow, item_lines, scalar, yaml_lines

Tree = dict[str, Any]

_SIGNS = list(" :#-?!&*|>@`%'\"\\{}[],\t~=.0123456789aAnNoOyYeExTZ/+_<")
_ODD = ["\n", "\r", "\0", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\u3000", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"]
_LETTERS = [*"县民政局公开十〇㐀𠮷（）：；，。、《》〔〕“”‘’—…／０Ａ①■√😀\U0010ffff", "e\u0301", "\u200b", "\u202e", "👨‍👩‍👧"]
_WORDS = [
    "no",
    "yes",
    "null",
    "true",
    "~",
    "2018-01-31",
    "12:30",
    "1.10",
    "0x1F",
    "1e3",
    ".inf",
    "---",
    "...",
    "- ",
    ": ",
    " #",
    "??",
]
TEXTS = st.lists(st.sampled_from([*_SIGNS, *_ODD, *_LETTERS, *_WORDS]), max_size=10).map("".join) | st.text(max_size=12)
KEYS = TEXTS.filter(lambda key: key not in ("", "\0"))
BLOCK_KEYS = st.sampled_from(["公开内容", "公开依据", "来源", "事项", "单位", "调整", "不采用"])
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | BLOCK_KEYS, inner, max_size=4),
    max_leaves=10,
)
TREES = st.dictionaries(KEYS | BLOCK_KEYS, VALUES, min_size=1, max_size=5)


def without_empty(tree: Tree) -> Tree:
    """What is promised of a mapping with a key a line: empty values are left out."""
    return {
        key: [without_empty(entry) if _open(key, entry) else entry for entry in value] if isinstance(value, list) else value
        for key, value in tree.items()
        if value not in ("", [], {})
    }


def _open(key: str, entry: object) -> bool:
    """Whether an entry of a list is written with a key a line."""
    return key in ("事项", "公开内容") and isinstance(entry, dict)


def read(text: str) -> Tree:
    file = parse_file("甲.yaml", text)
    assert file.findings == [], (text, file.findings)
    return file.tree


def written(tree: Tree) -> str:
    return "".join(yaml_lines(tree)) or "{}\n"


@given(TREES)
@example({"甲": "😀\n"})
@example({"甲": "\x7f"})
@example({"甲": "𠮷\u2028"})
@example({"甲": ["a:?", "a:,b", "?a", "a?b", "a: b", "a:"]})
@example({"a:": "b", "a: b": "c", "?": "d", "- ": "e", "#": "f", "甲 #": "g"})
@example({"公开内容": [{"要素": ""}, "乙"], "事项": [{}]})
@example({"公开内容": [{"要素": "甲", "标准": ""}]})
@example({"甲": {"乙": {"丙": [[], {}, "", [""]]}}})
def test_what_is_written_reads_back(tree: Tree) -> None:
    assert read(written(tree)) == without_empty(tree)


@given(TREES)
def test_other_readers_read_the_same(tree: Tree) -> None:
    """PyYAML takes plain texts for numbers, dates and truth values where it can."""
    assert yaml.safe_load(written(tree)) == without_empty(tree)


@given(TEXTS, KEYS)
@example("😀\n", "甲")
@example("=", "<<")
def test_a_text_in_every_place(text: str, key: str) -> None:
    for source, tree in (
        (f"甲: {scalar(text)}\n", {"甲": text}),
        (f"甲:\n  - {scalar(text)}\n", {"甲": [text]}),
        (f"甲: {flow([text])}\n", {"甲": [text]}),
        (f"甲: {flow({key: text})}\n", {"甲": {key: text}}),
        (f"甲: {flow([text, [text], {key: [text]}])}\n", {"甲": [text, [text], {key: [text]}]}),
        (f"{scalar(key)}: {scalar(text)}\n", {key: text}),
    ):
        assert read(source) == tree
        assert yaml.safe_load(source) == tree


@given(st.lists(st.sampled_from([*"0123456789+-._:eExXoObBaAfFTZ ", "inf", "nan", "true", "No", "null"]), min_size=1, max_size=9))
@example([".inf"])
@example(["-.INF"])
@example([".NaN"])
@example(["="])
@example(["<<"])
@example(["2001-12-14t21:59:43.10-05:00"])
@example(["1_000"])
def test_what_looks_like_a_number_stays_a_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert yaml.safe_load(f"- {scalar(text)}\n- [{scalar(text, inside=True)}]\n") == [text, [text]]


PLAIN = [
    "县民政局", "《中华人民共和国政府信息公开条例》（国务院令第711号）", "自信息形成或者变更之日起20个工作日内", "http://www.junan.gov.cn/a#b",
    "甲：乙", "甲 乙", "甲-乙", "a:b", "1个", "（1）甲", "“甲”", "甲#乙", "甲's", "no smoking", "2018年", "甲　乙", "😀", "𠮷",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_is_quoted_without_need(text: str) -> None:
    assert scalar(text) == text
    assert flow([text, {text: text}]) == f"[{text}, {{{text}: {text}}}]"


QUOTED = {
    "": '""', " 甲": '" 甲"', "甲 ": '"甲 "', "　甲": '"　甲"', "甲: 乙": '"甲: 乙"', "甲 #乙": '"甲 #乙"', "甲:": '"甲:"',
    "- 甲": '"- 甲"', "#甲": '"#甲"', '"甲"': r'"\"甲\""', "[甲]": '"[甲]"', "{甲}": '"{甲}"', "*": '"*"', "&甲": '"&甲"',
    "@甲": '"@甲"', "no": '"no"', "Null": '"Null"', "012": '"012"', "1.10": '"1.10"', "2018-01-31": '"2018-01-31"',
    "12:30": '"12:30"', ".inf": '".inf"', "=": '"="', "甲\n乙": r'"甲\n乙"',
}  # fmt: skip


@pytest.mark.parametrize(("text", "yaml_text"), QUOTED.items())
def test_what_yaml_would_take_for_something_else_is_quoted(text: str, yaml_text: str) -> None:
    assert read(f"甲: {scalar(text)}\n") == {"甲": text}
    assert yaml.safe_load(f"甲: {scalar(text)}\n") == {"甲": text}
    assert scalar(text) == yaml_text


@pytest.mark.parametrize("text", ["甲,乙", "甲]", "甲[", "甲{乙}", "甲}", "http://a.cn/?b=c"])
def test_inside_brackets_more_is_quoted(text: str) -> None:
    assert scalar(text) == text
    assert scalar(text, inside=True) == f'"{text}"'


@pytest.mark.parametrize("key", ["\0", "\0\0", "\ufeff", "😀\n", " ", "?", "甲" * 300])
def test_any_key_reads_back(key: str) -> None:
    tree = {key: {key: "甲"}, "乙": "丙"}
    assert read(written(tree)) == tree


# The layout


def test_the_layout_of_an_item() -> None:
    raw = {
        "编号": "社会救助-001",
        "一级事项": "最低生活保障",
        "公开内容": ["甲", {"要素": "乙", "标准": "丙"}],
        "公开依据": ["《丁》"],
        "公开主体": ["县民政局", "各镇"],
        "公开渠道": ["政府网站", {"其他": "戊"}],
        "来源": [{"标题": "己", "网址": "http://a.cn"}],
    }
    assert "".join(item_lines(raw)) == (
        "  - 编号: 社会救助-001\n    一级事项: 最低生活保障\n"
        "    公开内容:\n      - 甲\n      - 要素: 乙\n        标准: 丙\n"
        "    公开依据:\n      - 《丁》\n"
        "    公开主体: [县民政局, 各镇]\n    公开渠道: [政府网站, {其他: 戊}]\n"
        "    来源:\n      - {标题: 己, 网址: http://a.cn}\n"
    )


def test_a_catalogue_is_an_item_after_the_other() -> None:
    tree = {"领域": "社会救助", "单位": "", "事项": [{"编号": "甲", "备注": ""}, {"编号": "乙"}]}
    assert "".join(yaml_lines(tree)) == "领域: 社会救助\n事项:\n  - 编号: 甲\n  - 编号: 乙\n"


def test_a_list_may_be_the_first_of_an_item() -> None:
    assert "".join(item_lines({"公开内容": ["甲"], "编号": "乙"})) == "  - 公开内容:\n      - 甲\n    编号: 乙\n"


@given(st.dictionaries(KEYS | BLOCK_KEYS, VALUES, min_size=1, max_size=4))
def test_an_item_reads_back(raw: Tree) -> None:
    text = "事项:\n" + "".join(item_lines(raw))
    expected = without_empty(raw)
    assert read(text) == {"事项": [expected]}


# Remarks


def test_a_remark_stands_behind_the_value_of_its_key() -> None:
    text = "".join(yaml_lines({"甲": "乙", "公开依据": ["丙"], "丁": ["戊"]}, lambda key: f"{key}在此" if key != "丁" else ""))
    assert text == "甲: 乙  # 甲在此\n公开依据:  # 公开依据在此\n  - 丙\n丁: [戊]\n"


@given(TREES, st.text(max_size=8) | st.sampled_from(["甲\n乙: 丙", "\x1b[31m", "a\rb", "\u2028", "甲\x85- 乙", "\x7f"]))
def test_a_remark_changes_nothing_whatever_it_says(tree: Tree, words: str) -> None:
    """It may name a file, and a file may have any name."""
    text = "".join(yaml_lines(tree, lambda _: words)) or "{}\n"
    assert read(text) == without_empty(tree)


def test_a_lone_surrogate_is_no_text() -> None:
    """It cannot come from a source file, which is UTF-8."""
    assert parse_file("甲.yaml", '甲: "\\ud800"\n').findings
