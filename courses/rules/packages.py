"""Who brings packages and who looks at them. Each predicate is a sentence."""

from typing import TYPE_CHECKING

from core.access import Access
from courses.rules.places import sees_every_roll
from people.enums import Role
from people.rules import has_role

if TYPE_CHECKING:
    from courses.models import CoursePage
    from people.models import User


def may_keep_packages(person: "User") -> bool:
    """Editors and reviewers bring the packages of their courses."""
    return has_role(person, Role.EDITOR, Role.REVIEWER)


def may_reach_packages(ctx: Access) -> bool:
    """Whoever keeps packages may reach the addresses where it is done."""
    return may_keep_packages(ctx.user)


def may_preview_packages(person: "User", course: "CoursePage") -> bool:
    """Whoever sees every roll, or gives an edition of the course, looks without leaving a trace."""
    return sees_every_roll(person) or course.editions.filter(trainers=person.pk).exists()
