"""The list for checking one's own website: for people in lines, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from gwcat.base.width import visible
from gwcat.model.selfcheck import Line, SelfCheck
from gwcat.report.columns import columns
from gwcat.report.json import escaped

VERSION = 1


def self_check_text(found: SelfCheck) -> str:
    """A table for each 栏目, then what is not listed and what is missing."""
    time = f"（{found.time}）" if found.time else ""
    parts = [[f"{found.region}政务公开自查清单{time}"]]
    for place, lines in groupby(found.lines, key=place_words):
        rows = [
            ("□", line.unit, line.identity, line.name, " ".join(line.deadline.split()), "、".join(line.dues)) for line in lines
        ]
        parts.append([place, *columns(("", "单位", "编号", "事项", "公开时限", "本期到期"), rows, right=0)])
    parts.append(list(closing(found)))
    return "\n\n".join("\n".join(visible(line, keep="") for line in lines) for lines in parts if lines) + "\n"


def place_words(line: Line) -> str:
    """The 栏目 that a line is listed under; words where there is none."""
    return line.column or ("（没有写网站栏目）" if line.website else "（不在政府网站公开）")


def closing(found: SelfCheck) -> Iterator[str]:
    """How many items there are, how many say in no 栏目 to find them, what is not listed."""
    items = {(line.unit, line.domain, line.identity or line.name) for line in found.lines}
    without = {(line.unit, line.domain, line.identity or line.name) for line in found.without_column}
    yield f"要查的事项 {len(items)} 项" + (f"，其中 {len(without)} 项没有写网站栏目。" if without else "。")
    left = [f"{name} {count} 项" for name, count in (("依申请公开", found.on_request), ("不予公开", found.withheld)) if count]
    if left:
        yield f"没有列入：{'、'.join(left)}。"
    yield from (f"注意：{remark}" for remark in found.remarks)


def self_check_json(found: SelfCheck) -> str:
    """The document for programs."""
    content = {
        "version": VERSION,
        "region": found.region,
        "from": str(found.first) if found.first else None,
        "to": str(found.last) if found.last else None,
        "lines": list(map(_record, found.lines)),
        "on_request": found.on_request,
        "withheld": found.withheld,
        "remarks": list(found.remarks),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _record(line: Line) -> dict[str, Any]:
    return {
        "column": line.column,
        "website": line.website,
        "unit": line.unit,
        "domain": line.domain,
        "id": line.identity,
        "name": line.name,
        "contents": list(line.contents),
        "channels": [channel.wording or channel.name for channel in line.channels],
        "deadline": line.deadline,
        "due": list(line.dues),
    }
