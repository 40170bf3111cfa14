"""What a room said and the names of who was there are erased when their term comes; the chain stays whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from core import audit, clock
from core.errors import Conflict
from videoconf.enums import RetentionClass
from videoconf.models import Participant, RetentionTerm, Room, RoomEvent, RoomEventPayload
from videoconf.services.checking import verify_room
from videoconf.services.events import locked, target_of
from videoconf.services.retention import PURGED, class_of

log = structlog.get_logger("concejo.rooms")
MARK: Final = {RetentionClass.WORDS: "words_purged_at", RetentionClass.NAMES: "names_purged_at"}
NOBODY: Final[dict[str, Any]] = {
    "person": None,
    "display_name": "",
    "entity_id": None,
    "entity_name": "",
    "peer": "",
}


@dataclass(frozen=True, slots=True)
class Purge:
    """What was erased, or would be, of one room; with a reason, nothing was."""

    room: str
    kept: str
    payloads: int
    people: int
    held: str = ""


def term_in_force(kept: str, on: date) -> RetentionTerm | None:
    """Return the term of this class in force on a day; None means that it is kept."""
    return RetentionTerm.objects.filter(kept=kept, since__lte=on).order_by("-since").first()


def set_term(*, kept: str, months: int, source: str, since: date) -> RetentionTerm:
    """Write from when on something is kept for so long, and by which norm or act.

    Pre: `since` is no earlier than today: what was in force is not written anew. Effects: one row and one
    audit row. Errors: Conflict.
    """
    if kept not in RetentionClass.values or months < 1 or not source.strip():
        raise Conflict("Di qué se guarda, cuántos meses y por qué norma o acuerdo.")
    if since < localtime(clock.now()).date():
        raise Conflict("Un plazo empieza hoy o después: lo que estuvo en vigor no se cambia.")
    with transaction.atomic():
        values = {"months": months, "source": source.strip()[:300]}
        term, made = RetentionTerm.objects.get_or_create(kept=kept, since=since, defaults=values)
        if not made:
            raise Conflict("Ya hay un plazo que empieza ese día.")
        detail = {"kept": kept, "months": months, "source": term.source, "since": since.isoformat()}
        audit.record(
            action="videoconf.retention.set", actor_id=None, entity_id=None, target="retention", detail=detail
        )
    return term


def purge_rooms(*, dry_run: bool = False) -> list[Purge]:
    """Erase what has passed its term in every room; return what was erased, or would be.

    Effects: see `_purge`; none when `dry_run`. A room that is not as it was written is held and said: what
    is left of it may be wanted as evidence. Safe to run any number of times.
    """
    return [_purged(room, term, dry_run=dry_run) for room, term in due_at(clock.now())]


def due_at(now: datetime) -> Iterator[tuple[Room, RetentionTerm]]:
    """Give the rooms whose term has come, with the term; what was said comes before the names."""
    for kept in (RetentionClass.WORDS, RetentionClass.NAMES):
        term = term_in_force(kept, localtime(now).date())
        if term is None:
            continue
        late = Room.objects.filter(
            ended_at__lte=months_before(now, term.months), **{f"{MARK[kept]}__isnull": True}
        )
        yield from ((room, term) for room in late.order_by("ended_at", "pk"))


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months before, or the last of that month when it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, moment.day - 4, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise ValueError(moment)


def _purged(room: Room, term: RetentionTerm, *, dry_run: bool) -> Purge:
    verdict = verify_room(room.key)
    if not verdict.ok:
        log.error("room_not_purged", room=room.key, error=verdict.errors[0].reason)
        return Purge(room.key, term.kept, 0, 0, held=verdict.errors[0].reason)
    if dry_run:
        return Purge(room.key, term.kept, _payloads(room, term.kept).count(), _named(room, term.kept).count())
    return _purge(room, term)


@transaction.atomic
def _purge(room: Room, term: RetentionTerm) -> Purge:
    """Erase one class of one room: contents, and with the names, whose each presence was; one audit row."""
    room = locked(room.pk)
    payloads = _payloads(room, term.kept).delete()[0]
    people = _named(room, term.kept).update(**NOBODY)
    setattr(room, MARK[RetentionClass(term.kept)], clock.now())
    room.save(update_fields=[MARK[RetentionClass(term.kept)]])
    done = Purge(room.key, term.kept, payloads, people)
    detail = {"class": term.kept, "payloads": payloads, "people": people, "months": term.months}
    detail |= {"source": term.source, "last": room.last, "head": room.head}
    audit.record(action=PURGED, actor_id=None, entity_id=None, target=target_of(room), detail=detail)
    return done


def _payloads(room: Room, kept: str) -> QuerySet[RoomEventPayload]:
    kinds = set(RoomEvent.objects.filter(room=room).values_list("kind", flat=True).distinct())
    going = [kind for kind in kinds if class_of(kind) == kept]
    return RoomEventPayload.objects.filter(event__room=room, event__kind__in=going)


def _named(room: Room, kept: str) -> QuerySet[Participant]:
    people = Participant.objects.filter(room=room)
    return people if kept == RetentionClass.NAMES else people.none()
