"""The address of a cell in a delivered file.

`目录.xlsx!F12` and `目录.xlsx!工作表!F12` in a workbook; `目录.docx!表1:R5C4` in a document or a page: the fifth row of the first
table, its header counted, and the fourth column of the grid that its lines make, however cells are merged.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.render.areas import column_letters

_ADDRESS = re.compile(r"(.*?\.(xlsx|docx|html))!(?:(.*)[!:：])?([^!:：]*)", re.IGNORECASE | re.DOTALL)
_SHEET_ADDRESS = re.compile(r"(.*?\.xlsx)!(?:(.*)!)?([^!]*)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_GRID_CELL = re.compile(r"R([1-9]\d{0,6})C([1-9]\d{0,4})", re.IGNORECASE)
_NUMBERED = re.compile(r"表\s*([1-9]\d{0,4})")
_KINDS = (".xlsx!", ".docx!", ".html!")


class Address(NamedTuple):
    """A cell: its file, the table by the name of its sheet or by its number (from 1; 0: none given), and its place in the
    table as a sheet has it, rows and columns from 0, row 0 being the title. `label` is the cell as it was written.
    """

    file: Path
    table: str
    number: int
    row: int
    column: int
    label: str

    @property
    def in_sheet(self) -> bool:
        """Whether the cell is one of a workbook."""
        return self.file.suffix.lower() == ".xlsx"


def read_address(text: str) -> Address:
    """The address that a text says. Raises GwcatError for one that says none, or of a file that is not there."""
    found = _ADDRESS.fullmatch(text)
    if found is None and "!" in text and not any(kind in text.lower() for kind in _KINDS):
        file = text.rpartition("!")[0]
        raise GwcatError(f"“{file}”不是 XLSX、DOCX、HTML 文件。", hint="可以追查备案材料里这三种文件的单元格。")
    if found is not None and found[2].lower() == "xlsx":
        return _in_sheet(text)
    cell = _GRID_CELL.fullmatch(found[4].strip()) if found else None
    if found is None or cell is None:
        raise GwcatError(f"看不懂“{text}”。", hint="请写成 文件.xlsx!F12、文件.xlsx!工作表!F12，或者 文件.docx!表1:R5C4。")
    row, column = int(cell[1]), int(cell[2])
    table = (found[3] or "").strip()
    numbered = _NUMBERED.fullmatch(table)
    number = int(numbered[1]) if numbered else 0
    return Address(_file(found[1]), "" if numbered else table, number, row, column - 1, f"R{row}C{column}")


def _in_sheet(text: str) -> Address:
    """A cell of a workbook; paths and sheets may have ! in their names."""
    parts = _SHEET_ADDRESS.fullmatch(text)
    cell = _CELL.fullmatch(parts[3].strip()) if parts else None
    if parts is None or cell is None:
        raise GwcatError(f"看不懂“{text}”。", hint="请写成 文件.xlsx!F12，或者 文件.xlsx!工作表!F12。")
    column = 0
    for letter in cell[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(cell[2])
    return Address(_file(parts[1]), _unquoted(parts[2] or ""), 0, row - 1, column - 1, f"{column_letters(column - 1)}{row}")


def _file(path: str) -> Path:
    if not Path(path).is_file():
        raise GwcatError(f"没有“{path}”这个文件。", hint="请检查路径；地址里有 ! 时，整个地址要加单引号。")
    return Path(path).resolve()


def _unquoted(written: str) -> str:
    """The name of a sheet, which may be quoted as Excel does."""
    quoted = len(written) > 1 and written[0] == written[-1] == "'"
    return written[1:-1].replace("''", "'") if quoted else written
