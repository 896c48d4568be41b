"""Findings for programs: JSON with a version number."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from gwcat.model.finding import Finding, Fix, data_path_text
from gwcat.report.summary import Summary

VERSION = 1
_RAW = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def json_report(findings: Sequence[Finding], summary: Summary) -> str:
    """The document described in the command's contract; `fix` is null where there is no safe edit."""
    content = {"version": VERSION, "findings": [], "summary": summary.as_dict()}
    frame = json.dumps(content, ensure_ascii=False, indent=1)
    if not findings:
        return f"{frame}\n"
    # Finding by finding: the records of a whole country at once would take several times the memory of their text.
    listed = ",\n".join(_indented(escaped(json.dumps(finding_record(each), ensure_ascii=False, indent=1))) for each in findings)
    before, after = frame.split("[]", 1)
    return f"{before}[\n{listed}\n ]{after}\n"


def _indented(text: str) -> str:
    """A record two levels deep; no line break stands inside a JSON text."""
    return "  " + text.replace("\n", "\n  ")


def escaped(text: str) -> str:
    """JSON that reaches every terminal and every decoder whole: control and half characters as `\\u` escapes."""
    return _RAW.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding under the keys of the contract."""
    place = finding.place
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity,
        "message": finding.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "data_path": data_path_text(finding.data_path),
        "help": finding.help,
        "fix": _fix(finding.fix),
        "related": [
            {"path": other.path, "line": other.line, "column": other.column, "message": words} for other, words in finding.related
        ],
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    """How to mend it: offsets count characters of the file's text without BOM."""
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"what": fix.what, "safe": fix.safe, "edits": edits}
