"""Charts that an earlier run has laid out, kept in the user's cache: laying out takes as long as all the rest of a package."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from gwcat.base.compiled import compiled
from gwcat.document.drawing import Connector, Drawing, Point, Shape
from gwcat.document.page import Page
from gwcat.flow.chart import Chart, charts
from gwcat.model.flow import Flow


def kept_charts(flow: Flow, reserved: float = 0) -> list[Chart]:
    """What `charts` gives, from an earlier run if the flow and this code were the same then."""
    key = f"flow {_code()}\n{reserved!r}\n{flow!r}"
    return [_unpacked(packed) for packed in compiled(key, lambda: [_packed(chart) for chart in charts(flow, reserved)])]


@cache
def _code() -> str:
    """What tells this code from another."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(module.read_bytes() for module in modules)).hexdigest()


def _packed(chart: Chart) -> tuple[Any, ...]:
    """A chart as plain values."""
    drawing = chart.drawing
    shapes = [tuple(getattr(shape, name) for name in Shape.__slots__) for shape in drawing.shapes]
    connectors = [
        (*(getattr(line, name) for name in Connector.__slots__[:-1]), [tuple(point) for point in line.points])
        for line in drawing.connectors
    ]
    return tuple(chart.page), drawing.title, drawing.description, drawing.width, drawing.height, shapes, connectors, chart.size


def _unpacked(packed: tuple[Any, ...]) -> Chart:
    page, title, description, width, height, shapes, connectors, size = packed
    lines = tuple(_connector(*line) for line in connectors)
    return Chart(Page(*page), Drawing(title, description, width, height, tuple(Shape(*values) for values in shapes), lines), size)


def _connector(id: int, name: str, start: int, start_site: int, end: int, end_site: int, points: list[Any]) -> Connector:
    return Connector(id, name, start, start_site, end, end_site, tuple(Point(*point) for point in points))
