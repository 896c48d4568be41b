"""What must be found where: the lines of a list for checking one's own website before others do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gwcat.model.catalogue import Channel


@dataclass(frozen=True, slots=True)
class Line:
    """One item in one place: 网站栏目 (empty if none is written), who publishes it by when, and where else."""

    column: str
    unit: str
    domain: str
    identity: str
    name: str
    contents: tuple[str, ...]
    channels: tuple[Channel, ...]
    website: bool
    deadline: str
    dues: tuple[str, ...] = ()  # the days on which it falls due in the time that is checked


@dataclass(frozen=True)
class SelfCheck:
    """All lines of a region or of some of its units, sorted by 栏目 and unit; those without 栏目 come last."""

    region: str
    short_name: str
    first: date | None
    last: date | None
    lines: tuple[Line, ...]
    on_request: int = 0
    withheld: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The units, sorted."""
        return tuple(dict.fromkeys(sorted(line.unit for line in self.lines)))

    def of(self, unit: str) -> tuple[Line, ...]:
        """The lines of one unit."""
        return tuple(line for line in self.lines if line.unit == unit)

    @property
    def without_column(self) -> tuple[Line, ...]:
        """Items of the website that say in no 栏目 to find them."""
        return tuple(line for line in self.lines if line.website and not line.column)

    @property
    def time(self) -> str:
        """The time that is checked, in words."""
        return f"{self.first} 至 {self.last}" if self.first and self.last else ""
