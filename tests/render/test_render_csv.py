"""Flat files: merged values in every row, formulas guarded, RFC 4180."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from gwcat.document.table import Column, Table
from gwcat.render.csv import csv_bytes, filled
from office import Block
from tables import LEFT, TEXTS, book_of, make_table, merged_tables, small_book


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def names(*texts: str) -> tuple[Column, ...]:
    return tuple(Column(text, 20, LEFT) for text in texts)


@given(merged_tables())
def test_the_text_of_a_block_stands_in_each_of_its_cells(table: Table) -> None:
    rows = filled(table)
    inside = {}
    for block in (Block(*merge) for merge in table.merges):
        for row in range(block.first_row, block.last_row + 1):
            for column in range(block.first_column, block.last_column + 1):
                inside[row, column] = table.rows[block.first_row][block.first_column]
    for number, line in enumerate(rows):
        for column, text in enumerate(line):
            assert text == inside.get((number, column), table.rows[number][column])


@given(merged_tables(TEXTS.map(lambda text: text.replace("\r", "").lstrip("=+-@\t"))))
def test_any_text_comes_back(table: Table) -> None:
    header, *rows = read(csv_bytes(book_of(table)))
    assert header == [column.name for column in table.columns]
    assert rows == filled(table)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_signs_of_a_formula_are_guarded(sign: str) -> None:
    rows = read(csv_bytes(book_of(make_table([(f"{sign}1+1", f"甲{sign}")], columns=names("甲", "乙")))))
    assert rows[1] == [f"'{sign}1+1", f"甲{sign}"]


def test_line_ends_are_crlf_and_those_in_cells_stay() -> None:
    data = csv_bytes(book_of(make_table([("甲\n乙", "丙")], columns=names("甲", "乙"))))
    assert data == '甲,乙\r\n"甲\n乙",丙\r\n'.encode()


def test_quotes_and_commas() -> None:
    assert (
        csv_bytes(book_of(make_table([('甲"乙', "丙,丁")], columns=names("甲", "乙"))))
        == '甲,乙\r\n"甲""乙","丙,丁"\r\n'.encode()
    )


def test_a_bom_only_if_asked_for() -> None:
    book = small_book()
    assert not csv_bytes(book).startswith(b"\xef\xbb\xbf")
    assert csv_bytes(book, bom=True) == b"\xef\xbb\xbf" + csv_bytes(book)


def test_half_a_character_does_not_stop_the_file() -> None:
    assert read(csv_bytes(book_of(make_table([("甲\ud83d乙",)]))))[1] == ["甲乙"]


def test_empty_table() -> None:
    assert read(csv_bytes(book_of(make_table([])))) == [["列0", "列1", "列2"]]


def test_header_names_of_groups() -> None:
    table = make_table([("1", "甲")], columns=names("序号", "公开事项/一级事项"))
    assert read(csv_bytes(book_of(table)))[0] == ["序号", "公开事项/一级事项"]


def test_tables_of_one_form_share_a_header_others_have_their_own() -> None:
    first = make_table([("甲",)], name="一", columns=names("名称"))
    second = make_table([("乙",)], name="二", columns=names("名称"))
    third = make_table([("丙", "丁")], name="三", columns=names("名称", "备注"))
    assert read(csv_bytes(book_of(first, second, third))) == [["名称"], ["甲"], ["乙"], ["名称", "备注"], ["丙", "丁"]]


def test_the_index_is_no_data() -> None:
    assert not any("最低生活保障" not in "".join(row) and row[1:2] == ["社会救助"] for row in read(csv_bytes(small_book())))


def test_same_bytes_twice() -> None:
    assert csv_bytes(small_book()) == csv_bytes(small_book())
