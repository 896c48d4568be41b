"""Layout of flow charts: the promises, on graphs of any shape and on the shipped flows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from flows import SHIPPED, flow, flows, misdrawn, shipped, steps_of
from gwcat.base.errors import GwcatError
from gwcat.flow.chart import charts
from gwcat.model.flow import Flow, Step


@settings(max_examples=25)
@given(flows())
def test_any_flow_is_drawn_within_its_pages(made: Flow) -> None:
    drawn = charts(made, reserved=20)
    assert [fault for chart in drawn for fault in misdrawn(chart)] == []
    words = [shape.name for chart in drawn for shape in steps_of(chart.drawing) if shape.kind != "转接"]
    assert sorted(words) == sorted(step.text for step in made.steps)
    assert charts(made, reserved=20) == drawn


@settings(max_examples=40)
@given(flows(most=9))
def test_every_link_is_drawn_once(made: Flow) -> None:
    drawn = charts(made)
    if len(drawn) == 1:
        assert len(drawn[0].drawing.connectors) == len(made.links)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_flows_are_drawn_well(name: str) -> None:
    drawn = charts(shipped(name), reserved=25)
    assert [fault for chart in drawn for fault in misdrawn(chart)] == []
    assert min(chart.size for chart in drawn) >= 9
    assert len(drawn) <= 2


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (Flow("样"), "没有步骤"),
        (Flow("样", steps=tuple(Step(n, f"s{n}", "办理", "办") for n in range(151))), "151 个步骤、0 条连线"),
        (Flow("样", steps=(Step(0, "一", "办理", "办" * 3000),)), "文字太多"),
    ],
)
def test_what_cannot_be_drawn_is_refused(made: Flow, words: str) -> None:
    with pytest.raises(GwcatError, match=words) as refused:
        charts(made)
    assert refused.value.hint


def test_what_findings_tell_of_is_left_out() -> None:
    made = flow("a>b b>c")
    odd = Flow("样", "样", steps=(*made.steps, made.steps[0]), links=(*made.links, *flow("a>x").links))
    assert [shape.name for shape in steps_of(charts(odd)[0].drawing)] == ["办理a", "办理b", "办理c"]
