"""Put source files into the canonical layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from io import StringIO
from pathlib import Path

from gwcat.base.errors import GwcatError, storage_error
from gwcat.filing.swap import write_file
from gwcat.model.finding import Finding
from gwcat.source.canonical import canonical
from gwcat.source.file import load_file
from gwcat.source.layout import CATALOGS, FLOWS, RECORD_FILE, REGION_FILE, REVIEW_FILE, SUFFIXES
from gwcat.source.loading import ATTACHMENTS
from gwcat.source.schema import Kind
from gwcat.source.workspace import Workspace


@dataclass
class Formatted:
    """What became of the files: how many were looked at, which are changed and how, which were left alone and why."""

    files: int = 0
    diffs: dict[str, str] = field(default_factory=dict)  # path -> the difference in unified form
    unread: list[Finding] = field(default_factory=list)
    faults: list[GwcatError] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        """How many files were left alone because they could not be read or brought into the layout."""
        return len({finding.place.path for finding in self.unread}) + len(self.faults)


def format_files(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path], *, write: bool = True) -> Formatted:
    """Format the files of the named regions and those at or below `paths`; all files if nothing is named.

    Without `write` nothing is written. A file that cannot be read, or would not read back the same, is left alone.
    Raises GwcatError for an unknown region, for a path where there is no source file, and when a file cannot be written.
    """
    wanted = dict.fromkeys(_wanted(workspace, counties, paths))
    if not wanted:
        written = f"{RECORD_FILE} 由 gwcat resolve --accept 写成，{REVIEW_FILE} 由 gwcat review --accept 写成，不整理"
        hint = f"请指定 {CATALOGS}/<地区>/ 下的 .yaml 文件或文件夹；{written}。"
        raise GwcatError("没有可以整理的文件。", hint=hint)
    result = Formatted(len(wanted))
    for path in wanted:
        _format(workspace.root, path, result, write=write)
    return result


def _format(root: Path, path: str, result: Formatted, *, write: bool) -> None:
    file = load_file(root, path)
    if file.findings or not file.readable:
        result.unread += file.findings
        return
    try:
        text = canonical(file, kind_of(path))
    except GwcatError as fault:
        result.faults.append(fault)
        return
    target = (root / path).resolve()
    try:
        old = target.read_bytes()
    except OSError as error:
        raise storage_error(error, f"读取“{path}”") from error
    if old == text.encode():
        return
    result.diffs[path] = _difference(path, old.decode("utf-8", "replace"), text)
    if write:
        write_file(target, text.encode())


def kind_of(path: str) -> Kind | None:
    """The schema that a file follows by its place; none for the contents of attachments."""
    parts = path.split("/")[2:]
    if parts == [REGION_FILE]:
        return "region"
    if parts[0] == FLOWS and len(parts) == 2:
        return "flow"
    return None if parts[0] == ATTACHMENTS and len(parts) > 1 else "catalogue"


def _wanted(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path]) -> Iterator[str]:
    """Paths of all files that are asked for, relative to the workspace; records are nobody's to lay out."""
    named = [workspace.catalogs / workspace.resolve(name) for name in counties]
    given = [_inside(workspace, path) for path in paths]
    for place in [*named, *given] or [workspace.catalogs]:
        found = [place] if place.is_file() else _below(place)
        for path in found:
            parts = path.relative_to(workspace.catalogs).parts
            if len(parts) > 1 and parts[1:] not in ((RECORD_FILE,), (REVIEW_FILE,)) and parts[0] in workspace.region_folders:
                yield "/".join((CATALOGS, *parts))


def _below(folder: Path) -> list[Path]:
    """All source files below a folder, sorted; hidden files and folders and those of editors are left out."""
    try:
        found = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    except OSError as error:
        raise storage_error(error, "读取文件夹") from error
    return sorted(path for path in found if not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts))


def _inside(workspace: Workspace, path: Path) -> Path:
    """A given path, which must be a source file or a folder of `catalogs/`, or a folder that holds it."""
    full = path.resolve()
    if not full.exists():
        raise GwcatError(f"没有“{path}”这个文件或文件夹。", hint="请检查路径是否写对。")
    if workspace.catalogs.is_relative_to(full):
        return workspace.catalogs
    if not full.is_relative_to(workspace.catalogs):
        raise GwcatError(f"“{path}”不在 {workspace.catalogs} 里。", hint=f"请指定 {CATALOGS}/ 下的文件或文件夹。")
    if full.is_file() and full.suffix.lower() not in SUFFIXES:
        raise GwcatError(f"“{path}”不是目录源文件。", hint="请指定 .yaml 文件或文件夹。")
    return full


def _difference(path: str, old: str, new: str) -> str:
    lines = unified_diff(_lines(old), _lines(new), path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text with their LF; a CR in front of it is part of the line."""
    return list(StringIO(text, newline="\n"))
