"""Who brings slides to a room, and which of them each one may look at."""

from typing import Any

from videoconf.admission import admission_for
from videoconf.enums import ParticipantRole
from videoconf.models import Participant, Room, Slide
from videoconf.rules import DIRECTS


def directs_now(who: Any, room: Room) -> bool:
    """Whether somebody directs a room: by the app that opened it, or named co-host and still in it."""
    admission = admission_for(who, room)
    if admission is None:
        return False
    seats = Participant.objects.filter(room=room).of(who)
    if admission.role == ParticipantRole.HOST:
        return not seats.filter(state="removed").exists()
    return bool(seats.seated().filter(role__in=DIRECTS).exists())


def seen_slide(who: Any, room: Room, deck_id: int, page: int) -> Slide | None:
    """Return a slide that this person may look at now; None when there is none, for whatever reason.

    Who directs looks at all of them. Who is inside, at those shown until now and the next one, which her page
    asks for beforehand; nobody at the door, and nothing once they are no longer shown.
    """
    named = Slide.objects.filter(deck__room=room, deck=deck_id, page=page)
    found = named.select_related("deck", "picture").first()
    if found is None or directs_now(who, room):
        return found
    if (
        admission_for(who, room) is None
        or not Participant.objects.filter(room=room).of(who).seated().exists()
    ):
        return None
    return found if found.deck.shown is not None and page <= found.deck.furthest + 1 else None
