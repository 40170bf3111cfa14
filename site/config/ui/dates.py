"""Dates as people say them, and as a certificate says them."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from core.clock import now

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
NEAR_DAYS = {-1: "ayer", 0: "hoy", 1: "mañana"}
SOON = timedelta(days=2)

Moment = date | datetime


def _local(moment: Moment) -> Moment:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def _day(moment: Moment) -> date:
    here = _local(moment)
    return here.date() if isinstance(here, datetime) else here


def today() -> date:
    """Return the day it is in the province, not in UTC."""
    return timezone.localtime(now()).date()


def hour(moment: datetime) -> str:
    """Say the hour: "a las 10:00", "a la 1:30"."""
    here = timezone.localtime(moment)
    return f"{'a la' if here.hour == 1 else 'a las'} {here.hour}:{here.minute:02d}"


def day(moment: Moment) -> str:
    """Say the day: "hoy", "mañana", "9 oct"; with the year only when it is another one."""
    that, this = _day(moment), today()
    near = NEAR_DAYS.get((that - this).days)
    if near:
        return near
    short = f"{that.day} {MONTHS[that.month - 1][:3]}"
    return short if that.year == this.year else f"{short} {that.year}"


def said(moment: Moment) -> str:
    """Say a moment: the hour only while the day is near enough for it to matter."""
    words = day(moment)
    near = words in NEAR_DAYS.values()
    return f"{words} {hour(moment)}" if near and isinstance(moment, datetime) else words


def long_day(moment: Moment) -> str:
    """Say the whole day without the year: "lunes 5 de octubre"."""
    that = _day(moment)
    return f"{WEEKDAYS[that.weekday()]} {that.day} de {MONTHS[that.month - 1]}"


def exact(moment: Moment) -> str:
    """Write a moment for the record: "lunes 5 de octubre de 2026, 10:00"."""
    words = f"{long_day(moment)} de {_day(moment).year}"
    return f"{words}, {_local(moment):%H:%M}" if isinstance(moment, datetime) else words


def official_clock(moment: datetime) -> str:
    """Write the official date and time, to the second: "5/10/2026, 09:48:11"."""
    here = timezone.localtime(moment)
    return f"{here.day}/{here.month}/{here.year}, {here:%H:%M:%S}"


def starts_said(moment: datetime) -> str:
    """Say when something starts: in minutes while it is near, then that it is going on."""
    minutes = -(-(moment - now()).total_seconds() // 60)
    if minutes <= 0:
        return "En directo"
    if minutes < 60:
        return f"Empieza en {minutes:.0f} {'minuto' if minutes == 1 else 'minutos'}"
    return said(moment).capitalize() if day(moment) in NEAR_DAYS.values() else f"{day(moment)} {hour(moment)}"


def due_class(moment: Moment) -> str:
    """Say how pressing a limit is: "late", "soon" or nothing."""
    present: Moment = now() if isinstance(moment, datetime) else today()
    if moment < present:  # type: ignore[operator]  # both sides are of the same kind by the line above
        return "late"
    return "soon" if moment - present <= SOON else ""  # type: ignore[operator]


def due_said(moment: Moment) -> str:
    """Say a limit in words, so that lateness is not only a colour."""
    if due_class(moment) == "late":
        return f"Vencido {day(moment)}" if day(moment) in NEAR_DAYS.values() else f"Venció el {day(moment)}"
    words = day(moment)
    return f"Hasta {words}" if words in NEAR_DAYS.values() else f"Hasta el {words}"


def duration(minutes: int) -> str:
    """Say a length of time: "45 min", "1 h 20 min"."""
    hours, rest = divmod(int(minutes), 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )
