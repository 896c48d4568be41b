"""Make a new project, or put another region into one: decide, lay out aside, look at it, move it in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gwcat.adopt.resolve import Resolver, same_domain
from gwcat.base.errors import GwcatError, storage_error
from gwcat.base.names import fold
from gwcat.base.places import data_folder
from gwcat.filing.staging import Stage, staging
from gwcat.forms.library import Library
from gwcat.report.summary import Summary
from gwcat.source.layout import CATALOGS, NATIONAL, RECORD_FILE, REGION_FILE
from gwcat.source.loading import LoadedRegion
from gwcat.source.workspace import Workspace
from gwcat.tasks.check import check_one
from gwcat.tasks.choices import PLACEHOLDER, Choices, InitOptions, decide
from gwcat.tasks.resolve import accept
from gwcat.tasks.skeleton import Beginning, beginnings, region_files, schema_texts, shared_files

GUIDE = "README.md"
_SHOWN = 5


@dataclass
class InitResult:
    """What was made. `kept` are files that were there already and stay as they are."""

    root: Path
    name: str
    short_name: str
    level: str
    placeholder: str = PLACEHOLDER
    added: bool = False  # to a project that was there
    unchanged: bool = False
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unignored: bool = False  # a .gitignore that was there lets what is built into git
    rows: list[tuple[str, str, int]] = field(default_factory=list)  # domain, lead units, items
    left: int = 0  # items above that belong to other levels
    summary: Summary = field(default_factory=lambda: Summary(0, 0, 0, 0, 0))


def start_project(options: InitOptions) -> InitResult:
    """A project at the folder, or the region added to the project there; all of it or, whatever happens, nothing.

    Raises GwcatError, with nothing written, if the region is there already or a name cannot be used.
    """
    root = _site(options.folder)
    project = _is_project(root)
    choices = decide(options)
    Library(root if project else None).form(choices.form)
    if project:
        _refuse_twin(Workspace(root), choices)
    result = InitResult(root, choices.name, choices.short_name, choices.level, added=project)
    with staging(root) as stage:
        new = _lay_out(stage, root, choices, result)
        if _same_as_there(stage, root, choices):
            result.unchanged, result.written = True, []
        else:
            stage.settle(new)
            result.written = new
    return result


def _lay_out(stage: Stage, root: Path, choices: Choices, result: InitResult) -> list[str]:
    """Write the project aside; returns the new files in the order in which they are to be moved."""
    reference, given = _references(root, choices, whole=not result.added)
    for path, data in {**reference, **given}.items():
        stage.write(path, data)
    above = Workspace(stage.folder).load(NATIONAL).catalogues
    begun = beginnings(choices, above)
    shared = {**({} if result.added else shared_files(choices, begun)), **schema_texts()}
    if GUIDE in shared and _taken(root, GUIDE) and not _equal(root / GUIDE, shared[GUIDE].encode()):
        shared[f"{CATALOGS}/{GUIDE}"] = shared.pop(GUIDE)
        result.kept.append(GUIDE)
    free = {path: text for path, text in shared.items() if not _taken(root, path)}
    others = [path for path, text in shared.items() if path not in free and not _equal(root / path, text.encode())]
    result.kept += dict.fromkeys(str(place.relative_to(root)) for path in others if (place := _taken(root, path)))
    result.unignored = ".gitignore" in result.kept and not _ignores_dist(root / ".gitignore")
    region = region_files(choices, begun)
    for path, text in {**free, **region}.items():
        stage.write(path, text.encode())
    _look(stage, choices, begun, result, Library(root))
    record = f"{CATALOGS}/{choices.short_name}/{RECORD_FILE}"
    return [*free, *given, *region, *([record] if (stage.folder / record).exists() else [])]


def _look(stage: Stage, choices: Choices, begun: Sequence[Beginning], result: InitResult, library: Library) -> None:
    """Record the items above as looked at, and check the region as it will be."""
    workspace = Workspace(stage.folder)
    accept(workspace, Resolver(workspace).region(choices.short_name))
    result.summary = check_one(workspace, choices.short_name, library).summary
    result.rows = [(beginning.duty.domain, "、".join(beginning.duty.leads), len(beginning.taken)) for beginning in begun]
    result.left = sum(len(beginning.left) for beginning in begun)


def _references(root: Path, choices: Choices, *, whole: bool) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the national reference that are there, and those to add: all, or what the region's domains lack."""
    own = Workspace(data_folder(f"{CATALOGS}/{NATIONAL}").parents[1])
    there = Workspace(root).load(NATIONAL) if (root / CATALOGS / NATIONAL).is_dir() else None
    known = [entry.catalogue.domain for entry in there.catalogues] if there else []
    wanted = [duty.domain for duty in choices.duties]
    given = [
        entry.file.path
        for entry in own.load(NATIONAL).catalogues
        if not any(same_domain(entry.catalogue.domain, name) for name in known)
        and (whole or any(same_domain(entry.catalogue.domain, name) for name in wanted))
    ]
    _refuse_broken(there)
    for path in given:
        if in_the_way := _taken(root, path):
            raise GwcatError(f"“{in_the_way}”挡住了要写入的国家参考。", hint="请移走它，或改正里面的“领域”。")
    present = [file.path for file in there.files] if there else []
    return {path: _read(root / path) for path in present}, {path: _read(own.root / path) for path in given}


