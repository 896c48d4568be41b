"""公开时限: what can be understood, what the law allows, and what fits the way of publishing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.language import deadline
from gwcat.language.deadline import Clause, Deadline, Unparsed
from gwcat.model.catalogue import Item
from gwcat.rules.registry import CatalogueCase, Instead, Note, rule
from gwcat.rules.structure import is_ditto

_26 = "《政府信息公开条例》第二十六条：自形成或者变更之日起20个工作日内公开，法律、法规另有规定的从其规定"
_33 = "《政府信息公开条例》第三十三条：自收到申请之日起20个工作日内答复"
_ORDINARY = "政府信息形成或者变更之日起20个工作日内公开，是条例的要求。"
_ADOPTING = "领域: 社会救助\n单位: 县民政局\n采用: 国家\n调整:\n"
_REQUEST = re.compile("申请")
_FORMED = re.compile("信息.*(?:形成|产生|变更|制作|获取)|^(?:形成|产生|变更|制作|获取)")
_DECISION = re.compile("行政处罚决定|行政许可决定|行政强制决定|处罚结果|许可结果")


def _read(item: Item) -> Deadline | None:
    """The deadline of an item as it was understood; none if there is none or it was not."""
    read = deadline.parse(item.deadline) if item.deadline.strip() else None
    return read if isinstance(read, Deadline) else None


def _counted(clause: Clause) -> bool:
    """Whether a clause says within how many working days of an event something is published."""
    return clause.limit is not None and clause.relation in ("起", "后") and not clause.act


@rule(
    "GW801", "公开时限看不懂", "warning", "item",
    summary="公开时限写得让人能算出是哪一天。",
    why="算不出日子的时限没有人能照办，也没有人能检查。",
    source=_26,
    bad="公开时限: ⟦尽快公开⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_understood(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A deadline that is written is one."""
    read = deadline.parse(item.deadline) if item.deadline.strip() and not is_ditto(item.deadline) else None
    if isinstance(read, Unparsed):
        part = item.deadline[read.start : read.end]
        where = f"“{part}”：" if part and part != item.deadline else ""
        help = "请写成“自信息形成或者变更之日起20个工作日内”“每季度首月10日前”“即时”这样的规范写法。"
        yield Note(f"公开时限看不懂。{where}{read.reason.rstrip('。')}。", ("公开时限",), help)


