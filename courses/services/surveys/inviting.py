"""Asking people to answer: one mail when the survey opens, and one more before it closes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from core import clock
from core.models import OutboxMessage
from core.outbox import send_mail
from courses.models import Enrolment
from courses.services.surveys.moments import Waiting, surveys_waiting

# Between the invitation and the reminder there is a day at least, also when the worker was stopped.
DAY = timedelta(days=1)


def invite_to_surveys() -> int:
    """Write to those who can answer and have not; return to how many.

    Effects: one invitation and one reminder for each place at most, by their keys. Run as often as wanted.
    """
    at = clock.now()
    waiting = [each for each in surveys_waiting() if each.place.person.is_active]
    for each in waiting:
        if _reminder_is_due(each, at):
            _write(each, "reminder")
        else:
            _write(each, "invitation")
    return len(waiting)


def _reminder_is_due(waiting: Waiting, at: datetime) -> bool:
    """Say whether two thirds of the time have gone, and the invitation is not of today."""
    if at < waiting.opens + (waiting.closes - waiting.opens) * 2 / 3:
        return False
    sent = OutboxMessage.objects.filter(dedupe_key=_key(waiting.place, "invitation"))
    return sent.filter(created_at__lte=at - DAY).exists()


def _key(place: Enrolment, mark: str) -> str:
    return f"courses.survey:{place.pk}:{mark}"


def _write(waiting: Waiting, mark: str) -> None:
    place, course = waiting.place, waiting.place.edition.course.title
    is_first = mark == "invitation"
    said = "Cuéntanos qué tal: {}" if is_first else "Últimos días para contarnos qué tal: {}"
    send_mail(
        to=place.person.email,
        subject=said.format(course),
        template="courses/mail/survey.txt",
        context={
            "name": place.person.get_short_name(),
            "course": course,
            "is_first": is_first,
            "closes": waiting.closes - timedelta(minutes=1),
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:survey", args=[place.edition.code]),
        },
        dedupe_key=_key(place, mark),
    )
