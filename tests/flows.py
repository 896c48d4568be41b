"""Flow charts for tests: made-up ones of any shape, the shipped ones, and what a chart must never do."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import strategies as st

from conftest import REPOSITORY
from gwcat.document.drawing import Connector, Drawing, Shape
from gwcat.flow.chart import Chart
from gwcat.model.flow import STEP_KINDS, Flow, Link, Step
from gwcat.source.flows import FlowFiles

SHIPPED = sorted(path.stem for path in (REPOSITORY / "templates" / "flows").glob("*.yaml"))
STEPS = ("起止", "办理", "判断", "文书", "转接")
_EDGE = 1e-6
_WORDS = st.text(alphabet="公开信息审查答复告知（）《》，。20 A", min_size=1, max_size=24)


def shipped(name: str) -> Flow:
    """A flow that comes with gwcat."""
    found = FlowFiles(REPOSITORY).get(name)
    assert found is not None
    return found.flow


def flow(links: str, *, kinds: str = "", owners: str = "", words: str = "办理") -> Flow:
    """A flow from `a>b b>c:是`: links between one-letter steps; `kinds` and `owners` by step, as `a判断 b文书` and `a甲 b乙`."""
    kind, owner = ({entry[0]: entry[1:] for entry in text.split()} for text in (kinds, owners))
    names = list(dict.fromkeys(char for link in links.split() for char in (link[0], link[2:3]) if char.strip()))
    steps = tuple(Step(n, name, kind.get(name, "办理"), words + name, owner.get(name, "")) for n, name in enumerate(names))
    pairs = [link.partition(":") for link in links.split() if len(link) > 2]
    return Flow("样例", "样例", (), steps, tuple(Link(n, pair[0][0], pair[0][2], pair[2]) for n, pair in enumerate(pairs)))


@st.composite
def flows(draw: st.DrawFn, most: int = 40) -> Flow:
    """Any graph of up to `most` steps: rounds, self-links, loose ends, double links, long words, up to five lanes."""
    count = draw(st.integers(1, most))
    owners = st.sampled_from(["", "申请人", "承办机构", "信息公开工作机构", "第三方"])
    lanes = draw(st.lists(owners, min_size=1, max_size=5, unique=True))
    steps = tuple(
        Step(
            number, f"s{number}", draw(st.sampled_from(STEP_KINDS)), draw(_WORDS), draw(st.sampled_from(lanes)),
            draw(st.sampled_from(["", "20个工作日内"])),
        )
        for number in range(count)
    )  # fmt: skip
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    chain = draw(st.booleans())
    pairs = [(number, number + 1) for number in range(count - 1) if chain] + draw(st.lists(ends, max_size=count + 5))
    words = st.sampled_from(["", "是", "否", "不予公开", "特别重大、重大突发事件"])
    links = tuple(Link(number, f"s{a}", f"s{b}", draw(words)) for number, (a, b) in enumerate(pairs))
    return Flow("样例", "样例", (), steps, links)


def overlaps(one: Shape, other: Shape) -> bool:
    """Whether two shapes cover the same spot."""
    return (
        min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > _EDGE
        and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > _EDGE
    )


def steps_of(drawing: Drawing) -> list[Shape]:
    return [shape for shape in drawing.shapes if shape.kind in STEPS]


def misdrawn(chart: Chart) -> list[str]:
    """What is wrong with a chart: each promise of the layout, looked at on the finished drawing."""
    drawing, page = chart.drawing, chart.page
    steps = steps_of(drawing)
    by_id = {shape.id: shape for shape in drawing.shapes}
    found = [f"{a.name} covers {b.name}" for a, b in combinations(steps, 2) if overlaps(a, b)]
    labels = [shape for shape in drawing.shapes if shape.kind == "标注"]
    found += [f"words {label.name} on {step.name}" for label in labels for step in steps if overlaps(label, step)]
    for shape in drawing.shapes:
        inside = shape.x > -_EDGE and shape.y > -_EDGE
        if not (inside and shape.x + shape.width < drawing.width + _EDGE and shape.y + shape.height < drawing.height + _EDGE):
            found.append(f"{shape.kind} {shape.name} reaches out")
    if drawing.width > page.text_width + _EDGE or drawing.height > page.height - page.top - page.bottom + _EDGE:
        found.append("the drawing is larger than its page")
    if chart.size < 8:
        found.append("the type is too small")
    for connector in drawing.connectors:
        found += _misled(connector, by_id, steps, drawing)
    if len(by_id) + len(drawing.connectors) != len({*by_id, *(connector.id for connector in drawing.connectors)}):
        found.append("two things have one number")
    return found


def _misled(connector: Connector, by_id: dict[int, Shape], steps: list[Shape], drawing: Drawing) -> list[str]:
    found = []
    if connector.points[0] != by_id[connector.start].site(connector.start_site):
        found.append(f"{connector.name} does not begin at its shape")
    if connector.points[-1] != by_id[connector.end].site(connector.end_site):
        found.append(f"{connector.name} does not end at its shape")
    if not 2 <= len(connector.points) <= 6:
        found.append(f"{connector.name} has {len(connector.points)} points")
    for number, (a, b) in enumerate(pairwise(connector.points)):
        if a.x != b.x and a.y != b.y:
            found.append(f"{connector.name} runs askew")
        if not (-_EDGE < b.x < drawing.width + _EDGE and -_EDGE < b.y < drawing.height + _EDGE):
            found.append(f"{connector.name} leaves the page")
        leg = Shape(0, "办理", "", min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) + 0.002, abs(a.y - b.y) + 0.002)
        for step in steps:
            inner = Shape(0, "办理", "", step.x + 0.01, step.y + 0.01, step.width - 0.02, step.height - 0.02)
            if overlaps(leg, inner):
                found.append(f"leg {number} of {connector.name} runs through {step.name}")
    return found
