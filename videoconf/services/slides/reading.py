"""Making a PDF into pictures, some pages each time: the worker has other things to do in between."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.db import transaction

from core.errors import Refused
from core.files import IMAGES, intake, path_of
from core.models import StoredFile
from core.pdf import Drawn, Part, read_some
from videoconf.enums import DeckState
from videoconf.models import Slide, SlideDeck


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture as `intake` takes it."""

    file: IO[bytes]
    size: int


def read_next() -> bool:
    """Draw some more pages of the slides that wait longest; say whether there were any.

    Effects: pictures kept privately and their rows; the slides are ready with the last one, or refused with
    the reason. Safe to be killed at any step: it goes on from the pages that are kept.
    """
    deck = SlideDeck.objects.to_read().select_related("source").first()
    if deck is None:
        return False
    with TemporaryDirectory(prefix="slides-") as folder:
        try:
            first = deck.slides.count() + 1
            part = read_some(path=path_of(deck.source.sha256), first=first, into=Path(folder))
            _keep(deck, part, [_picture(each) for each in part.drawn])
        except Refused as refusal:
            found = SlideDeck.objects.filter(pk=deck.pk)
            found.update(state=DeckState.REFUSED, reason=refusal.reason[:200])
    return True


def _picture(drawn: Drawn) -> StoredFile:
    """Keep a picture as any other that comes from outside: looked at before it is believed."""
    with drawn.picture.open("rb") as opened:
        upload = Opened(opened, drawn.picture.stat().st_size)
        return intake(upload=upload, kinds=IMAGES, name=drawn.picture.name)


@transaction.atomic
def _keep(deck: SlideDeck, part: Part, pictures: list[StoredFile]) -> None:
    row = SlideDeck.objects.select_for_update().filter(pk=deck.pk, state=DeckState.READING).first()
    # Taken away meanwhile.
    if row is None:
        return
    row.pages = part.pages or row.pages
    made = [
        Slide(
            deck=row,
            page=drawn.page,
            picture=stored,
            width=drawn.width,
            height=drawn.height,
            text=drawn.text,
        )
        for drawn, stored in zip(part.drawn, pictures, strict=True)
    ]
    Slide.objects.bulk_create(made)
    if row.slides.count() >= row.pages:
        row.state = DeckState.READY
    row.save(update_fields=["pages", "state"])
