"""Asking the other process, and believing nothing of what it says but numbers, letters and pictures."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from core.errors import Refused
from core.pdf.limits import ENDED_AFTER, LARGEST_FILE, MOST_PAGES, MOST_TEXT

log = structlog.get_logger("concejo.pdf")
CHILD: Final = Path(__file__).with_name("child.py")
REASONS: Final = {
    "encrypted": "El PDF tiene contraseña o permisos. Guarda una copia sin protección y súbela.",
    "too_many_pages": f"El PDF tiene demasiadas páginas: el máximo son {MOST_PAGES}.",
    "empty": "El PDF no tiene ninguna página.",
    "active": "El PDF lleva un programa dentro. Guárdalo como PDF sencillo, o imprímelo en PDF, y súbelo.",
    "box": "Alguna página mide demasiado, o demasiado poco, para ser una diapositiva.",
    "heavy_page": "Alguna página ocupa demasiado aunque se reduzca. Quítale imágenes y vuelve a subirlo.",
    "too_large": "El PDF ocupa demasiado al abrirlo. Guárdalo otra vez con menos calidad de imagen.",
    "damaged": "El PDF está dañado o incompleto.",
    "ended": "El PDF pide demasiado tiempo o memoria al dibujarlo. Guárdalo otra vez más sencillo.",
}
# Control characters, half characters, and the marks that turn the order of reading.
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class PdfRefused(Refused):
    """The PDF is not taken; the reason is for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page: its picture, how large it is, and what it says."""

    page: int
    picture: Path
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was read this time; `pages` is known when it began by the first."""

    pages: int
    drawn: tuple[Drawn, ...]


def read_some(*, path: Path, first: int, into: Path) -> Part:
    """Read a PDF from a page on, for some seconds; ask again from the next one for the rest.

    Effects: pictures in the folder `into`, which is the caller's to delete; none outside it. Errors:
    PdfRefused, also when the process was ended by its limits before it drew a page.
    """
    said = into / "said.jsonl"
    died = _run([sys.executable, "-I", str(CHILD), str(path), str(first)], said, into)
    lines = list(_lines(said))
    refused = next((line["refused"] for line in lines if "refused" in line), "")
    if refused:
        raise PdfRefused(REASONS.get(str(refused), REASONS["damaged"]))
    pages = next((line["pages"] for line in lines if isinstance(line.get("pages"), int)), 0)
    drawn = tuple(_drawn(lines, first, into))
    if not drawn:
        log.warning("pdf_not_drawn", page=first, died=died)
        raise PdfRefused(REASONS["ended"])
    return Part(min(pages, MOST_PAGES), drawn)


def _run(order: list[str], said: Path, into: Path) -> int:
    """Run the process without our environment, and return how it ended."""
    with said.open("wb") as out:
        try:
            done = subprocess.run(  # noqa: S603  (our own script; what comes from outside is read, not run)
                order,
                cwd=into,
                env={},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=ENDED_AFTER,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return -1
    return done.returncode


def _lines(said: Path) -> Iterator[dict[str, Any]]:
    if said.stat().st_size > LARGEST_FILE:
        return
    for line in said.read_bytes().splitlines():
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            return
        if isinstance(read, dict):
            yield read


def _drawn(lines: list[dict[str, Any]], first: int, into: Path) -> Iterator[Drawn]:
    """Give the pages in their order, as long as none is missing."""
    expected = first
    for line in lines:
        if line.get("page") != expected or line.get("kind") not in ("png", "webp"):
            continue
        width, height, text = line.get("width"), line.get("height"), line.get("text")
        if type(width) is not int or type(height) is not int or not isinstance(text, str):
            return
        yield Drawn(expected, into / f"{expected}.{line['kind']}", width, height, readable(text))
        expected += 1


def readable(text: str) -> str:
    """Return a text as people read it: lines without what cannot be seen, and not too long."""
    lines = [" ".join(_UNREADABLE.sub(" ", line).split()) for line in text.splitlines()]
    whole = "\n".join(line for line in lines if line)
    return whole if len(whole) <= MOST_TEXT else whole[: MOST_TEXT - 1].rstrip() + "…"
