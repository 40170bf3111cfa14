"""What people convened are told by mail, each with the entry for her calendar."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from core.calendars import Happening, calendar
from core.outbox import send_mail
from videoconf.models import Meeting, MeetingInvitee
from videoconf.services.guests import address_of


def tell_called(invitee: MeetingInvitee, token: str) -> None:
    """Write to somebody that she is convened, with her own link: once for each link."""
    subject = f"Reunión: {invitee.meeting.room.title}"
    _tell(invitee, subject, "called", f"link:{invitee.link_id}", {"link": address_of(token)})


def tell_changed(invitee: MeetingInvitee) -> None:
    """Write that the meeting is other: her link still opens it."""
    meeting = invitee.meeting
    _tell(invitee, f"Cambia la reunión: {meeting.room.title}", "changed", f"change:{meeting.sequence}")


def tell_cancelled(invitee: MeetingInvitee, why: str = "") -> None:
    """Write that there is no meeting, or none for her: her calendar strikes it out."""
    meeting = invitee.meeting
    subject = f"Se anula la reunión: {meeting.room.title}"
    _tell(invitee, subject, "cancelled", f"cancel:{meeting.sequence}", {"why": why}, off=True)


def happening(meeting: Meeting, *, off: bool = False) -> Happening:
    """Return a meeting as a calendar shows it. It carries no link: calendars are shared."""
    return Happening(
        uid=f"reunion-{meeting.room.key}@{settings.SITE_HOST}",
        title=meeting.room.title,
        starts_at=meeting.room.starts_at,
        ends_at=meeting.room.ends_at,
        sequence=meeting.sequence,
        url=page_of(meeting),
        about=meeting.about,
        cancelled=off or meeting.cancelled_at is not None,
    )


def page_of(meeting: Meeting) -> str:
    """Return the whole address of the page of a meeting."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("meetings:meeting", args=[meeting.pk])


def _tell(
    invitee: MeetingInvitee,
    subject: str,
    template: str,
    what: str,
    facts: dict[str, Any] | None = None,
    off: bool = False,
) -> None:
    meeting = invitee.meeting
    entry = calendar(
        [happening(meeting, off=off)], name=meeting.room.title, method="CANCEL" if off else "PUBLISH"
    )
    send_mail(
        to=invitee.email,
        subject=subject,
        template=f"videoconf/mail/meeting_{template}.txt",
        context={
            "meeting": meeting,
            "room": meeting.room,
            "points": list(meeting.points.all()),
            "host": meeting.convened_by.get_full_name(),
            "name": invitee.name,
            "page": page_of(meeting) if invitee.person_id else "",
            "province_name": settings.PROVINCE_NAME,
            **(facts or {}),
        },
        dedupe_key=f"videoconf.meeting:{invitee.pk}:{what}",
        attachments=[{"name": "reunion.ics", "mime": "text/calendar", "text": entry.decode()}],
    )
