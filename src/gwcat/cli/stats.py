"""`gwcat stats`: how many items a region has, along every axis."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, workspace_option
from gwcat.source.workspace import Workspace

_FORMATS = ["text", "json", "html", "svg"]
_SUFFIXES = {".txt": "text", ".json": "json", ".html": "html", ".svg": "svg"}


@command_line
@county_option
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default=None, help="输出格式；缺省看 --out 的后缀，没有就是 text。"
)
@click.option("--out", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件；缺省输出到屏幕。")
@workspace_option
@quiet_option
def command(county: str, form: str | None, out: Path | None, workspace: Path, quiet: bool) -> int:
    """统计一个地区的事项：各领域、单位、层级、渠道、方式、对象、时限各有多少，依据的位阶如何。

    例：gwcat stats --county 宜丰

    例：gwcat stats --county 宜丰 --out 统计.html
    """
    from gwcat.tasks.stats import stats, stats_file

    kind = form or _kind(out)
    found = Workspace.find(workspace)
    overview, remarks = stats(found, one_county(found, county))
    for remark in remarks:
        click.echo(visible(f"注意：{remark}", ""), err=True)
    data = stats_file(found, overview, kind)
    if out is None:
        click.echo(data.decode(), nl=False)
        return 0
    from gwcat.filing.swap import write_file

    write_file(out, data)
    if not quiet:
        click.echo(visible(f"已写入 {out}"), err=True)
    return 0


def _kind(out: Path | None) -> str:
    """The format that the name of a file asks for."""
    if out and out.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(f"从“{out}”的后缀看不出格式，请加 --format，或用 {'、'.join(_SUFFIXES)}。")
    return _SUFFIXES[out.suffix.lower()] if out else "text"
