"""What a user names to be compared: a revision, a folder, a source file, a delivered file or package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gwcat.adopt.resolve import ResolvedRegion, Resolver
from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import nearest_few
from gwcat.model.region import Region
from gwcat.source.file import SourceFile
from gwcat.source.git import CommitShelf, Repository
from gwcat.source.layout import CATALOGS, REGION_FILE, SUFFIXES
from gwcat.source.shelf import BytesShelf
from gwcat.source.text import SIZE_LIMIT
from gwcat.source.workspace import ShelfWorkspace, Workspace

MANIFEST = "manifest.json"
_OFFICE = (".xlsx", ".docx")
_LOOSE = "目录"  # the region of a file that lies in no workspace


@dataclass(frozen=True)
class Side:
    """One of the two: a workspace, with one region of it or one file if that was named; or delivered files.

    `name` is what the user wrote, `moving` says that it is a file or folder whose place in another version is the same.
    """

    name: str
    workspace: Workspace | None = None
    folder: str = ""
    file: str = ""  # path in the workspace
    delivered: tuple[Path, ...] = ()
    kind: Literal["版本", "文件夹", "文件", "材料"] = "文件夹"


def side_of(name: str, here: Path) -> Side:
    """What a name stands for: a path if there is one, else a revision of the repository around `here`.

    Raises GwcatError, naming the nearest tags and branches, if it is neither.
    """
    path = Path(name)
    try:
        if path.is_dir():
            return _folder(name, path)
        if path.is_file():
            return _file(name, path)
    except OSError as error:
        raise storage_error(error, "读取") from error
    return _revision(name, here)


def working_tree(here: Path) -> Side:
    """The workspace as it is now."""
    return Side("工作区", Workspace.find(here))


def _folder(name: str, path: Path) -> Side:
    full = path.resolve()
    if (full / CATALOGS).is_dir():
        return Side(name, Workspace(full))
    if (full / MANIFEST).is_file():
        files = sorted((full / "public" / "分单位").glob("*.xlsx")) or sorted((full / "public").glob("总目录.*x"))
        if not files:
            raise GwcatError(f"“{name}”里没有 XLSX 或 DOCX 的目录。", hint="请用 gwcat build --format xlsx 重新编译。")
        return Side(name, delivered=tuple(files), kind="材料")
    if full.parent.name == CATALOGS:
        return Side(name, Workspace(full.parent.parent), folder=full.name)
    if (full / REGION_FILE).is_file():
        files_ = {f"{CATALOGS}/{full.name}/{file.relative_to(full).as_posix()}": file for file in sorted(full.rglob("*"))}
        found = {inner: _bytes(file) for inner, file in files_.items() if file.is_file() and file.suffix.lower() in SUFFIXES}
        return Side(name, ShelfWorkspace(full.parent, BytesShelf(found), (full.name,)), folder=full.name)
    hint = f"请给出放有 {CATALOGS}/ 的项目文件夹、其中一个地区的文件夹，或者编译出来的材料文件夹（里面有 {MANIFEST}）。"
    raise GwcatError(f"“{name}”里没有目录。", hint=hint)


def _file(name: str, path: Path) -> Side:
    suffix = path.suffix.lower()
    if suffix in _OFFICE:
        return Side(name, delivered=(path,), kind="材料")
    if suffix not in SUFFIXES:
        raise GwcatError(f"“{name}”不是能比较的文件。", hint="请给出目录的 YAML 文件，或者 gwcat 编译出来的 XLSX、DOCX。")
    full = path.resolve()
    root = next((parent for parent in full.parents if (parent / CATALOGS).is_dir()), None)
    inner = full.relative_to(root).as_posix() if root else ""
    if root and inner.startswith(f"{CATALOGS}/") and len(inner.split("/")) > 2:
        return Side(name, Workspace(root), folder=inner.split("/")[1], file=inner, kind="文件")
    place = f"{CATALOGS}/{_LOOSE}/{_LOOSE}/{full.name}"
    shelf = BytesShelf({place: _bytes(path), f"{CATALOGS}/{_LOOSE}/{REGION_FILE}": f"名称: {_LOOSE}\n层级: 县级\n".encode()})
    return Side(name, ShelfWorkspace(full.parent, shelf, (_LOOSE,)), folder=_LOOSE, file=place, kind="文件")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(SIZE_LIMIT + 1)


def _revision(name: str, here: Path) -> Side:
    workspace = Workspace.find(here)
    repository = Repository.of(workspace.root)
    commit = repository.commit(name) if name.strip() else ""
    if not commit:
        near = nearest_few(name, repository.names(), 3)
        known = f"标签和分支有：{'、'.join(near)}。" if near else "仓库里还没有提交。" if not repository.commit("HEAD") else ""
        hint = f"请写文件夹、文件，或 git 版本，如 HEAD~1、标签、提交号。{known}"
        raise GwcatError(f"“{name}”既不是文件或文件夹，也不是 git 版本。", hint=hint)
    return Side(name, commit_workspace(repository, commit), kind="版本")


def commit_workspace(repository: Repository, commit: str) -> ShelfWorkspace:
    """The workspace as a commit has it."""
    shelf = CommitShelf(repository, commit)
    return ShelfWorkspace(repository.root, shelf, shelf.folders)


def region_of(workspace: Workspace | None, folder: str) -> ResolvedRegion:
    """A region with all that it adopts; an empty one if it is not there."""
    if workspace is None or folder not in workspace.region_folders:
        return ResolvedRegion(Region(folder, short_name=folder), SourceFile(""))
    return Resolver(workspace).region(folder)
