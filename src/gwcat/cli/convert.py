"""`gwcat convert`: a catalogue in another official form, and what it loses there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import (
    comma_separated,
    complain,
    county_option,
    one_county,
    quiet_option,
    source_lines,
    wants_colour,
    workspace_option,
)
from gwcat.source.workspace import Workspace


@command_line
@county_option
@click.option("--to", "form", default="", metavar="样表", help="改编成哪种样表，如 国家2019；必须写。")
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="领域", help="只改编这些领域。")
@click.option("--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="只改编这些单位。")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件夹", help="输出到哪里；缺省为项目里的 dist/。")
@click.option("--draft", is_flag=True, help="有错误也改编成草稿。")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="损失报告的格式；缺省 text。")
@workspace_option
@quiet_option
def command(
    county: str,
    form: str,
    domains: tuple[str, ...],
    units: tuple[str, ...],
    out: Path | None,
    draft: bool,
    style: str,
    workspace: Path,
    quiet: bool,
) -> int:
    """把目录改编成另一种样表，并报告损失：哪些事项的哪些要素没有栏目，哪些栏目因此空着。

    源文件不改；表格写在 dist/简称/版本-样表/ 里，逐项的损失见其中的转换报告。

    例：gwcat convert --county 莒南 --to 国家2019
    """
    from gwcat.filing.selection import Selection
    from gwcat.report.build import refused
    from gwcat.report.convert import loss_json, loss_text
    from gwcat.tasks.build import build_region
    from gwcat.tasks.options import BuildOptions

    if not form:
        raise click.UsageError("没有写改编成哪种样表，请加上 --to 样表。")
    found = Workspace.find(workspace)
    folder = one_county(found, county)
    options = BuildOptions(found.root, (out or found.root / "dist").absolute(), Selection(domains, units, form))
    result = build_region(folder, replace(options, draft=draft, convert=True, formats=("xlsx", "docx")))
    if result.fault is not None:
        return complain(result.fault)
    if result.package is None or result.losses is None:
        colour = wants_colour()
        click.echo(refused(result, source_lines(found), colour=colour), nl=False, color=colour)
        return 1
    if style == "json":
        click.echo(json.dumps(loss_json(result.losses, result.region, str(result.package)), ensure_ascii=False, indent=1))
    else:
        click.echo(loss_text(result.losses), nl=False)
    if not quiet:
        click.echo(f"已写入 {result.package}/（{result.files} 个文件）", err=True)
    return 0
