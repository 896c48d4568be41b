"""How a 公开时限 or a 公开依据 was understood, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from gwcat.language import citation, statute
from gwcat.language.citation import Citation
from gwcat.language.deadline import Amount, Clause, Day, Unparsed, parse, text

_FIELDS = {
    "scope": "针对", "trigger": "起算事件", "relation": "与事件的关系", "limit": "期限", "display": "公示期",
    "min_display": "公示期不少于", "shown": "期间做什么", "cycle": "周期", "times": "每个周期次数",
    "min_times": "每个周期至少次数", "on": "日期", "by": "不迟于", "period": "时长", "qualifiers": "要求", "act": "做什么",
    "place": "在哪里", "fallback": "另有规定的从其规定",
}  # fmt: skip


def deadline_words(source: str) -> str:
    """What a 公开时限 says, clause by clause; why not, where it was not understood."""
    read = parse(source)
    if isinstance(read, Unparsed):
        part = source[read.start : read.end]
        return f"**公开时限没有读懂**：{read.reason}" + (f"（“{_plain(part)}”）" if part else "")
    clauses = [f"- {'；'.join(_clause(clause))}" for clause in read.clauses]
    return "\n".join([f"**公开时限读作**：{_plain(text(read))}", "", *clauses])


def _clause(clause: Clause) -> Iterator[str]:
    for one in fields(clause):
        value = getattr(clause, one.name)
        if one.name in _FIELDS and value != one.default:
            yield f"{_FIELDS[one.name]}：{_said(value)}"


def _said(value: object) -> str:
    match value:
        case Amount():
            return f"{value.number}{'个' if value.unit in ('工作日', '月', '小时', '季度', '学期') else ''}{value.unit}"
        case Day():
            parts = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
            week = f"周{'一二三四五六日'[value.weekday - 1]}" if value.weekday else ""
            return "".join(f"{number}{unit}" for number, unit in parts if number) + value.part + week
        case tuple():
            return "、".join(map(str, value))
        case "":
            return "没有说哪里的规定"
    return _plain(str(value))


def citation_words(source: str) -> str:
    """What a 公开依据 cites, one by one."""
    read, mended = citation.parse(source), citation.repair(source)
    lines = ["**公开依据读作**：", ""] if read.citations else ["**公开依据没有读懂**", ""]
    lines += [f"- {'；'.join(_cited(one))}" for one in read.citations]
    lines += [f"- 没有读懂“{_plain(one.text)}”：{one.why}" for one in read.unparsed]
    if mended and mended.text != source:
        lines += ["", f"规范的写法：{_plain(mended.text)}"]
    return "\n".join(lines)


def _cited(one: Citation) -> Iterator[str]:
    yield f"《{_plain(one.title)}》" if one.title else _plain(citation.text(one))
    if one.number:
        yield f"文号：{_plain(str(one.number))}"
    if one.articles:
        yield f"条款：{'、'.join(map(str, one.articles))}"
    if rank := citation.rank(one):
        yield f"效力位阶：{rank}"
    if one.title and (known := statute.find(one.title, one.number)):
        times = ((known.effective, "起施行"), (known.ended, "起失效"))
        yield "登记：" + "，".join([known.edition or known.name, *(f"{day}{what}" for day, what in times if day)])
        if known.replacement:
            yield f"代替它的：{_plain(known.replacement)}"


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else " " if char in "\r\n" else char for char in text)
