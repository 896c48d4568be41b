"""Reading a list of events: what came about when and when it was published, as YAML, XLSX or CSV with columns in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold
from gwcat.intake.sheet import SIZE_LIMIT, Sheet, read_csv, read_workbook
from gwcat.model.schedule import Record
from gwcat.model.values import text
from gwcat.source.reader import read_tree
from gwcat.source.text import Lines, Refused, decode

# What is read -> the words that stand above such a column.
_WORDS = {
    "编号": ("编号", "事项编号", "目录编号", "任务"),
    "形成日期": ("形成日期", "形成时间", "变更日期", "形成或变更日期", "形成（变更）日期", "获取日期", "收到日期", "事件日期"),
    "公开日期": ("公开日期", "公开时间", "发布日期", "发布时间", "完成日期"),
    "单位": ("单位", "公开主体", "责任单位", "公开单位"),
    "范围": ("范围", "适用范围"),
    "期次": ("期次", "所属期"),
    "名称": ("名称", "信息名称", "标题", "信息标题", "文件名称"),
}
_KEYS = {fold(word): key for key, words in _WORDS.items() for word in words}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+[\d:.]+)?")
_HEADER_WITHIN = 20
_SHOWN = 5
_FORM = "请写上表头：编号、形成日期、公开日期（单位、范围、期次、名称可以不写）。"


class EventList(NamedTuple):
    """The lines of a list, and what in it was not used."""

    records: tuple[Record, ...]
    remarks: tuple[str, ...]


def read_events(path: Path) -> EventList:
    """The events in a file. Raises GwcatError, with the place, for a file that is no list and for a day that is none."""
    kind, name = path.suffix.lower(), str(path)
    if kind not in (".yaml", ".yml", ".xlsx", ".csv"):
        raise GwcatError(f"清单“{path}”不是 YAML、XLSX 或 CSV 文件。", hint="请另存为 .xlsx 或 .csv。")
    data = _bytes(path)
    if kind in (".yaml", ".yml"):
        return _listed(data, name)
    return _tabled([read_csv(data, name)] if kind == ".csv" else read_workbook(data, name), name)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise storage_error(error, "读取清单") from error
    if len(data) > SIZE_LIMIT:
        raise GwcatError(f"清单超过 {SIZE_LIMIT // 1048576} MiB。", place=str(path), hint="请只留下清单本身，去掉图片。")
    return data


def _listed(data: bytes, name: str) -> EventList:
    try:
        content = decode(data)
    except Refused as refusal:
        raise GwcatError(refusal.message, place=name, hint=refusal.help) from refusal
    lines = Lines(content)
    tree, marks, problems = read_tree(content)
    if problems:
        raise GwcatError(problems[0][1], place=_at(name, lines, problems[0][3]), hint=problems[0][2])
    if not isinstance(tree, list):
        words = "每条写成 - {编号: …, 形成日期: 2026-01-31, 公开日期: …}。"
        raise GwcatError("清单的最外层应当是列表。", place=name, hint=words)
    records, unused = [], dict[str, None]()
    for entry, mark in zip(tree, marks[2], strict=True):
        place = _at(name, lines, mark[0])
        known = {_KEYS.get(fold(key)) or key: text(value) for key, value in entry.items()} if isinstance(entry, dict) else {}
        if not known.get("编号"):
            raise GwcatError("清单的这一条没有编号。", place=place, hint="请写成 - {编号: …, 形成日期: 2026-01-31}。")
        unused.update(dict.fromkeys(key for key in known if key not in _WORDS))
        records.append(_record(known, place))
    return EventList(tuple(records), tuple(_unused(list(unused), f"{name} 的键")))


def _at(name: str, lines: Lines, offset: int) -> str:
    return ":".join((name, *map(str, lines.position(offset))))


def _tabled(sheets: Sequence[Sheet], name: str) -> EventList:
    records: list[Record] = []
    remarks: list[str] = []
    headers = [_header(sheet.rows) for sheet in sheets]
    if all(header is None for header in headers):
        raise GwcatError(f"清单的前 {_HEADER_WITHIN} 行里没有“编号”和日期的表头。", place=name, hint=_FORM)
    for sheet, header in zip(sheets, headers, strict=True):
        where = f"{name}!{sheet.name}" if sheet.name else name
        if header is None:
            remarks += [f"{where} 没有“编号”一列，没有读。"] if any(map(any, sheet.rows)) else []
            continue
        columns = _columns(sheet.rows[header])
        used = set(columns.values())
        others = [cell for number, cell in enumerate(sheet.rows[header]) if cell and number not in used]
        remarks += _unused(others, f"{where} 的列")
        for number, row in enumerate(sheet.rows[header + 1 :], header + 2):
            values = {key: row[column] if column < len(row) else "" for key, column in columns.items()}
            if values["编号"] and fold(values["编号"]) not in _KEYS:
                records.append(_record(values, f"{where}:{number}"))
            elif any(values.values()) and not values["编号"]:
                remarks.append(f"{where} 第 {number} 行没有编号，没有读。")
    return EventList(tuple(records), tuple(remarks))


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """The row in which the columns' names stand: 编号 and a day or a 期次."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = _columns(row)
        if "编号" in names and {"形成日期", "公开日期"} & set(names):
            return number
    return None


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(row):
        if key := _KEYS.get(fold(cell)):
            found.setdefault(key, number)
    return found


def _record(values: Mapping[str, str], place: str) -> Record:
    def said(key: str) -> str:
        return " ".join(values.get(key, "").split())

    formed, published = (_day(said(key), key, place) for key in ("形成日期", "公开日期"))
    return Record(said("编号"), formed, published, said("单位"), said("范围"), said("期次"), said("名称"), place)


def _day(words: str, what: str, place: str) -> date | None:
    """A day as people and spreadsheets write it: 2026-01-31, 2026/1/31, 2026年1月31日."""
    if not words:
        return None
    found = _DAY.fullmatch(words)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not 1949 < day.year < 2200:
        raise GwcatError(f"{what}“{words}”不是一个日期。", place=place, hint="请写成 2026-01-31。")
    return day


def _unused(names: Sequence[str], what: str) -> Iterator[str]:
    if names:
        yield f"{what}“{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}”没有用到。"
