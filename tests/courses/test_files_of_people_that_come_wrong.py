"""Files of people sent through the page: any encoding, each fault with its line, nothing before a yes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.models import Edition
from people.models import LocalEntity, User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> LocalEntity:
    return cast.entity("Peñalba")


@pytest.fixture
def three(town: LocalEntity) -> list[User]:
    made = [cast.person(f"Persona {number}") for number in range(3)]
    for who in made:
        cast.with_post(who, town, "Secretaría")
    return made


@pytest.fixture
def staff(client: Client, adviser: User) -> Client:
    return cast.signed_in(client, adviser)


def send(staff: Client, edition: Edition, raw: bytes) -> str:
    address = reverse("courses:import", args=[edition.code])
    return staff.post(address, {"file": SimpleUploadedFile("gente.csv", raw)}).content.decode()


def confirm(staff: Client, edition: Edition, page: str) -> int:
    token = re.search(r'name="confirmed" value="([^"]+)"', page)
    assert token
    return staff.post(reverse("courses:import", args=[edition.code]), {"confirmed": token[1]}).status_code


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
def test_a_spreadsheet_of_any_house_is_read(staff: Client, three: list[User], encoding: str, separator: str):
    edition = cast.an_edition(capacity=2)
    lines = ["correo,entidad", *(f"{who.email},Peñalba" for who in three)]
    page = send(staff, edition, "\r\n".join(lines).replace(",", separator).encode(encoding))
    assert ("3 líneas buenas, 0 con errores" in page, states_of(edition)) == (True, [])
    assert confirm(staff, edition, page) == 302
    assert states_of(edition) == ["confirmed", "confirmed", "waiting"]


def test_each_fault_is_said_with_its_line_and_the_good_ones_are_done(
    staff: Client, three: list[User], town: LocalEntity
):
    edition = cast.an_edition()
    cast.entity("Otro Pueblo")
    foreign = cast.a_secretary(1)
    lines = [
        "correo;entidad",
        f"{three[0].email};Peñalba",
        "nadie@valdoria.example;Peñalba",
        f"{three[2].email};Villa Inventada",
        f"{three[0].email};Peñalba",
        "",
        f"{foreign.email};Otro Pueblo",
        f"{three[1].email.upper()};{town.ine_code}",
    ]
    page = send(staff, edition, "\n".join(lines).encode())
    faults = re.findall(
        r'<th scope="row">(\d+)</th><td data-label="Correo">[^<]*</td><td[^>]*corregir">([^<]+)', page
    )
    said = [(int(line), text.split("«")[0].strip()) for line, text in faults]
    assert said == [
        (3, "No conocemos a nadie con el correo"),
        (4, "No conocemos la entidad"),
        (5, "Ya tiene plaza pedida, o está dos veces en el fichero."),
        (7, "Hoy no trabaja para Otro Pueblo."),
    ]
    assert ("2 líneas buenas, 4 con errores" in page, states_of(edition)) == (True, [])
    assert confirm(staff, edition, page) == 302
    assert states_of(edition) == ["confirmed", "confirmed"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"correo;entidad\n" + b"a@b.c;x\n" * 10_000, "demasiadas líneas: el máximo son 1000"),
        (b"nombre;pueblo\nElena;Villaseca\n", "La primera línea lleva"),
        (b"\xff\xfe\x00", "no se puede leer"),
        (b"", "La primera línea lleva"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(staff: Client, raw: bytes, said: str):
    edition = cast.an_edition()
    page = send(staff, edition, raw)
    summary = page.partition("data-error-summary")[2].partition("</ul>")[0].casefold()
    assert said.casefold() in summary
    assert ('name="confirmed"' in page, states_of(edition)) == (False, [])


def test_what_changed_since_it_was_shown_is_done_for_nobody(staff: Client, three: list[User]):
    edition = cast.an_edition()
    lines = ["correo;entidad", *(f"{who.email};Peñalba" for who in three)]
    page = send(staff, edition, "\n".join(lines).encode())
    cast.a_place(edition, three[0])
    assert confirm(staff, edition, page) == 200
    assert states_of(edition) == ["confirmed"]
