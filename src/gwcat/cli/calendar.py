"""`gwcat calendar`: what is due when, and what is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import (
    comma_separated,
    county_option,
    day_option,
    deliver,
    one_county,
    quiet_option,
    workspace_option,
    written_to,
)
from gwcat.source.workspace import Workspace

_SUFFIXES = {"text": "txt", "json": "json", "ics": "ics", "xlsx": "xlsx"}
_LIST = "清单，XLSX、CSV 或 YAML：编号、形成日期、公开日期"
_PATH = click.Path(path_type=Path)


@command_line
@county_option
@click.option("--from", "first", callback=day_option, metavar="日期", help="从哪一天起；缺省是今天，--check 时是那一年的1月1日。")
@click.option("--to", "last", callback=day_option, metavar="日期", help="到哪一天止；缺省是满一年。")
@click.option("--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="只要这些单位的。")
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="领域", help="只要这些领域的。")
@click.option("--events", multiple=True, type=_PATH, metavar="文件", help=f"事件{_LIST}；“形成之日起几日内”从形成日期算。")
@click.option("--check", "day", callback=day_option, metavar="日期", help="检查到这一天有没有逾期，以后30天有哪些到期。")
@click.option("--published", multiple=True, type=_PATH, metavar="文件", help=f"检查用的公开{_LIST}、期次。")
@click.option("--format", "form", type=click.Choice(list(_SUFFIXES)), default=None, help="输出格式；缺省看 --output 的后缀。")
@click.option("--output", type=_PATH, metavar="文件", help="写到哪个文件；ics、xlsx 缺省写到项目里的 dist/<简称>/。")
@workspace_option
@quiet_option
def command(
    county: str,
    first: date | None,
    last: date | None,
    units: tuple[str, ...],
    domains: tuple[str, ...],
    events: tuple[Path, ...],
    day: date | None,
    published: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    workspace: Path,
    quiet: bool,
) -> int:
    """按公开时限、更新周期和任务分工，算出哪一天该公开什么；或者检查有没有逾期。工作日按国务院公布的节假日安排算。

    例：gwcat calendar --county 莒南 --from 2026-01-01 --format ics

    例：gwcat calendar --county 莒南 --check 2026-04-10 --published 公开情况.xlsx
    """
    from gwcat.tasks.calendar import CalendarOptions

    kind = form or written_to(output, _SUFFIXES)
    found = Workspace.find(workspace)
    folder = one_county(found, county)
    if day is not None:
        if last is not None:
            raise click.UsageError("--check 看到以后30天为止，不和 --to 一起用。")
        options = CalendarOptions(folder, first or date(day.year, 1, 1), day, units, domains, (*events, *published))
        return _check(found, options, day, kind, output, quiet=quiet)
    if published:
        raise click.UsageError("--published 和 --check 一起用；只算日子请用 --events。")
    begin = first or date.today()
    options = CalendarOptions(folder, begin, last or begin + timedelta(days=364), units, domains, events)
    return _plan(found, options, kind, output, quiet=quiet)


def _plan(workspace: Workspace, options: Any, kind: str, output: Path | None, *, quiet: bool) -> int:
    from gwcat.tasks.calendar import plan, schedule_file

    schedule = plan(workspace, options)
    data = schedule_file(workspace, schedule, kind)
    deliver(workspace, schedule.short_name, "公开日历", data, _SUFFIXES[kind], output)
    if not quiet and (output or kind not in ("text", "json")):
        for remark in schedule.remarks:
            click.echo(visible(f"注意：{remark}", ""), err=True)
        rough = sum(due.approximate for due in schedule.dues)
        words = f"到期的日子 {len(schedule.dues)} 个" + (f"（其中约数 {rough} 个）" if rough else "")
        left = f"，没有固定日期的时限 {len(schedule.standing)} 条" + ("没有写进日历文件" if kind == "ics" else "")
        click.echo(f"{visible(schedule.region, '')}：{words}{left if schedule.standing else ''}。", err=True)
    return 0


def _check(workspace: Workspace, options: Any, day: date, kind: str, output: Path | None, *, quiet: bool) -> int:
    from gwcat.tasks.calendar import check, check_file

    if kind == "ics":
        raise click.UsageError("--check 的结果不写成日历文件，请用 text、json 或 xlsx。")
    if not options.events:
        raise click.UsageError("--check 要知道已经公开了哪些，请加 --published 清单.xlsx。")
    region = workspace.load(options.folder).region
    found = check(workspace, options, day)
    data = check_file(workspace, region.name or region.folder, found, kind)
    deliver(workspace, region.short_name, "到期检查", data, _SUFFIXES[kind], output)
    if not quiet and (output or kind not in ("text", "json")):
        for remark in found.remarks:
            click.echo(visible(f"注意：{remark}", ""), err=True)
        click.echo(f"逾期未公开 {len(found.overdue)} 项，30天内到期 {len(found.soon)} 项。", err=True)
    return 1 if found.overdue else 0
