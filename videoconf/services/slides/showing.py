"""Showing slides: everybody in the room sees the page that who directs is on."""

from typing import Any

from django.db import transaction

from videoconf.enums import DeckState, EventKind
from videoconf.models import Participant, Room, Slide, SlideDeck
from videoconf.services.events import locked, tell
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import directing, note


@transaction.atomic
def show_slide(*, by: Participant, deck_id: int, page: int) -> None:
    """Show everybody one page of some slides; of others that were being shown, none any more.

    Pre: `by` directs. Effects: one `slide` event, with the words of the page; one audit row when these slides
    begin to be shown; nothing if that page was there already. Errors: RoomRefused "slides_gone",
    "slide_page", "not_in_room", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    deck = SlideDeck.objects.filter(room=room, pk=deck_id, state=DeckState.READY).first()
    if deck is None:
        raise RoomRefused("slides_gone")
    if not 1 <= page <= deck.pages:
        raise RoomRefused("slide_page")
    if deck.shown == page:
        return
    begins = deck.shown is None
    SlideDeck.objects.filter(room=room).shown_now().exclude(pk=deck.pk).update(shown=None)
    deck.shown, deck.furthest = page, max(page, deck.furthest)
    deck.save(update_fields=["shown", "furthest"])
    tell(room=room, kind=EventKind.SLIDE, actor_id=by.pk, body=_said(deck))
    if begins:
        note(action="slides.shown", room=room, by=by, detail={"deck": str(deck.pk)})


@transaction.atomic
def stop_slides(*, by: Participant) -> None:
    """Show no slides any more. Pre: `by` directs. Effects: one `slide_stop` event, if there were any."""
    room = locked(by.room_id)
    by = directing(by)
    deck = SlideDeck.objects.filter(room=room).shown_now().first()
    if deck is not None:
        close_slides_of(room)
        tell(room=room, kind=EventKind.SLIDE_STOP, actor_id=by.pk, body={"deck": deck.pk})


def close_slides_of(room: Room) -> None:
    """Show nothing more in a locked room; the caller tells why."""
    SlideDeck.objects.filter(room=room).shown_now().update(shown=None)


def slide_on_the_wire(room: Room) -> dict[str, Any] | None:
    """Return the slide that a room is on, as its event tells it; None when there is none."""
    deck = SlideDeck.objects.filter(room=room).shown_now().first()
    return _said(deck) if deck else None


def _said(deck: SlideDeck) -> dict[str, Any]:
    slide = Slide.objects.get(deck=deck, page=deck.shown or 0)
    return {
        "deck": deck.pk,
        "title": deck.title,
        "page": slide.page,
        "of": deck.pages,
        "width": slide.width,
        "height": slide.height,
        "text": slide.text,
    }
