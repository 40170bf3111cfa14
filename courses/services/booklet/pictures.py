"""The pictures of a lesson, small enough for a paper that travels by a poor line."""

from typing import Any, Final

FILTER: Final = "max-1000x1200|format-jpeg|jpegquality-75"


def drawn(image: Any) -> list[int] | None:
    """Return the bytes of a picture, as the template reads them; None when it cannot be drawn."""
    try:
        with image.get_rendition(FILTER).file.open("rb") as opened:
            return list(opened.read())
    except (FileNotFoundError, OSError, ValueError):
        # Wagtail's SourceImageIOError is an OSError in all but name; a paper is not lost for one picture.
        return None
