"""What has to be looked at again: for people in lines, for programs as JSON."""

from __future__ import annotations

import json
from typing import Any

from gwcat.base.width import visible
from gwcat.model.review import STATUSES, Review, Reviewed
from gwcat.report.columns import columns
from gwcat.report.json import escaped

VERSION = 1
_SHOWN = 3


def review_text(review: Review) -> str:
    """Counts by unit, then every item that has to be looked at."""
    day = f"（按 {review.day} 判断）" if review.day else "（没有基准日，不判断是否到期）"
    parts = [[f"{review.region}目录审阅情况{day}"], _units(review)]
    for status in STATUSES[:-1]:
        items = [item for item in review.items if item.status == status]
        if items:
            parts.append([f"{status} {len(items)} 项", *_listed(items)])
    sums = "，".join(f"{status} {count}" for status, count in review.counts.items())
    parts.append([f"共 {len(review.items)} 项：{sums}。", *(f"注意：{remark}" for remark in review.remarks)])
    return "\n\n".join("\n".join(visible(line, keep="") for line in lines) for lines in parts if lines) + "\n"


def _units(review: Review) -> list[str]:
    units = dict.fromkeys(item.unit for item in review.items)
    rows = []
    for unit in units:
        own = [item.status for item in review.items if item.unit == unit]
        rows.append((unit, *(str(own.count(status)) for status in STATUSES)))
    return columns(("单位", *STATUSES), rows, right=len(STATUSES))


def _listed(items: list[Reviewed]) -> list[str]:
    """A line for each item; of many of a unit that were never confirmed only the first."""
    rows: list[tuple[str, ...]] = []
    for unit in dict.fromkeys(item.unit for item in items):
        own = [item for item in items if item.unit == unit]
        shown = own[:_SHOWN] if own[0].status == "从未确认" else own
        rows += [(item.unit, item.identity, item.name, _last(item), "、".join(item.fields)) for item in shown]
        if len(own) > len(shown):
            rows.append((unit, "……", f"另有 {len(own) - len(shown)} 项", "", ""))
    return columns(("单位", "编号", "事项", "上次确认", "改动的要素"), rows, right=0)


def _last(item: Reviewed) -> str:
    return str(item.day) if item.day else "—"


def review_json(review: Review) -> str:
    """The document for programs."""
    content = {
        "version": VERSION,
        "region": review.region,
        "date": str(review.day) if review.day else None,
        "items": list(map(_record, review.items)),
        "summary": dict(review.counts),
        "remarks": list(review.remarks),
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _record(item: Reviewed) -> dict[str, Any]:
    return {
        "unit": item.unit,
        "domain": item.domain,
        "id": item.identity,
        "name": item.name,
        "status": item.status,
        "changed": list(item.fields),
        "confirmed": str(item.day) if item.day else None,
        "confirmed_by": item.by,
        "withheld": item.withheld,
    }
