"""Do the rows of presence say what the events of the room say? Who was there, from when to when, and why."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from core import events
from core.chain import ChainError
from videoconf.enums import EventKind
from videoconf.models import Participant, PresenceSpan, Room, RoomEvent
from videoconf.services.replaying import Told, body_of, told_intervals

# The row and its event are written in one transaction: more than this apart, one of them was changed.
SAME: Final = timedelta(seconds=1)
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
        yield from _compared(f"{name or 'participante'} ({who})", told[who], kept[who])


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


def _compared(who: str, told: list[Told], kept: list[PresenceSpan]) -> Iterator[ChainError]:
    """Pair each told interval with a kept one that begins when it did; what is left over is an error."""
    left = list(kept)
    for each in sorted(told, key=lambda one: one.by):
        span = next((one for one in left if _same(one.joined_at, each.began)), None)
        if span is None:
            yield ChainError(each.by, f"ningún tramo de {who} empieza cuando entró, {_said(each.began)}")
            continue
        left.remove(span)
        number = each.ended_by or each.by
        if not _same(span.left_at, each.ended):
            ends = f"acaba {_said(span.left_at)} y el suceso dice {_said(each.ended)}"
            yield ChainError(number, f"el tramo de {who} {ends}")
        elif span.cause != each.cause:
            yield ChainError(number, f"el tramo de {who} dice «{span.cause}» y el suceso, «{each.cause}»")
    for span in left:
        yield ChainError(0, f"ningún suceso dice que {who} entrara {_said(span.joined_at)}")


def _same(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME


def _said(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "(sigue)"
