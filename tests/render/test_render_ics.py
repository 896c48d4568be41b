"""Calendar files: byte for byte by RFC 5545, read back by two parsers, the same each time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import ics
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from gwcat.document.agenda import Entry
from gwcat.render.ics import calendar_bytes

_STAMP = (2026, 1, 1, 0, 0, 0)
_ENTRY = Entry(
    "莒南|周期|县民政局|社会救助|社会救助-001|2026年第1季度",
    date(2026, 2, 24),
    "公开：城乡居民最低生活保障对象名单、困难残疾人生活补贴和重度残疾人护理补贴对象名单；其他\\🀄（2026年第1季度）",
    "单位：县民政局\n时限：每季度，首月20日；法律、法规另有规定的，从其规定",
    date(2026, 2, 14),
    "政务公开",
)
# Property -> how often it may stand in a VEVENT of ours (RFC 5545, 3.6.1).
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP"}
_LINE = re.compile(r"[A-Z-]+(?:;[A-Z-]+=[^;:\"]+)*:[^\x00-\x08\x0b-\x1f\x7f]*")


def unfolded(data: bytes) -> list[str]:
    """The content lines of a calendar file; fails for anything that RFC 5545 does not allow."""
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(_LINE.fullmatch(line) for line in lines)
    return lines


def test_the_lines_of_an_entry() -> None:
    lines = unfolded(calendar_bytes([_ENTRY], _STAMP))
    begin, end = lines.index("BEGIN:VALARM"), lines.index("END:VALARM")
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gwcat//gwcat//ZH", "CALSCALE:GREGORIAN"]
    assert lines[-1] == "END:VCALENDAR"
    own = [line for line in lines[5 : lines.index("END:VEVENT")] if line not in lines[begin : end + 1]]
    assert sorted(re.split("[;:]", line)[0] for line in lines[5:begin]) == sorted(_ONCE)
    assert "DTSTART;VALUE=DATE:20260224" in own
    assert "DTEND;VALUE=DATE:20260225" in own
    assert "DTSTAMP:20260101T000000Z" in own
    assert "DESCRIPTION:单位：县民政局\\n时限：每季度，首月20日；法律、法规另有规定的，从其规定" in own
    assert lines[begin + 1] == "ACTION:DISPLAY"
    assert "TRIGGER:-P9DT15H" in lines[begin:end]  # nine o'clock on the working day before, ten days ahead


def test_two_parsers_read_what_was_written() -> None:
    data = calendar_bytes([_ENTRY], _STAMP)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (_ENTRY.title, _ENTRY.text)
    assert (event.decoded("DTSTART"), event.decoded("DTSTAMP")) == (_ENTRY.day, datetime(2026, 1, 1, tzinfo=timezone.utc))  # noqa: UP017
    (other,) = ics.Calendar(data.decode()).events
    assert (other.name, other.description, other.all_day) == (_ENTRY.title, _ENTRY.text, True)
    assert (other.begin.date(), other.duration) == (_ENTRY.day, timedelta(days=1))
    (alarm,) = other.alarms
    assert (event.decoded("DTSTART") - date(2026, 2, 14)) + alarm.trigger == timedelta(hours=9)


def test_the_identity_stays_when_the_day_and_the_words_change() -> None:
    def identity(entry: Entry) -> str:
        (line,) = [line for line in unfolded(calendar_bytes([entry], _STAMP)) if line.startswith("UID:")]
        return line

    later = Entry(_ENTRY.key, date(2026, 3, 1), "别的", "别的", date(2026, 2, 28))
    assert identity(later) == identity(_ENTRY)
    assert identity(Entry("别的", *[getattr(_ENTRY, name) for name in ("day", "title", "text", "alarm")])) != identity(_ENTRY)


_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("，；,;\\\n：中🀄"), min_size=1, max_size=90)


@pytest.mark.filterwarnings("ignore")
@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.dates(date(1990, 1, 1), date(2199, 1, 1))), min_size=1, max_size=3))
def test_whatever_is_written_is_a_calendar_with_the_same_bytes_each_time(found: list[tuple[str, str, date]]) -> None:
    entries = [Entry(str(number), day, title, text, day) for number, (title, text, day) in enumerate(found)]
    data = calendar_bytes(entries, _STAMP)
    assert calendar_bytes(entries, _STAMP) == data
    unfolded(data)
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [entry.day for entry in entries]
    assert [str(event["SUMMARY"]) for event in events] == [" ".join(entry.title.split()) for entry in entries]
    assert [str(event["DESCRIPTION"]) for event in events] == [entry.text for entry in entries]
