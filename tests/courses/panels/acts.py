"""The panels in the tests: people who read, editions that ended, classes whose attendance is written."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from core import clock
from courses.models import AttendanceRecord, CoursePage, Edition, Enrolment, LiveSession
from courses.services import finish_lesson
from people.models import User
from tests import cast


def read_all(who: User, course: CoursePage) -> None:
    """Let somebody finish every lesson."""
    for lesson in cast.lessons_of(course):
        finish_lesson(person=who, lesson=lesson)


def ended(edition: Edition, days: int) -> Edition:
    """Say that the edition ended so many days ago."""
    day = (clock.now() - timedelta(days=days)).date()
    Edition.objects.filter(pk=edition.pk).update(starts_on=day, ends_on=day)
    return edition


def a_closed_class(edition: Edition, **times: Any) -> LiveSession:
    """A class whose attendance has been written."""
    session = cast.a_class(edition, **{"starts_in": -200, **times})
    LiveSession.objects.filter(pk=session.pk).update(attendance_closed_at=clock.now())
    return session


def came(session: LiveSession, place: Enrolment, **fields: Any) -> AttendanceRecord:
    """Write that somebody was in a class from its beginning to its end."""
    scheduled = (session.ends_at - session.starts_at) // timedelta(seconds=1)
    whole = {"seconds": scheduled, "percent": 100, "outcome": "present"}
    return cast.a_record(session, place, **{**whole, **fields})


def addresses(course: CoursePage) -> list[str]:
    """Every address of the panels that is only looked at."""
    sheets = ("ayuntamientos", "llamadas", "cursos", "competencias", "horas")
    inside = ("embudo", "asistencia", "horas")
    return [
        reverse("courses:panel"),
        reverse("courses:panel_course", args=[course.pk]),
        *(reverse("courses:panel_file", args=[name]) for name in sheets),
        *(reverse("courses:panel_course_file", args=[course.pk, name]) for name in inside),
    ]
