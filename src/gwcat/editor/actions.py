"""What can be done about findings: mend them, or keep them with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lsprotocol import types

from gwcat.base.errors import GwcatError
from gwcat.editor.desk import Desk, Sheet
from gwcat.editor.diagnostics import diagnostic, touches
from gwcat.model.finding import Edit, Finding
from gwcat.rules.ignores import UNEXPLAINED, may_be_ignored
from gwcat.source.edit import apply, edited
from gwcat.source.file import parse_file

FIX_ALL = "source.fixAll.gwcat"
_THERE = re.compile(r"(?<!\S)#\s*gwcat\s*[:：]\s*忽略\s*(?:GW\d{3}[,，、\s]*)*GW\d{3}", re.IGNORECASE)


def actions(desk: Desk, sheet: Sheet, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions for a stretch of an open file, the safest first."""
    found = desk.findings(sheet)
    start, end = (sheet.text.offset(at) for at in (params.range.start, params.range.end))
    here = [finding for finding in found if touches(finding, sheet, start, end)]
    only = params.context.only
    offered: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        fixes = sorted((finding for finding in here if finding.fix), key=lambda finding: not (finding.fix and finding.fix.safe))
        offered += [action for finding in fixes for action in _fixed(desk, sheet, finding)]
        offered += [action for finding in here for action in _ignored(desk, sheet, finding)]
    if _wanted(FIX_ALL, only):
        offered += _all_fixed(desk, sheet, found)
    return offered


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return only is None or any(f"{kind}.".startswith(f"{name}." if (name := _name(wanted)) else "") for wanted in only)


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _fixed(desk: Desk, sheet: Sheet, finding: Finding) -> Iterator[types.CodeAction]:
    fix = finding.fix
    if fix is None or not _reads_back(sheet, fix.edits):
        return
    title = fix.what if fix.safe else f"{fix.what}（请核对）"
    yield types.CodeAction(
        title=f"{finding.rule.code}：{title}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(desk, sheet, finding)],
        is_preferred=fix.safe,
        edit=_edit(desk, sheet, fix.edits),
    )


def _all_fixed(desk: Desk, sheet: Sheet, found: Sequence[Finding]) -> Iterator[types.CodeAction]:
    """Everything in the file that can be mended without a look."""
    edits = [edit for finding in found if finding.fix and finding.fix.safe for edit in finding.fix.edits]
    kept: list[Edit] = []
    for edit in sorted(set(edits)):  # of edits that overlap the first counts
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    if kept and _reads_back(sheet, kept):
        title = f"改正本文件里能放心改的 {len(kept)} 处"
        yield types.CodeAction(title=title, kind=FIX_ALL, edit=_edit(desk, sheet, kept))


def _reads_back(sheet: Sheet, edits: Sequence[Edit]) -> bool:
    try:
        edited(sheet.file, edits)
    except GwcatError:
        return False
    return True


def _ignored(desk: Desk, sheet: Sheet, finding: Finding) -> Iterator[types.CodeAction]:
    """The comment that keeps a finding silent. Its reason is left to whoever wants that; until then the comment is refused."""
    if not may_be_ignored(finding.rule.code) or not sheet.file.readable:
        return
    edit = next((edit for edit in _comments(sheet, finding) if _says_the_same(sheet, edit)), None)
    if edit is not None:
        yield types.CodeAction(
            title=f"忽略这一条 {finding.rule.code}（要写明理由）",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(desk, sheet, finding)],
            edit=_edit(desk, sheet, [edit]),
        )


def _comments(sheet: Sheet, finding: Finding) -> Iterator[Edit]:
    """Where the comment may stand: with a code that is ignored there already, behind the line, above it."""
    line = finding.place.line - 1
    text, start = sheet.text.line(line), sheet.text.start(line)
    if there := _THERE.search(text):
        yield Edit(start + there.end(), start + there.end(), f"、{finding.rule.code}")
        return
    comment = f"# gwcat: 忽略 {finding.rule.code} {UNEXPLAINED}"
    behind = start + len(text.rstrip())
    yield Edit(behind, start + len(text), f"  {comment}")
    indent = text[: len(text) - len(text.lstrip(" "))]
    yield Edit(start, start, f"{indent}{comment}\n")


def _says_the_same(sheet: Sheet, edit: Edit) -> bool:
    """Whether the file reads as before: in a text over several lines a comment would become part of it."""
    again = parse_file(sheet.path, apply(sheet.file.text, [edit]))
    return again.readable and again.tree == sheet.file.tree and len(again.findings) == len(sheet.file.findings)


def _edit(desk: Desk, sheet: Sheet, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    changes = [types.TextEdit(sheet.text.range(edit.start, edit.end), edit.text) for edit in edits]
    if not desk.versioned:
        return types.WorkspaceEdit(changes={sheet.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=sheet.uri, version=sheet.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])
