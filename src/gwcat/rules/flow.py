"""Flow charts: steps that lead somewhere, decisions that decide, lanes that have steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from gwcat.base.names import fold
from gwcat.model.flow import DECISION, START_END, STEP_KINDS, Flow, Step
from gwcat.rules.registry import FlowCase, Note, did_you_mean, rule

_MOST_STEPS, _LONGEST = 40, 40
_FORMAT = "源文件格式约定"
_CHARTS = "《莒南县开展基层政务公开标准化规范化试点工作实施方案》附件5"
_ONE = "  - {编号: 一, 类型: 起止, 文字: 开始}\n"
_TWO = "  - {编号: 二, 类型: 办理, 文字: 办理}\n"
_LAST = "  - {编号: 末, 类型: 起止, 文字: 归档}\n"
_STEPS = f"步骤:\n{_ONE}{_TWO}{_LAST}"
_LINKS = "连线:\n  - {从: 一, 到: 二}\n  - {从: 二, 到: 末}\n"
_GOOD = f"{_STEPS}{_LINKS}"
_CHOICE = "  - {编号: 问, 类型: 判断, 文字: 同意}\n"
_DECIDED = f"步骤:\n{_ONE}{_TWO}{_CHOICE}{_LAST}连线:\n  - {{从: 一, 到: 二}}\n  - {{从: 二, 到: 问}}\n"


def _with(step: str) -> str:
    """The good flow with another second step."""
    return _GOOD.replace(_TWO, step)


@rule(
    "GW754", "步骤类型不认识", "error", "flow",
    summary=f"步骤的类型是{'、'.join(STEP_KINDS)}之一。",
    why="类型决定画成什么形状，也决定要查什么。",
    source=_FORMAT,
    bad=_with("  - {编号: 二, 类型: ⟦办里⟧, 文字: 办理}\n"), good=_GOOD,
)  # fmt: skip
def kinds_known(case: FlowCase) -> Iterator[Note]:
    """类型 is a known kind of step."""
    for step in case.flow.steps:
        if step.kind and step.kind not in STEP_KINDS:
            help = did_you_mean(step.kind, STEP_KINDS, f"可以用：{'、'.join(STEP_KINDS)}。")
            yield Note(f"没有“{step.kind}”这种步骤。", ("步骤", step.index, "类型"), help)


@rule(
    "GW755", "步骤编号重复", "error", "flow",
    summary="一个流程图里步骤的编号各不相同。",
    why="连线用编号指步骤，两步同号就不知道连到哪一步。",
    source=_FORMAT,
    bad=f"步骤:\n{_ONE}{_TWO}{_LAST}  - {{编号: ⟦二⟧, 类型: 办理, 文字: 再办理}}\n{_LINKS}",
    good=_GOOD,
)  # fmt: skip
def identities_distinct(case: FlowCase) -> Iterator[Note]:
    """No two steps have one identity."""
    seen: dict[str, Step] = {}
    for step in case.flow.steps:
        first = seen.setdefault(step.identity, step)
        if step.identity and first is not step:
            words = f"编号“{step.identity}”已经用在“{first.text}”上了。"
            yield Note(words, ("步骤", step.index, "编号"), "请换一个编号，并检查有关的连线。")


@rule(
    "GW756", "连线的步骤不存在", "error", "flow",
    summary="连线的“从”“到”写步骤的编号。",
    why="连到没有的步骤，图上就少一条线。",
    source=_FORMAT,
    bad=f"{_STEPS}连线:\n  - {{从: 一, 到: 二}}\n  - {{从: 二, 到: 末}}\n  - {{从: 二, 到: ⟦归挡⟧}}\n", good=_GOOD,
)  # fmt: skip
def links_known(case: FlowCase) -> Iterator[Note]:
    """Both ends of a link exist."""
    known = {step.identity for step in case.flow.steps}
    for link in case.flow.links:
        for key, name in (("从", link.source), ("到", link.target)):
            if name and name not in known:
                near = {step.text: step.identity for step in case.flow.steps}
                help = did_you_mean(name, (*known, *near), f"可以用：{'、'.join(sorted(known))}。")
                yield Note(f"没有编号是“{name}”的步骤。", ("连线", link.index, key), help)


@rule(
    "GW757", "流程没有起点或终点", "error", "flow",
    summary="流程图有起点（没有连线指向它的“起止”）和终点（没有连线从它出去的“起止”）。",
    why="看图的人要知道从哪里开始、到哪里结束。",
    source=_CHARTS,
    bad="⟦步骤⟧:\n  - {编号: 一, 类型: 办理, 文字: 办理}\n" + _LAST + "连线:\n  - {从: 一, 到: 末}\n", good=_GOOD,
)  # fmt: skip
def has_ends(case: FlowCase) -> Iterator[Note]:
    """There is a 起止 to begin with and one to end with."""
    flow = case.flow
    if not flow.steps:
        yield Note("流程图没有步骤。", ("步骤",), "请写上各个步骤。", key=True)
        return
    if not _starts(flow):
        yield Note("没有起点。", ("步骤",), "请把第一步的类型写成“起止”，不要有连线指向它。", key=True)
    sources = {link.source for link in flow.links}
    if not any(step.kind == START_END and step.identity not in sources for step in flow.steps):
        yield Note("没有终点。", ("步骤",), "请把最后一步的类型写成“起止”，不要有连线从它出去。", key=True)


@rule(
    "GW758", "走不到的步骤", "error", "flow",
    summary="每个步骤都能从起点走到。",
    why="走不到的步骤没有人会做，多半是漏了连线。",
    source=_CHARTS,
    bad=f"步骤:\n{_ONE}{_TWO}  - {{⟦编号⟧: 三, 类型: 办理, 文字: 再办理}}\n{_LAST}{_LINKS}"
    "  - {从: 三, 到: 末}\n",
    good=_GOOD,
)  # fmt: skip
def all_reached(case: FlowCase) -> Iterator[Note]:
    """Every step can be reached from a start."""
    starts = _starts(case.flow)
    reached = set(starts)
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        for link in case.flow.links:
            if link.source == here and link.target not in reached:
                reached.add(link.target)
                waiting.append(link.target)
    for step in case.flow.steps if starts else ():
        if step.identity and step.identity not in reached:
            words = f"从起点走不到“{step.text or step.identity}”。"
            yield Note(words, ("步骤", step.index, "编号"), "请补上指向它的连线，或删去这一步。", key=True)


@rule(
    "GW759", "没有下文的步骤", "error", "flow",
    summary="除了“起止”，每个步骤都有连线通到下一步。",
    why="走到这里就断了，办的人不知道接下来做什么。",
    source=_CHARTS,
    bad=f"步骤:\n{_ONE}{_TWO}  - {{⟦编号⟧: 三, 类型: 文书, 文字: 告知书}}\n{_LAST}{_LINKS}"
    "  - {从: 二, 到: 三}\n",
    good=_GOOD,
)  # fmt: skip
def no_dead_ends(case: FlowCase) -> Iterator[Note]:
    """Only a 起止 may lead nowhere; a 判断 is told of by its own rule."""
    sources = {link.source for link in case.flow.links}
    for step in case.flow.steps:
        if step.identity and step.identity not in sources and step.kind not in (START_END, DECISION):
            words = f"“{step.text or step.identity}”以后没有下一步。"
            yield Note(words, ("步骤", step.index, "编号"), "请补上从它出去的连线；流程到此结束的，类型写成“起止”。", key=True)


@rule(
    "GW760", "判断没有分支", "error", "flow",
    summary="“判断”至少有两条连线出去，每条都写文字，各不相同。",
    why="没有写“是”“否”的分支，看图的人不知道走哪一条。",
    source=_CHARTS,
    bad=f"{_DECIDED}  - {{从: 问, 到: 末, 文字: 是}}\n  - {{⟦从⟧: 问, 到: 二}}\n",
    good=f"{_DECIDED}  - {{从: 问, 到: 末, 文字: 是}}\n  - {{从: 问, 到: 二, 文字: 否}}\n",
)  # fmt: skip
def decisions_decide(case: FlowCase) -> Iterator[Note]:
    """A 判断 has two branches or more, each with words of its own."""
    for step in case.flow.steps:
        if step.kind != DECISION or not step.identity:
            continue
        out = [link for link in case.flow.links if link.source == step.identity]
        if len(out) < 2:
            words = f"判断“{step.text or step.identity}”只有 {len(out)} 条连线出去。"
            yield Note(words, ("步骤", step.index, "编号"), "请补上其他分支，或把类型改成“办理”。", key=True)
            continue
        seen: set[str] = set()
        for link in out:
            if not link.text.strip():
                words = f"判断“{step.text or step.identity}”的这条连线没有写文字。"
                yield Note(words, ("连线", link.index), "请写上走这一条的条件，如 文字: 是。", key=True)
            elif fold(link.text) in seen:
                words = f"判断“{step.text or step.identity}”有两条连线都写“{link.text}”。"
                yield Note(words, ("连线", link.index, "文字"), "请写清各自的条件。")
            seen.add(fold(link.text))


@rule(
    "GW761", "绕圈不经过判断", "error", "flow",
    summary="回到前面步骤的连线，圈里要有“判断”。",
    why="没有判断的圈走进去就出不来。",
    source=_CHARTS,
    bad=f"步骤:\n{_ONE}{_TWO}  - {{编号: 三, 类型: 办理, 文字: 再办理}}\n{_LAST}连线:\n  - {{从: 一, 到: 二}}\n"
    "  - {从: 二, 到: 三}\n  - {⟦从⟧: 三, 到: 二}\n  - {从: 三, 到: 末}\n",
    good=f"{_DECIDED}  - {{从: 问, 到: 末, 文字: 是}}\n  - {{从: 问, 到: 二, 文字: 否}}\n",
)  # fmt: skip
def rounds_decided(case: FlowCase) -> Iterator[Note]:
    """Every round of links has a 判断 on it."""
    decisions = {step.identity for step in case.flow.steps if step.kind == DECISION}
    plain = [link for link in case.flow.links if not {link.source, link.target} & decisions or link.source == link.target]
    kept: dict[str, set[str]] = {}
    for link in plain:
        kept.setdefault(link.source, set()).add(link.target)
        if link.source == link.target or _goes_round(kept):
            kept[link.source].discard(link.target)
            words = f"“{link.source}→{link.target}”绕回了前面的步骤，圈里没有判断。"
            yield Note(words, ("连线", link.index), "请在圈里加一个“判断”，或改正这条连线。", key=True)


@rule(
    "GW765", "流程责任不在泳道", "error", "flow",
    summary="写了“泳道”的，每个步骤的责任都在里面，每个泳道都有步骤；有的步骤写了责任，别的也要写。",
    why="泳道是图的栏目：责任对不上，步骤就没有地方画。",
    source=_FORMAT,
    bad="泳道: [办公室]\n" + _GOOD.replace("文字: 办理}", "文字: 办理, 责任: ⟦办工室⟧}")
    .replace("文字: 开始}", "文字: 开始, 责任: 办公室}").replace("文字: 归档}", "文字: 归档, 责任: 办公室}"),
    good="泳道: [办公室]\n" + _GOOD.replace("文字: 办理}", "文字: 办理, 责任: 办公室}")
    .replace("文字: 开始}", "文字: 开始, 责任: 办公室}").replace("文字: 归档}", "文字: 归档, 责任: 办公室}"),
)  # fmt: skip
def owners_in_lanes(case: FlowCase) -> Iterator[Note]:
    """Steps and lanes belong to one another."""
    flow = case.flow
    owned = {step.owner for step in flow.steps if step.owner}
    for step in flow.steps:
        if not step.owner and (owned or flow.lanes):
            words = f"“{step.text or step.identity}”没有写责任。"
            yield Note(words, ("步骤", step.index, "编号"), "请写上谁来做。", key=True)
        elif step.owner and flow.lanes and step.owner not in flow.lanes:
            help = did_you_mean(step.owner, flow.lanes, "请在“泳道”里加上它。")
            yield Note(f"泳道里没有“{step.owner}”。", ("步骤", step.index, "责任"), help)
    written = case.file.tree.get("泳道")
    places = (
        [at for at, lane in enumerate(written) if isinstance(lane, str) and lane.strip()] if isinstance(written, list) else []
    )
    for number, lane in enumerate(flow.lanes):
        path = ("泳道", places[number]) if places else ("泳道",)
        if lane in flow.lanes[:number]:
            yield Note(f"泳道“{lane}”写了两次。", path, "请删去一个。")
        elif lane not in owned:
            yield Note(f"泳道“{lane}”里没有步骤。", path, "请从“泳道”里删去，或检查步骤的责任。")


@rule(
    "GW766", "流程图太大", "warning", "flow",
    summary=f"一张图不超过{_MOST_STEPS}个步骤，每步的文字不超过{_LONGEST}字。",
    why="再多就要分页，字也小，看图的人抓不住主线。",
    source=_CHARTS,
    bad=_with(f"  - {{编号: 二, 类型: 办理, 文字: ⟦{'办理' * 21}⟧}}\n"), good=_GOOD,
)  # fmt: skip
def of_readable_size(case: FlowCase) -> Iterator[Note]:
    """Neither too many steps nor too many words."""
    if len(case.flow.steps) > _MOST_STEPS:
        words = f"有 {len(case.flow.steps)} 个步骤。"
        yield Note(words, ("步骤",), "请把一部分另画一张流程图，或把几步合成一步。", key=True)
    for step in case.flow.steps:
        if len(step.text) > _LONGEST:
            yield Note(f"这一步的文字有 {len(step.text)} 字。", ("步骤", step.index, "文字"), "请写短，细节写到目录里。")


@rule(
    "GW767", "连线重复", "warning", "flow",
    summary="两步之间同一方向只有一条连线。",
    why="重复的线画在一起，看上去只有一条，文字会叠在一起。",
    source=_FORMAT,
    bad=f"{_GOOD}  - {{⟦从⟧: 二, 到: 末}}\n", good=_GOOD,
)  # fmt: skip
def links_distinct(case: FlowCase) -> Iterator[Note]:
    """No two links join the same steps in the same direction."""
    seen: set[tuple[str, str]] = set()
    for link in case.flow.links:
        if (link.source, link.target) in seen:
            words = f"“{link.source}→{link.target}”已经有一条连线了。"
            yield Note(words, ("连线", link.index), "请合并成一条，文字用“或”连起来。", key=True)
        seen.add((link.source, link.target))


def _starts(flow: Flow) -> Sequence[str]:
    entered = {link.target for link in flow.links}
    return [step.identity for step in flow.steps if step.kind == START_END and step.identity and step.identity not in entered]


def _goes_round(graph: dict[str, set[str]]) -> bool:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return True
    return False
