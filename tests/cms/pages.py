"""Pages and files for the tests of contents, made as an editor would."""

import struct
import zlib
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from cms.blocks import from_content
from cms.enums import Audience
from cms.models import BasePage, ConcejoDocument, ConcejoImage, HomePage, NewsPage, ResourcePage, SectionPage

PARAGRAPH = [{"type": "paragraph", "html": "<p>Todo papel que llega se anota el mismo día.</p>"}]


def home() -> HomePage:
    """The home page that the migrations leave."""
    return HomePage.objects.get()


def section(slug: str = "noticias") -> SectionPage:
    """A section of the home page, by its slug."""
    return SectionPage.objects.get(slug=slug)


def hang(parent: BasePage, page: BasePage) -> Any:
    """Hang a page, as the tree is now."""
    return BasePage.objects.get(pk=parent.pk).add_child(instance=page)


def news(title: str, audience: str = Audience.COUNCILS, *, under: Any = None, **fields: Any) -> NewsPage:
    """A piece of news, published unless said otherwise."""
    body = from_content(fields.pop("blocks", PARAGRAPH))
    page = NewsPage(
        title=title, audience=audience, body=body, **{"published_on": date(2026, 10, 5), **fields}
    )
    return hang(under or section(), page)


def resource(title: str, audience: str = Audience.COUNCILS, **fields: Any) -> ResourcePage:
    """A guide under Recursos."""
    body = from_content(fields.pop("blocks", PARAGRAPH))
    return hang(section("recursos"), ResourcePage(title=title, audience=audience, body=body, **fields))


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    """A small picture of one colour."""
    kept = BytesIO()
    Image.new("RGB", size, "#1c5a48").save(kept, format=kind, **saved)
    return kept.getvalue()


def bomb_bytes(side: int = 6000) -> bytes:
    """A PNG that weighs nothing and unfolds into `side` × `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def image(audience: str = Audience.COUNCILS, title: str = "Registro") -> ConcejoImage:
    """An image of the library."""
    file = ContentFile(picture_bytes(), name="registro.png")
    return ConcejoImage.objects.create(title=title, file=file, audience=audience)


def document(audience: str = Audience.COUNCILS, content: bytes = b"%PDF-1.7 acta") -> ConcejoDocument:
    """A document of the library."""
    file = ContentFile(content, name="acta.pdf")
    return ConcejoDocument.objects.create(title="Modelo de acta", file=file, audience=audience)
