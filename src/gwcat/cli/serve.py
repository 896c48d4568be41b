"""`gwcat serve`: the form beside its findings, live."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, workspace_option
from gwcat.source.workspace import Workspace


@command_line
@county_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8018, metavar="端口", help="用哪个端口；缺省 8018，0 是自动选一个。"
)
@click.option("--open", "opens", is_flag=True, help="同时打开浏览器。")
@workspace_option
@quiet_option
def command(county: str, port: int, opens: bool, workspace: Path, quiet: bool) -> int:
    """边改边看：一边是官方样表，一边是问题；源文件一保存，两边就更新。只有本机能打开。按 Ctrl-C 结束。

    例：gwcat serve --county 莒南
    """
    from gwcat.tasks.preview import run

    found = Workspace.find(workspace)
    folder = one_county(found, county)

    def ready(address: str) -> None:
        click.echo(address)
        if not quiet:
            click.echo(visible(f"请用浏览器打开上面的网址，看“{folder}”的目录；按 Ctrl-C 结束。"), err=True)
        if opens:
            import webbrowser

            webbrowser.open(address)

    run(found.root, folder, port, ready)
    if not quiet:
        click.echo("已结束。", err=True)
    return 0
