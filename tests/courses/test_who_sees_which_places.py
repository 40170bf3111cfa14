"""A place is seen by its person, by the trainer of its edition, and by those who see every roll."""

import pytest
from django.test import Client
from django.urls import reverse

from core.tenancy import ScopeMissing, unscoped
from courses.enums import EnrolmentState
from courses.models import Enrolment
from people.models import User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db
EVERY = ("editor", "reviewer", "adviser", "head", "operator")
OWN = ("secretary", "councillor", "trainer", "guest_trainer", "stranger")


def seen_by(who: User) -> set[int]:
    with unscoped("la prueba pregunta qué ve esta persona"):
        return set(Enrolment.objects.visible_to(who).values_list("pk", flat=True))


@pytest.mark.parametrize("who", OWN)
def test_most_people_see_only_their_own(who: str, request: pytest.FixtureRequest, village: cast.LocalEntity):
    person, edition = request.getfixturevalue(who), cast.an_edition()
    cast.a_place(edition, cast.a_secretary(1))
    own = cast.a_place(edition, person, village)
    assert seen_by(person) == {own.pk}


@pytest.mark.parametrize("who", EVERY)
def test_some_of_the_diputacion_see_all(who: str, request: pytest.FixtureRequest):
    places = {cast.a_place(cast.an_edition(), cast.a_secretary(1)).pk for _ in range(2)}
    assert seen_by(request.getfixturevalue(who)) == places


def test_a_trainer_sees_the_editions_she_was_given_and_no_other(guest_trainer: User):
    given, other = cast.an_edition(), cast.an_edition()
    given.trainers.add(guest_trainer)
    place = cast.a_place(given, cast.a_secretary(1))
    cast.a_place(other, cast.a_secretary(1))
    assert seen_by(guest_trainer) == {place.pk}


def test_without_saying_for_whom_nothing_is_answered():
    with pytest.raises(ScopeMissing):
        list(Enrolment.objects.all())


@pytest.mark.parametrize(("who", "status"), [*((who, 200) for who in EVERY), *((who, 403) for who in OWN)])
def test_who_reads_the_people_of_an_edition(
    client: Client, who: str, status: int, request: pytest.FixtureRequest
):
    place = cast.a_place(cast.an_edition(), cast.a_secretary(1))
    cast.signed_in(client, request.getfixturevalue(who))
    page = client.get(reverse("courses:people", args=[place.edition.code]))
    assert page.status_code == status
    assert (place.entity.name in page.content.decode()) is (status == 200)


def test_the_trainer_reads_seats_and_waiting_list_in_order(client: Client, trainer: User):
    edition = cast.an_edition(capacity=1)
    edition.trainers.add(trainer)
    names = ["Ana", "Berta", "Carla"]
    people = [cast.person(name) for name in names]
    states = [EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.WAITING]
    for who, state in zip(people, states, strict=True):
        cast.a_place(edition, who, cast.entity(), state=state)
    page = cast.signed_in(client, trainer).get(reverse("courses:people", args=[edition.code]))
    text = page.content.decode()
    assert "Tienen plaza (1)" in text
    assert "Lista de espera (2)" in text
    assert sorted(names, key=text.index) == names


@pytest.mark.parametrize(
    ("who", "state"),
    [("adviser", "confirmed"), ("editor", "confirmed"), ("trainer", "applied"), ("secretary", "applied")],
)
def test_only_the_staff_answers_applications(
    client: Client, who: str, state: str, request: pytest.FixtureRequest
):
    edition, person = cast.an_edition(needs_approval=True), request.getfixturevalue(who)
    edition.trainers.add(person)
    place = cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    cast.signed_in(client, person).post(reverse("courses:answer", args=[place.pk]), {"answer": "yes"})
    assert states_of(edition) == [state]


def test_anothers_place_has_no_page(client: Client, secretary: User):
    place = cast.a_place(cast.an_edition(), cast.a_secretary(1))
    assert cast.signed_in(client, secretary).get(reverse("courses:place", args=[place.pk])).status_code == 404
