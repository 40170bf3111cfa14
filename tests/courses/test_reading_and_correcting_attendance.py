"""The reports of attendance: by class, by edition and by town hall, and the forms that correct it."""

import pytest
from django.test import Client
from django.urls import reverse

from core.tenancy import unscoped
from courses.models import AttendanceRecord, LiveSession
from courses.services import close_attendance
from courses.services.attendance.reports import edition_csv, edition_report, town_csv, town_report
from people.models import User
from tests import cast
from tests.courses.acts import was_there


@pytest.fixture
def session(db: None) -> LiveSession:
    return cast.a_class(cast.an_edition(), starts_in=-200, minutes=100)


def fill(session: LiveSession, people: int) -> None:
    for _ in range(people):
        who = cast.a_secretary(1)
        cast.a_place(session.edition, who)
        was_there(session, who, (0, 10), (20, 100))
    close_attendance(session)


def outcomes() -> list[tuple[int, str]]:
    with unscoped("las pruebas miran toda la asistencia"):
        return list(AttendanceRecord.objects.order_by("pk").values_list("seconds", "outcome"))


@pytest.mark.parametrize("name", ["edition_attendance", "edition_attendance_file"])
def test_the_list_of_an_edition_asks_the_same_for_3_as_for_30(
    client: Client, session: LiveSession, editor: User, name: str, django_assert_max_num_queries
):
    url = reverse(f"courses:{name}", args=[session.edition.code])
    cast.signed_in(client, editor)
    counts = []
    for people in (3, 27):
        fill(session, people)
        client.get(url)
        with django_assert_max_num_queries(15) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_town_hall_s_report_asks_the_same_for_any_number_of_editions(
    session: LiveSession, secretary: User, django_assert_num_queries
):
    village = secretary.standing.entities[0]
    for turn in range(3):
        cast.a_place(session.edition if not turn else cast.an_edition(), secretary, village)
        with django_assert_num_queries(4):
            assert len(town_report(village, secretary)) == turn + 1


def test_the_file_of_an_edition_opens_in_a_spreadsheet(session: LiveSession):
    fill(session, 1)
    text = edition_csv(edition_report(session.edition))
    head, row = text.splitlines()
    assert head.startswith("\ufeffPersona;Por quién;")
    assert head.endswith(" Plazos y justificantes;Tiempo;Segundos;Segundos de clase;%;Llega al mínimo")
    assert row.endswith(";Ha asistido;1:30:00;5400;6000;90;sí")


def test_a_secretary_reads_her_village_and_a_councillor_only_her_own(session: LiveSession):
    village = cast.entity("Villaseca")
    secretary, councillor = cast.person("Elena"), cast.person("Rocío")
    cast.with_post(secretary, village, "Secretaria", "secretary")
    cast.with_post(councillor, village, "Concejala", "councillor")
    elsewhere = cast.a_secretary(1)
    for who in (secretary, councillor, elsewhere):
        cast.a_place(session.edition, who)
    close_attendance(session)
    assert {row.place.person for row in town_report(village, secretary)} == {secretary, councillor}
    assert [row.place.person for row in town_report(village, councillor)] == [councillor]
    assert town_csv(town_report(village, councillor)).count("\r\n") == 2


def test_the_trainer_corrects_minutes_from_the_page_of_the_class(
    client: Client, session: LiveSession, secretary: User, trainer: User
):
    session.edition.trainers.add(trainer)
    cast.a_place(session.edition, secretary)
    record = close_attendance(session)[0]
    url = reverse("courses:correct_attendance", args=[record.pk])
    cast.signed_in(client, trainer)
    assert url in client.get(reverse("courses:attendance", args=[session.pk])).content.decode()
    assert "Justificar la falta" in client.get(url).content.decode()
    client.post(url, {"minutes": 80, "reason": "", "act": "correct"})
    assert outcomes() == [(0, "absent")]
    answer = client.post(url, {"minutes": 80, "reason": "Se cayó la sala", "act": "correct"})
    assert answer.headers["Location"] == reverse("courses:attendance", args=[session.pk])
    assert outcomes() == [(4800, "present")]


