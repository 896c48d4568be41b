"""Flow charts as the site shows them: as a picture, and in words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable

from gwcat.flow.describe import described
from gwcat.flow.picture import page_svgs
from gwcat.model.flow import Flow
from gwcat.site.extras import Chart


def charts(flows: Iterable[Flow]) -> tuple[Chart, ...]:
    """The charts of one page, their ids apart. Raises GwcatError for a flow that cannot be drawn."""
    return tuple(
        Chart(flow.title, "".join(page_svgs(flow, prefix=f"f{number}")), tuple(described(flow).splitlines()))
        for number, flow in enumerate(flows, 1)
    )
