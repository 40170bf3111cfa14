"""Is what a room keeps as it was written? Chain, contents, intervals, and the heads noted elsewhere."""

from collections.abc import Iterator
from typing import Any, Final

from core import events
from core.chain import ChainError
from videoconf.models import Room, RoomEvent
from videoconf.services.agreement import disagreements
from videoconf.services.event_words import body_of
from videoconf.services.retention import Noted, gone_from, noted_of
from videoconf.services.verdict import RoomVerdict

MOST: Final = 100
NO_ROOM: Final = "no hay ninguna sala con esa dirección"


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
        *disagreements(room, rows),
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


def _heads(room: Room, rows: list[RoomEvent], noted: Noted, printed_head: str) -> Iterator[ChainError]:
    """A cut tail whose counter was rewritten too is seen only against a head that was kept elsewhere."""
    hashes = {row.number: row.hash for row in rows}
    for _, detail in noted:
        last, head = detail.get("last"), detail.get("head")
        if isinstance(last, int) and hashes.get(last) != head:
            yield ChainError(last, "no lleva la huella que anotó el registro de actos")
    if printed_head and printed_head not in hashes.values():
        yield ChainError(room.last, "ningún suceso lleva la huella del papel")
