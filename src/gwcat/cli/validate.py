"""`gwcat validate`: all findings of all files in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.cli.chinese import command as command_line
from gwcat.cli.common import comma_separated, quiet_option, wants_colour, workspace_option
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.adopt.resolve import ResolvedRegion
    from gwcat.model.finding import Finding
    from gwcat.report.summary import Summary

_FORMS = ["text", "concise", "html", "json", "sarif", "github", "junit"]
_READ_BY_PEOPLE = ("text", "concise", "github")


@command_line
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@click.option("--county", "counties", multiple=True, callback=comma_separated, metavar="名称", help="只校验这个地区；可写多个。")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="text",
    help="输出格式：text 带原文（缺省），concise 一行一条，html 是报告，github 标注在改动旁；json、sarif、junit 供程序读。",
)
@click.option("--output", "out", type=click.Path(path_type=Path), default=None, metavar="文件", help="把结果写到这个文件里。")
@click.option("--strict", is_flag=True, help="有警告也算不通过（退出码 1）。")
@click.option("--fix", "fixing", is_flag=True, help="先改正能放心改的：括号、全半角、空格、规范写法；文件的其余部分不动。")
@click.option("--unsafe", is_flag=True, help="和 --fix 一起用：连改名、换法规这类要人看过的也改。")
@click.option("--dry-run", "dry", is_flag=True, help="和 --fix 一起用：只显示会怎样改，不写文件。")
@click.option(
    "--write-baseline",
    "baseline",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件",
    help="把现有的问题记成基线；在 gwcat.yaml 里写“基线: 文件”后，只报新的问题。",
)
@workspace_option
@quiet_option
def command(
    paths: tuple[Path, ...],
    counties: tuple[str, ...],
    form: str,
    out: Path | None,
    strict: bool,
    fixing: bool,
    unsafe: bool,
    dry: bool,
    baseline: Path | None,
    workspace: Path,
    quiet: bool,
) -> int:
    """校验目录源文件，一次列出所有问题：在哪一行哪一列、什么问题、怎么改。

    不写路径就校验所有地区。有错误时退出码为 1；只有警告时为 0，加 --strict 则为 1。
    """
    from gwcat.cli.findings import append_summary, hand_over, report
    from gwcat.tasks.check import check_paths

    if out and form == "github":
        raise click.UsageError("github 的标注只有写到标准输出才有效，请去掉 --output。")
    if (unsafe or dry) and not fixing:
        raise click.UsageError("--unsafe 和 --dry-run 要和 --fix 一起用。")
    found = Workspace.find(paths[0] if paths and workspace == Path(".") and paths[0].exists() else workspace)
    if fixing:
        from gwcat.cli.fixes import mend

        mend(found, counties, paths, unsafe=unsafe, write=not dry, quiet=quiet)
        if dry:
            return 0
    regions: list[ResolvedRegion] = []
    findings, summary = check_paths(found, counties, paths, regions if form == "html" else None)
    if baseline:
        return _write_baseline(baseline, findings)
    colour = not out and wants_colour()
    hand_over(report(form, found, findings, summary, counties, paths, regions, strict=strict, colour=colour), out)
    if form == "github":
        append_summary(findings, summary)
    if not quiet and (out or form in _READ_BY_PEOPLE):
        _say_summary(summary, out)
    return 1 if summary.errors or (strict and summary.warnings) else 0


def _write_baseline(path: Path, findings: list[Finding]) -> int:
    """Write the findings as they are now as the baseline."""
    from gwcat.filing.swap import write_file
    from gwcat.rules.baseline import baseline_text
    from gwcat.rules.settings import fixed

    write_file(path, baseline_text(findings).encode())
    kept = sum(fixed(finding.rule) for finding in findings)
    click.echo(f"已把 {len(findings) - kept} 个问题记成基线：{path}。请在 gwcat.yaml 里写“基线: {path}”。", err=True)
    if kept:
        click.echo(f"另有 {kept} 个问题不能记成基线，要改正。", err=True)
    return 0


def _say_summary(summary: Summary, out: Path | None) -> None:
    click.echo(summary.sentence(), err=True)
    if out:
        click.echo(f"结果已写入 {out}", err=True)
    elif summary.errors + summary.warnings + summary.infos:
        click.echo("用 gwcat rule <规则编号> 查看为什么和怎么改。", err=True)
