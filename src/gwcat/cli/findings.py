"""Handing findings over: in the form asked for, to a file, to standard output, to the summary of a CI step."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gwcat.base.errors import StorageError, storage_error
from gwcat.cli.common import source_lines
from gwcat.source.workspace import Workspace

if TYPE_CHECKING:
    from gwcat.adopt.resolve import ResolvedRegion
    from gwcat.model.finding import Finding
    from gwcat.report.summary import Summary


def report(
    form: str,
    workspace: Workspace,
    findings: list[Finding],
    summary: Summary,
    counties: Sequence[str],
    paths: Sequence[Path],
    regions: Sequence[ResolvedRegion] = (),
    *,
    strict: bool,
    colour: bool,
) -> str:
    """The findings in a form; only the module of that form is loaded. The page has statistics if `regions` is a single one."""
    if form == "junit":
        return _junit(workspace, findings, _looked_at(workspace, counties, paths), strict=strict)
    if form == "html":
        return _page(workspace, findings, summary, regions)
    if form == "json":
        from gwcat.report.json import json_report

        return json_report(findings, summary)
    if form == "sarif":
        from gwcat.report.sarif import sarif_report
        from gwcat.rules.engine import all_rules

        return sarif_report(findings, all_rules(), source_lines(workspace), _below_checkout(workspace.root))
    if form == "github":
        from gwcat.report.github import github_report

        return github_report(findings, _below_checkout(workspace.root))
    from gwcat.report.text import concise_report, text_report

    return concise_report(findings) if form == "concise" else text_report(findings, source_lines(workspace), colour=colour)


def _page(workspace: Workspace, findings: list[Finding], summary: Summary, regions: Sequence[ResolvedRegion]) -> str:
    """The report for the office, by the template that the package's own report uses."""
    from gwcat.filing.statistics import overview_section
    from gwcat.report.page import page_values
    from gwcat.tasks.stats import overview_of
    from gwcat.tasks.workshop import Workshop

    pages = Workshop.of(workspace.root).pages
    statistics = overview_section(overview_of(regions[0]), pages, level=3) if len(regions) == 1 else ""
    values = page_values(findings, summary, title="政务公开事项标准目录校验报告", statistics=statistics)
    return pages.text("report.html", **values)


def _junit(workspace: Workspace, findings: list[Finding], files: Iterator[str], *, strict: bool) -> str:
    from gwcat.report.junit import junit_report

    return junit_report(findings, files, source_lines(workspace), strict=strict, prefix=_below_checkout(workspace.root))


def _looked_at(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path]) -> Iterator[str]:
    """Paths of the source files that were checked, from the workspace."""
    from gwcat.source.layout import SUFFIXES

    top = workspace.catalogs
    wanted = [top / workspace.resolve(name) for name in counties] + [path.resolve() for path in paths]
    wanted = [path if path.is_relative_to(top) else top for path in wanted] or [top]
    for path in top.rglob("*"):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(top).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and any(path.is_relative_to(each) for each in wanted):
            yield path.relative_to(workspace.root).as_posix()


def _below_checkout(root: Path) -> str:
    """What leads from the folder that a CI service checked out down to the workspace: `政务/`, or nothing."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        top = os.environ.get(name)
        if top and root.is_relative_to(Path(top).resolve()):
            return "".join(f"{part}/" for part in root.relative_to(Path(top).resolve()).parts)
    return ""


def hand_over(text: str, out: Path | None) -> None:
    """Write the report to a file, whole or not at all, or to standard output."""
    if out:
        from gwcat.filing.swap import write_file

        try:
            write_file(out, text.encode("utf-8", "backslashreplace"))
        except StorageError as fault:
            fault.hint = fault.hint.replace("--out", "--output")
            raise
    else:
        click.echo(text, nl=False)


def append_summary(findings: list[Finding], summary: Summary) -> None:
    """The summary of the step, into the file that GitHub names; a step without it is no failure."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from gwcat.report.github import SUMMARY_BYTES, step_summary

    try:
        with Path(name).open("ab") as file:
            file.write(step_summary(findings, summary, SUMMARY_BYTES - file.tell()).encode("utf-8", "backslashreplace"))
    except OSError as error:
        click.echo(f"没有写成这一步的摘要：{storage_error(error, '写入').message}", err=True)
