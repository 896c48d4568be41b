"""What the reader and the schema refuse: each with its code, its place, Chinese words and a remedy."""

from __future__ import annotations

import re

import pytest

from gwcat.model.finding import Finding, Place
from gwcat.source.file import load_bytes, parse_file
from gwcat.source.refusals import REFUSALS
from gwcat.source.schema import Kind, check_shape
from marking import marked

# (kind of file, text, code, words of the message, words of the remedy)
_TEXTS: dict[str, tuple[Kind, str, str, str, str]] = {
    "unclosed bracket": ("catalogue", "领域: 社会救助\n事项: [\n⟦⟧", "GW005", "", ""),
    "duplicate key": (
        "catalogue",
        "领域: 甲\n单位: 乙\n⟦领域⟧: 丙\n事项: []\n",
        "GW006",
        "“领域”在同一层里重复，第 1 行",
        "合并",
    ),
    "duplicate key in an item": (
        "catalogue",
        "领域: 甲\n事项:\n  - 编号: 乙\n    备注: 丙\n    ⟦备注⟧: 丁\n",
        "GW006",
        "“备注”在同一层里重复，第 4 行",
        "合并",
    ),
    "anchor": ("catalogue", "领域: ⟦&a⟧ 甲\n事项: []\n", "GW007", "锚点 &a", "删去锚点"),
    "anchor with a Chinese name": ("catalogue", "领域: ⟦&甲⟧ 乙\n事项: []\n", "GW007", "锚点", "锚点"),
    "alias": ("catalogue", "领域: ⟦*a⟧\n事项: []\n", "GW007", "别名 *a", "直接写在这里"),
    "alias with a Chinese name": ("catalogue", "领域: ⟦*全部⟧\n事项: []\n", "GW007", "别名", ""),
    "tag": ("catalogue", "领域: ⟦!!str⟧ 甲\n事项: []\n", "GW008", "类型标签 !!str", "删去标签"),
    "local tag": ("catalogue", "领域: ⟦!a⟧ 甲\n事项: []\n", "GW008", "类型标签 !a", "删去标签"),
    "tag with a Chinese name": ("catalogue", "领域: ⟦!文本⟧ 甲\n事项: []\n", "GW008", "类型标签", "删去"),
    "second document": ("catalogue", "领域: 甲\n事项: []\n⟦---⟧\n领域: 乙\n", "GW009", "第二份文档", "---"),
    "tab before a list": ("catalogue", "领域: 甲\n事项:\n⟦\t⟧- 编号: 乙\n", "GW010", "制表符", "空格"),
    "tab before a key": ("catalogue", "领域: 甲\n事项:\n  - 编号: 乙\n⟦\t⟧备注: 丙\n", "GW010", "制表符", "空格"),
    "tab behind spaces": ("catalogue", "领域: 甲\n事项:\n  - 编号: 乙\n  ⟦\t⟧备注: 丙\n", "GW010", "制表符", "空格"),
    "tab within brackets": ("catalogue", "领域: 甲\n事项: [\n⟦\t⟧{编号: 乙}]\n", "GW010", "制表符", "空格"),
    "too deep, flow": ("catalogue", "领域: " + "[" * 19 + "⟦[⟧" + "]" * 20 + "\n", "GW011", "20 层", "括号"),
    "too deep, block": ("catalogue", "领域:\n  " + "- " * 19 + "⟦-⟧ 甲\n", "GW011", "20 层", "缩进"),
    "empty": ("catalogue", "⟦⟧", "GW012", "没有内容", "写入目录"),
    "white space only": ("catalogue", "⟦⟧ \n\n  \n", "GW012", "没有内容", "写入目录"),
    "comment only": ("catalogue", "⟦⟧# 领域: 社会救助\n", "GW012", "没有内容", "写入目录"),
    "unknown key": ("catalogue", "领域: 甲\n⟦单 位⟧: 乙\n事项: []\n", "GW021", "不认识的键“单 位”", "是否想写“单位”？"),
    "unknown key of an item": (
        "catalogue",
        "领域: 甲\n事项:\n  - 编号: 乙\n    ⟦公开期限⟧: 丙\n",
        "GW021",
        "“公开期限”",
        "是否想写“公开时限”？",
    ),
    "unknown key of a region": ("region", "名称: 甲\n层级: 县级\n⟦基淮日⟧: 乙\n", "GW021", "“基淮日”", "是否想写“基准日”？"),
    "unknown key of a unit": (
        "region",
        "名称: 甲\n层级: 县级\n单位:\n  - {名称: 乙, ⟦类型⟧: 部门}\n",
        "GW021",
        "“类型”",
        "类别",
    ),
    "missing key": ("catalogue", "⟦单位⟧: 甲\n事项: []\n", "GW022", "缺少键“领域”", "领域: …"),
    "missing key of an item": ("catalogue", "领域: 甲\n事项:\n  - ⟦备注⟧: 乙\n", "GW022", "缺少键“编号”", "编号: …"),
    "missing key of a region": ("region", "⟦名称⟧: 甲\n", "GW022", "缺少键“层级”", "层级: …"),
    "list for a text": ("catalogue", "领域: ⟦[甲]⟧\n事项: []\n", "GW023", "“领域”不能写成列表", "文本"),
    "mapping for a text": ("catalogue", "领域: 甲\n单位: ⟦{名称: 乙}⟧\n事项: []\n", "GW023", "“单位”不能写成键值", "文本"),
    "a list on top": ("catalogue", "⟦- 甲⟧\n- 乙\n", "GW023", "最外层", "键: 值"),
    "a text on top": ("catalogue", "⟦甲⟧\n", "GW023", "最外层", "键: 值"),
    "a full-width colon on top": ("catalogue", "⟦领域：社会救助⟧\n", "GW023", "最外层", "冒号是全角的"),
    "a text on top over several lines": ("catalogue", "⟦甲⟧\n乙\n", "GW023", "最外层", "键: 值"),
    "a list as a key": ("catalogue", "领域: 甲\n事项: []\n⟦[单位]⟧: 乙\n", "GW023", "键必须是文本", "冒号"),
}

