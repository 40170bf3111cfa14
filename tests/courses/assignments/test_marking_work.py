"""Whoever leads a class marks what was handed in, one after another; a mark is corrected by another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from core.models import AuditEntry, OutboxMessage
from core.tenancy import unscoped
from courses.enums.assignments import WorkState
from courses.models import Assignment, Enrolment, Marking, Submission
from courses.services.assignments import marking as service
from courses.services.assignments.reading import (
    queue_of,
    versions_before,
    waiting_for_trainer,
    waiting_in,
    work_of,
    works_in,
    works_of,
)
from people.models import User
from tests import cast
from tests.courses.work import marked, marks, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(work: Assignment, place: Enrolment) -> Submission:
    return cast.a_submission(work, place)


def marks_of(given: Submission) -> list[tuple[Decimal, str]]:
    with unscoped("las pruebas miran todas las notas"):
        return list(Marking.objects.filter(submission=given).values_list("points", "reason"))


def test_a_mark_is_kept_told_by_mail_and_read_by_the_learner(
    client: Client, given: Submission, place: Enrolment, trainer: User
):
    answer = marks(cast.signed_in(client, trainer), given, "7,5", "Bien, pero falta la hora.")
    assert (answer.status_code, answer.url) == (
        302,
        f"/aula/edicion/{place.edition.code}/tareas/por-corregir/",
    )
    assert marks_of(given) == [(Decimal("7.50"), "")]
    mail = OutboxMessage.objects.get()
    assert (mail.to, mail.subject) == (
        place.person.email,
        "Tu tarea está corregida: El justificante de un escrito",
    )
    page = said(cast.signed_in(client, place.person).get(f"/aula/tarea/{given.assignment_id}/"))
    assert "7,50 de 10 puntos" in page
    assert "Bien, pero falta la hora." in page


def test_after_one_comes_the_next_without_going_back(
    client: Client, given: Submission, work: Assignment, trainer: User
):
    later = {"handed_at": clock.now() + timedelta(minutes=1)}
    other = cast.a_submission(work, cast.a_place(work.edition, cast.a_secretary()), **later)
    answer = marks(cast.signed_in(client, trainer), given, "5")
    assert answer.url == reverse("courses:mark", args=[other.pk])
    assert [each.pk for each in queue_of(work.edition)] == [other.pk]
    assert waiting_in([work.edition]) == {work.edition_id: 1}
    assert [(each.code, each.said) for each in waiting_for_trainer(trainer)] == [
        (work.edition.code, "1 entrega")
    ]


@pytest.mark.parametrize("typed", ["abc", "NaN", "-1", "10,01", "1e1", "Infinity", "7,555", "", "9" * 50])
def test_points_that_are_no_points_are_told_and_the_comment_stays(
    client: Client, given: Submission, trainer: User, typed: str
):
    answer = marks(cast.signed_in(client, trainer), given, typed, "Mi comentario.")
    assert answer.status_code == 400
    assert "Mi comentario." in said(answer)
    assert "<title>Error: " in said(answer)
    assert (marks_of(given), OutboxMessage.objects.count()) == ([], 0)


@pytest.mark.parametrize("points", ["NaN", "Infinity", "-0.01", "10.01", "0.001"])
def test_the_verb_itself_refuses_them(given: Submission, trainer: User, points: str):
    with pytest.raises(Refused):
        marked(given, trainer, Decimal(points))
    assert marks_of(given) == []


def test_without_that_check_a_mark_above_the_highest_would_be_kept(
    given: Submission, trainer: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "_check", lambda *args: None)
    marked(given, trainer, Decimal(11))
    assert marks_of(given) == [(Decimal(11), "")]


def test_a_correction_says_why_and_the_last_one_counts(
    client: Client, given: Submission, trainer: User, place
):
    marked(given, trainer, Decimal(4))
    browser = cast.signed_in(client, trainer)
    assert marks(browser, given, "6").status_code == 400
    assert marks(browser, given, "6", reason="Leí mal la fecha").status_code == 302
    assert marks_of(given) == [(Decimal(4), ""), (Decimal(6), "Leí mal la fecha")]
    work = work_of(given.assignment, place)
    assert (work.marking.points, work.state) == (Decimal(6), WorkState.MARKED)
    assert OutboxMessage.objects.count() == 2
    assert "Motivo del cambio: Leí mal la fecha" in said(browser.get(f"/aula/entrega/{given.pk}/corregir/"))


def test_the_verb_asks_for_the_reason_too(given: Submission, trainer: User):
    marked(given, trainer, Decimal(4))
    with pytest.raises(Refused):
        marked(given, trainer, Decimal(5))
    assert marks_of(given) == [(Decimal(4), "")]


def test_the_database_itself_changes_no_mark(given: Submission, trainer: User):
    made = marked(given, trainer, Decimal(4))
    with unscoped("prueba"), pytest.raises(DatabaseError), transaction.atomic():
        Marking.objects.filter(pk=made.pk).update(points=10)


def test_the_same_form_sent_twice_marks_once(client: Client, given: Submission, trainer: User):
    key = {"idempotency_key": "5c1a1a52-7f2e-4f0e-9d51-0000000000bb"}
    browser = cast.signed_in(client, trainer)
    marks(browser, given, "8", **key)
    marks(browser, given, "8", **key)
    assert marks_of(given) == [(Decimal(8), "")]
    assert AuditEntry.objects.filter(action="courses.assignment.marked").count() == 1


def test_an_older_version_is_not_marked(given: Submission, work: Assignment, place: Enrolment, trainer: User):
    newer = cast.a_submission(work, place, version=2, text="Otra.")
    with pytest.raises(Conflict):
        marked(given, trainer, Decimal(4))
    assert [each.pk for each in queue_of(work.edition)] == [newer.pk]
    assert [each.pk for each in versions_before(newer)] == [given.pk]


def test_a_new_delivery_after_the_mark_waits_again(work: Assignment, given: Submission, place, trainer: User):
    marked(given, trainer, Decimal(4))
    assert queue_of(work.edition) == []
    cast.a_submission(work, place, version=2)
    again = work_of(work, place)
    assert (again.state, again.marking.points, len(queue_of(work.edition))) == (
        WorkState.TO_MARK,
        Decimal(4),
        1,
    )


@pytest.mark.parametrize(("points", "state"), [("5", WorkState.PASSED), ("4.99", WorkState.NOT_PASSED)])
def test_what_must_be_passed_says_whether_it_is(work, given, place, trainer: User, points: str, state: str):
    Assignment.objects.filter(pk=work.pk).update(must_pass=True, pass_points=5)
    marked(given, trainer, Decimal(points))
    [row] = works_of(place, clock.now())
    assert row.state == state
    assert [each.state for each in works_in(Assignment.objects.get(pk=work.pk))] == [state]


@pytest.mark.parametrize("who", ["secretary", "stranger", "guest_trainer", "operator", "councillor"])
def test_nobody_else_marks_nor_reads(client: Client, given: Submission, request, who: str):
    browser = cast.signed_in(client, request.getfixturevalue(who))
    assert marks(browser, given, "10").status_code == 403
    assert browser.get(reverse("courses:mark", args=[given.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        marked(given, request.getfixturevalue(who), Decimal(10))
    assert marks_of(given) == []


def test_without_the_rule_a_learner_would_mark_others(
    given: Submission, councillor: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "leads_class", lambda *args: True)
    marked(given, councillor, Decimal(10))
    assert marks_of(given) == [(Decimal(10), "")]


def test_a_trainer_does_not_mark_her_own_work(work: Assignment, trainer: User):
    own = cast.a_submission(work, cast.a_place(work.edition, trainer, cast.entity()))
    with pytest.raises(PermissionDenied):
        marked(own, trainer, Decimal(10))


def test_staff_of_training_may_mark_too(given: Submission, editor: User):
    marked(given, editor, Decimal(9))
    assert marks_of(given) == [(Decimal(9), "")]
