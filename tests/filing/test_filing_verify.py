"""`gwcat verify` notices whatever happens to a package after it was built."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from gwcat.base.errors import GwcatError
from gwcat.filing.verify import verify
from packages import files_of, manifest_of, package

ZIP = "莒南-2018.1-备案材料.zip"


@pytest.fixture
def folder(workspace: Path) -> Path:
    """A package as it was built."""
    return package(workspace)


def told(folder: Path) -> dict[str, str]:
    """Path -> what is wrong with it."""
    return {difference.path: difference.what for difference in verify(folder)[1]}


def rewritten(folder: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The zip written anew after a change of its members."""
    with zipfile.ZipFile(folder / ZIP) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    with zipfile.ZipFile(folder / ZIP, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)


def top_of(folder: Path) -> str:
    """The folder that the zip unpacks into."""
    with zipfile.ZipFile(folder / ZIP) as opened:
        return opened.namelist()[0].partition("/")[0]


def test_an_untouched_package_is_whole(folder: Path, gwcat: Run) -> None:
    done = gwcat("verify", folder)
    assert done.returncode == 0, done.stdout
    assert done.stdout == ""
    assert "全部相符" in done.stderr
    assert verify(folder) == (len(manifest_of(folder)["files"]), [])


def test_a_package_that_was_moved_is_whole(folder: Path, tmp_path: Path) -> None:
    assert told(shutil.copytree(folder, tmp_path / "别处" / "改名")) == {}


def test_a_zip_packed_anew_is_not_the_one_that_was_built(folder: Path) -> None:
    rewritten(folder, lambda members: None)
    assert "重新打过包" in told(folder)[ZIP]


# In the folder


def test_one_changed_byte_of_any_file(folder: Path) -> None:
    for path in sorted(files_of(folder)):
        if path == ZIP:
            continue
        file = folder / path
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        if path == "manifest.json":
            with pytest.raises(GwcatError, match="清单"):
                verify(folder)
        else:
            assert told(folder) == {path: "内容被改动"}
        file.write_bytes(data)


def test_one_missing_file(folder: Path) -> None:
    for path in sorted(files_of(folder)):
        data = (folder / path).read_bytes()
        (folder / path).unlink()
        if path == "manifest.json":
            with pytest.raises(GwcatError, match=r"manifest\.json"):
                verify(folder)
        else:
            assert told(folder) == {path: "缺少"}
        (folder / path).write_bytes(data)


@pytest.mark.parametrize("path", ["说明.txt", "public/名单.xlsx", "public/分领域/.隐藏", "internal/a/b/c.docx", ".DS_Store"])
def test_one_added_file(path: str, folder: Path) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(b"")
    assert told(folder) == {path: "多出"}


def test_an_added_link(folder: Path, tmp_path: Path) -> None:
    (folder / "public" / "别处").symlink_to(tmp_path)
    assert told(folder) == {"public/别处": "多出"}


def test_a_file_replaced_by_a_folder(folder: Path) -> None:
    (folder / "internal" / "报送函.docx").unlink()
    (folder / "internal" / "报送函.docx").mkdir()
    assert told(folder) == {"internal/报送函.docx": "缺少"}


def test_all_differences_are_told_at_once(folder: Path, gwcat: Run) -> None:
    (folder / "public" / "总目录.docx").unlink()
    (folder / "public" / "总目录.html").write_bytes(b"x")
    (folder / "多.txt").write_bytes(b"")
    done = gwcat("verify", folder)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    for path, what in (("public/总目录.docx", "缺少"), ("public/总目录.html", "内容被改动"), ("多.txt", "多出")):
        assert any(line.endswith(what) and path in line for line in lines)
    assert "3 处不符" in done.stderr


# In the zip


