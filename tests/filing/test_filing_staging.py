"""Staging: all new files or none, whatever happens; nothing that was there is overwritten."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import write_files
from gwcat.base.errors import GwcatError, StorageError
from gwcat.filing.staging import staging

FILES = ("说明.txt", "甲/一.txt", "甲/乙/二.txt")


def fill(target: Path, files: tuple[str, ...] = FILES) -> None:
    with staging(target) as stage:
        for path in files:
            stage.write(path, path.encode())
        stage.settle(files)


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("target", [".", "新", "新/更新"])
def test_files_come_to_their_places(tmp_path: Path, target: str) -> None:
    fill(tmp_path / target)
    assert below(tmp_path / target) == sorted(FILES)
    assert below(tmp_path) == sorted((Path(target) / name).as_posix() for name in FILES)


def test_what_was_there_stays(tmp_path: Path) -> None:
    write_files(tmp_path, {"甲/零.txt": "零"})
    fill(tmp_path)
    assert below(tmp_path) == sorted(("甲/零.txt", *FILES))


def test_a_taken_place_undoes_everything(tmp_path: Path) -> None:
    write_files(tmp_path, {"甲/乙/二.txt": "我的"})
    with pytest.raises(GwcatError, match="没有写入任何文件"):
        fill(tmp_path)
    assert below(tmp_path) == ["甲/乙/二.txt"]
    assert (tmp_path / "甲/乙/二.txt").read_text("utf-8") == "我的"


def told_to_end(target: Path, number: int) -> None:
    with staging(target) as stage:
        stage.write("甲/一.txt", b"")
        os.kill(os.getpid(), number)
        time.sleep(5)


@pytest.mark.parametrize("target", [".", "新/更新"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_leaves_nothing(tmp_path: Path, target: str, number: int) -> None:
    kept = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt):
        told_to_end(tmp_path / target, number)
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(number) is kept


def test_an_end_between_two_moves_undoes_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"甲/零.txt": ""})
    rename, moves = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) == 2:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path)
    assert below(tmp_path) == ["甲/零.txt"]


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    write_files(tmp_path, {f".gwcat-init.{ended.pid}.new/甲/一.txt": "", ".gwcat-init.x/一.txt": ""})
    fill(tmp_path)
    assert below(tmp_path) == sorted((".gwcat-init.x/一.txt", *FILES))


def test_no_room(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        fill(tmp_path / ("长" * 300))
    assert list(tmp_path.iterdir()) == []
