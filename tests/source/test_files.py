"""Files on disk: missing, too large, no file at all, not ours to read."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import CATALOGUE, REGION_PATH, Check, write_files
from gwcat.model.finding import Finding, Place
from gwcat.source.file import load_file
from gwcat.source.text import SIZE_LIMIT, Refused, read_text

_LIMIT = 16 * 1024 * 1024


def only_finding(root: Path, name: str) -> Finding:
    (finding,) = load_file(root, name).findings
    assert finding.place == Place(name)
    assert finding.help
    return finding


def filled(size: int) -> bytes:
    """A catalogue made as large as wanted by a comment."""
    return CATALOGUE.encode() + b"#" * (size - len(CATALOGUE.encode()) - 1) + b"\n"


def test_the_limit_is_sixteen_mebibytes() -> None:
    assert SIZE_LIMIT == _LIMIT


def test_a_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"甲.yaml": filled(_LIMIT)})
    assert load_file(tmp_path, "甲.yaml").findings == []


def test_one_byte_more_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"甲.yaml": filled(_LIMIT + 1)})
    finding = only_finding(tmp_path, "甲.yaml")
    assert finding.rule.code == "GW003"
    assert "16 MiB" in finding.message


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    read = 0

    class Counting(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            nonlocal read
            data = super().read(size)
            read += len(data)
            return data

    monkeypatch.setattr(Path, "open", lambda self, mode="r", *_: Counting(str(self), mode))
    finding = only_finding(tmp_path, "甲.yaml")
    assert finding.rule.code == "GW003"
    assert "47.7 MiB" in finding.message
    assert read <= _LIMIT + 1


def test_a_missing_file(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, "无.yaml")
    assert finding.rule.code == "GW001"
    assert "不存在" in finding.message


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").mkdir()
    finding = only_finding(tmp_path, "甲.yaml")
    assert finding.rule.code == "GW001"
    assert "文件夹" in finding.message


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").symlink_to("无.yaml")
    assert only_finding(tmp_path, "甲.yaml").rule.code == "GW001"


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").symlink_to("甲.yaml")
    assert only_finding(tmp_path, "甲.yaml").rule.code == "GW001"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "没有权限"),
        (errno.EIO, "磁盘"),
        (errno.EMFILE, "打开的文件过多"),
        (9999, "系统报错"),
    ],
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    write_files(tmp_path, {"甲.yaml": CATALOGUE})

    def refuse(self: Path, *_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "open", refuse)
    finding = only_finding(tmp_path, "甲.yaml")
    assert finding.rule.code == "GW001"
    assert words in finding.message


def test_reading_may_fail_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"甲.yaml": CATALOGUE})

    class Failing(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "bad disk")

    monkeypatch.setattr(Path, "open", lambda self, mode="r", *_: Failing(str(self), mode))
    assert "读写磁盘时出错" in only_finding(tmp_path, "甲.yaml").message


_PRINT_CODE = """\
import pathlib, sys
from gwcat.source.file import load_file
print(load_file(pathlib.Path(sys.argv[1]), "甲.yaml").findings[0].rule.code)
"""


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    """Opening a pipe without a writer waits for ever; another process tries, so that this one cannot hang."""
    os.mkfifo(tmp_path / "甲.yaml")
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_CODE, str(tmp_path)], capture_output=True, text=True, timeout=20, check=False
    )
    assert done.stdout.strip() == "GW001"


def test_bytes_and_text_of_a_refused_file_are_kept_for_excerpts(tmp_path: Path) -> None:
    write_files(tmp_path, {"甲.yaml": "领域: 甲\n单位: \x07乙\n".encode()})
    with pytest.raises(Refused) as refusal:
        read_text(tmp_path / "甲.yaml")
    assert refusal.value.text == "领域: 甲\n单位: \x07乙\n"


def test_a_file_that_cannot_be_read_hides_no_other(check: Check) -> None:
    bad = {"catalogs/莒南/社会救助/县财政局.yaml": b"\xff\xfe\x00", "catalogs/莒南/社会救助/大店镇.yaml": CATALOGUE + "丁: 1\n"}
    found = {(finding.place.path.rsplit("/", 1)[1], finding.rule.code) for finding in check(files=bad)}
    assert {("县财政局.yaml", "GW002"), ("大店镇.yaml", "GW021"), ("大店镇.yaml", "GW107"), ("大店镇.yaml", "GW102")} <= found


def test_a_region_file_that_cannot_be_read_hides_no_catalogue(check: Check) -> None:
    codes = {
        (finding.place.path, finding.rule.code)
        for finding in check(region="名称: [", catalogue=CATALOGUE.replace("全社会", "群众"))
    }
    assert (REGION_PATH, "GW005") in codes
    assert any(code == "GW302" for _, code in codes)
