"""Tables of spreadsheets and CSV files as rows of text, merged blocks filled.

What comes in is not trusted: size, growth when unpacked, and extent are looked at before anything is built from them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.intake.guard import UNPACKED_LIMIT, chunks

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

CELL_LIMIT = 2_000_000  # of the rectangle that a sheet's cells span
_CHUNK = 1024 * 1024
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
_DAMAGED = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"


class Sheet(NamedTuple):
    """A sheet: its name and its rows, the first of them row 1 of the file; CSV has no name."""

    name: str
    rows: list[list[str]]


def read_csv(data: bytes, place: str) -> Sheet:
    """A CSV file in UTF-8 or, as Excel in China saves it, GBK. Raises GwcatError."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return Sheet("", [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))])
        except csv.Error as error:
            raise GwcatError("CSV 文件读不出来。", place=place, hint="请检查引号是否成对，或另存为 .xlsx。") from error
    raise GwcatError("CSV 文件不是 UTF-8 或 GBK 编码。", place=place, hint="请另存为“CSV UTF-8”。")


def read_workbook(data: bytes, place: str) -> list[Sheet]:
    """The visible sheets of an XLSX file. Raises GwcatError for what is none, is damaged, or is larger than any list."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _inspect(data, place)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            number
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        return [_sheet(book.get_sheet_by_index(number)) for number in shown]
    except BaseException as error:
        # What the reader itself did not foresee ends in a class of its own, which is no Exception.
        if isinstance(error, CalamineError | ValueError | OSError) or type(error).__name__ == "PanicException":
            raise GwcatError("XLSX 文件读不出来。", place=place, hint=_DAMAGED) from error
        raise


def _sheet(sheet: CalamineSheet) -> Sheet:
    """Every cell as text, counted from the first of the sheet; the text of a merged block in each of its cells."""
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return Sheet(sheet.name, rows)


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without `.0`."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _inspect(data: bytes, place: str) -> None:
    """Unpack everything once, piece by piece, and look how far the cells reach; refuse what is out of all proportion."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            room = UNPACKED_LIMIT
            for member in archive.infolist():
                extent = _Extent()
                for chunk in chunks(archive, member):
                    room -= len(chunk)
                    if room < 0:
                        words = f"XLSX 文件展开后超过 {UNPACKED_LIMIT // _CHUNK} MiB。"
                        raise GwcatError(words, place=place, hint="请只留下清单本身，另存后再试。")
                    extent.add(chunk)
                if extent.cells > CELL_LIMIT:
                    words = f"工作表写到了第 {extent.row} 行第 {extent.column} 列，大得不像清单。"
                    raise GwcatError(words, place=place, hint="请删去清单以外很远处的单元格，另存后再试。")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise GwcatError("这不是 XLSX 文件，或者已经损坏、加了密码。", place=place, hint=_DAMAGED) from error


class _Extent:
    """The farthest cell that holds something; references are found also where two pieces meet."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._rest = b""

    def add(self, chunk: bytes) -> None:
        """Look at the next piece."""
        text = self._rest + chunk
        for letters, row in _CELL.findall(text):
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
            self.row, self.column = max(self.row, int(row)), max(self.column, column)
        self._rest = text[-256:]

    @property
    def cells(self) -> int:
        """How many cells the rectangle from the first one to there has."""
        return self.row * self.column
