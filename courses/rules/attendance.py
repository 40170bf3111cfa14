"""Who may read and correct attendance. Each predicate is a sentence."""

from typing import TYPE_CHECKING

from courses.rules.places import sees_every_roll, teaches
from people.enums import Role
from people.rules import has_role, has_role_in

if TYPE_CHECKING:
    from courses.models import Edition
    from people.models import LocalEntity, User

CORRECTORS = (Role.EDITOR, Role.REVIEWER, Role.ADVISER, Role.HEAD)


def may_correct_attendance(person: "User", edition: "Edition") -> bool:
    """The trainer of the edition and the staff of the service; whoever keeps the machine does not."""
    return has_role(person, *CORRECTORS) or teaches(person, edition)


def sees_attendance_of(person: "User", entity: "LocalEntity") -> bool:
    """Staff of the province, and the secretary of that town hall: a councillor sees only her own."""
    return sees_every_roll(person) or has_role_in(person, entity.pk, Role.SECRETARY)
