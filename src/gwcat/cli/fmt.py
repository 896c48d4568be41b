"""`gwcat fmt`: source files in the canonical layout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import comma_separated, complain, quiet_option, workspace_option
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.tasks.fmt import Formatted


@command_line
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@click.option("--county", "counties", multiple=True, callback=comma_separated, metavar="名称", help="只整理这个地区；可写多个。")
@click.option("--check", is_flag=True, help="只检查，不改文件；有需要整理的，退出码为 1。")
@click.option("--diff", is_flag=True, help="只显示会怎么改，不改文件。")
@workspace_option
@quiet_option
def command(paths: tuple[Path, ...], counties: tuple[str, ...], check: bool, diff: bool, workspace: Path, quiet: bool) -> int:
    """把目录源文件整理成统一的写法：键的顺序、缩进、引号、换行。注释和内容不变，再整理一次不再有变化。

    不写路径就整理所有地区。读不出来的文件不动，列出来，退出码为 1。

    例：gwcat fmt --county 莒南 --diff
    """
    from gwcat.tasks.fmt import format_files

    found = Workspace.find(paths[0] if paths and workspace == Path(".") and paths[0].exists() else workspace)
    result = format_files(found, counties, paths, write=not (check or diff))
    for path, difference in result.diffs.items():
        if diff:
            click.echo(visible(difference, "\n\t") if sys.stdout.isatty() else difference, nl=False)
        else:
            click.echo(f"{visible(path, '')}: {'需要整理' if check else '已整理'}")
    _tell_skipped(result)
    if not quiet:
        click.echo(_sentence(result, written=not (check or diff)), err=True)
    return 1 if result.skipped or (check and result.diffs) else 0


def _tell_skipped(result: Formatted) -> None:
    from gwcat.report.text import concise_report

    click.echo(concise_report(result.unread), nl=False, err=True)
    for fault in result.faults:
        complain(fault)


def _sentence(result: Formatted, *, written: bool) -> str:
    changed = f"{'整理了' if written else '需要整理'} {len(result.diffs)} 个" if result.diffs else "没有需要整理的"
    skipped = f"，跳过 {result.skipped} 个，没有改动；请先按 gwcat validate 的提示改正" if result.skipped else ""
    return f"看了 {result.files} 个文件：{changed}{skipped}。"
