"""Write what was read from a table, and every remark on it, as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from gwcat.base.errors import GwcatError
from gwcat.filing.incoming import page, workbook
from gwcat.filing.swap import write_file
from gwcat.forms.library import Library
from gwcat.model.importing import Imported
from gwcat.render.archive import EPOCH
from gwcat.render.frames import Frames
from gwcat.report.incoming import incoming_summary, incoming_text
from gwcat.source.workspace import Workspace


def write_report(workspace: Workspace, result: Imported, path: Path) -> None:
    """Write the report of an import: a workbook, a page or a text, by the suffix of `path`. Raises GwcatError for others."""
    library, found = Library(workspace.root), result.incoming
    office, pages = (Frames(partial(library.path, kind)) for kind in ("ooxml", "html"))
    match path.suffix.lower():
        case ".xlsx":
            data = workbook(found, library, office, EPOCH)
        case ".html":
            data = page(found, pages, incoming_summary(found))
        case ".txt":
            data = incoming_text(found).encode("utf-8", "backslashreplace")
        case _:
            raise GwcatError(f"不会写“{path.suffix}”格式的报告。", hint="请写成 .xlsx、.html 或 .txt。")
    write_file(path, data)
