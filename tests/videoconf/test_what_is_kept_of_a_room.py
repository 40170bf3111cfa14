"""Retention: contents and names go when their term comes, and the chain and the intervals still verify."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import F

from core.errors import Conflict
from core.models import AuditEntry, PeriodicJob
from tests.videoconf.acts import NOON, a_person, a_room, entered
from videoconf.enums import EventKind
from videoconf.models import FloorTurn, Participant, PresenceSpan, RetentionTerm, Room, RoomEventPayload
from videoconf.services import attendance_of, beat, end, lose, purging, say, state_of
from videoconf.services.checking import verify_room
from videoconf.services.purging import due_at, purge_rooms
from videoconf.services.retention import class_of, gone_from, noted_of
from videoconf.services.terms import months_before, set_term, term_in_force

pytestmark = pytest.mark.django_db
WORDS, NAMES = timedelta(days=366 * 5 + 2), timedelta(days=366 * 10 + 3)


@pytest.fixture
def room(stopped_clock):
    """Two people, a cut, two lines written and the end."""
    one, other = a_person("Elena"), a_person("Marcos")
    room = a_room(host=one, speakers=(other,))
    seat = entered(room, one, connection="one")
    entered(room, other, connection="other")
    say(participant=seat, text="El padrón se cierra el viernes", ref="r-1")
    say(participant=seat, text="Gracias a todas", ref="r-2")
    stopped_clock.pass_(60)
    lose(connection="other", at=stopped_clock.at)
    stopped_clock.pass_(5)
    entered(room, other, connection="again")
    stopped_clock.pass_(30)
    beat(connections=["one", "again"])
    return end(room=room, by=None)


def pass_(clock, length):
    clock.at += length


def everything_written():
    """All the text that could name somebody, or repeat what she said."""
    kept = [str(body) for body in RoomEventPayload.objects.values_list("body", flat=True)]
    return " ".join([*kept, *Participant.objects.values_list("display_name", flat=True)])


def test_nothing_goes_before_its_term(room, stopped_clock):
    pass_(stopped_clock, timedelta(days=365 * 5 - 1))
    assert (purge_rooms(), verify_room(room.key).purged) == ([], 0)


def test_what_was_said_goes_first_and_the_chain_still_verifies(room, stopped_clock):
    pass_(stopped_clock, WORDS)
    (done,) = purge_rooms()
    verdict = verify_room(room.key)
    assert (done.kept, done.payloads, done.people, done.held) == ("words", 2, 0, "")
    assert (verdict.ok, verdict.purged, verdict.head) == (True, 2, room.head)
    left = everything_written()
    assert ("padrón" in left, "Elena" in left) == (False, True)


def test_the_names_go_at_their_own_term_and_the_intervals_still_verify(room, stopped_clock):
    before = [(roll.seconds, [stay.cause for stay in roll.stays]) for roll in attendance_of(room)]
    pass_(stopped_clock, NAMES)
    assert [(done.kept, done.payloads, done.people) for done in purge_rooms()] == [
        ("words", 2, 0),
        ("names", 3, 2),
    ]
    verdict = verify_room(room.key)
    after = [(roll.seconds, [stay.cause for stay in roll.stays]) for roll in attendance_of(room)]
    assert (verdict.ok, verdict.purged, sorted(after)) == (True, 5, sorted(before))
    left = everything_written()
    assert [name for name in ("Elena", "Marcos", "padrón", "Villaseca") if name in left] == []
    assert set(Participant.objects.values_list("person", "entity_name")) == {(None, "")}


@pytest.mark.parametrize("column", ["joined_at", "left_at"])
def test_once_the_names_are_gone_a_changed_interval_is_still_found(room, stopped_clock, column):
    pass_(stopped_clock, NAMES)
    purge_rooms()
    change = timedelta(seconds=-3 if column == "joined_at" else 3)
    PresenceSpan.objects.filter(connection="other").update(**{column: F(column) + change})
    assert not verify_room(room.key).ok


def test_a_purge_that_leaves_no_trace_in_the_log_of_acts_is_found(room, stopped_clock):
    RoomEventPayload.objects.filter(event__kind=EventKind.CHAT).delete()
    Room.objects.update(words_purged_at=stopped_clock.at)
    assert [error.reason for error in verify_room(room.key).errors] == [
        "falta su contenido y ninguna purga lo borró"
    ] * 2


def test_the_purge_is_written_down_with_its_norm(room, stopped_clock):
    pass_(stopped_clock, WORDS)
    purge_rooms()
    detail = AuditEntry.objects.get(action="videoconf.room.purged").detail
    assert (detail["class"], detail["payloads"], detail["months"], detail["head"]) == (
        "words",
        2,
        60,
        room.head,
    )
    assert detail["source"] == RetentionTerm.objects.get(kept="words").source


def test_a_dry_run_says_the_same_and_erases_nothing(room, stopped_clock):
    pass_(stopped_clock, NAMES)
    said = purge_rooms(dry_run=True)
    assert (
        verify_room(room.key).purged,
        AuditEntry.objects.filter(action="videoconf.room.purged").count(),
    ) == (0, 0)
    assert purge_rooms() == said


def test_a_second_purge_finds_nothing(room, stopped_clock):
    pass_(stopped_clock, NAMES)
    purge_rooms()
    assert purge_rooms() == []


def test_a_room_that_is_not_as_it_was_written_is_held(room, stopped_clock):
    PresenceSpan.objects.filter(connection="one").delete()
    pass_(stopped_clock, WORDS)
    (held,) = purge_rooms()
    assert ("empieza cuando entró" in held.held, held.payloads) == (True, 0)
    assert "padrón" in everything_written()


def test_without_that_guard_the_evidence_would_go(room, stopped_clock, monkeypatch):
    PresenceSpan.objects.filter(connection="one").delete()
    pass_(stopped_clock, WORDS)
    monkeypatch.setattr(purging, "verify_room", lambda key: checked_as_good())
    purge_rooms()
    assert "padrón" not in everything_written()


def checked_as_good():
    from videoconf.services.verdict import RoomVerdict

    return RoomVerdict("x")


def test_a_page_that_comes_later_hears_of_the_line_without_its_words(room, stopped_clock):
    pass_(stopped_clock, WORDS)
    purge_rooms()
    assert [row["data"] for row in state_of(room.pk)["chat"]] == [None, None]


def test_a_newer_term_takes_over_from_its_day(room, stopped_clock):
    stopped_clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    set_term(kept="words", months=12, source="Acuerdo del Pleno de 30-11-2026", since=date(2027, 1, 1))
    assert term_in_force("words", date(2026, 12, 31)).months == 60
    stopped_clock.at = datetime(2027, 10, 4, tzinfo=UTC)
    assert [term.months for _, term in due_at(stopped_clock.at)] == []
    stopped_clock.at = datetime(2027, 10, 6, tzinfo=UTC)
    assert [term.months for _, term in due_at(stopped_clock.at)] == [12]


def test_without_a_term_it_is_kept(room, stopped_clock):
    RetentionTerm.objects.all().delete()
    pass_(stopped_clock, NAMES)
    assert purge_rooms() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 0},
        {"source": " "},
        {"kept": "x"},
        {"since": date(2020, 1, 1)},
        {"since": date(2026, 10, 5)},
    ],
)
def test_a_term_needs_its_norm_and_does_not_rewrite_the_past(stopped_clock, wrong):
    good = {"kept": "names", "months": 24, "source": "Calendario aprobado", "since": NOON.date()}
    if wrong.get("since") == NOON.date():
        set_term(**good)
    with pytest.raises(Conflict):
        set_term(**{**good, **wrong})


def test_the_last_day_of_a_month_has_its_own_before():
    moment = datetime(2027, 3, 31, 12, tzinfo=UTC)
    assert months_before(moment, 1) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert months_before(moment, 13) == datetime(2026, 2, 28, 12, tzinfo=UTC)
    assert months_before(datetime(2028, 2, 29, tzinfo=UTC), 48) == datetime(2024, 2, 29, tzinfo=UTC)


def test_what_nobody_classified_goes_with_the_words_and_hours_stay(room):
    assert (class_of("anything new"), class_of(EventKind.JOIN), class_of(EventKind.LOST)) == (
        "words",
        "names",
        None,
    )
    assert gone_from(noted_of(room), EventKind.CHAT) is False


def asked(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_would_erase(room, stopped_clock):
    pass_(stopped_clock, WORDS)
    said = json.loads(asked("purge_rooms", "--dry-run", "--json"))
    assert said == {
        "dry_run": True,
        "rooms": [{"room": room.key, "kept": "words", "payloads": 2, "people": 0, "rows": 0, "held": ""}],
    }
    assert asked("purge_rooms").splitlines()[-1] == "1 salas."


def test_the_command_writes_a_term_and_prints_them(stopped_clock):
    text = asked("retention_term", "names", "--months=72", "--source=Acuerdo", "--since=2026-11-01")
    assert "names: 72 meses desde 01/11/2026. Acuerdo" in text
    with pytest.raises(CommandError, match="empieza hoy o después"):
        asked("retention_term", "names", "--months=72", "--source=Acuerdo", "--since=2020-01-01")
    with pytest.raises(CommandError, match="Falta --since"):
        asked("retention_term", "names", "--months=72", "--source=Acuerdo")


def test_the_worker_purges_once_a_day():
    from core.periodic import discover, registered

    discover()
    assert registered["videoconf.purge"].every == timedelta(days=1)


# What stays for ever without a name, or has its own verb above.
KNOWN = {"Room", "RoomEvent", "RoomEventPayload", "Participant", "PresenceSpan", "FloorTurn", "RetentionTerm"}


def silent_about_their_end(models):
    """The tables of a room that do not say with what they go, nor fall with one that does."""
    saying = {model for model in models if hasattr(model, "goes_with")}
    falling = {
        model
        for model in models
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in saying
    }
    return {model.__name__ for model in models} - {model.__name__ for model in saying | falling} - KNOWN


def test_every_table_of_a_room_says_when_it_goes():
    assert silent_about_their_end(list(apps.get_app_config("videoconf").get_models())) == set()
    assert silent_about_their_end([PeriodicJob]) == {"PeriodicJob"}


def test_the_rows_of_a_table_that_goes_with_the_words_go_with_them(room, stopped_clock, monkeypatch):
    turn = {
        "participant": Participant.objects.first(),
        "granted_at": NOON,
        "granted_by": Participant.objects.first(),
    }
    FloorTurn.objects.create(**turn)
    monkeypatch.setattr(FloorTurn, "goes_with", ("words", "participant__room"), raising=False)
    pass_(stopped_clock, WORDS)
    assert [done.rows for done in purge_rooms(dry_run=True)] == [1]
    assert ([done.rows for done in purge_rooms()], FloorTurn.objects.count()) == ([1], 0)
