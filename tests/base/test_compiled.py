"""The cache of compiled templates: used again, never trusted when damaged, never in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gwcat.base import compiled


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder of one's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    compiled._folder.cache_clear()
    yield tmp_path
    compiled._folder.cache_clear()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_made_once(cache: Path) -> None:
    made: list[int] = []

    def make() -> tuple[str, int]:
        made.append(1)
        return "甲", 1

    assert compiled.compiled("key", make) == ("甲", 1)
    assert compiled.compiled("key", make) == ("甲", 1)
    assert len(made) == 1
    assert len(files(cache)) == 1


def test_another_key_is_another_thing(cache: Path) -> None:
    assert compiled.compiled("one", lambda: 1) == 1
    assert compiled.compiled("two", lambda: 2) == 2


@pytest.mark.parametrize("damage", ["", "\0", "no code at all", "N" * 40])
def test_a_damaged_file_is_made_again(cache: Path, damage: str) -> None:
    compiled.compiled("key", lambda: ["right"])
    (file,) = files(cache)
    file.write_text(damage)
    assert compiled.compiled("key", lambda: ["right"]) == ["right"]
    assert compiled.compiled("key", lambda: ["wrong"]) == ["right"]


def test_without_a_folder_everything_is_made(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(cache / "file"))
    compiled._folder.cache_clear()
    assert compiled.compiled("key", lambda: 1) == 1
    assert compiled.compiled("key", lambda: 2) == 2


@pytest.mark.skipif(os.name == "nt", reason="所有者只在 POSIX 上检查")
def test_a_folder_of_somebody_else_is_left_alone(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert compiled.compiled("key", lambda: 1) == 1
    assert compiled.compiled("key", lambda: 2) == 2
    assert not files(cache)


def test_a_failure_is_not_kept(cache: Path) -> None:
    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        compiled.compiled("key", fail)
    assert compiled.compiled("key", lambda: 3) == 3
