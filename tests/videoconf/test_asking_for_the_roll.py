"""`manage.py attendance`: one JSON value, or lines a person can read."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.videoconf.acts import a_person, a_room, entered
from videoconf.services import leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(stopped_clock):
    person = a_person("Elena")
    room = a_room(speakers=(person,))
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(61)
    leave(participant=seat, connection="one")
    return room


def asked(*arguments):
    out = io.StringIO()
    call_command("attendance", *arguments, stdout=out)
    return out.getvalue()


def test_the_roll_as_json_is_one_list(room):
    (row,) = json.loads(asked(room.key, "--json"))
    assert (row["name"], row["seconds"], row["spans"]) == (
        "Elena Castrillo",
        61,
        [{"from": "2026-10-05T10:00:00+00:00", "to": "2026-10-05T10:01:01+00:00"}],
    )


def test_the_roll_as_text_is_a_line_for_each_person(room):
    assert asked(room.key) == "Elena Castrillo (Villaseca): 61 s\n"


def test_a_room_that_does_not_exist_is_said(db):
    with pytest.raises(CommandError, match="No hay ninguna sala"):
        asked("nada", "--json")
