"""What is cited against the registry and the calendar: numbers and titles of others, plans that have run out, old articles."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from gwcat.language import citation, statute
from gwcat.language.citation import Citation, Citations
from gwcat.model.catalogue import Item
from gwcat.model.finding import Severity
from gwcat.rules.basis import HIGH, LOW
from gwcat.rules.registry import CatalogueCase, Instead, Note, named_entries, rule

_GB = "GB/T 9704—2012；《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件4：依据列出文件名和文号"
_NEW = "《政府信息公开条例》（2019年修订）第十三条至第十六条、第十九条至第二十一条"
_54 = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）：实行动态调整"
_STATE = "中华人民共和国"
_DISCLOSURE = "信息公开条例"
_REVISED = date(2019, 5, 15)
# Articles of 2007 that said what is published; what stands there now, and where it went.
_MOVED = {9: ("监督", "第十九条"), 11: ("协调机制", "第二十一条")}
_SHORT = frozenset({"法", "条例", "办法", "规定", "意见", "通知", "方案", "细则", "决定", "公告", "要点", "本条例"})
_PERIOD = re.compile(r"((?:19|20)\d{2})年?\s*(?:[—–~～至-]|--|——)\s*((?:19|20)\d{2})年?")
_YEARLY = re.compile(r"(20\d{2})年(?:度)?[^，。]{0,40}(?:工作要点|要点|工作计划|实施方案|实施意见|工作安排|重点工作|重点任务)")
_OLD_GROUND = re.compile(f"{_DISCLOSURE}》?[^第]{{0,12}}第(?:八|8)条")


class Remark(NamedTuple):
    """What is to be said of one text under 公开依据, whatever item it stands in."""

    code: str
    message: str
    help: str
    severity: Severity | None = None
    instead: Instead | None = None


Odd = dict[str, tuple[Remark, ...]]


def _remarks(case: CatalogueCase, item: Item, code: str) -> Iterable[Note]:
    """The remarks of one rule on an item; texts are looked at once for each catalogue."""
    odd: Odd | None = case.notebook.get("依据")
    if odd is None:
        odd = case.notebook["依据"] = _looked_at(case)
    return _of(odd, item, code) if odd and not odd.keys().isdisjoint(item.bases) else ()


def _looked_at(case: CatalogueCase) -> Odd:
    """The texts of a catalogue of which there is something to be said."""
    texts = {text for each in case.catalogue.items for text in each.bases if "《" in text}
    looked = ((text, look(text, case.context.base_day)) for text in texts)
    return {text: remarks for text, remarks in looked if remarks}


def _of(odd: Odd, item: Item, code: str) -> Iterator[Note]:
    for path, text in named_entries(item, "公开依据"):
        for remark in odd.get(text, ()):
            if remark.code == code:
                yield Note(remark.message, path, remark.help, severity=remark.severity, instead=remark.instead)


@lru_cache(maxsize=4096)
def look(text: str, on: date | None) -> tuple[Remark, ...]:
    """Everything that the rules of this family say of a text on a day."""
    read = citation.parse(text)
    found = (
        check(text, each, on)
        for each in read.citations
        if each.title
        for check in (_wrong_number, _wrong_title, _run_out, _old_article)
    )
    several = _several(text, read) if len(read.citations) > 1 else None
    return tuple(remark for remark in (*found, several) if remark is not None)


@rule(
    "GW905", "文号与文件名不符", "warning", "item",
    summary="文号是这份文件自己的。",
    why="抄错一个数字，查到的就是另一份文件。法规登记里有的文件，文号要与登记的相同。",
    source=_GB,
    bad="公开依据: ⟦《国务院关于全面建立临时救助制度的通知》（国发〔2014〕74号）⟧",
    good="公开依据: 《国务院关于全面建立临时救助制度的通知》（国发〔2014〕47号）",
    each="bases",
)  # fmt: skip
def number_is_its_own(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """A registered document is cited with one of its numbers."""
    return _remarks(case, item, "GW905")


def _wrong_number(text: str, cited: Citation, on: date | None) -> Remark | None:
    known = statute.editions(cited.title) if cited.number else ()
    if not known or not all(each.number for each in known) or statute.find(cited.title, cited.number):
        return None
    right = "、".join(dict.fromkeys(each.number for each in known))
    amended = {each.rank for each in known} & {"法律", "行政法规"}  # is often cited by the order that amended it
    help = f"登记的是{right}，请核对。" + ("写的是修改决定的令号的，不用改。" if amended else "")
    new = text.replace(str(cited.number), known[0].number, 1) if len(known) == 1 and not amended else text
    instead = Instead(new, f"文号改为{known[0].number}", safe=False) if new != text else None
    return Remark("GW905", f"《{cited.title}》的文号写的是{cited.number}。", help, "info" if amended else None, instead)


@rule(
    "GW906", "文件名不是全称", "warning", "item",
    summary="公开依据写文件的全称，不写“《条例》”“《信息公开条例》”。",
    why="同叫条例、办法的有几百份；简称、写错一个字，都查不到是哪一份。",
    source=_GB,
    bad=f"公开依据: [{HIGH}, ⟦《信息公开条例》⟧]", good=f"公开依据: [{HIGH}, 《政府信息公开条例》]",
    each="bases",
)  # fmt: skip
def title_in_full(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """A title is whole, and spelled as it is registered."""
    return _remarks(case, item, "GW906")


def _wrong_title(text: str, cited: Citation, on: date | None) -> Remark | None:
    if cited.title in _SHORT:
        return Remark("GW906", f"《{cited.title}》没有写出是哪一份文件。", "请写全称，如《中华人民共和国政府信息公开条例》。")
    known = statute.editions(cited.title)
    bare = cited.title.removeprefix(_STATE)
    full = known[0].name.removeprefix(_STATE) if known else ""
    if full and bare != full and bare in full and bare.endswith(("法", "条例")):
        new = text.replace(f"《{cited.title}》", f"《{full}》", 1)
        instead = Instead(new, f"改为《{full}》", safe=False) if new != text else None
        return Remark("GW906", f"《{cited.title}》是简称。", f"请写全称《{full}》。", None, instead)
    slip = "" if known else _slip(bare)
    if slip:
        return Remark("GW906", f"没有登记过《{cited.title}》，与《{slip}》只差一个字。", f"是否想写《{slip}》？", "info")
    return None


def _slip(title: str) -> str:
    """The registered law or regulation whose title differs in one character; "" if there is none."""
    length, middle, halves = len(title), len(title) // 2, _halves()
    near = (*halves.get((length, title[:middle]), ()), *halves.get((length, title[middle:]), ()))
    if not near or middle < 3 or any(sign.isdigit() for sign in title):
        return ""
    return next((name for name in near if sum(map(operator.ne, name, title)) == 1), "")


@lru_cache(maxsize=1)
def _halves() -> dict[tuple[int, str], list[str]]:
    """The titles of laws and regulations by their length and by either half: a slip leaves one of them as it is."""
    index: dict[tuple[int, str], list[str]] = {}
    for name in {each.name.removeprefix(_STATE) for each in statute.statutes() if each.rank in ("法律", "行政法规")}:
        middle = len(name) // 2
        for half in (name[:middle], name[middle:]):
            index.setdefault((len(name), half), []).append(name)
    return index


@rule(
    "GW907", "依据的期限已满", "warning", "item",
    summary="有年份、有期限的计划、要点、方案，到基准日还没有过期。",
    why="几年前的工作要点、已经期满的规划，不能再说明今天为什么公开；多半是照抄留下的。",
    source=_54,
    bad="公开依据: ⟦《国家综合防灾减灾规划（2011—2015年）》⟧", good="公开依据: 《国家综合防灾减灾规划（2016—2020年）》",
    each="bases",
)  # fmt: skip
def plan_not_run_out(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """No cited plan had run out by the region's 基准日."""
    return _remarks(case, item, "GW907")


