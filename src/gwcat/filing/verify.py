"""Checking a package against its manifest: nothing changed, nothing missing, nothing added, in the folder and in the zip."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gwcat.base.errors import GwcatError, storage_error
from gwcat.filing import manifest
from gwcat.render.archive import EPOCH, Member, zip_bytes

_LOCAL_HEADER = 30  # bytes in front of a member without its name


@dataclass(frozen=True)
class Difference:
    """A file that is not as the manifest says: 内容被改动, 缺少, 多出, 损坏 …"""

    path: str
    what: str


def read_manifest(package: Path) -> dict[str, Any]:
    """The manifest of a package folder. Raises GwcatError if there is none or it cannot be used."""
    path = package / manifest.NAME
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise GwcatError(
            f"“{package}”里没有 {manifest.NAME}，不是备案材料文件夹。", hint="请指定 dist/<简称>/<版本> 文件夹。"
        ) from error
    except OSError as error:
        raise storage_error(error, "读取清单") from error
    except (ValueError, RecursionError) as error:
        raise GwcatError("清单读不出来，可能已被改动。", place=str(path), hint="请重新编译。") from error
    if not isinstance(content, dict) or content.get("version") != manifest.VERSION or not isinstance(content.get("files"), list):
        raise GwcatError("清单的版本或格式不认识。", place=str(path), hint="请用生成它的 gwcat 版本核对，或重新编译。")
    return content


def verify(package: Path) -> tuple[int, list[Difference]]:
    """How many files the manifest names, and every difference, sorted by path."""
    content = read_manifest(package)
    try:
        expected = {str(entry["path"]): str(entry["sha256"]) for entry in content["files"]}
        archive = str(content["archive"])
    except (KeyError, TypeError) as error:
        raise GwcatError("清单不完整，可能已被改动。", place=str(package / manifest.NAME), hint="请重新编译。") from error
    try:
        differences = [*_folder(package, expected, archive), *_archive(package, expected, archive)]
    except OSError as error:
        raise storage_error(error, "读取备案材料") from error
    return len(expected), sorted(set(differences), key=lambda difference: (difference.path, difference.what))


def _folder(package: Path, expected: dict[str, str], archive: str) -> Iterator[Difference]:
    present = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if path.is_file() or path.is_symlink()}
    for name, digest in expected.items():
        if name not in present:
            yield Difference(name, "缺少")
        elif _digest_of(present[name]) != digest:
            yield Difference(name, "内容被改动")
    for name in present.keys() - expected.keys() - {manifest.NAME, archive}:
        yield Difference(name, "多出")
    if archive not in present:
        yield Difference(archive, "缺少")


def _archive(package: Path, expected: dict[str, str], archive: str) -> Iterator[Difference]:
    path = package / archive
    if not path.is_file():
        return
    base = archive.removesuffix(".zip")
    wanted = {
        f"{base}/{name}": digest for name, digest in {**expected, manifest.NAME: _digest_of(package / manifest.NAME)}.items()
    }
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            found = [(name.removeprefix(f"{base}/"), differs) for name, differs in _members(opened, wanted)]
            yield from (Difference(f"{archive} 内的 {name}", differs) for name, differs in found)
            if not found and _written_anew(data, opened.infolist()) != data:
                yield Difference(archive, "不是编译时的原样：重新打过包，或夹带了别的内容")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError):
        yield Difference(archive, "损坏")


def _written_anew(data: bytes, infos: Sequence[zipfile.ZipInfo]) -> bytes:
    """The zip as gwcat writes one of these members: bytes hidden between or around them are not in it."""
    members = []
    for info in infos:
        start = info.header_offset + _LOCAL_HEADER + len(info.filename.encode())
        packed = data[start : start + info.compress_size]
        members.append(Member(info.filename, info.CRC, info.file_size, (packed,), info.compress_type))
    return zip_bytes(members, infos[0].date_time if infos else EPOCH)


def _members(opened: zipfile.ZipFile, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Members that are missing, changed, too many or there twice."""
    names = [info.filename for info in opened.infolist()]
    for name, digest in wanted.items():
        if name not in names:
            yield name, "缺少"
            continue
        with opened.open(name) as stream:
            if _digest(stream) != digest:
                yield name, "内容被改动"
    for name in dict.fromkeys(names):
        if name not in wanted or names.count(name) > 1:
            yield name, "多出"


def _digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return _digest(stream)


def _digest(stream: IO[bytes]) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
