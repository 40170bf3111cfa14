"""Reads what leaves the site: sheets as a spreadsheet would take them, papers as a reader of PDF would."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from core.spreadsheets import FORMULA_STARTS

ACTIVE_KEYS = ("/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/SubmitForm", "/AA")


def cells_of(text: str) -> list[str]:
    """Return the cells of a CSV, parted by whichever of the two marks its head uses."""
    head = text.partition("\n")[0]
    mark = ";" if ";" in head else ","
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=mark)
    return [cell for row in rows for cell in row]


def acting(cells: list[str]) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula; a dash alone or a number is none."""
    return [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def defused(cells: list[str]) -> list[str]:
    """Return the cells that would have been a formula, made text."""
    return [cell for cell in cells if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)]


def active_in(content: bytes) -> list[str]:
    """Return what would run or leave for a script in a PDF: programs, launches, addresses of scripts."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        return [said for each in paper.objects for said in _inside(each)]


def _inside(each: Any) -> Iterator[str]:
    """Tell of an object and of those written inside it; one kept elsewhere is looked at on its own."""
    if isinstance(each, pikepdf.Array):
        parts = list(each)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        parts = [part for _, part in each.items()]
        yield from (key for key, _ in each.items() if key in ACTIVE_KEYS)
        address = str(each.get("/URI", ""))
        if address and not address.startswith(("http://", "https://", "mailto:")):
            yield address
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _inside(part)
