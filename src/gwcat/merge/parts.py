"""A block of YAML as its parts: entries of a mapping or a list with the comments above them. Nothing of the text is lost.

A block's text is the leads and bodies of its parts, one after the other, with the indentation before each body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Kind = Literal["map", "list"]


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a text: what it means and where it stands."""

    text: str
    tree: Any
    mark: Any

    @property
    def raw(self) -> str:
        """The value as it is written."""
        return self.text[self.mark[0] : self.mark[1]]

    @property
    def block(self) -> Kind | None:
        """The kind of a collection whose entries have lines of their own; None for all other values."""
        if len(self.mark) == 2 or not self.mark[2] or self.raw[:1] in "[{":
            return None
        return "map" if isinstance(self.mark[2], dict) else "list"


@dataclass(frozen=True)
class Part:
    """An entry of a block. `lead` are the comment and blank lines above it, `body` its text from the key or the dash on.

    `column` is where the body begins; `end` is where the body ends in the text.
    """

    name: str  # the key, or nothing in a list
    lead: str
    body: str
    column: int
    start: int
    end: int
    value: Node

    @property
    def text(self) -> str:
        """All of the part, without the indentation of its first line."""
        return self.lead + self.body

    @cached_property
    def opening(self) -> str:
        """What stands before the value: the key with its colon, or the dash; the whole line if the value begins below it."""
        at = self.value.mark[0]
        if self.value.block and "\n" in self.value.text[self.start : at]:
            at = line_after(self.value.text, self.value.text.index("\n", self.start))
        return self.value.text[self.start : at]

    @property
    def inner(self) -> tuple[int, int]:
        """The stretch of the text that holds the parts of the value."""
        return self.start + len(self.opening), self.end


def parts(node: Node, start: int, end: int) -> list[Part]:
    """The parts of a block whose text reaches from `start` to `end`."""
    text = node.text
    if isinstance(node.mark[2], dict):
        entries = [(key, at, Node(text, node.tree[key], mark)) for key, (at, _, mark) in node.mark[2].items()]
    else:
        marks = zip(node.tree, node.mark[2], strict=True)
        entries = [("", 0, Node(text, value, mark)) for value, mark in marks]
        entries = [("", at, value) for at, (_, _, value) in zip(_dashes(text, start, entries), entries, strict=True)]
    leads = [start]  # where the lead of each part begins
    for _, _, value in entries[:-1]:
        leads.append(line_after(text, value.mark[1]))
    found = []
    for number, (name, at, value) in enumerate(entries):
        until = leads[number + 1] if number + 1 < len(entries) else end
        line = text.rfind("\n", 0, at) + 1
        lead = text[leads[number] : max(line, leads[number])]
        found.append(Part(name, lead, text[at:until], at - line, at, until, value))
    return found


def _dashes(text: str, start: int, entries: Sequence[tuple[str, int, Node]]) -> list[int]:
    """Where the dash of each entry stands: the first one after the entry before that is no part of a comment."""
    found = []
    for _, _, value in entries:
        at = start
        while text[at] != "-":
            at = text.index("\n", at) + 1 if text[at] == "#" else at + 1
        found.append(at)
        start = max(value.mark[1], at + 1)
        start = line_after(text, start)
    return found


def line_after(text: str, at: int) -> int:
    """Where the first line begins that does not begin before `at`."""
    if at == 0 or text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
