"""The panel of a course: how far people get, who comes and when, and what they think of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core import clock
from core.models import StoredFile
from courses.enums import EnrolmentState
from courses.models import (
    Certificate,
    CertificateRevocation,
    CoursePage,
    Edition,
    Enrolment,
    LiveSession,
)
from courses.services import correct_attendance, justify_absence
from courses.services.dashboard import by_weekday_and_hour, course_panel, records_of
from courses.services.quizzes import has_passed, start_attempt, submit_attempt
from people.models import User
from tests import cast
from tests.courses import quizzing
from tests.courses.panels.acts import a_closed_class, came, ended, read_all
from tests.courses.surveying import answered_edition

pytestmark = pytest.mark.django_db
PASSED = "Han aprobado el cuestionario"


def test_the_funnel_counts_people_at_each_step(edition: Edition):
    reader, whole, part, waits = (cast.a_secretary(1) for _ in range(4))
    places = [cast.a_place(edition, who) for who in (reader, whole, part)]
    cast.a_place(edition, waits, state=EnrolmentState.WAITING)
    read_all(reader, edition.course)
    session = a_closed_class(edition)
    cast.a_record(session, places[0])
    came(session, places[1])
    came(session, places[2], seconds=600, percent=11, outcome="partial")
    assert course_panel(course=edition.course).funnel == (
        ("Han pedido plaza", 4),
        ("Han tenido plaza", 3),
        ("Han ido a alguna clase", 2),
        ("Llegan al mínimo de asistencia", 1),
        ("Han terminado las lecciones", 1),
        ("Tienen certificado", 0),
    )


def certified(place: Enrolment, version: int = 1, replaces: Certificate | None = None) -> Certificate:
    """Write a certificate by hand: no rule is asked."""
    paper, _ = StoredFile.objects.get_or_create(
        sha256="a" * 64, defaults={"size": 1, "mime": "application/pdf", "created_at": clock.now()}
    )
    return Certificate.objects.create(
        enrolment=place,
        kind="attendance",
        version=version,
        snapshot={},
        pdf=paper,
        sha256="a" * 64,
        code=f"C-{place.pk}-{version}",
        issued_at=clock.now(),
        replaces=replaces,
    )


def test_the_last_step_counts_certificates_in_force(edition: Edition, secretary: User):
    def last_step() -> tuple[str, int]:
        return course_panel(course=edition.course).funnel[-1]

    first = certified(cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED))
    second = certified(first.enrolment, 2, first)
    assert last_step() == ("Tienen certificado", 1)
    CertificateRevocation.objects.create(certificate=second, at=clock.now(), actor_id=1, reason="Error")
    assert last_step() == ("Tienen certificado", 0)


def test_the_step_where_most_are_lost_is_said_and_where_to_find_them(edition: Edition):
    reader, lost = cast.a_secretary(1), cast.a_secretary(1)
    for who in (reader, lost):
        came(a_closed_class(edition), cast.a_place(edition, who))
    Edition.objects.update(min_attendance=0)
    read_all(reader, edition.course)
    panel = course_panel(course=edition.course)
    assert panel.most_lost == ("Han terminado las lecciones", 1)
    assert panel.editions == ((edition.code, edition.title),)
    read_all(lost, edition.course)
    assert course_panel(course=edition.course).most_lost is None


def test_a_course_that_nobody_asked_for_has_an_empty_funnel(course: CoursePage):
    panel = course_panel(course=course)
    assert [people for _, people in panel.funnel] == [0, 0, 0, 0]
    assert (panel.classes, panel.heat) == ((), ())


def test_another_course_is_not_counted(edition: Edition, secretary: User):
    cast.a_place(cast.an_edition(cast.a_course()), secretary)
    assert course_panel(course=edition.course).funnel[0] == ("Han pedido plaza", 0)


def three_places(edition: Edition) -> list[Enrolment]:
    """Two people of a comarca and one of another."""
    here, there = cast.entity("Uno", comarca="Campos"), cast.entity("Dos", comarca="Sierra")
    return [cast.a_place(edition, cast.a_secretary(1), where) for where in (here, here, there)]


def heat(edition: Edition) -> list[tuple[str, list[tuple[int, int, int, int | None]]]]:
    panel = course_panel(course=edition.course)
    return [
        (name, [(c.came, c.expected, c.justified, c.percent) for c in cells]) for name, cells in panel.heat
    ]


def test_the_heat_says_of_each_comarca_how_many_came_of_those_expected(edition: Edition):
    comer, missing, far = three_places(edition)
    session = a_closed_class(edition)
    cast.a_class(edition, starts_in=600)
    came(session, comer)
    for place in (missing, far):
        cast.a_record(session, place)
    assert course_panel(course=edition.course).classes == (session,)
    assert heat(edition) == [("Campos", [(1, 2, 0, 50)]), ("Sierra", [(0, 1, 0, 0)])]


def test_what_is_corrected_and_justified_by_hand_is_what_counts(edition: Edition, editor: User):
    comer, missing, far = three_places(edition)
    session = a_closed_class(edition)
    came(session, comer)
    lost, away = cast.a_record(session, missing), cast.a_record(session, far)
    correct_attendance(record=lost, seconds=5400, reason="Se le cortó la línea", actor=editor)
    justify_absence(record=away, reason="Pleno", actor=editor)
    assert heat(edition) == [("Campos", [(2, 2, 0, 100)]), ("Sierra", [(0, 1, 1, None)])]
    assert dict(course_panel(course=edition.course).funnel)["Llegan al mínimo de asistencia"] == 2


def test_the_room_is_not_asked_once_the_class_is_written(edition: Edition, secretary: User):
    """The control of the above: a place without a row has not come, whatever the room saw."""
    cast.a_place(edition, secretary)
    a_closed_class(edition)
    assert heat(edition) == []


def test_hours_are_those_of_the_clock_on_the_wall(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary)
    summer, winter = a_closed_class(edition), a_closed_class(edition)
    for session, day in (
        (summer, datetime(2026, 10, 19, 8, 0, tzinfo=UTC)),
        (winter, datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),
    ):
        LiveSession.objects.filter(pk=session.pk).update(starts_at=day, ends_at=day + timedelta(minutes=90))
    came(summer, place)
    cast.a_record(winter, place)
    records = records_of(since=clock.now().date() - timedelta(days=365))
    [(when, cell)] = by_weekday_and_hour(records).items()
    assert (when, cell.came, cell.expected) == ((0, 10), 1, 2)


def test_a_step_for_the_quiz_only_where_there_is_one(course: CoursePage, secretary: User):
    place = cast.a_place(cast.an_edition(course), secretary)
    assert PASSED not in dict(course_panel(course=course).funnel)
    quiz = quizzing.a_quiz()
    lesson = quizzing.hung(quiz, cast.lessons_of(course)[0])
    assert dict(course_panel(course=course).funnel)[PASSED] == 0
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
    submit_attempt(attempt=attempt, answers=quizzing.right(attempt))
    assert has_passed(enrolment=place) is True
    assert dict(course_panel(course=course).funnel)[PASSED] == 1


def test_satisfaction_is_of_closed_surveys_with_five_answers(course: CoursePage):
    cast.a_survey()
    answered_edition(1, 1, 1, 1, course=course)
    assert course_panel(course=course).satisfaction is None
    answered_edition(5, 4, 4, 4, 4, course=course)
    found = course_panel(course=course).satisfaction
    assert (found.mean, found.answers, found.editions) == (Decimal("4.2"), 5, 1)


def test_an_edition_of_more_than_a_year_ago_is_not_counted(edition: Edition, secretary: User):
    came(a_closed_class(edition), cast.a_place(edition, secretary))
    assert len(heat(edition)) == 1
    ended(edition, 400)
    assert heat(edition) == []
