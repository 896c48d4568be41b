"""Where output goes and in which form: pipes, terminals, closed and full streams, other encodings."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import CATALOGUE_PATH, Run, write_files
from items import with_lines

_ANSI = re.compile(r"\x1b\[")


@pytest.fixture
def faulty(workspace: Path) -> Path:
    """A workspace with one error."""
    return write_files(workspace, {CATALOGUE_PATH: with_lines("公开对象: 群众")})


def on_terminal(command: list[str], cwd: Path, env: Mapping[str, str]) -> str:
    """What a command writes to its standard output when that is a terminal."""
    here, there = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm-256color", **env}
    surroundings = {name: value for name, value in surroundings.items() if name != "NO_COLOR" or value}
    with subprocess.Popen(
        command, cwd=cwd, env=surroundings, stdout=there, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as process:
        os.close(there)
        parts = []
        while part := _read(here):
            parts.append(part)
        process.wait(timeout=60)
    os.close(here)
    return b"".join(parts).decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


# Colour


@pytest.mark.parametrize(
    "arguments", [("validate",), ("validate", "--format", "concise"), ("rule",), ("rule", "GW101"), ("--help",), ("nothing",)]
)
def test_no_colour_in_pipes(faulty: Path, gwcat: Run, arguments: tuple[str, ...]) -> None:
    done = gwcat(*arguments, cwd=faulty, env={"TERM": "xterm-256color", "FORCE_COLOR": "1"})
    assert not _ANSI.search(done.stdout + done.stderr)


def test_colour_on_a_terminal(faulty: Path, program: str) -> None:
    text = on_terminal([program, "validate"], faulty, {"NO_COLOR": ""})
    assert "\x1b[31m错误 GW302\x1b[0m" in text


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb", "NO_COLOR": ""}], ids=["NO_COLOR", "dumb"])
def test_no_colour_where_it_is_not_wanted(faulty: Path, program: str, env: dict[str, str]) -> None:
    text = on_terminal([program, "validate"], faulty, env)
    assert "GW302" in text
    assert not _ANSI.search(text)


def test_json_has_no_colour_even_on_a_terminal(faulty: Path, program: str) -> None:
    assert not _ANSI.search(on_terminal([program, "validate", "--format", "json"], faulty, {"NO_COLOR": ""}))


# Encodings


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
    ],
    ids=["C", "POSIX", "ascii", "gbk", "C and ascii", "utf-16"],
)
@pytest.mark.parametrize("arguments", [("validate",), ("validate", "--county", "莒男"), ("--help",)])
def test_output_is_utf_8_whatever_the_surroundings_say(
    faulty: Path, gwcat: Run, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    usual, other = gwcat(*arguments, cwd=faulty), gwcat(*arguments, cwd=faulty, env=env)
    assert (other.returncode, other.stdout, other.stderr) == (usual.returncode, usual.stdout, usual.stderr)


# Streams that end early


def run_into(stdout: int, command: list[str], cwd: Path) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60, check=False
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("arguments", [("rule",), ("rule", "--format", "markdown"), ("--help",), ("--version",), ("validate",)])
def test_a_reader_that_went_away_is_no_fault(faulty: Path, program: str, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code, stderr = run_into(writing, [program, *arguments], faulty)
    os.close(writing)
    assert code == 0
    assert not re.search("Traceback|Exception|BrokenPipe|错误：", stderr)


@pytest.mark.parametrize("arguments", [("rule",), ("--help",), ("--version",), ("validate",)])
def test_a_full_disk_behind_the_output_is_said(faulty: Path, program: str, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, stderr = run_into(full.fileno(), [program, *arguments], faulty)
    assert code == 3
    assert "磁盘已满" in stderr
    assert not re.search("Traceback|Exception", stderr)


@pytest.mark.parametrize("stream", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("arguments", [("--version",), ("rule",), ("validate",), ("nothing",)])
def test_a_closed_stream_is_no_bug(faulty: Path, program: str, arguments: tuple[str, ...], stream: str) -> None:
    command = ["sh", "-c", f'exec "$0" "$@" {stream}', program, *arguments]
    done = subprocess.run(command, cwd=faulty, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stdout + done.stderr


def test_output_ends_with_a_line_break(faulty: Path, gwcat: Run) -> None:
    for arguments in (
        ("validate",),
        ("validate", "--format", "json"),
        ("validate", "--format", "concise"),
        ("rule",),
        ("rule", "GW101"),
        ("--help",),
    ):
        assert gwcat(*arguments, cwd=faulty).stdout.endswith("\n")
