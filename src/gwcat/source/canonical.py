"""The canonical layout of a source file. Comments and meaning stay: the new text is read again and compared."""

from __future__ import annotations

from gwcat.base.errors import GwcatError
from gwcat.source.canonical_comments import commented, remarks_of
from gwcat.source.canonical_lines import canonical_lines
from gwcat.source.canonical_plan import Plan, plan_of
from gwcat.source.canonical_signs import uniform_tree
from gwcat.source.canonical_style import arrange
from gwcat.source.file import SourceFile, parse_file
from gwcat.source.schema import Kind

_ROUNDS = 3


def canonical(file: SourceFile, kind: Kind | None) -> str:
    """The text of a readable file without findings in the canonical layout; `kind` says which schema it follows, if any.

    Raises GwcatError if the new text would not say the same with the same comments.
    """
    plan = plan_of(kind)
    plain = parse_file(file.path, file.text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _arranged(plain, plan)
    for _ in range(_ROUNDS):  # a comment that moved away may let a list into one line
        again = parse_file(file.path, text)
        if not again.readable or (next_text := _arranged(again, plan)) == text:
            break
        text = next_text
    again = parse_file(file.path, text)
    if again.findings or again.tree != uniform_tree(file.tree, plan) or comments(again) != comments(plain):
        hint = "请手工整理；并把这个文件反馈给维护者。"
        raise GwcatError("整理之后读不回原来的内容或注释，没有改动这个文件。", place=file.path, hint=hint)
    return text


def _arranged(file: SourceFile, plan: Plan) -> str:
    root = commented(file)
    arrange(root, plan)
    return "".join(f"{line}\n" for line in canonical_lines(root))


def comments(file: SourceFile) -> list[str]:
    """All comments of a readable file with LF line ends, sorted."""
    return sorted(remark.text for remark in remarks_of(file) if remark.text)
