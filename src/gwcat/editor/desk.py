"""The open files of an editor, and what is known of the regions that they belong to, as the files are being edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pygls import uris

from gwcat.base.errors import GwcatError
from gwcat.editor.text import Text
from gwcat.forms.library import Library
from gwcat.model.finding import Finding, Place
from gwcat.rules.engine import rules_by_code
from gwcat.rules.settings import FILE as SETTINGS
from gwcat.rules.settings import Settings, read_settings
from gwcat.source import refusals
from gwcat.source.file import SourceFile, load_file, parse_file
from gwcat.source.layout import CATALOGS, RECORD_FILE, SUFFIXES
from gwcat.source.loading import CatalogueFile, stray_files
from gwcat.source.schema import Kind
from gwcat.source.shelf import UnsavedShelf
from gwcat.source.text import SIZE_LIMIT
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import Checked, check_one
from gwcat.tasks.fmt import kind_of


@dataclass
class Sheet:
    """An open file. `root` is its workspace and `path` its place there; both are empty for a file of no workspace."""

    uri: str
    version: int | None
    text: Text
    root: Path | None = None
    path: str = ""
    before: SourceFile | None = None  # as it could last be read

    @cached_property
    def file(self) -> SourceFile:
        """The text, read."""
        size = len(self.text.source)
        if size > SIZE_LIMIT // 4 and len(self.text.source.encode()) > SIZE_LIMIT:
            words = f"文件超过 {SIZE_LIMIT >> 20} MiB，没有读。"
            return SourceFile(self.path, findings=[Finding(refusals.TOO_LARGE, words, Place(self.path), (), "请拆成几个文件。")])
        return parse_file(self.path, self.text.source)

    @property
    def lately(self) -> SourceFile | None:
        """As it could last be read, as far as anybody looked."""
        looked = "file" in vars(self)
        return self.file if looked and self.file.readable else self.before

    @property
    def folder(self) -> str:
        """The region's folder that it is a source file of; empty if it is none, or a hidden one."""
        parts = self.path.split("/")
        hidden = any(part.startswith((".", "~")) for part in parts[1:])
        source = len(parts) > 2 and parts[0] == CATALOGS and Path(self.path).suffix.lower() in SUFFIXES
        return parts[1] if source and not hidden else ""

    @property
    def kind(self) -> Kind | None:
        """The schema that it follows, if any."""
        return kind_of(self.path) if self.folder and not self.path.endswith(f"/{RECORD_FILE}") else None


@dataclass
class View:
    """A region as it is now, with its findings by file."""

    workspace: Workspace
    library: Library
    folder: str
    checked: Checked
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def entry(self, path: str) -> CatalogueFile | None:
        """The catalogue that is read from a file."""
        return next((entry for entry in self.checked.loaded.catalogues if entry.file.path == path), None)

    def file(self, path: str) -> SourceFile | None:
        """A file that the region is made from."""
        return next((file for file in self.checked.loaded.all_files if file.path == path), None)


class Desk:
    """All open files. Views are made when they are asked for and thrown away when anything changes."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.encoding = encoding
        self.versioned = False  # whether the editor takes edits of a certain version of a file
        self._sheets: dict[str, Sheet] = {}
        self._views: dict[tuple[Path, str, bool], View] = {}

    def put(self, uri: str, version: int | None, text: str) -> Sheet:
        """A file was opened, or its text changed."""
        known = self._sheets.get(uri)
        root, path = (known.root, known.path) if known and known.root else _placed(uri)
        before = known.lately if known else None
        sheet = self._sheets[uri] = Sheet(uri, version, Text(text, self.encoding), root, path, before)
        self.forget()
        return sheet

    def close(self, uri: str) -> None:
        """A file was closed: what is on disk counts again."""
        self._sheets.pop(uri, None)
        self.forget()

    def forget(self) -> None:
        """Something changed, here or on disk."""
        self._views.clear()

    def sheet(self, uri: str) -> Sheet | None:
        """The open file of that address."""
        return self._sheets.get(uri)

    @property
    def sheets(self) -> Iterator[Sheet]:
        """All open files."""
        return iter(list(self._sheets.values()))

    def view(self, sheet: Sheet, *, readable: bool = False) -> View | None:
        """The region that a file belongs to, with all open files as they are now; none outside the regions.

        With `readable`, open files that cannot be read, because somebody is typing, count as they last could.
        """
        if sheet.root is None or not sheet.folder:
            return None
        readable = readable and any(not one.file.readable for one in self._sheets.values())
        key = sheet.root, sheet.folder, readable
        if key not in self._views:
            here = [one for one in self._sheets.values() if one.root == sheet.root and one.folder]
            files = {one.path: one.before if readable and not one.file.readable else one.file for one in here}
            unsaved = {path: file for path, file in files.items() if file is not None}
            workspace, library = Workspace(sheet.root, UnsavedShelf(sheet.root, unsaved)), Library(sheet.root)
            checked = check_one(workspace, sheet.folder, library, settings=self._settings(sheet.root))
            view = self._views[key] = View(workspace, library, sheet.folder, checked)
            for finding in checked.findings:
                view.findings.setdefault(finding.place.path, []).append(finding)
        return self._views[key]

    def findings(self, sheet: Sheet) -> list[Finding]:
        """All findings of a file."""
        if sheet.root is not None and sheet.path == SETTINGS:
            return list(self._settings(sheet.root).findings)
        if sheet.root is not None and sheet.path.startswith(f"{CATALOGS}/") and not sheet.folder:
            return [finding for finding in stray_files(sheet.root) if finding.place.path == sheet.path]
        view = self.view(sheet)
        return view.findings.get(sheet.path, []) if view else []

    def _settings(self, root: Path) -> Settings:
        """How the workspace judges, by its settings as they are now."""
        open_here = (one.file for one in self._sheets.values() if one.root == root and one.path == SETTINGS)
        return read_settings(root, rules_by_code(), next(open_here, None))

    def text(self, root: Path, file: SourceFile) -> tuple[str, Text]:
        """Address and text of a file of a workspace: as it is open, or as it was read."""
        for sheet in self._sheets.values():
            if sheet.root == root and sheet.path == file.path:
                return sheet.uri, sheet.text
        return address(root / file.path), Text(file.text or load_file(root, file.path).text, self.encoding)


def address(path: Path) -> str:
    """The address of a file on disk."""
    return uris.from_fs_path(str(path)) or path.as_uri()


def _placed(uri: str) -> tuple[Path | None, str]:
    """The workspace that a file lies in and its path there; nothing for what is no file, or lies in no workspace."""
    name = uris.to_fs_path(uri) if uri.startswith("file:") else None
    if not name:
        return None, ""
    try:
        path = Path(name).resolve()
        root = Workspace.find(path.parent).root
    except (GwcatError, OSError, ValueError, RuntimeError):
        return None, ""
    return root, path.relative_to(root).as_posix()
