"""Positions as editors count them: UTF-16 or what was agreed, lines ended by LF, CR LF and CR, a BOM in front."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from gwcat.editor.text import Text
from gwcat.model.finding import Place

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
SIGNS = st.lists(st.sampled_from([*"a政，😀𠮷é\u0301\t \u2028\x0b", "\n", "\r", "\r\n"]), max_size=40).map("".join)


def counted(text: str, offset: int, encoding: str) -> tuple[int, int]:
    """Line and column of an offset, worked out from the whole text before it."""
    codec, unit = _CODECS[encoding]
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        before = before[:-1] + "\0"  # inside a line end
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines) - 1, len(lines[-1].encode(codec)) // unit


@given(SIGNS, st.sampled_from(sorted(_CODECS)), st.data())
def test_offsets_and_positions(text: str, encoding: str, data: st.DataObject) -> None:
    one = Text(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    found = one.position(offset)
    if text[offset - 1 : offset + 1] == "\r\n" and offset:
        return
    assert (found.line, found.character) == counted(text, offset, encoding)
    assert one.offset(found) == offset


@given(SIGNS, st.integers(0, 50), st.integers(0, 200))
def test_every_position_is_somewhere(text: str, line: int, character: int) -> None:
    one = Text(text)
    offset = one.offset(types.Position(line, character))
    assert 0 <= offset <= len(text)
    assert one.position(offset).line <= max(line, text.count("\n") + text.count("\r"))


def test_a_position_inside_a_character_is_taken_for_the_one_before_it() -> None:
    one = Text("甲😀乙")
    assert [one.offset(types.Position(0, n)) for n in range(5)] == [0, 1, 1, 2, 3]


def test_a_bom_counts_for_the_editor_and_not_for_the_reader() -> None:
    one = Text("\ufeff领域: 甲\n单位: 乙\n")
    assert one.source == "领域: 甲\n单位: 乙\n"
    assert one.position(0) == types.Position(0, 1)
    assert one.offset(types.Position(0, 1)) == one.offset(types.Position(0, 0)) == 0
    assert one.position(one.source.index("单")) == types.Position(1, 0)


def test_halves_of_characters_are_replaced() -> None:
    assert Text("甲\ud800乙").source == "甲\ufffd乙"


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 9), ("utf-16", 4), ("utf-32", 3)])
def test_places_of_findings(encoding: str, column: int) -> None:
    found = Text("a\n😀政a乙\n", encoding).of_place(Place("甲", 2, 4, 2, 5))
    assert found.start == types.Position(1, column - (0 if encoding != "utf-8" else 1))
    assert found.end.character > found.start.character
