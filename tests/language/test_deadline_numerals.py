"""Numbers as official text writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwcat.language.numerals import value, written

NUMBERS = {
    "0": 0, "7": 7, "20": 20, "２０": 20, "007": 7, "零": 0, "一": 1, "两": 2, "十": 10, "一十": 10, "十五": 15, "二十": 20,
    "廿": 20, "廿五": 25, "一百": 100, "一百零五": 105, "一百〇五": 105, "一百一十": 110, "两百": 200, "一千二百": 1200,
    "一千零一": 1001, "二〇": 20, "三〇": 30, "一〇五": 105, "二〇二一": 2021, "二零二零": 2020,
}  # fmt: skip


@pytest.mark.parametrize("source", NUMBERS)
def test_numbers(source: str) -> None:
    assert value(source) == NUMBERS[source]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "一二",
        "二百三",
        "十百",
        "百",
        "二十十",
        "一千一",
        "一百五",
        "零五",
        "二十〇",
        "20十",
        "1万",
        "²",
        "1.5",
        "-1",
        "9" * 10,
    ],
)
def test_what_is_no_number(source: str) -> None:
    """一二 may be one or two; 二百三 is 230 to some and 203 to others."""
    assert value(source) is None


@given(st.integers(0, 9999))
def test_what_is_written_reads_back(number: int) -> None:
    assert value(written(number)) == number
    assert value(str(number)) == number


@given(st.text("〇零一二两三十百千廿0９", max_size=6))
def test_any_signs(source: str) -> None:
    found = value(source)
    assert found is None or found >= 0
