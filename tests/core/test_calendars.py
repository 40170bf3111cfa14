"""Calendars keep the hour of the wall on both sides of the change of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.calendars import Happening, calendar, weekly_starts

MADRID = ZoneInfo("Europe/Madrid")


def test_weekly_at_ten_is_at_ten_after_the_clock_changes():
    starts = weekly_starts(datetime(2026, 10, 19, 10), 2)  # noqa: DTZ001  (the clock on the wall)
    assert starts == [datetime(2026, 10, 19, 8, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)]
    assert [start.astimezone(MADRID).hour for start in starts] == [10, 10]
    # The control: seven times twenty-four hours later it is nine.
    assert (starts[0] + timedelta(hours=7 * 24)).astimezone(MADRID).hour == 9


def test_in_spring_too():
    starts = weekly_starts(datetime(2027, 3, 22, 10), 2)  # noqa: DTZ001  (the clock on the wall)
    assert starts[1] - starts[0] == timedelta(days=7, hours=-1)


def test_an_hour_with_a_zone_is_refused():
    with pytest.raises(ValueError, match="sin zona"):
        weekly_starts(datetime(2026, 10, 19, 10, tzinfo=UTC), 2)


def test_the_file_says_the_zone_and_is_read_back_with_the_same_hours():
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    raw = calendar([Happening("a@x", "Clase, ñandú; " * 9, night, night + timedelta(hours=3), 2)])
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert (event["DTEND"].dt - night, event["SEQUENCE"], str(event["UID"])) == (timedelta(hours=3), 2, "a@x")
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid"
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(raw).walk("VTIMEZONE")] == ["Europe/Madrid"]
    lines = raw.split(b"\r\n")
    assert (max(len(line) for line in lines) <= 75, b"\n" in b"".join(lines)) == (True, False)


def test_without_events_it_is_still_a_calendar():
    assert Calendar.from_ical(calendar([])).walk("VEVENT") == []
