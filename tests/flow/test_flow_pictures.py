"""Charts as SVG and PNG: self-contained, readable without eyes, the same every time."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from conftest import Golden
from flows import SHIPPED, flow, shipped
from gwcat.flow.chart import charts
from gwcat.flow.kept import kept_charts
from gwcat.model.flow import Flow
from gwcat.render.png import png_from_svg
from gwcat.render.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def flow_svg(made: Flow, *, prefix: str = "flow") -> str:
    """A flow as one picture, its pages one below the other."""
    return svg([chart.drawing for chart in kept_charts(made)], title=made.title, prefix=prefix)


@pytest.mark.parametrize("name", SHIPPED)
def test_pictures_of_shipped_flows(name: str, golden: Golden) -> None:
    golden(f"flow/{name}.svg", flow_svg(shipped(name), prefix="样"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_picture_says_all_in_words(name: str) -> None:
    made = shipped(name)
    root = etree.fromstring(flow_svg(made).encode())
    assert root.get("role") == "img"
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert ids[root.get("aria-labelledby")].text == made.title
    described = ids[root.get("aria-describedby")].text
    assert all(step.text in described and step.limit in described for step in made.steps)
    drawn = "".join(root.itertext())
    for step in made.steps:
        assert step.text in "".join(drawn.split())


def test_a_picture_asks_for_nothing_from_outside() -> None:
    text = flow_svg(shipped("依申请公开"))
    assert set(re.findall(r'https?://[^"\s]+', text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"href|url\(|@import|<script|<image|<foreignObject", text)


def test_hard_words_are_escaped() -> None:
    made = flow("a>b:<&>", words='<b>&"\x01')
    root = etree.fromstring(flow_svg(made, prefix='"><').encode())
    assert '<b>&"a' in "".join("".join(root.itertext()).split())


def test_ids_of_two_pictures_on_one_page_differ() -> None:
    one, other = (set(re.findall(r' id="([^"]*)"', flow_svg(shipped("舆情回应"), prefix=name))) for name in ("甲", "乙"))
    assert len(one) == len(other) == 2
    assert not one & other


def test_charts_are_kept_from_run_to_run_unchanged() -> None:
    made = shipped("政策解读")
    assert kept_charts(made, 20) == kept_charts(made, 20) == charts(made, 20)


def test_png() -> None:
    data = png_from_svg(flow_svg(shipped("舆情回应")))
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    drawing = charts(shipped("舆情回应"))[0].drawing
    assert wide / high == pytest.approx(drawing.width / drawing.height, rel=0.01)
    assert wide > 1000
