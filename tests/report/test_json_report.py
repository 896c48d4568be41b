"""Findings for programs: the contract of `gwcat validate --format json`, version 1."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CATALOGUE_PATH, Check
from gwcat.model.finding import Finding, Place, Rule, data_path_text
from gwcat.report.json import VERSION, finding_record, json_report
from gwcat.report.summary import Summary
from items import with_lines

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。")
_CONTRACT = {
    "code",
    "name",
    "severity",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "data_path",
    "help",
    "fix",
}


def parsed(findings: list[Finding]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json_report(findings, Summary.of(findings, files=2, items=3)))
    return content


def test_the_document_has_the_keys_of_the_contract(check: Check) -> None:
    content = parsed(check(catalogue=with_lines("公开时限:\n公开对象: 群众")))
    assert list(content) == ["version", "findings", "summary"]
    assert content["version"] == VERSION == 1
    assert set(content["summary"]) == {"files", "items", "errors", "warnings", "infos"}
    for record in content["findings"]:
        assert set(record) >= _CONTRACT


def test_a_record_says_everything_of_a_finding(check: Check) -> None:
    (finding,) = check(catalogue=with_lines("公开渠道: [政府网站, 村口大树]"))
    record = finding_record(finding)
    assert {key: record[key] for key in _CONTRACT} == {
        "code": "GW204",
        "name": "公开渠道未登记",
        "severity": "error",
        "message": "“村口大树”不是样表的公开渠道。",
        "path": CATALOGUE_PATH,
        "line": 16,
        "column": 18,
        "end_line": 16,
        "end_column": 22,
        "data_path": "事项[0].公开渠道[1]",
        "help": "样表没有的渠道写成 {其他: 村口大树}。",
        "fix": None,
    }


def test_lines_and_columns_begin_with_one() -> None:
    record = finding_record(Finding(_RULE, "不对。", Place("a.yaml"), ()))
    assert [record[key] for key in ("line", "column", "end_line", "end_column")] == [1, 1, 1, 1]


def test_severity_is_the_finding_s_not_the_rule_s() -> None:
    assert finding_record(Finding(_RULE, "不对。", Place("a.yaml"), (), "", "warning"))["severity"] == "warning"


def test_paths_are_relative_with_slashes(check: Check) -> None:
    for record in parsed(check(catalogue=with_lines("公开时限:")))["findings"]:
        assert record["path"] == CATALOGUE_PATH


def test_related_places_have_places_of_their_own() -> None:
    finding = Finding(_RULE, "不对。", Place("a.yaml"), (), "", "error", ((Place("b.yaml", 2, 3, 2, 4), "先用的"),))
    assert finding_record(finding)["related"] == [{"path": "b.yaml", "line": 2, "column": 3, "message": "先用的"}]


def test_nothing_found_is_an_empty_list() -> None:
    content = parsed([])
    assert content["findings"] == []
    assert content["summary"] == {"files": 2, "items": 3, "errors": 0, "warnings": 0, "infos": 0}


def test_the_summary_counts_by_severity() -> None:
    place = Place("a.yaml")
    findings = [Finding(_RULE, "甲", place, severity=severity) for severity in ("error", "error", "warning", "info")]
    assert parsed(findings)["summary"] == {"files": 2, "items": 3, "errors": 2, "warnings": 1, "infos": 1}


def test_chinese_stays_readable() -> None:
    assert "测试规则" in json_report([Finding(_RULE, "甲", Place("a.yaml"))], Summary.of([], files=1, items=1))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_and_no_control_character_is_written(message: str, path: str) -> None:
    text = json_report([Finding(_RULE, message, Place(path))], Summary.of([], files=1, items=1))
    record = json.loads(text)["findings"][0]
    assert (record["message"], record["path"]) == (message, path)
    assert [char for char in text if unicodedata.category(char) == "Cc" and char != "\n"] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("领域",), "领域"),
        (("事项", 3, "公开渠道", 0), "事项[3].公开渠道[0]"),
        (("事项", 0, "公开渠道", 1, "其他"), "事项[0].公开渠道[1].其他"),
        ((0, "甲"), "[0].甲"),
    ],
)
def test_data_paths(path: tuple[str | int, ...], text: str) -> None:
    assert data_path_text(path) == text
