"""`gwcat import`: returned workbooks and other tables into the source."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import county_option, one_county, quiet_option, workspace_option
from gwcat.source.workspace import Workspace


@command_line
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@county_option
@click.option("--domain", default="", metavar="名称", help="表里没有写领域时，是哪个领域；填报表则只导入这个领域。")
@click.option("--unit", default="", metavar="名称", help="表里没有写单位时，是哪个单位的；填报表则只导入这个单位的。")
@click.option("--form", "named", default="", metavar="样表", help="外来表格按哪种样表读；缺省自动识别。")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件",
    help="把每一处整理、存疑、没看懂的写成报告：.xlsx 原表着色，.html 网页，.txt 文本。",
)
@click.option("--dry-run", "dry", is_flag=True, help="只显示会怎样改，不写文件。")
@click.option("--skip-conflicts", "partial", is_flag=True, help="有冲突的格保留目录现在的写法，其余照常导入。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式；缺省 text。")
@workspace_option
@quiet_option
def command(
    files: tuple[Path, ...],
    county: str,
    domain: str,
    unit: str,
    named: str,
    report: Path | None,
    dry: bool,
    partial: bool,
    form: str,
    workspace: Path,
    quiet: bool,
) -> int:
    """把退回的填报表和外来表格导入目录：只改改过的地方，注释和其余内容一字不动。

    外来表格可以是 XLSX、XLS、ODS、DOCX、DOC、CSV、HTML，按表头自动识别样表；表里空着的格不删目录里的内容。

    发出填报表之后目录也改过的格是冲突：列出来，不覆盖，什么也不写。几个文件要么都导入，要么都不导入。

    有冲突、有看不懂或要核对的格时退出码为 1。
    """
    from gwcat.report.importing import import_json, import_summary, import_text
    from gwcat.tasks.importing import ImportOptions, import_files

    found = Workspace.find(workspace)
    options = ImportOptions(domain, unit, named, write=not dry, partial=partial)
    result = import_files(found, one_county(found, county), files, options)
    if form == "json":
        click.echo(json.dumps(import_json(result), ensure_ascii=False, indent=1))
    else:
        if dry:
            for difference in result.diffs.values():
                click.echo(visible(difference, "\n"), nl=False)
        if text := import_text(result):
            click.echo(text)
    if report is not None:
        from gwcat.tasks.report_import import write_report

        write_report(found, result, report)
    if not quiet:
        click.echo(import_summary(result, dry=dry), err=True)
        if result.conflicts and not result.written and not dry:
            click.echo("有冲突，没有写入。请和单位核对后改目录，或加 --skip-conflicts 保留目录现在的写法。", err=True)
    return 1 if result.doubtful else 0
