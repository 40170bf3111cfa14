"""The answer that hands out a file: downloaded, never run in our origin, never kept by a cache on the way."""

from typing import Final

from django.http import FileResponse  # noqa: TID251  (the one place below the views that builds an answer)

from core.files.store import path_of
from core.models import StoredFile

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def answer(stored: StoredFile, name: str, *, disposition: str = "attachment") -> FileResponse:
    """Build the answer for a file; `inline` is for images our own pages show."""
    file = path_of(stored.sha256).open("rb")
    inline = disposition == "inline" and stored.mime.startswith("image/")
    response = FileResponse(file, as_attachment=not inline, filename=name, content_type=stored.mime)
    for header, value in HEADERS.items():
        response[header] = value
    return response
