"""Build a region's filing package: read, check, lay out, write, put in place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat import __version__
from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.base.names import fold, nearest_few, safe_name
from gwcat.filing.attachments import plan_attachments
from gwcat.filing.contents import Output, attachment_files, below_files, letter_file, loss_file, public_files, report_file
from gwcat.filing.git import Revision, revision
from gwcat.filing.loss import losses
from gwcat.filing.package import place_package
from gwcat.filing.plan import Plan, plan_package
from gwcat.filing.privacy import refuse_files, refuse_personal
from gwcat.model.region import Region
from gwcat.source.layout import CATALOGS, REGION_FILE
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import Checked, check_one
from gwcat.tasks.options import BuildOptions, BuildResult
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.stats import overview_of
from gwcat.tasks.workshop import Workshop

if TYPE_CHECKING:
    from gwcat.filing.flows import FlowPapers
    from gwcat.forms.library import Library


def build_region(
    folder: str,
    options: BuildOptions,
    at: Revision | None = None,
    workshop: Workshop | None = None,
) -> BuildResult:
    """Build the package of one region and put it in place of the last one.

    With errors among the findings nothing is written, unless `draft`. Raises GwcatError for what a user must mend and
    StorageError for what cannot be read or written; the old package is then untouched. `at` is the commit that the
    manifest names, `workshop` what an earlier build of the same workspace has compiled; both are found if not given.
    """
    with without_collection():
        return _build(folder, options, at or revision(options.root), workshop or Workshop.of(options.root), _Clock())


def _build(folder: str, options: BuildOptions, at: Revision, workshop: Workshop, clock: _Clock) -> BuildResult:
    workspace, library = Workspace(options.root), workshop.library
    with clock.stage("读取、校验"):
        checked = check_one(workspace, folder, library, options.selection.form, workshop.resolver)
    result = BuildResult(checked.loaded.region.name or folder, checked.loaded.region.version, checked.findings, checked.summary)
    below = _below(workspace, checked.loaded.region, workshop.resolver)
    result.timings, result.above = clock.timings, sorted({*checked.loaded.above, *(other.region.folder for other in below)})
    if result.summary.errors and not options.draft:
        return result
    _require_known(checked, options)
    with clock.stage("排表"):
        plan = plan_package(checked.loaded, library, options.selection)
        _require_items(plan, options, checked)
        whole = not (options.selection.partial or options.convert)
        papers = plan_attachments(checked.loaded, library) if whole else []
        flows = _flows(checked, library) if whole else None
        refuse_personal(checked.loaded.region, plan.books)
    region = checked.loaded.region
    output = Output(options.formats, stamp_from_environment(), workshop.office, workshop.pages, options.bom)
    with clock.stage("成文"):
        entries = list(public_files(plan, region, output))
        if options.convert:
            result.losses = losses(plan, library, options.selection.form)
            entries.append(loss_file(result.losses, region, library, output))
        elif whole:
            entries.append(letter_file(plan, region, library, output))
            entries += attachment_files(papers, region, output)
            if flows:
                from gwcat.filing.flows import flow_files

                entries += flow_files(flows, region, output.office, output.stamp, output.formats)
            if below:
                entries += below_files(region, below, library, output)
        entries.append(report_file(plan, region, output, checked.findings, result.summary, overview_of(checked.loaded)))
        refuse_files(entries)
    with clock.stage("装订"):
        result.package = package_folder(checked, options)
        result.archive = f"{safe_name(region.short_name)}-{result.package.name}-备案材料"
        sources = {file.path: options.root / file.path for file in checked.loaded.all_files if file.readable}
        place_package(result.package, result.archive, _head(checked, plan, options, at), entries, sources, output.stamp)
    result.overfull = output.overfull
    result.files, result.bytes = len(entries), sum(len(entry.data) for entry in entries)
    result.rows = [
        (
            chapter.domain,
            "、".join(dict.fromkeys(entry.catalogue.unit for entry in chapter.entries)),
            chapter.items,
            chapter.table.form,
        )
        for chapter in plan.domains
    ]
    result.unshown = plan.unshown
    return result


def _flows(checked: Checked, library: Library) -> FlowPapers | None:
    """The flow charts of a region, if it publishes any; the code that draws them is loaded only then."""
    if not checked.loaded.region.flows.names:
        return None
    from gwcat.filing.flows import plan_flows

    return plan_flows(checked.loaded, library)


def _below(workspace: Workspace, region: Region, resolver: Resolver) -> list[ResolvedRegion]:
    """The regions whose catalogues a region sums up. Raises GwcatError, with the place, for one that is not there."""
    found = []
    for name in region.below:
        try:
            found.append(resolver.region(workspace.resolve(name)))
        except GwcatError as error:
            place = f"{CATALOGS}/{region.folder}/{REGION_FILE}“下级”"
            raise GwcatError(error.message, place=place, hint=error.hint) from error
    return found


class _Clock:
    """Times the stages."""

    def __init__(self) -> None:
        self.timings: list[tuple[str, float]] = []

    def stage(self, name: str) -> _Stage:
        return _Stage(self.timings, name)


class _Stage:
    def __init__(self, timings: list[tuple[str, float]], name: str) -> None:
        self._timings, self._name = timings, name

    def __enter__(self) -> None:
        self._begin = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._timings.append((self._name, time.perf_counter() - self._begin))


def package_folder(checked: Checked, options: BuildOptions) -> Path:
    """Where a region's package goes: <out>/<简称>/<版本>. What is not the whole package of its own form has a suffix."""
    region = checked.loaded.region
    kinds = ((options.selection.form, options.convert), ("部分", options.selection.partial), ("草稿", options.draft))
    suffix = "".join(f"-{safe_name(name)}" for name, wanted in kinds if wanted)
    return options.out / safe_name(region.short_name) / (safe_name(region.version or "未定版本") + suffix)


