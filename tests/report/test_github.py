"""Findings as workflow commands: read back as GitHub's runner reads them; the summary of a step."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Check, Golden
from gwcat.model.finding import Finding, Place, Rule, Severity
from gwcat.report.github import SUMMARY_BYTES, github_report, step_summary
from gwcat.report.summary import Summary
from items import with_lines

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。")
_PATH = "catalogs/莒南/社会救助/县民政局.yaml"
_SIGNS = "100%、%0A、%25；a:b，c,d::error::e\n第二行"


def found(message: str = "这里不对。", place: Place | None = None, severity: Severity = "error", help: str = "") -> Finding:
    return Finding(_RULE, message, place or Place(_PATH, 3, 5, 3, 9), (), help, severity)


def many(errors: int, warnings: int = 0, infos: int = 0) -> list[Finding]:
    """Findings, each with a number of its own, mixed by severity as they are in a file."""
    counts: dict[Severity, int] = {"info": infos, "error": errors, "warning": warnings}
    kinds = [severity for severity, count in counts.items() for _ in range(count)]
    return [found(f"第{number}个。", Place(_PATH, number, 1, number, 2), kind) for number, kind in enumerate(kinds, 1)]


class Command(NamedTuple):
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str


def command_in(line: str) -> Command | None:
    """What the runner finds in a line of output: `::name a=b,c=d::data`, or the older `##[name]data` anywhere."""
    stripped = line.lstrip()
    if stripped.startswith("::") and "::" in stripped[2:]:
        head, _, data = stripped[2:].partition("::")
        name, _, properties = head.partition(" ")
        pairs = (each.split("=", 1) for each in properties.split(",") if each)
        return Command(name, {key: unescaped(value, colon=True) for key, value in pairs}, unescaped(data))
    if old := re.search(r"##\[([^\]]*)\](.*)", line):
        return Command(old[1], {}, old[2])
    return None


def unescaped(text: str, *, colon: bool = False) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if colon else ()), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def commands(report: str) -> list[Command]:
    return [command for line in report.splitlines() if (command := command_in(line))]


def test_a_whole_report(golden: Golden, check: Check) -> None:
    text = with_lines("公开期限: 每年\n公开时限:\n公开渠道: [政府网站, 村口大树]\n公开主体: 天文台\n公开对象: 群众")
    golden("report/github.txt", github_report(check(catalogue=text)))


def test_a_report_with_more_than_is_shown(golden: Golden) -> None:
    golden("report/github-many.txt", github_report(many(12, 2, 1)))


def test_nothing_found_is_nothing_said() -> None:
    assert github_report([]) == ""


# Annotations


def test_an_annotation_says_where_what_and_how_to_mend() -> None:
    (annotation,) = commands(github_report([found("不对。", help="请改。")]))
    assert annotation == Command(
        "error",
        {"file": _PATH, "line": "3", "endLine": "3", "col": "5", "endColumn": "9", "title": "GW999 测试规则"},
        "不对。\n改法：请改。",
    )


@pytest.mark.parametrize(("severity", "name"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_levels(severity: Severity, name: str) -> None:
    assert commands(github_report([found(severity=severity)]))[0].name == name


def test_a_spot_over_several_lines_has_no_columns() -> None:
    (annotation,) = commands(github_report([found(place=Place(_PATH, 3, 5, 7, 2))]))
    assert (annotation.properties["line"], annotation.properties["endLine"]) == ("3", "7")
    assert not {"col", "endColumn"} & set(annotation.properties)


def test_an_end_is_never_before_its_beginning() -> None:
    (annotation,) = commands(github_report([found(place=Place(_PATH, 12, 9))]))
    assert {annotation.properties[key] for key in ("line", "endLine")} == {"12"}
    assert {annotation.properties[key] for key in ("col", "endColumn")} == {"9"}


@pytest.mark.parametrize("path", ["catalogs/a b/c.yaml", "catalogs/100%/%3A.yaml", 'catalogs/"甲", 乙: 丙/a=b.yaml'])
def test_paths_and_words_survive_the_escapes(path: str) -> None:
    (annotation,) = commands(github_report([found(_SIGNS, Place(path), help=_SIGNS)], prefix="政务,公开/"))
    assert annotation.properties["file"] == f"政务,公开/{path}"
    assert annotation.data == f"{_SIGNS}\n改法：{_SIGNS}"


_ANY = st.text(st.one_of(st.characters(), st.sampled_from("%:,=\r\n#[]")))


@given(message=_ANY, path=_ANY.filter(bool), help=_ANY)
def test_whatever_is_found_is_one_command_and_one_line(message: str, path: str, help: str) -> None:
    report = github_report([found(message, Place(path), help=help)])
    lines = report.rstrip("\n").split("\n")
    assert len(lines) == 3
    assert [bool(command_in(line)) for line in lines] == [True, False, False]
    assert [char for char in report if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"] == []


@pytest.mark.parametrize("words", ["::error::甲", "##[add-mask]甲", "##[group]甲", " ::stop-commands::甲"])
def test_words_of_a_file_are_no_commands_in_the_log(words: str) -> None:
    report = github_report([found(words, Place(f"{words}/a.yaml"), help=words)])
    assert len(commands(report)) == 1


# Limits


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((3, 4, 2), (3, 4, 2)),
        ((10, 10, 10), (10, 10, 10)),
        ((11, 0, 0), (10, 0, 1)),
        ((230, 400, 50), (10, 10, 10)),
        ((0, 11, 10), (0, 10, 10)),
        ((0, 0, 11), (0, 0, 10)),
    ],
)
def test_no_more_annotations_than_are_shown(counts: tuple[int, int, int], shown: tuple[int, int, int]) -> None:
    names = [command.name for command in commands(github_report(many(*counts)))]
    assert tuple(names.count(name) for name in ("error", "warning", "notice")) == shown
    assert names == sorted(names, key=["error", "warning", "notice"].index)


def test_what_is_not_annotated_is_counted_last() -> None:
    last = commands(github_report(many(230, 5)))[-1]
    assert last.name == "notice"
    assert "共 235 个问题，标注了 15 个；其余 220 个" in last.data


def test_the_log_has_every_finding_in_its_order() -> None:
    report = github_report(many(230, 400, 50))
    log = report.split("全部 680 个问题：\n")[1].splitlines()
    assert [line.split(": ", 1)[0] for line in log] == [f"{_PATH}:{number}:1" for number in range(1, 681)]


# The summary of a step


def summary_of(findings: list[Finding], room: int = SUMMARY_BYTES) -> str:
    return step_summary(findings, Summary.of(findings, files=3, items=15), room)


def test_a_whole_summary(golden: Golden, check: Check) -> None:
    text = with_lines("公开期限: 每年\n公开时限:\n公开渠道: [政府网站, 村口|大树_]\n公开主体: 天文台")
    golden("report/github-summary.md", summary_of(check(catalogue=text)))


def test_a_summary_without_findings_has_no_table() -> None:
    assert summary_of([]) == "### gwcat 校验\n\n检查了 3 个文件、15 个事项：没有发现问题。\n\n"


def test_errors_come_first() -> None:
    rows = [line for line in summary_of(many(2, 2, 2)).splitlines() if "GW999" in line]
    assert [row[2:4] for row in rows] == ["错误", "错误", "警告", "警告", "提示", "提示"]


def test_signs_of_markdown_are_no_signs() -> None:
    (row,) = [line for line in summary_of([found("<b>|`*_[甲](乙)\\\n$x$")]).splitlines() if "GW999" in line]
    assert row.count("|") == 6
    assert not re.search(r"[<>`*_\[\]\\$]", row)


@pytest.mark.parametrize("room", [SUMMARY_BYTES, 5000, 1000, 700, 300, 100, 0, -5])
def test_a_summary_keeps_to_its_room_and_counts_what_is_left_out(room: int) -> None:
    text = summary_of(many(20_000), room)
    assert len(text.encode()) <= max(room, 0)
    if text:
        rows = text.count("GW999")
        assert f"另有 {20_000 - rows} 个问题放不下" in text


@given(message=_ANY, path=_ANY.filter(bool), help=_ANY)
def test_whatever_is_found_is_one_row(message: str, path: str, help: str) -> None:
    text = summary_of([found(message, Place(path), help=help)])
    assert text.count("\n") == 8
    assert text.splitlines()[-2].count("|") == 6
    assert [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"] == []
