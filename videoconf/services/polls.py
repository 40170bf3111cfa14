"""Polls: asked, answered once by each, closed. What each one answered never leaves the database."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q

from videoconf.enums import EventKind
from videoconf.models import Participant, Poll, PollAnswer, PollOption, Room
from videoconf.rules import IN_SESSION
from videoconf.services.events import locked, tell, time_in
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import directing, note, present

# Fewer anonymous answers than these would say who answered what.
FEWEST: Final = 3


@transaction.atomic
def open_poll(*, by: Participant, question: str, options: list[str], anonymous: bool) -> Poll:
    """Ask something of everybody in the room.

    Pre: `by` directs; the options differ and none is blank.
    Effects: the poll with its options, one `poll` event, one audit row.
    Errors: RoomRefused "poll_open" (one at a time), "poll_early" (not begun), "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    if room.state not in IN_SESSION:
        raise RoomRefused("poll_early")
    if Poll.objects.filter(room=room, closed_at__isnull=True).exists():
        raise RoomRefused("poll_open")
    poll = Poll.objects.create(
        room=room, question=question.strip(), anonymous=anonymous, opened_by=by, opened_at=time_in(room)
    )
    texts = [PollOption(poll=poll, position=at, text=text.strip()) for at, text in enumerate(options)]
    PollOption.objects.bulk_create(texts)
    tell(room=room, kind=EventKind.POLL, actor_id=by.pk, body=_asked(poll))
    note(action="poll.opened", room=room, by=by, detail={"poll": str(poll.pk)})
    return poll


@transaction.atomic
def answer_poll(*, participant: Participant, poll_id: int, option_id: int) -> None:
    """Answer, once and for all.

    Effects: her answer; in an anonymous poll, that she answered, and apart one more in a sum. One
    `poll_answered` event that says how many have, not who. Errors: RoomRefused "not_in_room", "poll_closed",
    "poll_option", "poll_answered".
    """
    room = locked(participant.room_id)
    me = present(participant)
    poll = _open(room, poll_id)
    option = poll.options.filter(pk=option_id).first()
    if option is None:
        raise RoomRefused("poll_option")
    try:
        with transaction.atomic():
            PollAnswer.objects.create(poll=poll, participant=me, option=None if poll.anonymous else option)
    except IntegrityError as twice:
        raise RoomRefused("poll_answered") from twice
    if poll.anonymous:
        PollOption.objects.filter(pk=option.pk).update(unnamed=F("unnamed") + 1)
    body = {"poll": poll.pk, "answered": poll.answers.count()}
    tell(room=room, kind=EventKind.POLL_ANSWERED, actor_id=None, body=body)


@transaction.atomic
def close_poll(*, by: Participant, poll_id: int) -> Poll:
    """Take no more answers, and show everybody the result.

    Pre: `by` directs. Effects: one `poll_closed` event, one audit row.
    Errors: RoomRefused "poll_closed", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    poll = _open(room, poll_id)
    poll.closed_at = time_in(room)
    poll.save(update_fields=["closed_at"])
    body = {"poll": poll.pk, "answered": poll.answers.count(), "results": results_of(poll)}
    tell(room=room, kind=EventKind.POLL_CLOSED, actor_id=by.pk, body=body)
    note(action="poll.closed", room=room, by=by, detail={"poll": str(poll.pk)})
    return poll


def close_polls_of(room: Room) -> None:
    """Close what is still asked in a locked room that ends; its last event says that it ended."""
    Poll.objects.filter(room=room, closed_at__isnull=True).update(closed_at=time_in(room))


def results_of(poll: Poll) -> list[int] | None:
    """Return how many chose each option, in their order.

    None while it is open, and when so few answered without name that the sum would say who.
    """
    if poll.closed_at is None or (poll.anonymous and poll.answers.count() < FEWEST):
        return None
    counted = poll.options.annotate(named=Count("answers")).order_by("position")
    return [option.unnamed if poll.anonymous else option.named for option in counted]


def poll_on_the_wire(room: Room) -> dict[str, Any] | None:
    """Return the last thing asked in a room, as its events tell it; None when nothing was."""
    poll = Poll.objects.filter(room=room).last()
    if poll is None:
        return None
    return {
        **_asked(poll),
        "open": poll.closed_at is None,
        "answered": poll.answers.count(),
        "results": results_of(poll),
    }


def answered_by(participant: Participant) -> int | None:
    """Return the poll that is open in her room and that she has answered."""
    hers = Q(answers__participant=participant, room=participant.room_id, closed_at__isnull=True)
    return Poll.objects.filter(hers).values_list("pk", flat=True).first()


def _open(room: Room, poll_id: int) -> Poll:
    poll = Poll.objects.filter(room=room, pk=poll_id, closed_at__isnull=True).first()
    if poll is None:
        raise RoomRefused("poll_closed")
    return poll


def _asked(poll: Poll) -> dict[str, Any]:
    options = [{"option": option.pk, "text": option.text} for option in poll.options.order_by("position")]
    return {"poll": poll.pk, "question": poll.question, "anonymous": poll.anonymous, "options": options}
