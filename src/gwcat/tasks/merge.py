"""Merge two changes of a file into one, as git asks its merge drivers to; where that cannot be done, by git's own text merge."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from gwcat.base.errors import GwcatError, StorageError, storage_error
from gwcat.filing.swap import write_file
from gwcat.merge.files import Unmergeable, merge_files
from gwcat.merge.pieces import NAMES


@dataclass(frozen=True)
class MergeOptions:
    """The old file, ours (which takes the result), theirs, the path to name in messages, and how long markers are."""

    old: Path
    ours: Path
    theirs: Path
    name: str
    size: int = 7


@dataclass(frozen=True)
class MergeResult:
    """Whether both sides clash, where, and what somebody should know; `reason` why lines were merged instead of entries."""

    conflict: bool
    clashes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""


def merge_in_place(options: MergeOptions) -> MergeResult:
    """Write what both changes come to over our file. Raises GwcatError, our file untouched, if not even git can merge."""
    old, ours, theirs = (_bytes(path) for path in (options.old, options.ours, options.theirs))
    try:
        found = merge_files(old, ours, theirs, size=options.size)
    except Unmergeable as reason:
        return MergeResult(_by_lines(options), reason=str(reason))
    write_file(options.ours, found.data)
    return MergeResult(bool(found.clashes), found.clashes, found.remarks)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise storage_error(error, "读取要合并的文件") from error


def _by_lines(options: MergeOptions) -> bool:
    """Merge lines as git does; whether there are conflicts."""
    labels = [word for name in NAMES for word in ("-L", name)]
    command = ["git", "merge-file", "-q", f"--marker-size={options.size}", *labels]
    files = [str(path.absolute()) for path in (options.ours, options.old, options.theirs)]
    try:
        done = subprocess.run([*command, *files], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise StorageError("读不出来的文件要由 git 按行合并，但没有找到 git。", hint="请安装 git。") from error
    if done.returncode not in range(128):
        raise GwcatError(
            "这个文件不是文本，合并不了。", place=options.name, hint="请选定一方的文件：git checkout --ours 或 --theirs。"
        )
    return done.returncode > 0
