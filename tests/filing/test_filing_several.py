"""Several files are written together: all of them, or none."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from conftest import write_files as put
from gwcat.base.errors import StorageError
from gwcat.filing.swap import write_files


def test_all_are_written_and_nothing_stands_beside_them(tmp_path: Path) -> None:
    put(tmp_path, {"甲.yaml": "旧"})
    write_files({tmp_path / "甲.yaml": b"1", tmp_path / "新" / "乙.yaml": b"2"})
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")} == {
        "甲.yaml": b"1",
        "新/乙.yaml": b"2",
    }


@pytest.mark.parametrize("failing", ["write_bytes", "replace"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_none_is_written_if_one_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, after: int) -> None:
    put(tmp_path, {"甲": "甲旧", "乙": "乙旧"})
    original, calls = getattr(Path, failing), 0

    def fail(self: Path, *args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after + 1:
            raise OSError(errno.ENOSPC, "no space", str(self))
        return original(self, *args)

    with monkeypatch.context() as patched:
        patched.setattr(Path, failing, fail)
        with pytest.raises(StorageError) as caught:
            write_files({tmp_path / "甲": b"1", tmp_path / "乙": b"2", tmp_path / "丙": b"3"})
    assert "磁盘已满" in caught.value.message
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"甲": "甲旧", "乙": "乙旧"}


def test_nothing_to_write(tmp_path: Path) -> None:
    write_files({})
    assert list(tmp_path.iterdir()) == []
