"""The classroom of an edition: its cards, and who gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import EnrolmentState
from courses.services.places.belonging import place_in_course, place_in_edition
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


def cards(client: Client, who: User, edition) -> list[str]:
    answer = cast.signed_in(client, who).get(reverse("courses:aula", args=[edition.code]))
    context = answer.context
    return [card.title for card in (*context["cards"], *context["staff_cards"])]


def test_somebody_with_a_place_finds_lessons_and_classes(client: Client, secretary: User):
    edition = cast.an_edition()
    cast.a_class(edition)
    cast.a_place(edition, secretary)
    assert {"Lecciones", "Clases en directo"} <= set(cards(client, secretary, edition))
    assert "Personas" not in cards(client, secretary, edition)


def test_the_trainer_also_finds_the_people(client: Client, trainer: User):
    edition = cast.an_edition()
    edition.trainers.add(trainer)
    assert "Personas" in cards(client, trainer, edition)


def test_somebody_who_only_waits_is_not_let_in(client: Client, secretary: User):
    edition = cast.an_edition()
    cast.a_place(edition, secretary, state=EnrolmentState.WAITING)
    answer = cast.signed_in(client, secretary).get(reverse("courses:aula", args=[edition.code]))
    assert answer.status_code == 403


def test_one_belongs_with_the_place_of_the_newest_edition(secretary: User):
    course = cast.a_course()
    old, new = cast.an_edition(course), cast.an_edition(course)
    cast.a_place(old, secretary)
    latest = cast.a_place(new, secretary)
    assert place_in_course(secretary, course.path) == latest
    assert place_in_edition(secretary, old).edition == old
    assert place_in_course(cast.a_secretary(), course.path) is None
