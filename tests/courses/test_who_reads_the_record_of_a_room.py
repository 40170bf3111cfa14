"""Who reads everybody's attendance in the room of a class: who gives it, and who sees every roll."""

import pytest

from courses.services.editions.admission import sees_roll
from tests import cast
from videoconf.admission import may_see_roll
from videoconf.models import Room

pytestmark = pytest.mark.django_db


def test_who_gives_the_class_and_who_sees_every_roll_and_nobody_else():
    edition, trainer, learner = cast.an_edition(), cast.a_trainer(), cast.a_secretary(villages=1)
    edition.trainers.add(trainer)
    cast.a_place(edition, learner)
    room = cast.a_class(edition).room
    people = {
        "who gives it": trainer,
        "a trainer of another": cast.a_guest_trainer(),
        "who has a place": learner,
        "an adviser": cast.an_adviser(),
        "a councillor": cast.a_councillor(),
    }
    assert [name for name, person in people.items() if sees_roll(person, room)] == [
        "who gives it",
        "an adviser",
    ]
    assert [name for name, person in people.items() if may_see_roll(person, room)] == [
        "who gives it",
        "an adviser",
    ]


def test_a_room_of_no_class_is_nobodys():
    assert sees_roll(cast.an_adviser(), Room(pk=0)) is False
