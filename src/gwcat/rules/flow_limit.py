"""Flow charts: limits that are understood, and that are the law of their day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gwcat.language import deadline
from gwcat.language.deadline import Deadline, Unparsed
from gwcat.model.flow import ACTION, PAPER
from gwcat.rules.registry import FlowCase, Note, rule

_REVISED = date(2019, 5, 15)  # 《中华人民共和国政府信息公开条例》 as revised (国务院令第711号) is in force
_ANSWER, _OLD_ANSWER, _AMEND, _EXTEND = 20, 15, 7, 20  # working days
_NEEDS = {ACTION: re.compile("答复|提出意见|发布信息|发布解读|公开信息"), PAPER: re.compile("补正|延期|延长")}
_ASIDE = re.compile("第三方|意见")
_PLAIN = "  - {编号: 二, 类型: 办理, 文字: 办理}\n"
_LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


def _with(step: str) -> str:
    """A flow whose second step is the given one."""
    return (
        f"步骤:\n  - {{编号: 一, 类型: 起止, 文字: 开始}}\n{step}  - {{编号: 末, 类型: 起止, 文字: 归档}}\n"
        "连线:\n  - {从: 一, 到: 二}\n  - {从: 二, 到: 末}\n"
    )


@rule(
    "GW762", "流程时限读不懂", "error", "flow",
    summary="步骤的时限写得明白：几个工作日、几小时、哪一天。",
    why="读不懂的时限没有人能遵守，也算不出哪一天到期。",
    source="源文件格式约定",
    bad=_with("  - {编号: 二, 类型: 办理, 文字: 办理, 时限: ⟦二十来个工作日⟧}\n"),
    good=_with("  - {编号: 二, 类型: 办理, 文字: 办理, 时限: 20个工作日内}\n"),
)  # fmt: skip
def limits_readable(case: FlowCase) -> Iterator[Note]:
    """A limit is understood."""
    for step in case.flow.steps:
        read = deadline.parse(step.limit) if step.limit.strip() else None
        if isinstance(read, Unparsed):
            yield Note(f"时限“{step.limit}”读不懂：{read.reason}。", ("步骤", step.index, "时限"), "请写成如“20个工作日内”。")


@rule(
    "GW763", "流程缺时限", "warning", "flow",
    summary="答复、补正告知、延期、征求意见、发布这样的步骤写明时限；流程标“核实: 否”的不报。",
    why="条例给这些环节定了期限，流程图上不写，就要另外去查。",
    source=f"{_LAW}第二十六条、第三十条、第三十二条、第三十三条",
    bad=_with("  - {⟦编号⟧: 二, 类型: 办理, 文字: 办理答复}\n"),
    good=_with("  - {编号: 二, 类型: 办理, 文字: 办理答复, 时限: 20个工作日内}\n"),
)  # fmt: skip
def limits_given(case: FlowCase) -> Iterator[Note]:
    """Steps for which the law has a limit say one."""
    for step in case.flow.steps if case.flow.verified else ():
        needed = _NEEDS.get(step.kind)
        if needed and not step.limit.strip() and needed.search(step.text):
            words = f"“{step.text}”没有写时限。"
            help = "请补上“时限”；没有见到规定的，在流程上写“核实: 否”。"
            yield Note(words, ("步骤", step.index, "编号"), help, key=True)


@rule(
    "GW764", "流程时限不合条例", "error", "flow",
    summary="依申请公开：补正告知7个工作日、答复20个工作日、延长不超过20个工作日；2019年5月15日以前答复15个工作日。",
    why="修订以前的“15个工作日答复”还在流传；照旧图办，或者拿新期限配旧目录，都不合法。",
    source=f"{_LAW}第三十条、第三十三条",
    bad=_with("  - {编号: 二, 类型: 办理, 文字: 办理答复, 时限: ⟦15个工作日内⟧}\n"),
    good=_with("  - {编号: 二, 类型: 办理, 文字: 办理答复, 时限: 20个工作日内}\n"),
)  # fmt: skip
def limits_lawful(case: FlowCase) -> Iterator[Note]:
    """The limits of answering are those of the 条例 of the day."""
    revised = _under_revised(case)
    for step in case.flow.steps:
        days = _working_days(step.limit)
        if not days or step.kind not in (ACTION, PAPER) or _ASIDE.search(step.text):
            continue
        path = ("步骤", step.index, "时限")
        if not revised:
            if "答复" in step.text and days > _OLD_ANSWER:
                yield Note(f"{days}个工作日长于当时答复的{_OLD_ANSWER}个工作日。", path, "请按当时的条例改正，或改“适用”的日期。")
        elif re.search("延长|延期", step.text):
            if days > _EXTEND:
                yield Note(f"延长{days}个工作日，超过了{_EXTEND}个工作日。", path, f"请改为延长不超过{_EXTEND}个工作日。")
        elif "补正" in step.text:
            if days > _AMEND and step.kind == PAPER:
                yield Note(f"补正告知的{days}个工作日超过了{_AMEND}个工作日。", path, f"请改为{_AMEND}个工作日内。")
        elif "答复" in step.text and days == _OLD_ANSWER:
            words = "15个工作日是2019年修订以前的答复期限。"
            yield Note(words, path, f"请改为{_ANSWER}个工作日内；确是本单位承诺提前的，用注释忽略这一条并写明理由。")
        elif "答复" in step.text and days > _ANSWER:
            yield Note(f"{days}个工作日超过了答复的{_ANSWER}个工作日。", path, f"请改为{_ANSWER}个工作日内。")


@rule(
    "GW768", "流程适用日期不对", "error", "flow",
    summary="“适用”的“自”“至”写成 年-月-日，是真实的一天，“自”不晚于“至”。",
    why="日期读不出来，就不知道这张图合不合目录的基准日。",
    source="源文件格式约定",
    bad=f"适用: {{自: ⟦2019-15-05⟧}}\n{_with(_PLAIN)}", good=f"适用: {{自: 2019-05-15}}\n{_with(_PLAIN)}",
)  # fmt: skip
def period_real(case: FlowCase) -> Iterator[Note]:
    """The days of 适用 are days, in their order."""
    days = {"自": case.flow.since, "至": case.flow.until}
    for key, text in days.items():
        if text and _day(text) is None:
            yield Note(f"“{text}”不是一天的日期。", ("适用", key), "请写成 年-月-日，如 2019-05-15。")
    since, until = _day(days["自"]), _day(days["至"])
    if since and until and since > until:
        yield Note(f"从{since}到{until}，次序反了。", ("适用", "至"), "请检查两个日期。")


def _under_revised(case: FlowCase) -> bool:
    """Whether the 条例 as revised in 2019 is the law of a chart: by its own 适用, else by the region's date, else today's."""
    since, until = _day(case.flow.since), _day(case.flow.until)
    if since and since >= _REVISED:
        return True
    if until and until < _REVISED:
        return False
    day = case.context.base_day
    return day is None or day >= _REVISED


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _working_days(text: str) -> int:
    """The working days that a limit says; 0 if it says something else."""
    read = deadline.parse(text) if text.strip() else None
    limits = [clause.limit for clause in read.clauses if clause.limit] if isinstance(read, Deadline) else []
    return limits[0].number if len(limits) == 1 and limits[0].unit == "工作日" else 0
