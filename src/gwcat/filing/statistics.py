"""An overview as pictures and tables: a part that stands in several pages, a page of its own, a picture of its own."""

from __future__ import annotations

from markupsafe import Markup

from gwcat.overview.counts import AxisCount, Overview
from gwcat.overview.deadline_class import UNCLEAR
from gwcat.overview.facets import ABSENT, UNKNOWN_RANK
from gwcat.render.bars import Bars, bars_svg
from gwcat.render.frames import Frames

NAMES = {
    "领域": "各领域的事项",
    "单位": "各单位的事项",
    "层级": "公开层级",
    "渠道": "公开渠道和载体",
    "方式": "公开方式",
    "对象": "公开对象",
    "时限": "公开时限",
    "依据": "公开依据的位阶",
}
_PALE = frozenset((ABSENT, UNKNOWN_RANK, UNCLEAR))
SEVERAL = "一个事项可以有几项，合计大于事项数。"


def overview_section(overview: Overview, frames: Frames, *, level: int = 2) -> Markup:
    """Charts with their tables, to be put into a page; `level` is that of the headings. Ids begin with `stat-`.

    A page of `templates/html/` takes it as a value (`{{ overview }}`) and brings the styles of `.stats`, `.stat` and `.bars`,
    as `stats.html` does.
    """
    parts = [
        {"name": NAMES[axis.axis], "svg": _picture(axis, number), "counts": axis.counts, "several": axis.several}
        for number, axis in enumerate(overview.axes)
        if axis.counts
    ]
    return Markup(frames.text("overview.html", parts=parts, several=SEVERAL, level=level))


def overview_page(overview: Overview, frames: Frames) -> bytes:
    """The page of an overview, which needs no other file."""
    text = frames.text(
        "stats.html", title=overview_title(overview), overview=overview, section=overview_section(overview, frames)
    )
    return text.encode("utf-8", "backslashreplace")


def overview_picture(overview: Overview) -> bytes:
    """All charts as one SVG file."""
    return bars_svg([_bars(axis) for axis in overview.axes if axis.counts]).encode("utf-8", "backslashreplace")


def overview_title(overview: Overview) -> str:
    """The title of the whole."""
    version = f"（{overview.version}）" if overview.version else ""
    return f"{overview.region}政务公开事项标准目录{version}统计"


def _bars(axis: AxisCount) -> Bars:
    return Bars(NAMES[axis.axis], tuple((count.value, count.items) for count in axis.counts), _PALE)


def _picture(axis: AxisCount, number: int) -> Markup:
    return Markup(bars_svg([_bars(axis)], alone=False, name=f"stat-{number}"))
