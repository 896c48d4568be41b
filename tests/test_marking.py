"""The helper that finds marked places, against places counted by eye."""

from __future__ import annotations

import pytest

from marking import Fault, Spot, announced, marked, position


def test_the_signs_are_taken_out_and_their_place_is_found() -> None:
    assert marked("甲: 乙\n丙: ⟦丁戊⟧\n") == ("甲: 乙\n丙: 丁戊\n", Spot(2, 4, 2, 6))


def test_an_empty_place_and_one_over_several_lines() -> None:
    assert marked("甲:⟦⟧\n").spot == Spot(1, 3, 1, 3)
    assert marked("⟦甲\r\n乙⟧").spot == Spot(1, 1, 2, 2)


@pytest.mark.parametrize("text", ["甲", "⟦甲", "⟦甲⟧⟦乙⟧", "甲⟧"])
def test_a_text_without_exactly_one_place_is_refused(text: str) -> None:
    with pytest.raises(AssertionError):
        marked(text)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("甲\n乙", 0, (1, 1)),
        ("甲\n乙", 1, (1, 2)),
        ("甲\n乙", 2, (2, 1)),
        ("甲\r\n乙", 2, (1, 3)),
        ("甲\r\n乙", 3, (2, 1)),
        ("甲\r乙", 2, (2, 1)),
        ("😀x", 2, (1, 3)),
    ],
)
def test_positions(text: str, offset: int, place: tuple[int, int]) -> None:
    assert position(text, offset) == place


def test_announced_faults_are_found_in_the_clean_text() -> None:
    text, faults = announced("甲: ⟦GW101⟧\n乙: ⟦GW302 社会 公众⟧，⟦GW303 丙⟧\n")
    assert text == "甲: \n乙: 社会 公众，丙\n"
    assert faults == [Fault("GW101", 1, 4), Fault("GW302", 2, 4), Fault("GW303", 2, 10)]
