"""The attendance list: to the second, overlaps joined, absentees named, and harmless in a spreadsheet."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.spreadsheets import harmless
from courses.models import LiveSession
from courses.services import attendance_csv, attendance_list
from courses.services.attendance import lists as attendance
from courses.services.attendance.lists import merged, reaches, whole_seconds
from people.models import User
from tests import cast
from tests.courses.acts import was_there

MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(db: None) -> LiveSession:
    return cast.a_class(cast.an_edition(), starts_in=-200, minutes=100)


def row_of(session: LiveSession, who: User) -> attendance.Presence:
    return next(row for row in attendance_list(session).rows if row.name == who.get_full_name())


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        ([(0, 100)], 6000),
        ([(0, 50), (50, 100)], 6000),
        ([(0, 60), (30, 90)], 5400),
        ([(0, 100), (10, 20), (30, 40)], 6000),
        ([(-30, 10), (95, 130)], 900),
        ([(-30, -10), (101, 130)], 0),
        ([(10, 20), (0.5, 5)], 870),
    ],
)
def test_two_windows_and_reconnections_count_once_and_only_inside_the_class(
    session: LiveSession, secretary: User, minutes: list[tuple[float, float]], seconds: int
):
    cast.a_place(session.edition, secretary)
    was_there(session, secretary, *minutes)
    assert row_of(session, secretary).seconds == seconds


@pytest.mark.parametrize(("minutes", "passes"), [(80, True), (79.99, False), (100, True)])
def test_exactly_the_minimum_passes(session: LiveSession, secretary: User, minutes: float, passes: bool):
    cast.a_place(session.edition, secretary)
    was_there(session, secretary, (0, minutes))
    assert row_of(session, secretary).passes is passes


def test_the_threshold_is_exact_in_whole_numbers():
    assert reaches(4320, 5400, 80)
    assert not reaches(4319, 5400, 80)


def test_a_night_when_the_clock_changes_counts_the_time_that_passed():
    start = datetime.fromisoformat("2026-10-25T01:30:00+02:00")
    end = datetime.fromisoformat("2026-10-25T03:30:00+01:00")
    assert whole_seconds(merged([(start, end)])) == 3 * 3600


def test_without_joining_overlaps_the_time_would_be_counted_twice():
    start = datetime.fromisoformat("2026-10-05T10:00:00+02:00")
    twice = [(start, start + 10 * MINUTE), (start, start + 10 * MINUTE)]
    assert whole_seconds(merged(twice)) == 600
    assert whole_seconds(twice) == 1200


def test_absentees_are_listed_and_whoever_came_without_a_place_is_apart(
    session: LiveSession, secretary: User, trainer: User
):
    absent = cast.person("Jesús", "Corral")
    cast.a_place(session.edition, secretary)
    cast.a_place(session.edition, absent, cast.entity("Robledillo de Albar"))
    was_there(session, secretary, (0, 90))
    was_there(session, trainer, (0, 100))
    roll = attendance_list(session)
    assert [row.name for row in roll.came] == [secretary.get_full_name()]
    assert [(row.name, row.entity_name) for row in roll.absent] == [("Jesús Corral", "Robledillo de Albar")]
    assert [row.name for row in roll.others] == [trainer.get_full_name()]


def test_the_trainer_reads_it_to_the_second(
    client: Client, session: LiveSession, secretary: User, trainer: User
):
    session.edition.trainers.add(trainer)
    cast.a_place(session.edition, secretary)
    was_there(session, secretary, (0, 81.25))
    page = cast.signed_in(client, trainer).get(reverse("courses:attendance", args=[session.pk]))
    assert "1:21:15" in page.content.decode()
    assert "1 de 1 persona ha entrado" in page.content.decode()


def test_who_comes_before_the_hour_is_on_the_list_and_her_time_does_not_count_yet(
    client: Client, session: LiveSession, secretary: User, trainer: User
):
    session.edition.trainers.add(trainer)
    cast.a_place(session.edition, secretary)
    was_there(session, secretary, (-10, -8.5))
    row = row_of(session, secretary)
    assert (row.is_absent, row.stayed, row.seconds, row.percent) == (False, 90, 0, 0)
    page = cast.signed_in(client, trainer).get(reverse("courses:attendance", args=[session.pk]))
    assert "0:01:30" in page.content.decode()
    assert "El porcentaje cuenta solo lo que cae dentro del horario" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 403),
        ("councillor", 403),
        ("trainer", 403),
        ("guest_trainer", 403),
        ("stranger", 403),
        ("editor", 200),
        ("reviewer", 200),
        ("adviser", 200),
        ("head", 200),
        ("operator", 200),
    ],
)
@pytest.mark.parametrize("name", ["courses:attendance", "courses:attendance_file"])
def test_who_may_read_it(
    client: Client, session: LiveSession, who: str, status: int, name: str, request: pytest.FixtureRequest
):
    cast.signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse(name, args=[session.pk])).status_code == status


def test_a_learner_of_the_class_does_not_read_it(client: Client, session: LiveSession, secretary: User):
    cast.a_place(session.edition, secretary)
    cast.signed_in(client, secretary)
    assert client.get(reverse("courses:attendance", args=[session.pk])).status_code == 403


def test_the_file_has_a_line_for_each_person(session: LiveSession, secretary: User):
    cast.a_place(session.edition, secretary)
    was_there(session, secretary, (0, 50), (60, 95))
    lines = attendance_csv(attendance_list(session)).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Persona;Por quién;Entró;Salió;Intervalos;Tiempo;Segundos;%;Llega al mínimo;Resultado"
    assert lines[1].startswith(f"{secretary.get_full_name()};{secretary.standing.entities[0].name};")
    assert lines[1].endswith(";2;1:25:00;5100;85;sí;")


@pytest.mark.parametrize("name", ["=1+1", "+34", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_name_that_is_a_formula_is_only_text(name: str):
    assert harmless(name) == f"'{name}"
    assert harmless("Elena Mirón") == "Elena Mirón"


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_database_the_same_whatever_its_length(
    session: LiveSession, people: int, django_assert_num_queries
):
    for _ in range(people):
        who = cast.a_secretary(1)
        cast.a_place(session.edition, who)
        was_there(session, who, (0, 10), (20, 30))
    with django_assert_num_queries(3):
        assert len(attendance_list(session).came) == people
