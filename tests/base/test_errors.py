"""Faults that stop a command, in Chinese; where data files are; the collector left as it was."""

from __future__ import annotations

import errno
import gc
import os
import re
from pathlib import Path

import pytest

from conftest import REPOSITORY
from gwcat.base import places
from gwcat.base.errors import GwcatError, StorageError, storage_error
from gwcat.base.memory import without_collection
from gwcat.base.places import data_folder


def test_exit_codes_follow_the_contract() -> None:
    assert GwcatError("甲").exit_code == 2
    assert StorageError("甲").exit_code == 3


def test_a_fault_carries_place_and_hint() -> None:
    fault = GwcatError("没有甲。", place="a.yaml:3:1", hint="请写上。")
    assert (str(fault), fault.message, fault.place, fault.hint) == ("没有甲。", "没有甲。", "a.yaml:3:1", "请写上。")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.ENOENT, "不存在"),
        (errno.ENOTDIR, "不是文件夹"),
        (errno.EISDIR, "这是文件夹"),
        (errno.ENAMETOOLONG, "文件名过长"),
        (errno.EIO, "读写磁盘时出错"),
        (errno.EDQUOT, "配额"),
        (errno.ELOOP, "ELOOP"),
        (None, "系统报错"),
    ],
)
def test_errors_of_the_system_in_chinese(number: int | None, words: str) -> None:
    error = OSError(number, os.strerror(number), "/甲/乙") if number is not None else OSError("something")
    fault = storage_error(error, "写入文件")
    assert fault.message.startswith("写入文件失败：")
    assert words in fault.message
    assert fault.hint
    assert fault.place == ("/甲/乙" if number is not None else "")
    assert not re.search("[a-z]{3,} [a-z]{3,}", fault.message)


@pytest.mark.parametrize("name", ["templates", "schemas"])
def test_data_files_are_found_in_a_checkout(name: str) -> None:
    assert data_folder(name) == REPOSITORY / name


def test_data_files_of_an_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas").mkdir()
    monkeypatch.setattr(places, "_PACKAGE", tmp_path)
    assert data_folder("schemas") == tmp_path / "schemas"


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        with pytest.raises(ValueError, match="甲"):
            _fail_without_collection()
        assert gc.isenabled() is on
    finally:
        gc.enable() if was else gc.disable()


def _fail_without_collection() -> None:
    with without_collection():
        assert not gc.isenabled()
        raise ValueError("甲")
