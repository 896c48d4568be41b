"""A flow that is too high for one page, in parts; arrows to another page end in a mark that the other page begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gwcat.flow.grid import arrange
from gwcat.model.flow import Flow, Link, Step

_TO, _FROM = "转", "接"
_MARKS = "甲乙丙丁戊己庚辛壬癸"


def parts(flow: Flow, count: int) -> list[Flow]:
    """The flow in `count` parts by the rows of its steps; fewer if there are fewer rows."""
    grid = arrange(flow, 3)
    order = sorted(flow.steps, key=lambda step: (grid.cells[step.identity], step.index))
    chunks = _chunks(flow, order, count)
    home = {step.identity: number for number, chunk in enumerate(chunks) for step in chunk}
    cut = dict.fromkeys(link.target for link in flow.links if home[link.source] != home[link.target])
    marks = {target: _mark(number) for number, target in enumerate(cut)}
    return [_part(flow, chunk, number, home, marks) for number, chunk in enumerate(chunks) if chunk]


def _chunks(flow: Flow, order: Sequence[Step], count: int) -> list[Sequence[Step]]:
    """Steps in parts of nearly the same size, cut where the fewest arrows are."""
    edges = [0]
    for number in range(1, count):
        even = len(order) * number // count
        near = max(1, len(order) // (6 * count))
        places = [at for at in range(even - near, even + near + 1) if edges[-1] < at < len(order)]
        edges.append(min(places, key=lambda at: (_marks_at(flow, order, at), abs(at - even)), default=len(order)))
    return [order[first:last] for first, last in zip(edges, [*edges[1:], len(order)], strict=True)]


def _marks_at(flow: Flow, order: Sequence[Step], at: int) -> int:
    """How many marks a cut before that step needs."""
    above = {step.identity for step in order[:at]}
    return len({link.target for link in flow.links if (link.source in above) != (link.target in above)})


def _part(flow: Flow, chunk: Sequence[Step], number: int, home: dict[str, int], marks: dict[str, str]) -> Flow:
    """The steps of one part with the marks that stand for those of others."""
    owners = {step.identity: step.owner for step in flow.steps}
    steps = {step.identity: step for step in sorted(chunk, key=lambda step: step.index)}
    links: list[Link] = []
    for link in flow.links:
        here, there = home[link.source] == number, home[link.target] == number
        if here and there:
            links.append(link)
        elif here:
            mark = f"{_TO}{marks[link.target]}"
            steps.setdefault(f"\0{mark}", Step(-1, f"\0{mark}", "转接", mark, owners[link.source]))
            links.append(replace(link, target=f"\0{mark}"))
        elif there:
            mark = f"{_FROM}{marks[link.target]}"
            entry = Link(len(flow.links) + link.index, f"\0{mark}", link.target)
            if f"\0{mark}" not in steps:
                steps[f"\0{mark}"] = Step(-1, f"\0{mark}", "转接", mark, owners[link.target])
                links.append(entry)
    return replace(flow, steps=tuple(steps.values()), links=tuple(links))


def _mark(number: int) -> str:
    return _MARKS[number] if number < len(_MARKS) else str(number + 1)
