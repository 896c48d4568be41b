"""A text as lines and offsets: where values end, what comments stand above and below an entry."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

_BREAK = re.compile("\r\n|[\n\r]")
_WHITE = " \t\r\n"


class Text:
    """The text of a source file. `line_end` is the one that it uses most."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = Counter(_BREAK.findall(text))
        self.line_end = max(found, key=lambda end: (found[end], end == "\n")) if found else "\n"

    def line_start(self, at: int) -> int:
        """Where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def next_line(self, at: int) -> int:
        """Where the line behind that of an offset begins; the end of the text if there is none."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def line_stop(self, at: int) -> int:
        """Where the line of an offset ends, its line end not counted."""
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def behind_words(self, at: int) -> int:
        """Where what stands on the line in front of an offset ends, blanks not counted."""
        start = self.line_start(at)
        return start + len(self.text[start:at].rstrip(" "))

    def column(self, at: int) -> int:
        """How far from the beginning of its line an offset is."""
        return at - self.line_start(at)

    def shares_line(self, at: int) -> bool:
        """Whether something stands in front of an offset on its line."""
        return bool(self.text[self.line_start(at) : at].strip(" "))

    def value_end(self, mark: Any) -> int:
        """Where a value ends; the empty lines that end a block of text are not counted."""
        start: int = mark[0]
        return start + len(self.text[start : mark[1]].rstrip(_WHITE))

    def behind_colon(self, key_end: int, value_start: int) -> int:
        """Where the colon behind a key ends; where the key ends if it has none."""
        at = self.text.find(":", key_end, max(value_start, key_end))
        return at + 1 if at >= 0 and not self.text[key_end:at].strip(_WHITE) else key_end

    def behind_comma(self, end: int, following: int) -> int:
        """Where the next part in brackets begins; only the comma is passed if there is more between, as a comment."""
        between = self.text[end:following]
        return following if set(between) <= set(", ") else self.text.index(",", end, following) + 1 if "," in between else end

    def dash(self, after: int, before: int, column: int) -> int:
        """The dash, at a column, of the entry of a list whose value begins at `before`."""
        at = self.next_line(after) if after > self.line_start(after) else after
        while at <= before:
            if self.text[at : at + column].strip(" ") == "" and self.text[at + column : at + column + 1] == "-":
                return at + column
            following = self.next_line(at)
            if following <= at:
                break
            at = following
        return before

    def above(self, at: int, floor: int, column: int, *, blanks: bool) -> int:
        """Where the lines begin that belong to an entry from above: its comments, with `blanks` the empty lines over them.

        Comments in another column belong to something else. Nothing in front of the line behind `floor` is looked at.
        """
        lowest = floor if floor == self.line_start(floor) else self.next_line(floor)
        start = self.line_start(at)
        while start > lowest and self._comment(before := self.line_start(start - 1 - self._crlf(start))) == column:
            start = before
        while blanks and start > lowest and self._blank(before := self.line_start(start - 1 - self._crlf(start))):
            start = before
        return max(start, min(lowest, self.line_start(at)))

    def below(self, end: int, mark: Any, column: int) -> int:
        """Where the lines end that belong to an entry: its own and the comments below that are indented deeper."""
        at = self.next_line(end)
        if self._keeps_empty_lines(last := _last(mark)):
            at = max(at, last[1])
        while at < len(self.text) and self._comment(at) > column:
            at = self.next_line(at)
        return at

    def _keeps_empty_lines(self, mark: Any) -> bool:
        """Whether a value is a block of text to which the empty lines below it belong."""
        return (
            self.text[mark[0] : mark[0] + 1] in ("|", ">") and "+" in self.text[mark[0] : min(self.line_stop(mark[0]), mark[1])]
        )

    def _crlf(self, start: int) -> int:
        """How many signs more than one the line end in front of an offset has."""
        return int(self.text[max(start - 2, 0) : start] == "\r\n")

    def _comment(self, start: int) -> int:
        """The column of the comment that is all there is on a line; -1 for any other line."""
        at = start
        while self.text[at : at + 1] == " ":
            at += 1
        return at - start if self.text[at : at + 1] == "#" else -1

    def _blank(self, start: int) -> bool:
        return not self.text[start : self.line_stop(start)].strip(" \t")


def _last(mark: Any) -> Any:
    """The mark of the scalar that a value ends with; of an empty list or mapping its own."""
    while len(mark) == 3 and mark[2]:
        mark = mark[2][-1] if isinstance(mark[2], list) else next(reversed(mark[2].values()))[2]
    return mark
