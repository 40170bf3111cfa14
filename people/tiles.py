"""What people gives to the menu and to the home page."""

from collections.abc import Sequence

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse

from core.providers import NavItem, TaskItem, nav_items, task_providers
from people.models import LocalEntity, User
from people.rules import keeps_people, standing_of

DIRECTORY_ORDER, PEOPLE_ORDER = 60, 70


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
    if person.phone or not is_mfa_enabled(person):
        return []
    detail = "Si pierdes el móvil, la Diputación te llama a ese número."
    return [TaskItem("Dejar un teléfono por si pierdes el móvil", reverse("people:me"), detail=detail)]


def register() -> None:
    """Join the registries of `core`."""
    nav_items.register(menu)
    task_providers.register(tasks)
