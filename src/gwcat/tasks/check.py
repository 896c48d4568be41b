"""Check regions: read everything, judge everything, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError
from gwcat.base.memory import without_collection
from gwcat.forms.library import Library
from gwcat.model.finding import Finding
from gwcat.report.summary import Summary
from gwcat.rules.baseline import beyond, read_baseline
from gwcat.rules.engine import check_region, flows_in_use, rules_by_code
from gwcat.rules.ignores import without_ignored
from gwcat.rules.settings import Settings, read_settings
from gwcat.source.file import SourceFile
from gwcat.source.layout import CATALOGS, SUFFIXES
from gwcat.source.loading import stray_files
from gwcat.source.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Checked:
    """A region with all its findings."""

    loaded: ResolvedRegion
    findings: list[Finding]
    silenced: int = 0  # findings that a comment or the baseline keeps silent

    @property
    def summary(self) -> Summary:
        """How much was checked and found."""
        items = sum(len(entry.catalogue.items) for entry in self.loaded.catalogues)
        return Summary.of(self.findings, files=len(self.loaded.files), items=items)


def check_one(
    workspace: Workspace,
    folder: str,
    library: Library,
    form: str = "",
    resolver: Resolver | None = None,
    settings: Settings | None = None,
) -> Checked:
    """All findings of one region; with `form`, judged by what that form asks for instead of each catalogue's own.

    `resolver` keeps the regions above from one region to the next; `settings` are those of the workspace if not given.
    """
    required = library.required
    if form:
        required = dict.fromkeys(required, library.form(form).required)
    with without_collection():
        settings = settings or read_settings(workspace.root, rules_by_code())
        loaded = (resolver or Resolver(workspace)).region(folder)
        findings = check_region(loaded, required, library.attachment_paths, settings)
        told, ignored = without_ignored(findings, _with_flows(loaded), rules_by_code())
        new = beyond(told, read_baseline(workspace.root / settings.baseline)) if settings.baseline else told
        return Checked(loaded, [*settings.findings, *new], ignored + len(told) - len(new))


def check_paths(
    workspace: Workspace, counties: Sequence[str], paths: Sequence[Path], whole_regions: list[ResolvedRegion] | None = None
) -> tuple[list[Finding], Summary]:
    """All findings of the named regions and of the regions that `paths` lie in; of all regions if none is named.

    Rules that compare files see the whole region; only findings below the given paths are returned. `whole_regions` takes
    the regions of which every file was asked for.
    Raises GwcatError for an unknown region and for a path outside the workspace's catalogues.
    """
    library, resolver = Library(workspace.root), Resolver(workspace)
    wanted = [_inside(workspace, path) for path in paths]
    named = {workspace.resolve(name) for name in counties}
    everything = (not named and not wanted) or () in wanted
    folders = set(workspace.region_folders) if everything else named | {parts[0] for parts in wanted}
    if everything and not folders and not stray_files(workspace.root):
        raise GwcatError(f"{CATALOGS}/ 下还没有任何地区。", hint=f"请先建立 {CATALOGS}/<简称>/region.yaml，或运行 gwcat init。")
    prefixes = tuple("/".join((CATALOGS, *parts)) for parts in wanted)
    settings = read_settings(workspace.root, rules_by_code())
    inner = replace(settings, findings=())
    findings = [*settings.findings]
    findings += [finding for finding in stray_files(workspace.root) if everything or _below(finding.place.path, prefixes)]
    files, items = len({finding.place.path for finding in findings}), 0
    for folder in sorted(folders & set(workspace.region_folders)):
        checked = check_one(workspace, folder, library, resolver=resolver, settings=inner)
        whole = everything or not prefixes or folder in named
        kept = {file.path for file in checked.loaded.files if whole or _below(file.path, prefixes)}
        findings += [finding for finding in checked.findings if whole or _below(finding.place.path, prefixes)]
        files += len(kept)
        if whole_regions is not None and all(file.path in kept for file in checked.loaded.files):
            whole_regions.append(checked.loaded)
        items += sum(len(entry.catalogue.items) for entry in checked.loaded.catalogues if entry.file.path in kept)
    findings = list(dict.fromkeys(findings))  # several regions may use one flow
    return findings, Summary.of(findings, files=files, items=items)


def _with_flows(loaded: ResolvedRegion) -> list[SourceFile]:
    """The files of a region and those of the flows that it uses."""
    return list({file.path: file for file in (*loaded.files, *(entry.file for entry in flows_in_use(loaded)))}.values())


def _below(path: str, prefixes: Sequence[str]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


def _inside(workspace: Workspace, path: Path) -> tuple[str, ...]:
    """The parts of a path below `catalogs/`; empty for `catalogs/` itself and what holds it."""
    full = path.resolve()
    if not full.exists():
        raise GwcatError(f"没有“{path}”这个文件或文件夹。", hint="请检查路径是否写对。")
    if workspace.catalogs.is_relative_to(full):
        return ()
    if not full.is_relative_to(workspace.catalogs):
        raise GwcatError(f"“{path}”不在 {workspace.catalogs} 里。", hint="请指定 catalogs/ 下的文件或文件夹。")
    if full.is_file() and full.suffix.lower() not in SUFFIXES:
        raise GwcatError(f"“{path}”不是目录源文件。", hint="请指定 .yaml 文件或文件夹。")
    return full.relative_to(workspace.catalogs).parts
