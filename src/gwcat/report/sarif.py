"""Findings as SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from gwcat import __version__
from gwcat.base.width import visible
from gwcat.model.finding import Finding, Fix, Place, Rule, data_path_text, family
from gwcat.report.rules import rule_page, rules_markdown
from gwcat.report.text import Source

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LONGEST = 1000  # characters of a message; services cut or refuse longer ones
_IDENTITY = re.compile(r"""(?:^|[\s{,"'-])(?:编号|对应)["']?\s*:\s*["']?([^"',}]+)""")
_QUOTED = re.compile("“([^“”]*)”")


def sarif_report(findings: Sequence[Finding], rules: Iterable[Rule], source: Source, prefix: str = "") -> str:
    """The log of one run: all `rules`, all findings, the files they are in.

    `prefix` leads from the root of the repository to the workspace (`政务/`). The same findings give the same text on any
    machine; control and broken characters become `·`.
    """
    known = {rule.code: rule for rule in (*rules, *(finding.rule for finding in findings))}
    indexes = {code: number for number, code in enumerate(known)}
    files = _Files(prefix)
    results = [
        _result(finding, indexes[finding.rule.code], print_, files)
        for finding, print_ in zip(findings, _fingerprints(findings, source), strict=True)
    ]
    run = {
        "tool": {"driver": _driver(known.values())},
        "language": "zh-CN",
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "仓库的根目录"}}},
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "defaultSourceLanguage": "yaml",
        "artifacts": [{"location": location} for location in files.locations()],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


# Rules


def _driver(rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "name": "gwcat",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": [_descriptor(rule) for rule in rules],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": f"{rule.summary}{rule.why}"},
        "help": {"text": rule_page(rule).rstrip(), "markdown": _section(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["政务公开", family(rule.code)],
            "problem.severity": "recommendation" if rule.severity == "info" else rule.severity,
        },
    }


def _section(rule: Rule) -> str:
    """What the document of rules says of one, without its heading."""
    return rules_markdown([rule]).partition("\n## ")[2].partition("\n\n")[2].rstrip()


# Results


class _Files:
    """The files that locations name, numbered in the order of their first mention."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._indexes: dict[str, int] = {}

    def location(self, path: str) -> dict[str, Any]:
        """The location of a file, which is an artifact from now on."""
        uri = _uri(self._prefix + path)
        return {"uri": uri, "uriBaseId": _ROOT, "index": self._indexes.setdefault(uri, len(self._indexes))}

    def locations(self) -> Iterator[dict[str, Any]]:
        """All of them by their numbers."""
        for uri, index in self._indexes.items():
            yield {"uri": uri, "uriBaseId": _ROOT, "index": index}


def _result(finding: Finding, rule_index: int, fingerprint: str, files: _Files) -> dict[str, Any]:
    """One finding."""
    location: dict[str, Any] = {"physicalLocation": _physical(finding.place, files)}
    if name := data_path_text(finding.data_path):
        location["logicalLocations"] = [{"fullyQualifiedName": visible(name, keep="")}]
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": {"gwcatFinding/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(place, files), "message": {"text": _escaped(words) or "参见"}}
            for number, (place, words) in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, finding.place, files)]
    if finding.help:
        result["properties"] = {"help": visible(finding.help)}
    return result


def _fix(fix: Fix, place: Place, files: _Files) -> dict[str, Any]:
    """How to mend it: stretches as offsets in characters, as findings know them."""
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": visible(edit.text)},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": files.location(place.path), "replacements": replacements}
    return {"description": {"text": _escaped(fix.what)}, "artifactChanges": [change]}


def _physical(place: Place, files: _Files) -> dict[str, Any]:
    start = place.line, place.column
    end = max(start, (place.end_line, place.end_column))
    region = {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
    return {"artifactLocation": files.location(place.path), "region": region}


def _message(finding: Finding) -> str:
    """What is wrong, and the remedy where it can be copied as it stands: braces, which SARIF wants doubled, cannot."""
    help = "" if set(finding.help) & set("{}") else finding.help
    text = _escaped(f"{finding.message}改法：{help}" if help else finding.message)
    return text or finding.rule.name


def _escaped(text: str) -> str:
    """Plain text of a message: no placeholders, no links, no control characters, not too long."""
    text = visible(text).strip()
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return text.replace("](", "] (").replace("{", "{{").replace("}", "}}")


def _uri(path: str) -> str:
    """A relative reference; the bytes of a name in another encoding are kept."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which no file name holds
        data = path.encode("utf-8", "replace")
    return quote(data, safe="/")


# Fingerprints


def _fingerprints(findings: Iterable[Finding], source: Source) -> Iterator[str]:
    """What stays the same when lines move and words are improved, equal ones counted.

    That is the rule, the file, the item, the keys, the text of the spot and the names that the message quotes.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        lines = source(finding.place.path)
        keys = (part for part in finding.data_path if isinstance(part, str))
        names = _QUOTED.findall(finding.message)
        about = (finding.rule.code, finding.place.path, _identity(finding, lines), _spot(finding.place, lines))
        text = "\0".join((*about, "/".join(keys), *names))
        digest = sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"


def _identity(finding: Finding, lines: Sequence[str]) -> str:
    """The item that a finding is about: the nearest 编号 or 对应 from its line upwards; empty outside of lists."""
    if not any(isinstance(part, int) for part in finding.data_path):
        return ""
    found = (_IDENTITY.search(line) for line in reversed(lines[: finding.place.line]))
    return next((match[1].strip() for match in found if match), "")


def _spot(place: Place, lines: Sequence[str]) -> str:
    """The text at a place, to the end of its first line."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return line[place.column - 1 : place.end_column - 1 if place.end_line == place.line else None]
