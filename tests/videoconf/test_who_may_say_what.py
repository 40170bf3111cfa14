"""Each message is authorised on its own: message × person, with the answers written by hand."""

import pytest

from core import access
from core.access import Access
from people.rules import anyone
from tests.videoconf.acts import a_person, a_room, admit, entered, expel_from_list, page_of
from videoconf.admission import admission_for
from videoconf.enums import ParticipantState
from videoconf.models import Participant, Room
from videoconf.services import approach

ROW = ("consumer", "videoconf.room")
CAPTIONS = ("caption", "caption_typed")
MEDIA = ("publish", "subscribe", "answer", "trickle", "layer", "stats")
ORDER = ("admit", "deny", "floor_grant", "floor_end", "mute", "remove", "lock", "phase", "captioner")
ASKING = ("mark", "poll_open", "poll_close", "slide", "slide_stop")
MESSAGES = (
    *("connect", "hello", "resume", "join", "ping", "leave", "chat", "media", "picture", "signal", "hand"),
    *("typed", *CAPTIONS),
    *("poll_vote", *ASKING),
    *MEDIA,
    *ORDER,
    *("promote", "end"),
)
OUTSIDE = {"connect", "hello", "resume", "join", "ping"}
INSIDE = OUTSIDE | {"leave", "chat", "typed", "poll_vote", "media", "picture", "signal", "hand", *MEDIA}
ANSWERS = {
    "nobody signed in": set(),
    "not on the list": set(),
    "suspended": set(),
    "at the door": OUTSIDE,
    "in the queue": OUTSIDE | {"leave"},
    "in the queue, with the seat of another": OUTSIDE,
    "inside": INSIDE,
    "inside, with text alone": INSIDE - {"signal", "publish"},
    "listening": INSIDE - {"publish"},
    "captioning": INSIDE | {*CAPTIONS},
    "captioned and lost": OUTSIDE,
    "codirecting": INSIDE | {*ORDER, *ASKING},
    "codirected and lost": OUTSIDE,
    "directing": INSIDE | {*ORDER, *ASKING, "promote", "end"},
    "lost": OUTSIDE,
    "has left": OUTSIDE,
    "directed and left": OUTSIDE,
    "removed": set(),
    "with the seat of another": OUTSIDE,
}


def in_state(who, **fields):
    Participant.objects.filter(pk=who.pk).update(**fields)
    who.refresh_from_db()
    return who


@pytest.fixture
def people(db):
    """One of each, by the name of the row."""
    from django.contrib.auth.models import AnonymousUser

    names = [
        name
        for name in ANSWERS
        if name not in ("nobody signed in", "not on the list", "directing", "directed and left", "listening")
    ]
    speakers = {name: a_person() for name in names}
    host, late_host, listener, other = (a_person() for _ in range(4))
    room = a_room(host=host, speakers=tuple(speakers.values()), listeners=(listener,))
    admit(room, late_host, "host")
    made = {
        name: (who, approach(room=room, person=who, admission=admission_for(who, room)))
        for name, who in speakers.items()
    }
    for name in set(names) - {"at the door"}:
        made[name] = (speakers[name], in_state(made[name][1], state=ParticipantState.PRESENT, seat="video"))
    for name, state in (("lost", "lost"), ("has left", "left"), ("removed", "removed")):
        in_state(made[name][1], state=state)
    in_state(made["inside, with text alone"][1], seat="text")
    in_state(made["in the queue"][1], state="waiting", knocked_at=room.starts_at)
    in_state(made["codirecting"][1], role="cohost")
    in_state(made["captioning"][1], captions=True)
    in_state(made["captioned and lost"][1], captions=True, state="lost")
    in_state(made["codirected and lost"][1], role="cohost", state="lost")
    other_place = "in the queue, with the seat of another"
    made[other_place] = (speakers[other_place], made["in the queue"][1])
    made["with the seat of another"] = (speakers["with the seat of another"], made["inside"][1])
    made["directing"] = (host, in_state(entered(room, host), seat="video"))
    made["directed and left"] = (late_host, in_state(entered(room, late_host), state="left"))
    made["listening"] = (listener, in_state(entered(room, listener), seat="video"))
    made["nobody signed in"] = (AnonymousUser(), None)
    made["not on the list"] = (other, None)
    speakers["suspended"].is_active = False
    return room, made


def answers(room: Room, who, seat) -> set[str]:
    kwargs = {"room": room.key, "admission": admission_for(who, room)}
    asked = [Access(user=who, action=action, kwargs=kwargs, subject=seat) for action in MESSAGES]
    return {ctx.action for ctx in asked if access.allowed(*ROW, ctx)}


@pytest.mark.parametrize("name", list(ANSWERS))
def test_each_person_may_say_this_and_no_more(people, name):
    room, made = people
    assert answers(room, *made[name]) == ANSWERS[name]


def test_every_message_of_the_protocol_has_a_rule():
    from videoconf.protocol import INCOMING

    assert set(MESSAGES) == {*INCOMING, "connect"}
    assert set(access.table()[ROW].rules) == set(MESSAGES)


def test_a_message_without_a_rule_is_refused(people):
    room, made = people
    host, seat = made["directing"]
    kwargs = {"room": room.key, "admission": admission_for(host, room)}
    assert access.allowed(*ROW, Access(user=host, action="sudo", kwargs=kwargs, subject=seat)) is False


def test_with_the_rules_off_everybody_could_end_the_room(people, monkeypatch):
    """Negative control: it is the table that refuses, nothing before it."""
    room, made = people
    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)
    assert answers(room, *made["removed"]) == set(MESSAGES)


@pytest.mark.django_db(transaction=True)
async def test_a_speaker_cannot_end_the_room_over_the_socket():
    from channels.db import database_sync_to_async

    person = await database_sync_to_async(a_person)()
    room = await database_sync_to_async(a_room)(speakers=(person,))
    async with page_of(person, room) as page:
        await page.join()
        await page.say("end")
        assert (await page.hear("error"))["code"] == "forbidden"
    await room.arefresh_from_db()
    assert room.state == "open"


@pytest.mark.django_db(transaction=True)
async def test_who_is_taken_off_the_list_cannot_join_again():
    from channels.db import database_sync_to_async

    person = await database_sync_to_async(a_person)()
    room = await database_sync_to_async(a_room)(speakers=(person,))
    async with page_of(person, room) as page:
        await page.join()
        expel_from_list(room, person)
        await page.say("join", peer=page.peer, video=True, microphone=False, camera=False)
        assert await page.closed_with() == 4403
