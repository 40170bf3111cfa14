"""The events that the rooms of the past would have left: without them, their attendance has no proof."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from core import audit, chain
from core.clock import now
from videoconf.enums import EventKind, PresenceEnd, RoomState
from videoconf.models import PresenceSpan, Room, RoomEvent, RoomEventPayload
from videoconf.services.events import target_of
from videoconf.services.state import person_on_the_wire

Happened = tuple[datetime, EventKind, int | None, dict[str, Any]]


def seed_chronicle() -> None:
    """Write the events of every room that is over and whose people left none; end those still open."""
    over = Room.objects.filter(last=0, ends_at__lt=now(), participants__isnull=False).distinct()
    for room in over.order_by("starts_at", "pk"):
        spans = list(PresenceSpan.objects.of_room(room.pk))
        room.state, room.opened_at, room.ended_at = RoomState.ENDED, spans[0].joined_at, room.ends_at
        _write(room, sorted(_story(room, spans), key=lambda happened: happened[0]))
        room.save()
        audit.record(
            action="videoconf.room.ended",
            actor_id=None,
            entity_id=None,
            target=target_of(room),
            detail={"by_hand": False, "last": room.last, "head": room.head},
        )


def _story(room: Room, spans: list[PresenceSpan]) -> Iterator[Happened]:
    opened, ended = room.opened_at, room.ended_at
    assert opened  # noqa: S101  (both were written just before)
    assert ended  # noqa: S101
    yield opened, EventKind.OPENED, None, {"opened_at": opened.isoformat()}
    for span in spans:
        who = span.participant
        body = {**person_on_the_wire(who), "state": "present", "person": who.person_id}
        yield span.joined_at, EventKind.JOIN, who.pk, body
    for span in spans:
        assert span.left_at  # noqa: S101  (nobody is left in the past)
        body = {
            "participant": span.participant_id,
            "cause": PresenceEnd.LEFT.value,
            "at": span.left_at.isoformat(),
        }
        yield span.left_at, EventKind.LEAVE, span.participant_id, body
    yield ended, EventKind.ENDED, None, {"ended_at": ended.isoformat()}


def _write(room: Room, story: list[Happened]) -> None:
    """Chain the events as the room does (`core.events.append`), at the hour of each."""
    rows, kept = [], []
    for number, (at, kind, actor_id, body) in enumerate(story, start=1):
        salt = chain.new_salt()
        event = RoomEvent(
            room=room,
            number=number,
            recorded_at=at,
            kind=kind.value,
            actor_id=actor_id,
            commitment=chain.commitment(salt, body),
        )
        chain.seal(event, room.head)
        room.last, room.head, room.last_time = number, event.hash, at
        rows.append(event)
        kept.append((salt, body))
    written = RoomEvent.objects.bulk_create(rows)
    RoomEventPayload.objects.bulk_create(
        RoomEventPayload(event=event, salt=salt, body=body)
        for event, (salt, body) in zip(written, kept, strict=True)
    )
