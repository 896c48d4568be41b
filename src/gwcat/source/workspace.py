"""A workspace: the folder with `catalogs/`, found from any folder below it, and its regions' files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold, nearest_few
from gwcat.model.catalogue import Catalogue, read_catalogue
from gwcat.model.finding import Finding, Place
from gwcat.model.region import Region, read_region
from gwcat.source import refusals
from gwcat.source.file import SourceFile, load_file
from gwcat.source.schema import check_shape

CATALOGS = "catalogs"
REGION_FILE = "region.yaml"
NATIONAL = "国家"  # the reference: catalogues without units, so no region file


@dataclass
class CatalogueFile:
    """A catalogue with the file it was read from, and the folder names that say where it belongs."""

    file: SourceFile
    catalogue: Catalogue
    domain_folder: str
    unit_name: str


@dataclass
class LoadedRegion:
    """All files of one region, read; `findings` are what the reader and the schema refused."""

    region: Region
    region_file: SourceFile
    catalogues: list[CatalogueFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def files(self) -> list[SourceFile]:
        """Every source file of the region, the region file first."""
        return [self.region_file, *(entry.file for entry in self.catalogues)]


@dataclass(frozen=True)
class Workspace:
    """The folder that holds `catalogs/`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace that `start` lies in. Raises GwcatError if no folder from there up holds `catalogs/`."""
        here = start.resolve()
        for folder in (here, *here.parents):
            if (folder / CATALOGS).is_dir():
                return cls(folder)
        raise GwcatError(
            f"从“{here}”往上都没有找到 {CATALOGS}/ 文件夹。",
            hint=f"请进入放有 {CATALOGS}/ 的项目文件夹再运行，或用 --workspace 指定它。",
        )

    @property
    def catalogs(self) -> Path:
        """The folder of all regions."""
        return self.root / CATALOGS

    @cached_property
    def region_folders(self) -> tuple[str, ...]:
        """Names of all region folders, sorted."""
        try:
            return tuple(
                sorted(entry.name for entry in self.catalogs.iterdir() if entry.is_dir() and not entry.name.startswith("."))
            )
        except OSError as error:
            raise storage_error(error, "读取文件夹") from error

    def relative(self, path: Path) -> str:
        """A path inside the workspace as findings name it."""
        return path.relative_to(self.root).as_posix()

    def resolve(self, name: str) -> str:
        """The folder of the region called `name` (folder, 简称 or 名称).

        Raises GwcatError, naming the nearest regions, if there is none; names never lead out of `catalogs/`.
        """
        if name in self.region_folders:
            return name
        titles = {folder: self._titles(folder) for folder in self.region_folders}
        for folder, names in titles.items():
            if fold(name) in map(fold, names):
                return folder
        known = [names[0] if names else folder for folder, names in titles.items()]
        if not known:
            raise GwcatError(f"{CATALOGS}/ 下还没有任何地区。", hint=f"请先建立 {CATALOGS}/<简称>/{REGION_FILE}。")
        raise GwcatError(f"没有叫“{name}”的地区。", hint=f"已有：{'、'.join(nearest_few(name, known, 5))}。")

    def _titles(self, folder: str) -> list[str]:
        tree = load_file(self.root, f"{CATALOGS}/{folder}/{REGION_FILE}").tree
        return [name for name in (tree.get("简称"), tree.get("名称"), folder) if isinstance(name, str) and name]

    def filing_regions(self) -> list[str]:
        """Folders of the regions that file a package: those with a region file."""
        return [folder for folder in self.region_folders if (self.catalogs / folder / REGION_FILE).is_file()]

    def load(self, folder: str) -> LoadedRegion:
        """Read all files of a region. What cannot be read is a finding; the rest is there."""
        base = self.catalogs / folder
        region_path = f"{CATALOGS}/{folder}/{REGION_FILE}"
        loaded = LoadedRegion(Region(folder, short_name=folder), SourceFile(region_path))
        if (base / REGION_FILE).exists() or folder != NATIONAL:
            file = load_file(self.root, region_path)
            loaded.region_file, loaded.region = file, read_region(folder, file.tree)
            loaded.findings += [*file.findings, *check_shape(file, "region")]
        for path in _yaml_files(base):
            parts = path.relative_to(base).parts
            if parts == (REGION_FILE,):
                continue
            file = load_file(self.root, self.relative(path))
            loaded.findings += [*file.findings, *check_shape(file, "catalogue")]
            domain, unit = _folders(folder, parts)
            if domain is None:
                message, help = "目录文件不在 地区/领域/单位.yaml 的位置。", f"请移到 {CATALOGS}/{folder}/<领域>/<单位>.yaml。"
                loaded.findings.append(Finding(refusals.LAYOUT, message, Place(file.path), (), help))
                continue
            loaded.catalogues.append(CatalogueFile(file, read_catalogue(file.tree), domain, unit))
        return loaded


def _folders(region: str, parts: tuple[str, ...]) -> tuple[str | None, str]:
    """Domain and unit that the place of a catalogue file stands for; no domain if it is out of place."""
    if len(parts) == 2:
        return parts[0], parts[1].rsplit(".", 1)[0]
    if len(parts) == 1 and region == NATIONAL:
        return parts[0].rsplit(".", 1)[0], ""
    return None, ""


def _yaml_files(base: Path) -> Iterator[Path]:
    """All YAML files below a folder, sorted by path; hidden ones and those of editors are left out."""
    try:
        found = [
            path for path in base.rglob("*.y*ml") if path.suffix in (".yaml", ".yml") and not path.name.startswith((".", "~"))
        ]
    except OSError as error:
        raise storage_error(error, "读取文件夹") from error
    yield from sorted(found)
