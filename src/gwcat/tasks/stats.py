"""Count a region's items along every axis."""

from __future__ import annotations

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.filing.chosen import chosen
from gwcat.filing.selection import EVERYTHING
from gwcat.overview.counts import Overview, count_items
from gwcat.source.workspace import Workspace
from gwcat.tasks.unread import unread
from gwcat.tasks.workshop import Workshop

FORMATS = {"text": "txt", "json": "json", "html": "html", "svg": "svg"}


def overview_of(region: ResolvedRegion) -> Overview:
    """The overview of a region that was read, the items that it adopts among its own, in the order of filing."""
    about = region.region
    readable = chosen(region, EVERYTHING)
    entries = [(entry.catalogue, item) for entry in readable for item in entry.catalogue.items]
    return count_items(
        entries,
        region=about.name or about.folder,
        version=about.version,
        base_date=about.base_date,
        catalogues=len(readable),
    )


def stats(workspace: Workspace, folder: str) -> tuple[Overview, list[str]]:
    """The overview of a region by its folder, and words for what could not be read. Raises GwcatError if it has no item."""
    with without_collection():
        region = Resolver(workspace).region(folder)
        found = overview_of(region)
    if not found.items:
        hint = "请先运行 gwcat validate，按所列问题改正。" if unread(region) else "请先写目录，或者从上级采用。"
        raise GwcatError(f"“{found.region}”里一个事项也没有。", hint=hint)
    return found, unread(region)


def stats_file(workspace: Workspace, overview: Overview, form: str) -> bytes:
    """The overview in one of FORMATS."""
    from gwcat.filing.statistics import overview_page, overview_picture
    from gwcat.report.stats import stats_json, stats_text

    if form == "html":
        return overview_page(overview, Workshop.of(workspace.root).pages)
    if form == "svg":
        return overview_picture(overview)
    return (stats_json if form == "json" else stats_text)(overview).encode("utf-8", "backslashreplace")
