"""Packages built in this process, and what is in them."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from conftest import REPOSITORY, write_files
from gwcat.filing.plan import Plan, plan_package
from gwcat.filing.selection import EVERYTHING, Selection
from gwcat.forms.library import Library
from gwcat.source.workspace import Workspace
from gwcat.tasks.build import build_region
from gwcat.tasks.options import BuildOptions, BuildResult

ALL_FORMATS = ("xlsx", "docx", "html", "csv")
CASES = REPOSITORY / "tests" / "cases" / "forms"


def built(
    root: Path,
    folder: str = "莒南",
    *,
    out: Path | None = None,
    selection: Selection = EVERYTHING,
    formats: tuple[str, ...] = ALL_FORMATS,
    **given: Any,
) -> BuildResult:
    """What building a region of the workspace at `root` gives."""
    return build_region(folder, BuildOptions(root, out or root / "dist", selection, formats, **given))


def package(root: Path, folder: str = "莒南", **given: Any) -> Path:
    """The folder of a package that has just been built."""
    result = built(root, folder, **given)
    assert result.package is not None, [finding.message for finding in result.findings if finding.severity == "error"]
    return result.package


def planned(root: Path, folder: str = "莒南", selection: Selection = EVERYTHING) -> Plan:
    """The books of a region of the workspace at `root`."""
    return plan_package(Workspace(root).load(folder), Library(root), selection)


def case_workspace(name: str, target: Path) -> Path:
    """A copy of the workspace of a case below tests/cases/forms."""
    shutil.copytree(CASES / name / "catalogs", target / "catalogs")
    return target


def county(target: Path) -> Path:
    """A workspace with the repository's own 莒南."""
    shutil.copytree(REPOSITORY / "catalogs" / "莒南", target / "catalogs" / "莒南")
    return target


def files_of(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a package."""
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return content


def with_form(root: Path, name: str, definition: str) -> Path:
    """A workspace with one more form."""
    return write_files(root, {f"templates/forms/{name}.yaml": definition})


def text_of(path: Path) -> bytes:
    """The whole text of a file, packed or not."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return b"\n".join(opened.read(name) for name in opened.namelist())
