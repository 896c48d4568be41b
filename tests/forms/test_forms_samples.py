"""The sample items of the founding documents come out cell for cell: in the Table, and read back from every format."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
import yaml

from conftest import Golden
from gwcat.document.table import Table
from gwcat.render.csv import filled
from office import Block, Grid, docx_text, sheet_grid, word_grids, xlsx_text
from packages import CASES, case_workspace, package, planned
from pages import page_of, page_tables


class Sample(NamedTuple):
    """A table as the document prints it: title, header, body and notes."""

    title: str
    header: Grid
    body: Grid
    notes: list[str]

    @property
    def whole(self) -> Grid:
        """Header and body as one grid."""
        rows = len(self.header.texts)
        return Grid(self.header.texts + self.body.texts, self.header.merges | {_down(block, rows) for block in self.body.merges})


class Case(NamedTuple):
    """A sample, what was made of it, and the lines of its document."""

    name: str
    expected: Sample
    table: Table
    public: Path
    document: str

    @property
    def domain(self) -> str:
        return self.table.name


SAMPLES = {"莒南附件4": "山东", "宜丰附件2": "宜丰"}


@pytest.fixture(scope="module", params=SAMPLES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    name, region = request.param, SAMPLES[request.param]
    root = case_workspace(name, tmp_path_factory.mktemp("workspace"))
    (chapter,) = planned(root, region).domains
    document = (CASES / name / "document.txt").read_text("utf-8")
    return Case(name, _sample(name), chapter.table, package(root, region) / "public", document)


def _sample(name: str) -> Sample:
    raw: dict[str, Any] = yaml.safe_load((CASES / name / "expected.yaml").read_bytes())
    columns = len(raw["行"][0])
    flat = raw["表头"]
    header = [flat[start : start + columns] for start in range(0, len(flat), columns)]
    assert len(header) == raw["表头行数"]
    return Sample(raw["标题"], Grid(header, _blocks(raw["表头合并"])), Grid(raw["行"], _blocks(raw["合并"])), raw["注释"])


def _blocks(raw: list[list[int]]) -> set[Block]:
    return {Block(*block) for block in raw}


def _down(block: Block, rows: int) -> Block:
    return Block(block.first_row + rows, block.first_column, block.last_row + rows, block.last_column)


def test_the_expected_cells_are_those_of_the_document(case: Case) -> None:
    """But for white space: the documents break lines where their columns end."""
    cells = [text for row in case.expected.whole.texts for text in row if text]
    document = re.sub(r"\s", "", case.document)
    for text in (*cells, *case.expected.notes):
        assert re.sub(r"\s", "", text) in document, text


def test_table(case: Case) -> None:
    table, expected = case.table, case.expected
    assert table.title == expected.title
    assert [list(row) for row in table.rows] == expected.body.texts
    assert {Block(*merge) for merge in table.merges} == expected.body.merges
    assert list(table.notes) == expected.notes
    header = [[""] * len(table.columns) for _ in range(table.header_rows)]
    for cell in table.header:
        header[cell.row][cell.column] = cell.text
    assert header == expected.header.texts
    spans = {Block(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1) for cell in table.header}
    assert {block for block in spans if block[:2] != block[2:]} == expected.header.merges


def test_workbook_by_openpyxl(case: Case) -> None:
    expected = case.expected
    columns = len(expected.header.texts[0])
    blank = [""] * (columns - 1)
    above = [[expected.title, *blank]]
    below = [[note, *blank] for note in expected.notes]
    rows = len(above) + len(expected.whole.texts)
    across = {Block(row, 0, row, columns - 1) for row in (0, *range(rows, rows + len(below)))}
    for grid in (
        sheet_grid(case.public / f"分领域/{case.domain}.xlsx", case.domain),
        sheet_grid(case.public / "总目录.xlsx", case.domain),
    ):
        assert grid.texts == above + expected.whole.texts + below
        assert grid.merges == {_down(block, 1) for block in expected.whole.merges} | across


def test_document_by_python_docx(case: Case) -> None:
    document = docx.Document(str(case.public / f"分领域/{case.domain}.docx"))
    (table,) = document.tables
    assert _grid(table) == case.expected.whole
    assert [paragraph.text for paragraph in document.paragraphs] == [case.expected.title, *case.expected.notes]


def test_document_cell_by_cell(case: Case) -> None:
    """Read without python-docx: no text in a covered cell, every merge begun where it must."""
    assert word_grids(case.public / f"分领域/{case.domain}.docx") == [case.expected.whole]
    assert word_grids(case.public / "总目录.docx")[1] == case.expected.whole


def _grid(table: Any) -> Grid:
    """What python-docx takes the cells and merges of a table to be."""
    places: dict[Any, list[tuple[int, int]]] = {}
    texts: dict[tuple[int, int], str] = {}
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            places.setdefault(cell._tc, []).append((row, column))
            texts[row, column] = cell.text if len(places[cell._tc]) == 1 else ""
    merges = {Block(*min(held), *max(held)) for held in places.values() if len(held) > 1}
    width = len(table.columns)
    return Grid([[texts[row, column] for column in range(width)] for row in range(len(table.rows))], merges)


def test_page(case: Case) -> None:
    data = (case.public / f"分领域/{case.domain}.html").read_bytes()
    (table,) = page_tables(data)
    assert table == (case.expected.title, case.expected.header, case.expected.body)
    assert [note.text for note in page_of(data).find_class("notes")[0].iter("p")] == case.expected.notes


def test_csv(case: Case) -> None:
    data = (case.public / f"分领域/{case.domain}.csv").read_bytes().decode()
    header, *rows = csv.reader(io.StringIO(data, newline=""))
    assert rows == filled(case.table)
    assert header == list(_flat_header(case.expected.header))


def _flat_header(header: Grid) -> Iterator[str]:
    """The names of the leaf columns below their groups, without line breaks."""
    for column in range(len(header.texts[0])):
        names = []
        for row, line in enumerate(header.texts):
            start = next((block.first_column for block in header.merges if _holds(block, row, column)), column)
            names.append(line[start].replace("\n", ""))
        yield "/".join(filter(None, names))


def _holds(block: Block, row: int, column: int) -> bool:
    return block.first_row <= row <= block.last_row and block.first_column <= column <= block.last_column


def test_whole_files(case: Case, golden: Golden) -> None:
    """Typefaces, borders, sizes, page set-up: everything of the files, kept to be read by people."""
    golden(f"forms/{case.name}/xlsx.txt", xlsx_text(case.public / f"分领域/{case.domain}.xlsx"))
    golden(f"forms/{case.name}/docx.txt", docx_text(case.public / f"分领域/{case.domain}.docx"))
