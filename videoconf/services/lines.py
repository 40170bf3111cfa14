"""How an interval of presence ends when nobody says goodbye, in a room that the caller has locked."""

from datetime import datetime

from videoconf.enums import EventKind, ParticipantState, PresenceEnd
from videoconf.models import Participant, PresenceSpan, Room
from videoconf.querysets import PresenceSpanQuerySet
from videoconf.rules import FRESH, GUESSED, HOLDS_A_SEAT, participant_may_become
from videoconf.services.events import tell
from videoconf.services.turns import vacate


def open_spans(participant: Participant) -> PresenceSpanQuerySet:
    """Return the intervals of a person that have not ended."""
    return PresenceSpan.objects.open().filter(participant_id=participant.pk)


def end_lost(*, room: Room, span_id: int, at: datetime) -> None:
    """End one open interval in a locked room at the hour given; who has no other is lost, and it is told."""
    span = PresenceSpan.objects.open().select_related("participant").filter(pk=span_id).first()
    if span is None:
        return
    span.left_at = span.seen_at = max(at, span.joined_at)
    span.cause = PresenceEnd.LOST
    span.save(update_fields=["left_at", "seen_at", "cause"])
    if not open_spans(span.participant).exists():
        settle(
            room=room,
            participant=span.participant,
            state=ParticipantState.LOST,
            cause=PresenceEnd.LOST,
            at=span.left_at,
        )


def lose_silent(*, room: Room, spans: PresenceSpanQuerySet, now: datetime) -> None:
    """End, in a locked room, those of these intervals whose line went silent before anybody noticed."""
    for span in list(spans.filter(left_at__isnull=True, seen_at__lt=now - FRESH)):
        end_lost(room=room, span_id=span.pk, at=span.seen_at)


def put_right(*, room: Room, span: PresenceSpan, at: datetime) -> None:
    """Correct, in a locked room, an interval that ended by a guess: its own socket knows until when it lived.

    Effects: on one that another window ended, or that seemed lost, by more than a second: hour, cause and one
    `cut` event. It never goes past the beginning of the next one.
    """
    if span.cause not in (PresenceEnd.MOVED, PresenceEnd.LOST) or span.left_at is None:
        return
    others = PresenceSpan.objects.filter(participant_id=span.participant_id, joined_at__gt=span.joined_at)
    following = others.order_by("joined_at").first()
    limit = following.joined_at if following else span.left_at
    right = max(min(at, limit), span.joined_at)
    if abs(right - span.left_at) <= GUESSED:
        return
    span.left_at = span.seen_at = right
    span.cause = PresenceEnd.MOVED if following and right == limit else PresenceEnd.LOST
    span.save(update_fields=["left_at", "seen_at", "cause"])
    body = {
        "participant": span.participant_id,
        "began": span.joined_at.isoformat(),
        "cause": str(span.cause),
        "at": right.isoformat(),
    }
    tell(room=room, kind=EventKind.CUT, actor_id=span.participant_id, body=body)


def settle(*, room: Room, participant: Participant, state: str, cause: str, at: datetime) -> None:
    """Move a person out of the room in a locked room, if that may follow, and tell it."""
    if not participant_may_become(participant.state, state):
        return
    participant.state, participant.since = state, at
    if state not in HOLDS_A_SEAT:
        vacate(participant, cause=cause, at=at)
    participant.save(update_fields=["state", "since"])
    kind = EventKind.LOST if state == ParticipantState.LOST else EventKind.LEAVE
    # When she was last there, which may be before anybody noticed: the interval is checked against it.
    body = {"participant": participant.pk, "cause": str(cause), "at": at.isoformat()}
    tell(room=room, kind=kind, actor_id=participant.pk, body=body)
