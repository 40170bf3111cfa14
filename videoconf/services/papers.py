"""The attendance of a room on sealed paper, with an address at which anybody checks it."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core import clock
from core.papers import keys, qr_svg, render, seal
from videoconf.services.report import Report, clock_time, rows_of

TEMPLATE: Final = "videoconf/asistencia_sala.typ"
SALT: Final = "videoconf.attendance.paper"
EXACT: Final = r"l j \d\e F \d\e Y, H:i"


def attendance_paper(report: Report) -> bytes:
    """Return the attendance as a sealed PDF. Effects: none. Errors: SealMissing, PaperFault."""
    return seal(render(TEMPLATE, paper_data(report)), reason="Asistencia a una sala")


def paper_data(report: Report) -> dict[str, Any]:
    """Return what the template draws."""
    since, until = report.span
    url = settings.WAGTAILADMIN_BASE_URL + reverse("videoconf:check_attendance", args=[_token(report)])
    return {
        "title": "Asistencia a la sala" if report.is_whole else "Asistencia de una persona",
        "room": report.room.title,
        "when": f"{_said(since)}{localtime(until):–%H:%M}",
        "rows": rows_of(report),
        "people": len(report.rolls),
        "total": clock_time(report.seconds),
        "open": report.room.ended_at is None,
        "ok": report.verdict.ok,
        "events": report.verdict.events,
        "head": report.verdict.head,
        "made": _said(clock.now()),
        "url": url,
        "qr": qr_svg(url),
        "province": settings.PROVINCE_NAME,
        "demo": keys.DEMO_SUBJECT if keys.is_demo() else "",
    }


def _token(report: Report) -> str:
    """Sign what the paper says, as short as it can be: it has to fit in a QR code."""
    head = signing.b64_encode(bytes.fromhex(report.verdict.head)).decode()
    made = int(clock.now().timestamp())
    said = [report.room.pk, head, len(report.rolls), report.seconds, int(report.is_whole), made]
    return signing.dumps(said, salt=SALT)


def _said(moment: datetime) -> str:
    return date_format(localtime(moment), EXACT)
