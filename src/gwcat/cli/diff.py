"""`gwcat diff`: what changed between two versions, in the field's own terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import quiet_option, wants_colour, workspace_option

if TYPE_CHECKING:
    from gwcat.tasks.diff import Comparison, DiffOptions

_SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "xlsx": "xlsx", "docx": "docx", "html": "html"}
_ON_PAPER = ("xlsx", "docx", "html")


@command_line
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="[新版]", default="")
@click.option("--county", default="", metavar="名称", help="只比哪个地区；不写就比所有地区。")
@click.option(
    "--format", "form", type=click.Choice(list(_SUFFIXES)), default=None, help="输出格式；缺省看 --output 的后缀，没有就是 text。"
)
@click.option("--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件；xlsx、docx、html 必须写。")
@click.option(
    "--papers",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="另外写出调整材料：各单位的调整申请表、调整对照表、调整情况说明，放在其中的 internal/调整材料/。",
)
@click.option("-v", "--verbose", is_flag=True, help="仅排版、内部登记、调序的也逐项列出。")
@workspace_option
@quiet_option
def command(
    old: str,
    new: str,
    county: str,
    form: str | None,
    output: Path | None,
    papers: Path | None,
    verbose: bool,
    workspace: Path,
    quiet: bool,
) -> int:
    """比较目录的两个版本：新增、取消、变更、更名、移动了哪些事项，是本级改的还是上级变的。

    旧版、新版可以是 git 版本（标签、HEAD~3、提交号）、项目文件夹、一个地区的文件夹、一个 YAML 文件，或者编译出来的 XLSX、DOCX、
    材料文件夹。不写新版，就同现在的文件比。没有变化退出码为 0，有变化为 1。

    例：gwcat diff HEAD~1

    例：gwcat diff 2020.1 2021.1 --county 宜丰 --papers 调整
    """
    from gwcat.tasks.diff import DiffOptions, compare

    kind = form or _kind(output)
    if kind in _ON_PAPER and output is None:
        raise click.UsageError(f"{kind} 格式要写到文件里，请加 --output 文件.{_SUFFIXES[kind]}。")
    options = DiffOptions(old, new, county, workspace)
    found = compare(options)
    if papers is not None:
        _write_papers(found, options, papers, quiet=quiet)
    if output is not None:
        _write(found, options, kind, output)
        if not quiet:
            _say_summary(found)
    else:
        _show(found, kind, verbose=verbose)
    return 0 if found.equal else 1


def _kind(output: Path | None) -> str:
    """The format that the name of a file asks for."""
    kinds = {f".{suffix}": name for name, suffix in _SUFFIXES.items()}
    if output and output.suffix.lower() not in kinds:
        raise click.UsageError(f"从“{output}”的后缀看不出格式，请加 --format，或用 {'、'.join(kinds)}。")
    return kinds[output.suffix.lower()] if output else "text"


def _show(found: Comparison, kind: str, *, verbose: bool) -> None:
    from gwcat.tasks.diff import difference_text

    click.echo(difference_text(found, kind, colour=kind == "text" and wants_colour(), verbose=verbose), nl=False, color=True)


def _write(found: Comparison, options: DiffOptions, kind: str, output: Path) -> None:
    from gwcat.filing.swap import write_file
    from gwcat.tasks.diff import difference_file

    write_file(output, difference_file(found, options, kind))
    click.echo(visible(str(output), ""))


def _write_papers(found: Comparison, options: DiffOptions, folder: Path, *, quiet: bool) -> None:
    from gwcat.tasks.papers import write_papers

    written = write_papers(found, options, folder)
    for path in written:
        click.echo(visible(str(path), ""), err=True)
    if not written and not quiet:
        click.echo("没有公众看得到的变化，没有要写的调整材料。", err=True)


def _say_summary(found: Comparison) -> None:
    from gwcat.report.diff import summary

    for one in found.differences:
        click.echo(visible(f"{one.region or one.folder}：{summary(one)}", ""), err=True)
