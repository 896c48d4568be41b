"""Findings as JUnit XML: always well-formed, with the names and words that GitLab and Jenkins show."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import CATALOGUE_PATH, REGION_PATH, Check, Golden
from gwcat.model.finding import Finding, Place, Rule, Severity
from gwcat.report.junit import junit_report
from items import with_lines

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。")
_OTHER = Rule("GW998", "别的规则", "warning", "要求。", "为什么。")
_PATH = "catalogs/莒南/社会救助/县民政局.yaml"
_FAULTY = with_lines("公开期限: 每年\n公开渠道: [政府网站, 村口大树, 村口水井]\n公开主体: 天文台")


def found(
    message: str = "这里不对。", place: Place | None = None, severity: Severity = "error", rule: Rule = _RULE, help: str = ""
) -> Finding:
    return Finding(rule, message, place or Place(_PATH, 3, 5, 3, 9), (), help, severity)


def nothing(_: str) -> list[str]:
    return []


def parsed(findings: Sequence[Finding], files: Sequence[str] = (), *, strict: bool = False, prefix: str = "") -> etree._Element:
    """The document, whose counts must be right."""
    text = junit_report(findings, files, nothing, strict=strict, prefix=prefix)
    assert "<!" not in text
    root = etree.fromstring(text.encode())
    for element in root.iter("testsuites", "testsuite"):
        counts = {name: len(list(element.iter(tag))) for name, tag in _COUNTED.items()}
        assert {name: int(element.get(name)) for name in _COUNTED} == counts
    return root


_COUNTED = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}


def outcomes(root: etree._Element) -> Counter[str]:
    """How many tests passed, failed and were skipped."""
    return Counter(case[0].tag if len(case) else "passed" for case in root.iter("testcase"))


def test_a_whole_report(golden: Golden, check: Check) -> None:
    lines = _FAULTY.split("\n")
    golden("report/junit.xml", junit_report(check(catalogue=_FAULTY), [REGION_PATH, CATALOGUE_PATH], lambda path: lines))


def test_a_file_is_a_suite_and_a_clean_one_a_test_passed() -> None:
    root = parsed([found()], ["catalogs/莒南/region.yaml", _PATH])
    assert [suite.get("name") for suite in root] == ["catalogs/莒南/region.yaml", _PATH]
    assert outcomes(root) == {"passed": 1, "failure": 1}


def test_nothing_at_all_is_a_document_too() -> None:
    assert len(parsed([])) == 0


def test_a_file_that_was_not_announced_has_its_suite_too() -> None:
    assert [suite.get("name") for suite in parsed([found()])] == [_PATH]


# Tests: one for each rule that a file breaks


def test_a_rule_is_one_test_however_often_it_is_broken() -> None:
    findings = [found("甲。"), found("乙。"), found("丙。", rule=_OTHER, severity="warning"), found("丁。", Place("dist.yaml"))]
    root = parsed(findings)
    assert outcomes(root) == {"failure": 2, "skipped": 1}
    first = next(root.iter("failure"))
    assert first.get("message") == "甲。（共 2 处）"
    assert "甲。" in first.text
    assert "乙。" in first.text


def test_no_two_tests_have_the_same_name(check: Check) -> None:
    paths = [CATALOGUE_PATH, CATALOGUE_PATH.replace(".yaml", ".yml"), "catalogs/a.b/c.yaml", "catalogs/a/b/c.yaml"]
    findings = [found(rule=rule, place=Place(path)) for path in paths for rule in (_RULE, _OTHER)]
    names = [(case.get("classname"), case.get("name")) for case in parsed(findings).iter("testcase")]
    assert len(set(names)) == len(names) == 8


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("catalogs/莒南/社会救助/县民政局.yaml", "catalogs.莒南.社会救助.县民政局"),
        ("catalogs/莒南/region.yaml", "catalogs.莒南.region"),
        ("catalogs/甲/乙.yml", "catalogs.甲.乙_yml"),
        ("catalogs/甲/2018.1.yaml", "catalogs.甲.2018_1"),
    ],
)
def test_a_file_as_the_name_of_a_class(path: str, name: str) -> None:
    (case,) = parsed([], [path]).iter("testcase")
    assert (case.get("classname"), case.get("file")) == (name, path)


def test_files_are_named_from_the_root_of_the_repository() -> None:
    (case,) = parsed([found()], prefix="政务/").iter("testcase")
    assert case.get("file") == f"政务/{_PATH}"
    assert case.getparent().get("name") == _PATH


@pytest.mark.parametrize(
    ("severities", "strict", "outcome"),
    [
        (("error",), False, "failure"),
        (("warning",), False, "skipped"),
        (("info",), False, "skipped"),
        (("warning", "error"), False, "failure"),
        (("warning",), True, "failure"),
        (("info",), True, "skipped"),
    ],
)
def test_what_fails_is_what_the_exit_code_says(severities: tuple[Severity, ...], strict: bool, outcome: str) -> None:
    root = parsed([found(severity=severity) for severity in severities], strict=strict)
    assert outcomes(root) == {outcome: 1}


def test_the_words_are_those_of_the_text_report() -> None:
    text = junit_report([found("“甲”不对。", help="请改。")], [], lambda path: ["", "", "键:  甲乙丙丁"])
    (failure,) = etree.fromstring(text.encode()).iter("failure")
    assert failure.text == f"{_PATH}:3:5: 错误 GW999 “甲”不对。\n   3 │ 键:  甲乙丙丁\n     │      ^^^^^^^^\n     = 改法：请改。"


# Well-formed, whatever the files say

_ANY = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'\r\n\t\x00\x1b\ufffe\uffff\ud800]")))


@given(message=_ANY, path=_ANY.filter(bool), help=_ANY)
def test_any_text_gives_a_well_formed_document(message: str, path: str, help: str) -> None:
    root = parsed([found(message, Place(path), help=help)], [path, "b.yaml"])
    assert outcomes(root) == {"failure": 1, "passed": 1}


_HOSTILE = ["]]><x/>", "<!DOCTYPE a><a>&b;</a>", "甲\ud800\x00\x1b[31m\ufffe乙\u202e", "\"甲' & <乙>"]


@pytest.mark.parametrize("text", _HOSTILE, ids=["CDATA", "entity", "control", "quotes"])
def test_hostile_text_stays_text(text: str) -> None:
    (failure,) = parsed([found(text, Place(f"{text}.yaml"))]).iter("failure")
    assert len(failure) == 0
    shown = failure.get("message")
    assert [char for char in shown + failure.text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"] == []
    if text.isprintable():
        assert shown == text


def test_line_breaks_in_a_message_survive() -> None:
    (failure,) = parsed([found("第一行\n第二行")]).iter("failure")
    assert failure.get("message") == "第一行\n第二行"