def test_one_changed_byte_of_any_member(folder: Path) -> None:
    original = (folder / ZIP).read_bytes()
    for path in sorted(set(files_of(folder)) - {ZIP}):

        def change(members: dict[str, bytes], path: str = path) -> None:
            name = f"{top_of(folder)}/{path}"
            members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])

        rewritten(folder, change)
        assert told(folder) == {f"{ZIP} 内的 {path}": "内容被改动"}
        (folder / ZIP).write_bytes(original)


def test_one_missing_member(folder: Path) -> None:
    original = (folder / ZIP).read_bytes()
    for path in sorted(set(files_of(folder)) - {ZIP}):
        rewritten(folder, lambda members, path=path: members.pop(f"{top_of(folder)}/{path}"))  # type: ignore[misc]
        assert told(folder) == {f"{ZIP} 内的 {path}": "缺少"}
        (folder / ZIP).write_bytes(original)


def test_one_added_member(folder: Path) -> None:
    rewritten(folder, lambda members: members.update({f"{top_of(folder)}/public/名单.xlsx": b"x"}))
    assert told(folder) == {f"{ZIP} 内的 public/名单.xlsx": "多出"}


@pytest.mark.parametrize("name", ["说明.txt", "别的/manifest.json", "别的/public/总目录.xlsx", "../../etc/cron.d/x", "/tmp/x"])
def test_an_added_member_outside_the_folder(name: str, folder: Path) -> None:
    """Also one that has the path of another file, below another folder."""
    rewritten(folder, lambda members: members.update({name: b"x"}))
    assert list(told(folder).values()) == ["多出"]
    assert name in "".join(told(folder))


