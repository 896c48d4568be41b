"""`gwcat selfcheck`: what must be found where on the website, by when, by whom."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

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

_SUFFIXES = {"text": "txt", "json": "json", "xlsx": "xlsx", "docx": "docx"}


@command_line
@county_option
@click.option("--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="只要这些单位的。")
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="领域", help="只要这些领域的。")
@click.option("--from", "first", callback=day_option, metavar="日期", help="列出从哪一天起到期的日子；不写就只列时限。")
@click.option("--to", "last", callback=day_option, metavar="日期", help="到哪一天止；缺省是 --from 那个季度的最后一天。")
@click.option("--format", "form", type=click.Choice(list(_SUFFIXES)), default=None, help="输出格式；缺省看 --output 的后缀。")
@click.option("--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件；xlsx、docx 缺省在 dist/<简称>/。")
@workspace_option
@quiet_option
def command(
    county: str,
    units: tuple[str, ...],
    domains: tuple[str, ...],
    first: date | None,
    last: date | None,
    form: str | None,
    output: Path | None,
    workspace: Path,
    quiet: bool,
) -> int:
    """自查清单：网站的哪个栏目应当查到哪些事项，由谁、在什么时候公开；供季度第三方评估之前自查。

    例：gwcat selfcheck --county 莒南 --unit 县民政局 --format docx

    例：gwcat selfcheck --county 莒南 --from 2026-07-01 --output 三季度自查.xlsx
    """
    from gwcat.report.selfcheck import closing
    from gwcat.tasks.selfcheck import SelfCheckOptions, self_check, self_check_file

    if last and not first:
        raise click.UsageError("--to 和 --from 一起用。")
    kind = form or written_to(output, _SUFFIXES)
    found = Workspace.find(workspace)
    until = last or (_quarter_end(first) if first else None)
    state = self_check(found, SelfCheckOptions(one_county(found, county), units, domains, first, until))
    deliver(found, state.short_name, "自查清单", self_check_file(found, state, kind), _SUFFIXES[kind], output)
    if not quiet and (output or kind in ("xlsx", "docx")):
        for words in closing(state):
            click.echo(visible(words, ""), err=True)
    return 0


def _quarter_end(day: date) -> date:
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, monthrange(day.year, month)[1])
