"""An overview for people in lines, for programs as JSON."""

from __future__ import annotations

import json

from gwcat.base.width import visible
from gwcat.overview.counts import AxisCount, Overview
from gwcat.report.columns import columns, share
from gwcat.report.json import escaped


def stats_text(overview: Overview) -> str:
    """The sum, then a table for every axis."""
    version = f"（{overview.version}）" if overview.version else ""
    lines = [f"{overview.region}{version}：{summary(overview)}", ""]
    for axis in overview.axes:
        lines += [*_table(axis, overview.items), ""]
    lines.append("可有几项的，合计大于事项数。")
    return "\n".join(visible(line, keep="") for line in lines) + "\n"


def summary(overview: Overview) -> str:
    """How many there are, in a sentence."""
    words = f"{overview.values('领域')} 个领域、{overview.values('单位')} 个单位、{overview.items} 个事项"
    return words + (f"，其中 {overview.unverified} 个有未核实的要素。" if overview.unverified else "。")


def _table(axis: AxisCount, items: int) -> list[str]:
    header = (f"{axis.axis}{'（可有几项）' if axis.several else ''}", "事项", "占")
    return columns(header, [(count.value, str(count.items), share(count.items, items)) for count in axis.counts], right=2)


def stats_json(overview: Overview) -> str:
    """The overview for programs."""
    content = {
        "version": 1,
        "region": overview.region,
        "package_version": overview.version,
        "base_date": overview.base_date,
        "items": overview.items,
        "catalogues": overview.catalogues,
        "unverified": overview.unverified,
        "axes": [
            {"axis": axis.axis, "several": axis.several, "counts": [count._asdict() for count in axis.counts]}
            for axis in overview.axes
        ],
    }
    return escaped(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"
