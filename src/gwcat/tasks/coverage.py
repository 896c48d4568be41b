"""Hold a region against a reference and a 权责清单, and write what came of it as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.compare.coverage import compare
from gwcat.compare.duties import THRESHOLD, DutyMatcher
from gwcat.compare.reference import Reference
from gwcat.model.coverage import Coverage
from gwcat.model.duty import DutyCoverage
from gwcat.source.layout import CATALOGS, NATIONAL
from gwcat.source.workspace import Workspace
from gwcat.tasks.stamp import stamp_from_environment
from gwcat.tasks.workshop import Workshop


@dataclass(frozen=True)
class CoverageOptions:
    """Which region (its folder) is held against which reference (any name of a region), and against which 权责清单."""

    folder: str
    reference: str = NATIONAL
    all_domains: bool = False
    duties: Path | None = None
    threshold: float = THRESHOLD


def cover(workspace: Workspace, options: CoverageOptions) -> Coverage:
    """How far a region covers a reference. Raises GwcatError if one of the two has nothing to compare."""
    above = _reference(workspace, options)
    resolver = Resolver(workspace)
    with without_collection():
        region, reference = resolver.region(options.folder), resolver.region(above)
        _require_items(region, reference)
        coverage = compare(region, Reference.of(reference), resolver.region, all_domains=options.all_domains)
        remarks = (*_unread(region), *_unread(reference), *_broken(region))
        return _with(coverage, remarks, _duties(region, options))


def _reference(workspace: Workspace, options: CoverageOptions) -> str:
    """The folder of the reference."""
    try:
        folder = workspace.resolve(options.reference)
    except GwcatError as error:
        if options.reference != NATIONAL:
            raise
        hint = f"请把国家参考目录放在 {CATALOGS}/{NATIONAL}/，或用 --reference 指定别的地区。{error.hint}"
        raise GwcatError(f"没有参考目录“{NATIONAL}”。", hint=hint) from error
    if folder == options.folder:
        raise GwcatError(f"“{options.reference}”不能同自己比。", hint="请用 --reference 指定另一个地区。")
    return folder


def _require_items(region: ResolvedRegion, reference: ResolvedRegion) -> None:
    """Refuse to compare with nothing, or nothing with something."""
    folder, name = region.region.folder, region.region.name or region.region.folder
    if not any(entry.file.readable for entry in region.catalogues):
        if region.catalogues:
            raise GwcatError(f"“{name}”的目录文件一个也读不出来。", hint="请先运行 gwcat validate，按所列问题改正。")
        raise GwcatError(
            f"“{name}”还没有目录文件。", hint=f"请建立 {CATALOGS}/{folder}/<领域>/<单位>.yaml，可以写“采用: {NATIONAL}”。"
        )
    if not any(entry.catalogue.items for entry in reference.catalogues):
        name = reference.region.name or reference.region.folder
        raise GwcatError(
            f"参考“{name}”里一个事项也没有。", hint="请先运行 gwcat validate 检查它，或用 --reference 指定别的地区。"
        )


def _unread(region: ResolvedRegion) -> Iterator[str]:
    for entry in region.catalogues:
        if not entry.file.readable:
            yield f"{entry.file.path} 读不出来，没有计入；请运行 gwcat validate。"
    for file in region.misplaced:
        yield f"{file.path} 不在 地区/领域/单位.yaml 的位置，没有计入；请运行 gwcat validate。"


def _broken(region: ResolvedRegion) -> Iterator[str]:
    for adopted in region.adoptions.values():
        for problem in adopted.problems:
            if problem.kind in ("绕圈", "来源"):
                yield f"{adopted.entry.file.path} 的采用没有成：{problem.message}{problem.help}"


def _duties(region: ResolvedRegion, options: CoverageOptions) -> DutyCoverage | None:
    if options.duties is None:
        return None
    from gwcat.intake.duties import read_duties

    found = read_duties(options.duties)
    fates = DutyMatcher(region, options.threshold).fates(found.duties)
    return DutyCoverage(options.duties.name, options.threshold, fates, found.remarks)


def _with(coverage: Coverage, remarks: tuple[str, ...], duties: DutyCoverage | None) -> Coverage:
    from dataclasses import replace

    return replace(coverage, remarks=remarks, duties=duties)


def coverage_file(workspace: Workspace, coverage: Coverage, form: str) -> bytes:
    """The coverage as `text`, `json`, `xlsx` or `html`."""
    from gwcat.report.coverage import coverage_json, coverage_text, duty_law, law, localisation, scope

    if form == "text":
        return coverage_text(coverage, every_item=True).encode("utf-8", "backslashreplace")
    if form == "json":
        return coverage_json(coverage).encode("utf-8", "backslashreplace")
    from gwcat.filing.coverage import page, workbook

    workshop = Workshop.of(workspace.root)
    if form == "xlsx":
        return workbook(coverage, workshop.library, workshop.office, stamp_from_environment())
    words: dict[str, str | list[str]] = {
        "law": law(coverage.figures),
        "scope": list(scope(coverage)),
        "localisation": localisation(coverage.figures),
        "remarks": list(coverage.remarks),
        "duty_law": duty_law(coverage.duties) if coverage.duties else "",
        "duty_remarks": list(coverage.duties.remarks) if coverage.duties else [],
    }
    return page(coverage, workshop.pages, words)
