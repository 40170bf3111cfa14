"""How an interval ends when nobody says goodbye: the small verbs under entering, leaving and sweeping."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.videoconf.acts import NOON, a_person, a_room, entered
from videoconf.models import PresenceSpan
from videoconf.services.agreement import disagreements
from videoconf.services.comparing import compared
from videoconf.services.event_words import body_of, moment_of, subject_of
from videoconf.services.events import locked, target_of, time_in
from videoconf.services.lines import end_lost, lose_silent, open_spans, put_right
from videoconf.services.replaying import told_intervals

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(stopped_clock):
    return a_person()


@pytest.fixture
def room(person):
    room = a_room(speakers=(person,))
    entered(room, person, connection="one")
    return room


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def test_the_hour_of_a_room_never_goes_back(room, stopped_clock):
    stopped_clock.pass_(-3600)
    with transaction.atomic():
        assert time_in(locked(room.pk)) == NOON
    stopped_clock.pass_(3700)
    assert time_in(locked(room.pk)) == after(100)


def test_an_interval_ends_once_and_never_before_it_began(room):
    span = PresenceSpan.objects.get()
    end_lost(room=locked(room.pk), span_id=span.pk, at=NOON - timedelta(seconds=5))
    end_lost(room=locked(room.pk), span_id=span.pk, at=after(60))
    assert (PresenceSpan.objects.get().left_at, room.events.filter(kind="lost").count()) == (NOON, 1)


def test_only_the_lines_that_went_silent_are_lost(room, stopped_clock):
    other = a_person()
    room_of_two = a_room(speakers=(other,))
    entered(room_of_two, other, connection="two")
    stopped_clock.pass_(4)
    lose_silent(room=locked(room.pk), spans=PresenceSpan.objects.of_room(room.pk), now=after(4))
    assert open_spans(room.participants.get()).count() == 1
    lose_silent(room=locked(room.pk), spans=PresenceSpan.objects.of_room(room.pk), now=after(5))
    assert (open_spans(room.participants.get()).count(), PresenceSpan.objects.open().count()) == (0, 1)


def test_an_interval_that_ended_with_a_word_is_not_put_right(room):
    PresenceSpan.objects.update(left_at=after(60), cause="left")
    put_right(room=locked(room.pk), span=PresenceSpan.objects.get(), at=after(10))
    assert PresenceSpan.objects.get().left_at == after(60)


def test_of_whom_an_event_is_stays_known_when_its_content_is_gone(room):
    event = room.events.select_related("payload").get(kind="join")
    told = subject_of(event)
    event.payload.delete()
    bare = room.events.select_related("payload").get(kind="join")
    assert (subject_of(bare), body_of(bare)) == (told, {})


def test_a_room_has_one_name_in_the_log_of_acts(room):
    assert target_of(room) == f"room:{room.key}"


def test_an_hour_that_cannot_be_read_is_not_believed():
    said = [moment_of(text, NOON) for text in ("2026-10-05T10:01:00+00:00", "2026-10-05T10:01:00", "x", None)]
    assert said == [after(60), NOON, NOON, NOON]


def test_a_kept_interval_is_set_beside_the_one_told(room):
    told = told_intervals(room.events.select_related("payload"))
    spans = list(PresenceSpan.objects.all())
    assert list(compared("Elena", told, spans)) == []
    assert [error.number for error in disagreements(room, [])] == [0]
    assert [error.number for error in compared("Elena", told, [])] == [told[0].by]
