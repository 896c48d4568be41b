"""The comments of a file, and which entry each belongs to.

A comment behind something belongs to it, one on a line of its own to what follows; one that is indented deeper than what
follows belongs to what it is indented under. Empty lines go with what they stand above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gwcat.source.canonical_tree import Entry, entries_of, scalar_spans
from gwcat.source.file import SourceFile

_IGNORE = re.compile(r"(?:^|(?<=\s))#\s*gwcat\s*[:：]\s*忽略(?!整个文件)")
_BRACKETS = frozenset("[]{}")
_MODELINE = "yaml-language-server"


class Remark(NamedTuple):
    """A comment, or an empty line. `behind` a text or bracket on its line; `dash` is where the last dash in front of it is
    that nothing has followed yet, -1 if there is none."""

    at: int
    text: str
    column: int = 0
    behind: bool = False
    dash: int = -1


def ignores(remarks: Sequence[str]) -> int | None:
    """Where among comments the first stands that silences a finding in the next line; None if none does."""
    return next((number for number, text in enumerate(remarks) if _IGNORE.search(text)), None)


def remarks_of(file: SourceFile) -> Iterator[Remark]:
    """All comments and empty lines between the texts of a readable file, in order."""
    at = 0
    for start, end in scalar_spans(file):
        yield from _between(file.text, at, start)
        if file.text[start] in "|>":
            head = file.text[start:end].partition("\n")[0]
            if "#" in head:
                yield Remark(start + head.index("#"), head[head.index("#") :].rstrip(), 0, True)
        at = end
    yield from _between(file.text, at, len(file.text))


def _between(text: str, start: int, end: int) -> Iterator[Remark]:
    lines = text[start:end].split("\n")
    at, dash = start, -1
    for number, line in enumerate(lines):
        before, sign, _ = line.partition("#")
        if number and before.strip()[-1:] in ("-", "?"):
            dash = at + len(before.rstrip()) - 1
        if sign:
            behind = (number == 0 and start > 0) or bool(_BRACKETS & set(before))
            yield Remark(at + len(before), line[len(before) :].rstrip(), len(before), behind, dash)
        elif 0 < number < len(lines) - 1 and not line.strip():
            yield Remark(at, "")
        at += len(line) + 1


def commented(file: SourceFile) -> Entry:
    """The whole of a readable file with every comment at its entry."""
    root = entries_of(file)
    entries = list(root.within)
    starts = [entry.start for entry in entries]
    for number, group in groupby(remarks_of(file), lambda remark: bisect_right(starts, remark.at)):
        before = entries[number - 1] if number else None
        after = entries[number] if number < len(entries) else None
        _Gap(root, before, after).place(group)
    _part_head(root)
    return root


class _Gap:
    """What stands between one entry's beginning and the next; the first or the last may be missing."""

    def __init__(self, root: Entry, before: Entry | None, after: Entry | None) -> None:
        self.before, self.after = before, after
        self.floor = after.above if after else root.below
        self.levels = list(self._levels()) if before else []
        if before is None:
            self.floor = root.above

    def _levels(self) -> Iterator[Entry]:
        """The entries that end here, the deepest first."""
        entry, end = self.before, self.after.owner if self.after else None
        while entry is not None and entry.owner is not None and entry is not end:
            if not entry.owner.flow and not entry.block_text:  # below a block a comment would be part of its text
                yield entry
            entry = entry.owner

    def place(self, remarks: Iterator[Remark]) -> None:
        """Put each comment where it belongs; an empty line goes where the next comment goes."""
        empty: list[str] = []
        for remark in remarks:
            if not remark.text:
                empty.append("")
                continue
            if self.before and (remark.behind or self._beside(remark)):
                _put_behind(self.before, remark)
            else:
                self._room(remark).extend((*empty, remark.text))
            empty.clear()
        if self.after or not self.before:
            self.floor.extend(empty)

    def _beside(self, remark: Remark) -> bool:
        """Whether a comment stands on the line of a dash that nothing follows."""
        return self.before is not None and self.before.start > remark.dash >= remark.at - remark.column

    def _room(self, remark: Remark) -> list[str]:
        """The comments among which one on a line of its own belongs."""
        before = self.before
        if before is None:
            return self.floor
        if remark.at < before.value_end and (before.text is not None or (before.flow and remark.at < before.value_start)):
            return before.above  # between a key and its value
        entry: Entry | None = before
        while entry is not None and not entry.encloses(remark.at):
            entry = entry.owner
        if entry is not None:  # between brackets
            return self.after.above if self.after and self.after.owner is entry else entry.below
        if self.after and (remark.dash >= before.start or ignores([remark.text]) is not None):
            self.levels = []
        while self.levels and self.levels[0].column >= remark.column:
            self.levels.pop(0)
        return self.levels[0].below if self.levels else self.floor


def _put_behind(entry: Entry, remark: Remark) -> None:
    while entry.owner is not None and entry.owner.flow and entry.owner.value_end <= remark.at:
        entry = entry.owner
    if entry.owner is None:  # behind the brackets of the whole file
        entry.below.append(remark.text)
    elif entry.behind:
        entry.above.append(remark.text)
    else:
        entry.behind = remark.text


def _part_head(root: Entry) -> None:
    """Of the comments in front of everything, those behind the last empty line belong to the first key."""
    if "" not in root.above or not root.entries:
        return
    cut = len(root.above) - root.above[::-1].index("")
    own = root.above[cut:]
    if not any(_MODELINE in text for text in own):
        root.above, root.entries[0].above = root.above[:cut], own + root.entries[0].above
