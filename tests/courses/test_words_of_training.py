"""Figures are said as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from courses import words

NOW = datetime(2026, 10, 5, 7, 48, tzinfo=UTC)  # 9:48 in Valdoria


def at(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("capacity", "taken", "said"),
    [
        (30, 27, "Quedan 3 plazas de 30"),
        (30, 29, "Queda 1 plaza de 30"),
        (30, 30, "No quedan plazas"),
        (30, 31, "No quedan plazas"),
    ],
)
def test_places(capacity: int, taken: int, said: str):
    assert words.places_left(capacity, taken) == said


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ([], "Sin clases en directo"),
        ([at(5, 8)], "5 oct · 10:00"),
        ([at(5, 8), at(7, 8), at(13, 8), at(15, 8)], "5, 7, 13 y 15 oct · 10:00"),
        ([at(5, 8), at(7, 14)], "5 y 7 oct"),
        # The wall clock is the same on both sides of the night when it changes.
        ([at(19, 8), at(26, 9), at(2, 9, month=11)], "19 y 26 oct y 2 nov · 10:00"),
    ],
)
def test_days_of_class(starts: list[datetime], said: str):
    assert words.class_days(starts) == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (NOW, "Está en marcha"),
        (NOW + timedelta(seconds=30), "Empieza en 1 minuto"),
        (NOW + timedelta(minutes=12), "Empieza en 12 minutos"),
        (at(5, 11, 30), "Empieza hoy a las 13:30"),
        (at(6, 8), "Empieza mañana a las 10:00"),
        (at(9, 11), "Empieza el viernes 9 de octubre a las 13:00"),
        (at(5, 23), "Empieza mañana a la 1:00"),
    ],
)
def test_how_long_until_a_class(start: datetime, said: str):
    assert words.starts_in(start, NOW) == said


@pytest.mark.parametrize(
    ("minutes", "open_"), [(-16, False), (-15, True), (0, True), (89, True), (90, False)]
)
def test_the_door_opens_a_quarter_before_and_closes_at_the_end(minutes: int, open_: bool):
    moment = NOW + timedelta(minutes=minutes)
    assert words.door_is_open(NOW, NOW + timedelta(minutes=90), moment) is open_


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (1, "Eres la primera persona de la lista de espera"),
        (2, "Tienes delante a 1 persona en la lista de espera"),
        (4, "Tienes delante a 3 personas en la lista de espera"),
    ],
)
def test_the_turn_in_the_list(position: int, said: str):
    assert words.turn(position) == said


def test_one_is_said_as_one():
    said = [words.counted(number, "plaza", "plazas") for number in (0, 1, 2)]
    assert said == ["0 plazas", "1 plaza", "2 plazas"]
