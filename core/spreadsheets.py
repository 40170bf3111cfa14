"""Rows as a file that opens in a spreadsheet and cannot act in it."""

import csv
import io
from collections.abc import Iterable

# A cell that begins with one of these is a formula to a spreadsheet: somebody's name could run there.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def spreadsheet(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV in Spanish use, every cell as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in (head, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """Return the cell as text, never as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
