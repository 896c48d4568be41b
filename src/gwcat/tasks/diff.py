"""Compare two versions of catalogues, whatever holds them, and write what differs as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.compare.resolved import compare_regions
from gwcat.model.change import Difference
from gwcat.model.region import Region
from gwcat.source.file import SourceFile
from gwcat.source.workspace import Workspace
from gwcat.tasks.delivered import compare_delivered
from gwcat.tasks.sides import Side, region_of, side_of, working_tree
from gwcat.tasks.workshop import Workshop


@dataclass(frozen=True)
class DiffOptions:
    """What is compared (B is the working tree if it is empty), of which region (all if empty), and from where it is named."""

    old: str
    new: str = ""
    county: str = ""
    here: Path = Path(".")


@dataclass(frozen=True)
class Comparison:
    """Differences region by region, those without any left out; `compared` counts all regions.

    `regions` are the newer versions of those that differ, by folder.
    """

    old: str
    new: str
    differences: tuple[Difference, ...]
    compared: int
    regions: Mapping[str, Region]

    @property
    def equal(self) -> bool:
        """Whether nothing differs and everything could be compared."""
        return not self.differences


def compare(options: DiffOptions) -> Comparison:
    """All differences. Raises GwcatError for a name that stands for nothing, or two that cannot be compared."""
    first, second = _names_of(options)
    one = side_of(first, options.here)
    other = side_of(second, options.here) if second else _now(one, options.here)
    with without_collection():
        if one.delivered or other.delivered:
            found = [compare_delivered(one, other, options.county)]
        else:
            found = [_regions(one, other, *pair) for pair in _pairs(one, other, options.county)]
    differing = [(difference, region) for difference, region in found if difference.changes or difference.remarks]
    regions = {difference.folder: region for difference, region in differing}
    return Comparison(one.name, other.name, tuple(difference for difference, _ in differing), len(found), regions)


def _names_of(options: DiffOptions) -> tuple[str, str]:
    """The two names; `甲..乙` in one word, as git has it, is two as well."""
    old, dots, new = options.old.partition("..")
    if dots and old and new and not options.new and not new.startswith(("/", "\\", ".")) and not Path(options.old).exists():
        return old, new
    return options.old, options.new


def _now(one: Side, here: Path) -> Side:
    """The working tree, or what of it a folder or file was named for."""
    now = working_tree(here)
    return now if one.kind == "材料" else replace(now, folder=one.folder if one.folder in _names(now) else "", file="")


def _names(side: Side) -> tuple[str, ...]:
    return side.workspace.region_folders if side.workspace else ()


def _pairs(one: Side, other: Side, county: str) -> Iterator[tuple[str, str]]:
    """The regions to be compared, by their folders; an empty name is a region that is not there."""
    if one.folder and other.folder:
        yield one.folder, other.folder
    elif one.folder or other.folder:
        folder = one.folder or other.folder
        _require_either(folder, one, other)
        yield folder, folder
    elif county:
        found = [_resolved_name(side, county) for side in (one, other)]
        if not any(found):
            assert other.workspace is not None
            other.workspace.resolve(county)  # says which regions there are
        yield found[0] or found[1], found[1] or found[0]
    else:
        for folder in sorted({*_names(one), *_names(other)}):
            yield folder, folder


def _require_either(folder: str, one: Side, other: Side) -> None:
    if folder not in _names(one) and folder not in _names(other):
        raise GwcatError(f"“{one.name}”和“{other.name}”里都没有“{folder}”。", hint="请用 --county 写明是哪个地区。")


def _resolved_name(side: Side, county: str) -> str:
    try:
        return side.workspace.resolve(county) if side.workspace else ""
    except GwcatError:
        return ""


def _regions(one: Side, other: Side, old: str, new: str) -> tuple[Difference, Region]:
    file = one.file or other.file
    before = _restricted(region_of(one.workspace, old), one.file or file)
    after = _restricted(region_of(other.workspace, new), other.file or file)
    region = after.region if after.region.name else before.region
    return compare_regions(before, after, names=(one.name, other.name)), region


def _restricted(region: ResolvedRegion, file: str) -> ResolvedRegion:
    """The region with one of its files only, if one was named."""
    if not file:
        return region
    chosen = [entry for entry in region.catalogues if entry.file.path == file]
    return replace(region, region_file=SourceFile(""), catalogues=chosen, misplaced=[], contents={}, record_file=None)


# What comes of it


def difference_text(found: Comparison, form: str, *, colour: bool = False, verbose: bool = True) -> str:
    """The comparison as `text`, `markdown` or `json`."""
    from gwcat.report.diff import diff_text
    from gwcat.report.diff_json import diff_json
    from gwcat.report.diff_markdown import diff_markdown

    if form == "text":
        return diff_text(found.old, found.new, found.differences, compared=found.compared, colour=colour, verbose=verbose)
    return (diff_json if form == "json" else diff_markdown)(found.old, found.new, found.differences)


def difference_file(found: Comparison, options: DiffOptions, form: str) -> bytes:
    """The comparison as a file of any format."""
    if form in ("text", "json", "markdown"):
        return difference_text(found, form).encode("utf-8", "backslashreplace")
    from gwcat.filing.diff import document, page, workbook
    from gwcat.tasks.stamp import stamp_from_environment

    workshop = Workshop.of(template_root(options))
    if form == "html":
        return page(found.old, found.new, found.differences, workshop.pages)
    write = workbook if form == "xlsx" else document
    return write(found.old, found.new, found.differences, workshop.library, workshop.office, stamp_from_environment())


def template_root(options: DiffOptions) -> Path:
    """The workspace whose own templates are used; a folder without any, if there is none."""
    try:
        return Workspace.find(options.here).root
    except GwcatError:
        return options.here
