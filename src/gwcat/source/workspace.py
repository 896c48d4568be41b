"""A workspace: the folder with `catalogs/`, found from any folder below it, and its regions' files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold, nearest_few
from gwcat.source.layout import CATALOGS, REGION_FILE

if TYPE_CHECKING:
    from gwcat.source.file import SourceFile
    from gwcat.source.loading import LoadedRegion
    from gwcat.source.shelf import Shelf


@dataclass(frozen=True)
class Workspace:
    """The folder that holds `catalogs/`. `shelf` holds its source files, if they are not just read from there."""

    root: Path
    shelf: Shelf | None = field(default=None, compare=False)

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
            raise GwcatError(
                f"{CATALOGS}/ 下还没有任何地区。", hint=f"请先建立 {CATALOGS}/<简称>/{REGION_FILE}，或运行 gwcat init。"
            )
        raise GwcatError(f"没有叫“{name}”的地区。", hint=f"已有：{'、'.join(nearest_few(name, known, 5))}。")

    def _titles(self, folder: str) -> list[str]:
        tree = self.file(f"{CATALOGS}/{folder}/{REGION_FILE}").tree
        return [name for name in (tree.get("简称"), tree.get("名称"), folder) if isinstance(name, str) and name]

    def filing_regions(self) -> list[str]:
        """Folders of the regions that file a package: those with a region file."""
        return [folder for folder in self.region_folders if (self.catalogs / folder / REGION_FILE).is_file()]

    def file(self, path: str) -> SourceFile:
        """A source file by its path in the workspace, read."""
        from gwcat.source.file import load_file

        return self.shelf.file(path) if self.shelf else load_file(self.root, path)

    def load(self, folder: str) -> LoadedRegion:
        """All files of a region, read."""
        from gwcat.source.loading import load_region

        return load_region(self.root, folder, self.shelf)


@dataclass(frozen=True)
class ShelfWorkspace(Workspace):
    """A workspace of which nothing is in a folder: `root` says where it would be, `names` are its regions."""

    names: tuple[str, ...] = ()

    @cached_property
    def region_folders(self) -> tuple[str, ...]:
        """Names of all region folders, sorted."""
        return self.names

    def filing_regions(self) -> list[str]:
        """Folders of the regions that file a package."""
        return [folder for folder in self.names if self.shelf and self.shelf.has(f"{CATALOGS}/{folder}/{REGION_FILE}")]
