"""`gwcat schema`: the JSON Schemas."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.cli.chinese import command as command_line


@command_line
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("schemas"), metavar="文件夹", help="写到哪里；缺省为 schemas。"
)
@click.option("--check", is_flag=True, help="只检查已有的文件是否最新；不是最新则退出码为 1。")
def command(out: Path, check: bool) -> int:
    """写出目录文件和地区文件的 JSON Schema（draft-07 供编辑器，2020-12 供其他工具）。"""
    from gwcat.filing.swap import write_file
    from gwcat.source.schemata import schema_files

    stale = []
    for name, content in schema_files().items():
        path = out / name
        if path.is_file() and path.read_bytes() == content:
            continue
        stale.append(path)
        if not check:
            write_file(path, content)
    for path in stale:
        click.echo(f"{path}: {'不是最新' if check else '已写出'}")
    return 1 if check and stale else 0
