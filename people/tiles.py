"""What people gives to the menu and to the home page."""

from collections.abc import Sequence

from django.urls import reverse

from core.providers import Link, NavItem, NextThing, TaskItem, nav_items, now_providers, task_providers
from people.models import LocalEntity, User
from people.rules import keeps_people, standing_of

DIRECTORY_ORDER, PEOPLE_ORDER = 60, 70
# Less than a class of today or a page to review; more than nothing.
WHO_TO_CALL, INVITE = 30, 5


def menu(person: User, entities: Sequence[LocalEntity]) -> list[NavItem]:
    """Return the directory, and the people's pages for those who look after them."""
    items = []
    if standing_of(person).posts:
        items.append(NavItem("Directorio", reverse("people:directory"), DIRECTORY_ORDER))
    if keeps_people(person):
        items.append(NavItem("Personas", reverse("people:people"), PEOPLE_ORDER))
    return items


def tasks(person: User, entities: Sequence[LocalEntity]) -> list[TaskItem]:
    """Ask for the phone of whoever has a second factor and could not be called back."""
    if person.phone or not person.has_second_factor:
        return []
    detail = "Si pierdes el móvil, la Diputación te llama a ese número."
    return [TaskItem("Dejar un teléfono por si pierdes el móvil", reverse("people:me"), detail=detail)]


def who_to_call(person: User, entities: Sequence[LocalEntity]) -> NextThing | None:
    """Tell those who look after people how many have never come in, and lead to their telephones."""
    if not keeps_people(person):
        return None
    silent = User.objects.never_entered().count()
    if not silent:
        return NextThing(
            sentence="Todas las personas con cuenta han entrado ya",
            detail="Si falta alguien de un ayuntamiento, mándale su invitación.",
            url=reverse("people:invite"),
            button="Invitar a una persona",
            priority=INVITE,
        )
    who = "Una persona no ha" if silent == 1 else f"{silent} personas no han"
    return NextThing(
        sentence=f"{who} entrado nunca",
        detail="Tienen cuenta y no la usan. Una llamada de cinco minutos suele bastar.",
        url=f"{reverse('people:people')}?entrada=nunca",
        button="Ver a quién llamar",
        priority=WHO_TO_CALL,
        secondary=[Link("Invitar a una persona", reverse("people:invite"))],
    )


def register() -> None:
    """Join the registries of `core`."""
    nav_items.register(menu)
    now_providers.register(who_to_call)
    task_providers.register(tasks)
