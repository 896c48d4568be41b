"""`gwcat init`: a new project, or another region in one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import comma_separated, quiet_option


def _known_level(_: click.Context, __: click.Parameter, value: str) -> str:
    """A level, or a local word for one; empty if it is not given."""
    from gwcat.language.tier import canonical
    from gwcat.tasks.choices import LEVELS

    level = canonical(value.strip()) if value.strip() else ""
    if level is None or (level and level not in LEVELS):
        raise click.BadParameter(f"可以用 {'、'.join(LEVELS)}。")
    return level


@command_line
@click.argument("folder", type=click.Path(path_type=Path), default=Path("."), metavar="[文件夹]")
@click.option("--county", default="", metavar="名称", help="地区名称，如 宜丰县、泊里镇；必须写。")
@click.option("--level", default="", callback=_known_level, metavar="层级", help="省级、市级、县级、乡级、村级；不写就看名称。")
@click.option("--short", default="", metavar="简称", help="文件夹和材料用的简称；缺省由名称去掉“县”“镇”等。")
@click.option(
    "--units",
    "division",
    type=click.Path(path_type=Path, exists=True),
    default=None,
    metavar="文件",
    help="领域分工表：CSV 文件，第一行写“领域,单位”；哪个领域归哪个单位就放在哪里。",
)
@click.option(
    "--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="单位，可写多个；只写一个时，领域都归它。"
)
@click.option(
    "--domain",
    "domains",
    multiple=True,
    callback=comma_separated,
    metavar="领域",
    help="只建这些领域；缺省为 26 个领域，乡级为其中延伸到乡级的，有分工表的为表里的。",
)
@click.option("--form", default="国家2019", metavar="样表", help="样表；缺省为国家2019。")
@click.option("--version-name", "version", default="", metavar="版本", help="版本；缺省为今年的第 1 版，如 2025.1。")
@quiet_option
def command(
    folder: Path,
    county: str,
    level: str,
    short: str,
    division: Path | None,
    units: tuple[str, ...],
    domains: tuple[str, ...],
    form: str,
    version: str,
    quiet: bool,
) -> int:
    """建立项目：地区文件、从国家参考采用的目录、校验流水线、编辑器设置和说明，建好就能校验、编译。

    已有的文件一概不动；在已有的项目里运行，只加上这个地区。

    例：gwcat init 宜丰 --county 宜丰县 --level 县级 --units 分工.csv

    例：gwcat init 民政 --county 宜丰县 --unit 县民政局 --domain 社会救助
    """
    from gwcat.report.init import started
    from gwcat.tasks.choices import InitOptions
    from gwcat.tasks.init import start_project

    if not county.strip():
        raise click.UsageError("没有写地区名称，如 --county 宜丰县。")
    today = _today()
    version = version.strip() or f"{today[:4]}.1"
    result = start_project(InitOptions(folder, county, version, today, level, short, units, division, domains, form))
    click.echo(str(folder) if quiet else started(result, os.path.normpath(folder)), nl=quiet)
    return 0


def _today() -> str:
    """Today as 年-月-日, or the day that SOURCE_DATE_EPOCH names."""
    from gwcat.tasks.stamp import stamp_from_environment

    year, month, day, *_ = stamp_from_environment() if os.environ.get("SOURCE_DATE_EPOCH") else time.localtime()
    return f"{year:04}-{month:02}-{day:02}"
