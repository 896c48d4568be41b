"""`gwcat flow`: flow charts as Word, SVG or PNG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from gwcat.base.errors import GwcatError
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import quiet_option, source_lines, wants_colour, workspace_option
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.source.flows import FlowFile
    from gwcat.tasks.flow import Format

_FORMATS = ("docx", "svg", "png")


@command_line
@click.argument("name", required=False, default="", metavar="[名称]")
@click.option("--county", default="", metavar="名称", help="哪个地区的流程图；责任换成那里的单位，适用的日期按那里的基准日。")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="docx", help="输出格式；缺省 docx。")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件或文件夹",
    help="写到哪里；缺省为当前文件夹，用图的标题命名。",
)
@workspace_option
@quiet_option
def command(name: str, county: str, form: str, out: Path | None, workspace: Path, quiet: bool) -> int:
    """画政务公开工作流程图。Word 里是可以修改的图形，连接线粘在图形上。

    写名称就画那一张；只写 --county 就画这个地区公开的各张；都不写就列出可以画的。流程图是 YAML 文件，在地区的
    流程/ 文件夹、项目的 templates/flows/ 里，或者是自带的。

    例：gwcat flow 依申请公开 --format svg
    """
    from gwcat.tasks.flow import draw_flows, known_flows, write_flows
    from gwcat.tasks.stamp import stamp_from_environment

    found = Workspace.find(workspace)
    folder = found.resolve(county) if county else ""
    if not name and not folder:
        return _list(known_flows(found, folder))
    drawn = draw_flows(found, folder, name, cast("Format", form), stamp_from_environment())
    if drawn.findings and (drawn.refused or not quiet):
        from gwcat.report.text import text_report

        colour = wants_colour()
        click.echo(text_report(drawn.findings, source_lines(found), colour=colour), nl=False, err=True, color=colour)
    if drawn.refused:
        click.echo("流程图有错误，没有画。", err=True)
        return 1
    single = out is not None and out.suffix.lower() == f".{form}" and not out.is_dir()
    if single and len(drawn.files) > 1:
        raise GwcatError(f"有 {len(drawn.files)} 张图，写不进一个文件。", hint="--out 请写一个文件夹。")
    for path in write_flows(drawn, out or Path("."), file=single):
        click.echo(str(path))
    return 0


def _list(flows: Sequence[FlowFile]) -> int:
    """The flows that can be drawn, as a table."""
    from gwcat.report.columns import columns

    rows = [
        (
            entry.name,
            entry.flow.title,
            " — ".join((entry.flow.since, entry.flow.until)).strip() if entry.flow.since or entry.flow.until else "",
            entry.file.path if entry.inside else "自带",
            str(len(entry.flow.steps)),
        )
        for entry in flows
    ]
    for line in columns(("名称", "标题", "适用", "来源", "步骤"), rows, right=1):
        click.echo(line)
    return 0
