"""The state of review of items: confirmed, changed since, never confirmed, to be looked at again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Literal, NamedTuple

Status = Literal["确认后有改动", "不予公开待评估", "从未确认", "到期待复核", "已确认"]
STATUSES: tuple[Status, ...] = ("确认后有改动", "不予公开待评估", "从未确认", "到期待复核", "已确认")
MONTHS = 12  # after which what was confirmed is looked at again


class Reviewed(NamedTuple):
    """One item of a unit: its status, the fields that changed, when and by whom it was confirmed."""

    unit: str
    domain: str
    identity: str
    name: str
    status: Status
    fields: tuple[str, ...] = ()
    day: date | None = None
    by: str = ""
    withheld: str = ""  # why it is not published


class Review(NamedTuple):
    """The items of a region or of some of its units, judged at a day."""

    region: str
    short_name: str
    day: date | None
    items: tuple[Reviewed, ...]
    remarks: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Status, int]:
        """How many items have each status."""
        found = Counter(item.status for item in self.items)
        return {status: found[status] for status in STATUSES}

    @property
    def clean(self) -> bool:
        """Whether nothing has to be looked at."""
        return all(item.status == "已确认" for item in self.items)
