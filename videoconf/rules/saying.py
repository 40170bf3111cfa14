"""Who may say what in a room: the rules that the access table names."""

from core.access import Access
from people.rules import signed_in
from videoconf.enums import ParticipantRole, ParticipantState, Seat
from videoconf.guests import Guest
from videoconf.rules.ranks import DIRECTS
from videoconf.rules.seats import may_send


def is_hers(ctx: Access) -> bool:
    """Whether the seat at hand is of whoever speaks: a person's, or a guest's."""
    if isinstance(ctx.user, Guest):
        return bool(ctx.subject.guest_id == ctx.user.guest_id)
    return ctx.user.pk is not None and bool(ctx.subject.person_id == ctx.user.pk)


def is_admitted(ctx: Access) -> bool:
    """Somebody the upper app lets in, or a guest whose link stands, who has not been removed."""
    removed = ctx.subject is not None and ctx.subject.state == ParticipantState.REMOVED
    visits = signed_in(ctx) or isinstance(ctx.user, Guest)
    return visits and ctx.kwargs.get("admission") is not None and not removed


def is_in_the_room(ctx: Access) -> bool:
    """Somebody admitted who has entered and is still there, speaking for herself."""
    seat = ctx.subject
    return is_admitted(ctx) and seat is not None and is_hers(ctx) and seat.state == ParticipantState.PRESENT


def writes_captions(ctx: Access) -> bool:
    """Somebody in the room who was named to caption it."""
    return is_in_the_room(ctx) and ctx.subject.captions


def may_exchange_media(ctx: Access) -> bool:
    """Somebody in the room whose seat carries voice or picture."""
    return is_in_the_room(ctx) and ctx.subject.seat != Seat.TEXT


def may_send_media(ctx: Access) -> bool:
    """Somebody in the room who may be heard or seen: only she is given what publishes."""
    return is_in_the_room(ctx) and any(may_send(ctx.subject))


def has_come(ctx: Access) -> bool:
    """Somebody inside, or in the queue of the waiting room."""
    seat = ctx.subject
    waits = (
        is_admitted(ctx)
        and seat is not None
        and is_hers(ctx)
        and seat.state == ParticipantState.WAITING
        and seat.knocked_at is not None
    )
    return waits or is_in_the_room(ctx)


def directs_the_room(ctx: Access) -> bool:
    """The host of the room, inside it."""
    return is_in_the_room(ctx) and ctx.subject.role == ParticipantRole.HOST


def moderates_the_room(ctx: Access) -> bool:
    """The host or a co-host, inside the room."""
    return is_in_the_room(ctx) and ctx.subject.role in DIRECTS
