"""How far long work has got, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def progress(count: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar for `count` steps on standard error; call what it gives before showing the result of a step.

    Nothing is drawn for one step, with `quiet`, or where standard error is not a terminal.
    """
    if count < 2 or quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label="编译", file=sys.stderr) as bar:

        def advance() -> None:
            click.echo(_CLEAR_LINE, err=True, nl=False)
            bar.update(1)
            click.echo(_CLEAR_LINE, err=True, nl=False)

        yield advance
