"""What a room said and the names of who was there are erased when their term comes; the chain stays whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from core import audit, clock
from videoconf.enums import RetentionClass
from videoconf.models import Participant, RetentionTerm, Room, RoomEvent, RoomEventPayload
from videoconf.services.checking import verify_room
from videoconf.services.events import locked, target_of
from videoconf.services.retention import PURGED, class_of
from videoconf.services.terms import months_before, term_in_force

log = structlog.get_logger("concejo.rooms")
MARK: Final = {RetentionClass.WORDS: "words_purged_at", RetentionClass.NAMES: "names_purged_at"}
NOBODY: Final[dict[str, Any]] = {
    "person": None,
    "guest": None,
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
    # Rows of other tables of the room that go whole: those whose model says `goes_with`.
    rows: int = 0
    held: str = ""


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


def _purged(room: Room, term: RetentionTerm, *, dry_run: bool) -> Purge:
    verdict = verify_room(room.key)
    if not verdict.ok:
        log.error("room_not_purged", room=room.key, error=verdict.errors[0].reason)
        return Purge(room.key, term.kept, 0, 0, held=verdict.errors[0].reason)
    if dry_run:
        erased = (_payloads(room, term.kept).count(), _named(room, term.kept).count())
        return Purge(room.key, term.kept, *erased, sum(found.count() for found in _rows(room, term.kept)))
    return _purge(room, term)


@transaction.atomic
def _purge(room: Room, term: RetentionTerm) -> Purge:
    """Erase one class of one room: contents, and with the names, whose each presence was; one audit row."""
    room = locked(room.pk)
    payloads = _payloads(room, term.kept).delete()[0]
    people = _named(room, term.kept).update(**NOBODY)
    rows = sum(found.delete()[1].get(found.model._meta.label, 0) for found in _rows(room, term.kept))
    setattr(room, MARK[RetentionClass(term.kept)], clock.now())
    room.save(update_fields=[MARK[RetentionClass(term.kept)]])
    done = Purge(room.key, term.kept, payloads, people, rows)
    erased = {"payloads": payloads, "people": people, "rows": rows}
    detail = {"class": term.kept, **erased, "months": term.months}
    detail |= {"source": term.source, "last": room.last, "head": room.head}
    audit.record(action=PURGED, actor_id=None, entity_id=None, target=target_of(room), detail=detail)
    return done


def _payloads(room: Room, kept: str) -> QuerySet[RoomEventPayload]:
    kinds = set(RoomEvent.objects.filter(room=room).values_list("kind", flat=True).distinct())
    going = [kind for kind in kinds if class_of(kind) == kept]
    return RoomEventPayload.objects.filter(event__room=room, event__kind__in=going)


def _rows(room: Room, kept: str) -> list[QuerySet[Any]]:
    """Return the rows of this room in the tables that go whole with this class: (class, path to the room)."""
    found = []
    # The newest tables first: they lean on the older ones.
    for model in reversed(list(apps.get_app_config("videoconf").get_models())):
        goes_with, path = getattr(model, "goes_with", (None, ""))
        if goes_with == kept:
            found.append(model._default_manager.filter(**{path: room}))
    return found


def _named(room: Room, kept: str) -> QuerySet[Participant]:
    people = Participant.objects.filter(room=room)
    return people if kept == RetentionClass.NAMES else people.none()
