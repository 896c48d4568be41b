"""权责清单: what a unit has power or duty to do, and whether the catalogue has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

DutyStatus = Literal["已列入", "不予公开", "未列入"]
DUTY_STATUSES: tuple[DutyStatus, ...] = ("已列入", "不予公开", "未列入")
DutyLink = Literal["编号", "同名", "相近", ""]  # found by 对应, by the same name, by likeness


@dataclass(frozen=True)
class Duty:
    """An entry of a 权责清单: `kind` is its 权力类型, `targets` the 编号 under 对应, `place` where it stands."""

    name: str
    kind: str = ""
    unit: str = ""
    targets: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class DutyFate:
    """Whether a duty is in the catalogue, by which item, and how that was found.

    Of a duty that is not, the item is the nearest one, if there is any; `likeness` is from 0 to 1.
    """

    duty: Duty
    status: DutyStatus
    link: DutyLink = ""
    identity: str = ""
    item: str = ""
    unit: str = ""
    likeness: float = 0.0
    note: str = ""


@dataclass(frozen=True)
class DutyCoverage:
    """A whole list: where it came from, from which likeness on two names count as like, what became of each entry."""

    source: str
    threshold: float
    fates: tuple[DutyFate, ...]
    remarks: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """权责事项 = 已列入 + 不予公开 + 未列入."""
        return _counted(self.fates)

    @property
    def by_unit(self) -> list[tuple[str, Mapping[str, int]]]:
        """The counts of each unit in the order of the list."""
        units = dict.fromkeys(fate.duty.unit for fate in self.fates)
        return [(unit, _counted(fate for fate in self.fates if fate.duty.unit == unit)) for unit in units]

    def linked(self, link: DutyLink) -> int:
        """How many were found in that way."""
        return sum(1 for fate in self.fates if fate.status != "未列入" and fate.link == link)


def _counted(fates: Iterable[DutyFate]) -> Mapping[str, int]:
    counts = Counter(fate.status for fate in fates)
    return {status: counts[status] for status in DUTY_STATUSES}
