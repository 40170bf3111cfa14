"""Co-hosts: named by the host, with her powers but two, for as long as she wants."""

import pytest
from channels.db import database_sync_to_async

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, admit, entered, page_of
from videoconf.enums import EventKind, ParticipantRole
from videoconf.models import Participant
from videoconf.rules import role_on_entering
from videoconf.services import Door, RoomRefused, leave, promote

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def people():
    return [a_person(name) for name in ("Elena", "Lucía")]


@pytest.fixture
def room(host, people):
    return a_room(host=host, speakers=(people[0],), listeners=(people[1],))


@pytest.fixture
def by(room, host):
    return entered(room, host)


def again(seat):
    seat.refresh_from_db()
    return seat.role


def test_a_co_host_is_named_and_returns_to_what_she_was(room, host, by, people):
    seats = [entered(room, person) for person in people]
    for seat in seats:
        promote(by=by, who=seat.pk, on=True)
    assert [again(seat) for seat in seats] == [ParticipantRole.COHOST] * 2
    for seat in seats:
        promote(by=by, who=seat.pk, on=False)
    assert [again(seat) for seat in seats] == [ParticipantRole.SPEAKER, ParticipantRole.LISTENER]
    acts = AuditEntry.objects.filter(action="videoconf.cohost.named").values_list("actor_id", flat=True)
    assert list(acts) == [host.pk] * 2


def test_who_listens_goes_silent_when_it_is_taken_back(room, by, people):
    seat = entered(room, people[1])
    promote(by=by, who=seat.pk, on=True)
    Participant.objects.filter(pk=seat.pk).update(microphone=True, camera=True)
    promote(by=by, who=seat.pk, on=False)
    seat.refresh_from_db()
    assert (seat.microphone, seat.camera) == (False, False)


def test_naming_twice_is_told_once(room, by, people):
    seat = entered(room, people[0])
    for _ in range(2):
        promote(by=by, who=seat.pk, on=True)
    assert room.events.filter(kind=EventKind.ROLE).count() == 1


def test_she_stays_one_when_she_comes_back(room, by, people):
    seat = entered(room, people[0], connection="one")
    promote(by=by, who=seat.pk, on=True)
    leave(participant=seat, connection="one")
    assert entered(room, people[0]).role == ParticipantRole.COHOST


@pytest.mark.parametrize(
    ("had", "given", "gets"),
    [
        ("cohost", "speaker", "cohost"),
        ("cohost", "host", "host"),
        ("speaker", "listener", "listener"),
        ("host", "speaker", "speaker"),
    ],
)
def test_with_which_role_one_comes_in(had, given, gets):
    assert role_on_entering(role=had, given=given) == gets


def test_a_co_host_names_nobody_and_nobody_touches_a_host(room, by, people):
    seats = [entered(room, person) for person in people]
    promote(by=by, who=seats[0].pk, on=True)
    for who in (seats[1].pk, by.pk, seats[0].pk):
        with pytest.raises(RoomRefused) as refused:
            promote(by=seats[0], who=who, on=False)
        assert refused.value.code == "forbidden"
    with pytest.raises(RoomRefused) as refused:
        promote(by=by, who=by.pk, on=False)
    assert refused.value.code == "forbidden"


def test_who_was_let_in_as_co_host_stays_one(room, by):
    person = a_person()
    admit(room, person, "cohost")
    seat = entered(room, person)
    with pytest.raises(RoomRefused) as refused:
        promote(by=by, who=seat.pk, on=False)
    assert (refused.value.code, again(seat)) == ("forbidden", ParticipantRole.COHOST)


async def test_over_the_socket_she_moderates_from_then_on_and_not_after(host, people):
    room = await at_db(a_room)(host=host, speakers=tuple(people), door=Door(waiting_room=False))
    async with page_of(host, room) as directs, page_of(people[0], room) as helps:
        await directs.join()
        me = (await helps.join())["me"]
        await helps.say("lock", on=True)
        assert (await helps.hear("error"))["code"] == "forbidden"
        await directs.say("promote", who=me, on=True)
        await helps.hear("role")
        await helps.say("lock", on=True)
        assert (await directs.hear("lock"))["by"] == me
        for kind in ("end", "promote"):
            await helps.say(kind, **({"who": me, "on": True} if kind == "promote" else {}))
            assert (await helps.hear("error"))["code"] == "forbidden"
        await directs.say("promote", who=me, on=False)
        await helps.hear("role")
        await helps.say("lock", on=False)
        assert (await helps.hear("error"))["code"] == "forbidden"
