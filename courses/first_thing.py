"""What comes first in a classroom: one sentence and one button, as on the home page."""

from django.urls import reverse

from core import clock
from core.providers import Link, NextThing
from courses import words
from courses.hub import Visit
from courses.models import LiveSession
from courses.services.learning.outline import outline_of
from videoconf.enums import AUDIO_ONLY


def first_thing_of(visit: Visit) -> NextThing:
    """Return the class whose door is open; else the lesson to go on with; else what the visitor came for."""
    at = clock.now()
    upcoming = visit.edition.sessions.not_over_at(at).select_related("room").order_by("starts_at").first()
    if upcoming and words.door_is_open(upcoming.starts_at, upcoming.ends_at, at):
        return _class_now(visit, upcoming)
    return (_class_to_give(visit, upcoming) if visit.runs_it else _lesson(visit)) or _course(visit)


def _class_now(visit: Visit, upcoming: LiveSession) -> NextThing:
    room = reverse("videoconf:room", args=[upcoming.room.key])
    audio = () if visit.runs_it else (Link("Solo audio", f"{room}?{AUDIO_ONLY}"),)
    button = "Abrir la clase" if visit.runs_it else "Entrar en la clase"
    return NextThing(upcoming.title, room, button, starts_at=upcoming.starts_at, secondary=audio)


def _class_to_give(visit: Visit, upcoming: LiveSession | None) -> NextThing | None:
    if upcoming is None:
        return None
    page = reverse("courses:session", args=[upcoming.pk])
    said = f"La próxima clase es «{upcoming.title}»"
    return NextThing(said, page, "Preparar la clase", starts_at=upcoming.starts_at)


def _lesson(visit: Visit) -> NextThing | None:
    outline = outline_of(visit.edition.course.path, visit.person)
    here = outline.here
    if here is None:
        return None
    url = f"{here.page.url}#{here.anchor}" if here.anchor else here.page.url
    verb, button = ("Sigue con", "Seguir") if outline.is_begun else ("Empieza por", "Empezar")
    said = words.progress(outline.done, len(outline.steps))
    return NextThing(f"{verb} «{here.page.title}»", url, button, detail=said)


def _course(visit: Visit) -> NextThing:
    said = "No queda ninguna clase por dar" if visit.runs_it else "Has leído todas las lecciones"
    return NextThing(said, visit.edition.course.url, "Ver el curso")
