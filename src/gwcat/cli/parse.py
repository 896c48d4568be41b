"""`gwcat parse`: how a text was understood."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from gwcat.base.errors import GwcatError
from gwcat.cli.chinese import command as command_line

VERSION = 1


def _deadline(text: str) -> dict[str, Any]:
    from gwcat.language.deadline_record import record

    return record(text)


def _citation(text: str) -> dict[str, Any]:
    from gwcat.language.citation import as_json

    return as_json(text)


# kind of text -> what was understood, or {"reason", "column", "end_column"}
KINDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "deadline": _deadline,
    "citation": _citation,
}


@command_line
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="种类")
@click.argument("texts", nargs=-1, metavar="[文字]…")
def command(kind: str, texts: tuple[str, ...]) -> int:
    """读一段文字，用 JSON 说明读出了什么、规范的写法是什么；读不懂的说明为什么、在第几个字。

    种类：deadline 是公开时限，citation 是公开依据。每段文字输出一行；不写文字或者写 - 就从标准输入读，每行一段。

    有读不懂的，退出码为 1。

    例：gwcat parse deadline 信息形成（变更）20个工作日内
    """
    code = 0
    for text in _sources(texts):
        understood = KINDS[kind](text)
        line = json.dumps({"version": VERSION, "kind": kind, "input": text, **understood}, ensure_ascii=False)
        click.echo(line if line.isprintable() else json.dumps(json.loads(line)))
        code = max(code, int("reason" in understood or bool(understood.get("unparsed"))))
    return code


def _sources(texts: tuple[str, ...]) -> Iterator[str]:
    """The texts of the command line; for none and for `-` the lines of standard input."""
    stream = getattr(sys, "stdin", None)
    if not texts and (stream is None or stream.isatty()):
        raise click.UsageError("没有写要读的文字。")
    for text in texts or ("-",):
        if text == "-" and stream is not None:
            yield from _lines(stream.buffer)
        else:
            yield text


def _lines(stream: Iterator[bytes]) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise GwcatError("标准输入不是 UTF-8 编码。", place=f"第 {number} 行", hint="请先转换为 UTF-8 编码。") from error
        if text.strip():
            yield text
