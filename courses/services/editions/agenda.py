"""Classes as entries of a calendar, their changes of hour, and the reminders before them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import audit, clock
from core.calendars import Happening
from core.outbox import send_mail
from core.tenancy import unscoped
from courses.enums import ANNOUNCED, EnrolmentState
from courses.models import Edition, Enrolment, LiveSession
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
        )
        for session in sessions
    ]


def classes_of(person: User) -> list[LiveSession]:
    """Return every class this person takes or gives, past ones too: a calendar keeps them."""
    return list(LiveSession.objects.entered_by(person).in_detail().order_by("starts_at", "pk"))


def classes_in(edition: Edition) -> list[LiveSession]:
    """Return the classes of an edition, in order."""
    return list(edition.sessions.in_detail().order_by("starts_at", "pk"))


def reschedule_session(
    *, session: LiveSession, starts_at: datetime, ends_at: datetime, actor: User | None
) -> LiveSession:
    """Give a class another hour, and its room with it.

    Pre-conditions: `starts_at` < `ends_at`; it has not begun. Effects: hours, SEQUENCE one higher, audit row;
    its reminders are sent for the new hour. Errors: ValueError.
    """
    with transaction.atomic():
        row = LiveSession.objects.select_for_update(of=("self",)).select_related("room").get(pk=session.pk)
        if ends_at <= starts_at or row.starts_at <= clock.now():
            raise ValueError("La clase ya ha empezado, o termina antes de empezar")
        row.starts_at, row.ends_at, row.sequence = starts_at, ends_at, row.sequence + 1
        row.room.starts_at, row.room.ends_at = starts_at, ends_at
        row.room.save(update_fields=["starts_at", "ends_at"])
        row.save(update_fields=["starts_at", "ends_at", "sequence"])
        audit.record(
            action="courses.session.rescheduled",
            actor_id=actor.pk if actor else None,
            entity_id=None,
            target=f"edition:{row.edition_id}",
            detail={"session": row.pk, "sequence": row.sequence, "starts_at": starts_at.isoformat()},
        )
    return row


def remind() -> int:
    """Write, once each, to those who take or give a class: the day before and an hour before.

    Effects: a mail in the outbox for each person and class; a class that has an hour left is not announced
    as "tomorrow" too. Run as often as wanted: the keys keep it to one.
    """
    at = clock.now()
    soon = LiveSession.objects.filter(starts_at__gt=at, starts_at__lte=at + DAY, edition__state__in=ANNOUNCED)
    return sum(_remind_of(session, at) for session in soon.in_detail())


def _remind_of(session: LiveSession, at: datetime) -> int:
    mark = "hour" if session.starts_at - at <= HOUR else "day"
    people = _people_of(session.edition)
    for person in people:
        send_mail(
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
    return len(people)


def _people_of(edition: Edition) -> list[User]:
    with unscoped("se avisa a las personas de todos los ayuntamientos"):
        seated = Enrolment.objects.filter(edition=edition, state=EnrolmentState.CONFIRMED)
        places = list(seated.select_related("person"))
    known = {person.pk: person for person in (*(place.person for place in places), *edition.trainers.all())}
    return [person for person in known.values() if person.is_active]
