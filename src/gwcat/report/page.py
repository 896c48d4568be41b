"""Findings as a page for the office: counted by unit and family, then listed unit by unit; the frame is `report.html`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from gwcat.model.finding import SEVERITIES, SEVERITY_NAMES, Finding, family
from gwcat.report.summary import Summary

_REGION = "地区文件"
Unshown = Mapping[tuple[str, str], int]


def page_values(
    findings: Sequence[Finding],
    summary: Summary,
    *,
    title: str,
    base_date: str = "",
    unshown: Unshown | None = None,
    statistics: str = "",
) -> dict[str, Any]:
    """What the frame of the report is filled with: units with the worst first, families and levels that there are.

    `statistics` is markup, of one region; it stands behind the findings.
    """
    several = len({_folder(finding) for finding in findings}) > 1
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(_unit(finding, several), []).append(finding)
    families = list(dict.fromkeys(family(code) for code in sorted({each.rule.code for each in findings})))
    units = sorted(by_unit.items(), key=lambda unit: (*_weight(unit[1]), unit[0]))
    return {
        "title": title,
        "base_date": base_date,
        "rules": _rules(findings),
        "families": [{"id": f"f{number}", "name": name} for number, name in enumerate(families)],
        "levels": [{"id": level, "name": SEVERITY_NAMES[level]} for level in SEVERITIES if _has(findings, level)],
        "units": [_section(number, name, found, families) for number, (name, found) in enumerate(units)],
        "unshown": [{"form": form, "key": key, "count": count} for (form, key), count in sorted((unshown or {}).items())],
        "statistics": statistics,
        **summary.as_dict(),
    }


def _folder(finding: Finding) -> str:
    parts = finding.place.path.split("/")
    return parts[1] if len(parts) > 2 else ""


def _unit(finding: Finding, several: bool) -> str:
    """The unit that a finding is for, by the file it is in; with its region where there are several."""
    parts = finding.place.path.split("/")
    name = parts[-1].rpartition(".")[0] or parts[-1]
    unit = name if len(parts) > 3 or name != "region" else _REGION
    return f"{parts[1]} {unit}" if several and len(parts) > 2 else unit


def _weight(findings: Sequence[Finding]) -> tuple[int, ...]:
    counts = Counter(finding.severity for finding in findings)
    return tuple(-counts[level] for level in SEVERITIES)


def _has(findings: Sequence[Finding], level: str) -> bool:
    return any(finding.severity == level for finding in findings)


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    counts = Counter((finding.rule, finding.severity) for finding in findings)
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": severity,
            "severity_name": SEVERITY_NAMES[severity],
            "count": count,
            "why": rule.why,
        }
        for (rule, severity), count in sorted(counts.items(), key=lambda entry: (entry[0][0].code, entry[0][1]))
    ]


def _section(number: int, name: str, findings: Sequence[Finding], families: Sequence[str]) -> dict[str, Any]:
    """One unit: its counts by family, and its findings by family."""
    by_family: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        by_family.setdefault(family(finding.rule.code), []).append(_row(finding))
    return {
        "id": f"u{number}",
        "name": name,
        "counts": [len(by_family.get(each, ())) for each in families],
        "total": len(findings),
        "families": [
            {"id": f"f{position}", "name": each, "rows": by_family[each], "only": _only(by_family[each])}
            for position, each in enumerate(families)
            if each in by_family
        ],
    }


def _only(rows: Sequence[Mapping[str, Any]]) -> str:
    """The level that all rows have; "" if they have several."""
    levels = {row["severity"] for row in rows}
    return levels.pop() if len(levels) == 1 else ""


def _row(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "file": place.path.removeprefix("catalogs/"),
        "place": f"{place.line}:{place.column}",
        "severity": finding.severity,
        "level": SEVERITY_NAMES[finding.severity],
        "code": finding.rule.code,
        "rule": finding.rule.name,
        "message": finding.message,
        "help": finding.help,
    }
