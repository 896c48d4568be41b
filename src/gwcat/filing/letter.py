"""The 报送函: a letter by GB/T 9704—2012 from a text template, with the counts and the list of attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gwcat.base.errors import GwcatError
from gwcat.document.page import LETTER_PAGE, Align, TextStyle
from gwcat.document.table import Document, Paragraph, Table
from gwcat.filing.plan import Plan
from gwcat.forms.expressions import fill
from gwcat.forms.faults import Faults
from gwcat.forms.library import Library
from gwcat.model.region import Region

_ALIGN: dict[str, Align] = {"居中": "center", "左": "left", "右": "right", "两端": "both"}
_BAR = "｜"


def letter(region: Region, plan: Plan, library: Library, attachments: list[str]) -> Document:
    """The letter that goes with a package. Raises GwcatError for a template that cannot be filled."""
    return compose(library, "报送函", _values(region, plan, attachments))


def compose(library: Library, name: str, given: Mapping[str, Any]) -> Document:
    """A letter from the template of that name in `documents/`. Raises GwcatError for one that cannot be filled."""
    tree, where = library.tree("documents", f"{name}.yaml"), f"模板“{name}”"
    fault = Faults(name, "模板")
    fault.mapping(tree, "模板", ("说明", "标题", "样式", "正文"))
    raw_styles = tree.get("样式", {})
    if not isinstance(raw_styles, dict):
        fault.stop("“样式”应写成键值", "写成 样式: {正文: {字体: 仿宋_GB2312, 字号: 16}}。")
    values = _one_line(dict(given))
    values["标题"] = fill(fault.text(tree.get("标题", ""), "标题"), values, where=where)
    styles = {name: _style(raw, name, fault) for name, raw in raw_styles.items()}
    text = fill(fault.text(tree.get("正文", ""), "正文"), values, where=where)
    return Document(values["标题"], LETTER_PAGE, _signed(list(_paragraphs(text, styles, where))))


def _signed(paragraphs: list[Paragraph]) -> list[Paragraph | Table]:
    """A letter whose signature never stands on a page of its own: it stays with the last line that is not set to the right."""
    last = max((n for n, block in enumerate(paragraphs) if block.text.strip() and block.style.align != "right"), default=0)
    return [block._replace(keep=last <= number < len(paragraphs) - 1) for number, block in enumerate(paragraphs)]


def issuer_of(region: Region) -> str:
    """The body that signs a region's letters."""
    return dict(region.letter).get("发文机关") or (f"{region.government}办公室" if region.government else region.name)


def _values(region: Region, plan: Plan, attachments: list[str]) -> dict[str, Any]:
    letter = dict(region.letter)
    items = [item for chapter in plan.domains for item in chapter.listed]
    active = sum(item.methods == ("主动公开",) for item in items)
    request = sum(item.methods == ("依申请公开",) for item in items)
    by_domain: dict[str, dict[str, Any]] = {}
    for chapter in plan.domains:
        known = by_domain.setdefault(chapter.domain, {"名称": chapter.domain, "事项数": 0, "单位": []})
        known["事项数"] += chapter.items
        known["单位"] = list(dict.fromkeys((*known["单位"], *(entry.catalogue.unit for entry in chapter.entries))))
    domains = list(by_domain.values())
    return {
        "地区": region.name,
        "版本": region.version,
        "目录名称": f"{region.name}政务公开事项标准目录",
        "发文机关": issuer_of(region),
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


def _paragraphs(text: str, styles: Mapping[str, TextStyle], where: str) -> Iterator[Paragraph]:
    """Each line `style｜text` as a paragraph."""
    for line in text.splitlines():
        name, bar, words = line.partition(_BAR)
        if bar and name in styles:
            yield Paragraph(words, styles[name])
        elif line.strip():
            raise GwcatError(
                f"{where}里有一行没有写样式：“{line[:20]}”。", hint=f"每行写成 样式{_BAR}文字；样式有：{'、'.join(styles)}。"
            )


def _one_line(value: Any) -> Any:
    """Values without line breaks, which would begin lines of the template."""
    if isinstance(value, str):
        return " ".join(value.split("\n")) if "\n" in value else value
    if isinstance(value, dict):
        return {key: _one_line(inner) for key, inner in value.items()}
    return [_one_line(inner) for inner in value] if isinstance(value, list | tuple) else value


def _style(raw: Any, name: str, fault: Faults) -> TextStyle:
    known = fault.mapping(raw, name, ("字体", "字号", "对齐", "首行缩进", "悬挂", "右空", "行距", "段前", "段后", "级"))

    def number(key: str, default: str = "0", *, above: bool = False) -> float:
        return fault.number(known.get(key, default), f"{name}的{key}", above=above)

    return TextStyle(
        fault.text(known.get("字体", "仿宋_GB2312"), f"{name}的字体"),
        number("字号", "16", above=True),
        _ALIGN[fault.choice(known.get("对齐", "两端"), f"{name}的对齐", _ALIGN)],
        indent=number("首行缩进"),
        hang=number("悬挂"),
        right=number("右空"),
        level=int(number("级")),
        line=number("行距"),
        before=number("段前"),
        after=number("段后"),
    )
