"""`manage.py attendance`: one JSON value, or lines a person can read."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.videoconf.acts import a_person, a_room, entered
from videoconf.models import Participant
from videoconf.services import beat, leave, lose

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


def test_the_roll_as_json_is_one_list_of_this_shape(room):
    seat = Participant.objects.get()
    assert json.loads(asked(room.key, "--json")) == [
        {
            "participant": seat.pk,
            "person": seat.person_id,
            "name": "Elena Castrillo",
            "entity": "Villaseca",
            "entity_id": None,
            "role": "speaker",
            "seconds": 61,
            "spans": [
                {
                    "from": "2026-10-05T10:00:00+00:00",
                    "to": "2026-10-05T10:01:01+00:00",
                    "seconds": 61,
                    "cause": "left",
                }
            ],
        }
    ]


def test_two_windows_are_one_stay_and_a_cut_makes_two_each_with_its_cause(room, stopped_clock):
    person = Participant.objects.get().person
    entered(room, person, connection="two")
    stopped_clock.pass_(4)
    entered(room, person, connection="three")
    stopped_clock.pass_(4)
    lose(connection="three", at=stopped_clock.at)
    stopped_clock.pass_(20)
    entered(room, person, connection="four")
    stopped_clock.pass_(3)
    beat(connections=["four"])
    (row,) = json.loads(asked(room.key, "--json"))
    found = [(span["seconds"], span["cause"]) for span in row["spans"]]
    # The second one begins when the first ended: it is the same stay.
    assert (row["seconds"], found) == (72, [(69, "lost"), (3, None)])


def test_the_roll_as_text_is_a_line_for_each_person(room):
    assert asked(room.key) == "Elena Castrillo (Villaseca): 61 s\n"


def test_a_room_that_does_not_exist_is_said(db):
    with pytest.raises(CommandError, match="No hay ninguna sala"):
        asked("nada", "--json")
