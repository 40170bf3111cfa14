"""The panel of a course: where people are lost on the way, and which comarcas do not come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.tenancy import unscoped
from courses.enums import ENROLLED
from courses.models import Certificate, CoursePage, Enrolment, LiveSession, QuizAttempt
from courses.services.attendance.totals import totals_of
from courses.services.dashboard.facts import Facts, day_of, gather
from courses.services.dashboard.presence import CAME, Cell, by_weekday_and_hour, cells, records_of
from courses.services.quizzes.placed import placed_in
from courses.services.surveys import Satisfaction, satisfaction_by_course

# More classes than these do not fit on a sheet of paper.
CLASSES_SHOWN = 8
REACHING, CERTIFIED = "Llegan al mínimo de asistencia", "Tienen certificado"
AT_THE_END = (REACHING, CERTIFIED)
Funnel = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CoursePanel:
    """Everything the page of a course shows."""

    since: datetime
    # (step, people), each step with the people who reached it. A course without classes or quizzes has no
    # step for them.
    funnel: Funnel
    classes: tuple[LiveSession, ...]
    # (comarca, a cell for each class).
    heat: tuple[tuple[str, tuple[Cell, ...]], ...]
    hours: dict[tuple[int, int], Cell]
    # (code, title) of the editions counted: where one looks for the people behind a figure.
    editions: tuple[tuple[str, str], ...]
    satisfaction: Satisfaction | None

    @property
    def most_lost(self) -> tuple[str, int] | None:
        """Return the step before which most people are lost, and how many; None when nobody is."""
        # Reading, coming and passing are done side by side, so each is set against having a place.
        # Enough attendance and a certificate come when an edition is over: to lack them is not to be lost.
        _, seated, *later = self.funnel
        under_way = [reached for reached in later if reached[0] not in AT_THE_END]
        step, people = min(under_way, key=lambda reached: reached[1])
        return (step, seated[1] - people) if people < seated[1] else None


def course_panel(*, course: CoursePage) -> CoursePanel:
    """Return the panel of a course over the editions of the last twelve months.

    Effects: none. A fixed number of questions to the database, whatever the number of people.
    """
    facts = gather(course_path=course.path)
    seated = [place for place in facts.places if place.state in ENROLLED]
    records = records_of(since=day_of(facts.since), course_path=course.path)
    given = LiveSession.objects.filter(
        edition__in={place.edition_id for place in facts.places}, attendance_closed_at__isnull=False
    )
    shown = tuple(given.order_by("starts_at", "pk"))[-CLASSES_SHOWN:]
    editions = dict.fromkeys((place.edition__code, place.edition__title) for place in facts.places)
    return CoursePanel(
        since=facts.since,
        funnel=_funnel(course, facts, seated, records),
        classes=shown,
        heat=_heat(records, shown),
        hours=by_weekday_and_hour(records),
        editions=tuple(editions),
        satisfaction=satisfaction_by_course(since=day_of(facts.since)).get(course.pk),
    )


def _funnel(course: CoursePage, facts: Facts, seated: list[Any], records: Collection[Any]) -> Funnel:
    people = {place.person_id for place in seated}
    came = {record.enrolment__person_id for record in records if record.outcome in CAME}
    finished = {place.person_id for place in seated if facts.has_finished(place)}
    quizzes = list(placed_in(course))
    return (
        ("Han pedido plaza", len({place.person_id for place in facts.places})),
        ("Han tenido plaza", len(people)),
        *((("Han ido a alguna clase", len(people & came)),) if records else ()),
        *(((REACHING, len(_reaching(seated))),) if records else ()),
        ("Han terminado las lecciones", len(finished)),
        *((("Han aprobado el cuestionario", len(_passing(seated, quizzes))),) if quizzes else ()),
        (CERTIFIED, len(_certified(seated))),
    )


def _reaching(seated: list[Any]) -> set[int]:
    """Return who attended enough, by the sums that certificates use."""
    with unscoped("el panel del servicio cuenta a todos los ayuntamientos"):
        held = Enrolment.objects.filter(pk__in=[place.pk for place in seated])
        places = list(held.select_related("edition"))
    totals = totals_of(places)
    return {place.person_id for place in places if totals[place.pk].passes}


def _passing(seated: list[Any], quizzes: list[int]) -> set[int]:
    """Return who passed every quiz of the course with one and the same place."""
    with unscoped("el panel del servicio cuenta a todos los ayuntamientos"):
        made = QuizAttempt.objects.filter(
            enrolment__in=[place.pk for place in seated], quiz__in=quizzes, passed=True
        )
        passed = set(made.values_list("enrolment_id", "quiz_id"))
    return {place.person_id for place in seated if all((place.pk, quiz) in passed for quiz in quizzes)}


def _certified(seated: list[Any]) -> set[int]:
    """Return who has a certificate in force: the last version, not taken back."""
    found = Certificate.objects.filter(
        enrolment__in={place.pk for place in seated}, replaced_by__isnull=True, revocation__isnull=True
    )
    return set(found.values_list("enrolment__person_id", flat=True))


def _heat(
    records: Collection[Any], classes: tuple[LiveSession, ...]
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    found = cells(records, lambda record: (record.entity__comarca or "Sin comarca", record.session_id))
    comarcas = sorted({comarca for comarca, _ in found})
    return tuple(
        (comarca, tuple(found.get((comarca, each.pk), Cell()) for each in classes)) for comarca in comarcas
    )
