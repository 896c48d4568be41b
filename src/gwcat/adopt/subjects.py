"""主体对应: which units here a generic subject above stands for, and where each of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gwcat.adopt.item import Origin
from gwcat.base.names import fold
from gwcat.model.finding import DataPath
from gwcat.source.file import SourceFile

_KEY = "主体对应"


class Mapped(NamedTuple):
    """Units in order, each with where the mapping names it, and the entry that changed something first."""

    units: dict[str, Origin | None]
    changed_by: Origin | None


class Subjects:
    """主体对应 of a file and of its region; what the file says wins."""

    def __init__(self, file: SourceFile, region_file: SourceFile) -> None:
        self._known: dict[str, tuple[Origin, tuple[tuple[str, Origin], ...]]] = {}
        for source in (region_file, file):
            mapping = source.tree.get(_KEY)
            for name, written in mapping.items() if isinstance(mapping, dict) else ():
                entries = tuple((unit, Origin(source, (_KEY, name, *at))) for at, unit in _units(written))
                self._known[fold(name)] = Origin(source, (_KEY, name)), entries

    def map(self, subjects: Iterable[str]) -> Mapped:
        """The units that subjects above stand for here, none twice."""
        units: dict[str, Origin | None] = {}
        changed_by = None
        for subject in subjects:
            if (known := self._known.get(fold(subject))) is None:
                units.setdefault(subject, None)
                continue
            entry, written = known
            if [unit for unit, _ in written] != [subject]:
                changed_by = changed_by or entry
            for unit, at in written:
                units.setdefault(unit, at)
        return Mapped(units, changed_by)


def _units(written: object) -> Iterator[tuple[DataPath, str]]:
    entries = [((n,), unit) for n, unit in enumerate(written)] if isinstance(written, list) else [((), written)]
    yield from ((at, unit) for at, unit in entries if isinstance(unit, str) and unit.strip())
