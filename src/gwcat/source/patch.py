"""A source text made to say something else, with as little of it touched as can be.

The caller says what the whole file shall mean; what means the same as before stays identical to the byte, comments and
order included. The new text is read again and compared with what was meant.
"""

from __future__ import annotations

from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.source.canonical import canonical
from gwcat.source.canonical_plan import plan_of
from gwcat.source.edit import apply
from gwcat.source.file import SourceFile, parse_file
from gwcat.source.patch_edits import Patcher
from gwcat.source.schema import Kind

_LONG = 500_000  # signs; laying a longer file out again would take longer than everything else, and `gwcat fmt` does it


def patched(file: SourceFile, tree: dict[str, Any], kind: Kind | None = "catalogue") -> str:
    """The text of a readable file edited so that it reads as `tree`.

    Entries of lists are known by their 编号 or 对应 where they have one, else by what they say. New keys go where the schema
    (`kind`) has them; new entries are written in the canonical layout; what is removed takes its comments along. A file that
    was in the canonical layout stays so, unless it is very long. Line ends are those of the file. Raises GwcatError if the
    text would not read so.
    """
    if tree == file.tree:
        return file.text
    patcher = Patcher(file, plan_of(kind))
    patcher.root(tree)
    text = apply(file.text, patcher.edits)
    again = parse_file(file.path, text)
    if again.findings or not again.readable or again.tree != tree:
        raise GwcatError("改动之后读不出要写的内容，没有写入。", place=file.path, hint="请手工修改；并把这个文件反馈给维护者。")
    return _arranged(again, kind) if len(text) < _LONG and _is_canonical(file, kind) else text


def _is_canonical(file: SourceFile, kind: Kind | None) -> bool:
    try:
        return canonical(file, kind) == file.text
    except GwcatError:
        return False


def _arranged(file: SourceFile, kind: Kind | None) -> str:
    """The canonical layout, where it says exactly the same; new values may hold signs that it would make uniform."""
    try:
        text = canonical(file, kind)
    except GwcatError:
        return file.text
    return text if parse_file(file.path, text).tree == file.tree else file.text
