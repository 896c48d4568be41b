"""The one escape: whatever a text holds, the part is well-formed and says the same, minus what XML 1.0 cannot carry."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from gwcat.render.xml import emus, escape, escape_cell, points, twips, utf8

ANY = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\x00\x08\x0b\x1f\r\n\t\ufffe\uffff\ud800\udfff_x0041&<>\"']")),
    max_size=40,
)


def carried(text: str) -> str:
    """The characters that XML 1.0 admits (production 2), with its line ends (2.11). Written apart from the code under test."""
    kept = [
        char for char in text if char in "\t\n\r" or "\x20" <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
    ]
    return re.sub("\r\n?", "\n", "".join(kept))


@given(ANY)
@example("]]>")
@example("a\r\nb\rc\n")
@example("\ud83d\ude00")  # two halves that no file may hold apart
def test_element_text(text: str) -> None:
    node = etree.fromstring(utf8(f"<t>{escape(text)}</t>"))
    assert (node.text or "") == carried(text)
    assert len(node) == 0


@given(ANY)
def test_attribute(text: str) -> None:
    """Where line breaks are read as spaces."""
    node = etree.fromstring(utf8(f'<t a="{escape(text)}"/>'))
    assert node.get("a") == re.sub("[\t\n]", " ", carried(text))
    assert list(node.attrib) == ["a"]


@given(ANY)
@example("_x0041_")
@example("_x005F_x0041_")
@example("_\x01x0041_")
@example("__x0041__x0042_")
@example("_X0041_ _x041_ _xZZZZ_")
def test_cell_text_is_read_back_as_it_was(text: str) -> None:
    """A spreadsheet reads `_x0041_` as the character U+0041 (ECMA-376, 22.9.2.19 ST_Xstring)."""
    read = etree.fromstring(utf8(f"<t>{escape_cell(text)}</t>")).text or ""
    assert re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), read) == carried(text)


@given(ANY)
def test_the_same_in_a_declared_file(text: str) -> None:
    data = utf8(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<t xml:space="preserve">{escape(text)}</t>')
    assert (etree.fromstring(data).text or "") == carried(text)


@pytest.mark.parametrize(
    ("value", "written"), [(12.0, "12"), (12.25, "12.25"), (0, "0"), (409.0, "409"), (100, "100"), (1 / 3, "0.33")]
)
def test_numbers_without_needless_decimals(value: float, written: str) -> None:
    assert points(value) == written


def test_lengths() -> None:
    assert (twips(25.4), twips(297), twips(210)) == (1440, 16838, 11906)
    assert emus(25.4) == 914400
