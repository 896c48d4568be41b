"""Days as a calendar file (RFC 5545) that Outlook, phones and other programs take in. The same entries give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from uuid import NAMESPACE_URL, uuid5

from gwcat.document.agenda import Entry
from gwcat.render.archive import Stamp

_PROGRAM = "-//gwcat//gwcat//ZH"
_MORNING = timedelta(hours=9)


def calendar_bytes(entries: Sequence[Entry], stamp: Stamp) -> bytes:
    """A calendar of at least one entry. Days are all-day events that leave the time free, with a reminder at nine o'clock.

    An entry that is made again has the same UID, so that a program that knows it changes it instead of adding another.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("PRODID", _PROGRAM), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN")):
        calendar.add(name, value)
    made = datetime(*stamp, tzinfo=timezone.utc)  # noqa: UP017  the property writes this zone as Z
    for entry in entries:
        calendar.add_component(_event(entry, made))
    return bytes(calendar.to_ical())


def _event(entry: Entry, made: datetime):  # type: ignore[no-untyped-def]
    from icalendar import Alarm, Event

    event = Event()
    event.add("UID", f"{uuid5(NAMESPACE_URL, f'gwcat:{entry.key}')}")
    event.add("DTSTAMP", made)
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + timedelta(days=1))
    event.add("SUMMARY", _line(entry.title))
    event.add("DESCRIPTION", entry.text)
    if entry.category:
        event.add("CATEGORIES", [entry.category])
    event.add("TRANSP", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _line(entry.title))
    alarm.add("TRIGGER", entry.alarm - entry.day + _MORNING)
    event.add_component(alarm)
    return event


def _line(text: str) -> str:
    return " ".join(text.split())
