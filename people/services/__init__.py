"""The verbs of people: whatever changes who is who, who comes in and what they hold."""

from people.services.entities import choose_default_entity
from people.services.errors import NotAllowed, NotServed, PeopleError
from people.services.groups import align_groups
from people.services.memberships import appoint, change_roles, end_post
from people.services.sessions import end_sessions
from people.services.suspension import resume, suspend

__all__ = [
    "NotAllowed",
    "NotServed",
    "PeopleError",
    "align_groups",
    "appoint",
    "change_roles",
    "choose_default_entity",
    "end_post",
    "end_sessions",
    "resume",
    "suspend",
]
