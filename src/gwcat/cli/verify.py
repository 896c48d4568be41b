"""`gwcat verify`: a package against its manifest."""

from __future__ import annotations

from pathlib import Path

import click

from gwcat.base.errors import GwcatError
from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import complain, quiet_option


@command_line
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件夹…")
@quiet_option
def command(packages: tuple[Path, ...], quiet: bool) -> int:
    """对照 manifest.json 核对备案材料文件夹和其中的 zip：有没有改动、缺少或多出文件。

    例：gwcat verify dist/莒南/2018.1
    """
    from gwcat.filing.verify import verify

    code = 0
    for package in packages:
        try:
            count, differences = verify(package)
        except GwcatError as fault:
            code = max(code, complain(fault))
            continue
        for difference in differences:
            click.echo(visible(f"{package / difference.path}: {difference.what}", ""))
        code = max(code, int(bool(differences)))
        if not quiet:
            verdict = f"有 {len(differences)} 处不符，请重新编译或查明来历" if differences else "全部相符"
            click.echo(f"{package}：清单中 {count} 个文件，{verdict}。", err=True)
    return code
