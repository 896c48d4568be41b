"""A flow as SVG, for a web page or a file."""

from __future__ import annotations

from gwcat.flow.kept import kept_charts
from gwcat.model.flow import Flow
from gwcat.render.svg import svg


def flow_svg(flow: Flow, *, prefix: str = "flow") -> str:
    """The `<svg>` element of a flow, its pages one below the other; self-contained, with a title, a description and text as text.

    `prefix` keeps its ids apart from those of other flows on the same page. Raises GwcatError for a flow that cannot be drawn.
    """
    return svg([chart.drawing for chart in kept_charts(flow)], title=flow.title, prefix=prefix)


def page_svgs(flow: Flow, *, prefix: str = "flow") -> list[str]:
    """The same as one `<svg>` element for each page, each of which fits on a sheet of paper."""
    drawings = [chart.drawing for chart in kept_charts(flow)]
    return [svg([drawing], prefix=f"{prefix}-{page}") for page, drawing in enumerate(drawings, 1)]
