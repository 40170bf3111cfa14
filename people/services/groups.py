"""Wagtail gives permissions by group, and people get theirs from their roles: this keeps both the same."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from people.enums import Role
from people.models import User
from people.rules import standing_of

GROUP_OF_ROLE = {Role.EDITOR: "Redactor", Role.REVIEWER: "Revisor", Role.OPERATOR: "Operador"}


def align_groups(*, people: Iterable[User]) -> None:
    """Put each person in the groups of today's roles and in no other of those groups.

    Called after each change of roles, each day for posts that ended, and by the seed.
    """
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in GROUP_OF_ROLE.items()}
    for person in people:
        person.__dict__.pop("_standing", None)
        held = standing_of(person).roles
        person.groups.remove(*(group for role, group in groups.items() if role not in held))
        person.groups.add(*(group for role, group in groups.items() if role in held))
