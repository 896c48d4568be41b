"""The edits that turn what a file says into something else: stretches of its text, and what stands there instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from gwcat.base.width import width
from gwcat.model.finding import Edit
from gwcat.source.canonical_plan import Plan
from gwcat.source.canonical_texts import text_lines
from gwcat.source.canonical_tree import Entry
from gwcat.source.file import SourceFile
from gwcat.source.patch_lists import aligned
from gwcat.source.patch_text import Text
from gwcat.source.writer import entry_lines, flow, has_rows, quoted, scalar, yaml_lines

_WIDEST = 160  # columns of a line with a list in brackets
_STEP = 2
_Added = dict[int | None, list[str]]
"""Texts to put behind the parts of these numbers; None: in front of all."""


class _Part(NamedTuple):
    """An entry of a list or a key with its value, as it stands in the text.

    `start` is where its dash or key is (in brackets, its value or key), `end` where its value ends.
    """

    start: int
    end: int
    mark: Any


class _Place(NamedTuple):
    """Where a value stands: under which key, at which column a new line of it begins, and whether in brackets.

    `head` is where the text in front of the value ends: its colon or dash.
    """

    key: str
    column: int
    flow: bool
    head: int
    plan: Plan


class Patcher:
    """Collects the edits of one file. Nothing is edited twice: all offsets are those of the text as it was."""

    def __init__(self, file: SourceFile, plan: Plan) -> None:
        self._file, self._plan = file, plan
        self._text = Text(file.text)
        self._edits: list[Edit] = []
        self._inserts: dict[int, str] = {}

    @property
    def edits(self) -> list[Edit]:
        """All edits; what is put in at one offset, in one."""
        return [*self._edits, *(Edit(at, at, text) for at, text in self._inserts.items())]

    def root(self, tree: dict[str, Any]) -> None:
        """Edit the whole file."""
        if not self._file.tree.keys() & tree.keys():
            mark = self._file.marks
            self._edit(mark[0], self._text.value_end(mark), "".join(yaml_lines(tree, whole=True)).rstrip("\n") or "{}")
            return
        self._mapping(self._file.tree, tree, self._file.marks, _Place("", -_STEP, False, 0, self._plan))

    def _value(self, old: Any, new: Any, mark: Any, place: _Place) -> None:
        """Edit a value."""
        if old == new:
            return
        if isinstance(old, str) and isinstance(new, str):
            self._scalar(new, mark, place)
        elif isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            self._mapping(old, new, mark, place)
        elif isinstance(old, list) and isinstance(new, list) and any(pair is not None for pair in aligned(old, new)):
            self._list(old, new, mark, place)
        else:
            self._whole(new, mark, place)

    def _scalar(self, new: str, mark: Any, place: _Place) -> None:
        start, end = mark[0], self._text.value_end(mark)
        raw = self._text.text[start:end].replace("\r\n", "\n").replace("\r", "\n")
        if not raw:
            self._whole(new, mark, place)
        elif raw[0] in "|>" and not place.flow:
            lines = text_lines(Entry(None, None, 0, 0, 0, 0, text=new, raw=raw), place.column + _STEP)
            self._edit(start, end, "\n".join(lines))
        elif raw[0] == "'" and "'" not in new and quoted(new) == f'"{new}"':
            self._edit(start, end, f"'{new}'")
        else:
            self._edit(start, end, quoted(new) if raw[0] == '"' else scalar(new, inside=place.flow))

    def _whole(self, new: Any, mark: Any, place: _Place) -> None:
        """Put another value in the place of a whole one."""
        start, end = mark[0], self._text.value_end(mark)
        between = self._text.text[place.head : start]
        if place.flow:
            self._edit(start, end, self._inside(new, place, start))
        elif "#" in between:  # a comment behind the key or dash stays, those of what is below go with it
            self._edit(place.head, place.head, self._behind(new, place))
            self._edit(self._text.line_stop(place.head), end, "")
        else:
            self._edit(place.head, max(end, place.head), self._behind(new, place))

    def _inside(self, new: Any, place: _Place, start: int) -> str:
        """A value in brackets; where none stood, set off from what is in front of it."""
        before = self._text.text[place.head - 1 : place.head] if place.head else ""
        text = scalar(new, inside=True) if isinstance(new, str) else flow(new)
        if start > place.head or not place.key:
            return text
        return f" {text}" if before == ":" else f": {text}"

    def _behind(self, new: Any, place: _Place) -> str:
        """A value behind a colon or dash of its own line, with all further lines it needs."""
        if isinstance(new, list) and new and place.key and self._in_rows(new, place):
            indent = " " * (place.column + _STEP)
            lines = [line for entry in new for line in entry_lines(entry, place.key, indent, whole=True)]
            return "\n" + "".join(lines).rstrip("\n")
        return f" {flow(new)}"

    def _in_rows(self, new: list[Any], place: _Place) -> bool:
        """Whether a list is written with an entry a line."""
        return has_rows(place.key) or place.column + width(f"{place.key}: {flow(new)}") > _WIDEST

    def _mapping(self, old: dict[str, Any], new: dict[str, Any], mark: Any, place: _Place) -> None:
        start, _, marks = mark
        in_flow = place.flow or self._text.text[start] == "{"
        column = self._text.column(start)
        parts = [_Part(at, max(end, self._text.value_end(inner)), inner) for at, end, inner in marks.values()]
        for key in old.keys() & new.keys():
            key_end, inner = marks[key][1], marks[key][2]
            head = self._text.behind_colon(key_end, inner[0])
            self._value(old[key], new[key], inner, _Place(key, column, in_flow, head, place.plan.at(key)))
        added: dict[str | None, list[str]] = {}
        order = place.plan.order([*old, *(key for key in new if key not in old)])
        ranks = {key: number for number, key in enumerate(order)}
        for key in sorted(new.keys() - old.keys(), key=ranks.__getitem__):
            before = [kept for kept in old if kept in new and ranks[kept] < ranks[key]]
            added.setdefault(before[-1] if before else None, []).append(key)
        kept = [key in new for key in old]
        numbers: dict[str | None, int | None] = {None: None, **{key: number for number, key in enumerate(old)}}
        texts = {numbers[name]: [self._pair(key, new[key], column, in_flow) for key in keys] for name, keys in added.items()}
        self._entries(parts, kept, texts, mark, place)

    def _pair(self, key: str, value: Any, column: int, in_flow: bool) -> str:
        """A key with its value: one line or more, the further ones indented."""
        if in_flow:
            return f"{scalar(key, inside=True)}: {scalar(value, inside=True) if isinstance(value, str) else flow(value)}"
        return f"{scalar(key)}:{self._behind(value, _Place(key, column, False, 0, self._plan))}"

    def _list(self, old: list[Any], new: list[Any], mark: Any, place: _Place) -> None:
        start, _, marks = mark
        in_flow = place.flow or self._text.text[start] == "["
        column = self._text.column(start)
        parts = self._list_parts(mark, in_flow, column)
        pairs = aligned(old, new)
        added: dict[int | None, list[str]] = {}
        last: int | None = None
        for entry, pair in zip(new, pairs, strict=True):
            if pair is None:
                added.setdefault(last, []).append(self._entry(entry, place.key, column, in_flow))
            else:
                last = pair
                inner = _Place("", column, in_flow, parts[pair].start + (not in_flow), place.plan.each)
                self._value(old[pair], entry, marks[pair], inner)
        kept = set(pairs)
        self._entries(parts, [number in kept for number in range(len(old))], added, mark, place)

    def _entry(self, value: Any, key: str, column: int, in_flow: bool) -> str:
        if in_flow:
            return scalar(value, inside=True) if isinstance(value, str) else flow(value)
        return "".join(entry_lines(value, key, " " * column, whole=True)).strip("\n ")

    def _list_parts(self, mark: Any, in_flow: bool, column: int) -> list[_Part]:
        parts: list[_Part] = []
        at = mark[0]
        for inner in mark[2]:
            end = self._text.value_end(inner)
            start = inner[0] if in_flow else at if not parts else self._text.dash(at, inner[0], column)
            parts.append(_Part(start, max(end, start + (not in_flow)), inner))
            at = parts[-1].end
        return parts

    def _entries(self, parts: Sequence[_Part], kept: Sequence[bool], added: _Added, mark: Any, place: _Place) -> None:
        """Remove the parts that are not kept, and put the added texts in."""
        if place.flow or self._text.text[mark[0]] in "[{":
            self._entries_in_brackets(parts, kept, added)
        elif not all(kept) or added:
            self._entries_on_lines(parts, kept, added, place)

    def _entries_in_brackets(self, parts: Sequence[_Part], kept: Sequence[bool], added: _Added) -> None:
        """Each part goes with the comma behind it; the last ones with the comma in front of the first of them."""
        remaining = [number for number, stays in enumerate(kept) if stays]
        for number, part in enumerate(parts):
            if not kept[number] and number < remaining[-1]:
                self._edit(part.start, self._text.behind_comma(part.end, parts[number + 1].start), "")
        if remaining[-1] + 1 < len(parts):
            self._edit(parts[remaining[-1]].end, parts[-1].end, "")
        for before, texts in added.items():
            if before is None:
                start = parts[remaining[0]].start
                self._edit(start, start, "".join(f"{text}, " for text in texts))
            else:
                end = parts[before].end
                self._edit(end, end, "".join(f", {text}" for text in texts))

    def _entries_on_lines(self, parts: Sequence[_Part], kept: Sequence[bool], added: _Added, place: _Place) -> None:
        text, column = self._text, self._text.column(parts[0].start)
        first = kept.index(True)
        compact = text.shares_line(parts[0].start)
        if compact and first:  # what is in front of the first stays in front of what follows
            begin = text.above(parts[first].start, parts[first - 1].end, column, blanks=False)
            joined = begin == text.line_start(parts[first].start)
            if joined:
                self._edit(parts[0].start, parts[first].start, "")
            else:
                self._edit(text.behind_words(parts[0].start), begin, "\n")
        floor = place.head
        for number, part in enumerate(parts):
            behind = text.below(part.end, part.mark, column)
            if not kept[number] and not (compact and number < first):
                self._edit(self._begin(number, part, floor, column, place), behind, "")
            floor = behind
        for before, lines in added.items():
            block = "".join(f"{' ' * column}{line}\n" for line in lines)
            if before is not None:
                self._insert(text.below(parts[before].end, parts[before].mark, column), block)
            elif compact and (not first or joined):
                self._edit(parts[first].start, parts[first].start, block[column:] + " " * column)
            else:
                floor = parts[first - 1].end if first else place.head
                at = self._begin(first, parts[first], floor, column, place, blanks=False)
                self._edit(at, at, block)

    def _begin(self, number: int, part: _Part, floor: int, column: int, place: _Place, *, blanks: bool = True) -> int:
        """Where the lines of a part begin; what stands above the first key of a file speaks of the file."""
        if number == 0 and place.column < 0:
            return self._text.line_start(part.start)
        return self._text.above(part.start, floor, column, blanks=blanks and number > 0)

    def _insert(self, at: int, block: str) -> None:
        """Lines behind other lines, of which the last may lack its end."""
        if at and self._text.text[at - 1] not in "\r\n":
            block = f"\n{block[:-1]}"
        self._edit(at, at, block)

    def _edit(self, start: int, end: int, new: str) -> None:
        """Put a text in place of a stretch; what is put in at an offset comes behind what was put in there before, which is
        part of something inside."""
        text = new.replace("\n", self._text.line_end)
        if start == end:
            self._inserts[start] = self._inserts.get(start, "") + text
        else:
            self._edits.append(Edit(start, end, text))
