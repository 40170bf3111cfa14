"""Sentences of training, as people say them. Pure: figures in, Spanish out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format

# From this long before it starts, a class is entered and not only announced.
DOOR_OPENS = timedelta(minutes=15)
FEW = 5
NEAR = {0: "hoy", 1: "mañana"}


def places_left(capacity: int, taken: int) -> str:
    """Say how many places are left: "Quedan 3 plazas de 30"."""
    left = max(0, capacity - taken)
    if left == 0:
        return "No quedan plazas"
    return f"Queda 1 plaza de {capacity}" if left == 1 else f"Quedan {left} plazas de {capacity}"


def counted(number: int, one: str, many: str) -> str:
    """Say how many there are of something: "1 plaza", "3 plazas"."""
    return f"{number} {one if number == 1 else many}"


def too_few_places(held: int, wanted: int) -> str:
    """Say why the capacity cannot go below the seats held: "Hay 9 personas con plaza…"."""
    people = "1 persona" if held == 1 else f"{held} personas"
    return f"Hay {people} con plaza u oferta de plaza: no puede haber {wanted}. El mínimo es {held}."


KINDS = {
    "municipality": "municipios",
    "minor_entity": "entidades locales menores",
    "open_council": "concejos abiertos",
    "commonwealth": "mancomunidades",
    "grouping": "agrupaciones de secretaría",
    "province": "la Diputación",
}


def kept_for(population: int | None, kind: str, comarca: str, entity: object = None) -> str:
    """Say whom seats are kept for: "concejos abiertos de hasta 100 habitantes, comarca de La Sierra"."""
    if entity is not None:
        return str(entity)[:80]
    size = f" de hasta {population} habitantes" if population else ""
    where = f", comarca de {comarca}" if comarca else ""
    return f"{KINDS.get(kind, 'pueblos')}{size}{where}"[:80]


def few_left(capacity: int, taken: int) -> bool:
    """Say whether the places left are so few that they deserve colour."""
    return capacity - taken <= FEW


def listed(words: Sequence[str]) -> str:
    """Join words as they are said: "5, 7 y 13"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} y {words[-1]}"


def class_days(starts: Iterable[datetime]) -> str:
    """Say the days of the classes: "5, 7 y 13 oct · 10:00"; the hour only when it is always the same."""
    local = [timezone.localtime(moment) for moment in starts]
    if not local:
        return "Sin clases en directo"
    months = [
        f"{listed([str(day.day) for day in days])} {month}"
        for month, days in ((name, list(group)) for name, group in groupby(local, _month))
    ]
    hours = {f"{moment:%H:%M}" for moment in local}
    return f"{listed(months)} · {hours.pop()}" if len(hours) == 1 else listed(months)


def _month(moment: datetime) -> str:
    return date_format(moment, "b").lower()


def moment(at: datetime, now: datetime) -> str:
    """Say a moment with its hour: "hoy a las 10:00", "28 nov a las 9:30"."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    near = NEAR.get((local.date() - today).days)
    return f"{near or f'{local.day} {_month(local)}'} {_hour(local)}"


def _hour(local: datetime) -> str:
    return f"{'a la' if local.hour == 1 else 'a las'} {local.hour}:{local:%M}"


def starts_in(starts_at: datetime, at: datetime) -> str:
    """Say how long is left until a class, or that it goes on."""
    if starts_at <= at:
        return "Está en marcha"
    minutes = -(-(starts_at - at) // timedelta(minutes=1))
    if minutes < 60:
        return "Empieza en 1 minuto" if minutes == 1 else f"Empieza en {minutes} minutos"
    start, today = timezone.localtime(starts_at), timezone.localtime(at).date()
    day = NEAR.get((start.date() - today).days) or "el " + date_format(start, r"l j \d\e F").lower()
    return f"Empieza {day} {_hour(start)}"


def door_is_open(starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Say whether one can walk into the class now."""
    return starts_at - DOOR_OPENS <= at < ends_at


def turn(position: int) -> str:
    """Say a place in the waiting list: "Tienes delante a 2 personas"."""
    before = position - 1
    if before == 0:
        return "Eres la primera persona de la lista de espera"
    people = "1 persona" if before == 1 else f"{before} personas"
    return f"Tienes delante a {people} en la lista de espera"


def progress(done: int, total: int) -> str:
    """Say how far a course is: "2 de 8 lecciones hechas"."""
    return f"{done} de {total} {'lección hecha' if total == 1 else 'lecciones hechas'}"