@rule(
    "GW802", "公开时限超过20个工作日", "error", "item",
    summary="主动公开的时限不超过20个工作日。",
    why=_ORDINARY + "更长的要有法律、法规的规定。个数可以在 gwcat.yaml 的“阈值”里改。",
    source=_26,
    bad="公开时限: ⟦自信息形成或者变更之日起30个工作日内⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_lawful(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """What is published on one's own initiative is published within twenty working days."""
    most = case.context.settings.threshold("主动公开最长工作日")
    read = _read(item)
    for clause in read.clauses if read and item.methods == ("主动公开",) else ():
        limit = clause.limit
        if limit and _counted(clause) and limit.unit == "工作日" and limit.number > most and clause.fallback is None:
            words = f"公开时限是 {limit.number} 个工作日，超过 {most} 个工作日。"
            help = f"请改为 {most} 个工作日以内；法律、法规另有规定的，写明“……另有规定的，从其规定”。"
            yield Note(words, ("公开时限",), help, severity=None if item.verified else "warning")


@rule(
    "GW803", "公开时限没有起算点", "warning", "item",
    summary="写了几个工作日的，写明从什么时候算起。",
    why="“20个工作日内”不说从哪一天算起，等于没有时限。",
    source=_26,
    bad="公开时限: ⟦20个工作日内⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_has_start(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A number of days is counted from something."""
    read = _read(item)
    if read and any(clause.limit and not clause.trigger and not clause.relation for clause in read.clauses):
        yield Note("公开时限没有写从什么时候算起。", ("公开时限",), "如“自信息形成或者变更之日起20个工作日内”。")


@rule(
    "GW804", "只写及时没有期限", "info", "item",
    summary="“及时”“长期”之外，写明最迟多久。",
    why="法定的20个工作日仍然适用；写出来才好照办、好检查。",
    source=_26,
    bad="公开时限: ⟦及时公开⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_has_number(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A deadline says more than 及时."""
    read = _read(item)
    if read and all(_bare(clause) for clause in read.clauses):
        yield Note("公开时限只写了“及时”一类的话，没有期限。", ("公开时限",), "请写明最迟多少个工作日。")


def _bare(clause: Clause) -> bool:
    said = (clause.limit, clause.display, clause.min_display, clause.cycle, clause.on, clause.by, clause.period)
    return not any(said) and bool(clause.qualifiers) and not {"即时", "实时", "同步"} & set(clause.qualifiers)


@rule(
    "GW805", "更新周期写成了时限", "warning", "item",
    summary="“1年”“6个月”这样的长度是更新周期，写到“更新周期”里。",
    why="时限说的是多久之内公开；只写一个长度，分不清是多久之内、公开多久，还是多久更新一次。",
    source="各地主动公开目录的“公开时限”栏",
    bad="公开时限: ⟦6个月⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内\n更新周期: 6个月",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_is_no_cycle(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """A bare length is no deadline."""
    read = _read(item)
    if read and any(clause.period for clause in read.clauses):
        yield Note(
            "公开时限只写了一个长度，没有说是什么的长度。", ("公开时限",), "更新的周期写到“更新周期”，公示多久写“公示……”。"
        )


@rule(
    "GW806", "时限与公开方式不符", "warning", "item",
    summary="主动公开的从信息形成算起，依申请公开的从收到申请算起。",
    why="依申请的事项写“形成之日起”，申请的人不知道多久有答复；主动公开的写“收到申请”，就是没有主动公开。",
    source=f"{_26}；{_33}",
    bad="公开方式: 依申请公开\n备注: 涉及个人隐私\n公开时限: ⟦自信息形成或者变更之日起20个工作日内⟧",
    good="公开方式: 依申请公开\n备注: 涉及个人隐私\n公开时限: 自收到申请之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_fits_method(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """The event that a deadline counts from fits the way of publishing."""
    read = _read(item)
    for clause in read.clauses if read else ():
        if not _counted(clause):
            continue
        if item.methods == ("依申请公开",) and _FORMED.search(clause.trigger):
            words, help = "依申请公开，时限却从信息形成算起。", "请写“自收到申请之日起20个工作日内”。"
        elif item.methods == ("主动公开",) and "收到" in clause.trigger and _REQUEST.search(clause.trigger):
            words, help = "主动公开，时限却从收到申请算起。", "请写“自信息形成或者变更之日起20个工作日内”，或改为依申请公开。"
        else:
            continue
        yield Note(words, ("公开时限",), help, severity=None if item.verified else "warning")
        return


@rule(
    "GW807", "依申请答复期限是旧条例的", "error", "item",
    summary="依申请公开的答复期限是20个工作日，不再是15个。",
    why="2019年5月15日起施行的条例把答复期限改成20个工作日；写15个工作日是旧条例的流程。",
    source=_33,
    bad="公开方式: 依申请公开\n备注: 涉及个人隐私\n公开时限: ⟦自收到申请之日起15个工作日内⟧",
    good="公开方式: 依申请公开\n备注: 涉及个人隐私\n公开时限: 自收到申请之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def request_answered_in_time(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Nobody promises the fifteen days of the regulation of 2007 after it has ended."""
    day = case.context.base_day
    new = day is None or day.isoformat() >= "2019-05-15"
    read = _read(item) if new and item.methods == ("依申请公开",) else None
    for clause in read.clauses if read else ():
        if clause.limit and (clause.limit.number, clause.limit.unit) == (15, "工作日") and _REQUEST.search(clause.trigger):
            yield Note("答复期限写的是旧条例的15个工作日。", ("公开时限",), "请改为20个工作日。")


@rule(
    "GW808", "执法结果应7个工作日公开", "warning", "item",
    summary="行政处罚、行政许可的决定7个工作日内公开。",
    why="行政执法公示要求执法决定在作出之日起7个工作日内公开（双公示）；写20个工作日就晚了。",
    source="各部门标准指引的“公开时限”栏（自作出行政决定之日起7个工作日内公开）",
    bad="二级事项: 行政处罚决定\n公开时限: ⟦自行政处罚决定形成之日起20个工作日内⟧",
    good="二级事项: 行政处罚决定\n公开时限: 自行政处罚决定形成之日起7个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def decisions_in_seven_days(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """The outcome of enforcement is published within seven working days."""
    read = _read(item)
    for clause in read.clauses if read else ():
        limit = clause.limit
        about = _DECISION.search(f"{clause.trigger}{clause.scope}")
        if about and limit and _counted(clause) and limit.unit == "工作日" and limit.number > 7:
            yield Note(
                f"“{about.group()}”写了 {limit.number} 个工作日。",
                ("公开时限",),
                "执法决定一般自作出之日起7个工作日内公开，请核对。",
            )
            return


@rule(
    "GW809", "公开时限晚于上级", "warning", "catalogue",
    summary="下级把同一事项的时限调整得比上级晚，要有理由。",
    why="上级目录是底线；下级可以更早，不宜更晚。",
    source="《宜丰县全面推进政务公开标准化规范化工作的实施方案》二（十）",
    bad=f"{_ADOPTING}  - {{对应: 社会救助-904, 公开时限: ⟦自信息形成或者变更之日起20个工作日内⟧}}\n",
    good=f"{_ADOPTING}  - {{对应: 社会救助-904, 公开时限: 自信息形成或者变更之日起5个工作日内}}\n",
)  # fmt: skip
def no_later_than_above(case: CatalogueCase) -> Iterator[Note]:
    """An adjustment does not make a deadline later than the one above."""
    loaded = case.context.loaded
    adopted = loaded.adoptions.get(case.file.path) if isinstance(loaded, ResolvedRegion) else None
    for outcome in adopted.outcomes if adopted else ():
        entry = outcome.entry
        if (
            entry is None
            or outcome.status != "调整"
            or not isinstance(own := entry.raw.get("公开时限"), str)
            or entry.reason.strip()
        ):
            continue
        here, above = working_days(own), working_days(outcome.item.deadline)
        if here and above and here > above:
            words = f"时限从上级的 {above} 个工作日改成了 {here} 个工作日，没有写理由。"
            yield Note(words, ("调整", entry.position, "公开时限"), "请改得不晚于上级，或写上“理由”。")


def working_days(text: str) -> int:
    """The working days of a deadline that says nothing else; 0 if it does."""
    read = deadline.parse(text) if text.strip() else None
    clauses = read.clauses if isinstance(read, Deadline) else ()
    limits = [clause.limit for clause in clauses if clause.limit and _counted(clause)]
    return limits[0].number if len(limits) == 1 and limits[0].unit == "工作日" else 0


@rule(
    "GW810", "公开时限写法不规范", "info", "item",
    summary="公开时限没有多余的空格、全角数字和错用的括号。",
    why="同一个时限几种写法，汇总、检索和比较时成了几个。",
    source="各部门标准指引的“公开时限”栏",
    bad="公开时限: ⟦自信息形成或者变更之日起２０ 个工作日内⟧", good="公开时限: 自信息形成或者变更之日起20个工作日内",
    reads=("deadline", "methods"),
)  # fmt: skip
def deadline_tidy(case: CatalogueCase, item: Item) -> Iterator[Note]:
    """Digits and blanks are as they should be; what is understood may be mended safely."""
    if not _UNTIDY.search(item.deadline) or _read(item) is None:
        return
    tidy = _UNTIDY.sub(_mended, item.deadline)
    if deadline.parse(tidy) == deadline.parse(item.deadline):
        yield Note(
            "公开时限里有多余的空格或全角数字。", ("公开时限",), f"请改为“{tidy}”。", instead=Instead(tidy, "改成规范写法")
        )


_UNTIDY = re.compile(r"[０-９]|(?<=[^\W_A-Za-z])[ \u3000\u00a0]+(?=[^\W_A-Za-z])")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def _mended(found: re.Match[str]) -> str:
    return found.group().translate(_DIGITS).strip(" \u3000\u00a0")
