"""A flow as SVG, for a web page."""

from __future__ import annotations

from gwcat.flow.kept import kept_charts
from gwcat.model.flow import Flow
from gwcat.render.svg import svg


def page_svgs(flow: Flow, *, prefix: str = "flow") -> list[str]:
    """The `<svg>` elements of a flow, one for each page of its chart: self-contained, with text as text.

    `prefix` keeps their ids apart from those of other flows in the same document. Raises GwcatError for a flow that cannot be
    drawn.
    """
    drawings = [chart.drawing for chart in kept_charts(flow)]
    return [svg([drawing], prefix=f"{prefix}-{page}") for page, drawing in enumerate(drawings, 1)]