def _run_out(text: str, cited: Citation, on: date | None) -> Remark | None:
    if on is None or "20" not in cited.title or statute.valid(cited.title, cited.number, on) is False:
        return None
    help = "请换成现在执行的文件；仍要引用的，写明理由忽略。"
    if period := _PERIOD.search(cited.title):
        if int(period[2]) < on.year:
            return Remark("GW907", f"《{cited.title}》到 {period[2]} 年期满，基准日是 {on.isoformat()}。", help)
    elif (yearly := _YEARLY.search(cited.title)) and on > date(int(yearly[1]) + 1, 6, 30):  # when the next one has come
        return Remark("GW907", f"《{cited.title}》是 {yearly[1]} 年的，基准日是 {on.isoformat()}。", help)
    return None


@rule(
    "GW908", "引用旧条例的条款", "error", "item",
    summary="引用《政府信息公开条例》的条款，用2019年修订以后的条号。",
    why="2007年条例里规定主动公开的第九条、第十一条，规定不得公开的第八条，修订以后说的已是别的事；条号不改，依据就错了。",
    source=_NEW,
    bad=f"公开依据: [{HIGH}, ⟦《政府信息公开条例》（国务院令第711号）第九条⟧]",
    good=f"公开依据: [{HIGH}, 《政府信息公开条例》（国务院令第711号）第十九条]",
)  # fmt: skip
def articles_of_the_revised_regulation(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """No article of 2007 is cited under the regulation as revised."""
    remarks, withheld = _remarks(case, item, "GW908"), item.raw.get("不予公开")
    return chain(remarks, _old_ground(case, withheld)) if withheld else remarks


def _old_ground(case: CatalogueCase, withheld: object) -> Iterator[Note]:
    if (on := case.context.base_day) and on >= _REVISED:
        ground = withheld.get("依据") if isinstance(withheld, dict) else withheld
        if isinstance(ground, str) and _OLD_GROUND.search(ground):
            path = ("不予公开", "依据") if isinstance(withheld, dict) else ("不予公开",)
            yield Note(
                "第八条是2007年条例的；修订以后，不予公开的是第十四条至第十六条。", path, "请改为第十四条、第十五条或第十六条。"
            )


def _old_article(text: str, cited: Citation, on: date | None) -> Remark | None:
    if not cited.articles or cited.title.removeprefix(_STATE).removeprefix("政府") != _DISCLOSURE:
        return None
    new = statute.find(cited.title, "国务院令第711号")
    number = statute.find(cited.title, cited.number) if cited.number else None
    if new is None or (number is not new if number else on is None or on < _REVISED):
        return None
    for step in (article.steps[0] for article in cited.articles):
        if step.unit == "条" and step.number in _MOVED:
            now, then = _MOVED[step.number]
            words = f"修订以后的{step}说的是{now}，不是主动公开。"
            return Remark("GW908", words, f"2007年的这一条现在在{then}，请改正条号。")
    return None


@rule(
    "GW910", "一条依据写了几份文件", "info", "item",
    summary="公开依据一条一份文件；写在一条里的，用“；”隔开。",
    why="一条一份，才能逐份核对文号、比较增减；顿号、逗号、空格混用，分不清从哪里断开。",
    source=_GB,
    bad=f"公开依据:\n  - ⟦{HIGH}、{LOW}⟧", good=f"公开依据:\n  - {HIGH}\n  - {LOW}",
    each="bases",
)  # fmt: skip
def one_basis_an_entry(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """An entry cites one document; separators between several become one kind."""
    return _remarks(case, item, "GW910")


def _several(text: str, read: Citations) -> Remark:
    one = citation.cell(read.citations, "；") if read.understood else text
    instead = Instead(one, "用“；”隔开") if one != text and citation.parse(one) == read else None
    return Remark("GW910", f"一条里写了 {len(read.citations)} 份文件。", "请一条一份，各占一行。", None, instead)
