"""Classes as entries of a calendar, and the reminders before them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from core import clock
from core.calendars import Happening
from core.outbox import Mail, send_mails
from courses.enums import ANNOUNCED, ENDED
from courses.models import Edition, LiveSession
from courses.services.editions.members import people_of
from courses.words import moment
from people.models import User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def happenings(sessions: Iterable[LiveSession]) -> list[Happening]:
    """Return classes as a calendar shows them."""
    site = settings.WAGTAILADMIN_BASE_URL
    return [
        Happening(
            uid=f"clase-{session.pk}@{settings.SITE_HOST}",
            title=session.title,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            sequence=session.sequence,
            url=site + reverse("courses:session", args=[session.pk]),
            about=f"{session.edition.course.title} · {session.edition.title}",
            cancelled=session.cancelled_at is not None,
        )
        for session in sessions
    ]


def classes_of(person: User) -> list[LiveSession]:
    """Return every class this person takes or gives, past and called off too: a calendar keeps them.

    Those of an edition that ended or was called off stay: a calendar program forgets what it is not told.
    """
    hers = LiveSession.every.entered_by(person, (*ANNOUNCED, *ENDED))
    return list(hers.in_detail().order_by("starts_at", "pk"))


def classes_in(edition: Edition) -> list[LiveSession]:
    """Return the classes of an edition, in order, those called off too."""
    return list(LiveSession.every.filter(edition=edition).in_detail().order_by("starts_at", "pk"))


def remind() -> int:
    """Write, once each, to those who take or give a class: the day before and an hour before.

    Effects: a mail in the outbox for each person and class; a class that has an hour left is not announced
    as "tomorrow" too. Run as often as wanted: the keys keep it to one. The same few questions, however many
    classes and people. Returns how many reminders stand.
    """
    at = clock.now()
    soon = LiveSession.objects.filter(starts_at__gt=at, starts_at__lte=at + DAY, edition__state__in=ANNOUNCED)
    classes = list(soon.in_detail())
    people = people_of({session.edition_id for session in classes})
    mails = [_reminder(session, each, at) for session in classes for each in people[session.edition_id]]
    send_mails(mails)
    return len(mails)


def _reminder(session: LiveSession, person: User, at: datetime) -> Mail:
    mark = "hour" if session.starts_at - at <= HOUR else "day"
    return Mail(
        to=person.email,
        subject=f"{moment(session.starts_at, at).capitalize()}: {session.title}",
        template="courses/mail/class_reminder.txt",
        context={
            "name": person.get_short_name(),
            "session": session,
            "when": moment(session.starts_at, at),
            "course": session.edition.course.title,
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:session", args=[session.pk]),
        },
        dedupe_key=f"courses.reminder:{session.pk}:{session.sequence}:{mark}:{person.pk}",
    )
