"""Numbered events: everything a live page shows is a row here, chained, with a payload that may be erased.

event = append(room, RoomEvent, "chat.said", {"text": "hola"}, actor_id=person.pk)
stream_of(room)   # "videoconf.room.12": what a page subscribes to (core.hub)
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet

from core import chain, hub
from core.hub.table import PAYLOAD, event_model, stream_of
from core.models import NumberSeries, StreamEvent
from core.series import take

__all__ = ["UNREADABLE", "append", "legible", "payload_model", "stream_of", "verify"]

# What reading a damaged row raises: text that is no number, no date, no JSON or no UTF-8.
UNREADABLE: Final = (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, DatabaseError)
AT_ONCE: Final = 500


def append(
    series_row: NumberSeries,
    model: type[StreamEvent],
    kind: str,
    payload: Mapping[str, Any],
    actor_id: int | None = None,
) -> StreamEvent:
    """Add an event to the stream of `series_row`, in the caller's transaction; readers are told on commit.

    Pre-conditions: `payload` holds only what `core.chain.canonical` can write.
    Effects: the series row stays locked until the transaction ends (before any audit row: see core.audit);
    `series_row` in memory moves on with it.
    """
    salt, body = chain.new_salt(), dict(payload)
    stream = stream_of(series_row)
    with transaction.atomic(), take(type(series_row)._default_manager.all(), {"pk": series_row.pk}) as turn:
        event = model(
            **{model.series_field().name: series_row},
            number=turn.number,
            recorded_at=turn.time,
            kind=kind,
            actor_id=actor_id,
            commitment=chain.commitment(salt, body),
        )
        chain.seal(event, turn.prev).save(force_insert=True)
        payload_model(model)._default_manager.create(event=event, salt=salt, body=body)
        turn.head = event.hash
        transaction.on_commit(lambda: hub.hint(stream, turn.number))
    series_row.last, series_row.head, series_row.last_time = turn.number, turn.head, turn.time
    return event


def payload_model(model: type[StreamEvent]) -> type[Model]:
    """Return the model that holds the erasable content of these events."""
    related = next(field for field in model._meta.related_objects if field.name == PAYLOAD)
    return related.related_model


def verify(series_row: NumberSeries, *, also: Callable[[StreamEvent], object] | None = None) -> chain.Verdict:
    """Check the chain of a stream, and the payloads still kept against their commitments.

    Every event that can be read is given to `also`, in order, for what else has to be looked at. Effects:
    none. Damage of any kind is an error of the verdict, with its number, and never an exception.
    """
    series = type(series_row)._base_manager.get(pk=series_row.pk)
    faults: list[chain.ChainError] = []
    whole = _with_their_words(legible(series_row, faults), faults)
    verdict = chain.verify(_shown(whole, also), last=series.last, head=series.head)
    errors = sorted([*verdict.errors, *faults], key=lambda error: error.number)
    return chain.Verdict(verdict.entries, verdict.head, errors)


def legible(series_row: NumberSeries, faults: list[chain.ChainError]) -> Iterator[StreamEvent]:
    """Give the events of a stream in order, each with its payload; one that cannot be read joins `faults`."""
    model = event_model(type(series_row))
    rows = model._default_manager.filter(**{model.series_field().name: series_row}).select_related(PAYLOAD)
    keys = iter(list(rows.order_by("number", "pk").values_list("pk", flat=True)))
    number = 0
    while chunk := list(islice(keys, AT_ONCE)):
        for event in _read_all(rows, chunk):
            number += 1
            if event is None or not _is_sound(event):
                faults.append(chain.ChainError(number, "no se puede leer"))
            else:
                yield event


def _read_all(rows: QuerySet[StreamEvent], keys: list[int]) -> list[StreamEvent | None]:
    try:
        found = rows.in_bulk(keys)
        return [found.get(key) for key in keys]
    except UNREADABLE:
        return [_read(rows, key) for key in keys]


def _read(rows: QuerySet[StreamEvent], key: int) -> StreamEvent | None:
    try:
        return rows.get(pk=key)
    except UNREADABLE:
        return None


def _is_sound(event: StreamEvent) -> bool:
    """Whether its columns are of their kind: SQLite keeps whatever was written."""
    texts = (event.prev, event.hash, event.kind, event.commitment)
    timed = isinstance(event.recorded_at, datetime) and isinstance(event.number, int)
    return timed and all(isinstance(text, str) for text in texts)


def _shown(
    rows: Iterator[StreamEvent], also: Callable[[StreamEvent], object] | None
) -> Iterator[StreamEvent]:
    for event in rows:
        if also is not None:
            also(event)
        yield event


def _with_their_words(rows: Iterator[StreamEvent], faults: list[chain.ChainError]) -> Iterator[StreamEvent]:
    for event in rows:
        kept = getattr(event, PAYLOAD, None)
        if kept is not None and not _as_committed(event, kept):
            faults.append(chain.ChainError(event.number, "el contenido no es el que se anotó"))
        yield event


def _as_committed(event: StreamEvent, kept: Any) -> bool:
    try:
        return chain.commitment(kept.salt, kept.body) == event.commitment
    except UNREADABLE:
        return False
