"""Bringing a PDF to a room, and taking it away."""

from typing import Any, Final

from django.db import transaction

from core import audit, clock
from core.errors import Conflict
from core.files import FileKind, intake
from core.files.admission import Upload
from core.pdf import MOST_BYTES
from people.models import User
from videoconf.enums import DeckState, EventKind, RoomState
from videoconf.models import Room, SlideDeck
from videoconf.services.events import locked, target_of, tell
from videoconf.services.slides.standing import directs_now

MOST_DECKS: Final = 20
PDF: Final = frozenset({FileKind.PDF})


def add_slides(*, room: Room, by: User, upload: Upload, name: str, title: str = "") -> SlideDeck:
    """Keep a PDF for a room; the worker makes it into pictures.

    Effects: the file, kept privately; one row and one audit row. The same PDF again is the same slides: it is
    read again if it had been refused. Errors: FileRefused if it is no PDF or too large; Conflict if `by` does
    not direct the room, it has ended, or it has too many.
    """
    _require_directs(by, room)
    stored = intake(upload=upload, kinds=PDF, name=name, max_size=MOST_BYTES)
    with transaction.atomic():
        room = locked(room.pk)
        if room.state == RoomState.ENDED:
            raise Conflict("La sala ha terminado: ya no se pueden traer diapositivas.")
        known = SlideDeck.objects.filter(room=room, source=stored).first()
        if known is not None:
            return _once_more(known)
        if SlideDeck.objects.filter(room=room).count() >= MOST_DECKS:
            raise Conflict(f"Esta sala ya tiene {MOST_DECKS} PDF. Quita alguno antes de traer otro.")
        deck: SlideDeck = SlideDeck.objects.create(
            room=room,
            title=(title.strip() or name.rpartition(".")[0] or name)[:200],
            source=stored,
            added_by=by,
            added_at=clock.now(),
        )
        _note("videoconf.slides.added", deck, by, {"sha256": stored.sha256, "bytes": stored.size})
    return deck


def remove_slides(*, deck: SlideDeck, by: User) -> None:
    """Take slides away from their room; if they were being shown, they stop being.

    Effects: the rows of the slides go; a `slide_stop` event if they were shown; one audit row. Errors:
    Conflict if `by` does not direct the room.
    """
    _require_directs(by, deck.room)
    with transaction.atomic():
        room = locked(deck.room_id)
        found = SlideDeck.objects.filter(pk=deck.pk).first()
        if found is None:
            return
        if found.shown is not None:
            tell(room=room, kind=EventKind.SLIDE_STOP, actor_id=None, body={"deck": found.pk})
        _note("videoconf.slides.removed", found, by, {})
        found.delete()


def _once_more(deck: SlideDeck) -> SlideDeck:
    if deck.state == DeckState.REFUSED:
        deck.slides.all().delete()
        deck.state, deck.reason, deck.pages = DeckState.READING, "", 0
        deck.save(update_fields=["state", "reason", "pages"])
    return deck


def _require_directs(by: User, room: Room) -> None:
    if not directs_now(by, room):
        raise Conflict("Solo quien dirige la sala trae o quita diapositivas.")


def _note(action: str, deck: SlideDeck, by: User, detail: dict[str, Any]) -> None:
    audit.record(
        action=action,
        actor_id=by.pk,
        entity_id=None,
        target=target_of(deck.room),
        detail={"deck": deck.pk, "title": deck.title, **detail},
    )
