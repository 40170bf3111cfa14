"""`verify_room`: a room as it was written passes; one changed byte, row or hour is found and named."""

import io
import json
import random
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from core import append_only, chain
from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered
from videoconf.admission import Admission
from videoconf.models import Participant, PresenceSpan, Room, RoomEvent, RoomEventPayload
from videoconf.services import approach, beat, checking, end, leave, lose, remove, say, sweep
from videoconf.services.checking import verify_room
from videoconf.services.replaying import told_intervals

pytestmark = pytest.mark.django_db
COLUMNS = ["number", "recorded_at", "room_id", *RoomEvent.chained, "prev", "hash"]
SPANS = {"one", "two", "three", "other"}


def later(clock, seconds, *alive):
    """Time goes by while the lines of these answer."""
    clock.pass_(seconds)
    beat(connections=alive)


@pytest.fixture
def room(stopped_clock):
    """An hour with everything: two windows, a cut, a machine that died, a line written, and the end."""
    one, other = a_person("Elena"), a_person("Marcos")
    room = a_room(host=one, speakers=(other,))
    seat = entered(room, one, connection="one")
    later(stopped_clock, 10, "one")
    entered(room, other, connection="other")
    later(stopped_clock, 20, "one", "other")
    entered(room, one, connection="two")
    say(participant=seat, text="Buenos días a todas", ref="r-1")
    later(stopped_clock, 30, "two", "other")
    lose(connection="two", at=stopped_clock.at - timedelta(seconds=12))
    entered(room, one, connection="three")
    later(stopped_clock, 40, "three", "other")
    # The process of one line dies: nobody is told, and the sweep finds it.
    later(stopped_clock, 60, "other")
    sweep()
    end(room=room, by=None)
    return Room.objects.get()


@pytest.fixture
def unsealed(room):
    """The triggers off, as only the owner of the database could; undone with the rest of the test."""
    append_only.remove(connection)
    yield room
    # The triggers come back with the transaction; this setting of SQLite does not.
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")


def errors(room):
    return [error.number for error in verify_room(room.key).errors]


def number_of(room, kind):
    return room.events.filter(kind=kind).last().number


def test_a_room_as_it_was_written_passes(room):
    verdict = verify_room(room.key)
    assert (verdict.errors, verdict.events, verdict.head, verdict.purged) == ((), room.last, room.head, 0)
    assert PresenceSpan.objects.count() == len(SPANS)


def test_a_room_where_people_still_are_passes(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person)
    assert verify_room(room.key).ok


