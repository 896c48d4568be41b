"""Edits of source texts: stretches are replaced, everything else stays as it is to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.model.finding import DataPath, Edit
from gwcat.source.file import SourceFile, parse_file
from gwcat.source.writer import scalar

_BOM = b"\xef\xbb\xbf"


def replacement(file: SourceFile, path: DataPath, text: str) -> Edit | None:
    """The edit that puts `text` in place of the scalar at a data path; none where there is no scalar in one line.

    Quotes stay as they are where they can.
    """
    span = file.scalar_span(path)
    if span is None:
        return None
    start, end = span
    old = file.text[start:end]
    if not old or "\n" in old or "\r" in old or old[0] in "|>":
        return None
    if old[0] == "'" and "'" not in text and "\n" not in text:
        return Edit(start, end, f"'{text}'")
    new = scalar(text, inside=True)
    return Edit(start, end, new if old[0] != '"' or new[0] == '"' else f'"{new}"' if not set(new) & set('"\\') else scalar(text))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Of edits that overlap the first counts, so that a second run makes the others."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(set(edits)):
        if edit.start >= at:
            pieces += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join((*pieces, text[at:]))


def edited(file: SourceFile, edits: Sequence[Edit]) -> str:
    """The text of a file after edits. Raises GwcatError if it would not read back, or say something else elsewhere.

    Nothing but the edited values may differ: lists and mappings keep their keys and their lengths.
    """
    text = apply(file.text, edits)
    again = parse_file(file.path, text)
    if again.findings or not again.readable or _shape(again.tree) != _shape(file.tree):
        raise GwcatError("改动之后读不回原来的结构，没有写入。", place=file.path, hint="请手工修改；并把这个文件反馈给维护者。")
    return text


def _shape(tree: Any) -> Any:
    """A tree without its texts."""
    if isinstance(tree, dict):
        return {key: _shape(value) for key, value in tree.items()}
    return [_shape(value) for value in tree] if isinstance(tree, list) else None


def file_bytes(path: Path, text: str) -> bytes:
    """The bytes to write for a text, with a BOM in front if the file has one."""
    return (_BOM if path.read_bytes()[:3] == _BOM else b"") + text.encode()
