"""`gwcat validate`: all findings of all files in one run."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import comma_separated, quiet_option, source_lines, wants_colour, workspace_option
from gwcat.source.workspace import Workspace


@command_line
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@click.option("--county", "counties", multiple=True, callback=comma_separated, metavar="名称", help="只校验这个地区；可写多个。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    help="输出格式：text 带原文（缺省）、concise 一行一条、json 供程序读。",
)
@click.option("--strict", is_flag=True, help="有警告也算不通过（退出码 1）。")
@workspace_option
@quiet_option
def command(paths: tuple[Path, ...], counties: tuple[str, ...], form: str, strict: bool, workspace: Path, quiet: bool) -> int:
    """校验目录源文件，一次列出所有问题：在哪一行哪一列、什么问题、怎么改。

    不写路径就校验所有地区。有错误时退出码为 1；只有警告时为 0，加 --strict 则为 1。
    """
    from gwcat.tasks.check import check_paths

    found = Workspace.find(paths[0] if paths and workspace == Path(".") and paths[0].exists() else workspace)
    findings, summary = check_paths(found, counties, paths)
    if form == "json":
        from gwcat.report.json import json_report

        click.echo(json_report(findings, summary), nl=False)
    else:
        from gwcat.report.text import concise_report, text_report

        colour = wants_colour()
        text = concise_report(findings) if form == "concise" else text_report(findings, source_lines(found), colour=colour)
        click.echo(text, nl=False, color=colour)
        if not quiet:
            click.echo(summary.sentence(), err=True)
            if findings:
                click.echo("用 gwcat rule <规则编号> 查看为什么和怎么改。", err=True)
    return 1 if summary.errors or (strict and summary.warnings) else 0
