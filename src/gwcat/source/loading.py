"""Reading all files of a region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gwcat.base.names import nearest
from gwcat.model.catalogue import Catalogue, read_catalogue
from gwcat.model.finding import Finding, Place
from gwcat.model.region import Region, read_region
from gwcat.source import refusals
from gwcat.source.file import SourceFile
from gwcat.source.flows import FlowFiles
from gwcat.source.layout import CATALOGS, FLOWS, NATIONAL, RECORD_FILE, REGION_FILE, REVIEW_FILE, SUFFIXES
from gwcat.source.schema import check_shape
from gwcat.source.shelf import FolderShelf, Shelf

ATTACHMENTS = "附件"  # the folder of a region that holds contents of attachments


@dataclass(eq=False)
class CatalogueFile:
    """A catalogue with the file it was read from, and the folder names that say where it belongs."""

    file: SourceFile
    catalogue: Catalogue
    domain_folder: str
    unit_name: str


@dataclass(eq=False)
class LoadedRegion:
    """All files of one region, read; `findings` are what the reader and the schema refused.

    `contents` are the files below `附件/` by their paths in the region's folder.
    """

    region: Region
    region_file: SourceFile
    catalogues: list[CatalogueFile] = field(default_factory=list)
    misplaced: list[SourceFile] = field(default_factory=list)
    contents: dict[str, SourceFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    record_file: SourceFile | None = None  # what the region has looked at of the items that it adopts
    review_file: SourceFile | None = None  # what its units have confirmed
    flows: FlowFiles = field(default_factory=lambda: FlowFiles(Path("."), ""))

    @property
    def files(self) -> list[SourceFile]:
        """Every source file of the region, the region file first (the national reference has none)."""
        own = [self.region_file] if self.region_file.path else []
        records = [file for file in (self.record_file, self.review_file) if file]
        own_flows = [flow.file for flow in self.flows.own]
        return [*own, *records, *(entry.file for entry in self.catalogues), *self.misplaced, *self.contents.values(), *own_flows]


def load_region(root: Path, folder: str, shelf: Shelf | None = None) -> LoadedRegion:
    """Read all files of a region of the workspace at `root`. What cannot be read is a finding; the rest is there.

    `shelf` holds the files, if it is not the folder itself.
    """
    flows, shelf = FlowFiles(root, folder, shelf), shelf or FolderShelf(root)
    region_path = f"{CATALOGS}/{folder}/{REGION_FILE}"
    loaded = LoadedRegion(Region(folder, short_name=folder), SourceFile(""), flows=flows)
    if shelf.has(region_path) or folder != NATIONAL:
        file = shelf.file(region_path)
        loaded.region_file, loaded.region = file, read_region(folder, file.tree)
        loaded.findings += [*file.findings, *check_shape(file, "region")]
    for path in shelf.paths(folder):
        parts = tuple(path.split("/")[2:])
        if parts == (REGION_FILE,):
            continue
        if parts[0] == FLOWS and len(parts) == 2:
            continue  # read by their names, below
        file = shelf.file(path)
        if parts in ((RECORD_FILE,), (REVIEW_FILE,)):
            if parts == (RECORD_FILE,):
                loaded.record_file = file
            else:
                loaded.review_file = file
            loaded.findings += file.findings
            continue
        if parts[0] == ATTACHMENTS and len(parts) > 1:
            loaded.contents["/".join(parts)] = file
            loaded.findings += file.findings
            continue
        loaded.findings += [*file.findings, *check_shape(file, "catalogue")]
        domain, unit = _folders(folder, parts)
        if domain is None:
            message, help = "目录文件不在 地区/领域/单位.yaml 的位置。", f"请移到 {CATALOGS}/{folder}/<领域>/<单位>.yaml。"
            loaded.misplaced.append(file)
            loaded.findings.append(Finding(refusals.LAYOUT, message, Place(file.path), (), help))
            continue
        loaded.catalogues.append(CatalogueFile(file, read_catalogue(file.tree), domain, unit))
    loaded.findings += [finding for flow in loaded.flows.own for finding in flow.findings]
    if loaded.region_file.readable:
        loaded.findings += _content_files(loaded)
    return loaded


def _content_files(loaded: LoadedRegion) -> Iterator[Finding]:
    """Findings for files that attachments name and that are not there, and for those that no attachment names."""
    named = {attachment.file: number for number, attachment in enumerate(loaded.region.attachments) if attachment.file}
    for name, number in named.items():
        if name not in loaded.contents:
            near = nearest(name, loaded.contents)
            help = (
                f"是否想写“{near}”？" if near else f"请放在地区文件夹的 {ATTACHMENTS}/ 里，写成 文件: {ATTACHMENTS}/<名称>.yaml。"
            )
            path = ("附件", number, "内容", "文件")
            yield loaded.region_file.found(refusals.UNREADABLE, f"没有“{name}”这个文件。", path, help)
    for name, file in loaded.contents.items():
        if name not in named:
            help = f"请在 region.yaml 的“附件”里写 内容: {{文件: {name}}}，或移走它。"
            yield Finding(refusals.LAYOUT, "没有附件用到这个文件。", Place(file.path), (), help, "warning")


def _folders(region: str, parts: tuple[str, ...]) -> tuple[str | None, str]:
    """Domain and unit that the place of a catalogue file stands for; no domain if it is out of place."""
    if len(parts) == 2:
        return parts[0], parts[1].rsplit(".", 1)[0]
    if len(parts) == 1 and region == NATIONAL:
        return parts[0].rsplit(".", 1)[0], ""
    return None, ""


def stray_files(root: Path) -> list[Finding]:
    """Findings for source files that lie beside the regions' folders."""
    help = f"请移到 {CATALOGS}/<地区>/<领域>/<单位>.yaml。"
    names = sorted(path.name for path in (root / CATALOGS).iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    shown = [name for name in names if not name.startswith((".", "~"))]
    return [Finding(refusals.LAYOUT, "目录文件放在了地区文件夹之外。", Place(f"{CATALOGS}/{name}"), (), help) for name in shown]
