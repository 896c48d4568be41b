"""`gwcat collect`: the workbook that a unit fills in."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import comma_separated, county_option, one_county, quiet_option, workspace_option
from gwcat.source.workspace import Workspace


@command_line
@county_option
@click.option("--unit", default="", metavar="名称", help="给哪个单位的；必须写。")
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="名称", help="只要这个领域；可写多个。")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, metavar="文件", help="写到哪个文件或文件夹；缺省写在当前文件夹。"
)
@workspace_option
@quiet_option
def command(county: str, unit: str, domains: tuple[str, ...], out: Path | None, workspace: Path, quiet: bool) -> int:
    """生成一个单位的填报表（XLSX）：现有事项逐条列出，供单位核对、改动、增减。

    单位填好退回后，用 gwcat import 导入：只改他们改过的地方。
    """
    from gwcat.tasks.collect import collect

    if not unit:
        raise click.UsageError("没有写是给哪个单位的，请加 --unit 名称。")
    found = Workspace.find(workspace)
    collected = collect(found, one_county(found, county), unit, domains, out)
    click.echo(str(collected.path))
    if not quiet:
        parts = "、".join(f"{domain} {items} 项" for domain, items in collected.sheets)
        click.echo(f"{collected.unit}：{parts}。填好退回后运行 gwcat import {collected.path.name}", err=True)
    return 0
