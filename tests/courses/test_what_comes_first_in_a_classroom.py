"""The classroom begins with what one can do now: enter the class, go on reading, prepare what one gives."""

import pytest

from courses.first_thing import first_thing_of
from courses.hub import Visit
from courses.services import finish_lesson
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return cast.an_edition(cast.a_course(lessons=2))


def first(edition, who, *, runs_it=False):
    place = None if runs_it else cast.a_place(edition, who)
    thing = first_thing_of(Visit(who, edition, place, runs_it))
    return thing.sentence, thing.button


def test_the_door_that_is_open_comes_first(edition, secretary):
    cast.a_class(edition, starts_in=5)
    assert first(edition, secretary) == ("Plazos y justificantes", "Entrar en la clase")


def test_a_class_of_tomorrow_leaves_reading_first(edition, secretary):
    cast.a_class(edition, starts_in=24 * 60)
    assert first(edition, secretary) == ("Empieza por «Lección 1»", "Empezar")


def test_what_was_begun_is_gone_on_with(edition, secretary):
    finish_lesson(person=secretary, lesson=cast.lessons_of(edition.course)[0])
    assert first(edition, secretary) == ("Sigue con «Lección 2»", "Seguir")


def test_whoever_gives_it_prepares_the_next_class(edition, trainer):
    cast.a_class(edition, starts_in=24 * 60)
    said = first(edition, trainer, runs_it=True)
    assert said == ("La próxima clase es «Plazos y justificantes»", "Preparar la clase")


def test_with_nothing_left_it_leads_to_the_course(edition, trainer):
    assert first(edition, trainer, runs_it=True) == ("No queda ninguna clase por dar", "Ver el curso")
