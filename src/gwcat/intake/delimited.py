"""CSV and its kin as a grid: UTF-8, GBK or UTF-16; comma, tab or semicolon."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from gwcat.base.errors import GwcatError
from gwcat.intake.grid import Grid, Note
from gwcat.intake.guard import CELL_LIMIT, Source, too_far

_DELIMITERS = (",", "\t", ";")
_SAMPLE = 50
_GUARDED = re.compile(r"^'([=+\-@\t\r])")  # what keeps a spreadsheet from taking a text for a formula


def decode(data: bytes, place: str) -> tuple[str, str]:
    """The text, and the name of its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = (("utf-16", "UTF-16"),)
    else:
        encodings = (("utf-8-sig", "UTF-8"), ("gb18030", "GBK"))  # type: ignore[assignment]
    for encoding, name in encodings:
        try:
            return data.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise GwcatError("文件的编码认不出来。", place=place, hint="请另存为“CSV UTF-8”或 .xlsx。")


def read_csv(source: Source, document: str) -> list[Grid]:
    """The one table of the file."""
    text, encoding = decode(source.data, source.place)
    best, delimiter = _rows(text, source.place)
    width = max(map(len, best), default=0)
    if width * len(best) > CELL_LIMIT:
        raise too_far(source.place, "", len(best), width)
    rows = [[_GUARDED.sub(r"\1", cell) if cell[:1] == "'" else cell for cell in row] + [""] * (width - len(row)) for row in best]
    grid = Grid(document, "", rows, lengths=[len(row) for row in best])
    if encoding != "UTF-8" or delimiter != ",":
        sign = {"\t": "制表符", ";": "分号", ",": "逗号"}[delimiter]
        grid.notes.append(Note("整理", -1, -1, f"文本表格按 {encoding} 编码、{sign}分隔读入。"))
    return [grid]


def _rows(text: str, place: str) -> tuple[list[list[str]], str]:
    """The rows under the delimiter by which most lines have the same number of several cells."""
    scores: list[tuple[int, str]] = []
    failure: csv.Error | None = None
    for delimiter in _DELIMITERS:
        try:
            counts = Counter(len(row) for _, row in zip(range(_SAMPLE), _reader(text, delimiter), strict=False) if any(row))
        except csv.Error as error:
            failure = failure or error
            continue
        columns = max(counts, key=lambda count: (counts[count] * (count > 1), count), default=1)
        scores.append((counts[columns] * (columns - 1), delimiter))
    score, delimiter = max(scores, key=lambda score: (score[0], -_DELIMITERS.index(score[1])), default=(0, ","))
    try:
        if failure and not score:
            raise failure
        return list(_reader(text, delimiter)), delimiter
    except csv.Error as error:
        raise GwcatError("文本表格读不出来。", place=place, hint="请检查引号是否成对，或另存为 .xlsx。") from error


def _reader(text: str, delimiter: str) -> csv._reader:  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
