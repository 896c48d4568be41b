"""Summaries, rules explained, and what a build says."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import Golden
from gwcat.base.width import width
from gwcat.model.finding import Finding, Place, Rule
from gwcat.report.build import built, built_line, refused, timings
from gwcat.report.rules import rule_json, rule_list, rule_page, rules_markdown
from gwcat.report.summary import Summary
from gwcat.rules.engine import all_rules

_RULE = Rule("GW999", "测试规则", "error", "要求。", "为什么。", "出处")


def found(*severities: str) -> list[Finding]:
    return [Finding(_RULE, "不对。", Place("a.yaml"), severity=severity) for severity in severities]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ((), "检查了 2 个文件、5 个事项：没有发现问题。"),
        (("error",), "检查了 2 个文件、5 个事项：1 个错误，0 个警告。"),
        (("warning", "warning"), "检查了 2 个文件、5 个事项：0 个错误，2 个警告。"),
        (("error", "info"), "检查了 2 个文件、5 个事项：1 个错误，0 个警告，1 个提示。"),
        (("info",), "检查了 2 个文件、5 个事项：0 个错误，0 个警告，1 个提示。"),
    ],
)
def test_the_summary_in_one_sentence(severities: tuple[str, ...], sentence: str) -> None:
    assert Summary.of(found(*severities), files=2, items=5).sentence() == sentence


# Rules


def rule(code: str) -> Rule:
    return next(rule for rule in all_rules() if rule.code == code)


@pytest.mark.parametrize("code", ["GW001", "GW204", "GW102", "GW402"])
def test_rule_pages(golden: Golden, code: str) -> None:
    golden(f"report/rule-{code}.txt", rule_page(rule(code)))


def test_pages_show_the_samples_without_the_signs() -> None:
    for each in all_rules():
        page = rule_page(each)
        assert not re.search("[⟦⟧]", page)
        assert page.endswith("\n")
        assert (each.sample is not None) == ("\n错（" in page) == ("\n对（" in page)


def test_the_list_has_one_line_for_each_rule_in_aligned_columns() -> None:
    lines = rule_list(all_rules()).splitlines()
    assert [line[:5] for line in lines] == [each.code for each in all_rules()]
    starts = {width(line[: line.index(each.summary)]) for line, each in zip(lines, all_rules(), strict=True)}
    assert len(starts) == 1


def test_rules_for_programs() -> None:
    content = json.loads(rule_json(all_rules()))
    assert content["version"] == 1
    assert [record["code"] for record in content["rules"]] == [each.code for each in all_rules()]
    for record in content["rules"]:
        assert set(record) == {"code", "name", "severity", "summary", "why", "source", "bad", "good", "since"}
        assert record["bad"] is None or "⟦" not in record["bad"]


def test_one_rule_as_a_document() -> None:
    assert rules_markdown([_RULE]).endswith("\n## GW999 测试规则\n\n要求。（错误）\n\n- 为什么：为什么。\n- 出处：出处\n")


# Builds


@dataclass
class Result:
    """What a build knows of itself."""

    region: str = "莒南县"
    version: str = "2018.1"
    findings: list[Finding] = field(default_factory=list)
    archive: str = "莒南-2018.1-备案材料"
    files: int = 12
    bytes: int = 3_500_000
    rows: list[tuple[str, str, int, str]] = field(
        default_factory=lambda: [("社会救助", "县民政局、县财政局", 12, "山东2017"), ("城乡规划", "县住建局", 3, "国家2019")]
    )
    unshown: dict[tuple[str, str], int] = field(default_factory=dict)
    overfull: list[str] = field(default_factory=list)
    timings: list[tuple[str, float]] = field(default_factory=lambda: [("读取、校验", 0.0123), ("排表", 0.5)])
    unchanged: bool = False
    summary: Summary = field(init=False)

    def __post_init__(self) -> None:
        self.summary = Summary.of(self.findings, files=3, items=15)


_DIST = Path("dist/莒南/2018.1")


def test_a_build_ends_with_a_table(golden: Golden) -> None:
    golden("report/built.txt", built(Result(), _DIST))


def test_a_build_tells_findings_and_what_the_forms_do_not_show(golden: Golden) -> None:
    result = Result(
        findings=found("error", "warning", "warning"),
        unshown={("山东2017", "公开对象"): 4, ("山东2017", "备注"): 1, ("国家2019", "公开形式"): 2},
        overfull=["甲", "乙", "丙", "丁"],
        unchanged=True,
    )
    golden("report/built-findings.txt", built(result, _DIST))


def test_one_of_many_in_a_line() -> None:
    line = built_line(Result(findings=found("warning")), _DIST)
    assert line == "莒南县（2018.1）：2 个领域、15 个事项，12 个文件，0 个错误、1 个警告  dist/莒南/2018.1/\n"


def test_a_refused_build_shows_its_errors_only(golden: Golden) -> None:
    golden("report/refused.txt", refused(Result(findings=found("warning", "error")), lambda path: ["甲: 乙"], colour=False))


def test_timings_add_up() -> None:
    assert timings(Result()) == "莒南县用时：读取、校验 12 毫秒，排表 500 毫秒，合计 512 毫秒。\n"


def test_columns_are_aligned_by_display_width() -> None:
    table = [line for line in built(Result(), _DIST).split("\n")[2:6] if "─" not in line]
    assert len({width(line) - width(line.rsplit("  ", 1)[1]) for line in table}) == 1


_HOSTILE = "莒\x1b[2J\x07\u202e\r南"


@pytest.mark.parametrize(
    "result",
    [
        Result(region=_HOSTILE),
        Result(version=_HOSTILE),
        Result(rows=[(_HOSTILE, "县民政局", 1, "山东2017")]),
        Result(rows=[("社会救助", _HOSTILE, 1, "山东2017")]),
        Result(unshown={("山东2017", _HOSTILE): 1}),
        Result(overfull=[_HOSTILE]),
    ],
    ids=["region", "version", "domain", "unit", "unshown", "overfull"],
)
def test_control_characters_never_reach_the_terminal(result: Result) -> None:
    text = built(result, _DIST) + built_line(result, _DIST) + timings(result) + refused(result, lambda path: [], colour=False)
    assert [char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")] == []
