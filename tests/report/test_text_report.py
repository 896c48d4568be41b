"""Findings for people: whole rendered messages, carets under the spot, lines cut around it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE_PATH, Check, Golden
from gwcat.base.width import width
from gwcat.model.finding import Finding, Place, Rule, Severity
from gwcat.report.text import Source, concise_report, text_report
from items import with_lines
from marking import marked

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。")
_PATH = "catalogs/莒南/社会救助/县民政局.yaml"


def report(
    text: str,
    *,
    message: str = "这里不对。",
    help: str = "请改正。",
    severity: Severity = "error",
    related: tuple[tuple[Place, str], ...] = (),
    colour: bool = False,
) -> str:
    """The text report of one finding at the place marked in a text."""
    clean, spot = marked(text)
    finding = Finding(_RULE, message, Place(_PATH, *spot), (), help, severity, related)
    return text_report([finding], lambda path: re.split("\r\n|\n|\r", clean), colour=colour)


_GOLDEN = {
    "chinese": "领域: 社会救助\n公开期限: ⟦每年1月31日前⟧公布\n",
    "full-width": "公开渠道: [（Ａ）／“乙”、 ⟦政府网战⟧, 《丙》]\n",
    "emoji": "备注: 😀😀👍 ⟦甲😀⟧ 乙\n",
    "emoji-joined": "备注: 👨‍👩‍👧 e\u0301 ⟦甲⟧ 乙\n",
    "tabs": "备注: 甲\t乙\t⟦丙\t丁⟧\n",
    "ascii": "version: ⟦1.0⟧ # comment\n",
    "key": "  - ⟦公开期限⟧: 甲\n",
    "nothing": "公开时限:⟦⟧\n",
    "end-of-line": "公开渠道: [政府网站⟦⟧\n",
    "whole-line": "⟦领域: 社会救助⟧\n",
    "several-lines": "事项:\n  - ⟦编号: 甲\n    备注: 乙\n    状态: 丙⟧\n",
    "line-1000": "\n" * 999 + "备注: ⟦甲⟧\n",
    "line-10000": "\n" * 9999 + "备注: ⟦甲⟧\n",
    "blank-line": "领域: 甲\n   ⟦⟧\n单位: 乙\n",
    "long-spot-in-front": "备注: ⟦甲⟧" + "一二三四五六七八九十" * 30 + "\n",
    "long-spot-in-the-middle": "备注: " + "一二三四五六七八九十" * 15 + "⟦错⟧" + "一二三四五六七八九十" * 15 + "\n",
    "long-spot-at-the-end": "备注: " + "一二三四五六七八九十" * 30 + "⟦错在这里⟧\n",
    "long-spot": "备注: ⟦" + "一二三四五六七八九十" * 30 + "⟧\n",
    "long-ascii": "备注: " + "https://example.invalid/" + "a" * 200 + "⟦?⟧" + "b" * 200 + "\n",
    "control": "备注: 甲\x1b[31m\x07\u200b\u202e⟦乙\x9b⟧\n",
}


@pytest.mark.parametrize(("name", "text"), _GOLDEN.items(), ids=_GOLDEN)
def test_whole_messages(golden: Golden, name: str, text: str) -> None:
    golden(f"report/text-{name}.txt", report(text))


def test_a_warning_with_related_places(golden: Golden) -> None:
    related = ((Place("catalogs/莒南/社会救助/县财政局.yaml", 12, 9), "先用这个编号的事项"), (Place(_PATH, 3, 5), "也见这里"))
    golden("report/text-related.txt", report("编号: ⟦甲⟧\n", severity="warning", related=related))


def test_an_info_without_remedy(golden: Golden) -> None:
    golden("report/text-info.txt", report("编号: ⟦甲⟧\n", severity="info", help=""))


def test_a_message_over_several_lines_becomes_one(golden: Golden) -> None:
    golden("report/text-one-line.txt", report("编号: ⟦甲⟧\n", message="第一行\n第二行\t第三\x1b[2J", help="先这样\n再那样"))


def test_a_finding_whose_file_cannot_be_shown(golden: Golden) -> None:
    finding = Finding(_RULE, "文件读不到。", Place(_PATH), (), "请检查权限。")
    golden("report/text-no-file.txt", text_report([finding], lambda path: []))


def test_several_findings_of_a_real_file(golden: Golden, check: Check) -> None:
    text = with_lines("公开期限: 每年\n公开时限:\n公开渠道: [门户网站, 公开查阅点]\n公开对象: 群众")
    golden("report/text-several.txt", text_report(check(catalogue=text), lambda path: text.split("\n")))


def test_the_concise_form(golden: Golden, check: Check) -> None:
    text = with_lines("公开期限: 每年\n公开时限:\n公开渠道: [政府网站, 村口大树]\n公开对象: 群众")
    golden("report/concise.txt", concise_report(check(catalogue=text)))


def test_nothing_found_is_nothing_said() -> None:
    assert text_report([], lambda path: []) == concise_report([]) == ""


def test_a_finding_is_told_as_path_line_column() -> None:
    assert (
        concise_report([Finding(_RULE, "不对。", Place(_PATH, 3, 7, 3, 9), (), "请改。")]) == f"{_PATH}:3:7: 错误 GW999 不对。\n"
    )


# Carets by display width.

_CHARS = st.lists(
    st.sampled_from([*"甲乙（），“”…—①aB1 .:#", "😀", "👨‍👩‍👧", "e\u0301", "　", "\t", "\u200b", "𠮷", "\x07"]), max_size=90
).map("".join)


class Drawn(NamedTuple):
    """The excerpt and the caret line of a rendered finding, without what both begin with."""

    excerpt: str
    carets: str


def drawn(text: str) -> Drawn:
    lines = report(text).split("\n")
    found = Drawn(lines[1].split("│ ", 1)[1], lines[2].split("│ ", 1)[1])
    assert width(lines[1].split("│")[0]) == width(lines[2].split("│")[0])
    return found


@given(before=_CHARS, after=_CHARS)
def test_the_caret_stands_under_the_spot(before: str, after: str) -> None:
    excerpt, carets = drawn(f"键: {before}⟦◆目标x◆⟧{after}\n")
    assert "◆目标x◆" in excerpt
    blank, signs = carets[: len(carets) - len(carets.lstrip())], carets.lstrip()
    assert len(blank) == width(excerpt[: excerpt.index("◆目标x◆")])
    assert signs == "^" * width("◆目标x◆")


@given(before=_CHARS, spot=_CHARS, after=_CHARS)
def test_no_line_is_much_wider_than_a_terminal(before: str, spot: str, after: str) -> None:
    for line in drawn(f"键: {before}⟦{spot}⟧{after}\n"):
        assert width(line) <= 104


@given(before=_CHARS, spot=_CHARS, after=_CHARS)
def test_there_is_always_a_caret_and_never_a_control_character(before: str, spot: str, after: str) -> None:
    excerpt, carets = drawn(f"键: {before}⟦{spot}⟧{after}\n")
    assert re.fullmatch(r" *\^+", carets)
    assert not [char for char in excerpt if unicodedata.category(char) in ("Cc", "Cf")]


def test_a_cut_line_shows_that_it_was_cut() -> None:
    filling = "一二三四五六七八九十" * 20
    excerpt, _ = drawn(f"备注: {filling}⟦错⟧{filling}\n")
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    excerpt, _ = drawn(f"备注: ⟦错⟧{filling}\n")
    assert excerpt.startswith("备注: 错")


# Colour.


@pytest.mark.parametrize(("severity", "code"), [("error", "31"), ("warning", "33"), ("info", "36")])
def test_colour_only_where_it_is_wanted(severity: Severity, code: str) -> None:
    plain, coloured = report("甲: ⟦乙⟧\n", severity=severity), report("甲: ⟦乙⟧\n", severity=severity, colour=True)
    assert "\x1b" not in plain
    assert f"\x1b[{code}m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_colours_are_switched_off_again() -> None:
    coloured = report("甲: ⟦乙⟧\n", colour=True)
    assert coloured.count("\x1b[0m") == len(re.findall(r"\x1b\[[1-9]\d*m", coloured)) > 0


# What a file says must not drive the terminal.

_HOSTILE = "甲\x1b[2J\x07\r\n\u202e\x9b31m乙"


def _harmless(text: str) -> bool:
    return not [char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")]


def hostile() -> Finding:
    """A finding in which every text that comes from a file or its name holds control characters."""
    place = Place(f"catalogs/{_HOSTILE}/a.yaml", 1, 1, 1, 2)
    return Finding(_RULE, f"“{_HOSTILE}”不对。", place, (), f"“{_HOSTILE}”", "error", ((place, f"参见{_HOSTILE}"),))


@pytest.mark.parametrize("source", [lambda path: [], lambda path: [_HOSTILE]], ids=["no excerpt", "excerpt"])
def test_control_characters_never_reach_the_terminal(source: Source) -> None:
    assert _harmless(text_report([hostile()], source))
    assert _harmless(concise_report([hostile()]))


def test_a_line_is_a_line_whatever_a_file_is_called() -> None:
    assert concise_report([hostile()]).count("\n") == 1


def test_the_report_of_a_hostile_value(check: Check, tmp_path: Path) -> None:
    text = with_lines('公开方式: "\\e[31m红\\a\\n\\u202E"\n公开渠道: [政府网站, "\\e]0;标题\\a"]')
    found = check(catalogue=text)
    assert [finding.rule.code for finding in found] == ["GW301", "GW204"]
    assert {finding.place.path for finding in found} == {CATALOGUE_PATH}
    assert _harmless(text_report(found, lambda path: text.split("\n")))
