"""Exit code 3: the system's faults and gwcat's own, told apart."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NoReturn

import click
import pytest

from conftest import CATALOGUE_PATH, Run, write_files
from gwcat.base.errors import GwcatError, StorageError
from gwcat.cli.main import main

_CHECK = "gwcat.tasks.check.check_paths"


def run_with(fault: BaseException, monkeypatch: pytest.MonkeyPatch, workspace: Path) -> int:
    """The exit code of `gwcat validate` when checking raises a fault."""

    def fail(*_: object) -> NoReturn:
        raise fault

    monkeypatch.chdir(workspace)
    monkeypatch.setattr(_CHECK, fail)
    with pytest.raises(SystemExit) as stopped:
        main(["validate"])
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_a_bug_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with(RuntimeError("甲乙丙"), monkeypatch, workspace) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "内部错误" in err
    assert "不是您的操作有误" in err
    assert "RuntimeError: 甲乙丙" in err  # what the maintainers need
    assert "反馈" in err


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (
            GwcatError("没有甲。", place="a.yaml:3:1", hint="请写上。"),
            2,
            ["错误：没有甲。", "位置：a.yaml:3:1", "改法：请写上。"],
        ),
        (StorageError("写入失败。", hint="请清理。"), 3, ["错误：写入失败。", "改法：请清理。"]),
        (OSError(errno.ENOSPC, "No space left on device", "/甲/乙"), 3, ["磁盘已满", "/甲/乙"]),
        (PermissionError(errno.EACCES, "Permission denied", "/甲"), 3, ["没有权限", "/甲"]),
        (MemoryError(), 3, ["内存不够"]),
        (RecursionError(), 3, ["嵌套过深"]),
        (KeyboardInterrupt(), 3, ["已中断"]),
        (click.exceptions.Abort(), 3, ["已中断"]),
    ],
    ids=["user", "storage", "full disk", "no permission", "memory", "recursion", "interrupt", "abort"],
)
def test_other_faults_are_no_bugs(
    monkeypatch: pytest.MonkeyPatch,
    workspace: Path,
    capsys: pytest.CaptureFixture[str],
    fault: BaseException,
    code: int,
    words: list[str],
) -> None:
    assert run_with(fault, monkeypatch, workspace) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert all(each in err for each in words)
    assert "Traceback" not in err
    assert "内部错误" not in err


def test_output_into_a_file_s_place_is_a_fault_of_storage(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {"挡路": "不是文件夹\n"})
    done = gwcat("build", "--county", "莒南", "--out", "挡路", cwd=workspace)
    assert done.returncode == 3
    assert "不是文件夹" in done.stderr
    assert "改法：" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "--county", "莒男"), "没有叫“莒男”的地区"),
        (("build", "--form", "国家2091"), "国家2091"),
        (("build", "--format", "doc"), "没有“doc”这种格式"),
        (("build", "--domain", "天象"), "“天象”"),
        (("verify", "不存在"), "不存在"),
        (("build", "--county", ""), "--county"),
    ],
)
def test_wrong_usage_of_other_commands(workspace: Path, gwcat: Run, arguments: tuple[str, ...], message: str) -> None:
    done = gwcat(*arguments, cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "改法：" in done.stderr


def test_a_build_with_errors_has_findings(workspace: Path, gwcat: Run) -> None:
    write_files(workspace, {CATALOGUE_PATH: "领域: [\n"})
    done = gwcat("build", cwd=workspace)
    assert done.returncode == 1
    assert "GW005" in done.stdout
    assert not (workspace / "dist").exists()
