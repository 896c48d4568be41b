"""Row heights: enough for the text, for merged groups too, and never less for more text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwcat.base.width import print_width
from gwcat.document.table import Merge, Table
from gwcat.render.heights import capacity, line_count, row_heights, text_height
from gwcat.render.workbook import SCALE
from office import workbook
from tables import TEXTS, book_of, make_table, merged_tables, xlsx

MOST = 409  # the highest row that Excel shows
LENGTHS = st.integers(5, 80)
SIZES = st.sampled_from([8, 9, 10.5, 12, 18])


@given(TEXTS, TEXTS, LENGTHS, SIZES)
def test_more_text_needs_no_less(text: str, more: str, width: int, size: float) -> None:
    assert text_height(text + more, width, size) >= text_height(text, width, size)


@given(TEXTS, LENGTHS, LENGTHS, SIZES)
def test_a_wider_cell_needs_no_more(text: str, width: int, extra: int, size: float) -> None:
    assert text_height(text, width + extra, size) <= text_height(text, width, size)


@given(TEXTS, st.integers(2, 60))
def test_lines_hold_the_text(text: str, room: int) -> None:
    assert line_count(text, room) >= text.count("\n") + 1
    assert line_count(text, room) * room >= sum(map(print_width, text.split("\n")))


@given(st.integers(0, 200), st.integers(2, 60))
def test_chinese_lines_hold_whole_characters(count: int, room: int) -> None:
    """A full-width character does not break in the middle."""
    assert line_count("公" * count, room) == max(1, -(-count // (room // 2)))


@pytest.mark.parametrize(
    ("text", "lines"), [("", 1), ("a", 1), ("\n", 2), ("公开内容", 1), ("公开内容内", 2), ("公开\n内容内容内", 3)]
)
def test_lines_by_example(text: str, lines: int) -> None:
    assert line_count(text, 8) == lines


def test_even_the_narrowest_cell_holds_a_character() -> None:
    assert capacity(0.1, 18) == 2


def heights_of(table: Table) -> list[float]:
    widths = [column.width for column in table.columns]
    return row_heights(table.rows, table.merges, widths, [column.style.size for column in table.columns])


def need(table: Table, merge: Merge) -> float:
    width = sum(column.width for column in table.columns[merge.first_column : merge.last_column + 1])
    return text_height(table.rows[merge.first_row][merge.first_column], width, table.columns[merge.first_column].style.size)


@given(merged_tables(TEXTS))
def test_every_cell_and_every_merged_group_gets_enough(table: Table) -> None:
    heights = heights_of(table)
    inside = {
        (row, column)
        for merge in table.merges
        for row in range(merge.first_row, merge.last_row + 1)
        for column in range(merge.first_column, merge.last_column + 1)
    }
    for number, row in enumerate(table.rows):
        for column, text in enumerate(row):
            if (number, column) not in inside:
                assert heights[number] >= need(table, Merge(number, column, number, column)), text
    for merge in table.merges:
        assert sum(heights[merge.first_row : merge.last_row + 1]) >= need(table, merge) - 1e-9


@given(merged_tables(TEXTS))
def test_heights_are_quarter_points_and_no_row_is_lost(table: Table) -> None:
    heights = heights_of(table)
    assert len(heights) == len(table.rows)
    assert all(height > 0 and height * 4 == int(height * 4) for height in heights)


def test_what_is_missing_is_shared_by_the_rows_of_a_group() -> None:
    table = make_table([("长" * 200, "甲"), ("", "乙"), ("", "丙")], merges=[(0, 0, 2, 0)])
    heights = heights_of(table)
    assert max(heights) - min(heights) <= 0.25
    assert sum(heights) - need(table, table.merges[0]) < 1


def printed(table: Table) -> list[float]:
    """The heights of the body rows as they stand in the workbook."""
    sheet = workbook(xlsx(book_of(table))).worksheets[0]
    first = 2 + table.header_rows
    return [sheet.row_dimensions[number].height for number in range(first, first + len(table.rows))]


@settings(max_examples=50)
@given(merged_tables(TEXTS.map(lambda text: text * 12), most_rows=5))
def test_no_row_of_a_workbook_is_above_what_excel_shows(table: Table) -> None:
    assert all(height <= MOST for height in printed(table))


def test_a_group_that_fits_in_all_its_rows_is_shown_whole() -> None:
    """One row stands at the limit already; what the group still needs goes to the other."""
    long = "长" * 700
    table = make_table([(long, "甲" * 400), ("", "乙")], merges=[(0, 0, 1, 0)])
    wanted = min(need(table, table.merges[0]) * SCALE, 2 * MOST)
    assert wanted > MOST
    assert sum(printed(table)) >= wanted - 0.5


@settings(max_examples=50)
@given(merged_tables(TEXTS.map(lambda text: text * 8), most_rows=5))
def test_groups_get_enough_in_the_workbook_wherever_it_can_be(table: Table) -> None:
    heights = printed(table)
    for merge in table.merges:
        rows = merge.last_row - merge.first_row + 1
        assert sum(heights[merge.first_row : merge.last_row + 1]) >= min(need(table, merge) * SCALE, MOST * rows) - 0.5
