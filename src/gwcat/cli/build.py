"""`gwcat build`: the filing package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import at_least_one, comma_separated, quiet_option, source_lines, wants_colour, workspace_option
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
    folders = [found.resolve(name) for name in counties] or found.filing_regions()
    if not folders:
        from gwcat.base.errors import GwcatError

        raise GwcatError("还没有可以编译的地区。", hint="请先建立 catalogs/<简称>/region.yaml。")
    failed = 0
    with _Progress(len(folders), quiet) as advance:
        for result in build_regions(list(dict.fromkeys(folders)), options, jobs):
            advance()
            failed += result.package is None
            _show(result, found.root, source_lines(found), quiet=quiet, verbose=verbose)
    return 1 if failed else 0


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    from gwcat.filing.selection import DEFAULT_FORMATS, FORMATS

    wanted = tuple(name.lower() for name in names)
    for name in wanted:
        if name not in FORMATS:
            raise click.UsageError(f"没有“{name}”这种格式，可以用 {'、'.join(FORMATS)}。")
    return tuple(name for name in FORMATS if name in wanted) or DEFAULT_FORMATS


class _Progress:
    """A progress bar for several regions, on a terminal only; nothing is drawn for one region."""

    def __init__(self, count: int, quiet: bool) -> None:
        import sys

        self._bar = None
        if count > 1 and not quiet and sys.stderr.isatty():
            self._bar = click.progressbar(length=count, label="编译", file=sys.stderr)

    def __enter__(self) -> Callable[[], None]:
        if self._bar is None:
            return lambda: None
        bar = self._bar.__enter__()
        return lambda: bar.update(1)

    def __exit__(self, *details: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()


def _show(result: BuildResult, root: Path, source: Callable[[str], list[str]], *, quiet: bool, verbose: bool) -> None:
    from gwcat.report.build import built, refused, timings

    colour = wants_colour()
    if result.package is None:
        click.echo(refused(result, source, colour=colour), nl=False, color=colour)
    elif quiet:
        click.echo(str(_short(result.package, root)))
    else:
        click.echo(built(result, _short(result.package, root)), nl=False)
    if verbose:
        click.echo(timings(result), nl=False, err=True)


def _short(path: Path, root: Path) -> Path:
    """A path as the user would type it from the workspace."""
    return path.relative_to(root) if path.is_relative_to(root) else path
