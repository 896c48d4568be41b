"""A source file that was read: its text, tree and marks, and where every value stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from gwcat.model.finding import DataPath, Finding, Place, Rule
from gwcat.source import refusals
from gwcat.source.reader import read_tree
from gwcat.source.text import Lines, Refused, decode, line_at, read_text, refuse_controls, refuse_large


@dataclass(eq=False)
class SourceFile:
    """One YAML file. `path` is relative to the workspace, with `/`; `tree` is empty if nothing could be read."""

    path: str
    text: str = ""
    tree: dict[str, Any] = field(default_factory=dict)
    marks: Any = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        """Whether there is a tree to look at."""
        return self.marks is not None

    @cached_property
    def lines(self) -> Lines:
        """Lines and columns of offsets in the text."""
        return Lines(self.text)

    def span(self, start: int, end: int) -> Place:
        """The place of a stretch of the text."""
        return Place(self.path, *self.lines.position(start), *self.lines.position(max(start, end)))

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at a data path stands, or its key; for a missing value, the key of what should hold it.

        Something missing from an entry of a list is placed at the entry's first key.
        """
        mark, key_span = self.marks, None
        for part in path:
            inner = mark[2] if mark is not None and len(mark) == 3 else None
            if isinstance(inner, dict) and part in inner:
                start, end, mark = inner[part]
                key_span = (start, end)
            elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
                mark, key_span = inner[part], None
            else:
                key = True
                break
        if mark is None:
            return Place(self.path)
        if key:
            return self.span(*(key_span or _first_key(mark)))
        return self.span(mark[0], mark[1])

    def scalar_span(self, path: Sequence[str | int]) -> tuple[int, int] | None:
        """Offsets of the scalar at a data path; none if there is no such value, or it is a list or a mapping."""
        mark = self.marks
        for part in path:
            inner = mark[2] if mark is not None and len(mark) == 3 else None
            if isinstance(inner, dict) and part in inner:
                mark = inner[part][2]
            elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
                mark = inner[part]
            else:
                return None
        return (mark[0], mark[1]) if mark is not None and len(mark) == 2 else None

    def found(
        self,
        rule: Rule,
        message: str,
        path: DataPath,
        help: str = "",
        *,
        key: bool = False,
        related: tuple[tuple[Place, str], ...] = (),
    ) -> Finding:
        """A finding at a data path of this file."""
        return Finding(rule, message, self.place(path, key=key), path, help, rule.severity, related)


def _first_key(mark: Any) -> tuple[int, int]:
    inner = mark[2] if len(mark) == 3 else None
    if isinstance(inner, dict) and inner:
        start, end, _ = next(iter(inner.values()))
        return start, end
    return mark[0], mark[0]


def load_file(root: Path, path: str) -> SourceFile:
    """Read the file at `root/path`. Whatever is refused becomes a finding; never raises for bad content."""
    return _guarded(path, lambda: read_text(root / path))


def load_bytes(path: str, data: bytes) -> SourceFile:
    """Like load_file, for bytes at hand."""

    def checked() -> str:
        refuse_large(len(data))
        return decode(data)

    return _guarded(path, checked)


def parse_file(path: str, text: str) -> SourceFile:
    """Read a text as the source file `path`."""

    def checked() -> str:
        refuse_controls(text)
        return text

    return _guarded(path, checked)


def _guarded(path: str, read: Callable[[], str]) -> SourceFile:
    try:
        return _parse(path, read())
    except Refused as refusal:
        start, end = (Lines(refusal.text).position(offset) for offset in (refusal.start, refusal.end))
        place = Place(path, *start, *end) if refusal.text else Place(path)
        return SourceFile(path, refusal.text, findings=[Finding(refusal.rule, refusal.message, place, (), refusal.help)])


def _parse(path: str, text: str) -> SourceFile:
    file = SourceFile(path, text)
    tree, marks, problems = read_tree(text)
    for rule, message, help, start, end, data_path in problems:
        file.findings.append(Finding(rule, message, file.span(start, end), data_path, help))
    if marks is None:
        if not problems:
            file.findings.append(Finding(refusals.EMPTY, "文件里没有内容。", Place(path), (), "请写入目录，或删去这个文件。"))
    elif not isinstance(tree, dict):
        file.findings.append(Finding(refusals.WRONG_KIND, *_not_a_mapping(file, tree, marks)))
    else:
        file.tree, file.marks = tree, marks
    return file


def _not_a_mapping(file: SourceFile, tree: Any, marks: Any) -> tuple[str, Place, DataPath, str]:
    line, _ = file.lines.position(marks[0])
    end = min(marks[1], marks[0] + len(line_at(file.text, line)))
    help = "文件的每一行写成“键: 值”，如“领域: 社会救助”。"
    if isinstance(tree, str) and "：" in tree:
        help = "冒号是全角的，请改成英文冒号加空格，如“领域: 社会救助”。"
    return "文件的最外层应当是“键: 值”。", file.span(marks[0], end), (), help
