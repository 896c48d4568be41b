"""The changes since an earlier version for the site, whatever holds that version: a git revision, a folder, a package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gwcat.adopt.resolve import ResolvedRegion
from gwcat.base.errors import GwcatError
from gwcat.compare.diff import diff
from gwcat.filing.plan import plan_package
from gwcat.filing.selection import EVERYTHING
from gwcat.forms.library import Library
from gwcat.model.region import Region
from gwcat.site.entry import Listing, listings
from gwcat.site.extras import Change
from gwcat.site.since import site_changes, site_state
from gwcat.source.workspace import Workspace
from gwcat.tasks.sides import MANIFEST, Side, region_of, side_of

_HINT = "请换一个版本，或去掉 --since。"


@dataclass(frozen=True)
class Since:
    """The changes, and the 版本 of the earlier version; empty if it has none of its own."""

    changes: tuple[Change, ...]
    version: str


def earlier_version(name: str, root: Path) -> Side:
    """What `--since` names. Raises GwcatError if it stands for nothing, or for less than a whole version."""
    side = side_of(name, root)
    if side.file or Path(name).is_file():
        hint = "请写 git 版本、项目或地区的文件夹，或者编译出来的材料文件夹。"
        raise GwcatError(f"“{name}”只是一个文件，不是目录的一个版本。", hint=hint)
    return side


def changes_since(side: Side, workspace: Workspace, loaded: ResolvedRegion, listed: Sequence[Listing], library: Library) -> Since:
    """What the public sees changed from the earlier version to `listed`.

    Raises GwcatError if the earlier version does not hold the region, or cannot be read as a whole: what is not known of it
    would be told as new.
    """
    now = loaded.region
    if side.delivered:
        return _since_package(side, workspace, now, listed)
    old = _old_region(side, now)
    _require_readable(side, old)
    try:
        plan = plan_package(old, library, EVERYTHING)
    except GwcatError as error:
        raise GwcatError(f"“{side.name}”里的目录排不成表：{error.message}", place=error.place, hint=_HINT) from error
    before = site_state(listings(plan, old.region, library, lambda domain, unit: f"{domain}/{unit}"))
    return Since(tuple(site_changes(diff(before, site_state(listed)))), _other(old.region.version, now))


def _other(version: str, now: Region) -> str:
    """A 版本 that tells the earlier version from this one."""
    return version if version != now.version else ""


def _old_region(side: Side, now: Region) -> ResolvedRegion:
    """The region as it was, found by its folder or by its name."""
    workspace = side.workspace
    assert workspace is not None
    folders = workspace.region_folders
    folder = side.folder or (now.folder if now.folder in folders else _folder_of(workspace, now.name))
    old = region_of(workspace, folder)
    if folder not in folders or (side.folder and now.name not in (old.region.name, "") and now.folder != folder):
        raise GwcatError(f"“{side.name}”里没有“{now.name or now.folder}”的目录。", hint=_HINT)
    return old


def _folder_of(workspace: Workspace, name: str) -> str:
    try:
        return workspace.resolve(name)
    except GwcatError:
        return ""


def _require_readable(side: Side, old: ResolvedRegion) -> None:
    unread = [file.path for file in old.files if not file.readable]
    unread += [adopted.entry.file.path for adopted in old.adoptions.values() if adopted.broken is not None]
    if unread:
        raise GwcatError(f"“{side.name}”里的 {unread[0]} 读不出来，说不出有哪些变化。", hint=_HINT)


def _since_package(side: Side, workspace: Workspace, now: Region, listed: Sequence[Listing]) -> Since:
    """Against delivered tables, in their own form; an item that is not public now is no news, unless it is gone."""
    from gwcat.tasks.delivered import compare_delivered

    version = _package_version(side, now)
    difference, _ = compare_delivered(side, Side("现在", workspace, now.folder), now.folder)
    if difference.remarks:
        raise GwcatError(difference.remarks[0], hint=_HINT)
    public = {(listing.domain, entry.title) for listing in listed for entry in listing.entries}
    changes = (
        change for change in site_changes(difference.changes) if change.kind == "取消" or (change.domain, change.name) in public
    )
    return Since(tuple(changes), version)


def _package_version(side: Side, now: Region) -> str:
    """The 版本 of a package. Raises GwcatError for the package of another region, or of a part of one."""
    manifest = side.delivered[0].parent
    while not (manifest / MANIFEST).is_file():
        manifest = manifest.parent
    try:
        head = json.loads((manifest / MANIFEST).read_bytes())
        name, version, partial = head["region"]["name"], head["package_version"], head["partial"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise GwcatError(f"“{side.name}”的 {MANIFEST} 读不出来。", hint=_HINT) from error
    if name != now.name:
        raise GwcatError(f"“{side.name}”是“{name}”的材料，不是“{now.name}”的。", hint=_HINT)
    if partial:
        raise GwcatError(f"“{side.name}”只有部分领域或单位的目录，说不出有哪些变化。", hint=_HINT)
    return _other(str(version or ""), now)
