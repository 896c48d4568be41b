"""`gwcat log`: what each commit changed in a region, or the history of one item."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, wants_colour, workspace_option
from gwcat.source.workspace import Workspace


@command_line
@click.option("--item", "identity", default="", metavar="编号", help="只看这个事项；更名、移动和改过编号的都接着往前找。")
@county_option
@click.option("--unit", default="", metavar="名称", help="几个单位都有这个编号时，看哪个单位的。")
@click.option("--origins", is_flag=True, help="逐个要素列出现在的内容是哪一次提交写的；要同 --item 一起用。")
@click.option(
    "-n", "--limit", type=click.IntRange(min=0), default=None, metavar="次数", help="最多列几次；0 为全部。缺省 20 次。"
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式；json 要同 --item 一起用。")
@workspace_option
def command(identity: str, county: str, unit: str, origins: bool, limit: int | None, form: str, workspace: Path) -> int:
    """列出每次提交改了目录的什么；加 --item 看一个事项从头到尾的变化，包括随上级目录的变化。

    例：gwcat log --county 宜丰

    例：gwcat log --county 宜丰 --item 社会救助-004

    例：gwcat log --county 宜丰 --item 社会救助-004 --origins
    """
    if not identity and (origins or unit or form == "json"):
        raise click.UsageError("--origins、--unit 和 --format json 要同 --item 一起用。")
    found = Workspace.find(workspace)
    folder = one_county(found, county)
    _say_shallow(found)
    if identity:
        _show_item(found, folder, identity, unit=unit, origins=origins, limit=limit, form=form)
    else:
        _show_region(found, folder, 20 if limit is None else limit)
    return 0


def _say_shallow(workspace: Workspace) -> None:
    """Say that the history is cut off; what is as old as it looks as if it came then."""
    from gwcat.source.git import Repository

    if Repository.of(workspace.root).shallow:
        click.echo("注意：这是浅克隆，更早的提交不在这里；请先运行 git fetch --unshallow。", err=True)


def _show_region(workspace: Workspace, folder: str, limit: int) -> None:
    from gwcat.report.history import summaries_text
    from gwcat.tasks.history import summaries

    any_shown = False
    for block in summaries_text(summaries(workspace, folder, limit), colour=wants_colour()):
        any_shown = True
        click.echo(block, color=True)
    if not any_shown:
        click.echo("没有哪次提交改过这个地区的目录。")


def _show_item(
    workspace: Workspace, folder: str, identity: str, *, unit: str, origins: bool, limit: int | None, form: str
) -> None:
    from gwcat.report.history import history_json, item_text, origins_text
    from gwcat.tasks.history import item_history

    most = 0 if origins or form == "json" else 20 if limit is None else limit
    history = item_history(workspace, folder, identity, unit=unit, limit=most)
    title = f"{history.entry.label}（{history.entry.home.title}）"
    if form == "json":
        click.echo(history_json(identity, history.steps, history.origins()), nl=False)
    elif origins:
        click.echo(origins_text(title, history.origins()), nl=False)
    else:
        click.echo(item_text(title, history.steps, cut=history.cut, colour=wants_colour()), nl=False, color=True)
