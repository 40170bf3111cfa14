"""Is what a room keeps as it was written? Chain, contents, intervals, and the heads noted elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from core import events
from core.chain import ChainError
from videoconf.enums import EventKind
from videoconf.models import Participant, PresenceSpan, Room, RoomEvent
from videoconf.services.replaying import Told, body_of, told_intervals
from videoconf.services.retention import Noted, gone_from, noted_of

# The row and its event are written in one transaction: more than this apart, one of them was changed.
SAME: Final = timedelta(seconds=1)
MOST: Final = 100
NO_ROOM: Final = "no hay ninguna sala con esa dirección"
# What a join says of its person, and the column that has to say the same.
WRITTEN: Final = {"name": "display_name", "entity": "entity_name", "person": "person_id"}


@dataclass(frozen=True, slots=True)
class RoomVerdict:
    """What was found on reading a room from its first event."""

    room: str
    events: int = 0
    head: str = ""
    # Events whose content was erased when its term came; their place in the chain is still checked.
    purged: int = 0
    errors: tuple[ChainError, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """Return it as the command prints it."""
        return {"ok": self.ok, **asdict(self), "errors": [asdict(error) for error in self.errors]}


def verify_room(key: str, *, printed_head: str = "") -> RoomVerdict:
    """Check a room: its chain, what is kept of each event, its intervals and the heads noted in the audit.

    `printed_head` is the one on a paper: some event must bear it. Effects: none. Whatever is damaged is an
    error with the number of its event (0 when it has none), never an exception.
    """
    try:
        room = Room.objects.filter(key=key).first()
        return _verdict(room, printed_head) if room else _nothing(key, NO_ROOM)
    except events.UNREADABLE as damage:
        return _nothing(key, f"la sala no se puede leer: {type(damage).__name__}")


def _nothing(key: str, reason: str) -> RoomVerdict:
    return RoomVerdict(key, errors=(ChainError(0, reason),))


def _verdict(room: Room, printed_head: str) -> RoomVerdict:
    rows: list[Any] = []
    chained = events.verify(room, also=rows.append)
    noted = noted_of(room)
    found = [
        *_missing(room, rows),
        *chained.errors,
        *_contents(rows, noted),
        *_presence(room, rows),
        *_heads(room, rows, noted, printed_head),
    ]
    purged = sum(not hasattr(row, "payload") for row in rows)
    errors = tuple(sorted(found[:MOST], key=lambda error: (not error.number, error.number)))
    return RoomVerdict(room.key, len(rows), chained.head, purged, errors)


def _missing(room: Room, rows: list[RoomEvent]) -> Iterator[ChainError]:
    known = {row.number for row in rows}
    for number in range(1, room.last + 1):
        if number not in known:
            yield ChainError(number, "falta este suceso, o no se puede leer")


def _contents(rows: list[RoomEvent], noted: Noted) -> Iterator[ChainError]:
    """What was erased has to be in the log of acts as erased; what is kept, under its own reference."""
    for row in rows:
        kept = getattr(row, "payload", None)
        if kept is None and not gone_from(noted, row.kind):
            yield ChainError(row.number, "falta su contenido y ninguna purga lo borró")
        elif kept is not None and kept.ref not in (None, f"{row.actor_id}:{body_of(row).get('ref')}"):
            yield ChainError(row.number, "la referencia del contenido no es la que se anotó")


def _presence(room: Room, rows: list[RoomEvent]) -> Iterator[ChainError]:
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


def _heads(room: Room, rows: list[RoomEvent], noted: Noted, printed_head: str) -> Iterator[ChainError]:
    """A cut tail whose counter was rewritten too is seen only against a head that was kept elsewhere."""
    hashes = {row.number: row.hash for row in rows}
    for _, detail in noted:
        last, head = detail.get("last"), detail.get("head")
        if isinstance(last, int) and hashes.get(last) != head:
            yield ChainError(last, "no lleva la huella que anotó el registro de actos")
    if printed_head and printed_head not in hashes.values():
        yield ChainError(room.last, "ningún suceso lleva la huella del papel")
