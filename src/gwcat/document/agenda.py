"""Days with what is to be done on them, as a calendar holds them. Knows nothing of catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that takes a whole day. `key` is the same each time it is made; `alarm` is the day of the reminder."""

    key: str
    day: date
    title: str
    text: str
    alarm: date
    category: str = ""
