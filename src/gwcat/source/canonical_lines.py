"""The lines of a file whose entries have been arranged."""

from __future__ import annotations

from collections.abc import Sequence

from gwcat.source.canonical_texts import in_brackets, text_lines, text_of
from gwcat.source.canonical_tree import Entry

_STEP = 2


def canonical_lines(root: Entry) -> list[str]:
    """All lines without their ends; never two empty ones together, none at the beginning or the end of anything."""
    page = _Page()
    page.remarks(root.above, 0)
    if root.flow:
        page.lines.append(in_brackets(root))
    page.entries(root, 0)
    page.remarks(root.below, 0)
    while page.lines and not page.lines[-1]:
        page.lines.pop()
    return page.lines


class _Page:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def remarks(self, texts: Sequence[str], indent: int) -> None:
        for text in texts:
            if text:
                self.lines.append(f"{' ' * indent}{text}")
            elif self.lines and self.lines[-1]:
                self.lines.append("")

    def entries(self, owner: Entry, indent: int, lead: str = "") -> None:
        """The entries of a value in block style; the first line begins with `lead` if there is one."""
        if owner.flow:
            return
        for number, entry in enumerate(owner.entries):
            self.remarks(entry.above if number else _from_first(entry.above), indent)
            self.entry(entry, indent, (lead if not number else "") or " " * indent)

    def entry(self, entry: Entry, indent: int, lead: str) -> None:
        head = f"{lead}{'-' if entry.key is None else f'{text_of(entry.key)}:'}"
        further: list[str] = []
        if entry.text is not None:
            value, *further = text_lines(entry, indent + _STEP)
        else:
            value = in_brackets(entry) if entry.flow else ""
        if entry.key is None and entry.text is None and not entry.flow:
            self.entries(entry, indent + _STEP, f"{head} ")
        else:
            self.lines.append(" ".join(filter(None, (head, value, entry.behind))))
            self.lines += further
            self.entries(entry, indent + _STEP)
        self.remarks(entry.below, indent + _STEP)


def _from_first(texts: list[str]) -> list[str]:
    """Comments without the empty lines in front of them."""
    first = next((number for number, text in enumerate(texts) if text), len(texts))
    return texts[first:]
