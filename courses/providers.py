"""What training says on the home page: what comes next, what waits, where one left off."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.providers import Link, NavItem, NextThing, ResumeItem, TaskItem
from courses import words
from courses.rules.dashboards import sees_dashboards
from courses.services.assignments.reading import due_of, waiting_for_trainer
from courses.services.dashboard import widest_gap
from courses.services.learning.today import today_of
from courses.services.places.consent import waiting_for
from courses.services.surveys import surveys_waiting
from people.enums import EntityKind, Role
from people.models import LocalEntity, User
from people.rules import has_role
from videoconf.enums import AUDIO_ONLY

Entities = Sequence[LocalEntity]
# A class within this time is what one wants to know first; later than that, reading comes first.
NEAR = timedelta(hours=24)
LIVE_FIRST, CLASS_SOON, PREPARE, GO_ON, ASK = 100, 60, 45, 40, 20
SUGGESTED = 2
CLASSES_LISTED = 3


def next_class(person: User, entities: Entities) -> NextThing | None:
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


def class_to_prepare(person: User, entities: Entities) -> NextThing | None:
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


def go_on(person: User, entities: Entities) -> NextThing | None:
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


def open_course(person: User, entities: Entities) -> NextThing | None:
    """Return a course with places left, to somebody of a town hall who has none there."""
    edition = next(iter(_open_to(person, entities)), None)
    if edition is None:
        return None
    return NextThing(
        sentence=f"Pide plaza en «{edition.course.title}»",
        detail=f"{words.places_left(edition.capacity, edition.taken)} · {edition.title}",
        url=edition.course.url,
        button="Ver el curso",
        priority=ASK,
    )


def places_to_ask_for(person: User, entities: Entities) -> list[TaskItem]:
    """Return the editions with places left whose window ends first."""
    return [
        TaskItem(
            title=f"Pide plaza en «{edition.course.title}»",
            url=edition.course.url,
            due=edition.apply_until,
            detail=words.places_left(edition.capacity, edition.taken),
        )
        for edition in _open_to(person, entities)[:SUGGESTED]
    ]


def _open_to(person: User, entities: Entities) -> list[Any]:
    """Return the editions one can ask for: only whoever works in a town hall is invited to."""
    if all(entity.kind == EntityKind.PROVINCE for entity in entities):
        return []
    return today_of(person).to_ask_for


def towns_without_anybody(person: User, entities: Entities) -> list[TaskItem]:
    """Return, for the head of the service, where most town halls lack somebody."""
    gap = widest_gap() if has_role(person, Role.HEAD) else None
    if gap is None:
        return []
    who = "1 ayuntamiento" if gap.missing == 1 else f"{gap.missing} ayuntamientos"
    return [
        TaskItem(
            title=f"{who} sin nadie formado en «{gap.area}»",
            url=f"{reverse('courses:panel')}?{urlencode({'competencia': gap.area})}#llamar",
            detail=f"De los {gap.total} de la provincia: mira a quién llamar",
        )
    ]


def offers_to_accept(person: User, entities: Entities) -> list[TaskItem]:
    """Return the places that were offered and wait for an answer."""
    return [
        TaskItem(
            title=f"Acepta tu plaza en «{place.edition.course.title}»",
            url=reverse("courses:place", args=[place.pk]),
            entity_name=place.entity.name,
            due=place.offer_expires,
            detail="Si no contestas, pasa a otra persona",
        )
        for place in today_of(person).offers
    ]


def consents_to_give(person: User, entities: Entities) -> list[TaskItem]:
    """Return the applications of her town halls that a mayor or a councillor has to answer."""
    return [
        TaskItem(
            title=f"{place.person.get_full_name()} pide «{place.edition.course.title}»",
            url=reverse("courses:consent", args=[place.pk]),
            entity_name=place.entity.name,
            due=place.edition.apply_until,
            detail="Falta el visto bueno del ayuntamiento",
        )
        for place in waiting_for(person)
    ]


def work_to_hand_in(person: User, entities: Entities) -> list[TaskItem]:
    """Return the assignments she has not handed in, while they are in time."""
    return [
        TaskItem(
            title=f"Entrega la tarea «{assignment.title}»",
            url=reverse("courses:assignment", args=[assignment.pk]),
            due=assignment.due_at,
            detail=assignment.edition.course.title,
        )
        for assignment in due_of(person, today_of(person).at)
    ]


def work_to_mark(person: User, entities: Entities) -> list[TaskItem]:
    """Return the editions this trainer gives with work that waits to be marked."""
    return [
        TaskItem(
            title=f"Corrige {waiting.said} de «{waiting.course}»",
            url=reverse("courses:to_mark", args=[waiting.code]),
            detail="Por corregir",
        )
        for waiting in waiting_for_trainer(person)
    ]


def classes_to_give(person: User, entities: Entities) -> list[TaskItem]:
    """Return the next classes a trainer gives, but the one that the first card of the page announces."""
    today = today_of(person)
    given = [each for each in today.classes if each.is_given and each.starts_at - today.at > NEAR]
    return [
        TaskItem(
            title=f"Das la clase «{session.title}»",
            url=reverse("courses:session", args=[session.pk]),
            starts_at=session.starts_at,
            detail=session.edition.course.title,
        )
        for session in given[:CLASSES_LISTED]
    ]


def surveys_to_answer(person: User, entities: Entities) -> list[TaskItem]:
    """Return the surveys she can answer and has not."""
    return [
        TaskItem(
            title=f"Cuéntanos qué tal «{waiting.place.edition.course.title}»",
            url=reverse("courses:survey", args=[waiting.place.edition.code]),
            # Midnight is said as the day that ends with it.
            due=waiting.closes - timedelta(minutes=1),
            detail="2 minutos, sin tu nombre",
        )
        for waiting in surveys_waiting(today_of(person).places)
    ]


def left_off(person: User, entities: Entities) -> list[ResumeItem]:
    """Return the last lesson, to open it at the same spot with one click."""
    found = today_of(person).reading
    if found is None or found[1].here is None:
        return []
    latest, outline = found
    here = outline.here
    assert here is not None  # noqa: S101  (asked above; the type checker cannot see it)
    return [
        ResumeItem(
            title=here.page.title,
            url=f"{here.page.url}#{here.anchor}" if here.anchor else here.page.url,
            detail=f"{latest.course_title} · {words.progress(outline.done, len(outline.steps))}",
            progress=outline.done * 100 // len(outline.steps),
            seen_at=latest.seen_at,
        )
    ]


def nav(person: Any, entities: Entities) -> list[NavItem]:
    """Return the entry of the menu."""
    return [NavItem("Formación", reverse("courses:programme"), order=20)]


def panel(person: Any, entities: Entities) -> list[NavItem]:
    """Return the entry of the panels, for whoever sees them."""
    return [NavItem("Panel", reverse("courses:panel"), order=25)] if sees_dashboards(person) else []
