"""Slides for the tests: PDFs drawn here, and decks ready to be shown without drawing anything."""

import io
from typing import Any

import typst
from django.core.files.base import ContentFile
from PIL import Image

from core import clock
from core.files import IMAGES, intake
from people.models import User
from videoconf.enums import DeckState
from videoconf.models import Room, Slide, SlideDeck

TITLES = ("Registro de entrada", "Qué es un asiento", "Los plazos, día a día")


def a_pdf(pages: int = 3, *, page: str = "width: 480pt, height: 270pt", inside: str = "") -> bytes:
    """A PDF as an honest program writes it: a title on each page."""
    said = [f"= {TITLES[at % 3]}\n\nPágina {at + 1}. {inside}" for at in range(pages)]
    whole = "\n#pagebreak()\n".join(said)
    return typst.compile(f"#set page({page})\n{whole}".encode())


def a_picture_alone() -> bytes:
    """A PDF of one page with a drawing and not a word."""
    return typst.compile(b"#set page(width: 480pt, height: 270pt)\n#circle(radius: 60pt, fill: green)")


def upload(content: bytes, name: str = "registro.pdf") -> ContentFile:
    """What a form gives."""
    return ContentFile(content, name)


def a_deck(room: Room, by: User, pages: int = 3, **fields: Any) -> SlideDeck:
    """Slides ready to be shown: a picture of one colour for each page."""
    stored = _picture(room.pk % 200)
    values = {
        "title": "Registro",
        "state": DeckState.READY,
        "pages": pages,
        "added_at": clock.now(),
        **fields,
    }
    deck = SlideDeck.objects.create(room=room, source=stored, added_by=by, **values)
    Slide.objects.bulk_create(
        Slide(deck=deck, page=at, picture=stored, width=16, height=9, text=TITLES[(at - 1) % 3])
        for at in range(1, pages + 1)
    )
    return deck


def _picture(tone: int) -> Any:
    target = io.BytesIO()
    Image.new("RGB", (16, 9), (tone, 90, 60)).save(target, "PNG")
    return intake(upload=upload(target.getvalue(), "1.png"), kinds=IMAGES, name="1.png")
