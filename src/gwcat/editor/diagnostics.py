"""Findings as an editor shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from gwcat.editor.desk import Desk, Sheet
from gwcat.model.finding import SEVERITY_NAMES, Finding, Place
from gwcat.source.file import SourceFile

SOURCE = "gwcat"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnostics(desk: Desk, sheet: Sheet) -> list[types.Diagnostic]:
    """All findings of an open file."""
    return [diagnostic(desk, sheet, finding) for finding in desk.findings(sheet)]


def diagnostic(desk: Desk, sheet: Sheet, finding: Finding) -> types.Diagnostic:
    """One finding, with its remedy behind its words."""
    related = list(_related(desk, sheet, finding)) if finding.related else None
    message = f"{finding.message}\n改法：{finding.help}" if finding.help else finding.message
    return types.Diagnostic(
        range=sheet.text.of_place(finding.place),
        message=message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule.code,
        source=SOURCE,
        related_information=related,
    )


def _related(desk: Desk, sheet: Sheet, finding: Finding) -> Iterator[types.DiagnosticRelatedInformation]:
    for place, words in finding.related:
        if (location := location_of(desk, sheet, place)) is not None:
            yield types.DiagnosticRelatedInformation(location, words)


def location_of(desk: Desk, sheet: Sheet, place: Place) -> types.Location | None:
    """A place of the workspace as an editor finds it."""
    view = desk.view(sheet)
    if sheet.root is None or view is None:
        return None
    file = view.file(place.path) or SourceFile(place.path)
    uri, text = desk.text(sheet.root, file)
    return types.Location(uri, text.of_place(place))


def heading(finding: Finding) -> str:
    """Code, name and severity of a finding."""
    return f"{finding.rule.code} {finding.rule.name}（{SEVERITY_NAMES[finding.severity]}）"


def touches(finding: Finding, sheet: Sheet, start: int, end: int) -> bool:
    """Whether a finding is about a stretch of the text."""
    first, last = sheet.text.offsets(finding.place)
    return first <= end and start <= last
