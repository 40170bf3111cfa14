"""What meetings say on the home page: the one that is near, and those that wait for an answer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.urls import reverse

from core import clock
from core.providers import NavItem, NextThing, TaskItem
from people.enums import Role
from people.models import LocalEntity, User
from people.rules import has_role
from videoconf.models import Meeting
from videoconf.pages import door_is_open

# As a class of training: what is near comes first, and what has its door open before all.
NEAR: Final = timedelta(hours=24)
DOOR_OPEN, SOON = 100, 60
# Of the home page: nobody answers more in one sitting.
MOST: Final = 30
Entities = Sequence[LocalEntity]


def next_meeting(person: User, entities: Entities) -> NextThing | None:
    """Return the next meeting of hers, when it is near."""
    at = clock.now()
    found = next(iter(_to_come(person)), None)
    if found is None or found.room.starts_at > at + NEAR:
        return None
    is_open, page = door_is_open(found.room, at), reverse("meetings:meeting", args=[found.pk])
    return NextThing(
        sentence=f"Tu reunión empieza: «{found.room.title}»" if is_open else found.room.title,
        detail=f"Convoca {found.convened_by.get_full_name()}, {found.entity.name}",
        url=reverse("videoconf:room", args=[found.room.key]) if is_open else page,
        button="Entrar en la reunión" if is_open else "Ver la reunión",
        starts_at=found.room.starts_at,
        priority=DOOR_OPEN if is_open else SOON,
    )


def answers_to_give(person: User, entities: Entities) -> list[TaskItem]:
    """Return the meetings she is convened to and has not said whether she goes."""
    return [
        TaskItem(
            title=f"Di si vas a «{meeting.room.title}»",
            url=reverse("meetings:meeting", args=[meeting.pk]),
            entity_name=meeting.entity.name,
            due=meeting.room.starts_at,
        )
        for meeting in _to_come(person)
        if meeting.waits_for_her and meeting.room.starts_at > clock.now()
    ]


def _to_come(person: User) -> list[Any]:
    """Return her meetings, asked once for the whole page: a person object lives as long as a request."""
    if "_meetings_to_come" not in person.__dict__:
        found = Meeting.objects.visible_to(person).to_come(clock.now()).with_answer_of(person)
        person.__dict__["_meetings_to_come"] = list(found[:MOST])
    known: list[Any] = person.__dict__["_meetings_to_come"]
    return known


def nav(person: Any, entities: Entities) -> list[NavItem]:
    """Return the entries of the menu: meetings for whoever has signed in, the machines for who keeps them."""
    if not person.is_authenticated:
        return []
    items = [NavItem("Reuniones", reverse("meetings:mine"), order=30)]
    if has_role(person, Role.OPERATOR):
        items.append(NavItem("Imagen y voz", reverse("videoconf:media_state"), order=90))
    return items
