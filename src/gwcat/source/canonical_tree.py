"""A source file as entries: keys with their values and elements of lists, each with the comments that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gwcat.source.file import SourceFile


@dataclass(eq=False)
class Entry:
    """A key with its value, an element of a list, or the whole file; in block style, what begins a line.

    `above`, `behind` and `below` are comments; an empty text in a list of them is an empty line. `raw` is how a text was
    written, `flow` whether a list or mapping was in brackets; later, whether it will be.
    """

    owner: Entry | None
    key: str | None
    column: int
    start: int
    value_start: int
    value_end: int
    text: str | None = None  # of a scalar
    raw: str = ""
    is_list: bool = False
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    behind: str = ""
    below: list[str] = field(default_factory=list)

    @property
    def block_text(self) -> bool:
        """Whether a text was written as a block, behind | or >."""
        return self.raw[:1] in ("|", ">")

    @property
    def within(self) -> Iterator[Entry]:
        """All entries below this one, in the order of the file."""
        for entry in self.entries:
            yield entry
            yield from entry.within

    def encloses(self, at: int) -> bool:
        """Whether an offset lies between the brackets of this entry's value."""
        return self.flow and self.value_start <= at < self.value_end


def entries_of(file: SourceFile) -> Entry:
    """The whole of a readable file."""
    start, end = file.marks[0], file.marks[1]
    root = Entry(None, None, -1, start, start, end)
    _fill(root, file.tree, file.marks, file.text)
    return root


def scalar_spans(file: SourceFile) -> list[tuple[int, int]]:
    """Where the texts of a file stand, keys included, in order; a block without the empty lines that end it."""
    spans: list[tuple[int, int]] = []
    _collect(file.marks, spans)
    return sorted((start, start + len(file.text[start:end].rstrip())) for start, end in spans if end > start)


def _collect(mark: Any, spans: list[tuple[int, int]]) -> None:
    if len(mark) == 2:
        spans.append(mark)
    elif isinstance(mark[2], list):
        for inner in mark[2]:
            _collect(inner, spans)
    else:
        for start, end, inner in mark[2].values():
            spans.append((start, end))
            _collect(inner, spans)


def _fill(entry: Entry, tree: Any, mark: Any, text: str) -> None:
    """Put a value into its entry."""
    if len(mark) == 2:
        entry.text, entry.raw = tree, text[mark[0] : mark[1]]
        return
    entry.is_list = isinstance(tree, list)
    entry.flow = (entry.owner is not None and entry.owner.flow) or text[mark[0]] in "[{"
    column = mark[0] - (text.rfind("\n", 0, mark[0]) + 1)
    if isinstance(tree, list):
        for value, inner in zip(tree, mark[2], strict=True):
            _add(entry, None, column, inner[0], value, inner, text)
    else:
        for key, value in tree.items():
            start, _, inner = mark[2][key]
            _add(entry, key, column, start, value, inner, text)


def _add(owner: Entry, key: str | None, column: int, start: int, value: Any, mark: Any, text: str) -> None:
    entry = Entry(owner, key, column, start, mark[0], mark[1])
    _fill(entry, value, mark, text)
    owner.entries.append(entry)
