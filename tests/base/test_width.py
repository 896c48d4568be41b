"""Display width: what a terminal and paper give to each character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.base.width import char_width, pad, print_width, width

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc 123", 7),
        ("县民政局", 8),
        ("，。（）《》【】：；", 20),
        ("“”‘’—…", 12),
        ("ＡＢ１２", 8),
        ("ﾊﾛ", 2),
        ("　", 2),
        ("e\u0301", 1),
        ("한글", 4),
        ("😀", 2),
        ("𠮷", 2),
        ("■□√①", 8),
        ("\u200b\u202e\ufeff", 0),
        ("a县b", 4),
    ],
)
def test_columns_on_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@given(_TEXT, _TEXT)
def test_width_adds_up(one: str, other: str) -> None:
    assert width(one + other) == width(one) + width(other) == sum(map(char_width, one + other))


@given(_TEXT, st.integers(0, 60))
def test_padding_reaches_the_column_and_cuts_nothing(text: str, columns: int) -> None:
    padded = pad(text, columns)
    assert padded.startswith(text)
    assert width(padded) == max(columns, width(text))


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("abc", 3), ("县民政局", 8), ("（一）", 6), ("a县", 3), ("é", 1.5), ("□", 2)]
)
def test_width_on_paper(text: str, units: float) -> None:
    assert print_width(text) == units


@given(_TEXT)
def test_width_on_paper_is_never_too_small_for_chinese(text: str) -> None:
    assert print_width(text) >= len(text)
