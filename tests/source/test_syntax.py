"""Broken YAML: the words for each mistake that Chinese typists make, at the line that must be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from gwcat.source import syntax
from gwcat.source.file import parse_file
from marking import marked, position

# text with the place that must be named, words of the message, words of the remedy
_MISTAKES = {
    "no colon": ("领域: 甲\n⟦单⟧位 乙\n事项: []\n", "冒号", "英文冒号加空格"),
    "no space behind the colon": ("领域: 甲\n⟦单⟧位:乙\n事项: []\n", "冒号", "英文冒号加空格"),
    "full-width colon": ("领域: 甲\n⟦单⟧位：乙\n事项: []\n", "冒号", "冒号是全角的"),
    "full-width colon in an item": ("事项:\n  - 编号: 甲\n    ⟦公⟧开时限：10日\n    备注: 乙\n", "冒号", "冒号是全角的"),
    "full-width colon in the last line": ("事项:\n  - 编号: 甲\n    ⟦公⟧开时限：10日\n", "冒号", "冒号是全角的"),
    "full-width colon in the first line": ("⟦领⟧域：甲\n单位: 乙\n事项: []\n", "冒号", "冒号是全角的"),
    "two colons": ("领域: 甲⟦:⟧ 乙\n", "不该出现冒号", "加引号"),
    "key too far right": ("领域: 甲\n  单位⟦:⟧ 乙\n", "冒号", "缩进"),
    "list entry too far left": ("事项:\n  - 编号: 甲\n ⟦-⟧ 编号: 乙\n", "缩进", "对齐"),
    "list entry beside keys": ("领域: 甲\n⟦-⟧ 乙\n", "缩进", "对齐"),
    "list behind a key": ("领域: ⟦-⟧ 甲\n", "列表不能从这里开始", "另起一行"),
    "bracket not closed": ("公开渠道: [甲, 乙\n单位⟦:⟧ 丙\n", "方括号没有配对", "英文括号和逗号"),
    "brace not closed": ("公开渠道: {其他: 甲\n单位⟦:⟧ 丙\n", "花括号没有配对", "英文括号和逗号"),
    "full-width comma and no bracket": ("领域: 甲\n公开渠道: [乙，丙\n单位⟦:⟧ 丁\n", "方括号没有配对", "英文"),
    "double quote not closed": ('领域: 甲\n单位: ⟦"⟧乙\n事项:\n  - 编号: 丙\n', "引号没有配对", "补上结尾的引号"),
    "single quote not closed": ("领域: 甲\n单位: ⟦'⟧乙\n事项:\n  - 编号: 丙\n", "引号没有配对", "补上结尾的引号"),
    "backslash in double quotes": ('单位: "县⟦\\⟧民政局"\n', "反斜杠", "单引号"),
    "per cent in front": ("公开程度: ⟦%⟧10\n", "不能以这个符号开头", "加上双引号"),
    "at in front": ("备注: ⟦@⟧某人\n", "不能以这个符号开头", "加上双引号"),
    "back quote in front": ("备注: ⟦`⟧甲`\n", "不能以这个符号开头", "加上双引号"),
    "unknown tag handle": ("备注: ⟦!⟧a!b 丙\n", "类型标签", "删去"),
    "directive twice": ("%YAML 1.1\n⟦%⟧YAML 1.1\n---\n领域: 甲\n", "指令重复", "%"),
    "two values on top": ("{领域: 甲}\n⟦单⟧位: 乙\n", "多出一段", "缩进"),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("text", "message", "remedy"), _MISTAKES.values(), ids=_MISTAKES)
def test_mistakes(text: str, message: str, remedy: str, line_break: str) -> None:
    clean, spot = marked(text.replace("\n", line_break))
    (finding,) = parse_file("甲.yaml", clean).findings
    assert finding.rule.code in ("GW005", "GW008")
    assert (finding.place.line, finding.place.column) == (spot.line, spot.column)
    assert message in finding.message
    assert remedy in finding.help


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"], ids=["U+2028", "U+2029", "U+0085"])
def test_an_invisible_line_separator_is_named_where_it_stands(separator: str) -> None:
    """Word and web pages leave them behind; YAML ends the line there, no editor shows it."""
    (finding,) = parse_file("甲.yaml", f"领域: 甲\n备注: 乙{separator}丙\n单位: 丁\n").findings
    assert (finding.place.line, finding.place.column) == (2, 6)
    assert f"U+{ord(separator):04X}" in finding.message


def test_full_width_spaces_in_the_indentation_are_named() -> None:
    (finding,) = parse_file("甲.yaml", "事项:\n  - 编号: 甲\n　　  公开时限: 乙\n").findings
    assert "全角空格" in finding.help


@pytest.mark.parametrize(
    "text",
    [
        "领域: [",
        "领域: {",
        '领域: "',
        "领域: '甲",
        "- - -\n甲",
        "?\n:\n- 甲\n乙",
        "领域: |x\n",
        "领域: >\n\t甲",
        "%",
        "%甲",
        "&",
        "*",
        "!",
        "! !",
        "甲: &\n",
        "{甲: [乙}",
        "甲: 乙: 丙: 丁",
        '"\\x"',
        '"\\uD800"',
        "甲:\n\t乙: 丙",
        "---\n...\n...\n]",
        "]",
        "}",
        ",",
        ": :",
        "- ]",
        "@",
        "`",
    ],
)
def test_whatever_is_broken_is_told_in_chinese_inside_the_text(text: str) -> None:
    findings = parse_file("甲.yaml", text).findings
    assert findings
    for finding in findings:
        assert (1, 1) <= finding.place[1:3] <= position(text, len(text))
        assert re.search("[一-鿿]", finding.message)
        assert re.search("[一-鿿]", finding.help)
        assert not re.search("expected|found|could not|while", finding.message + finding.help)


@pytest.mark.parametrize(
    "blank", ["  \t", "  \t  ", "\t ", "　", "  　  "], ids=["tab", "tab between", "tab in front", "full-width", "between"]
)
def test_an_empty_line_in_a_block_text_has_no_indentation(blank: str) -> None:
    assert parse_file("甲.yaml", f"备注: |\n  第一行\n  {blank}\n  第二行\n单位: 乙\n").findings == []


@pytest.mark.parametrize("line", ["  \t  ", " \t # 注释", "  \t"], ids=["blanks", "comment", "tab"])
def test_a_line_without_content_has_no_indentation(line: str) -> None:
    """An editor leaves such lines behind; there is nothing that could be indented wrongly."""
    assert parse_file("甲.yaml", f"领域: 甲\n{line}\n单位: 乙\n").findings == []


def test_tabs_within_a_long_text_are_passed_over_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking through all values of the file for each such line would take minutes for a long one."""
    calls = 0

    def counting(mark: Any) -> Iterator[tuple[int, int]]:
        nonlocal calls
        calls += 1
        yield from original(mark)

    original = syntax._scalars
    monkeypatch.setattr(syntax, "_scalars", counting)
    text = "列:\n" + "  - 丙\n" * 50 + "备注: |\n  丁\n" + "  \t乙\n" * 100
    assert parse_file("甲.yaml", text).findings == []
    assert calls <= 200
