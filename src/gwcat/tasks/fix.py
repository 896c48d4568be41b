"""Mend what can be mended: span edits in the source files, everything else untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from gwcat.base.errors import storage_error
from gwcat.filing.swap import write_file
from gwcat.model.finding import Finding
from gwcat.source.edit import edited, file_bytes
from gwcat.source.file import load_file
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_paths

_ROUNDS = 5  # a fix may make another one possible


@dataclass
class Fixed:
    """What was mended: for each file how many places, and the difference in unified form."""

    counts: dict[str, int] = field(default_factory=dict)
    diffs: dict[str, str] = field(default_factory=dict)


def fix(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path], *, unsafe: bool, write: bool = True) -> Fixed:
    """Make the safe edits of all findings of the named regions and paths, with `unsafe` the others too.

    Without `write` nothing is written and the difference is what would be. Files are read again before each round, so that
    no edit meets a text that it was not made for. Raises GwcatError, with the other files mended, if an edited file would
    not read back.
    """
    result = Fixed()
    for _ in range(_ROUNDS if write else 1):
        findings, _summary = check_paths(workspace, counties, paths)
        if not _round(workspace, findings, result, unsafe=unsafe, write=write):
            break
    return result


def _round(workspace: Workspace, findings: Sequence[Finding], result: Fixed, *, unsafe: bool, write: bool) -> bool:
    """One round over all files; whether anything was mended."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix and (finding.fix.safe or unsafe):
            by_file.setdefault(finding.place.path, []).append(finding)
    for path, found in by_file.items():
        file = load_file(workspace.root, path)
        text = edited(file, [edit for finding in found if finding.fix for edit in finding.fix.edits])
        if text == file.text:
            continue
        result.counts[path] = result.counts.get(path, 0) + len(found)
        result.diffs[path] = result.diffs.get(path, "") + _difference(path, file.text, text)
        if write:
            _write(workspace.root / path, text)
    return bool(by_file)


def _write(path: Path, text: str) -> None:
    try:
        data = file_bytes(path, text)
    except OSError as error:
        raise storage_error(error, f"读取“{path}”") from error
    write_file(path, data)


def _difference(path: str, old: str, new: str) -> str:
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), path, path, n=0)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
