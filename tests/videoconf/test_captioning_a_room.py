"""Captions: who is named to write what is said writes it, nobody else, and it is kept like the chat."""

import pytest
from channels.db import database_sync_to_async

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.enums import EventKind
from videoconf.models import Participant
from videoconf.services import RoomRefused, caption, leave, name_captioner, say, state_of

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def listener():
    return a_person("Elena")


@pytest.fixture
def room(host, listener):
    return a_room(host=host, listeners=(listener,))


@pytest.fixture
def by(room, host):
    return entered(room, host)


@pytest.fixture
def seat(room, listener, by):
    return entered(room, listener, connection="one")


def refused(act) -> str:
    with pytest.raises(RoomRefused) as refusal:
        act()
    return refusal.value.code


def test_who_is_named_captions_and_the_last_lines_are_given_to_who_comes(by, seat):
    name_captioner(by=by, who=seat.pk, on=True)
    for number in range(5):
        caption(participant=seat, text=f" línea {number} ", ref=f"r{number}")
    shown = [(row["data"]["name"], row["data"]["text"]) for row in state_of(by.room_id)["captions"]]
    assert shown == [(seat.display_name, f"línea {number}") for number in (2, 3, 4)]


def test_captions_are_no_lines_of_the_chat(by, seat):
    name_captioner(by=by, who=seat.pk, on=True)
    caption(participant=seat, text="se abre la sesión", ref="r1")
    say(participant=seat, text="hola", ref="r2")
    assert [row["kind"] for row in state_of(by.room_id)["chat"]] == ["chat"]


def test_nobody_captions_without_being_named_nor_after(by, seat):
    assert refused(lambda: caption(participant=seat, text="hola", ref="r1")) == "forbidden"
    name_captioner(by=by, who=seat.pk, on=True)
    name_captioner(by=by, who=seat.pk, on=False)
    assert refused(lambda: caption(participant=seat, text="hola", ref="r1")) == "forbidden"


def test_the_same_line_sent_again_is_kept_once(by, seat):
    name_captioner(by=by, who=seat.pk, on=True)
    first = caption(participant=seat, text="hola", ref="r1")
    assert caption(participant=seat, text="hola", ref="r1") == first
    assert seat.room.events.filter(kind=EventKind.CAPTION).count() == 1


def test_naming_is_told_once_and_leaves_its_row(by, seat, host):
    for _ in range(2):
        name_captioner(by=by, who=seat.pk, on=True)
    assert seat.room.events.filter(kind=EventKind.CAPTIONER).count() == 1
    acts = AuditEntry.objects.filter(action="videoconf.captioner.named").values_list("actor_id", flat=True)
    assert list(acts) == [host.pk]


def test_who_directs_may_caption_herself(by):
    name_captioner(by=by, who=by.pk, on=True)
    assert Participant.objects.get(pk=by.pk).captions is True


def test_nobody_names_but_who_directs_and_only_who_is_there(by, seat):
    assert refused(lambda: name_captioner(by=seat, who=seat.pk, on=True)) == "forbidden"
    leave(participant=seat, connection="one")
    assert refused(lambda: name_captioner(by=by, who=seat.pk, on=True)) == "gone"


async def test_over_the_socket_her_letters_are_captions_from_then_on(host, listener, room):
    async with page_of(host, room) as directs, page_of(listener, room) as writes:
        await directs.join()
        me = (await writes.join())["me"]
        letters = {"ref": "r1", "seq": 1, "at": 0, "text": "Buenos d"}
        await writes.say("caption_typed", **letters)
        assert (await writes.hear("error"))["code"] == "forbidden"
        await directs.say("captioner", who=me, on=True)
        await writes.hear("captioner")
        await writes.say("caption_typed", **letters)
        assert await directs.hear("typed") == {"kind": "typed", "by": me, "caption": True, **letters}
        await writes.say("caption", text="Buenos días.", ref="r1")
        assert (await directs.hear("caption"))["data"]["text"] == "Buenos días."
