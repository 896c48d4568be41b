"""The yearly list of review as a workbook: what to look at, with room for the verdict."""

from __future__ import annotations

from typing import Any

from gwcat.document.table import Book
from gwcat.forms.layout import lay_out
from gwcat.forms.library import Library
from gwcat.model.review import STATUSES, Review, Reviewed
from gwcat.render.archive import Stamp
from gwcat.render.frames import Frames

NAME = "年度审阅清单"


def workbook(review: Review, library: Library, frames: Frames, stamp: Stamp) -> bytes:
    """All items of the review, those of each unit in the order of what is most urgent."""
    from gwcat.render.workbook import WorkbookWriter

    order = {unit: number for number, unit in enumerate(dict.fromkeys(item.unit for item in review.items))}
    items = sorted(review.items, key=lambda item: (order[item.unit], STATUSES.index(item.status)))
    values = {"标题": f"{review.region}政务公开目录年度审阅清单", "时间": review.day.isoformat() if review.day else "未定"}
    table = lay_out(library.document_form(NAME), list(map(_row, items)), name=NAME, values=values)
    return WorkbookWriter(frames, [table], stamp).write(Book(NAME, values["标题"], [table]))


def _row(item: Reviewed) -> dict[str, Any]:
    return {
        "单位": item.unit,
        "领域": item.domain,
        "编号": item.identity,
        "事项": item.name,
        "状态": item.status,
        "改动": item.fields,
        "上次确认": item.day.isoformat() if item.day else "",
        "不予公开": item.withheld,
    }
