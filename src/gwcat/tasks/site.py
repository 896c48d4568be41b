"""The static site of a region: check, plan, take what is public, write the pages, put them in place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gwcat import __version__
from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.errors import GwcatError, StorageError
from gwcat.base.memory import without_collection
from gwcat.filing.contents import Output
from gwcat.filing.plan import Plan, plan_package
from gwcat.filing.privacy import refuse_personal
from gwcat.filing.selection import EVERYTHING
from gwcat.filing.swap import replacing
from gwcat.model.finding import Finding
from gwcat.model.region import Region
from gwcat.overview.counts import Overview, count_items
from gwcat.render.frames import Frames
from gwcat.report.summary import Summary
from gwcat.site.address import Addresses
from gwcat.site.changed import changed
from gwcat.site.downloads import downloads
from gwcat.site.duty import publishers
from gwcat.site.entry import listings, public_elements, public_items
from gwcat.site.extras import Extras
from gwcat.site.index import index_scripts
from gwcat.site.pages import Content, Pages
from gwcat.site.privacy import refuse_personal_site
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_one
from gwcat.tasks.sides import Side
from gwcat.tasks.since import changes_since, earlier_version
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.workshop import Workshop

MARKER = "site.json"
ASSETS = ("site.css", "site.js", "search.js")
FORMATS = ("xlsx", "docx")


@dataclass(frozen=True)
class SiteOptions:
    """Which region's site (its folder) is written where, with which files to download. `draft`: in spite of errors.

    `since` names the earlier version that changes are counted from.
    """

    root: Path
    folder: str
    out: Path
    formats: tuple[str, ...] = FORMATS
    draft: bool = False
    extras: Extras = field(default_factory=Extras)
    since: str = ""


@dataclass
class SiteResult:
    """What was written, or why not: `written` is False if errors stopped it."""

    region: Region
    findings: list[Finding]
    summary: Summary
    written: bool = False
    items: int = 0
    pages: int = 0
    files: int = 0
    bytes: int = 0
    changes: str = ""  # how many of each kind


def build_site(options: SiteOptions) -> SiteResult:
    """Write a region's site and put it in place of the last one; with errors among the findings nothing is, unless `draft`.

    Raises GwcatError for what a user must mend, personal data above all, and StorageError for what cannot be written; the
    old site is then untouched.
    """
    workshop = Workshop.of(options.root)
    earlier = earlier_version(options.since, options.root) if options.since else None
    with without_collection():
        checked = check_one(Workspace(options.root), options.folder, workshop.library, resolver=workshop.resolver)
        region = checked.loaded.region
        result = SiteResult(region, checked.findings, checked.summary)
        if result.summary.errors and not options.draft:
            return result
        _refuse_foreign(options.out, region)
        plan = plan_package(checked.loaded, workshop.library, EVERYTHING)
        if not plan.books:
            raise GwcatError(
                f"“{region.name or region.folder}”还没有可以公开的事项。", hint="请先写目录，再运行 gwcat validate。"
            )
        refuse_personal(region, plan.books)
        content = _content(plan, options, workshop, checked.loaded, earlier)
        result.items = content.overview.items
        result.changes = "" if content.extras.changes is None else changed(content.extras.changes)
        _place(options.out, _files(content, workshop, result), result)
    result.written = True
    return result


def _content(plan: Plan, options: SiteOptions, workshop: Workshop, loaded: ResolvedRegion, earlier: Side | None) -> Content:
    """All that the pages are made from, looked through for personal data."""
    region = loaded.region
    addresses = Addresses()
    listed = listings(plan, region, workshop.library, partial(addresses.page, "item"))
    extras = _with_flows(options.extras, loaded)
    if earlier:
        since = changes_since(earlier, Workspace(options.root), loaded, listed, workshop.library)
        extras = replace(extras, changes=since.changes, since=since.version)
    extras = extras.public(public_elements(plan, region, workshop.library))
    refuse_personal_site(listed, extras)
    output = Output(options.formats, stamp_from_environment(), workshop.office, workshop.pages)
    return Content(
        region,
        listed,
        publishers(listed, region, partial(addresses.page, "duty")),
        _overview(plan, region),
        extras,
        tuple(downloads(plan, region, output, addresses)) if options.formats else (),
        addresses,
        options.draft,
    )


def _with_flows(extras: Extras, loaded: ResolvedRegion) -> Extras:
    """The charts that the region publishes, before those given; the code that draws them is loaded only then."""
    if not loaded.region.flows.names:
        return extras
    from gwcat.filing.flows import published_flows
    from gwcat.site.flows import charts

    return replace(extras, charts=(*charts(flow for flow, _ in published_flows(loaded)), *extras.charts))


def _files(content: Content, workshop: Workshop, result: SiteResult) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, one after the other."""
    for page in Pages(content, Frames(partial(workshop.library.path, "site")), workshop.pages).all():
        result.pages += 1
        yield page
    for name in ASSETS:
        yield f"assets/{name}", workshop.library.path("site", name).read_bytes()
    yield from zip(("data/items.js", "data/texts.js"), index_scripts(content.listed, content.overview), strict=True)
    yield from ((file.address, file.data) for file in content.downloads)


def _overview(plan: Plan, region: Region) -> Overview:
    """The public items counted."""
    catalogues = len({entry.file.path for chapter in plan.domains for entry in chapter.entries})
    name = region.name or region.folder
    return count_items(public_items(plan), region=name, version=region.version, base_date=region.base_date, catalogues=catalogues)


def _place(target: Path, files: Iterable[tuple[str, bytes]], result: SiteResult) -> None:
    """Write everything aside, each file as it is made, and put it in place in one step."""
    region, digests = result.region, {}
    with replacing(target) as aside:
        for path, data in files:
            digests[path] = hashlib.sha256(data).hexdigest()
            file = aside / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
            result.bytes += len(data)
        head = {"version": 1, "generator": f"gwcat {__version__}", "region": region.name, "package_version": region.version}
        marker = {**head, "items": result.items, "files": dict(sorted(digests.items()))}
        text = json.dumps(marker, ensure_ascii=False, indent=1) + "\n"
        (aside / MARKER).write_bytes(text.encode("utf-8", "backslashreplace"))
    result.files = len(digests) + 1


def _refuse_foreign(target: Path, region: Region) -> None:
    """Refuse to replace what is no site of ours, or the site of another region."""
    hint = "请移走它，或用 --out 换一个位置。"
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    try:
        there = json.loads((target / MARKER).read_bytes())
        name = there["region"] if str(there["generator"]).startswith("gwcat ") else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        name = None
    if name is None:
        raise StorageError("输出的位置上已有别的文件或文件夹，不是 gwcat 生成的网站，没有覆盖。", place=str(target), hint=hint)
    if name != region.name:
        raise StorageError(f"输出的位置上是“{name}”的网站，没有覆盖。", place=str(target), hint=hint)
