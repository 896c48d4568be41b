"""Mending what can be mended, and saying what was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gwcat.base.width import visible
from gwcat.source.workspace import Workspace


def mend(workspace: Workspace, counties: Sequence[str], paths: Sequence[Path], *, unsafe: bool, write: bool, quiet: bool) -> None:
    """Make the fixes, or show them. What wants to be looked at is shown as a difference, also when it is written."""
    from gwcat.tasks.fix import fix

    fixed = fix(workspace, counties, paths, unsafe=unsafe, write=write)
    if unsafe or not write:
        for difference in fixed.diffs.values():
            click.echo(visible(difference, "\n"), nl=False, err=write)
    if quiet:
        return
    total = sum(fixed.counts.values())
    done = "已改正" if write else "可以改正"
    click.echo(f"{done} {len(fixed.counts)} 个文件里的 {total} 处。" if total else "没有能自动改正的。", err=True)