def test_an_absence_is_justified_from_the_page(client: Client, session: LiveSession, editor: User):
    cast.a_place(session.edition, cast.a_secretary(1))
    record = close_attendance(session)[0]
    cast.signed_in(client, editor)
    client.post(
        reverse("courses:correct_attendance", args=[record.pk]),
        {"minutes": 0, "reason": "Pleno extraordinario", "act": "justify"},
    )
    assert outcomes() == [(0, "justified")]
    page = client.get(reverse("courses:attendance", args=[session.pk])).content.decode()
    assert "Falta justificada" in page


def test_more_minutes_than_the_class_are_refused_beside_the_field(
    client: Client, session: LiveSession, editor: User
):
    cast.a_place(session.edition, cast.a_secretary(1))
    record = close_attendance(session)[0]
    url = reverse("courses:correct_attendance", args=[record.pk])
    answer = cast.signed_in(client, editor).post(url, {"minutes": 101, "reason": "Estuvo", "act": "correct"})
    assert "La clase duró 100 minutos" in answer.content.decode()
    client.post(url, {"minutes": 100, "reason": "Estuvo", "act": "correct"})
    answer = client.post(url, {"minutes": 0, "reason": "No vino", "act": "justify"})
    assert "Solo se justifica la falta de quien no ha asistido" in answer.content.decode()
    assert outcomes() == [(6000, "present")]


PAPERS = {
    "attendance_pdf": "Asistencia a la clase",
    "edition_attendance_pdf": "Asistencia de la edición",
    "town_attendance_pdf": "Asistencia a la formación",
}


@pytest.mark.parametrize("name", PAPERS)
def test_each_list_is_also_a_paper_and_a_name_is_never_markup(
    client: Client, session: LiveSession, editor: User, name: str
):
    village, who = cast.entity("Villaseca [de *la*] #panic()"), cast.person("Elena $ #panic()")
    cast.a_place(session.edition, who, village)
    close_attendance(session)
    args = {"attendance_pdf": session.pk, "edition_attendance_pdf": session.edition.code}
    answer = cast.signed_in(client, editor).get(
        reverse(f"courses:{name}", args=[args.get(name, village.slug)])
    )
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    # The title is in the metadata, which PDF/A leaves readable.
    assert PAPERS[name] in answer.content.decode("utf-8", "ignore")


def test_the_list_in_the_admin_is_read_and_exported_and_nothing_else(
    client: Client, session: LiveSession, editor: User
):
    fill(session, 1)
    cast.signed_in(client, editor)
    assert "Ha asistido" in client.get("/admin/asistencias/").content.decode()
    export = client.get("/admin/asistencias/?export=csv")
    assert b"5400" in b"".join(export.streaming_content)
    # Corrections have their own page: here there is nothing to send.
    assert client.post("/admin/asistencias/create/", {"seconds": 1}).headers["Location"] == "/admin/"
    assert outcomes() == [(5400, "present")]
    found = client.get(f"/admin/asistencias/?edition={session.edition_id + 1}").content.decode()
    assert "Ha asistido</td>" not in found


def test_the_classroom_leads_its_trainer_to_the_attendance(
    client: Client, session: LiveSession, trainer: User, secretary: User
):
    session.edition.trainers.add(trainer)
    cast.a_place(session.edition, secretary)
    aula = reverse("courses:aula", args=[session.edition.code])
    url = reverse("courses:edition_attendance", args=[session.edition.code])
    assert f'href="{url}"' in cast.signed_in(client, trainer).get(aula).content.decode()
    assert f'href="{url}"' not in cast.signed_in(client, secretary).get(aula).content.decode()


def test_nobody_falls_short_while_classes_remain(client: Client, session: LiveSession, editor: User):
    fill(session, 1)
    later = cast.a_class(session.edition, starts_in=-150, minutes=100)
    url = reverse("courses:edition_attendance", args=[session.edition.code])
    page = cast.signed_in(client, editor).get(url).content.decode()
    assert "Queda 1 clase por cerrar" in page
    assert ("Por ahora" in page, "No llega" in page) == (True, False)
    close_attendance(later)
    assert "No llega" in client.get(url).content.decode()
