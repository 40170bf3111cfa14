"""What training puts on the home page: the next class, what to answer, where one left off, what to ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock, providers
from courses.enums import EnrolmentState
from courses.models import LessonProgress
from courses.providers import now, tasks
from courses.providers.resuming import left_off
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


def fresh(who: User) -> tuple[User, tuple]:
    """The person as a new request has her."""
    who = User.objects.get(pk=who.pk)
    return who, who.standing.entities


def the_next_thing(who: User) -> providers.NextThing | None:
    return providers.next_thing(*fresh(who))


def test_a_class_about_to_start_comes_first_and_one_click_enters(secretary: User):
    session = cast.a_class(cast.an_edition(), starts_in=12)
    cast.a_place(session.edition, secretary)
    thing = the_next_thing(secretary)
    assert (thing.sentence, thing.starts_at) == ("Plazos y justificantes", session.starts_at)
    assert (thing.button, thing.url) == ("Entrar en la clase", f"/sala/{session.room.key}/")
    assert [link.label for link in thing.secondary] == ["Solo audio", "Antes de entrar", "Ir al aula"]


def test_the_trainer_reads_that_she_opens_it(trainer: User):
    session = cast.a_class(cast.an_edition(), starts_in=12)
    session.edition.trainers.add(trainer)
    thing = the_next_thing(trainer)
    assert (thing.button, thing.url) == ("Abrir la clase", f"/sala/{session.room.key}/")
    assert tasks.classes_to_give(*fresh(trainer)) == []


def test_the_trainer_reads_the_classes_of_the_days_to_come(trainer: User):
    session = cast.a_class(cast.an_edition(), starts_in=3 * 24 * 60)
    session.edition.trainers.add(trainer)
    [task] = tasks.classes_to_give(*fresh(trainer))
    assert (task.title, task.starts_at) == ("Das la clase «Plazos y justificantes»", session.starts_at)


def test_a_class_of_this_afternoon_is_announced_without_a_door(secretary: User):
    session = cast.a_class(cast.an_edition(), starts_in=300)
    cast.a_place(session.edition, secretary)
    thing = the_next_thing(secretary)
    assert (thing.button, thing.url) == ("Ver la clase", f"/aula/clase/{session.pk}/")


def test_with_no_class_near_reading_goes_on(secretary: User):
    course = cast.a_course()
    lesson = cast.lessons_of(course)[1]
    LessonProgress.objects.create(
        person=secretary, lesson=lesson, opened_at=clock.now(), seen_at=clock.now(), anchor="apartado-2"
    )
    thing = the_next_thing(secretary)
    assert (thing.sentence, thing.url) == ("Sigue con «Lección 2»", f"{lesson.url}#apartado-2")
    assert thing.detail == f"{course.title} · 0 de 3 lecciones hechas"


def test_with_nothing_begun_a_course_with_places_is_offered(secretary: User):
    edition = cast.an_edition(capacity=30)
    thing = the_next_thing(secretary)
    assert (thing.sentence, thing.url) == (f"Pide plaza en «{edition.course.title}»", edition.course.url)
    assert [task.title for task in tasks.places_to_ask_for(*fresh(secretary))] == [thing.sentence]


def test_nothing_is_offered_that_is_full_closed_or_already_hers(secretary: User):
    full = cast.an_edition(capacity=1)
    cast.a_place(full, cast.a_secretary(1))
    cast.an_edition(apply_until=clock.now() - timedelta(minutes=1))
    cast.a_place(cast.an_edition(), secretary, state=EnrolmentState.WAITING)
    assert tasks.places_to_ask_for(*fresh(secretary)) == []


def test_the_staff_of_the_diputacion_is_not_invited_to_ask(editor: User):
    cast.an_edition()
    assert tasks.places_to_ask_for(*fresh(editor)) == []


def test_an_offer_waits_with_its_town_hall_and_its_limit(secretary: User):
    limit = clock.now() + timedelta(hours=30)
    place = cast.a_place(cast.an_edition(), secretary, state=EnrolmentState.OFFERED, offer_expires=limit)
    [task] = tasks.offers_to_accept(*fresh(secretary))
    assert (task.title, task.entity_name, task.due) == (
        f"Acepta tu plaza en «{place.edition.course.title}»",
        place.entity.name,
        limit,
    )


def test_one_persons_class_is_not_anothers(secretary: User):
    session = cast.a_class(cast.an_edition(), starts_in=12)
    cast.a_place(session.edition, cast.a_secretary(1))
    assert now.next_class(*fresh(secretary)) is None


@pytest.mark.parametrize("many", [1, 3])
def test_training_asks_five_questions_of_the_home_page_whatever_there_is(secretary: User, many: int):
    for _ in range(many):
        session = cast.a_class(cast.an_edition(cast.a_course()), starts_in=12)
        cast.a_place(session.edition, secretary)
        cast.an_edition()
        lesson = cast.lessons_of(session.edition.course)[0]
        at = clock.now()
        LessonProgress.objects.create(person=secretary, lesson=lesson, opened_at=at, seen_at=at)
    who, entities = fresh(secretary)
    everything = (
        *(now.next_class, now.go_on, now.open_course),
        *(tasks.offers_to_accept, tasks.classes_to_give, tasks.places_to_ask_for, left_off),
    )
    cast.lessons_of(session.edition.course)[0].get_url()
    with CaptureQueriesContext(connection) as seen:
        for provider in everything:
            provider(who, entities)
    assert len(seen) == 5


def test_the_home_page_leads_into_the_class_in_one_click(client: Client, secretary: User):
    cast.home()
    session = cast.a_class(cast.an_edition(), starts_in=12)
    cast.a_place(session.edition, secretary)
    page = cast.signed_in(client, secretary).get("/").content.decode()
    assert f'href="/sala/{session.room.key}/"' in page
