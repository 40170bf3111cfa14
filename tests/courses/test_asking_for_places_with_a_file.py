"""A file of people: a dry run with its errors by line, then all the good lines or none."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from courses.models import Edition, EnrolmentEvent
from courses.services import import_places, read_places
from courses.services.places.importing import decoded
from people.enums import Role
from people.models import LocalEntity, User
from people.services import PeopleError
from tests import cast
from tests.courses.acts import places_of, states_of

pytestmark = pytest.mark.django_db


def people_of(entity: LocalEntity, count: int) -> list[User]:
    made = [cast.person(f"Persona {turn}") for turn in range(count)]
    for who in made:
        cast.with_post(who, entity, "Administrativa")
    return made


def file_of(people: list[User], entity: str) -> str:
    return "email;entity\n" + "".join(f"{who.email};{entity}\n" for who in people)


def test_the_dry_run_names_each_bad_line_and_writes_nothing():
    entity, other = cast.entity("Peñalba"), cast.entity("Otra")
    (who,) = people_of(entity, 1)
    edition = cast.an_edition()
    lines = [f"{who.email};penalba", f"{who.email};Otra", "nadie@x.example;Peñalba", f"{who.email};Ninguna"]
    listed = read_places(edition=edition, text="email;entity\n" + "\n".join([*lines, f"{who.email};Peñalba"]))
    assert [(row.number, row.error) for row in listed.rows] == [
        (2, "No conocemos la entidad «penalba»."),
        (3, f"Hoy no trabaja para {other.name}."),
        (4, "No conocemos a nadie con el correo «nadie@x.example»."),
        (5, "No conocemos la entidad «Ninguna»."),
        (6, "Ya tiene plaza pedida, o está dos veces en el fichero."),
    ]
    assert places_of(edition) == []


def test_the_places_there_are_are_never_exceeded_and_the_rest_wait(editor: User):
    entity = cast.entity()
    edition = cast.an_edition(capacity=2)
    text = file_of(people_of(entity, 5), entity.ine_code)
    import_places(edition=edition, text=text, expected=5, actor=editor)
    assert states_of(edition) == ["confirmed"] * 2 + ["waiting"] * 3
    row = AuditEntry.objects.get(action="courses.edition.imported")
    assert (row.actor_id, row.detail) == (editor.pk, {"asked": 5, "left_out": 0})
    assert {event.actor_id for event in EnrolmentEvent._base_manager.all()} == {editor.pk}


def test_a_file_that_would_do_something_else_now_does_nothing(editor: User):
    entity = cast.entity()
    edition = cast.an_edition()
    text = file_of(people_of(entity, 2), entity.name)
    import_places(edition=edition, text=text, expected=2, actor=editor)
    with pytest.raises(PeopleError):
        import_places(edition=edition, text=text, expected=2, actor=editor)
    assert len(places_of(edition)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_encoding_and_separator_of_a_spreadsheet_is_read(encoding: str, separator: str):
    entity = cast.entity("Peñalba")
    (who,) = people_of(entity, 1)
    raw = f"correo{separator}entidad\r\n{who.email}{separator}Peñalba\r\n".encode(encoding)
    listed = read_places(edition=cast.an_edition(), text=decoded(raw))
    assert [(row.number, row.entity, row.error) for row in listed.rows] == [(2, entity, "")]


@pytest.mark.parametrize("text", ["", "nombre\nElena\n", "email;entity\n" + "a@x;b\n" * 1001, '"'])
def test_a_file_that_is_not_one_of_these_is_refused_whole(text: str):
    with pytest.raises(PeopleError):
        read_places(edition=cast.an_edition(), text=text)


def sent(client: Client, edition: Edition, text: str) -> str:
    upload = SimpleUploadedFile("gente.csv", text.encode())
    address = reverse("courses:import", args=[edition.code])
    return client.post(address, {"file": upload}).content.decode()


def test_an_adviser_reviews_the_file_and_then_confirms_it(client: Client, adviser: User):
    entity = cast.entity()
    edition, other = cast.an_edition(), cast.an_edition()
    cast.signed_in(client, adviser)
    page = sent(client, edition, file_of(people_of(entity, 2), entity.name))
    assert (states_of(edition), "2 líneas buenas, 0 con errores" in page) == ([], True)
    token = re.search(r'name="confirmed" value="([^"]+)"', page)
    assert token
    for address, form in ((other, token[1]), (edition, token[1] + "x")):
        client.post(reverse("courses:import", args=[address.code]), {"confirmed": form})
    assert (states_of(edition), states_of(other)) == ([], [])
    client.post(reverse("courses:import", args=[edition.code]), {"confirmed": token[1]})
    assert states_of(edition) == ["confirmed", "confirmed"]


def test_the_place_of_a_mayor_is_asked_in_the_name_of_who_sent_the_file(editor: User):
    entity, mayor = cast.entity(), cast.person("Alba")
    cast.with_post(mayor, entity, "Alcaldesa", Role.MAYOR)
    edition = cast.an_edition(needs_consent=True)
    import_places(edition=edition, text=file_of([mayor], entity.ine_code), expected=1, actor=editor)
    assert states_of(edition) == ["confirmed"]
    assert {event.actor_id for event in EnrolmentEvent._base_manager.all()} == {editor.pk}
