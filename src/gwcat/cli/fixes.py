"""Mending what can be mended, and saying what was."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.source.workspace import Workspace


def mend(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path], *, unsafe: bool, write: bool, quiet: bool) -> None:
    """Make the fixes, or show them. What wants to be looked at is shown as a difference before it is written, and asked about
    where somebody can answer."""
    from gwcat.tasks.fix import fix

    shown: Mapping[str, str] = {}
    if unsafe and write:
        shown = fix(workspace, counties, paths, unsafe=True, write=False).diffs
        _show(shown.values(), err=True)
        if shown and _somebody_answers() and not click.confirm("照这样改吗？", err=True):
            click.echo("没有改动。", err=True)
            return
    fixed = fix(workspace, counties, paths, unsafe=unsafe, write=write)
    if not write:
        _show(fixed.diffs.values(), err=False)
    elif unsafe:  # what could be mended only after the first round
        _show((diff.removeprefix(shown.get(path, "")) for path, diff in fixed.diffs.items()), err=True)
    if quiet:
        return
    total = sum(fixed.counts.values())
    done = "已改正" if write else "可以改正"
    click.echo(f"{done} {len(fixed.counts)} 个文件里的 {total} 处。" if total else "没有能自动改正的。", err=True)


def _show(differences: Iterable[str], *, err: bool) -> None:
    for difference in differences:
        click.echo(visible(difference, "\n"), nl=False, err=err)


def _somebody_answers() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
