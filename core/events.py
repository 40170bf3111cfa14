"""Numbered events: everything a live page shows is a row here, chained, with a payload that may be erased.

event = append(room, RoomEvent, "chat.said", {"text": "hola"}, actor_id=person.pk)
stream_of(room)   # "videoconf.room.12": what a page subscribes to (core.hub)
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from core import chain, hub
from core.hub.table import PAYLOAD, event_model, stream_of
from core.models import NumberSeries, StreamEvent
from core.series import take

__all__ = ["append", "payload_model", "stream_of", "verify"]


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


def verify(series_row: NumberSeries) -> chain.Verdict:
    """Check the chain of a stream, and the payloads still kept against their commitments."""
    model = event_model(type(series_row))
    rows = model._default_manager.filter(**{model.series_field().name: series_row}).order_by("number", "pk")
    series = type(series_row)._base_manager.get(pk=series_row.pk)
    verdict = chain.verify(rows.iterator(chunk_size=2000), last=series.last, head=series.head)
    for event in rows.select_related(PAYLOAD):
        kept = getattr(event, PAYLOAD, None)
        if kept is not None and chain.commitment(kept.salt, kept.body) != event.commitment:
            verdict.errors.append(chain.ChainError(event.number, "el contenido no es el que se anotó"))
    return verdict
