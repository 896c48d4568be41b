"""`gwcat trace`: from a delivered cell to the source."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import workspace_option
from gwcat.source.workspace import Workspace


@command_line
@click.argument("address", metavar="文件!单元格")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式；缺省 text。")
@workspace_option
def command(address: str, form: str, workspace: Path) -> int:
    """追查备案材料里的一格：来自哪个文件的哪一行哪一列，经过哪些采用和调整。

    例：gwcat trace 'dist/…/分领域/社会救助.xlsx!F6'

    DOCX 和 HTML 里的一格写成“表几:R行C列”，表头也算行：gwcat trace 'dist/…/总目录.docx!表2:R5C4'
    """
    from gwcat.report.trace import trace_json, trace_text
    from gwcat.tasks.trace import trace

    traced = trace(Workspace.find(workspace), address)
    if form == "json":
        click.echo(json.dumps(trace_json(traced), ensure_ascii=False, indent=1))
        return 0
    click.echo(visible(trace_text(traced)))
    if traced.stale:
        click.echo("注意：源文件在编译之后改过，以上是按现在的源文件追查的。", err=True)
    return 0
