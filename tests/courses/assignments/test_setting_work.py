"""Whoever leads a class says what has to be handed in, changes it while nobody has, and closes it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from core import clock
from core.errors import Conflict
from core.models import AuditEntry, OutboxMessage
from courses import tasks
from courses.forms.assignments import AssignmentForm
from courses.models import Assignment, Edition
from courses.providers import tasks as waiting
from courses.services.assignments import (
    close_assignment,
    publish_assignment,
    remind_of_assignments,
    revise_assignment,
)
from courses.services.assignments.reading import due_of
from courses.services.assignments.setting import locked_assignment
from people.models import User
from tests import cast
from tests.courses.work import said

pytestmark = pytest.mark.django_db


def typed(**changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    now = timezone.localtime(clock.now())
    form = {
        "title": "El asiento de un burofax",
        "instructions": "Anota la entrada.",
        "opens_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "due_at": f"{now + timedelta(days=5):%Y-%m-%dT%H:%M}",
        "late": "marked",
        "max_points": "10",
        "pass_points": "",
        "max_files": "2",
        "max_megabytes": "5",
        "idempotency_key": str(uuid4()),
    }
    return {**form, **changes}


def send(client: Client, edition: Edition, **changes: Any) -> Any:
    return client.post(f"/aula/edicion/{edition.code}/tareas/nueva/", typed(**changes))


def terms(**changes: Any) -> Any:
    form = AssignmentForm(typed(**changes))
    assert form.is_valid()
    return form.terms()


def test_a_trainer_puts_a_task_and_a_learner_finds_it(
    client: Client, edition: Edition, trainer: User, secretary
):
    cast.a_place(edition, secretary)
    answer = send(cast.signed_in(client, trainer), edition, must_pass="on", pass_points="5,5")
    [made] = Assignment.objects.all()
    assert (answer.status_code, answer.url) == (302, f"/aula/tarea/{made.pk}/entregas/")
    assert (made.author, made.max_points, made.pass_points, made.max_files) == (
        trainer,
        10,
        Decimal("5.5"),
        2,
    )
    assert AuditEntry.objects.filter(action="courses.assignment.published").count() == 1
    browser = cast.signed_in(client, secretary)
    assert "El asiento de un burofax" in said(browser.get(f"/aula/edicion/{edition.code}/tareas/"))
    assert "Hacen falta 5,50 para superarla" in said(browser.get(f"/aula/tarea/{made.pk}/"))


BAD = {
    "sin título": ({"title": " "}, "Falta rellenar este dato."),
    "al revés": ({"due_at": "2020-01-01T10:00"}, "posterior al comienzo"),
    "sin puntos": ({"max_points": "0"}, "más de 0"),
    "puntos que no lo son": ({"max_points": "NaN"}, "con cifras"),
    "imposible de superar": ({"must_pass": "on", "pass_points": "11"}, "no pueden ser más que el máximo"),
    "nueve ficheros": ({"max_files": "9"}, "9"),
    "sin fecha": ({"due_at": "mañana"}, "Escribe el día y la hora."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_makes_no_sense_is_told_and_what_was_typed_stays(client, edition, trainer: User, name: str):
    changes, sentence = BAD[name]
    answer = send(cast.signed_in(client, trainer), edition, **changes)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert "Anota la entrada." in said(answer)
    assert Assignment.objects.count() == 0


def test_the_same_form_sent_twice_asks_once(client: Client, edition: Edition, trainer: User):
    browser, form = cast.signed_in(client, trainer), typed()
    for _ in range(2):
        browser.post(f"/aula/edicion/{edition.code}/tareas/nueva/", form)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("who", ["secretary", "guest_trainer", "operator", "councillor"])
def test_nobody_else_puts_changes_or_closes_tasks(client: Client, edition: Edition, request, who: str):
    other, work = request.getfixturevalue(who), cast.an_assignment(edition)
    assert send(cast.signed_in(client, other), edition).status_code == 403
    for act in (
        lambda: publish_assignment(edition=edition, terms=terms(), actor=other, key=str(uuid4())),
        lambda: revise_assignment(assignment=work, terms=terms(), actor=other),
        lambda: close_assignment(assignment=work, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert [each.pk for each in Assignment.objects.all()] == [work.pk]


def test_more_time_is_given_and_written_down(client: Client, edition: Edition, trainer: User):
    work = cast.an_assignment(edition)
    answer = cast.signed_in(client, trainer).post(f"/aula/tarea/{work.pk}/cambiar/", typed(title=work.title))
    assert answer.status_code == 302
    entry = AuditEntry.objects.get(action="courses.assignment.revised")
    assert "due_at" in entry.detail["changed"]


def test_points_stay_once_somebody_has_handed_in(edition: Edition, trainer: User, secretary: User):
    work = cast.an_assignment(edition)
    cast.a_submission(work, cast.a_place(edition, secretary))
    with pytest.raises(Conflict):
        revise_assignment(assignment=work, terms=terms(max_points="20"), actor=trainer)
    assert Assignment.objects.get().max_points == 10
    revise_assignment(assignment=work, terms=terms(title="Otro título"), actor=trainer)
    assert Assignment.objects.get().title == "Otro título"


def test_closing_twice_closes_once(client: Client, edition: Edition, trainer: User, stop_clock):
    work, first = cast.an_assignment(edition), clock.now()
    stop_clock(first)
    browser = cast.signed_in(client, trainer)
    browser.post(f"/aula/tarea/{work.pk}/cerrar/")
    stop_clock(first + timedelta(minutes=1))
    browser.post(f"/aula/tarea/{work.pk}/cerrar/")
    assert Assignment.objects.get().closed_at == first
    assert locked_assignment(work.pk) == work
    assert AuditEntry.objects.filter(action="courses.assignment.closed").count() == 1
    with pytest.raises(Conflict):
        revise_assignment(assignment=work, terms=terms(), actor=trainer)


def test_home_says_what_to_hand_in_and_what_to_mark(edition: Edition, trainer: User, secretary: User):
    work, place = cast.an_assignment(edition), cast.a_place(edition, secretary)
    fresh = User.objects.get(pk=secretary.pk)
    assert [(task.title, task.due) for task in waiting.work_to_hand_in(fresh, ())] == [
        ("Entrega la tarea «El justificante de un escrito»", work.due_at)
    ]
    assert waiting.work_to_mark(trainer, ()) == []
    cast.a_submission(work, place)
    assert due_of(secretary, clock.now()) == []
    [task] = waiting.work_to_mark(trainer, ())
    assert (task.title, task.url) == (
        f"Corrige 1 entrega de «{edition.course.title}»",
        f"/aula/edicion/{edition.code}/tareas/por-corregir/",
    )


def test_who_has_a_day_left_is_reminded_once(edition: Edition, secretary: User, councillor: User, stop_clock):
    work = cast.an_assignment(edition)
    cast.a_place(edition, secretary)
    cast.a_submission(work, cast.a_place(edition, councillor))
    assert remind_of_assignments() == 0
    stop_clock(work.due_at - timedelta(hours=20))
    tasks.remind_of_assignments()
    tasks.remind_of_assignments()
    assert [mail.to for mail in OutboxMessage.objects.all()] == [secretary.email]


def test_closed_or_late_work_is_not_reminded_of(edition: Edition, secretary: User, stop_clock):
    work = cast.an_assignment(edition)
    cast.a_place(edition, secretary)
    stop_clock(work.due_at)
    assert remind_of_assignments() == 0
    stop_clock(work.due_at - timedelta(hours=1))
    Assignment.objects.update(closed_at=clock.now())
    assert remind_of_assignments() == 0
