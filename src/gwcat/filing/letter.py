"""The 报送函: a letter by GB/T 9704—2012 from a text template, with the counts and the list of attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.document.page import LETTER_PAGE, TextStyle
from gwcat.document.table import Document, Paragraph
from gwcat.filing.plan import Plan
from gwcat.forms.expressions import fill
from gwcat.forms.library import Library
from gwcat.model.region import Region

_ALIGN = {"居中": "center", "左": "left", "右": "right", "两端": "both"}
_WHERE = "模板“报送函”"
_BAR = "｜"


def letter(region: Region, plan: Plan, library: Library, attachments: list[str]) -> Document:
    """The letter that goes with a package. Raises GwcatError for a template that cannot be filled."""
    tree = library.tree("documents", "报送函.yaml")
    values = _values(region, plan, attachments)
    values["标题"] = fill(tree.get("标题", ""), values, where=_WHERE)
    styles = {name: _style(raw) for name, raw in tree.get("样式", {}).items()}
    text = fill(tree.get("正文", ""), values, where=_WHERE)
    return Document(values["标题"], LETTER_PAGE, list(_paragraphs(text, styles)))


def _values(region: Region, plan: Plan, attachments: list[str]) -> dict[str, Any]:
    letter = dict(region.letter)
    items = [item for chapter in plan.domains for entry in chapter.entries for item in entry.catalogue.items]
    active = sum(item.methods == ("主动公开",) for item in items)
    request = sum(item.methods == ("依申请公开",) for item in items)
    domains: list[dict[str, Any]] = [
        {
            "名称": chapter.domain,
            "事项数": chapter.items,
            "单位": list(dict.fromkeys(entry.catalogue.unit for entry in chapter.entries)),
        }
        for chapter in plan.domains
    ]
    return {
        "地区": region.name,
        "版本": region.version,
        "目录名称": f"{region.name}政务公开事项标准目录",
        "发文机关": letter.get("发文机关") or (f"{region.government}办公室" if region.government else region.name),
        "主送": letter.get("主送", ""),
        "文号": letter.get("文号", ""),
        "日期": chinese_date(letter.get("日期", "")),
        "领域": domains,
        "单位": sorted({unit for domain in domains for unit in domain["单位"]}),
        "事项数": len(items),
        "主动公开数": active,
        "依申请公开数": request,
        "方式未定数": len(items) - active - request,
        "未核实数": sum(not item.verified for item in items),
        "附件": attachments,
    }


def chinese_date(text: str) -> str:
    """`2018-01-31` as `2018年1月31日`; anything else as it is."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else text


def _paragraphs(text: str, styles: Mapping[str, TextStyle]) -> Iterator[Paragraph]:
    """Each line `style｜text` as a paragraph."""
    for line in text.splitlines():
        name, bar, words = line.partition(_BAR)
        if bar and name in styles:
            yield Paragraph(words, styles[name])
        elif line.strip():
            raise GwcatError(
                f"{_WHERE}里有一行没有写样式：“{line[:20]}”。", hint=f"每行写成 样式{_BAR}文字；样式有：{'、'.join(styles)}。"
            )


def _style(raw: Mapping[str, str]) -> TextStyle:
    def number(key: str) -> float:
        try:
            return float(raw.get(key, "0"))
        except ValueError as error:
            raise GwcatError(f"{_WHERE}的样式里“{key}”应为数字，写的是“{raw[key]}”。", hint="请写成数字。") from error

    align = _ALIGN.get(raw.get("对齐", "两端"), "both")
    return TextStyle(
        raw.get("字体", "仿宋_GB2312"),
        number("字号") or 16,
        align,  # type: ignore[arg-type]
        indent=number("首行缩进"),
        right=number("右空"),
        level=int(number("级")),
        line=number("行距"),
        before=number("段前"),
        after=number("段后"),
    )
