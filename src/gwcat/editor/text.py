"""A text as an editor counts in it: lines from 0, columns in UTF-16 (or what was agreed), against offsets in characters."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol import types

from gwcat.model.finding import Place

_BREAKS = re.compile("\r\n|[\n\r]")
_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_SURROGATES = re.compile("[\ud800-\udfff]")
_BOM = "\ufeff"


class Text:
    """The text of a document. `source` is what the reader gets: without a BOM, and without halves of characters.

    Every position that an editor names is taken for the nearest one that exists.
    """

    def __init__(self, whole: str, encoding: str = "utf-16") -> None:
        self._shift = len(_BOM) if whole.startswith(_BOM) else 0
        self.source = _SURROGATES.sub("\ufffd", whole[self._shift :])
        self._codec, self._unit = _BYTES.get(encoding, _BYTES["utf-16"])
        self._starts = [0, *(found.end() for found in _BREAKS.finditer(self.source))]

    def line(self, number: int) -> str:
        """A line (from 0) without its break; empty beyond the end."""
        if number >= len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.source)
        return self.source[self._starts[number] : end].rstrip("\r\n")

    def start(self, number: int) -> int:
        """Where a line (from 0) begins."""
        return self._starts[min(number, len(self._starts) - 1)]

    def line_of(self, offset: int) -> int:
        """The line (from 0) that an offset is in."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> types.Position:
        """An offset as the editor counts."""
        offset = max(0, min(offset, len(self.source)))
        line = self.line_of(offset)
        return types.Position(line, self._units(self.source[self._starts[line] : offset]) + self._extra(line))

    def offset(self, position: types.Position) -> int:
        """A position of the editor as an offset; one inside a character is taken for the place before it."""
        if position.line >= len(self._starts):
            return len(self.source)
        text, units = self.line(position.line), position.character - self._extra(position.line)
        if text.isascii():
            return self._starts[position.line] + max(0, min(units, len(text)))
        seen = 0
        for number, char in enumerate(text):
            seen += self._units(char)
            if seen > units:
                return self._starts[position.line] + number
        return self._starts[position.line] + len(text)

    def range(self, start: int, end: int) -> types.Range:
        """A stretch of the text."""
        return types.Range(self.position(start), self.position(max(start, end)))

    def of_place(self, place: Place) -> types.Range:
        """The stretch that a finding names."""
        start = self.start(place.line - 1) + place.column - 1
        return self.range(start, self.start(place.end_line - 1) + place.end_column - 1)

    def offsets(self, place: Place) -> tuple[int, int]:
        """The offsets of what a finding names."""
        return self.start(place.line - 1) + place.column - 1, self.start(place.end_line - 1) + place.end_column - 1

    @property
    def whole(self) -> types.Range:
        """Everything."""
        return types.Range(types.Position(0, self._extra(0)), self.position(len(self.source)))

    def _units(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec)) // self._unit

    def _extra(self, line: int) -> int:
        """What the BOM takes in the first line."""
        return self._units(_BOM) if self._shift and line == 0 else 0
