"""The attendance of the classes that are over, written down as the worker would have; some of it by hand."""

from core.clock import now
from courses.enums import EnrolmentState, Outcome
from courses.models import AttendanceRecord, Enrolment, LiveSession
from courses.services import close_ended_classes, correct_attendance, justify_absence
from demo.seed.history import sit
from people.models import User

# Of each so many with a place in a class of these weeks, one did not come.
MISSED = 5
# Of each so many absences, one had a good reason, and one was a line that fell.
JUSTIFIED, CORRECTED = 4, 7
ELSEWHERE = "Entró desde el equipo de otra persona"


def seed_attendance(editor: User) -> None:
    """Sit people in the past classes that are empty, close all, and justify or correct some absences."""
    over = LiveSession.objects.filter(ends_at__lt=now(), room__participants=None).select_related("room")
    for number, session in enumerate(over.order_by("starts_at", "pk")):
        held = Enrolment.objects.filter(edition=session.edition, state=EnrolmentState.CONFIRMED)
        places = list(held.select_related("person", "entity").order_by("pk"))
        sit(session, [place for turn, place in enumerate(places) if (turn + number) % MISSED])
    close_ended_classes()
    missed = AttendanceRecord.objects.filter(outcome=Outcome.ABSENT).select_related("session__edition")
    for turn, record in enumerate(missed.order_by("pk")):
        if turn % JUSTIFIED == 0:
            justify_absence(record=record, reason="Pleno a la misma hora", actor=editor)
        elif turn % CORRECTED == 0:
            correct_attendance(record=record, seconds=record.scheduled, reason=ELSEWHERE, actor=editor)
