"""Dates as people say them, on the clock of the province and not on that of the server."""

from datetime import UTC, date, datetime

import pytest

from config.ui import dates

NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)  # twelve in Valdoria


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "now", lambda: NOON)


def at(day: int, hour: int, minute: int = 0, month: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(5, 8), "hoy a las 10:00"),
        (at(6, 11, 30), "mañana a las 13:30"),
        (at(4, 16, 42), "ayer a las 18:42"),
        (at(4, 22, 30), "hoy a las 0:30"),
        (at(5, 23), "mañana a la 1:00"),
        (at(9, 8), "9 oct"),
        (at(9, 8, year=2025), "9 oct 2025"),
        (date(2026, 10, 6), "mañana"),
    ],
)
def test_a_moment_is_said(moment, words):
    assert dates.said(moment) == words


def test_a_moment_is_written_exactly():
    assert dates.exact(NOON) == "lunes 5 de octubre de 2026, 12:00"


def test_the_official_clock_has_seconds():
    assert dates.official_clock(NOON) == "5/10/2026, 12:00:00"


@pytest.mark.parametrize(
    ("due", "words", "kind"),
    [
        (at(4, 8), "Vencido ayer", "late"),
        (at(1, 8), "Venció el 1 oct", "late"),
        (at(6, 8), "Hasta mañana", "soon"),
        (date(2026, 10, 5), "Hasta hoy", "soon"),
        (at(20, 8), "Hasta el 20 oct", ""),
    ],
)
def test_a_limit_is_said_in_words(due, words, kind):
    assert (dates.due_said(due), dates.due_class(due)) == (words, kind)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (at(5, 10, 12), "Empieza en 12 minutos"),
        (at(5, 10, 1), "Empieza en 1 minuto"),
        (at(5, 9, 50), "En directo"),
        (at(5, 16), "Hoy a las 18:00"),
        (at(9, 8), "9 oct a las 10:00"),
    ],
)
def test_a_start_is_said(start, words):
    assert dates.starts_said(start) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (80, "1 h 20 min")]
)
def test_a_length_is_said(minutes, words):
    assert dates.duration(minutes) == words