def test_a_member_that_is_there_twice(folder: Path) -> None:
    """Programs differ in which of the two they unpack."""
    with zipfile.ZipFile(folder / ZIP, "a") as opened:
        name = f"{top_of(folder)}/public/总目录.html"
        same = opened.read(name)
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr(name, b"x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr(name, same)
    assert told(folder), "the second of three is another file"


def test_any_changed_byte_of_the_packed_data(folder: Path) -> None:
    data = (folder / ZIP).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entries = opened.infolist()
    for entry in entries:
        start = entry.header_offset + 30 + len(entry.filename.encode())
        for offset in (start, start + entry.compress_size // 2):
            (folder / ZIP).write_bytes(data[:offset] + bytes([data[offset] ^ 0x10]) + data[offset + 1 :])
            assert told(folder), f"{entry.filename} at {offset - start} of {entry.compress_size}"


def hide_before_directory(data: bytes, hidden: bytes) -> bytes:
    """Bytes between the last member and the directory, which a reader of zips skips."""
    start = int.from_bytes(data[-6:-2], "little")
    return data[:start] + hidden + data[start:-6] + (start + len(hidden)).to_bytes(4, "little") + data[-2:]


BROKEN_ZIPS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "without its end": lambda data: data[:-22],
    "one byte short": lambda data: data[:-1],
    "no zip": lambda data: "不是压缩包".encode() * 100,
    "something in front": lambda data: b"#!/bin/sh\n" + data,
    "something behind": lambda data: data + b"tail",
    "another comment": lambda data: data[:-2] + b"\x04\x00tail",
    "something between": lambda data: hide_before_directory(data, b"hidden"),
    "another time in front of a member": lambda data: data[:10] + bytes([data[10] ^ 2]) + data[11:],
    "another system in the directory": lambda data: data.replace(b"PK\x01\x02\x14\x03", b"PK\x01\x02\x14\x00", 1),
    "encrypted": lambda data: data.replace(b"\x00\x08\x08\x00", b"\x01\x08\x08\x00"),
    "an unknown method": lambda data: data.replace(b"\x00\x08\x08\x00", b"\x00\x08\x63\x00"),
}


@pytest.mark.parametrize("what", BROKEN_ZIPS)
def test_a_zip_that_was_tampered_with(what: str, folder: Path, gwcat: Run) -> None:
    (folder / ZIP).write_bytes(BROKEN_ZIPS[what]((folder / ZIP).read_bytes()))
    done = gwcat("verify", folder)
    assert done.returncode == 1, done.stderr
    assert ZIP in done.stdout
    assert "Traceback" not in done.stderr


# The manifest itself


def change_manifest(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    content = manifest_of(folder)
    change(content)
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a count": lambda content: content["files"][0].update(rows=99),
    "the size of a file": lambda content: content["files"][0].update(bytes=1),
    "the commit": lambda content: content.update(commit="0" * 40),
    "a digest": lambda content: content["files"][0].update(sha256="0" * 64),
    "a path": lambda content: content["files"][0].update(path="public/别的.xlsx"),
    "a path that leads out": lambda content: content["files"][0].update(path="../../../etc/passwd"),
    "one file less": lambda content: content["files"].pop(),
    "the name of the zip": lambda content: content.update(archive="别的.zip"),
    "laid out anew": lambda content: None,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_manifest_is_noticed(what: str, folder: Path, gwcat: Run) -> None:
    change_manifest(folder, CHANGES[what])
    done = gwcat("verify", folder)
    assert done.returncode == 1, done.stderr
    assert done.stdout


UNUSABLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "without digests": lambda content: content["files"][0].pop("sha256"),
    "without a zip": lambda content: content.pop("archive"),
    "files a text": lambda content: content.update(files="public"),
    "files of texts": lambda content: content.update(files=["public/总目录.xlsx"]),
    "files nothing": lambda content: content.update(files=None),
    "a later version": lambda content: content.update(version=2),
    "no version": lambda content: content.pop("version"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_an_unusable_manifest_is_refused(what: str, folder: Path, gwcat: Run) -> None:
    change_manifest(folder, UNUSABLE[what])
    done = gwcat("verify", folder)
    assert done.returncode == 2, done.stderr
    assert "清单" in done.stderr
    assert "Traceback" not in done.stderr


NO_MANIFESTS = {"empty": b"", "cut": b"{", "a list": b"[]", "null": b"null", "no text": b"\xff\xfe", "too deep": b"[" * 100_000}


@pytest.mark.parametrize("content", NO_MANIFESTS.values(), ids=NO_MANIFESTS)
def test_a_manifest_that_cannot_be_read_is_refused(content: bytes, folder: Path, gwcat: Run) -> None:
    (folder / "manifest.json").write_bytes(content)
    done = gwcat("verify", folder)
    assert done.returncode in (2, 3), done.stderr
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr


# What is no package


def test_a_folder_without_manifest_is_refused(tmp_path: Path, gwcat: Run) -> None:
    done = gwcat("verify", tmp_path)
    assert done.returncode == 2
    assert "manifest.json" in done.stderr
    assert "dist/<简称>/<版本>" in done.stderr


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, gwcat: Run) -> None:
    done = gwcat("verify", tmp_path / "没有")
    assert done.returncode == 2
    assert "没有" in done.stderr


@pytest.mark.parametrize("name", ["manifest.json", ZIP])
def test_a_file_instead_of_a_folder_is_refused(name: str, folder: Path, gwcat: Run) -> None:
    done = gwcat("verify", folder / name)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr


def test_several_packages_in_one_run(folder: Path, tmp_path: Path, gwcat: Run) -> None:
    other = shutil.copytree(folder, tmp_path / "坏")
    (other / "public" / "总目录.html").unlink()
    done = gwcat("verify", folder, other)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if str(other) in line] == done.stdout.splitlines()


def test_one_that_is_no_package_does_not_hide_the_others(folder: Path, tmp_path: Path, gwcat: Run) -> None:
    (folder / "public" / "总目录.html").unlink()
    done = gwcat("verify", tmp_path, folder)
    assert done.returncode == 2
    assert "总目录.html" in done.stdout


def test_files_that_cannot_be_read_are_told(folder: Path, gwcat: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    (folder / "public" / "总目录.html").chmod(0)
    done = gwcat("verify", folder)
    assert done.returncode == 3
    assert "没有权限" in done.stderr