def flips(row, columns, chance):
    """One bit of each column, somewhere."""
    for column in columns:
        value = getattr(row, column)
        with connection.cursor() as cursor:
            table, key = row._meta.db_table, row._meta.pk.column
            cursor.execute(f'SELECT CAST("{column}" AS BLOB) FROM "{table}" WHERE "{key}" = %s', [row.pk])
            kept = cursor.fetchone()[0]
        if not kept:
            continue
        at = chance.randrange(len(kept))
        changed = bytearray(kept)
        changed[at] ^= 1 << chance.randrange(8)
        how = "?" if isinstance(value, int) else "CAST(? AS TEXT)"
        statement = f'UPDATE "{table}" SET "{column}" = {how.replace("?", "%s")} WHERE "{key}" = %s'
        yield column, statement, [value ^ 2**40 if isinstance(value, int) else bytes(changed), row.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no broken value")
def test_every_flipped_byte_of_an_event_or_of_its_content_names_it(unsealed):
    chance, found, lost = random.Random(7), 0, []
    for event in unsealed.events.select_related("payload"):
        of_the_event = flips(event, COLUMNS, chance)
        of_its_words = flips(event.payload, ["event_id", "salt", "body", "ref"], chance)
        for column, statement, values in (*of_the_event, *of_its_words):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA defer_foreign_keys = ON")
                    cursor.execute("PRAGMA ignore_check_constraints = ON")
                    cursor.execute(statement, values)
                if event.number in errors(unsealed):
                    found += 1
                else:
                    lost.append((event.number, event.kind, column, values))
                transaction.set_rollback(True)
    assert lost == []
    sys.stdout.write(
        f"\nverificación: {found} de {found + len(lost)} bytes cambiados, hallados y nombrados\n"
    )
    assert found > 100


def test_a_deleted_event_is_named(unsealed):
    RoomEventPayload.objects.filter(event__number=3).delete()
    unsealed.events.filter(number=3).delete()
    assert errors(unsealed)[0] == 3


def test_a_cut_tail_is_found(unsealed):
    RoomEventPayload.objects.filter(event__number=unsealed.last).delete()
    unsealed.events.filter(number=unsealed.last).delete()
    assert unsealed.last in errors(unsealed)


def cut_with_its_counter(room):
    """Take the last event off and write the counter as if it had never been."""
    before = room.events.get(number=room.last - 1)
    RoomEventPayload.objects.filter(event__number=room.last).delete()
    room.events.filter(number=room.last).delete()
    Room.objects.update(last=before.number, head=before.hash, last_time=before.recorded_at)


def test_a_cut_tail_with_its_counter_rewritten_is_found_by_the_head_in_the_audit(unsealed):
    cut_with_its_counter(unsealed)
    reasons = [error.reason for error in verify_room(unsealed.key).errors if error.number == unsealed.last]
    assert reasons == ["no lleva la huella que anotó el registro de actos"]


def test_without_the_head_in_the_audit_the_cut_chain_would_pass(unsealed):
    cut_with_its_counter(unsealed)
    PresenceSpan.objects.filter(cause="room_ended").update(left_at=None, cause="")
    AuditEntry.objects.all().delete()
    assert verify_room(unsealed.key).ok


def rewritten(room, kind, **changes):
    """Change an event and write the whole chain after it anew, as an owner with this program could."""
    prev = ""
    for row in room.events.order_by("number"):
        if row.kind == kind:
            for name, value in changes.items():
                setattr(row, name, value)
        chain.seal(row, prev).save()
        prev = row.hash
    Room.objects.update(head=prev)


def test_a_whole_chain_written_anew_is_found_by_the_head_in_the_audit(unsealed):
    rewritten(unsealed, "chat", actor_id=99)
    assert unsealed.last in errors(unsealed)


def test_a_paper_with_another_head_is_not_of_this_room(room):
    assert verify_room(room.key, printed_head=room.events.get(number=4).hash).ok
    assert (
        verify_room(room.key, printed_head="0" * 64).errors[0].reason
        == "ningún suceso lleva la huella del papel"
    )


def test_a_content_that_no_purge_erased_is_missed(room):
    number = number_of(room, "chat")
    RoomEventPayload.objects.filter(event__number=number).delete()
    verdict = verify_room(room.key)
    assert ([error.number for error in verdict.errors], verdict.purged) == ([number], 1)


@pytest.mark.parametrize("seconds", [-2, 2, 3600])
@pytest.mark.parametrize("column", ["joined_at", "left_at"])
@pytest.mark.parametrize("connection_id", sorted(SPANS))
def test_a_changed_interval_is_found(room, connection_id, column, seconds):
    span = PresenceSpan.objects.filter(connection=connection_id)
    if column == "joined_at" and seconds > 0:
        span.update(left_at=F("left_at") + timedelta(hours=2))
    span.update(**{column: F(column) + timedelta(seconds=seconds)})
    assert len(errors(room)) > 0


def test_a_changed_interval_names_the_event_that_says_otherwise(room):
    PresenceSpan.objects.filter(connection="two").update(left_at=F("left_at") + timedelta(seconds=5))
    PresenceSpan.objects.filter(connection="three").update(cause="left")
    lost = room.events.filter(kind="lost").order_by("number").values_list("number", flat=True)
    assert errors(room) == list(lost)


def test_an_interval_taken_out_names_the_event_that_began_it(room):
    PresenceSpan.objects.filter(connection="other").delete()
    (error,) = verify_room(room.key).errors
    assert (
        error.number
        == room.events.get(actor_id=Participant.objects.get(display_name__startswith="Marcos").pk).number
    )


def test_an_interval_put_in_has_no_event(room):
    seat = Participant.objects.get(display_name__startswith="Marcos")
    seat.spans.create(
        connection="x", joined_at=room.starts_at, seen_at=room.starts_at, left_at=room.starts_at
    )
    (error,) = verify_room(room.key).errors
    assert (error.number, "ningún suceso" in error.reason) == (0, True)


def test_intervals_given_to_another_person_are_found(room):
    elena, marcos = Participant.objects.order_by("pk")
    Participant.objects.filter(pk=elena.pk).update(person=None)
    Participant.objects.filter(pk=marcos.pk).update(person=elena.person, display_name=elena.display_name)
    assert len(errors(room)) == 2


def test_without_the_intervals_being_compared_a_changed_one_would_pass(room, monkeypatch):
    monkeypatch.setattr(checking, "disagreements", lambda room, rows: [])
    PresenceSpan.objects.update(left_at=F("left_at") + timedelta(hours=1))
    assert verify_room(room.key).ok


def test_the_clock_going_back_leaves_a_room_that_passes(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person, connection="one")
    later(stopped_clock, 30, "one")
    stopped_clock.pass_(-3 * 3600)
    seat = entered(room, person, connection="two")
    leave(participant=seat, connection="two")
    entered(room, person, connection="three")
    end(room=room, by=None)
    assert verify_room(room.key).errors == ()


def test_who_comes_back_after_a_crash_is_not_counted_meanwhile(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person, connection="one")
    later(stopped_clock, 30, "one")
    stopped_clock.pass_(6)
    entered(room, person, connection="two")
    span = PresenceSpan.objects.get(connection="one")
    assert (span.cause, (span.left_at - span.joined_at).seconds, verify_room(room.key).ok) == (
        "lost",
        30,
        True,
    )


def test_the_line_that_was_dead_when_another_took_its_place_says_until_when_it_lived(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person, connection="one")
    later(stopped_clock, 30, "one")
    last_heard = stopped_clock.at
    later(stopped_clock, 4, "one")
    stopped_clock.pass_(4)
    entered(room, person, connection="two")
    span = PresenceSpan.objects.get(connection="one")
    assert (span.cause, span.left_at - span.joined_at) == ("moved", timedelta(seconds=38))
    lose(connection="one", at=last_heard)
    span.refresh_from_db()
    assert (span.cause, span.left_at - span.joined_at) == ("lost", timedelta(seconds=30))
    assert (verify_room(room.key).errors, room.events.last().kind) == ((), "cut")
    PresenceSpan.objects.filter(pk=span.pk).update(left_at=F("left_at") + timedelta(seconds=8), cause="moved")
    assert errors(room) == [room.events.last().number]


def test_the_line_that_was_alive_when_taken_for_dead_says_so(stopped_clock):
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person, connection="one")
    stopped_clock.pass_(30)
    entered(room, person, connection="two")
    lose(connection="one", at=stopped_clock.at)
    span = PresenceSpan.objects.get(connection="one")
    assert (span.cause, span.left_at - span.joined_at) == ("moved", timedelta(seconds=30))
    assert verify_room(room.key).ok