_BYTES: dict[str, tuple[bytes, str, Place, str, str]] = {
    "GBK": ("领域: 社会救助\n".encode("gbk"), "GW002", Place("甲.yaml"), "GBK", "UTF-8"),
    "GBK behind ASCII": (b"# 2018\n" + "领域: 甲".encode("gbk"), "GW002", Place("甲.yaml", 2, 1, 2, 2), "GBK", "UTF-8"),
    "UTF-16 little": ("领域: 甲\n".encode("utf-16"), "GW002", Place("甲.yaml"), "UTF-16", "UTF-8"),
    "UTF-16 big": (b"\xfe\xff" + "领域: 甲\n".encode("utf-16-be"), "GW002", Place("甲.yaml"), "UTF-16", "UTF-8"),
    "broken UTF-8": (
        "领域: 社会\n单位: 县".encode() + b"\xff\n",
        "GW002",
        Place("甲.yaml", 2, 6, 2, 7),
        "不是 UTF-8",
        "另存为 UTF-8",
    ),
    "broken UTF-8 behind a BOM": (
        b"\xef\xbb\xbf" + "领域: 社会\n单位: 县".encode() + b"\xff\n",
        "GW002",
        Place("甲.yaml", 2, 6, 2, 7),
        "不是 UTF-8",
        "UTF-8",
    ),
    "broken UTF-8 behind a BOM and a space": (
        b"\xef\xbb\xbf" + "领域: ".encode() + b"\xff\n",
        "GW002",
        Place("甲.yaml", 1, 5, 1, 6),
        "不是 UTF-8",
        "UTF-8",
    ),
    "cut within a character": ("领域: 社会".encode()[:-1], "GW002", Place("甲.yaml", 1, 6, 1, 7), "UTF-8", "UTF-8"),
    "broken behind emoji and CRLF": (
        "😀: 甲\r\n乙: ".encode() + b"\xc0\n",
        "GW002",
        Place("甲.yaml", 2, 4, 2, 5),
        "UTF-8",
        "UTF-8",
    ),
    "zip or xlsx": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(100), "GW004", Place("甲.yaml"), "Office 文档", "移走"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "GW004", Place("甲.yaml"), "Excel", "移走"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(20), "GW004", Place("甲.yaml"), "图片", "移走"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(20), "GW004", Place("甲.yaml"), "图片", "移走"),
    "PDF": (b"%PDF-1.7\n", "GW004", Place("甲.yaml"), "PDF", "移走"),
    "NUL": ("领域: 甲\n单位: ".encode() + b"\x00\n", "GW004", Place("甲.yaml", 2, 5, 2, 6), "U+0000", "删去"),
    "escape": ("领域: \x1b[31m甲\n".encode(), "GW004", Place("甲.yaml", 1, 5, 1, 6), "U+001B", "删去"),
    "a BOM in the middle": ("领域: 甲\n\ufeff单位: 乙\n".encode(), "GW004", Place("甲.yaml", 2, 1, 2, 2), "U+FEFF", "删去"),
    "the first of several": ("甲: \x02\ufeff\x01\n".encode(), "GW004", Place("甲.yaml", 1, 4, 1, 5), "U+0002", "删去"),
    "empty": (b"", "GW012", Place("甲.yaml"), "没有内容", "写入"),
    "BOM only": (b"\xef\xbb\xbf", "GW012", Place("甲.yaml"), "没有内容", "写入"),
}

