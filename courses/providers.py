"""What training says on the home page: what comes next, what waits, where one left off."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse

from core import clock
from core.providers import Link, NavItem, NextThing, ResumeItem, TaskItem
from core.tenancy import unscoped
from courses import words
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment, LiveSession
from courses.services import resume_point
from courses.services.editions import Offered, offered_to
from courses.services.training import upcoming_of
from people.enums import EntityKind
from people.models import LocalEntity, User

Entities = Sequence[LocalEntity]
# A class within this time is what one wants to know first; later than that, reading comes first.
NEAR = timedelta(hours=24)
LIVE_FIRST, CLASS_SOON, GO_ON, ASK = 100, 60, 40, 20
AUDIO_ONLY = "solo=voz"
SUGGESTED = 2


def next_class(person: User, entities: Entities) -> NextThing | None:
    """Return the class one takes or gives, when it is near."""
    at = clock.now()
    upcoming = next(iter(upcoming_of(person, at)), None)
    if upcoming is None or upcoming.starts_at - at > NEAR:
        return None
    door_open = words.door_is_open(upcoming.starts_at, upcoming.ends_at, at)
    gives = upcoming.edition.trainers.filter(pk=person.pk).exists()
    room = reverse("videoconf:room", args=[upcoming.room.key])
    page = reverse("courses:session", args=[upcoming.pk])
    return NextThing(
        sentence=f"{words.starts_in(upcoming.starts_at, at)}: {upcoming.title}",
        detail=f"{upcoming.edition.course.title} · {upcoming.edition.title}",
        url=room if door_open else page,
        button=("Abrir la clase" if gives else "Entrar en la clase") if door_open else "Ver la clase",
        starts_at=upcoming.starts_at,
        priority=LIVE_FIRST if door_open else CLASS_SOON,
        secondary=_other_ways(room, page, gives=gives) if door_open else (),
    )


def _other_ways(room: str, page: str, *, gives: bool) -> tuple[Link, ...]:
    about = Link("Antes de entrar", page)
    return (about,) if gives else (Link("Solo audio", f"{room}?{AUDIO_ONLY}"), about)


def go_on(person: User, entities: Entities) -> NextThing | None:
    """Return the lesson to go on with."""
    items = left_off(person, entities)
    if not items:
        return None
    item = items[0]
    return NextThing(
        sentence=f"Sigue con «{item.title}»",
        detail=item.detail,
        url=item.url,
        button="Seguir",
        priority=GO_ON,
    )


def open_course(person: User, entities: Entities) -> NextThing | None:
    """Return a course with places left, to somebody of a town hall who has none there."""
    offer = next(iter(_open_to(person, entities)), None)
    if offer is None:
        return None
    course = offer.edition.course
    return NextThing(
        sentence=f"Pide plaza en «{course.title}»",
        detail=f"{words.places_left(offer.edition.capacity, offer.taken)} · {offer.edition.title}",
        url=course.url,
        button="Ver el curso",
        priority=ASK,
    )


def places_to_ask_for(person: User, entities: Entities) -> list[TaskItem]:
    """Return the editions with places left whose window ends first."""
    return [
        TaskItem(
            title=f"Pide plaza en «{offer.edition.course.title}»",
            url=offer.edition.course.url,
            due=offer.edition.apply_until,
            detail=words.places_left(offer.edition.capacity, offer.taken),
        )
        for offer in _open_to(person, entities)[:SUGGESTED]
    ]


def _open_to(person: User, entities: Entities) -> list[Offered]:
    """Return the editions one can ask for, for somebody who works in a town hall."""
    if all(entity.kind == EntityKind.PROVINCE for entity in entities):
        return []
    editions = Edition.objects.open_at(clock.now()).filter(course__live=True).order_by("apply_until")
    offers = offered_to(person, editions)
    return [each for each in offers if each.left > 0 and each.place is None and not each.teaches]


def offers_to_accept(person: User, entities: Entities) -> list[TaskItem]:
    """Return the places that were offered and wait for an answer."""
    with unscoped("la persona mira sus propias ofertas"):
        offered = list(
            Enrolment.objects.of(person)
            .filter(state=EnrolmentState.OFFERED, offer_expires__gt=clock.now())
            .select_related("edition__course", "entity")
        )
    return [
        TaskItem(
            title=f"Acepta tu plaza en «{place.edition.course.title}»",
            url=reverse("courses:place", args=[place.pk]),
            entity_name=place.entity.name,
            due=place.offer_expires,
            detail="Si no contestas, pasa a otra persona",
        )
        for place in offered
    ]


def classes_to_give(person: User, entities: Entities) -> list[TaskItem]:
    """Return the next classes a trainer gives."""
    given = LiveSession.objects.not_over_at(clock.now()).filter(edition__trainers=person).in_detail()[:3]
    return [
        TaskItem(
            title=f"Das la clase «{session.title}»",
            url=reverse("courses:session", args=[session.pk]),
            due=session.starts_at,
            detail=session.edition.course.title,
        )
        for session in given
    ]


def left_off(person: User, entities: Entities) -> list[ResumeItem]:
    """Return the last lesson, to open it at the same spot with one click."""
    found = resume_point(person)
    if found is None:
        return []
    course, seen_at, outline = found
    here = outline.here
    if here is None:
        return []
    anchor = f"#{here.anchor}" if here.anchor else ""
    return [
        ResumeItem(
            title=here.page.title,
            url=f"{here.page.url}{anchor}",
            detail=f"{course.title} · {words.progress(outline.done, len(outline.steps))}",
            progress=outline.done * 100 // len(outline.steps),
            seen_at=seen_at,
        )
    ]


def nav(person: Any, entities: Entities) -> list[NavItem]:
    """Return the entry of the menu."""
    return [NavItem("Formación", reverse("courses:programme"), order=20)]
