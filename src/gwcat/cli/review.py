"""`gwcat review`: what units have confirmed, and what has to be looked at again."""

from __future__ import annotations

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

_SUFFIXES = {"text": "txt", "json": "json", "xlsx": "xlsx"}


@command_line
@county_option
@click.option("--unit", "units", multiple=True, callback=comma_separated, metavar="单位", help="只要这些单位的。")
@click.option("--domain", "domains", multiple=True, callback=comma_separated, metavar="领域", help="只要这些领域的。")
@click.option("--item", "identities", multiple=True, callback=comma_separated, metavar="编号", help="只要这些事项。")
@click.option(
    "--date",
    "day",
    callback=day_option,
    metavar="日期",
    help="按哪一天判断到期，缺省是基准日；登记时是确认的日期，缺省今天。",
)
@click.option("--accept", "accepted", is_flag=True, help="登记：--unit 的单位已经确认这些事项的现状。")
@click.option("--format", "form", type=click.Choice(list(_SUFFIXES)), default=None, help="输出格式；缺省看 --output 的后缀。")
@click.option("--output", type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件；xlsx 缺省写到 dist/<简称>/。")
@click.option("--strict", is_flag=True, help="有要审阅的，退出码为 1。")
@workspace_option
@quiet_option
def command(
    county: str,
    units: tuple[str, ...],
    domains: tuple[str, ...],
    identities: tuple[str, ...],
    day: date | None,
    accepted: bool,
    form: str | None,
    output: Path | None,
    strict: bool,
    workspace: Path,
    quiet: bool,
) -> int:
    """列出要审阅的事项：确认后有改动的、从未确认的、一年没有复核的、不予公开待评估的；或者登记单位已经确认。

    例：gwcat review --county 莒南 --date 2026-12-31 --format xlsx

    例：gwcat review --county 莒南 --unit 县民政局 --accept
    """
    from gwcat.tasks.review import ReviewOptions, accept, review, review_file

    if accepted and not units:
        raise click.UsageError("--accept 由各单位自己登记，请加 --unit 单位。")
    if accepted and (form or output or strict):
        raise click.UsageError("--accept 只登记，不和 --format、--output、--strict 一起用。")
    kind = form or written_to(output, _SUFFIXES)
    found = Workspace.find(workspace)
    options = ReviewOptions(one_county(found, county), units, domains, identities, day)
    if accepted:
        done = accept(found, options, day or date.today())
        if not quiet:
            words = f"已登记 {done.count} 个事项：{done.path}" if done.changed else f"没有变化：{done.path}"
            click.echo(visible(words, ""), err=True)
        return 0
    state = review(found, options)
    deliver(found, state.short_name, "年度审阅清单", review_file(found, state, kind), _SUFFIXES[kind], output)
    if not quiet and (output or kind == "xlsx"):
        for remark in state.remarks:
            click.echo(visible(f"注意：{remark}", ""), err=True)
        sums = "，".join(f"{name} {count}" for name, count in state.counts.items())
        click.echo(visible(f"{state.region}：共 {len(state.items)} 项，{sums}。", ""), err=True)
    return 1 if strict and not state.clean else 0
