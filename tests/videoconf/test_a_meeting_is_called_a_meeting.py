"""The words of a room's screens: a meeting is not a class, and nobody there trains anybody."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.videoconf.acts import a_person, a_room
from videoconf.models import Room
from videoconf.services.refusals import MESSAGES

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parents[2] / "site" / "static" / "room"
OF_A_CLASS = re.compile(r"\b(clases?|formador\w*|alumn\w*)\b", re.IGNORECASE)
SAID = re.compile(r'"[^"\n]*"|`[^`]*`')


@pytest.mark.parametrize("name", ["room", "left"])
@pytest.mark.parametrize("kind", ["meeting", "class"])
def test_the_pages_call_it_by_its_kind(signed_in, kind, name):
    host = a_person("Marta")
    room = a_room(host=host)
    Room.objects.filter(pk=room.pk).update(kind=kind, title="Comisión de Hacienda")
    text = signed_in(host).get(reverse(f"videoconf:{name}", args=[room.key])).content.decode()
    found = {word.lower() for word in OF_A_CLASS.findall(text)}
    assert found == set() if kind == "meeting" else "clase" in found


def test_what_the_script_and_the_server_say_fits_both():
    said = [
        *MESSAGES.values(),
        *(one for path in STATIC.glob("*.js") for one in SAID.findall(path.read_text())),
    ]
    assert [text for text in said if OF_A_CLASS.search(text)] == []
    assert OF_A_CLASS.search("Sigues la clase en otra ventana.")