# Codes whose cases need a file or a whole workspace: test_files.py and test_workspace.py.
_ELSEWHERE = {"GW031", "GW032", "GW033", "GW001", "GW003", "GW024"}

_CHINESE = re.compile("[一-鿿]")


def refused(text: str, kind: Kind) -> list[Finding]:
    file = parse_file("甲.yaml", text)
    return [*file.findings, *check_shape(file, kind)]


def assert_plain_words(finding: Finding) -> None:
    """An error in Chinese sentences, with a remedy, without libyaml's or Python's English."""
    assert finding.severity == "error"
    for words in (finding.message, finding.help):
        assert _CHINESE.search(words)
        assert words.endswith(("。", "？", "…。"))
        assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", words)


@pytest.mark.parametrize(("kind", "text", "code", "message", "remedy"), _TEXTS.values(), ids=_TEXTS)
def test_refused_texts(kind: Kind, text: str, code: str, message: str, remedy: str) -> None:
    clean, spot = marked(text)
    found = refused(clean, kind)
    assert [(finding.rule.code, finding.place) for finding in found] == [(code, Place("甲.yaml", *spot))]
    assert message in found[0].message
    assert remedy in found[0].help
    assert_plain_words(found[0])


@pytest.mark.parametrize("line_break", ["\r\n", "\r"], ids=["CRLF", "CR"])
@pytest.mark.parametrize(("kind", "text", "code"), [case[:3] for case in _TEXTS.values()], ids=_TEXTS)
def test_refused_texts_with_other_line_breaks(kind: Kind, text: str, code: str, line_break: str) -> None:
    clean, spot = marked(text.replace("\n", line_break))
    assert [(finding.rule.code, finding.place) for finding in refused(clean, kind)] == [(code, Place("甲.yaml", *spot))]


@pytest.mark.parametrize(("data", "code", "place", "message", "remedy"), _BYTES.values(), ids=_BYTES)
def test_refused_bytes(data: bytes, code: str, place: Place, message: str, remedy: str) -> None:
    found = load_bytes("甲.yaml", data).findings
    assert [(finding.rule.code, finding.place) for finding in found] == [(code, place)]
    assert message in found[0].message
    assert remedy in found[0].help
    assert_plain_words(found[0])


def test_every_refusal_has_a_case() -> None:
    covered = {case[2] for case in _TEXTS.values()} | {case[1] for case in _BYTES.values()} | _ELSEWHERE
    assert {rule.code for rule in REFUSALS} == covered


def test_every_refusal_is_explained() -> None:
    for rule in REFUSALS:
        assert rule.name and rule.summary.endswith("。") and rule.why.endswith("。") and rule.source  # noqa: PT018


@pytest.mark.parametrize(
    "opener", ["[", "{a: ", "- ", "? ", "[{a: ["], ids=["list", "mapping", "block list", "block key", "mixed"]
)
@pytest.mark.parametrize("levels", [21, 10_000])
def test_deep_nesting_is_one_finding_at_the_first_level_too_many(opener: str, levels: int) -> None:
    text = opener * levels
    found = refused(text, "catalogue")
    signs = [offset for offset, sign in enumerate(text) if sign in "[{-?"]
    assert [(finding.rule.code, finding.place[1:3]) for finding in found] == [("GW011", (1, signs[20] + 1))]


def test_deep_block_mappings_are_refused_too() -> None:
    text = "".join(f"{' ' * level}甲:\n" for level in range(200))
    assert [(finding.rule.code, finding.place.line) for finding in refused(text, "catalogue")] == [("GW011", 21)]


def test_twenty_levels_are_read() -> None:
    file = parse_file("甲.yaml", "附件: " + "[" * 19 + "]" * 19)
    assert file.findings == []


def test_an_alias_bomb_stays_small() -> None:
    lines = ["a0: &a0 [哈, 哈]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    file = parse_file("甲.yaml", "\n".join(lines))
    assert file.tree["a59"] == ["", ""]
    assert {finding.rule.code for finding in file.findings} == {"GW007"}
    assert len(file.findings) == 60 + 59 * 2


def test_an_alias_to_its_own_container_is_refused() -> None:
    assert [finding.rule.code for finding in parse_file("甲.yaml", "甲: &a [*a]\n").findings] == ["GW007", "GW007"]
