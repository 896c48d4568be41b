"""Build several regions, on several processors where that pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gwcat.base.errors import GwcatError, storage_error
from gwcat.filing.git import Revision, revision
from gwcat.filing.swap import clear_leftovers
from gwcat.report.summary import Summary
from gwcat.tasks.again import fingerprint, last_above, remember, remembered
from gwcat.tasks.options import BuildOptions, BuildResult

if TYPE_CHECKING:
    from gwcat.tasks.workshop import Workshop

_WORTH_A_PROCESS = 4  # fewer regions than this are built sooner than a second process is started


def build_regions(folders: Sequence[str], options: BuildOptions, jobs: int | None = None) -> Iterator[BuildResult]:
    """The result of each region, in the given order, as it becomes ready.

    `jobs` processes at the most; by default one for each processor if there are regions enough. What stops one region
    (a GwcatError, kept in its result) does not stop the others.
    """
    _workshop.cache_clear()  # what an earlier run has read may have changed since
    wanted = jobs or (os.cpu_count() or 1 if len(folders) >= _WORTH_A_PROCESS else 1)
    count = min(wanted, len(folders))
    task = _Task(options, revision(options.root))
    if count <= 1:
        yield from map(task, folders)
        return
    import multiprocessing

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(count, _leave_interrupts) as pool:
        yield from pool.imap(task, folders)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that started the others; it ends them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass(frozen=True, eq=False)
class _Task:
    """Builds a region's package, here or in another process, or keeps the last one if nothing has changed since."""

    options: BuildOptions
    at: Revision

    def __call__(self, folder: str) -> BuildResult:
        try:
            return self._build(folder)
        except GwcatError as fault:
            return BuildResult(folder, "", [], Summary.of([], files=0, items=0), fault=fault)

    def _build(self, folder: str) -> BuildResult:
        try:
            above = last_above(folder, self.options)
            key = fingerprint(folder, above, self.options, self.at)
        except OSError as error:
            raise storage_error(error, "读取源文件") from error
        if (result := remembered(folder, self.options, key)) is not None:
            if result.package is not None:
                clear_leftovers(result.package)
            return result
        from gwcat.tasks.build import build_region  # what follows is worth loading only now

        result = build_region(folder, self.options, self.at, _workshop(self.options.root))
        if result.above != above:
            key = fingerprint(folder, result.above, self.options, self.at)
        remember(folder, self.options, key, result)
        return result


@lru_cache(maxsize=1)
def _workshop(root: Path) -> Workshop:
    from gwcat.tasks.workshop import Workshop

    return Workshop.of(root)
