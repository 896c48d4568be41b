"""`gwcat coverage`: what of a reference and of a 权责清单 a region's catalogues have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, workspace_option
from gwcat.source.layout import NATIONAL
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.model.coverage import Coverage

_SUFFIXES = {"text": "txt", "json": "json", "xlsx": "xlsx", "html": "html"}


def _likeness(_: click.Context, __: click.Parameter, percent: int) -> float:
    """A percentage from 1 to 100 as a part of one."""
    if not 1 <= percent <= 100:
        raise click.BadParameter("应为 1 到 100 的整数。")
    return percent / 100


@command_line
@county_option
@click.option("--reference", default=NATIONAL, metavar="名称", help="同哪个地区比；缺省同国家参考目录比。")
@click.option("--all-domains", is_flag=True, help="参考的所有领域都算；本地区未涉及的领域整个算作缺少。")
@click.option(
    "--duties",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="权责清单，YAML、XLSX 或 CSV：事项名称、权力类型、责任部门。",
)
@click.option(
    "--likeness",
    type=int,
    default=60,
    callback=_likeness,
    metavar="百分数",
    help="权责清单的事项名称，相似度到多少算相近；缺省 60。",
)
@click.option(
    "--format", "form", type=click.Choice(list(_SUFFIXES)), default=None, help="输出格式；缺省看 --out 的后缀，没有就是 text。"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪个文件；xlsx、html 缺省写到项目里的 dist/<简称>/，其余缺省输出到屏幕。",
)
@click.option("--strict", is_flag=True, help="有缺少或未列入的，退出码为 1。")
@click.option("-v", "--verbose", is_flag=True, help="采用、调整、不属本级和本地增加的也逐项列出。")
@workspace_option
@quiet_option
def command(
    county: str,
    reference: str,
    all_domains: bool,
    duties: Path | None,
    likeness: float,
    form: str | None,
    out: Path | None,
    strict: bool,
    verbose: bool,
    workspace: Path,
    quiet: bool,
) -> int:
    """对照参考目录和权责清单：哪些采用了、调整了、不采用、缺少，哪些是本地增加的，有多少是原文照用。

    例：gwcat coverage --county 宜丰

    例：gwcat coverage --county 宜丰 --duties 权责清单.xlsx --format xlsx
    """
    from gwcat.tasks.coverage import CoverageOptions, cover

    kind = form or _kind(out)
    found = Workspace.find(workspace)
    options = CoverageOptions(one_county(found, county), reference, all_domains, duties, likeness)
    coverage = cover(found, options)
    if out or kind in ("xlsx", "html"):
        _write(found, coverage, kind, out, quiet=quiet)
    else:
        _show(coverage, kind, verbose=verbose)
    return 1 if strict and not coverage.complete else 0


def _kind(out: Path | None) -> str:
    """The format that the name of a file asks for."""
    kinds = {f".{suffix}": name for name, suffix in _SUFFIXES.items()}
    if out and out.suffix.lower() not in kinds:
        raise click.UsageError(f"从“{out}”的后缀看不出格式，请加 --format，或用 {'、'.join(kinds)}。")
    return kinds[out.suffix.lower()] if out else "text"


def _show(coverage: Coverage, kind: str, *, verbose: bool) -> None:
    from gwcat.report.coverage import coverage_json, coverage_text

    click.echo(coverage_json(coverage) if kind == "json" else coverage_text(coverage, every_item=verbose), nl=False)


def _write(workspace: Workspace, coverage: Coverage, kind: str, out: Path | None, *, quiet: bool) -> None:
    from gwcat.base.names import safe_name
    from gwcat.filing.coverage import NAME
    from gwcat.filing.swap import write_file
    from gwcat.report.coverage import law
    from gwcat.tasks.coverage import coverage_file

    path = out or workspace.root / "dist" / safe_name(coverage.short_name) / f"{NAME}.{_SUFFIXES[kind]}"
    write_file(path, coverage_file(workspace, coverage, kind))
    shown = path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
    click.echo(visible(str(shown), ""))
    if not quiet:
        click.echo(visible(f"{coverage.region}对照{coverage.reference}：{law(coverage.figures)}。"), err=True)
