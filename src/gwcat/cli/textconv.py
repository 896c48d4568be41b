"""`gwcat textconv`: an office file as text, for `git diff`."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line


@command_line
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
def command(file: Path) -> int:
    """把 XLSX、DOCX 变成文字：目录逐个事项列出各要素，别的表逐行列出，供 git diff 比较。

    项目里运行一次：git config diff.gwcat.textconv "gwcat textconv"

    .gitattributes 里要有 *.xlsx diff=gwcat 和 *.docx diff=gwcat，gwcat init 建的项目里已经写好。

    例：gwcat textconv 总目录.xlsx
    """
    from gwcat.tasks.textconv import office_text

    click.echo(visible(office_text(file, Path.cwd()), keep="\n"), nl=False)
    return 0
