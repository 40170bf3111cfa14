"""Silencing: off at once, and off it stays until who directs allows it; nobody else switches it on."""

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, admit, entered, page_of
from videoconf import rules
from videoconf.enums import EventKind
from videoconf.models import Participant
from videoconf.services import RoomRefused, leave, mute, set_media
from videoconf.services.standing import beneath, directing, note, present, seated_beneath

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def person():
    return a_person("Elena")


@pytest.fixture
def room(host, person):
    return a_room(host=host, speakers=(person,))


@pytest.fixture
def by(room, host):
    return entered(room, host)


@pytest.fixture
def seat(room, by, person):
    return entered(room, person, connection="one", microphone=True, camera=True)


def again(seat):
    seat.refresh_from_db()
    return seat.microphone, seat.camera, seat.muted, seat.camera_stopped


def test_a_microphone_goes_off_and_saying_it_on_changes_nothing(by, seat):
    mute(by=by, who=seat.pk, what="microphone", on=True)
    assert again(seat) == (False, True, True, False)
    set_media(participant=seat, microphone=True, camera=True)
    assert again(seat) == (False, True, True, False)


def test_a_camera_goes_off_and_saying_it_on_changes_nothing(by, seat):
    mute(by=by, who=seat.pk, what="camera", on=True)
    set_media(participant=seat, microphone=True, camera=True)
    assert again(seat) == (True, False, False, True)


def test_allowing_does_not_switch_on_and_she_does(by, seat):
    mute(by=by, who=seat.pk, what="microphone", on=True)
    mute(by=by, who=seat.pk, what="microphone", on=False)
    assert again(seat) == (False, True, False, False)
    set_media(participant=seat, microphone=True, camera=True)
    assert again(seat) == (True, True, False, False)


def test_it_stays_off_in_another_window_and_after_leaving(room, by, seat, person):
    mute(by=by, who=seat.pk, what="microphone", on=True)
    entered(room, person, connection="two", microphone=True)
    assert again(seat)[0] is False
    leave(participant=seat, connection="two")
    entered(room, person, connection="three", microphone=True)
    assert again(seat)[0] is False


def test_without_the_rule_she_would_switch_it_on(by, seat, monkeypatch):
    """Negative control: the rule refuses first; behind it, the table does."""
    from videoconf.services import talk

    mute(by=by, who=seat.pk, what="microphone", on=True)
    monkeypatch.setattr(talk, "may_send", lambda seat: rules.may_publish(role=seat.role, seat=seat.seat))
    with pytest.raises(IntegrityError), transaction.atomic():
        set_media(participant=seat, microphone=True, camera=True)
    Participant.objects.update(muted=False)
    set_media(participant=seat, microphone=True, camera=True)
    assert again(seat)[0] is True


def test_it_is_told_once_and_written_in_the_log(room, by, seat, host):
    for _ in range(2):
        mute(by=by, who=seat.pk, what="microphone", on=True)
    events = room.events.filter(kind=EventKind.MUTED)
    entry = AuditEntry.objects.get(action="videoconf.microphone.stopped")
    assert (events.count(), entry.actor_id, entry.detail, entry.target) == (
        1,
        host.pk,
        {"by": by.pk, "who": [seat.pk]},
        f"room:{room.key}",
    )
    mute(by=by, who=seat.pk, what="microphone", on=False)
    assert AuditEntry.objects.filter(action="videoconf.microphone.allowed").count() == 1


@pytest.mark.parametrize(
    ("role", "other", "may"),
    [
        ("host", "host", False),
        ("host", "cohost", True),
        ("host", "speaker", True),
        ("cohost", "host", False),
        ("cohost", "cohost", False),
        ("cohost", "listener", True),
        ("speaker", "listener", False),
    ],
)
def test_one_acts_on_who_ranks_below_and_on_nobody_else(room, by, seat, role, other, may):
    Participant.objects.filter(pk=by.pk).update(role=role)
    Participant.objects.filter(pk=seat.pk).update(role=other)
    assert rules.ranks_above(role, other) is may
    if may:
        mute(by=by, who=seat.pk, what="camera", on=True)
        return
    with pytest.raises(RoomRefused) as refused:
        mute(by=by, who=seat.pk, what="camera", on=True)
    assert refused.value.code == "forbidden"


def test_who_is_elsewhere_or_has_left_is_not_silenced(room, by, seat):
    other = a_person()
    elsewhere = entered(a_room(speakers=(other,)), other)
    leave(participant=seat, connection="one")
    for who in (elsewhere.pk, seat.pk):
        with pytest.raises(RoomRefused) as refused:
            mute(by=by, who=who, what="camera", on=True)
        assert refused.value.code == "gone"


def test_standing_is_read_again_under_the_lock(room, by, seat):
    assert (present(seat).pk, directing(by).pk, beneath(by, seat.pk).pk) == (seat.pk, by.pk, seat.pk)
    assert seated_beneath(by, seat.pk).pk == seat.pk
    with pytest.raises(RoomRefused):
        directing(seat)
    note(action="test.act", room=room, by=by, detail={"to": "open"})
    assert AuditEntry.objects.get(action="videoconf.test.act").detail == {
        "by": by.pk,
        "who": [],
        "to": "open",
    }


async def test_over_the_socket_her_page_hears_it_and_cannot_undo_it(room, host, person):
    async with page_of(host, room) as directs, page_of(person, room) as page:
        await directs.join()
        me = (await page.join())["me"]
        await directs.say("mute", who=me, what="microphone", on=True)
        assert (await page.hear("muted"))["data"]["microphone"] is False
        await page.say("media", microphone=True, camera=False)
        assert (await page.hear("media"))["data"] == {"participant": me, "microphone": False, "camera": False}
        await page.say("mute", who=me, what="microphone", on=False)
        assert (await page.hear("error"))["code"] == "forbidden"


async def test_a_co_host_may_silence_and_a_host_may_not_be(room, host, person):
    cohost = await at_db(a_person)("Rocío")
    await at_db(admit)(room, cohost, "cohost")
    async with page_of(host, room) as directs, page_of(cohost, room) as helps, page_of(person, room) as page:
        target = (await directs.join())["me"]
        await helps.join()
        me = (await page.join())["me"]
        await helps.say("mute", who=me, what="camera", on=True)
        assert (await page.hear("muted"))["data"]["camera_stopped"] is True
        await helps.say("mute", who=target, what="camera", on=True)
        assert (await helps.hear("error"))["code"] == "forbidden"
