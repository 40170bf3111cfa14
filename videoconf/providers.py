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
from videoconf.models import Meeting, MeetingInvitee
from videoconf.pages import door_is_open

# As a class of training: what is near comes first, and what has its door open before all.
NEAR: Final = timedelta(hours=24)
DOOR_OPEN, SOON = 100, 60
Entities = Sequence[LocalEntity]


def next_meeting(person: User, entities: Entities) -> NextThing | None:
    """Return the next meeting of hers, when it is near."""
    at = clock.now()
    found = Meeting.objects.visible_to(person).to_come(at).filter(room__starts_at__lte=at + NEAR).first()
    if found is None:
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
            title=f"Di si vas a «{invitee.meeting.room.title}»",
            url=reverse("meetings:meeting", args=[invitee.meeting_id]),
            entity_name=invitee.meeting.entity.name,
            due=invitee.meeting.room.starts_at,
        )
        for invitee in MeetingInvitee.objects.to_answer(person, clock.now())
    ]


def nav(person: Any, entities: Entities) -> list[NavItem]:
    """Return the entries of the menu: meetings for whoever has signed in, the machines for who keeps them."""
    if not person.is_authenticated:
        return []
    items = [NavItem("Reuniones", reverse("meetings:mine"), order=30)]
    if has_role(person, Role.OPERATOR):
        items.append(NavItem("Imagen y voz", reverse("videoconf:media_state"), order=90))
    return items
