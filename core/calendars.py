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
    # Called off: the calendars that have it strike it out.
    cancelled: bool = False


def calendar(events: Iterable[Happening], *, name: str = "Concejo", method: str = "PUBLISH") -> bytes:
    """Return a calendar file with its time zone, so that each program shows the hour of the province.

    With the method "CANCEL", programs take what it holds out of the calendar (RFC 5546).
    """
    made = Calendar()
    made.add("prodid", "-//Concejo//ES")
    made.add("version", "2.0")
    made.add("method", method)
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
    if happening.cancelled:
        event.add("status", "CANCELLED")
    if happening.about:
        event.add("description", happening.about)
    if happening.url:
        event.add("url", happening.url)
    return event


def on_the_wall(local: datetime) -> datetime:
    """Return in UTC the moment when the clock of the province says this.

    Pre-conditions: `local` has no zone. An hour that comes twice, in October, is the first of the two.
    Errors: ValueError with a zone, and for the hour that a night of March does not have.
    """
    if local.tzinfo is not None:
        raise ValueError("La hora se dice sin zona: es la del reloj de la provincia")
    moment = local.replace(tzinfo=MADRID).astimezone(UTC)
    if moment.astimezone(MADRID).replace(tzinfo=None) != local:
        raise ValueError("Esa hora no existe: esa noche se adelanta el reloj")
    return moment


def weekly_starts(first_local: datetime, weeks: int) -> list[datetime]:
    """Return the starts of something weekly at the same hour of the wall, in UTC.

    Pre-conditions: `first_local` has no zone: it is what the clock of the province says. Seven days are not
    always 7×24 hours. Errors: those of `on_the_wall`.
    """
    return [on_the_wall(first_local + timedelta(weeks=week)) for week in range(weeks)]
