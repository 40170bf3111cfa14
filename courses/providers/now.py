"""The card of home: the one thing that comes next."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from core.providers import Link, NextThing
from courses import words
from courses.providers.resuming import left_off
from courses.providers.tasks import open_to
from courses.services.learning.today import NEAR, today_of
from people.models import LocalEntity, User
from videoconf.enums import AUDIO_ONLY

LIVE_FIRST, CLASS_SOON, PREPARE, GO_ON, ASK = 100, 60, 45, 40, 20


def next_class(person: User, entities: Sequence[LocalEntity]) -> NextThing | None:
    """Return the class one takes or gives, when it is near."""
    today = today_of(person)
    upcoming = next(iter(today.classes), None)
    if upcoming is None or upcoming.starts_at - today.at > NEAR:
        return None
    door_open = words.door_is_open(upcoming.starts_at, upcoming.ends_at, today.at)
    gives = upcoming.is_given
    room = reverse("videoconf:room", args=[upcoming.room.key])
    page = reverse("courses:session", args=[upcoming.pk])
    return NextThing(
        # When it starts is said above it by the card itself.
        sentence=upcoming.title,
        detail=f"{upcoming.edition.course.title} · {upcoming.edition.title}",
        url=room if door_open else page,
        button=("Abrir la clase" if gives else "Entrar en la clase") if door_open else "Ver la clase",
        starts_at=upcoming.starts_at,
        priority=LIVE_FIRST if door_open else CLASS_SOON,
        secondary=_other_ways(room, page, upcoming) if door_open else (_aula(upcoming.edition.code),),
    )


def _aula(code: str) -> Link:
    return Link("Ir al aula", reverse("courses:aula", args=[code]))


def _other_ways(room: str, page: str, upcoming: Any) -> tuple[Link, ...]:
    ways = (Link("Antes de entrar", page), _aula(upcoming.edition.code))
    return ways if upcoming.is_given else (Link("Solo audio", f"{room}?{AUDIO_ONLY}"), *ways)


def class_to_prepare(person: User, entities: Sequence[LocalEntity]) -> NextThing | None:
    """Return the next class a trainer gives, while it is still days away."""
    today = today_of(person)
    given = next((each for each in today.classes if each.is_given and each.starts_at - today.at > NEAR), None)
    if given is None:
        return None
    return NextThing(
        sentence=f"Tu próxima clase: «{given.title}»",
        detail=given.edition.course.title,
        url=reverse("courses:session", args=[given.pk]),
        button="Preparar la clase",
        starts_at=given.starts_at,
        priority=PREPARE,
        secondary=(Link("Quién está apuntado", reverse("courses:people", args=[given.edition.code])),),
    )


def go_on(person: User, entities: Sequence[LocalEntity]) -> NextThing | None:
    """Return the lesson to go on with."""
    item = next(iter(left_off(person, entities)), None)
    if item is None:
        return None
    code = today_of(person).code_of_reading
    return NextThing(
        sentence=f"Sigue con «{item.title}»",
        detail=item.detail,
        url=item.url,
        button="Seguir",
        priority=GO_ON,
        secondary=(_aula(code),) if code else (),
    )


def open_course(person: User, entities: Sequence[LocalEntity]) -> NextThing | None:
    """Return a course with places left, to somebody of a town hall who has none there."""
    edition = next(iter(open_to(person, entities)), None)
    if edition is None:
        return None
    return NextThing(
        sentence=f"Pide plaza en «{edition.course.title}»",
        detail=f"{words.places_left(edition.capacity, edition.taken)} · {edition.title}",
        url=edition.course.url,
        button="Ver el curso",
        priority=ASK,
    )
