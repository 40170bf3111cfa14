"""The classes that the demo says were given: their rooms are checked like any other."""

from datetime import timedelta

import pytest

from core import clock
from courses.services import schedule_session
from demo.seed.chronicle import seed_chronicle
from demo.seed.history import sit
from tests import cast
from videoconf.enums import RoomState
from videoconf.models import Room
from videoconf.services.checking import verify_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    edition, ends = cast.an_edition(), clock.now() - timedelta(days=30)
    places = [cast.a_place(edition, cast.a_secretary(villages=1)) for _ in range(3)]
    start = ends - timedelta(minutes=90)
    session = schedule_session(edition=edition, title="Primera clase", starts_at=start, ends_at=ends)
    sit(session, places[:2])
    sit(session, places[2:], until=ends - timedelta(minutes=20))
    return session.room


def test_without_its_events_a_room_of_the_past_would_not_pass(room):
    assert len(verify_room(room.key).errors) == 3


def test_a_room_of_the_past_has_the_events_of_its_people(room):
    seed_chronicle()
    verdict, ended = verify_room(room.key), Room.objects.get()
    assert (verdict.errors, verdict.events, ended.state) == ((), 8, RoomState.ENDED)
    seed_chronicle()
    assert verify_room(room.key).head == ended.head
