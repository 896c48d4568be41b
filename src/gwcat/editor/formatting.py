"""A file in the canonical layout, as the fewest lines to replace."""

from __future__ import annotations

from difflib import SequenceMatcher

from lsprotocol import types

from gwcat.base.errors import GwcatError
from gwcat.editor.desk import Sheet
from gwcat.source.canonical import canonical
from gwcat.source.layout import RECORD_FILE

_MANY = 4_000  # lines; more are replaced as a whole, which is quicker than comparing them


def formatted(sheet: Sheet) -> list[types.TextEdit]:
    """The edits that `gwcat fmt` would make. Raises GwcatError, with what to do, for a file that cannot be formatted."""
    if not sheet.folder:
        raise GwcatError("这个文件不在 catalogs/ 的地区文件夹里，不整理。")
    if sheet.path.endswith(f"/{RECORD_FILE}"):
        raise GwcatError(f"{RECORD_FILE} 由 gwcat resolve --accept 写成，不整理。")
    file = sheet.file
    if file.findings or not file.readable:
        first = file.findings[0].message if file.findings else "文件里没有内容。"
        raise GwcatError(f"文件读不出来，没有整理：{first}", hint="请先改正列出的问题。")
    old, new = file.text, canonical(file, sheet.kind)
    return [] if old == new else list(_edits(sheet, old, new))


def _edits(sheet: Sheet, old: str, new: str) -> list[types.TextEdit]:
    before, after = old.split("\n"), new.split("\n")
    if "\r" in old or len(before) > _MANY:
        return [types.TextEdit(sheet.text.range(0, len(old)), new)]
    edits = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            start, end = _offset(before, a), _offset(before, b)
            text = "".join(f"{line}\n" for line in after[c:d])
            if b == len(before) and d == len(after):  # the last line has no end
                start, text = (start - 1, f"\n{text}"[:-1]) if a and a == b else (start, text[:-1])
            edits.append(types.TextEdit(sheet.text.range(min(start, len(old)), min(end, len(old))), text))
    return edits


def _offset(lines: list[str], number: int) -> int:
    return sum(len(line) + 1 for line in lines[:number])
