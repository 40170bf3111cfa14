"""The attendance of a room on sealed paper, and what anybody is told of that paper by its address."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core import clock
from core.papers import keys, qr_svg, render, seal
from videoconf.models import Room
from videoconf.services.checking import RoomVerdict, verify_room
from videoconf.services.report import Report, clock_time, rows_of

TEMPLATE: Final = "videoconf/asistencia_sala.typ"
SALT: Final = "videoconf.attendance.paper"
EXACT: Final = r"l j \d\e F \d\e Y, H:i"


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What a paper said when it was made, and how the room stands now."""

    room: Room
    made_at: datetime
    people: int
    time: str
    is_whole: bool
    head: str
    verdict: RoomVerdict


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


def check_paper(token: str) -> PaperCheck | None:
    """Return what the paper with this address says, or None when we made no such paper. Effects: none."""
    try:
        key, head, people, seconds, whole, made = signing.loads(token, salt=SALT)
        room = Room.objects.get(pk=key)
    except (signing.BadSignature, Room.DoesNotExist):
        return None
    head = signing.b64_decode(head.encode()).hex()
    return PaperCheck(
        room=room,
        made_at=datetime.fromtimestamp(made, UTC),
        people=people,
        time=clock_time(seconds),
        is_whole=bool(whole),
        head=head,
        verdict=verify_room(room.key, printed_head=head),
    )


def _token(report: Report) -> str:
    """Sign what the paper says, as short as it can be: it has to fit in a QR code."""
    head = signing.b64_encode(bytes.fromhex(report.verdict.head)).decode()
    made = int(clock.now().timestamp())
    said = [report.room.pk, head, len(report.rolls), report.seconds, int(report.is_whole), made]
    return signing.dumps(said, salt=SALT)


def _said(moment: datetime) -> str:
    return date_format(localtime(moment), EXACT)
