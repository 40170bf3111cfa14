"""The list of home: what waits for this person."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.providers import TaskItem
from courses import words
from courses.services.assignments.reading import due_of, waiting_for_trainer
from courses.services.dashboard import widest_gap
from courses.services.learning.today import NEAR, today_of
from courses.services.places.consent import waiting_for
from courses.services.surveys import surveys_waiting
from people.enums import EntityKind, Role
from people.models import LocalEntity, User
from people.rules import has_role

SUGGESTED = 2
CLASSES_LISTED = 3


def places_to_ask_for(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
    """Return the editions with places left whose window ends first."""
    return [
        TaskItem(
            title=f"Pide plaza en «{edition.course.title}»",
            url=edition.course.url,
            due=edition.apply_until,
            detail=words.places_left(edition.capacity, edition.taken),
        )
        for edition in open_to(person, entities)[:SUGGESTED]
    ]


def open_to(person: User, entities: Sequence[LocalEntity]) -> list[Any]:
    """Return the editions one can ask for: only whoever works in a town hall is invited to."""
    if all(entity.kind == EntityKind.PROVINCE for entity in entities):
        return []
    return today_of(person).to_ask_for


def towns_without_anybody(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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


def offers_to_accept(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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


def consents_to_give(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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


def work_to_hand_in(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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


def work_to_mark(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
    """Return the editions this trainer gives with work that waits to be marked."""
    return [
        TaskItem(
            title=f"Corrige {waiting.said} de «{waiting.course}»",
            url=reverse("courses:to_mark", args=[waiting.code]),
            detail="Por corregir",
        )
        for waiting in waiting_for_trainer(person)
    ]


def classes_to_give(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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


def surveys_to_answer(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
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