def _refuse_broken(reference: LoadedRegion | None) -> None:
    for file in reference.files if reference else ():
        if not file.readable:
            raise GwcatError("国家参考里有读不出来的文件。", place=file.path, hint="请先运行 gwcat validate，按所列问题改正。")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise storage_error(error, "读取国家参考") from error


def _site(folder: Path) -> Path:
    """The folder of the project. Raises GwcatError if it cannot be one."""
    try:
        root = Path(os.path.realpath(folder))
        there = next(place for place in (root, *root.parents) if os.path.lexists(place))
        if not there.is_dir():
            raise GwcatError(f"“{there}”不是文件夹。", hint="请换一个文件夹，或把它移走。")
        outer = next((parent for parent in root.parents if _is_project(parent)), None)
        content = root / CATALOGS
        strange = content.is_dir() and any(content.iterdir()) and not _is_project(root)
    except OSError as error:
        raise storage_error(error, f"查看“{folder}”") from error
    if outer:
        hint = f"要在那个项目里加一个地区，请运行 gwcat init {outer} --county …；要另建项目，请换一个不在里面的文件夹。"
        raise GwcatError(f"“{folder}”在项目“{outer}”里面。", hint=hint)
    if os.path.lexists(content) and (strange or not content.is_dir()):
        raise GwcatError(f"“{content}”里放的不是目录。", hint="请换一个文件夹，或把它移走。")
    return root


def _is_project(folder: Path) -> bool:
    """Whether `catalogs/` is there with a region or the reference in it."""
    catalogs = folder / CATALOGS
    return (catalogs / NATIONAL).is_dir() or (catalogs.is_dir() and any(catalogs.glob(f"*/{REGION_FILE}")))


def _refuse_twin(workspace: Workspace, choices: Choices) -> None:
    """Refuse a region that the project has under another folder."""
    for name in (choices.name, choices.short_name):
        try:
            folder = workspace.resolve(name)
        except GwcatError:
            continue
        if fold(folder) != fold(choices.short_name):
            hint = "没有写入任何文件；请改用别的名称或 --short，或者直接修改那里的文件。"
            raise GwcatError(f"项目里已经有“{name}”：{CATALOGS}/{folder}/。", hint=hint)


def _same_as_there(stage: Stage, root: Path, choices: Choices) -> bool:
    """Whether the region is there file by file as it would be written. Raises GwcatError if another one is in its place."""
    path = f"{CATALOGS}/{choices.short_name}"
    there = _files(root / path)
    if not there:
        if os.path.lexists(root / path) and not (root / path).is_dir():
            raise GwcatError(f"“{root / path}”不是文件夹。", hint="请移走它。")
        return False
    if all(there.get(name) == data for name, data in _files(stage.folder / path).items()):
        return True
    names = "、".join(list(there)[:_SHOWN]) + ("……" if len(there) > _SHOWN else "")
    hint = f"没有写入任何文件。要改这个地区，请直接修改那里的文件；要从头再来，请先删去 {path}/。那里有：{names}。"
    raise GwcatError(f"“{choices.short_name}”已经建过：{path}/ 里有 {len(there)} 个文件。", place=str(root / path), hint=hint)


def _files(folder: Path) -> Mapping[str, bytes]:
    """All files below a folder with what they hold."""
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _taken(root: Path, path: str) -> Path | None:
    """What stands where a file is to be, or where a folder of it is to be."""
    place = root
    for part in Path(path).parts:
        place = place / part
        if os.path.lexists(place) and not (place.is_dir() and place != root / path):
            return place
    return None


def _ignores_dist(path: Path) -> bool:
    lines = path.read_bytes().decode("utf-8", "replace").split() if path.is_file() else []
    return any(line.strip("/") == "dist" for line in lines)


def _equal(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
