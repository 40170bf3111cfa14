"""Calendars that any program reads (RFC 5545), and weekly hours by the clock on the wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from core import clock

ZONE: Final = "Europe/Madrid"
MADRID: Final = ZoneInfo(ZONE)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with an hour. The same `uid` is the same thing for ever; a higher `sequence` replaces it."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    url: str = ""
    about: str = ""


def calendar(events: Iterable[Happening], *, name: str = "Concejo") -> bytes:
    """Return a calendar file with its time zone, so that each program shows the hour of the province."""
    made = Calendar()
    made.add("prodid", "-//Concejo//ES")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for happening in events:
        made.add_component(_event(happening))
    # Works out from the hours which changes of the clock have to be told.
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _event(happening: Happening) -> Event:
    event = Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", happening.starts_at.astimezone(MADRID))
    event.add("dtend", happening.ends_at.astimezone(MADRID))
    event.add("sequence", happening.sequence)
    event.add("summary", happening.title)
    if happening.about:
        event.add("description", happening.about)
    if happening.url:
        event.add("url", happening.url)
    return event


def weekly_starts(first_local: datetime, weeks: int) -> list[datetime]:
    """Return the starts of something weekly at the same hour of the wall, in UTC.

    Pre-conditions: `first_local` has no zone: it is what the clock of the province says. Seven days are not
    always 7×24 hours. Errors: ValueError with a zone.
    """
    if first_local.tzinfo is not None:
        raise ValueError("La primera hora se dice sin zona: es la del reloj de la provincia")
    walls = (first_local + timedelta(weeks=week) for week in range(weeks))
    return [wall.replace(tzinfo=MADRID).astimezone(UTC) for wall in walls]
