"""公开时限 against other things: the calendar, the law's kinds of days, the other items of the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from gwcat.adopt.item import AdoptedItem
from gwcat.language import deadline
from gwcat.language.deadline import Clause, Day, Deadline
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Instead, Note, rule

_26 = "《政府信息公开条例》第二十六条：自形成或者变更之日起20个工作日内公开，法律、法规另有规定的从其规定"
_HEAD = "领域: 社会救助\n单位: 县民政局\n事项:\n"
_FORMED = re.compile("信息.*(?:形成|产生|变更|制作|获取)|^(?:形成|产生|变更|制作|获取)")


def _read(text: str) -> Deadline | None:
    read = deadline.parse(text) if text.strip() else None
    return read if isinstance(read, Deadline) else None


@rule(
    "GW811", "时限写成了自然日", "info", "item",
    summary="信息形成之日起多少天，写工作日；写“日”的，是法律这样规定的。",
    why="条例说的是工作日；少写“工作”两个字，遇到长假就差出好几天。财政预决算批准后20日这样的，是法律规定的自然日。",
    source=_26,
    bad="公开时限: ⟦自信息形成或者变更之日起20日内⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline",),
)  # fmt: skip
def working_days(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """From the making of information working days are counted."""
    text = item.deadline
    return _natural_days(text) if "天" in text or ("日" in text and _DAYS.search(text)) else ()


_DAYS = re.compile(r"(?<!工作)日\s*(?:以|之)?内")


def _natural_days(text: str) -> Iterator[Note]:
    read = _read(text)
    for clause in read.clauses if read else ():
        if clause.limit and clause.limit.unit == "日" and clause.relation == "起" and _FORMED.search(clause.trigger):
            words = f"写的是 {clause.limit.number} 日，不是工作日。"
            yield Note(words, ("公开时限",), "一般写“个工作日”；法律规定自然日的，不用改。")
            return


@rule(
    "GW812", "同样的时限几种写法", "info", "catalogue",
    summary="一份目录里，意思相同的公开时限写法也相同。",
    why="同一个时限几种写法，看的人会去想有什么不同；汇总、检索时成了几个。",
    source="各部门标准指引的“公开时限”栏",
    bad=_HEAD + "  - {编号: 社会救助-001, 公开时限: 自信息形成或者变更之日起20个工作日内}\n"
        "  - {编号: 社会救助-002, 公开时限: 自信息形成或者变更之日起20个工作日内}\n"
        "  - {编号: 社会救助-003, 公开时限: ⟦信息形成或变更之日起20个工作日内予以公开⟧}\n",
    good=_HEAD + "  - {编号: 社会救助-001, 公开时限: 自信息形成或者变更之日起20个工作日内}\n"
        "  - {编号: 社会救助-002, 公开时限: 自信息形成或者变更之日起20个工作日内}\n"
        "  - {编号: 社会救助-003, 公开时限: 自信息形成或者变更之日起20个工作日内}\n",
)  # fmt: skip
def one_wording(case: CatalogueCase) -> Iterator[Note]:
    """Deadlines that mean the same are written as most of them are; the reference, and what it says, are left as they are."""
    if case.context.region.tier in ("", "国家级"):
        return
    own = [item for item in case.catalogue.items if not isinstance(item, AdoptedItem) and item.deadline.strip()]
    counts = Counter(item.deadline for item in own)
    if len(counts) < 2:
        return
    usual: dict[Deadline, str] = {}
    for text, _ in counts.most_common():  # equally many: the one that comes first
        if read := _read(text):
            usual.setdefault(read, text)
    for item in own:
        read = _read(item.deadline)
        wording = usual[read] if read else item.deadline
        if wording != item.deadline:
            words = f"与“{wording}”意思相同，写法不同。"
            yield Note(words, item.at("公开时限"), f"请改为“{wording}”。", instead=Instead(wording, "改成本目录的写法"))


@rule(
    "GW813", "公开时限已过", "warning", "item",
    summary="写明年份的公开时限，到基准日还没有过去。",
    why="“2017年12月31日前”在2020年的目录里，是往年抄下来的；每年都做的写“每年12月31日前”。",
    source=_26,
    bad="公开时限: ⟦2017年6月30日前⟧", good="公开时限: 每年6月30日前",
    reads=("deadline",),
)  # fmt: skip
def not_over(case: CatalogueCase, item: Item) -> Iterable[Note]:
    """A deadline with a year had not passed by the region's 基准日."""
    on = case.context.base_day if "年" in item.deadline and "20" in item.deadline else None
    return _over(item.deadline, on) if on else ()


def _over(text: str, on: date) -> Iterator[Note]:
    read = _read(text)
    for clause in read.clauses if read else ():
        if (by := _day(clause)) and by.year and _last(by) < on:
            help = "每年都做的写“每年……前”；只做一次、已经做完的，可以取消这一事项。"
            yield Note(f"{by.year} 年的期限到 {on.isoformat()} 已经过去。", ("公开时限",), help)
            return


def _day(clause: Clause) -> Day | None:
    return clause.by or clause.on


def _last(day: Day) -> date:
    """The last day that is meant, at the latest: a day, the end of a month or of a year."""
    month = day.month or 12
    try:
        return date(day.year, month, day.day or 28)
    except ValueError:
        return date(day.year, month, 28)
