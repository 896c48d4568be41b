"""Reading a list of events: what came about when and when it was published, as YAML, XLSX or CSV with columns in any order."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.intake.listing import HEADER_WITHIN, Entry, Listing
from gwcat.model.schedule import Record
from gwcat.model.values import text

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
_LISTING = Listing(
    name="清单",
    words=_WORDS,
    main="编号",
    said="编号",
    sample="- {编号: …, 形成日期: 2026-01-31, 公开日期: …}",
    save_as="请另存为 .xlsx 或 .csv。",
    no_header=(
        f"清单的前 {HEADER_WITHIN} 行里没有“编号”和日期的表头。",
        "请写上表头：编号、形成日期、公开日期（单位、范围、期次、名称可以不写）。",
    ),
    beside=("形成日期", "公开日期"),
)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+[\d:.]+)?")


class EventList(NamedTuple):
    """The lines of a list, and what in it was not used."""

    records: tuple[Record, ...]
    remarks: tuple[str, ...]


def read_events(path: Path) -> EventList:
    """The events in a file. Raises GwcatError, with the place, for a file that is no list and for a day that is none."""
    entries, remarks = _LISTING.read(path)
    return EventList(tuple(map(_record, entries)), tuple(remarks))


def _record(entry: Entry) -> Record:
    def said(key: str) -> str:
        return " ".join(text(entry.values.get(key)).split())

    formed, published = (_day(said(key), key, entry.place) for key in ("形成日期", "公开日期"))
    return Record(said("编号"), formed, published, said("单位"), said("范围"), said("期次"), said("名称"), entry.place)


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