def test_the_events_tell_the_same_intervals_as_the_rows(room):
    told = {
        (each.began, each.ended, each.cause) for each in told_intervals(room.events.select_related("payload"))
    }
    assert told == set(PresenceSpan.objects.values_list("joined_at", "left_at", "cause"))


def asked(*arguments):
    out = io.StringIO()
    try:
        call_command("verify_room", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_prints_one_json_value(room):
    code, text = asked(room.key, "--json")
    whole = {"ok": True, "room": room.key, "events": room.last, "head": room.head, "purged": 0, "errors": []}
    assert (code, json.loads(text)) == (0, whole)


def test_the_command_ends_with_two_when_something_is_wrong(room):
    PresenceSpan.objects.filter(connection="two").delete()
    code, text = asked(room.key, "--json")
    assert (code, json.loads(text)["ok"], len(json.loads(text)["errors"])) == (2, False, 1)
    assert asked(room.key)[0] == 2


def test_a_room_that_does_not_exist_is_said_and_ends_with_two(db):
    code, text = asked("nada", "--json")
    assert (code, json.loads(text)["errors"]) == (
        2,
        [{"number": 0, "reason": "no hay ninguna sala con esa dirección"}],
    )


def test_the_command_says_it_in_words(room):
    assert asked(room.key) == (
        0,
        f"{room.last} sucesos, 0 sin contenido por su plazo, 0 errores. Huella: {room.head}\n",
    )


def test_whose_account_it_is_goes_into_the_chain_and_to_no_page(room):
    event = room.events.select_related("payload").filter(kind="join").first()
    told = event.as_message(event.payload.body)["data"]
    person = Participant.objects.get(pk=event.actor_id).person_id
    assert (event.payload.body["person"], told["participant"]) == (person, event.actor_id)
    assert "person" not in told


def test_who_was_put_out_leaves_a_room_that_passes(stopped_clock):
    host, other = a_person("Carmen"), a_person("Marcos")
    room = a_room(host=host, speakers=(other,))
    directing, seat = entered(room, host, connection="host"), entered(room, other, connection="other")
    later(stopped_clock, 30, "host", "other")
    remove(by=directing, who=seat.pk)
    span = PresenceSpan.objects.get(connection="other")
    assert (span.cause, span.left_at - span.joined_at) == ("removed", timedelta(seconds=30))
    assert verify_room(room.key).errors == ()


def test_who_changed_her_name_since_and_comes_to_the_door_again_keeps_what_was_written(room):
    person = Participant.objects.get(display_name__startswith="Elena").person
    renamed = Admission("listener", "Elena Otra", None, "Robledillo")
    seat = approach(room=room, person=person, admission=renamed)
    assert (seat.display_name, verify_room(room.key).ok) == ("Elena Otra", True)
    assert Participant.objects.get(pk=seat.pk).display_name == "Elena Castrillo"
