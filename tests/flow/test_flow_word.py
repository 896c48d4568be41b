"""Charts in Word: connectors glued to shapes, drawn where they belong, text as text; the same for readers that know no canvas."""

from __future__ import annotations

import io
import math
import re
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from conftest import REPOSITORY, Golden
from flows import SHIPPED, flow, flows, shipped, steps_of
from gwcat.document.drawing import BOTTOM, LEFT, RIGHT, TOP, Point
from gwcat.filing.flows import FlowPapers, flow_document, read_look, sheet
from gwcat.flow.chart import charts
from gwcat.forms.library import Library
from gwcat.model.flow import Flow
from gwcat.render.archive import EPOCH
from gwcat.render.drawing import bent, drawing_paragraph
from tables import frames

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MM = 36000
SITES = {TOP: (0.5, 0), LEFT: (0, 0.5), BOTTOM: (0.5, 1), RIGHT: (1, 0.5)}


def document(*made: Flow, mark: str = "") -> Any:
    """The body of a document of these flows."""
    look = read_look(Library(REPOSITORY))
    sheets = tuple(sheet(each, look, marked=bool(mark)) for each in made)
    data = flow_document(FlowPapers("样", "样", mark, sheets, look), frames("ooxml"), EPOCH)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def canvases(root: Any) -> list[Any]:
    return list(root.iter(f"{WPC}wpc"))


def box(shape: Any) -> tuple[float, float, float, float]:
    frame = shape.find(f"{WPS}spPr/{A}xfrm")
    off, ext = frame.find(f"{A}off"), frame.find(f"{A}ext")
    return tuple(int(value) / MM for value in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))  # type: ignore[return-value]


def path_of(shape: Any) -> list[Point]:
    """The ends and corners that Office draws for a connector, from its geometry as the standard has it."""
    x, y, wide, high = box(shape)
    frame, geometry = shape.find(f"{WPS}spPr/{A}xfrm"), shape.find(f"{WPS}spPr/{A}prstGeom")
    values = [int(gd.get("fmla").removeprefix("val ")) / 100000 for gd in geometry.iter(f"{A}gd")]
    name = geometry.get("prst")
    if name == "straightConnector1":
        local = [(0.0, 0.0), (wide, high)]
    else:
        legs = int(name[-1])
        local, at = [(0.0, 0.0)], [0.0, 0.0]
        for number in range(1, legs - 1):
            at[(number + 1) % 2] = values[number - 1] * (wide if number % 2 else high)
            local.append((at[0], at[1]))
        last_level = legs % 2 == 1
        local.append((local[-1][0], high) if last_level else (wide, local[-1][1]))
        local.append((wide, high))
    middle, turn = (x + wide / 2, y + high / 2), math.radians(int(frame.get("rot", 0)) / 60000)
    points = []
    for px, py in local:
        dx, dy = px - wide / 2, py - high / 2
        dx, dy = (-dx if frame.get("flipH") else dx), (-dy if frame.get("flipV") else dy)
        points.append(
            Point(middle[0] + dx * math.cos(turn) - dy * math.sin(turn), middle[1] + dx * math.sin(turn) + dy * math.cos(turn))
        )
    return points


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.01


@pytest.mark.parametrize("name", SHIPPED)
def test_connectors_are_glued_where_they_are_drawn(name: str) -> None:
    """Each connector names two shapes of its canvas and their sites, and its ends lie on them."""
    root = document(shipped(name))
    glued = 0
    for canvas in canvases(root):
        shapes = {shape.find(f"{WPS}cNvPr").get("id"): shape for shape in canvas.iter(f"{WPS}wsp")}
        for shape in shapes.values():
            ends = shape.find(f"{WPS}cNvCnPr")
            if ends is None:
                continue
            glued += 1
            points = path_of(shape)
            for tag, point in (("stCxn", points[0]), ("endCxn", points[-1])):
                end = ends.find(f"{A}{tag}")
                x, y, wide, high = box(shapes[end.get("id")])
                across, down = SITES[int(end.get("idx"))]
                assert near(point, (x + across * wide, y + down * high)), (name, tag)
    assert glued == sum(len(chart.drawing.connectors) for chart in charts(shipped(name), 20)) >= len(shipped(name).links)


@settings(max_examples=25)
@given(flows(most=12))
def test_office_draws_the_way_that_was_laid_out(made: Flow) -> None:
    for chart in charts(made):
        for connector in chart.drawing.connectors:
            geometry, frame, values = bent(connector.points)
            spaces = f'xmlns:a="{A[1:-1]}" xmlns:wps="{WPS[1:-1]}"'
            gds = "".join(f'<a:gd name="adj{n}" fmla="val {value}"/>' for n, value in enumerate(values, 1))
            shape = f'{frame}<a:prstGeom prst="{geometry}"><a:avLst>{gds}</a:avLst></a:prstGeom>'
            drawn = path_of(etree.fromstring(f"<wps:wsp {spaces}><wps:spPr>{shape}</wps:spPr></wps:wsp>"))
            assert len(drawn) == len(connector.points)
            assert all(near(one, other) for one, other in zip(drawn, connector.points, strict=True)), (connector, drawn)
            assert all(abs(value) < 2**31 for value in values)


