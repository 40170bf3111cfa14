"""The attendance of a room as it is read: page, spreadsheet and sealed paper, each for who may see it."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from core.papers import check_seal
from tests import cast
from tests.videoconf import acts
from tests.videoconf.acts import a_person, a_room, entered
from videoconf import admission
from videoconf.models import PresenceSpan
from videoconf.services import beat, end, leave, lose
from videoconf.services.paper_checks import check_paper
from videoconf.services.papers import attendance_paper, paper_data
from videoconf.services.report import clock_time, name_of, report_csv, report_of, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return a_person("Carmen")


@pytest.fixture
def guest():
    return a_person("=HYPERLINK(1)")


@pytest.fixture
def room(stopped_clock, host, guest):
    """A host who stays, and somebody whose line is cut once."""
    room = a_room(host=host, speakers=(guest,))
    entered(room, host, connection="host")
    entered(room, guest, connection="one")
    stopped_clock.pass_(60)
    lose(connection="one", at=stopped_clock.at)
    stopped_clock.pass_(5)
    entered(room, guest, connection="two")
    stopped_clock.pass_(35)
    beat(connections=["host", "two"])
    return end(room=room, by=None)


def page(client, room, name="attendance"):
    return client.get(reverse(f"videoconf:{name}", args=[room.key]))


def names(text):
    return [name for name in ("Carmen", "HYPERLINK") if name in text]


def test_who_directs_reads_everybody_with_each_stay_and_its_cause(signed_in, host, room):
    text = page(signed_in(host), room).content.decode()
    assert names(text) == ["Carmen", "HYPERLINK"]
    stays = re.findall(r'class="number">([\d:–]+)</span> <span class="soft">([^<]+)', text)
    assert stays == [
        ("12:00:00–12:01:00", "Se cortó la conexión"),
        ("12:01:05–12:01:40", "Terminó la sala"),
        ("12:00:00–12:01:40", "Terminó la sala"),
    ]
    assert "El registro está como se escribió" in text


def test_anybody_else_reads_only_her_own(signed_in, guest, room):
    client = signed_in(guest)
    found = page(client, room).content.decode()
    assert ("Carmen" in found, "Has estado 1 minuto y 35 segundos" in found) == (False, True)
    assert "Carmen" not in page(client, room, "attendance_file").content.decode()


@pytest.mark.parametrize("name", ["attendance", "attendance_file", "attendance_pdf"])
def test_who_was_never_of_the_room_is_refused(signed_in, room, name):
    assert page(signed_in(a_person()), room, name).status_code == 403


def test_who_lost_her_place_still_finds_her_own(signed_in, guest, room):
    acts.expel_from_list(room, guest)
    assert names(page(signed_in(guest), room).content.decode().replace("aria", "")) == ["HYPERLINK"]


def test_the_app_that_opened_the_room_names_who_else_reads_it(signed_in, room, monkeypatch):
    adviser = cast.an_adviser()
    client = signed_in(adviser)
    assert page(client, room).status_code == 403
    monkeypatch.setitem(admission._readers, acts.PURPOSE, lambda person, room: person == adviser)
    assert names(page(client, room).content.decode()) == ["Carmen", "HYPERLINK"]


def test_a_suspended_person_reads_nothing(host, room):
    host.is_active = False
    assert admission.may_see_roll(host, room) is False


def test_the_spreadsheet_has_a_line_for_each_stay_and_no_formula(room):
    lines = list(csv.reader(io.StringIO(report_csv(report_of(room)).removeprefix("\ufeff")), delimiter=";"))
    assert [line[0] for line in lines] == [
        "Persona",
        "'=HYPERLINK(1) Castrillo",
        "'=HYPERLINK(1) Castrillo",
        "Carmen Castrillo",
    ]
    assert lines[1][3:] == [
        "05/10/2026 12:00:00 +0200",
        "05/10/2026 12:01:00 +0200",
        "Se cortó la conexión",
        "60",
        "0:01:35",
        "95",
    ]


def test_the_paper_is_sealed_and_one_byte_breaks_it(room):
    paper = attendance_paper(report_of(room))
    broken = bytearray(paper)
    broken[len(paper) // 2] ^= 1
    assert (paper[:5], check_seal(paper).ok, check_seal(bytes(broken)).ok) == (b"%PDF-", True, False)


def test_the_paper_says_what_the_page_says_and_the_head_of_the_chain(room):
    report = report_of(room)
    data = paper_data(report)
    assert (data["rows"], data["head"], data["people"], data["total"]) == (
        rows_of(report),
        room.head,
        2,
        "0:03:15",
    )


def asked(client, report):
    return client.get(paper_data(report)["url"].removeprefix("http://localhost:8000"))


def test_anybody_with_the_paper_is_told_that_it_is_ours_and_no_name(client, room):
    token = paper_data(report_of(room))["url"].rstrip("/").rsplit("/", 1)[1]
    text = client.get(reverse("videoconf:check_attendance", args=[token])).content.decode()
    assert ("Esta lista es nuestra y su sala está como se escribió" in text, room.head in text) == (
        True,
        True,
    )
    assert names(text) == []


def test_the_check_of_a_paper_sees_that_the_room_was_changed_since(client, room):
    token = paper_data(report_of(room))["url"].rstrip("/").rsplit("/", 1)[1]
    assert check_paper(token).verdict.ok
    PresenceSpan.objects.filter(connection="two").delete()
    text = client.get(reverse("videoconf:check_attendance", args=[token])).content.decode()
    assert "su sala ya no está como se escribió" in text


def test_a_forged_address_is_nobodys_paper(client, room):
    token = paper_data(report_of(room))["url"].rstrip("/").rsplit("/", 1)[1]
    assert check_paper(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    text = client.get(reverse("videoconf:check_attendance", args=["no-es-nuestra"])).content.decode()
    assert "No hemos hecho ninguna lista con esa dirección" in text


def test_asking_too_often_is_answered_with_a_wait(client, room):
    where = reverse("videoconf:check_attendance", args=["x"])
    codes = [client.get(where).status_code for _ in range(31)]
    assert (codes[29], codes[30]) == (200, 429)


def test_the_page_asks_the_same_whatever_the_number_of_people(
    signed_in, host, room, django_assert_max_num_queries
):
    client = signed_in(host)
    page(client, room)
    with django_assert_max_num_queries(22):
        page(client, room)


def test_the_night_the_clock_changes_each_hour_says_which_one_it_is(stopped_clock):
    stopped_clock.at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person, connection="night")
    stopped_clock.pass_(3600)
    leave(participant=room.participants.get(), connection="night")
    report = report_of(room)
    (row,) = rows_of(report)
    assert (row["stays"][0]["start"], row["stays"][0]["end"], row["total"]) == (
        "02:30:00 (CEST)",
        "02:30:00 (CET)",
        "1:00:00",
    )
    assert "25/10/2026 02:30:00 +0200;25/10/2026 02:30:00 +0100" in report_csv(report)


def test_who_has_no_name_any_more_is_still_told_apart(room):
    report = report_of(room)
    roll = report.rolls[0]
    roll.participant.display_name = ""
    assert name_of(roll) == f"Participante {roll.participant.pk} (nombre borrado)"


def test_a_time_is_written_to_the_second():
    assert [clock_time(seconds) for seconds in (0, 59, 3600, 45_296)] == [
        "0:00:00",
        "0:00:59",
        "1:00:00",
        "12:34:56",
    ]
