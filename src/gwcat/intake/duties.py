"""Reading a 权责清单: a YAML list, or a table in XLSX or CSV with its columns in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold
from gwcat.intake.sheet import SIZE_LIMIT, Sheet, read_csv, read_workbook
from gwcat.model.duty import Duty
from gwcat.model.values import text, texts
from gwcat.source.reader import read_tree
from gwcat.source.text import Lines, Refused, decode

# What is read -> the words that stand above such a column.
_WORDS = {
    "名称": (
        "名称",
        "事项名称",
        "权责事项",
        "权力事项",
        "权力名称",
        "职权名称",
        "权责事项名称",
        "权力事项名称",
        "公共服务事项名称",
    ),
    "类别": ("类别", "权力类型", "权力类别", "职权类型", "职权类别", "事项类型", "事项类别"),
    "单位": ("单位", "责任部门", "责任单位", "实施部门", "实施主体", "行使主体", "实施机关", "责任主体"),
    "对应": ("对应", "对应编号", "对应公开事项"),
}
_KEYS = {fold(word): key for key, words in _WORDS.items() for word in words}
_HEADER_WITHIN = 20  # rows in which a sheet's header must stand
_SEVERAL = re.compile(r"[、，,；;\s]+")
_SHOWN = 5


class DutyList(NamedTuple):
    """The entries of a list, and what in it was not used."""

    duties: tuple[Duty, ...]
    remarks: tuple[str, ...]


def read_duties(path: Path) -> DutyList:
    """The 权责清单 in a file. Raises GwcatError for a file that is none; nothing in it is dropped without a remark."""
    kind, name = path.suffix.lower(), str(path)
    if kind not in (".yaml", ".yml", ".xlsx", ".csv"):
        raise GwcatError(f"权责清单“{path}”不是 YAML、XLSX 或 CSV 文件。", hint="请另存为 .xlsx，或写成 .yaml。")
    data = _bytes(path)
    if kind in (".yaml", ".yml"):
        found = _listed(*_tree(data, name), name)
    else:
        found = _tabled([read_csv(data, name)] if kind == ".csv" else read_workbook(data, name), name)
    if not found.duties:
        raise GwcatError("权责清单里一个事项也没有。", place=name, hint="请在“事项名称”一列写上事项。")
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise storage_error(error, "读取权责清单") from error
    if len(data) > SIZE_LIMIT:
        raise GwcatError(f"权责清单超过 {SIZE_LIMIT // 1048576} MiB。", place=str(path), hint="请只留下清单本身，去掉图片。")
    return data


def _tree(data: bytes, name: str) -> tuple[list[Any], Lines]:
    """The list in a YAML file, with the lines of its text."""
    try:
        content = decode(data)
    except Refused as refusal:
        raise GwcatError(refusal.message, place=name, hint=refusal.help) from refusal
    lines = Lines(content)
    tree, marks, problems = read_tree(content)
    if problems:
        _, message, help, start, _, _ = problems[0]
        raise GwcatError(message, place=_at(name, lines, start), hint=help)
    if not isinstance(tree, list):
        raise GwcatError("权责清单的最外层应当是列表。", place=name, hint="每个事项写一条：- {名称: …, 类别: …, 单位: …}。")
    return [(entry, mark[0]) for entry, mark in zip(tree, marks[2], strict=True)], lines


def _at(name: str, lines: Lines, offset: int) -> str:
    return ":".join((name, *map(str, lines.position(offset))))


def _listed(entries: Sequence[tuple[object, int]], lines: Lines, name: str) -> DutyList:
    duties, unused = [], dict[str, None]()
    for entry, offset in entries:
        place = _at(name, lines, offset)
        raw = {"名称": entry} if isinstance(entry, str) else entry
        known: dict[str, object] = {}
        for key, value in raw.items() if isinstance(raw, dict) else ():
            known.setdefault(_KEYS.get(fold(key)) or key, value)
        if not text(known.get("名称")).strip():
            raise GwcatError("权责清单的这一条没有名称。", place=place, hint="请写成 - {名称: …, 类别: …, 单位: …}。")
        unused.update(dict.fromkeys(key for key in known if key not in _WORDS))
        duties.append(_duty(known, texts(known.get("对应")), place))
    return DutyList(tuple(duties), tuple(_unused(list(unused), "键")))


def _duty(values: Mapping[str, object], targets: Sequence[str], place: str) -> Duty:
    name, kind, unit = (" ".join(text(values.get(key)).split()) for key in ("名称", "类别", "单位"))
    return Duty(name, kind, unit, tuple(targets), place)


def _tabled(sheets: Sequence[Sheet], name: str) -> DutyList:
    """The duties of all sheets that have a header; merged cells count for every row that they cover."""
    duties: list[Duty] = []
    remarks: list[str] = []
    headers = [_header(sheet) for sheet in sheets]
    if all(header is None for header in headers):
        words = f"前 {_HEADER_WITHIN} 行里没有“事项名称”一列。"
        raise GwcatError(words, place=name, hint="请写上表头：事项名称、权力类型、责任部门。")
    for sheet, header in zip(sheets, headers, strict=True):
        where = f"{name}!{sheet.name}" if sheet.name else name
        if header is None:
            remarks += [f"{where} 没有“事项名称”一列，没有读。"] if any(map(any, sheet.rows)) else []
            continue
        for found in _entries(sheet.rows, header, where):
            if isinstance(found, Duty):
                duties.append(found)
            else:
                remarks.append(found)
    return DutyList(tuple(duties), tuple(remarks))


def _header(sheet: Sheet) -> int | None:
    """The row in which the columns' names stand."""
    return next((number for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]) if "名称" in _columns(row)), None)


def _entries(rows: Sequence[Sequence[str]], header: int, where: str) -> Iterator[Duty | str]:
    """The duties below a header, and a remark for everything there that is not read; a repeated header is neither."""
    columns = _columns(rows[header])
    used = set(columns.values())
    yield from _unused([cell for n, cell in enumerate(rows[header]) if cell and n not in used], f"{where} 的列")
    for number, row in enumerate(rows[header + 1 :], header + 2):
        values = {key: row[column] if column < len(row) else "" for key, column in columns.items()}
        if not values["名称"]:
            if any(values.values()):
                yield f"{where} 第 {number} 行没有事项名称，没有读。"
        elif fold(values["名称"]) not in _KEYS:
            targets = [target for target in _SEVERAL.split(values.get("对应", "")) if target]
            yield _duty(values, targets, f"{where}:{number}")


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Which column of a header says what; the first one where several do."""
    found: dict[str, int] = {}
    for number, cell in enumerate(row):
        if key := _KEYS.get(fold(cell)):
            found.setdefault(key, number)
    return found


def _unused(names: Sequence[str], what: str) -> Iterator[str]:
    if names:
        few = "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
        yield f"权责清单里没有用到的{what}：{few}。" if what == "键" else f"{what}“{few}”没有用到。"
