"""Charts: a flow as drawings, each of which fits on an A4 page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from gwcat.base.errors import GwcatError
from gwcat.document.drawing import Drawing
from gwcat.document.page import Page
from gwcat.flow.describe import described
from gwcat.flow.draw import drawn
from gwcat.flow.grid import Grid, arrange
from gwcat.flow.label import place_labels
from gwcat.flow.measure import Measures, Plan, may_fit, measured
from gwcat.flow.route import find_routes
from gwcat.flow.tangle import tangle
from gwcat.flow.track import lay_tracks
from gwcat.model.flow import Flow, Step

PORTRAIT = Page(landscape=False, top=25, right=20, bottom=22, left=22, numbers="foot")
LANDSCAPE = Page(top=22, right=22, bottom=20, left=22)
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)  # points, the best first
_MOST_LANES = 9
_MOST = 150  # steps, half as many as links: far more than anybody can read, and still drawn within seconds
_SMALL, _NARROW = 2.0, 0.2  # what a point of type, and a millimetre of a step below _EASY, are worth in crossings
_EASY = 32.0
_WIDTHS = (8, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Chart:
    """One page of a flow chart."""

    page: Page
    drawing: Drawing
    size: float


def charts(flow: Flow, reserved: float = 0) -> list[Chart]:
    """The pages of a flow, the fewest that hold it in type of 8 points or more; one for nearly all flows.

    `reserved` is the height in millimetres that title and notes take. Steps that are named twice and links to steps that do not
    exist are left out: findings tell of them. Raises GwcatError for a step with so much text that no page can hold it,
    and for far too many steps.
    """
    sound = _sound(flow)
    if not sound.steps:
        raise GwcatError(f"流程“{flow.name}”没有步骤。", hint="请在“步骤”里写上各个步骤。")
    if len(sound.steps) > _MOST or len(sound.links) > 2 * _MOST:
        counts = f"{len(sound.steps)} 个步骤、{len(sound.links)} 条连线"
        raise GwcatError(f"流程“{flow.name}”有{counts}，太多了，没有画。", hint=f"请分成几张，每张不超过 {_MOST} 个步骤。")
    whole = _best(sound, reserved)
    if whole:
        return [_chart(whole, flow.title, flow)]
    from gwcat.flow.pages import parts

    for count in range(2, len(sound.steps) + 1):
        plans = [_best(part, reserved) for part in parts(sound, count)]
        if all(plans):
            pages = [f"{flow.title}（{number}）" for number in range(1, len(plans) + 1)]
            return [_chart(plan, title, flow) for plan, title in zip(plans, pages, strict=True) if plan]
    raise GwcatError(f"流程“{flow.name}”里有的步骤文字太多，一页放不下。", hint="请把文字写短，细节写到目录里。")


@dataclass(frozen=True)
class _Fit:
    page: Page
    plan: Plan
    measures: Measures


def _chart(fit: _Fit, title: str, flow: Flow) -> Chart:
    return Chart(fit.page, drawn(fit.plan, fit.measures, title, described(fit.plan.flow)), fit.measures.size)


def _sound(flow: Flow) -> Flow:
    """The flow without what cannot be drawn; with too many lanes the owners stand in the steps."""
    steps: dict[str, Step] = {}
    for step in flow.steps:
        if step.identity:
            steps.setdefault(step.identity, step)
    links = tuple(link for link in flow.links if link.source in steps and link.target in steps)
    sound = replace(flow, steps=tuple(steps.values()), links=links)
    if len({step.owner for step in sound.steps}) <= _MOST_LANES:
        return sound
    named = (replace(step, text=f"{step.text}〔{step.owner}〕" if step.owner else step.text, owner="") for step in sound.steps)
    return replace(sound, steps=tuple(named), lanes=())


def _best(flow: Flow, reserved: float) -> _Fit | None:
    """The plan that fits on a page, with few crossings and in large type; portrait rather than landscape."""
    fits: list[tuple[float, bool, int, _Fit]] = []
    for plan in _plans(flow, reserved):
        for page in (PORTRAIT, LANDSCAPE):
            room = page.text_width, page.height - page.top - page.bottom - reserved
            sizes = ((size, measured(plan, size, *room)) for size in SIZES)
            size, measures = next(((size, found) for size, found in sizes if found), (0.0, None))
            if measures:
                price = (
                    tangle(drawn(plan, measures, "", ""))
                    + _SMALL * (SIZES[0] - size)
                    + _NARROW * max(0.0, _EASY - measures.step_width)
                )
                fits.append((price, page.landscape, len(fits), _Fit(page, plan, measures)))
    return min(fits, key=lambda fit: fit[:3])[3] if fits else None


def _plans(flow: Flow, reserved: float) -> Iterator[Plan]:
    """Plans of different widths that may fit on some page, each grid once."""
    seen: list[Grid] = []
    for level, widest in product((False, True), _WIDTHS):
        grid = arrange(flow, widest, level=level)
        if grid in seen:
            continue
        seen.append(grid)
        pages = ((page.text_width, page.height - page.top - page.bottom - reserved) for page in (PORTRAIT, LANDSCAPE))
        if not any(may_fit(flow, grid, SIZES[-1], *room) for room in pages):
            continue
        routes = find_routes(flow, grid)
        yield Plan(flow, grid, routes, lay_tracks(routes), place_labels(routes))
