"""Hostile texts in the chat of a class, by the verb that the socket calls, and in the title of its room."""

from datetime import timedelta

from core import clock
from courses import services
from courses.models import Edition, LiveSession
from tests.security.active.classroom import CODE
from tests.security.active.gardener import Gardener
from videoconf.admission import admission_for
from videoconf.models import Room
from videoconf.services import enter, leave, say
from videoconf.services.seats import Arrival


def plant(gardener: Gardener) -> None:
    """Let a learner and the trainer of a class that has begun write every text there is."""
    session = _begun(gardener)
    room = session.room
    for key in ("concejala", "formadora"):
        _talk(gardener, room, key)
    door = f"/sala/{room.key}/"
    for key in ("secretaria", "formadora"):
        gardener.shows(door, key)
        gardener.rooms.append((key, door))
    gardener.shows(f"{door}salida/", "concejala")
    for path in ("", "asistencia/", "descansos/"):
        gardener.shows(f"/aula/clase/{session.pk}/{path}", "formadora")
    gardener.sheets.append(("jefa", f"/aula/clase/{session.pk}/asistencia.csv"))


def _begun(gardener: Gardener) -> LiveSession:
    start = clock.now() + timedelta(minutes=2)
    return services.schedule_session(
        edition=Edition.objects.get(code=CODE),
        title=gardener.corpus.text("título de clase"),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )


def _talk(gardener: Gardener, room: Room, key: str) -> None:
    person = gardener.person(key)
    admission = admission_for(person, room)
    assert admission, key
    came = enter(room=room, person=person, admission=admission, arrival=Arrival(f"planta-{key}", key))
    for turn, text in enumerate(gardener.corpus.every("línea de la conversación")):
        say(participant=came, text=text, ref=f"{key}-{turn}")
    leave(participant=came, connection=f"planta-{key}")
