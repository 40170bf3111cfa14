"""The pages of the panels: who opens them, what they lead to, what narrows them, and that figures agree."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import EnrolmentState
from courses.models import Competence, CoursePage, Edition
from courses.providers import tasks as waiting
from courses.services.dashboard import Asked, province_panel, sheet_of, widest_gap
from people.models import EntityShape, User
from tests import cast
from tests.courses.panels.acts import a_closed_class, addresses, came
from tests.courses.surveying import answered_edition

pytestmark = pytest.mark.django_db
SEES = ("editor", "reviewer", "adviser", "head", "operator")
SEES_NOT = ("secretary", "councillor", "trainer", "guest_trainer", "stranger")


@pytest.mark.parametrize(("who", "status"), [*((w, 200) for w in SEES), *((w, 403) for w in SEES_NOT)])
def test_who_opens_the_panels(
    client: Client, who: str, status: int, edition: Edition, request: pytest.FixtureRequest
):
    cast.signed_in(client, request.getfixturevalue(who))
    answers = {client.get(address).status_code for address in addresses(edition.course)}
    assert answers == {status}


@pytest.mark.parametrize(("who", "links"), [*((w, 1) for w in SEES), *((w, 0) for w in SEES_NOT)])
def test_the_menu_leads_to_the_panel_only_those_who_may_open_it(
    client: Client, who: str, links: int, request: pytest.FixtureRequest
):
    cast.signed_in(client, request.getfixturevalue(who))
    page = client.get(reverse("courses:mine")).content.decode()
    assert page.count(f'href="{reverse("courses:panel")}"') == links


def test_the_call_has_its_phone_its_mail_and_the_action_beside_it(
    client: Client, head: User, edition: Edition, secretary: User
):
    User.objects.filter(pk=secretary.pk).update(phone="600 100 200")
    cast.a_place(edition, secretary)
    page = cast.signed_in(client, head).get(reverse("courses:panel")).content.decode()
    for link in (
        "tel:600100200",
        f"mailto:{secretary.email}",
        reverse("courses:people", args=[edition.code]),
    ):
        assert page.count(f'href="{link}"') == 1


def test_the_map_leads_to_each_town_hall_and_says_its_figure(
    client: Client, head: User, edition: Edition, secretary: User
):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    EntityShape.objects.create(entity=place.entity, path="M0 0h5v5z", label_x=2, label_y=2)
    page = cast.signed_in(client, head).get(reverse("courses:panel")).content.decode()
    url = reverse("people:entity", args=[place.entity.slug])
    drawn = f'<a href="{url}" tabindex="-1"><path d="M0 0h5v5z"><title>{place.entity.name}: 1 persona</title>'
    assert drawn in page


def test_an_unknown_table_does_not_exist(client: Client, head: User, course: CoursePage):
    cast.signed_in(client, head)
    for address in ("/aula/panel/otra.csv", f"/aula/panel/curso/{course.pk}/otra.csv"):
        assert client.get(address).status_code == 404


def test_a_name_never_acts_in_a_spreadsheet():
    assert sheet_of(head=("A", "B"), rows=[("=1+1", 2)]) == "\ufeffA;B\r\n'=1+1;2\r\n"
    assert sheet_of(head=("=A", "B"), rows=[]) == "\ufeff'=A;B\r\n"


def test_what_is_not_known_is_an_empty_cell():
    assert sheet_of(head=("A", "%"), rows=[("lunes", None)]) == "\ufeffA;%\r\nlunes;\r\n"


def test_the_file_of_attendance_says_the_day_of_the_province(
    client: Client, head: User, edition: Edition, secretary: User, stop_clock: Callable
):
    # Half past midnight of the 6th by the wall; still the 5th in UTC.
    stop_clock(datetime(2026, 10, 5, 22, 30, tzinfo=UTC))
    came(a_closed_class(edition, starts_in=0), cast.a_place(edition, secretary))
    address = reverse("courses:panel_course_file", args=[edition.course.pk, "asistencia"])
    first = cast.signed_in(client, head).get(address).content.decode("utf-8-sig").splitlines()[0]
    assert first == "Comarca;Plazos y justificantes (2026-10-06)"


def test_the_file_of_calls_has_every_call(client: Client, head: User, secretary: User):
    cast.signed_in(client, head)
    lines = client.get("/aula/panel/llamadas.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Motivo;A quién;Ayuntamiento o comarca;Sobre;Teléfono;Correo"
    assert len(lines) == 1 + len(secretary.standing.entities)


# --- narrowed by comarca and competence ---


def trained_in(area: str, comarca: str) -> Edition:
    """A course of an area, with somebody of a comarca who attended."""
    course = cast.a_course(lessons=0)
    course.competences.add(
        Competence.objects.get_or_create(name=f"Saber de {area}", defaults={"area": area})[0]
    )
    course.save()
    edition = cast.an_edition(course)
    hall = cast.entity(f"Villa de {comarca}", comarca=comarca)
    cast.a_place(edition, cast.a_secretary(1), hall, state=EnrolmentState.ATTENDED)
    EntityShape.objects.get_or_create(entity=hall, defaults={"path": "M0 0h5v5z", "label_x": 2, "label_y": 2})
    return edition


@pytest.fixture
def two_areas(db: None) -> None:
    trained_in("Registro", "Campos")
    trained_in("Contratos", "Sierra")


def table(client: Client, query: str = "") -> list[list[str]]:
    """The table of town halls as its file has it."""
    text = client.get(f"/aula/panel/ayuntamientos.csv{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_comarca_narrows_the_page_and_its_files(client: Client, head: User, two_areas: None):
    cast.signed_in(client, head)
    page = client.get("/aula/panel/?comarca=Campos").content.decode()
    assert page.count('href="/aula/panel/ayuntamientos.csv?comarca=Campos"') == 2
    assert re.findall(r'<option value="([^"]*)" selected', page) == ["Campos", ""]
    assert [row[:3] for row in table(client, "?comarca=Campos")[1:]] == [["Villa de Campos", "Campos", "1"]]


def test_a_competence_narrows_who_counts(two_areas: None):
    found = province_panel(Asked(area="Registro"))
    by_name = {hall.entity.name: hall.trained for hall in found.halls if hall.entity.comarca}
    assert by_name == {"Villa de Campos": 1, "Villa de Sierra": 0}
    assert (found.people, [subject.title for subject in found.competences]) == (1, ["Registro"])
    assert len(found.courses) == 1


def test_both_at_once_and_what_nobody_is(client: Client, head: User, two_areas: None):
    assert province_panel(Asked(comarca="Sierra", area="Registro")).people == 0
    page = cast.signed_in(client, head).get("/aula/panel/?comarca=Ninguna").content.decode()
    assert page.count("Ningún ayuntamiento cumple lo que has elegido") == 1


def test_each_competence_has_its_column(client: Client, head: User, two_areas: None):
    rows = table(cast.signed_in(client, head))
    assert rows[0] == [
        "Ayuntamiento",
        "Comarca",
        "Formadas",
        "Contratos",
        "Registro",
        "Con plaza",
        "Teléfono",
    ]
    campos = next(row for row in rows if row[1] == "Campos")
    assert campos[2:5] == ["1", "0", "1"]


@pytest.mark.parametrize("asked", [Asked(), Asked(comarca="Campos"), Asked(area="Contratos")])
def test_the_table_the_map_and_the_file_say_the_same_total(
    client: Client, head: User, two_areas: None, asked: Asked
):
    query = f"?comarca={asked.comarca}&competencia={asked.area}"
    page = cast.signed_in(client, head).get(f"/aula/panel/{query}").content.decode()
    on_map = sum(int(figure) for figure in re.findall(r"<title>[^<]*: (\d+) persona", page))
    in_file = sum(int(row[2]) for row in table(client, query)[1:])
    in_table = sum(hall.trained for hall in province_panel(asked).halls)
    assert on_map == in_file == in_table == province_panel(asked).trained_total
    assert f"suma {in_table}," in page
    assert in_table == (2 if asked == Asked() else 1)


# --- satisfaction, and the sentence of the head's home ---


def test_satisfaction_of_each_course_is_beside_it(client: Client, head: User, course: CoursePage):
    cast.a_survey()
    answered_edition(5, 4, 4, 4, 4, course=course)
    page = cast.signed_in(client, head).get(reverse("courses:panel")).content.decode()
    assert page.count("4,2</b> de 5, 5 opiniones") == 1


def test_the_head_reads_where_most_town_halls_lack_somebody(head: User, two_areas: None):
    cast.entity("Aldea Vacía")
    trained_in("Registro", "Sierra")
    gap = widest_gap()
    missing = province_panel(Asked(area="Contratos"))
    assert (gap.area, gap.missing) == ("Contratos", len(missing.halls) - missing.covered)
    [task] = waiting.towns_without_anybody(head, ())
    assert task.title == f"{gap.missing} ayuntamientos sin nadie formado en «Contratos»"
    assert task.url == "/aula/panel/?competencia=Contratos#llamar"


@pytest.mark.parametrize("who", ["adviser", "secretary", "trainer"])
def test_nobody_else_is_told(two_areas: None, who: str, request: pytest.FixtureRequest):
    assert waiting.towns_without_anybody(request.getfixturevalue(who), ()) == []


def test_with_nothing_taught_there_is_nothing_to_say(head: User, edition: Edition):
    assert (widest_gap(), waiting.towns_without_anybody(head, ())) == (None, [])
