"""`gwcat site`: the static site."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import (
    comma_separated,
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
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件夹", help="写到哪里；缺省为项目里的 site/。")
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=comma_separated,
    metavar="格式",
    help="附哪些格式的表格供下载，用逗号隔开；缺省 xlsx,docx。",
)
@click.option("--no-downloads", "bare", is_flag=True, help="不附表格。")
@click.option(
    "--since",
    default=None,
    metavar="旧版",
    help="另列出旧版以来的变化；旧版是 git 版本、项目或地区的文件夹、编译出来的材料文件夹，同 gwcat diff。",
)
@click.option("--draft", is_flag=True, help="有错误也生成，每页注明是草稿。")
@workspace_option
@quiet_option
def command(
    county: str,
    out: Path | None,
    formats: tuple[str, ...],
    bare: bool,
    since: str | None,
    draft: bool,
    workspace: Path,
    quiet: bool,
) -> int:
    """生成可以检索的静态网站：把文件夹原样放到网站上，或者直接打开 index.html；不要服务器程序，不联网。

    例：gwcat site --county 宜丰 --out site

    例：gwcat site --county 宜丰 --since 2021.1
    """
    from gwcat.tasks.site import FORMATS, SiteOptions, build_site

    if bare and formats:
        raise click.UsageError("--format 和 --no-downloads 不能一起用。")
    if since is not None and not since.strip():
        raise click.UsageError("--since 后面要写旧版：git 版本或文件夹。")
    found = Workspace.find(workspace)
    target = (out or found.root / "site").absolute()
    wanted = () if bare else _known(formats) or FORMATS
    result = build_site(SiteOptions(found.root, one_county(found, county), target, wanted, draft, since=since or ""))
    if not result.written:
        from gwcat.report.text import text_report

        colour = wants_colour()
        errors = [finding for finding in result.findings if finding.severity == "error"]
        click.echo(text_report(errors, source_lines(found), colour=colour), nl=False, color=colour)
        click.echo(f"{result.summary.sentence()}有错误，没有生成网站；--draft 可以生成草稿。", err=True)
        return 1
    click.echo(visible(str(_short(target)), ""))
    if not quiet:
        size = f"{result.bytes / 2**20:.1f} MiB"
        words = f"{result.region.name}：{result.items} 个事项，{result.pages} 个网页，共 {result.files} 个文件，{size}。"
        if result.changes:
            words += f"和旧版相比：{result.changes}。"
        click.echo(visible(f"{words}请打开 {_short(target / 'index.html')}。"), err=True)
    return 0


def _known(names: tuple[str, ...]) -> tuple[str, ...]:
    from gwcat.filing.selection import FORMATS

    wanted = tuple(name.lower() for name in names)
    for name in wanted:
        if name not in FORMATS:
            raise click.UsageError(f"没有“{name}”这种格式，可以用 {'、'.join(FORMATS)}。")
    return tuple(name for name in FORMATS if name in wanted)


def _short(path: Path) -> Path:
    """A path as the user would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
