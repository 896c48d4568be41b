"""Findings as workflow commands of GitHub Actions, and the summary of a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gwcat.base.width import visible
from gwcat.model.finding import SEVERITIES, SEVERITY_NAMES, Finding
from gwcat.report.summary import Summary
from gwcat.report.text import head

SUMMARY_BYTES = 1 << 20  # what GitHub takes as the summary of one step
_SHOWN = 10  # annotations of one level that GitHub takes from one step
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_MARKS = str.maketrans({char: f"&#{ord(char)};" for char in "\\`*_[]|~$<>&@#"})
_ROOM_TO_END = 200


def github_report(findings: Sequence[Finding], prefix: str = "") -> str:
    """Annotations, as many as are shown, errors first; then every finding in a line of the log.

    `prefix` leads from the root of the repository to the workspace (`政务/`).
    """
    if not findings:
        return ""
    shown = _shown(findings)
    lines = [_annotation(finding, prefix) for finding in shown]
    if len(shown) < len(findings):
        rest = len(findings) - len(shown)
        words = f"共 {len(findings)} 个问题，标注了 {len(shown)} 个；其余 {rest} 个见这一步的日志和摘要。"
        lines.append(f"::notice title=gwcat::{_data(words)}")
    lines.append(f"全部 {len(findings)} 个问题：")
    return "".join(f"{line}\n" for line in (*lines, *map(_log_line, findings)))


def _shown(findings: Sequence[Finding]) -> list[Finding]:
    """The findings to annotate; if some are left out, one notice less, for the sentence that says so."""
    by_level = [[finding for finding in findings if finding.severity == severity] for severity in SEVERITIES]
    spare = int(any(len(found) > _SHOWN for found in by_level))
    return [
        finding
        for severity, found in zip(SEVERITIES, by_level, strict=True)
        for finding in found[: _SHOWN - spare if severity == "info" else _SHOWN]
    ]


def _annotation(finding: Finding, prefix: str) -> str:
    place = finding.place
    end_line = max(place.line, place.end_line)
    properties = {"file": prefix + place.path, "line": place.line, "endLine": end_line}
    if end_line == place.line:  # GitHub drops columns of a spot that goes over several lines
        properties |= {"col": place.column, "endColumn": max(place.column, place.end_column)}
    properties["title"] = f"{finding.rule.code} {finding.rule.name}"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    words = finding.message + (f"\n改法：{finding.help}" if finding.help else "")
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(words)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log_line(finding: Finding) -> str:
    """A finding and its remedy in one line, in which the runner finds no command."""
    remedy = f" 改法：{visible(finding.help.replace(chr(10), ' '), keep='')}" if finding.help else ""
    line = f"{head(finding)}{remedy}".replace("##[", "## [")
    return f"./{line}" if line.lstrip().startswith("::") else line


def step_summary(findings: Sequence[Finding], summary: Summary, room: int = SUMMARY_BYTES) -> str:
    """A Markdown table of the findings, errors first, in at most `room` bytes; what is left out is counted."""
    text = f"### gwcat 校验\n\n{summary.sentence()}\n"
    if findings:
        text += "\n| 级别 | 规则 | 位置 | 问题 | 改法 |\n| --- | --- | --- | --- | --- |\n"
    rows = _rows(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
    room -= len(text.encode()) + _ROOM_TO_END
    if room < 0:
        return ""
    kept: list[str] = []
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            break
        kept.append(row)
    left = len(findings) - len(kept)
    end = f"\n另有 {left} 个问题放不下，见这一步的日志。\n" if left else ""
    return f"{text}{''.join(kept)}{end}\n"


def _rows(findings: Iterable[Finding]) -> Iterable[str]:
    for finding in findings:
        place, rule = finding.place, finding.rule
        where = f"{place.path}:{place.line}:{place.column}"
        cells = (SEVERITY_NAMES[finding.severity], f"{rule.code} {rule.name}", where, finding.message, finding.help)
        yield f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    return visible(text.replace("\n", " "), keep="").translate(_MARKS)
