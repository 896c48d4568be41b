"""`gwcat parse deadline`, as installed."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from conftest import Run


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_what_was_understood(gwcat: Run) -> None:
    done = gwcat("parse", "deadline", "自信息形成或变更之日起２０个工作日内，法律法规另有规定的除外")
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done.stdout) == [
        {
            "version": 1,
            "kind": "deadline",
            "input": "自信息形成或变更之日起２０个工作日内，法律法规另有规定的除外",
            "canonical": "自信息形成或者变更之日起20个工作日内，法律、法规另有规定的，从其规定",
            "clauses": [
                {
                    "trigger": "信息形成或者变更",
                    "relation": "起",
                    "limit": {"number": 20, "unit": "工作日"},
                    "fallback": "法律、法规",
                    "column": 1,
                    "end_column": 19,
                }
            ],
        }
    ]


def test_what_was_not(gwcat: Run) -> None:
    done = gwcat("parse", "deadline", "每年1月31日前", "20个工作日内，尽快公开")
    assert (done.returncode, done.stderr) == (1, "")
    understood, unclear = lines(done.stdout)
    assert understood["clauses"][0]["by"] == {"month": 1, "day": 31}
    assert unclear == {
        "version": 1,
        "kind": "deadline",
        "input": "20个工作日内，尽快公开",
        "reason": "“尽快”没有说明期限",
        "column": 9,
        "end_column": 11,
    }


def piped(program: str, data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        [program, "parse", "deadline", *arguments], input=data, env=surroundings, capture_output=True, timeout=300, check=False
    )


def test_lines_of_standard_input(program: str) -> None:
    data = "\ufeff及时公开\r\n\n 20 个工作日内\n尽快".encode()
    for arguments in ((), ("-",)):
        done = piped(program, data, *arguments)
        assert (done.returncode, done.stderr) == (1, b"")
        assert [found["input"] for found in lines(done.stdout.decode())] == ["及时公开", " 20 个工作日内", "尽快"]


def test_standard_input_that_is_no_text(program: str) -> None:
    done = piped(program, "及时公开\n".encode() + b"\xff\n")
    assert done.returncode == 2
    assert "标准输入不是 UTF-8 编码。" in done.stderr.decode()
    assert "第 2 行" in done.stderr.decode()


def test_nothing_to_read(gwcat: Run, program: str) -> None:
    assert (gwcat("parse", "deadline").returncode, gwcat("parse", "deadline").stdout) == (0, "")
    closed = subprocess.run(["sh", "-c", f"'{program}' parse deadline <&-"], capture_output=True, timeout=300, check=False)
    assert closed.returncode == 2
    assert "没有写要读的文字。" in closed.stderr.decode()


def test_an_unknown_kind(gwcat: Run) -> None:
    done = gwcat("parse", "期限", "及时公开")
    assert (done.returncode, done.stdout) == (2, "")
    assert "参数 种类的值不对：可以用 deadline" in done.stderr


def test_odd_signs_reach_every_decoder(gwcat: Run) -> None:
    done = gwcat("parse", "deadline", "及时\x1b公开\u200e")
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert lines(done.stdout)[0]["input"] == "及时\x1b公开\u200e"