def test_kinds_have_the_shapes_of_flow_charts() -> None:
    root = document(flow("a>b b>c:是 b>d:否 c>d", kinds="a起止 b判断 c文书 d起止"))
    (canvas,) = canvases(root)
    found = {
        shape.find(f"{WPS}cNvPr").get("name"): shape.find(f"{WPS}spPr/{A}prstGeom").get("prst")
        for shape in canvas.iter(f"{WPS}wsp")
    }
    assert found["办理a"] == found["办理d"] == "flowChartTerminator"
    assert (found["办理b"], found["办理c"], found["是"]) == ("flowChartDecision", "foldedCorner", "rect")


def test_a_group_says_the_same_as_the_canvas() -> None:
    root = document(shipped("依申请公开"))
    groups = list(root.iter(f"{WPG}wgp"))
    assert len(groups) == len(canvases(root)) == 2
    for canvas, group in zip(canvases(root), groups, strict=True):
        one, other = ([etree.tostring(shape) for shape in each.iter(f"{WPS}wsp")] for each in (canvas, group))
        assert one == other


def test_drawings_have_numbers_and_descriptions_of_their_own() -> None:
    root = document(shipped("主动公开"), shipped("舆情回应"))
    about = [element for canvas in canvases(root) for element in canvas.iterancestors(f"{WP}inline")]
    properties = [inline.find(f"{WP}docPr") for inline in about]
    assert len({each.get("id") for each in properties}) == 2
    assert ["保密审查" in each.get("descr") for each in properties] == [True, False]


def test_each_flow_begins_a_page_and_the_mark_stands_first() -> None:
    root = document(shipped("主动公开"), shipped("舆情回应"), mark="附件5")
    paragraphs = [paragraph for paragraph in root.find(f"{W}body") if paragraph.tag == f"{W}p"]
    texts = ["".join(text for text in paragraph.xpath("./w:r/w:t/text()", namespaces={"w": W[1:-1]})) for paragraph in paragraphs]
    assert texts[:2] == ["附件5", "主动公开工作流程图"]
    breaks = [
        text
        for text, paragraph in zip(texts, paragraphs, strict=True)
        if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert breaks == ["附件5", "舆情回应工作流程图"]
    assert any(text.startswith("注：依据《中华人民共和国政府信息公开条例》（国务院令第711号）第二十六条") for text in texts)


def test_words_of_any_kind_are_escaped() -> None:
    drawing = charts(flow("a>b:<&>", words='<&">\x01'))[0].drawing
    root = etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{drawing_paragraph(drawing, 7, "仿宋")}</w:x>')
    words = set(root.itertext())
    assert {'<&">a', '<&">b', "<&>"} <= words


def test_the_same_bytes_every_time() -> None:
    look = read_look(Library(REPOSITORY))
    papers = FlowPapers("样", "样", "", (sheet(shipped("主动公开"), look),), look)
    assert flow_document(papers, frames("ooxml"), EPOCH) == flow_document(papers, frames("ooxml"), EPOCH)


def test_steps_are_within_reach_of_the_type() -> None:
    """The text of each step fits into the part of its shape that Office gives to text."""
    part = {"判断": 0.5, "起止": 0.7, "转接": 0.7, "文书": 0.83}
    for name in SHIPPED:
        for chart in charts(shipped(name), 20):
            for step in steps_of(chart.drawing):
                high = len(step.lines) * step.size * 1.25 * 25.4 / 72
                assert high <= step.height * part.get(step.kind, 1.0) + 1e-6, (name, step.name)


def test_legs_follow_one_another_at_right_angles() -> None:
    for name in SHIPPED:
        for chart in charts(shipped(name), 20):
            for connector in chart.drawing.connectors:
                level = [a.y == b.y for a, b in pairwise(connector.points)]
                assert all(one != other for one, other in pairwise(level))


def test_no_name_of_a_part_is_left_empty() -> None:
    text = etree.tostring(document(shipped("依申请公开")), encoding="unicode")
    assert not re.search(r'cNvPr id="\d+" name=""', text)


def canonical(root: Any) -> str:
    """What stands in the canvases of a document: each shape with its place and text, each connector with what it joins."""
    lines = []
    for canvas in canvases(root):
        names = {each.find(f"{WPS}cNvPr").get("id"): each.find(f"{WPS}cNvPr").get("name") for each in canvas.iter(f"{WPS}wsp")}
        lines.append("画布")
        for shape in canvas.iter(f"{WPS}wsp"):
            geometry = shape.find(f"{WPS}spPr/{A}prstGeom").get("prst")
            place = " ".join(f"{value:.2f}" for value in box(shape))
            ends = shape.find(f"{WPS}cNvCnPr")
            if ends is None:
                words = ["".join(paragraph.itertext()) for paragraph in shape.iter(f"{W}p")]
                lines.append(f"  {geometry} [{place}] {' / '.join(words)}".rstrip())
                continue
            start, end = ends.find(f"{A}stCxn"), ends.find(f"{A}endCxn")
            values = " ".join(gd.get("fmla").removeprefix("val ") for gd in shape.iter(f"{A}gd"))
            joined = f"{names[start.get('id')]}@{start.get('idx')} → {names[end.get('id')]}@{end.get('idx')}"
            lines.append(f"  {geometry} [{place}] {joined} {values}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", SHIPPED)
def test_documents_of_shipped_flows(name: str, golden: Golden) -> None:
    golden(f"flow/{name}.docx.txt", canonical(document(shipped(name))))
