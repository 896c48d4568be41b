"""`gwcat merge-driver`: what git runs to merge two changes of a source file."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import at_least_one

_FILE = click.Path(path_type=Path)
_SHOWN = 10


@command_line
@click.argument("old", type=_FILE, metavar="原来的文件")
@click.argument("ours", type=_FILE, metavar="本方的文件")
@click.argument("theirs", type=_FILE, metavar="对方的文件")
@click.argument("path", default="", metavar="[路径]")
@click.option("--marker-size", type=int, default=7, callback=at_least_one, metavar="个数", help="冲突标记有几个字符；缺省 7。")
def command(old: Path, ours: Path, theirs: Path, path: str, marker_size: int) -> int:
    """供 git 合并目录源文件：逐个事项、逐个要素地合并，两边改了同一处的留下冲突标记；结果写进本方的文件。

    先登记：git config merge.gwcat.driver "gwcat merge-driver %O %A %B %P"，.gitattributes 里写 *.yaml merge=gwcat。
    """
    from gwcat.tasks.merge import MergeOptions, merge_in_place

    name = path or str(ours)
    result = merge_in_place(MergeOptions(old, ours, theirs, name, marker_size))
    if result.reason:
        click.echo(visible(f"{name}：不能逐项合并，已按行合并。{result.reason}", ""), err=True)
    for remark in result.remarks:
        click.echo(visible(f"{name}：{remark}", ""), err=True)
    for clash in result.clashes[:_SHOWN]:
        click.echo(visible(f"{name}：两边都改了 {clash}", ""), err=True)
    if len(result.clashes) > _SHOWN:
        click.echo(f"{name}：……一共 {len(result.clashes)} 处。", err=True)
    return 1 if result.conflict else 0
