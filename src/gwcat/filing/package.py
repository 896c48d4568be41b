"""A package on disk: the files, their manifest, the zip with the same content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gwcat.base.errors import StorageError, storage_error
from gwcat.filing import manifest
from gwcat.filing.manifest import Entry
from gwcat.filing.swap import replacing
from gwcat.render.archive import Member, Stamp, deflate, zip_bytes

_COMPRESSED = (".xlsx", ".docx", ".pdf")


def place_package(
    target: Path, base: str, head: Mapping[str, Any], entries: Sequence[Entry], sources: Mapping[str, Path], stamp: Stamp
) -> None:
    """Write files, manifest and zip aside and put them in place of `target` in one step.

    `base` names the zip and the folder inside it, `sources` maps the names of source files to where they are.
    Raises StorageError, with the old package untouched, if something cannot be read or written.
    """
    _refuse_foreign(target, head)
    try:
        digests = {name: manifest.sha256(path.read_bytes()) for name, path in sources.items()}
    except OSError as error:
        raise storage_error(error, "读取源文件") from error
    listing = manifest.manifest_bytes({**head, "archive": f"{base}.zip"}, digests, list(entries))
    files = [*((entry.path, entry.data) for entry in entries), (manifest.NAME, listing)]
    archive = zip_bytes(_members(base, files), stamp)
    with replacing(target) as aside:
        for path, data in (*files, (f"{base}.zip", archive)):
            file = aside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _refuse_foreign(target: Path, head: Mapping[str, Any]) -> None:
    """Refuse to replace what is no package, or the package of another region."""
    hint = "请移走它，或用 --out 换一个位置。"
    if target.exists() and not (target.is_dir() and (target / manifest.NAME).is_file()):
        message = "输出的位置上已有别的文件或文件夹，不是备案材料，没有覆盖。"
        raise StorageError(message, place=str(target), hint=hint)
    try:
        there = json.loads((target / manifest.NAME).read_bytes())["region"]["name"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return  # there is none, or it is a damaged one of ours
    if there != head["region"]["name"]:
        message = f"输出的位置上是“{there}”的备案材料，没有覆盖。两个地区的简称和版本相同。"
        raise StorageError(message, place=str(target), hint=f"请改其中一个 region.yaml 的简称；或者{hint[1:]}")


def _members(base: str, files: Iterable[tuple[str, bytes]]) -> Iterator[Member]:
    """The zip's members by name; what is compressed already is stored."""
    for path, data in sorted(files):
        yield (
            Member.stored(f"{base}/{path}", data) if path.endswith(_COMPRESSED) else Member.of(f"{base}/{path}", [deflate(data)])
        )
