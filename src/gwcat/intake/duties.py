"""Reading a 权责清单: a YAML list, or a table in XLSX or CSV with its columns in any order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from gwcat.base.errors import GwcatError
from gwcat.intake.listing import HEADER_WITHIN, Entry, Listing
from gwcat.model.duty import Duty
from gwcat.model.values import text, texts

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
_LISTING = Listing(
    name="权责清单",
    words=_WORDS,
    main="名称",
    said="事项名称",
    sample="- {名称: …, 类别: …, 单位: …}",
    save_as="请另存为 .xlsx，或写成 .yaml。",
    no_header=(f"前 {HEADER_WITHIN} 行里没有“事项名称”一列。", "请写上表头：事项名称、权力类型、责任部门。"),
)
_SEVERAL = re.compile(r"[、，,；;\s]+")


class DutyList(NamedTuple):
    """The entries of a list, and what in it was not used."""

    duties: tuple[Duty, ...]
    remarks: tuple[str, ...]


def read_duties(path: Path) -> DutyList:
    """The 权责清单 in a file. Raises GwcatError for a file that is none; nothing in it is dropped without a remark."""
    entries, remarks = _LISTING.read(path)
    if not entries:
        raise GwcatError("权责清单里一个事项也没有。", place=str(path), hint="请在“事项名称”一列写上事项。")
    return DutyList(tuple(_duty(entry) for entry in entries), tuple(remarks))


def _duty(entry: Entry) -> Duty:
    name, kind, unit = (" ".join(text(entry.values.get(key)).split()) for key in ("名称", "类别", "单位"))
    targets = entry.values.get("对应")
    several = _SEVERAL.split(targets) if isinstance(targets, str) and entry.tabled else texts(targets)
    return Duty(name, kind, unit, tuple(filter(None, several)), entry.place)
