"""Ending: by who directs, or by itself long after its hour."""

from datetime import timedelta

import pytest

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered
from videoconf.enums import EventKind, RoomState
from videoconf.services import RoomRefused, close_overdue, create_room, end, leave

pytestmark = pytest.mark.django_db


def test_ending_is_told_and_audited():
    host = a_person()
    room = a_room(host=host)
    seat = entered(room, host)
    ended = end(room=room, by=seat)
    entry = AuditEntry.objects.get(action="videoconf.room.ended")
    assert (ended.state, ended.events.last().kind, entry.actor_id, entry.target) == (
        RoomState.ENDED,
        EventKind.ENDED,
        host.pk,
        f"room:{room.key}",
    )


def test_a_room_ends_once():
    room = a_room()
    end(room=room, by=None)
    with pytest.raises(RoomRefused) as refused:
        end(room=room, by=None)
    assert refused.value.code == "ended"


def test_an_empty_room_ends_by_itself_an_hour_after_its_time(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(2 * 3600 + 1)
    assert close_overdue() == 0, "hay alguien dentro"
    leave(participant=seat, connection="one")
    assert (close_overdue(), close_overdue()) == (1, 0)


def test_a_room_cannot_end_before_it_starts(stopped_clock):
    start = stopped_clock.at
    with pytest.raises(ValueError, match="antes de empezar"):
        create_room(title="x", purpose="x", starts_at=start, ends_at=start - timedelta(minutes=1))


def test_the_key_of_a_room_cannot_be_guessed(stopped_clock):
    keys = {a_room().key for _ in range(20)}
    assert (len(keys), {len(key) for key in keys}) == (20, {12})