def _require_known(checked: Checked, options: BuildOptions) -> None:
    """Refuse domains and units that the region has no catalogue of, naming the nearest."""
    catalogues = [entry.catalogue for entry in checked.loaded.catalogues]
    region = checked.loaded.region
    units = {catalogue.unit for catalogue in catalogues}
    full_names = {unit.full_name for unit in region.units if unit.name in units}
    for option, wanted, known in (
        ("--domain", options.selection.domains, {catalogue.domain for catalogue in catalogues}),
        ("--unit", options.selection.units, units | full_names),
    ):
        for name in wanted:
            if fold(name) not in map(fold, known):
                near = "、".join(nearest_few(name, sorted(filter(None, known)), 5)) or "（无）"
                raise GwcatError(f"没有符合 {option} “{name}”的目录。", hint=f"可以用：{near}。")


def _require_items(plan: Plan, options: BuildOptions, checked: Checked) -> None:
    """Refuse to build nothing."""
    if plan.books:
        return
    loaded = checked.loaded
    if options.selection.partial:
        raise GwcatError("没有符合 --domain、--unit 的目录。", hint="这些单位在这些领域里没有目录；请去掉其中一个选项。")
    if loaded.catalogues:
        raise GwcatError(f"“{loaded.region.name}”的目录文件一个也读不出来。", hint="请先运行 gwcat validate，按所列问题改正。")
    raise GwcatError(
        f"“{loaded.region.name}”还没有目录文件。", hint=f"请建立 catalogs/{loaded.region.folder}/<领域>/<单位>.yaml。"
    )


def _head(checked: Checked, plan: Plan, options: BuildOptions, at: Revision) -> dict[str, object]:
    """What the manifest says of the package as a whole."""
    region, selection = checked.loaded.region, options.selection
    return {
        "generator": f"gwcat {__version__}",
        "region": {"name": region.name, "short_name": region.short_name, "code": region.code, "tier": region.tier},
        "package_version": region.version,
        "base_date": region.base_date,
        "commit": at.commit or None,
        "modified": at.modified,
        "draft": options.draft,
        "form": selection.form or None,
        "partial": {"domains": list(selection.domains), "units": list(selection.units)} if selection.partial else None,
        "items": sum(chapter.items for chapter in plan.domains),
        "findings": checked.summary.as_dict(),
    }
