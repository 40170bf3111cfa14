"""The figures of a panel as a file for a spreadsheet."""

from collections.abc import Iterable, Sequence

from core.spreadsheets import spreadsheet


def sheet_of(*, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV in Spanish use: semicolons, accents that open right, no cell that acts.

    Effects: none. What is not known is an empty cell.
    """
    return spreadsheet(head, (["" if cell is None else str(cell) for cell in row] for row in rows))
