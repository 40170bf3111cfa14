"""The site served to the browsers of these tests, with rooms that let everybody in: Marta directs."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.videoconf.room_settings"

from config.asgi import application
from videoconf import admission
from videoconf.admission import Admission

__all__ = ["application"]


def _admit(person: object, room: object) -> Admission:
    directs = person.first_name == "Marta"
    role, place = ("host", "Diputación de Valdoria") if directs else ("speaker", "Villaseca de la Sierra")
    if person.first_name == "Oyente":
        role = "listener"
    return Admission(role, person.get_full_name(), None, place)


admission.register("tests.browser", _admit)
