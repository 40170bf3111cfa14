"""Do the rows of presence say what the events of the room say? Who was there, from when to when, and why."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from core import events
from core.chain import ChainError
from videoconf.enums import EventKind
from videoconf.models import Participant, PresenceSpan, Room, RoomEvent
from videoconf.services.comparing import compared
from videoconf.services.event_words import body_of
from videoconf.services.replaying import told_intervals

# What a join says of its person, and the column that has to say the same.
WRITTEN: Final = {
    "name": "display_name",
    "entity": "entity_name",
    "person": "person_id",
    "guest": "guest_id",
}


def disagreements(room: Room, rows: list[RoomEvent]) -> Iterator[ChainError]:
    """Give where the rows of presence of a room and its events disagree, by the number of the event."""
    try:
        people = {each.pk: each for each in Participant.objects.filter(room=room)}
        spans = list(PresenceSpan.objects.of_room(room.pk).order_by("joined_at", "pk"))
    except events.UNREADABLE:
        yield ChainError(0, "una fila de presencia no se puede leer")
        return
    told, kept = defaultdict(list), defaultdict(list)
    for each in told_intervals(rows):
        told[each.participant].append(each)
    for span in spans:
        kept[span.participant_id].append(span)
    yield from _identities(people, rows)
    for who in sorted(told.keys() | kept.keys()):
        name = people[who].display_name if who in people else ""
        yield from compared(f"{name or 'participante'} ({who})", told[who], kept[who])


def _identities(people: dict[int, Participant], rows: list[RoomEvent]) -> Iterator[ChainError]:
    """Who each row of presence is of, against what was written when she last came in."""
    last = {row.actor_id: row for row in rows if row.kind == EventKind.JOIN}
    for who, row in last.items():
        person = people.get(who or 0)
        wrong = _otherwise(body_of(row), person) if person else ["no existe"]
        if wrong:
            reason = f"la fila de la persona ({who}) no dice lo que se anotó: {', '.join(wrong)}"
            yield ChainError(row.number, reason)


def _otherwise(said: dict[str, Any], person: Participant) -> list[str]:
    return [
        name for name, column in WRITTEN.items() if name in said and said[name] != getattr(person, column)
    ]
