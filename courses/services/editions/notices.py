"""What the people of an edition are told when its hours change or it is called off, with the entry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from core.calendars import calendar
from core.outbox import send_mail
from courses.enums import LIVE
from courses.models import Edition, LiveSession
from courses.services.editions.agenda import happenings
from courses.services.editions.members import people_in
from people.models import User


def tell_added(edition: Edition, added: Sequence[LiveSession]) -> None:
    """Write once to each of the people of an edition of all the classes added at once."""
    subject = "Hay una clase nueva: {course}" if len(added) == 1 else "Hay clases nuevas: {course}"
    key = f"courses.added:{added[0].pk}"
    _tell(people_in(edition), edition, added, _Mail(subject, "classes_added", key))


def tell_moved(row: LiveSession, before: datetime) -> None:
    """Write once for each change to each of the people of a class that it has another hour."""
    mail = _Mail("Cambia de hora una clase: {course}", "class_moved", _key(row), {"before": before})
    _tell(people_in(row.edition), row.edition, [row], mail)


def tell_called_off(row: LiveSession) -> None:
    """Write once to each of the people of a class that there will be none."""
    mail = _Mail("Se anula una clase: {course}", "class_cancelled", _key(row))
    _tell(people_in(row.edition), row.edition, [row], mail)


def tell_ended(edition: Edition, struck: Sequence[LiveSession]) -> None:
    """Write once to everybody who has or waits for a place, and to the trainers, that there is no edition."""
    mail = _Mail("Se ha anulado la edición: {course}", "edition_cancelled", f"courses.off:{edition.pk}")
    _tell(people_in(edition, LIVE), edition, struck, mail)


class _Mail:
    """Which mail: subject, template, what makes it one, and its own facts."""

    def __init__(self, subject: str, template: str, key: str, facts: dict[str, Any] | None = None) -> None:
        self.subject, self.template, self.key, self.facts = subject, template, key, facts or {}


def _key(row: LiveSession) -> str:
    return f"courses.class:{row.pk}:{row.sequence}"


def _tell(people: Sequence[User], edition: Edition, sessions: Sequence[LiveSession], mail: _Mail) -> None:
    entry = calendar(happenings(sessions), name=edition.course.title).decode()
    papers = [{"name": "clases.ics", "mime": "text/calendar", "text": entry}] if sessions else []
    common = {
        "edition": edition,
        "course": edition.course.title,
        "sessions": sessions,
        "province_name": settings.PROVINCE_NAME,
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:aula", args=[edition.code]),
        **mail.facts,
    }
    for person in people:
        send_mail(
            to=person.email,
            subject=mail.subject.format(course=edition.course.title),
            template=f"courses/mail/{mail.template}.txt",
            context={**common, "name": person.get_short_name()},
            dedupe_key=f"{mail.key}:{person.pk}",
            attachments=papers,
        )
