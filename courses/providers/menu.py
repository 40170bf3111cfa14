"""The entries of training in the menu."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from core.providers import NavItem
from courses.rules.dashboards import sees_dashboards
from people.models import LocalEntity


def nav(person: Any, entities: Sequence[LocalEntity]) -> list[NavItem]:
    """Return the entry of the menu."""
    return [NavItem("Formación", reverse("courses:programme"), order=20)]


def panel(person: Any, entities: Sequence[LocalEntity]) -> list[NavItem]:
    """Return the entry of the panels, for whoever sees them."""
    return [NavItem("Panel", reverse("courses:panel"), order=25)] if sees_dashboards(person) else []
