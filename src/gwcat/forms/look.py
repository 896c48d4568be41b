"""How a definition says what its pages and texts look like: paper, margins, typefaces by their official names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gwcat.document.page import LETTER_PAGE, PAPERS, Align, Page, TextStyle
from gwcat.forms.faults import Faults

ALIGN: dict[str, Align] = {"居中": "center", "左": "left", "右": "right"}
_SIDES = ("上", "右", "下", "左")
_LEAST_TEXT = 50.0  # mm that margins must leave for the table


def read_page(value: object, fault: Faults, direction: str = "横向") -> Page:
    """The page of a definition; `direction` is the one that goes without saying."""
    raw = fault.mapping(value, "页面", ("纸张", "方向", *_SIDES))
    paper = fault.choice(raw.get("纸张", "A4"), "纸张", PAPERS)
    landscape = fault.choice(raw.get("方向", direction), "方向", ("横向", "纵向")) == "横向"
    default = Page(paper) if landscape else LETTER_PAGE._replace(paper=paper)
    sides = dict(zip(_SIDES, (default.top, default.right, default.bottom, default.left), strict=True))
    top, right, bottom, left = (fault.number(raw.get(side, sides[side]), f"页边距{side}") for side in _SIDES)
    page = Page(paper, landscape, top, right, bottom, left, default.numbers)
    if page.text_width < _LEAST_TEXT or page.height - top - bottom < _LEAST_TEXT:
        fault.stop("页边距太宽，放不下表", "请改小页边距，单位是毫米。")
    return page


def read_style(fonts: Mapping[str, Any], what: str, fault: Faults, **more: Any) -> TextStyle:
    """The typeface and size that are written for a part; `more` is what else its paragraphs have."""
    raw = fault.mapping(fonts.get(what), what, ("字体", "字号"))
    if "字体" not in raw or "字号" not in raw:
        fault.stop(f"“字体”里没有写“{what}”的字体和字号", f"请写成 {what}: {{字体: 仿宋_GB2312, 字号: 9}}。")
    return TextStyle(fault.text(raw["字体"], f"{what}的字体"), fault.number(raw["字号"], f"{what}的字号", above=True), **more)
