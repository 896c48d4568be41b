"""`gwcat resolve`: catalogues with everything that they adopt from above."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.errors import GwcatError
from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, say_fault, workspace_option
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.adopt.resolve import ResolvedRegion
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
    if form == "json" and (accepted or out or origins):
        raise click.UsageError("--format json 本来就有每个值的出处，不和 --out、--origins、--accept 一起用。")
    found = Workspace.find(workspace)
    region, entries = resolved(found, one_county(found, county), paths)
    if accepted:
        path, count, changed = accept(found, region)
        if not quiet:
            words = f"已登记 {count} 个上级事项：{path}" if changed else f"没有变化：{path}" if count else "没有采用上级的事项。"
            click.echo(words, err=True)
        return 0
    whole = [entry for entry in entries if not _complain(region, entry)]
    code = 0 if len(whole) == len(entries) else 1
    if form == "json":
        click.echo(json.dumps(resolved_json(region, whole), ensure_ascii=False, indent=1))
    elif out is not None:
        _write(out, whole, origins=origins)
    else:
        for number, entry in enumerate(whole):
            head = ("\n" if number else "") + f"# {visible(entry.file.path, '')}\n" if len(entries) > 1 else ""
            click.echo(head + plain_source(entry, origins=origins), nl=False)
    return code


def _complain(region: ResolvedRegion, entry: CatalogueFile) -> bool:
    """Whether a catalogue cannot be resolved; if so, say why."""
    adopted = region.adoptions.get(entry.file.path)
    problem = adopted.broken if adopted else None
    if entry.file.readable and problem is None:
        return False
    message = problem.message if problem else "这份目录读不出来，没有展开。"
    say_fault(message, f"位置：{entry.file.path}", problem.help if problem else "请先运行 gwcat validate，按所列问题改正。", 1)
    return True


def _write(out: Path, entries: list[CatalogueFile], *, origins: bool) -> None:
    """Write each catalogue to 领域/单位.yaml. Raises GwcatError, with nothing written, if two would share a name."""
    from gwcat.adopt.plain import plain_source
    from gwcat.base.names import safe_name
    from gwcat.filing.swap import write_file

    files: dict[str, CatalogueFile] = {}
    for entry in entries:
        path = out / safe_name(entry.domain_folder) / f"{safe_name(entry.unit_name or entry.domain_folder)}.yaml"
        if (other := files.setdefault(str(path), entry)) is not entry:
            words = f"{other.file.path} 和 {entry.file.path} 会写成同一个文件。"
            raise GwcatError(words, place=str(path), hint="请给其中一个文件改名，或一次只展开一个。")
    for name, entry in files.items():
        write_file(Path(name), plain_source(entry, origins=origins).encode())
        click.echo(name)
