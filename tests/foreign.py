"""Tables as clerks type them, described in `tests/cases/intake/`: made as files of every kind, and what they say."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import yaml

from conftest import REPOSITORY

CASES = REPOSITORY / "tests" / "cases" / "intake"
DIRECT = {"xlsx", "docx", "html", "csv"}
# Serialised by LibreOffice: what it is given, and what it makes of it.
OFFICE = {
    "ods": ("xlsx", "ods"),
    "xls": ("xlsx", "xls"),
    "doc": ("docx", "doc"),
    "xlsx+": ("xlsx", "xlsx"),
    "docx+": ("docx", "docx"),
}


class Typed(NamedTuple):
    """A table as it is typed: its rows, and its blocks as (top, left, bottom, right) from 0."""

    rows: list[list[str]]
    blocks: list[tuple[int, int, int, int]]


class Case(NamedTuple):
    """One description with one kind of file."""

    name: str
    kind: str
    about: Mapping[str, Any]

    @property
    def suffix(self) -> str:
        return OFFICE[self.kind][1] if self.kind in OFFICE else self.kind


@cache
def _yaml(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def cases() -> list[Case]:
    """Every description with every kind of file that it names."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        if path.stem not in ("表头", "样例"):
            found += [Case(f"{path.stem}-{about['说明']}", kind, about) for about in _yaml(path.name) for kind in about["经"]]
    return found


def typed(about: Mapping[str, Any]) -> Typed:
    """The table that a description describes, with its title above and its notes below."""
    plain, head = _yaml("样例.yaml")["格"], _yaml("表头.yaml").get(about["表头"], {})
    names = head.get("列", [])
    body: list[list[str]] = []
    count = 0
    for row in about["行"]:
        if isinstance(row, list):
            body.append([str(cell) for cell in row])
        else:
            count += 1
            cells = {"序号": str(count), **plain, **row}
            body.append([str(cells.get(name, "")) for name in names])
    width = max(map(len, [*body, *head.get("行", [])]))
    title = [[about["标题"]]] if "标题" in about else []
    rows = [*title, *head.get("行", []), *body, *([note] for note in about.get("注", ()))]
    blocks = [
        (row + len(title), left, bottom + len(title), right) for row, left, bottom, right in map(block, head.get("合并", ()))
    ]
    blocks += map(block, about.get("合并", ()))
    blocks += [(row, 0, row, width - 1) for row in (*range(len(title)), *range(len(rows) - len(about.get("注", ())), len(rows)))]
    return Typed([list(row) for row in rows], blocks)


def block(area: str) -> tuple[int, int, int, int]:
    """A1:B2 as numbers from 0."""
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
    assert match
    left, right = (openpyxl.utils.column_index_from_string(match[place]) - 1 for place in (1, 3))
    return int(match[2]) - 1, left, int(match[4]) - 1, right


def write(about: Mapping[str, Any], kind: str, path: Path) -> Path:
    """Make the file, by openpyxl, python-docx or as text."""
    table = typed(about)
    path.write_bytes({"xlsx": _xlsx, "docx": _docx, "html": _html, "csv": _csv}[kind](table))
    return path


def _xlsx(table: Typed) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table.rows:
        sheet.append([cell or None for cell in row])
    for top, left, bottom, right in table.blocks:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _docx(table: Typed) -> bytes:
    """A document; what is title or note in a sheet stands outside the table, as in a document it does."""
    document = docx.Document()
    width = max(map(len, table.rows))
    wide = {top for top, left, _, right in table.blocks if (left, right) == (0, width - 1)}
    inner = [number for number in range(len(table.rows)) if number not in wide]
    for number in sorted(wide):
        if number < inner[0]:
            document.add_paragraph(table.rows[number][0])
    made = document.add_table(rows=len(inner), cols=width)
    covered = _covered(table)
    for number, row in enumerate(inner):
        for column, text in enumerate(table.rows[row]):
            if text and (row, column) not in covered:
                made.cell(number, column).text = text
    for top, left, bottom, right in table.blocks:
        if top not in wide:
            made.cell(inner.index(top), left).merge(made.cell(inner.index(bottom), right))
    for number in sorted(wide):
        if number > inner[-1]:
            document.add_paragraph(table.rows[number][0])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _covered(table: Typed) -> set[tuple[int, int]]:
    """The cells that blocks cover."""
    return {
        (row, column)
        for top, left, bottom, right in table.blocks
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _html(table: Typed) -> bytes:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in table.blocks}
    covered = _covered(table)
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for column, text in enumerate(row):
            if (number, column) not in covered:
                down, across = spans.get((number, column), (1, 1))
                inner = html.escape(text).replace("\n", "<br/>")
                cells.append(f'<td rowspan="{down}" colspan="{across}"><p>{inner}</p></td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    page = f"<html><head><meta charset='utf-8'><title>目录</title></head><body><table>{''.join(rows)}</table></body></html>"
    return page.encode()


def _csv(table: Typed) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table.rows)
    return stream.getvalue().encode("gb18030")


def expected(about: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The values that should be read, item by item."""
    plain = _yaml("样例.yaml")["值"]
    for item in about["期望"]:
        if "=" in item:
            yield dict(item["="])
            continue
        left_out = item.get("-", ())
        own = {key: value for key, value in item.items() if key != "-"}
        yield {**{key: value for key, value in plain.items() if key != "三级事项" and key not in left_out}, **own}


def place(remark: Any, rows_above: int = 0) -> str:
    """Where a remark stands, as the cases write it: F12, 行4, 表."""
    spot = remark.spot
    if spot.column:
        return f"{openpyxl.utils.get_column_letter(spot.column)}{spot.row + rows_above}"
    return f"行{spot.row + rows_above}" if spot.row else "表"


def places(remarks: Sequence[Any], kind: str, rows_above: int = 0) -> list[str]:
    """Where the remarks of a kind stand, sorted, each once."""
    return sorted({place(remark, rows_above) for remark in remarks if remark.kind == kind})
