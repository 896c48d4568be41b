"""An office file as lines of text that stay the same as long as what they say does, for `git diff`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat.base.errors import GwcatError
from gwcat.forms.library import Library
from gwcat.model.change import plain
from gwcat.source.workspace import Workspace
from gwcat.tasks.delivered import read_file

if TYPE_CHECKING:
    from gwcat.forms.definition import Form
    from gwcat.intake.tables import RawTable


def office_text(path: Path, here: Path) -> str:
    """The text of an XLSX or DOCX file: tables in the form of a catalogue item by item, all else row by row.

    A file that cannot be read is told in a line, with its SHA-256, so that git shows that it changed and goes on.
    """
    data = read_file(path)
    try:
        lines = list(_lines(data, here))
    except GwcatError as error:
        lines = [f"〔{error.message}〕", f"SHA-256 {hashlib.sha256(data).hexdigest()}"]
    return "".join(f"{line}\n" for line in lines)


def _lines(data: bytes, here: Path) -> Iterator[str]:
    from gwcat.intake.tables import read_blocks

    forms = _forms(here)
    for block in read_blocks(data, ""):
        if isinstance(block, str):
            yield block
            continue
        if block.name:
            yield f"## {block.name}"
        yield from _table(block, forms)


def _forms(here: Path) -> list[Form]:
    """The forms of the workspace around, or those that come with gwcat."""
    try:
        library = Library(Workspace.find(here).root)
    except GwcatError:
        library = Library()
    return [library.form(name) for name in library.form_paths]


def _table(table: RawTable, forms: list[Form]) -> Iterator[str]:
    from gwcat.intake.delivered import notes_at, read_items, recognised

    form, body = recognised(table, forms)
    if form is None:
        yield from filter(None, map(_row, table.rows))
        return
    yield from filter(None, map(_row, table.rows[: body - form.header_rows]))
    yield f"〔样表：{form.name}〕"
    for domain, values in read_items(table.rows[body:], form):
        names = [plain(values.pop(key)) for key in ("一级事项", "二级事项", "三级事项", "名称") if key in values]
        yield f"- {' / '.join(filter(None, (domain, *names)))}"
        for key, value in values.items():
            yield from _value(key.replace("\n", ""), value)
    yield from filter(None, map(_row, table.rows[body + notes_at(table.rows[body:], form) :]))


def _value(key: str, value: object) -> Iterator[str]:
    """A value with its key; entries of a list on lines of their own."""
    entries = [line for entry in (value if isinstance(value, list) else [value]) for line in plain(entry).split("\n") if line]
    if len(entries) == 1:
        yield f"    {key}：{entries[0]}"
    elif entries:
        yield f"    {key}："
        yield from (f"      {entry}" for entry in entries)


def _row(row: list[str]) -> str:
    """A row's cells in one line, what a merged block repeats left out, blank cells at the end too."""
    cells = ["" if number and cell and cell == row[number - 1] else cell for number, cell in enumerate(row)]
    return " | ".join(" ".join(cell.split()) for cell in cells).rstrip(" |")
