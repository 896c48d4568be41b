"""`gwcat resolve`: catalogues with everything that they adopt from above."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, workspace_option
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.source.loading import CatalogueFile


@command_line
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@county_option
@click.option("--origins", is_flag=True, help="在每个值后面注明它写在哪个文件的哪一行哪一列。")
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", help="输出格式；缺省 yaml。")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件夹", help="写成文件，按 领域/单位.yaml 存放；缺省输出到屏幕。"
)
@click.option("--accept", "accepted", is_flag=True, help="登记：上级事项的现状已经看过，此后再有变化才提示。")
@workspace_option
@quiet_option
def command(
    paths: tuple[Path, ...], county: str, origins: bool, form: str, out: Path | None, accepted: bool, workspace: Path, quiet: bool
) -> int:
    """把采用的上级事项都展开，输出完整的目录源文件；或者登记上级的变化已经看过。

    例：gwcat resolve --county 宜丰 --origins

    例：gwcat resolve --county 宜丰 --accept
    """
    from gwcat.adopt.plain import plain_source, resolved_json
    from gwcat.tasks.resolve import accept, resolved

    if accepted and (paths or out or origins):
        raise click.UsageError("--accept 登记整个地区，不和路径、--out、--origins 一起用。")
    found = Workspace.find(workspace)
    region, entries = resolved(found, one_county(found, county), paths)
    if accepted:
        path, count, changed = accept(found, region)
        if not quiet:
            words = f"已登记 {count} 个上级事项：{path}" if changed else f"没有变化：{path}" if count else "没有采用上级的事项。"
            click.echo(words, err=True)
        return 0
    if form == "json":
        click.echo(json.dumps(resolved_json(region, entries), ensure_ascii=False, indent=1))
        return 0
    if out is not None:
        return _write(out, entries, origins=origins, quiet=quiet)
    for number, entry in enumerate(entries):
        head = ("\n" if number else "") + f"# {entry.file.path}\n" if len(entries) > 1 else ""
        click.echo(head + plain_source(entry, origins=origins), nl=False)
    return 0


def _write(out: Path, entries: list[CatalogueFile], *, origins: bool, quiet: bool) -> int:
    from gwcat.adopt.plain import plain_source
    from gwcat.base.names import safe_name
    from gwcat.filing.swap import write_file

    for entry in entries:
        path = out / safe_name(entry.domain_folder) / f"{safe_name(entry.unit_name or entry.domain_folder)}.yaml"
        write_file(path, plain_source(entry, origins=origins).encode())
        click.echo(str(path))
    return 0
