"""`gwcat build`: the filing package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import at_least_one, comma_separated, complain, quiet_option, source_lines, wants_colour, workspace_option
from gwcat.cli.progress import progress
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.tasks.options import BuildResult


@command_line
@click.option(
    "--county",
    "counties",
    multiple=True,
    callback=comma_separated,
    metavar="名称",
    help="编译哪个地区；可写多个；不写则编译全部。",
)
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="领域", help="只编译这些领域。")
@click.option("--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="只编译这些单位。")
@click.option("--form", default="", metavar="样表", help="改用这种样表；缺省用目录里写的。")
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=comma_separated,
    metavar="格式",
    help="xlsx、docx、html、csv、pdf，用逗号隔开；缺省 xlsx,docx,html。",
)
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="文件夹", help="输出到哪里；缺省为项目里的 dist/。")
@click.option(
    "--jobs", type=int, callback=at_least_one, default=None, metavar="数目", help="同时编译几个地区；缺省按处理器数目。"
)
@click.option("--draft", is_flag=True, help="有错误也编译成草稿，放在 <版本>-草稿/。")
@click.option("--csv-bom", "bom", is_flag=True, help="CSV 文件带 BOM，方便用 Excel 直接打开。")
@click.option("-v", "--verbose", is_flag=True, help="显示各步用时。")
@workspace_option
@quiet_option
def command(
    counties: tuple[str, ...],
    domains: tuple[str, ...],
    units: tuple[str, ...],
    form: str,
    formats: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    draft: bool,
    bom: bool,
    verbose: bool,
    workspace: Path,
    quiet: bool,
) -> int:
    """先校验，再编译备案材料：公开的目录、内部的报送函和校验报告、清单和 zip。

    例：gwcat build --county 莒南
    """
    from gwcat.filing.selection import Selection
    from gwcat.tasks.many import build_regions
    from gwcat.tasks.options import BuildOptions

    found = Workspace.find(workspace)
    options = BuildOptions(
        found.root, (out or found.root / "dist").absolute(), Selection(domains, units, form), _formats(formats), draft, bom
    )
    folders = list(dict.fromkeys(found.resolve(name) for name in counties)) or found.filing_regions()
    if not folders:
        from gwcat.base.errors import GwcatError

        raise GwcatError("还没有可以编译的地区。", hint="请先建立 catalogs/<简称>/region.yaml。")
    code = 0
    with progress(len(folders), quiet=quiet) as advance:
        for result in build_regions(folders, options, jobs):
            advance()
            code = max(code, _show(result, len(folders) > 1, source_lines(found), quiet=quiet, verbose=verbose))
    return code


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    from gwcat.filing.selection import DEFAULT_FORMATS, FORMATS

    wanted = tuple(name.lower() for name in names)
    for name in wanted:
        if name not in FORMATS:
            raise click.UsageError(f"没有“{name}”这种格式，可以用 {'、'.join(FORMATS)}。")
    return tuple(name for name in FORMATS if name in wanted) or DEFAULT_FORMATS


def _show(result: BuildResult, one_of_many: bool, source: Callable[[str], list[str]], *, quiet: bool, verbose: bool) -> int:
    """Say what became of a region; returns the exit code that it asks for."""
    from gwcat.report.build import built, built_line, refused, timings

    if result.fault is not None:
        return complain(result.fault)
    if result.package is None:
        colour = wants_colour()
        click.echo(refused(result, source, colour=colour), nl=False, color=colour)
        return 1
    package = _short(result.package)
    click.echo(visible(str(package), "") if quiet else (built_line if one_of_many else built)(result, package), nl=quiet)
    if verbose:
        click.echo(timings(result), nl=False, err=True)
    return 0


def _short(path: Path) -> Path:
    """A path as the user would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
