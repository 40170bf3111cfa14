"""Limits of images. A picture of 15 kB can ask for 600 MB of memory when it is opened."""

import warnings
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

from core.files.kinds import FileKind
from core.files.refusal import FileRefused

MAX_PIXELS: Final = 25_000_000
MAX_FRAMES: Final = 200
_FORMATS: Final = {
    FileKind.PNG: "PNG",
    FileKind.JPEG: "JPEG",
    FileKind.WEBP: "WEBP",
    FileKind.GIF: "GIF",
}


def check_image(file: IO[bytes], kind: FileKind) -> None:
    """Refuse an image that is too large or damaged; its size is read before a single pixel is."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[_FORMATS[kind]]) as image:
                _check_size(image)
                image.verify()
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused(_too_large()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused("La imagen está dañada o incompleta.") from error


def _check_size(image: Image.Image) -> None:
    frames = getattr(image, "n_frames", 1)
    if image.width * image.height > MAX_PIXELS or frames > MAX_FRAMES:
        raise FileRefused(_too_large())


def _too_large() -> str:
    return f"La imagen es demasiado grande: el máximo son {MAX_PIXELS // 1_000_000} millones de puntos."
