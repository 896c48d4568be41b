"""Build several regions, on several processors where that pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from gwcat.base.errors import storage_error
from gwcat.tasks.again import fingerprint, remember, remembered
from gwcat.tasks.options import BuildOptions, BuildResult

_WORTH_A_PROCESS = 4  # fewer regions than this are built sooner than a second process is started


def build_regions(folders: Sequence[str], options: BuildOptions, jobs: int | None = None) -> Iterator[BuildResult]:
    """The result of each region, in the given order, as it becomes ready.

    `jobs` processes at the most; by default one for each processor if there are regions enough. What stops one region
    (GwcatError) stops the run; packages that were finished before stay.
    """
    wanted = jobs or (os.cpu_count() or 1 if len(folders) >= _WORTH_A_PROCESS else 1)
    count = min(wanted, len(folders))
    if count <= 1:
        for folder in folders:
            yield build_or_keep(folder, options)
        return
    import multiprocessing

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(count) as pool:
        yield from pool.imap(_Task(options), folders)


def build_or_keep(folder: str, options: BuildOptions) -> BuildResult:
    """Build a region's package, or keep the last one if nothing has changed since."""
    try:
        key = fingerprint(folder, options)
    except OSError as error:
        raise storage_error(error, "读取源文件") from error
    if (result := remembered(folder, options, key)) is not None:
        return result
    from gwcat.tasks.build import build_region  # what follows is worth loading only now

    result = build_region(folder, options)
    remember(folder, options, key, result)
    return result


class _Task:
    """Builds one region in another process."""

    def __init__(self, options: BuildOptions) -> None:
        self._options = options

    def __call__(self, folder: str) -> BuildResult:
        return build_or_keep(folder, self._options)
