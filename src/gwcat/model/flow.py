"""What a flow chart's file means: steps with their owners and limits, and the links between them.

Like catalogues it is read as far as it is right; what is wrong with it is for the schema and the rules to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gwcat.model.values import mappings, text, texts

START_END, ACTION, DECISION, PAPER = "起止", "办理", "判断", "文书"
STEP_KINDS = (START_END, ACTION, DECISION, PAPER)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `index` is its position in the file, `basis` what asks for it or for its limit."""

    index: int
    identity: str
    kind: str
    text: str
    owner: str = ""
    limit: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from one step to another, by their identities, with what stands at it."""

    index: int
    source: str
    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart. `lanes` are the owners in their order from left to right, `since` and `until` the days between which what it
    says is the law (年-月-日; empty: always)."""

    name: str
    title: str = ""
    lanes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()
    since: str = ""
    until: str = ""
    verified: bool = True

    @property
    def owners(self) -> tuple[str, ...]:
        """Every owner once, those of `lanes` first; "" stands for steps without one."""
        return tuple(dict.fromkeys((*self.lanes, *(step.owner for step in self.steps))))

    def with_owners(self, names: Mapping[str, str]) -> Flow:
        """The same flow with the owners called by other names (信息公开工作机构: 县政府办公室)."""
        steps = tuple(replace(step, owner=names.get(step.owner, step.owner)) for step in self.steps)
        return replace(self, steps=steps, lanes=tuple(dict.fromkeys(names.get(lane, lane) for lane in self.lanes)))


def read_flow(name: str, tree: Mapping[str, object]) -> Flow:
    """The flow of a file's tree."""
    steps = tuple(
        Step(
            number,
            text(raw.get("编号")),
            text(raw.get("类型")),
            text(raw.get("文字")),
            text(raw.get("责任")),
            text(raw.get("时限")),
            texts(raw.get("依据")),
        )
        for number, raw in enumerate(mappings(tree.get("步骤")))
    )
    links = tuple(
        Link(number, text(raw.get("从")), text(raw.get("到")), text(raw.get("文字")))
        for number, raw in enumerate(mappings(tree.get("连线")))
    )
    between = tree.get("适用")
    since, until = (text(between.get(key)) for key in ("自", "至")) if isinstance(between, dict) else ("", "")
    own, title, lanes = text(tree.get("名称")) or name, text(tree.get("标题")), texts(tree.get("泳道"))
    return Flow(own, title or own, lanes, steps, links, since, until, tree.get("核实") != "否")
