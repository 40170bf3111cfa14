"""The process that opens a PDF from outside: `python -I child.py FILE FIRST_PAGE`, in a folder of its own.

It begins by giving away memory, time and files, so that a PDF made to harm ends it and nothing else. It says
one line of JSON for what the file is and one for each page that it drew, whose picture is beside it.
"""

import io
import json
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2

# Alone, without the project: what it may use is beside it.
sys.path.insert(0, str(Path(__file__).resolve().parent))
import limits

# What makes a PDF more than paper: programs, and orders to start others.
ACTIVE: Final = frozenset({"/JavaScript", "/JS", "/Launch", "/XFA"})


class Refused(Exception):
    """The PDF is not taken; the code is turned into words by whoever asked."""


def confine() -> None:
    """Give away what a drawing does not need; the limits of a page's time are set at each page."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.SECONDS_OF_CPU),
        (resource.RLIMIT_FSIZE, limits.LARGEST_FILE),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # The page that takes too long ends the process even inside the library, where no Python runs. Its seconds
    # are of processor: on a busy machine an honest page waits.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def tell(**said: Any) -> None:
    """Say a line at once: what was said before being ended counts."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def inspect(path: str) -> int:
    """Return how many pages it has, having looked for what no slide needs. Errors: Refused."""
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            pages = len(pdf.pages)
            if not 0 < pages <= limits.MOST_PAGES:
                raise Refused("too_many_pages" if pages else "empty")
            for number, each in enumerate(pdf.objects):
                if number >= limits.MOST_OBJECTS:
                    raise Refused("too_large")
                if _is_active(each):
                    raise Refused("active")
            return pages
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError):
        raise Refused("damaged") from None


def _is_active(thing: Any, depth: int = 0) -> bool:
    """Whether a dictionary, or one written inside it, names something that acts."""
    if depth > 12:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_is_active(each, depth + 1) for each in thing if not _is_elsewhere(each))
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    for name, value in thing.items():
        if name in ACTIVE or (name == "/S" and isinstance(value, pikepdf.Name) and str(value) in ACTIVE):
            return True
        if not _is_elsewhere(value) and _is_active(value, depth + 1):
            return True
    return False


def _is_elsewhere(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))


def draw(path: str, first: int) -> None:
    """Draw from a page on until it is time to let others work; the pictures stay in this folder."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Refused("damaged") from None
    began = time.monotonic()
    for number in range(first, len(document) + 1):
        if time.monotonic() - began > limits.BEGINS_UNTIL:
            break
        signal.setitimer(signal.ITIMER_PROF, limits.SECONDS_A_PAGE)
        page = document[number - 1]
        _check_box(*page.get_size())
        text = page.get_textpage().get_text_range()[: 2 * limits.MOST_TEXT]
        kind, picture, size = _picture(page)
        page.close()
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(f"{number}.{kind}").write_bytes(picture)
        tell(page=number, kind=kind, width=size[0], height=size[1], text=text)


def _check_box(width: float, height: float) -> None:
    if not all(limits.SHORTEST_SIDE <= side <= limits.LONGEST_SIDE for side in (width, height)):
        raise Refused("box")


def _picture(page: Any) -> tuple[str, bytes, tuple[int, int]]:
    """Return the page as the lighter of WebP and PNG; smaller and coarser until it weighs what it may."""
    longest = max(page.get_size())
    for side in limits.PICTURE_SIDES:
        image = page.render(scale=side / longest).to_pil().convert("RGB")
        found = [("png", _bytes(image, "PNG"))] if side == limits.PICTURE_SIDES[0] else []
        for quality in (85, 65, 45):
            found.append(("webp", _bytes(image, "WEBP", quality=quality, method=2)))
            kind, best = min(found, key=lambda one: len(one[1]))
            if len(best) <= limits.MOST_PICTURE:
                return kind, best, image.size
    raise Refused("heavy_page")


def _bytes(image: Any, kind: str, **how: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def main(path: str, first: str) -> None:
    """Look at the whole of it the first time; then draw."""
    try:
        if first == "1":
            tell(pages=inspect(path))
        draw(path, int(first))
    except Refused as refusal:
        tell(refused=str(refusal))
    except MemoryError:
        tell(refused="too_large")


if __name__ == "__main__":
    confine()
    main(*sys.argv[1:])
