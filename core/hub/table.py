"""What the hub reads from the tables of events."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps

from core.models import NumberSeries, StreamEvent

# Typed as plain text: the relation is declared by each concrete model, not by StreamEvent.
PAYLOAD: str = "payload"


def stream_of(series_row: NumberSeries) -> str:
    """Return the name of the stream of this series: app, model and key, fit for a channel group."""
    return f"{series_row._meta.label_lower}.{series_row.pk}"


def event_model(series_model: type[NumberSeries]) -> type[StreamEvent]:
    """Return the model of the events numbered by this series."""
    for model in apps.get_models():
        if issubclass(model, StreamEvent) and model.series_field().related_model is series_model:
            return model
    raise LookupError(f"{series_model.__name__} no numera sucesos")


def read(stream: str, after: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """Return the messages of the events after `after`, oldest first."""
    series_model, key = _parts(stream)
    model = event_model(series_model)
    rows = model._base_manager.filter(**{model.series_field().attname: key}, number__gt=after)
    rows = rows.select_related(PAYLOAD).order_by("number")[:limit]
    return [event.as_message(_body(event)) for event in rows]


def heads(streams: Iterable[str]) -> dict[str, int]:
    """Return the last number of each stream, with one query for each kind of series."""
    by_model: dict[type[NumberSeries], dict[int, str]] = {}
    for stream in streams:
        model, key = _parts(stream)
        by_model.setdefault(model, {})[key] = stream
    return {
        names[key]: last
        for model, names in by_model.items()
        for key, last in model._base_manager.filter(pk__in=names).values_list("pk", "last")
    }


def _parts(stream: str) -> tuple[type[NumberSeries], int]:
    label, _, key = stream.rpartition(".")
    return apps.get_model(label), int(key)


def _body(event: StreamEvent) -> Any:
    payload = getattr(event, PAYLOAD, None)
    return None if payload is None else payload.body
