"""gwcat.yaml, ignores with a reason, and the baseline: what they silence, and what nothing can silence."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from conftest import CATALOGUE, CATALOGUE_PATH, Check, Run, write_files
from gwcat.base.errors import GwcatError
from gwcat.model.finding import Finding
from gwcat.rules.baseline import baseline_text, beyond, read_baseline
from gwcat.rules.engine import rules_by_code
from gwcat.rules.settings import Settings, read_settings
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths

WRONG = CATALOGUE.replace("[政府网站, 公开查阅点", "[政府网战, 公开查阅点")
PERSONAL = CATALOGUE + "    咨询电话: 13800000000\n"


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule.code, finding.severity) for finding in findings]


def judged(check: Check, settings: str, catalogue: str = WRONG) -> list[tuple[str, str]]:
    return codes(check(catalogue=catalogue, files={"gwcat.yaml": settings}))


def test_a_severity_is_set_otherwise(check: Check) -> None:
    assert ("GW204", "error") in codes(check(catalogue=WRONG))
    assert ("GW204", "warning") in judged(check, "规则: {GW204: 警告}\n")
    assert not {code for code, _ in judged(check, "规则:\n  GW204: 关闭\n")} & {"GW204"}


def test_a_milder_finding_stays_mild(check: Check) -> None:
    """Missing elements of what is not verified are warnings, whatever severity the rule gets."""
    catalogue = CATALOGUE.replace("    公开时限: 制定或获取信息之日起10个工作日内，公示7个工作日\n", "") + "    核实: 否\n"
    assert judged(check, "规则: {GW101: 错误}\n", catalogue) == [("GW101", "warning")]
    assert judged(check, "规则: {GW101: 提示}\n", catalogue) == [("GW101", "info")]


FAULTS = {
    "unknown key": ("规责: {}\n", "规责"),
    "unknown rule": ("规则: {GW998: 警告}\n", "GW998"),
    "unknown severity": ("规则: {GW204: 严重}\n", "严重"),
    "what cannot be softened": ("规则: {GW501: 关闭}\n", "GW501"),
    "what could not be read": ("规则: {GW005: 警告}\n", "GW005"),
    "unknown threshold": ("阈值: {最长: 3}\n", "最长"),
    "no number": ("阈值: {主动公开最长工作日: 二十}\n", "二十"),
    "zero": ("阈值: {主动公开最长工作日: 0}\n", "0"),
    "a list": ("规则: [GW204]\n", "规则"),
    "a list inside": ("规则: {GW204: [警告]}\n", "GW204"),
    "a baseline that is no name": ("基线: [甲]\n", "基线"),
}


@pytest.mark.parametrize(("text", "named"), FAULTS.values(), ids=FAULTS)
def test_faults_of_the_settings_are_findings(text: str, named: str, check: Check) -> None:
    (fault,) = [finding for finding in check(files={"gwcat.yaml": text}) if finding.place.path == "gwcat.yaml"]
    assert fault.rule.code == "GW031"
    assert named in fault.message
    assert fault.help


def test_settings_that_cannot_be_read_are_told(check: Check) -> None:
    assert ("GW005", "error") in judged(check, "规则: [\n", CATALOGUE)


def test_thresholds(tmp_path: Path) -> None:
    write_files(tmp_path, {"gwcat.yaml": "阈值: {主动公开最长工作日: 10}\n"})
    assert read_settings(tmp_path, rules_by_code()).threshold("主动公开最长工作日") == 10
    assert Settings().threshold("主动公开最长工作日") == 20


def with_comment(comment: str) -> str:
    return WRONG.replace("{其他: 国家企业信用信息公示系统}]", f"{{其他: 国家企业信用信息公示系统}}] {comment}")


def test_an_ignore_with_its_reason(check: Check) -> None:
    assert check(catalogue=with_comment("# gwcat: 忽略 GW204 旧称，随网站改版一并改")) == [
        finding for finding in check(catalogue=WRONG) if finding.rule.code != "GW204"
    ]


@pytest.mark.parametrize("comment", ["# gwcat：忽略 gw204，GW204 旧称", "#gwcat: 忽略GW204、gw204：旧称"])
def test_several_codes_in_any_width(comment: str, check: Check) -> None:
    assert codes(check(catalogue=with_comment(comment))) == []


def test_an_ignore_on_a_line_of_its_own_speaks_of_the_next(check: Check) -> None:
    text = WRONG.replace("    公开渠道:", "    # gwcat: 忽略 GW204 旧称\n    # 别的话\n    公开渠道:")
    assert codes(check(catalogue=text)) == []


def test_an_ignore_for_the_whole_file(check: Check) -> None:
    twice = WRONG.replace("公开对象: 全社会", "公开对象: 社会公众")
    assert codes(check(catalogue=twice)) == [("GW204", "error"), ("GW302", "error")]
    assert codes(check(catalogue=f"# gwcat: 忽略整个文件 GW204、GW302 旧称\n{twice}")) == []


def test_an_ignore_elsewhere_silences_nothing_and_is_told(check: Check) -> None:
    found = codes(check(catalogue=f"# gwcat: 忽略 GW204 旧称\n{WRONG}"))
    assert ("GW204", "error") in found
    assert ("GW033", "warning") in found


@pytest.mark.parametrize("comment", ["# gwcat: 忽略 GW204", "# gwcat: 忽略 旧称", "# gwcat: 忽略 GW204 GW998 旧称"])
def test_an_ignore_without_reason_or_code(comment: str, check: Check) -> None:
    found = codes(check(catalogue=with_comment(comment)))
    assert ("GW032", "error") in found
    assert ("GW204", "error") in found


def test_personal_data_cannot_be_ignored(check: Check) -> None:
    text = PERSONAL.replace("13800000000", "13800000000 # gwcat: 忽略 GW501 是假的")
    assert {("GW501", "error"), ("GW033", "warning")} <= set(codes(check(catalogue=text)))


def test_a_baseline_keeps_the_old_silent(workspace: Path) -> None:
    write_files(workspace, {CATALOGUE_PATH: WRONG})
    old = check_paths(Workspace(workspace), (), ())[0]
    write_files(workspace, {"基线.json": baseline_text(old), "gwcat.yaml": "基线: 基线.json\n"})
    assert check_paths(Workspace(workspace), (), ())[0] == []
    write_files(workspace, {CATALOGUE_PATH: f"# 一行\n{WRONG}".replace("公开查阅点", "公开查阅殿")})
    (new,) = check_paths(Workspace(workspace), (), ())[0]
    assert "公开查阅殿" in new.message


def test_of_equal_findings_only_the_old_number_is_silent(check: Check) -> None:
    findings = check(catalogue=WRONG)
    known = Counter(json.loads(baseline_text(findings[:1]))["findings"])
    assert beyond([findings[0], findings[0], *findings[1:]], known) == findings


def test_what_cannot_be_softened_is_in_no_baseline(check: Check) -> None:
    findings = check(catalogue=PERSONAL)
    assert json.loads(baseline_text(findings))["findings"] == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "findings": {}}', '{"version": 1, "findings": [1]}'])
def test_a_damaged_baseline_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "基线.json").write_text(text)
    with pytest.raises(GwcatError, match="基线"):
        read_baseline(tmp_path / "基线.json")


def test_a_missing_baseline_is_told(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"gwcat.yaml": "基线: 没有.json\n"})
    done = gwcat("validate", cwd=workspace)
    assert (done.returncode, "没有.json" in done.stderr) == (2, True)


def test_a_changed_setting_is_seen_by_the_next_build(workspace: Path, gwcat: Run) -> None:
    assert "已写入" in gwcat("build", cwd=workspace).stdout
    assert "与上次相同" in gwcat("build", cwd=workspace).stdout
    write_files(workspace, {"gwcat.yaml": "规则: {GW305: 错误}\n"})
    assert "已写入" in gwcat("build", cwd=workspace).stdout
