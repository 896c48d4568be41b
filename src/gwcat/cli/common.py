"""What several commands share: options, the workspace, colour, lists separated by commas."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from gwcat.base.errors import GwcatError
from gwcat.base.width import visible
from gwcat.source.workspace import Workspace

Function = TypeVar("Function", bound=Callable[..., Any])


def workspace_option(function: Function) -> Function:
    """`--workspace DIR`: where to look for the folder with catalogs/."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        default=Path("."),
        metavar="文件夹",
        help="项目所在的文件夹；缺省从当前文件夹往上找 catalogs/。",
    )(function)


def county_option(function: Function) -> Function:
    """`--county 名称`: one region; may be left out where there is only one."""
    return click.option("--county", default="", metavar="名称", help="哪个地区；只有一个地区时可以不写。")(function)


def one_county(workspace: Workspace, name: str) -> str:
    """The folder of the region of that name, or of the only one. Raises GwcatError if it is not clear which."""
    if name:
        return workspace.resolve(name)
    folders = workspace.filing_regions()
    if len(folders) == 1:
        return folders[0]
    if not folders:
        raise GwcatError("还没有地区。", hint="请先建立 catalogs/<简称>/region.yaml，或运行 gwcat init。")
    raise GwcatError("没有写是哪个地区。", hint=f"请加上 --county 名称；已有：{'、'.join(folders[:8])}。")


def quiet_option(function: Function) -> Function:
    """`--quiet`: results only."""
    return click.option("-q", "--quiet", is_flag=True, help="只输出结果，不显示进度和说明。")(function)


def comma_separated(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--domain 甲,乙 --domain 丙` as three names; Chinese separators count too."""
    names = (name.strip() for value in values for name in value.replace("，", ",").replace("、", ",").split(","))
    found = tuple(dict.fromkeys(name for name in names if name))
    if values and not found:
        raise click.BadParameter("不能空着。")
    return found


def at_least_one(_: click.Context, __: click.Parameter, number: int | None) -> int | None:
    """A whole number from 1."""
    if number is not None and number < 1:
        raise click.BadParameter("应为不小于 1 的整数。")
    return number


def day_option(_: click.Context, __: click.Parameter, words: str | None) -> date | None:
    """A day: 2026-01-31."""
    if words is None:
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise click.BadParameter("应写成 2026-01-31 这样的日期。") from None
    if not 1950 <= day.year < 2200:
        raise click.BadParameter("应在 1950 年和 2199 年之间。")
    return day


def written_to(path: Path | None, suffixes: Mapping[str, str]) -> str:
    """The format that the name of a file asks for, by format and suffix; the first format without a file."""
    kinds = {f".{suffix}": name for name, suffix in suffixes.items()}
    if path and path.suffix.lower() not in kinds:
        raise click.UsageError(f"从“{path}”的后缀看不出格式，请加 --format，或用 {'、'.join(kinds)}。")
    return kinds[path.suffix.lower()] if path else next(iter(suffixes))


def deliver(workspace: Workspace, short_name: str, name: str, data: bytes, suffix: str, output: Path | None) -> None:
    """Hand a result over: text to standard output unless a file is named, all else to a file, whose path is said."""
    from gwcat.base.names import safe_name
    from gwcat.filing.swap import write_file

    if output is None and suffix in ("txt", "json"):
        click.echo(data.decode(), nl=False)
        return
    path = output or workspace.root / "dist" / safe_name(short_name) / f"{name}.{suffix}"
    write_file(path, data)
    shown = path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
    click.echo(visible(str(shown), ""))


def complain(fault: GwcatError) -> int:
    """Say a fault on standard error; returns its exit code."""
    return say_fault(fault.message, f"位置：{fault.place}" if fault.place else "", fault.hint, fault.exit_code)


def say_fault(message: str, place: str, hint: str, code: int) -> int:
    """Say on standard error what is wrong, where, and what to do; returns `code`."""
    text = "\n".join(filter(None, (f"错误：{message}", place, f"改法：{hint}" if hint else "")))
    click.echo(visible(text), err=True)
    return code


def wants_colour() -> bool:
    """Colour on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def source_lines(workspace: Workspace) -> Callable[[str], list[str]]:
    """Lines of a source file for excerpts, each file read once; nothing if it is not text."""
    from gwcat.source.text import Refused, read_text, split_lines

    known: dict[str, list[str]] = {}

    def lines(path: str) -> list[str]:
        if path not in known:
            try:
                known[path] = list(split_lines(read_text(workspace.root / path)))
            except Refused as refusal:
                known[path] = list(split_lines(refusal.text)) if refusal.text else []
        return known[path]

    return lines
