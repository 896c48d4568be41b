"""Layout of flow charts: the promises, on graphs of any shape and on the shipped flows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from flows import SHIPPED, flows, misdrawn, shipped, steps_of
from gwcat.flow.chart import charts
from gwcat.model.flow import Flow


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
