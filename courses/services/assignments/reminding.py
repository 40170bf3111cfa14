"""Reminding of work that has not been handed in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from core import clock
from core.outbox import send_mail
from core.tenancy import unscoped
from courses.models import Assignment, Enrolment, Submission
from courses.words import moment

DAY = timedelta(days=1)


def remind_of_assignments() -> int:
    """Write, once each, to those who have a day left and have handed in nothing.

    Effects: a mail in the outbox for each person and date; run as often as wanted, the keys keep it to one.
    """
    at = clock.now()
    due = Assignment.objects.open_at(at).filter(due_at__lte=at + DAY).select_related("edition__course")
    return sum(_remind_of(assignment, at) for assignment in due)


def _remind_of(assignment: Assignment, at: datetime) -> int:
    with unscoped("se avisa a las personas de todos los ayuntamientos"):
        sent = Submission.objects.filter(assignment=assignment).values("enrolment")
        places = Enrolment.objects.filter(edition=assignment.edition_id).enrolled().exclude(pk__in=sent)
        people = [place.person for place in places.select_related("person") if place.person.is_active]
    for person in people:
        send_mail(
            to=person.email,
            subject=f"Te queda poco para entregar: {assignment.title}",
            template="courses/mail/assignment_due.txt",
            context={
                "name": person.get_short_name(),
                "title": assignment.title,
                "course": assignment.edition.course.title,
                "when": moment(assignment.due_at, at),
                "province_name": settings.PROVINCE_NAME,
                "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:assignment", args=[assignment.pk]),
            },
            # Another date is another reminder.
            dedupe_key=f"courses.assignment_due:{assignment.pk}:{assignment.due_at:%Y%m%d%H%M}:{person.pk}",
        )
    return len(people)
