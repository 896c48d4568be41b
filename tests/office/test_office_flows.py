"""Flow charts in LibreOffice and under the Open XML SDK: one chart a page, shapes as shapes, connectors where they are glued."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from conftest import REPOSITORY
from flows import SHIPPED, shipped
from gwcat.filing.flows import FlowPapers, flow_document, read_look, sheet
from gwcat.flow.chart import charts
from gwcat.forms.library import Library
from gwcat.model.flow import Flow
from gwcat.render.archive import EPOCH
from programs import converted, faults, page_texts
from tables import frames

pytestmark = pytest.mark.office
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def document(path: Path, *made: Flow, mark: str = "") -> Path:
    look = read_look(Library(REPOSITORY))
    sheets = tuple(sheet(each, look, marked=bool(mark)) for each in made)
    path.write_bytes(flow_document(FlowPapers("样", "样", mark, sheets, look), frames("ooxml"), EPOCH))
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every shipped flow in one document."""
    return document(tmp_path_factory.mktemp("图") / "流程图.docx", *map(shipped, SHIPPED), mark="附件5")


def test_no_error_of_the_validator(whole: Path, tmp_path: Path) -> None:
    hard = shipped("舆情回应").with_owners({"承办机构": '<&">\x01', "单位负责人": ""})
    assert faults([whole, document(tmp_path / "难.docx", hard)]) == []


def test_each_chart_has_a_page_of_its_own(whole: Path, tmp_path: Path) -> None:
    (pdf,) = converted([whole], "pdf", tmp_path)
    pages = [squeezed(text) for text in page_texts(pdf)]
    wanted = [(flow, page) for flow in map(shipped, SHIPPED) for page in range(len(charts(flow, 25)))]
    assert len(pages) == len(wanted)
    for text, (flow, page) in zip(pages, wanted, strict=True):
        assert squeezed(flow.title) in text
        if page == 0:
            assert squeezed(flow.steps[0].text) in text
    assert pages[0].startswith("附件5")


def test_shapes_and_connectors_stay_what_they_are(whole: Path, tmp_path: Path) -> None:
    """As OpenDocument: every step a shape with its text, every connector bound to the shapes that it joins.

    A LibreOffice that reads canvases makes connectors of them, which name their shapes; an older one reads the group, where each
    connector is a shape of its own that begins and ends at shapes.
    """
    (odt,) = converted([whole], "odt", tmp_path)
    with zipfile.ZipFile(odt) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    links = sum(len(chart.drawing.connectors) for flow in map(shipped, SHIPPED) for chart in charts(flow, 25))
    connectors = list(root.iter(f"{DRAW}connector"))
    shapes = list(root.iter(f"{DRAW}custom-shape"))
    texts = [squeezed("".join(shape.itertext())) for shape in shapes]
    for flow in map(shipped, SHIPPED):
        assert all(any(squeezed(step.text) in text for text in texts) for step in flow.steps)
    if connectors:
        assert len(connectors) == links
        assert all(each.get(f"{DRAW}start-shape") and each.get(f"{DRAW}end-shape") for each in connectors)
        return
    drawn = [shape for shape in shapes if re.search("connector", _type(shape), re.IGNORECASE)]
    assert len(drawn) == links
    assert not any("".join(shape.itertext()).strip() for shape in drawn)


def _type(shape: Any) -> str:
    geometry = shape.find(f"{DRAW}enhanced-geometry")
    return "" if geometry is None else str(geometry.get(f"{DRAW}type", ""))
