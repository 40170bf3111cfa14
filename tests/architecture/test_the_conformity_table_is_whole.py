"""`docs/accesibilidad.md` has a row for each criterion, in known words, and cites tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "accesibilidad.md"
STATES = {"cumple", "en parte", "sin comprobar", "no aplica"}
# WCAG 2.2, levels A and AA: 55 criteria (4.1.1 was taken out of the standard).
CRITERIA = {
    "1.1": (1,),
    "1.2": (1, 2, 3, 4, 5),
    "1.3": (1, 2, 3, 4, 5),
    "1.4": (1, 2, 3, 4, 5, 10, 11, 12, 13),
    "2.1": (1, 2, 4),
    "2.2": (1, 2),
    "2.3": (1,),
    "2.4": (1, 2, 3, 4, 5, 6, 7, 11),
    "2.5": (1, 2, 3, 4, 7, 8),
    "3.1": (1, 2),
    "3.2": (1, 2, 3, 4, 6),
    "3.3": (1, 2, 3, 4, 7, 8),
    "4.1": (2, 3),
}


def faults(text: str) -> list[str]:
    """Return what is wrong with a table: criteria missing, unknown states, tests that do not exist."""
    rows = re.findall(r"^\| (\d+(?:\.\d+)+) [^|]*\| ([^|]*) \| ([^|]*)\|$", text, re.MULTILINE)
    found = {number for number, _, _ in rows}
    wrong = [
        f"falta {guide}.{n}"
        for guide, every in CRITERIA.items()
        for n in every
        if f"{guide}.{n}" not in found
    ]
    wrong += [f"{number}: «{state}»" for number, state, _ in rows if state not in STATES]
    cited = {(number, path) for number, _, how in rows for path in re.findall(r"`(tests/[^`]+)`", how)}
    wrong += [f"{number}: no existe {path}" for number, path in cited if not (ROOT / path).is_file()]
    proven = {number for number, _ in cited}
    wrong += [
        f"{number}: cumple sin prueba"
        for number, state, _ in rows
        if state == "cumple" and number not in proven
    ]
    return sorted(wrong)


def test_every_criterion_has_its_row_and_every_cited_test_exists():
    assert faults(TABLE.read_text(encoding="utf-8")) == []


def test_there_are_fifty_five():
    assert sum(len(every) for every in CRITERIA.values()) == 55


def test_a_lost_row_and_a_claim_without_a_test_are_found():
    text = (
        TABLE.read_text(encoding="utf-8")
        .replace("| 1.1.1 ", "| x ")
        .replace("`tests/cms/test_searching.py`", "")
    )
    assert faults(text) == ["2.4.5: cumple sin prueba", "falta 1.1.1"]
