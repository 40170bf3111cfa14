"""A CSV as spreadsheets write it: first what each line would do, then all the good ones or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from core.tenancy import ALL, scope
from people import services
from people.models import Invitation
from tests import cast

pytestmark = pytest.mark.django_db
HEAD = "correo;nombre;apellidos;entidad;puesto;funciones\r\n"
ANA = "ana@villaseca.example;Ana;Núñez Peña;Villaseca de la Sierra;Secretaria;Secretaría\r\n"
BAD = "ana@;;Sin nombre;Ningún Sitio;Alcaldesa;Reina\r\n"


@pytest.fixture(autouse=True)
def _everywhere():
    with scope(ALL):
        yield


def upload(browser, content, encoding="utf-8"):
    raw = SimpleUploadedFile("personas.csv", content.encode(encoding), content_type="text/csv")
    return browser.post(reverse("people:batch"), {"file": raw})


def confirm(browser, shown):
    initial = shown.context["confirm"].initial
    return browser.post(reverse("people:apply_batch"), initial)


def test_the_dry_run_shows_good_and_bad_lines_by_number_and_writes_nothing(signed_in, adviser, village):
    answer = upload(signed_in(adviser), HEAD + ANA + BAD)
    batch = answer.context["batch"]
    assert [(row.number, row.email) for row in batch.good] == [(2, "ana@villaseca.example")]
    assert [(row.number, row.errors) for row in batch.bad] == [
        (
            3,
            [
                "El correo «ana@» no es una dirección válida.",
                "Falta el nombre.",
                "No conocemos la entidad «Ningún Sitio».",
                "No conocemos la función «Reina».",
            ],
        )
    ]
    assert (Invitation.objects.count(), OutboxMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_either_encoding_and_either_separator_are_read(adviser, village, encoding, separator):
    raw = (HEAD + ANA).replace(";", separator).encode(encoding)
    batch = services.read_batch(actor=adviser, text=services.text_of(raw))
    assert [(row.last_name, row.errors) for row in batch.rows] == [("Núñez Peña", [])]


def test_confirming_invites_the_good_lines_with_one_mail_each(signed_in, adviser, village):
    browser = signed_in(adviser)
    answer = confirm(browser, upload(browser, HEAD + ANA + BAD))
    assert answer.status_code == 302
    assert [each.email for each in Invitation.objects.all()] == ["ana@villaseca.example"]
    assert OutboxMessage.objects.count() == 1
    assert AuditEntry.objects.get(action="people.batch_applied").detail["left_out"] == 1


def test_confirming_twice_changes_nothing_more(signed_in, adviser, village):
    browser = signed_in(adviser)
    shown = upload(browser, HEAD + ANA)
    confirm(browser, shown)
    before = Invitation.objects.values().get()
    confirm(browser, shown)
    assert Invitation.objects.values().get() == before
    assert OutboxMessage.objects.count() == 1


def test_a_secretary_of_three_villages_gets_one_mail(signed_in, adviser):
    names = [cast.entity(f"Pueblo {n}").name for n in range(3)]
    lines = "".join(f"ana@villaseca.example;Ana;Robles;{name};Secretaria;\r\n" for name in names)
    browser = signed_in(adviser)
    confirm(browser, upload(browser, HEAD + lines))
    assert Invitation.objects.count() == 3
    assert [name in OutboxMessage.objects.get().text for name in names] == [True, True, True]


def test_somebody_with_an_account_gets_the_post(signed_in, adviser, secretary, village):
    line = f"{secretary.email};Elena;Mirón;{village.ine_code};Secretaria;Secretaría\r\n"
    browser = signed_in(adviser)
    confirm(browser, upload(browser, HEAD + line))
    secretary.refresh_from_db()
    assert village in secretary.standing.entities
    assert Invitation.objects.count() == 0


def test_if_something_changed_since_it_was_shown_nothing_is_done(signed_in, adviser, village):
    browser = signed_in(adviser)
    other = "luis@villaseca.example;Luis;Sanz;Villaseca de la Sierra;Auxiliar;\r\n"
    shown = upload(browser, HEAD + ANA + other)
    village.is_active = False
    village.save()
    answer = confirm(browser, shown)
    assert (answer.status_code, Invitation.objects.count()) == (409, 0)


def test_a_confirmation_that_was_not_signed_here_does_nothing(signed_in, adviser, village):
    answer = signed_in(adviser).post(reverse("people:apply_batch"), {"batch": HEAD + ANA, "expected": 1})
    assert (answer.status_code, Invitation.objects.count()) == (409, 0)


def test_the_same_person_twice_for_one_entity_is_said(adviser, village):
    batch = services.read_batch(actor=adviser, text=HEAD + ANA + ANA)
    assert [row.errors for row in batch.rows] == [[], ["Es la misma persona y entidad que la línea 2."]]


def test_a_role_that_is_not_hers_to_give_is_said(adviser, province):
    line = f"x@valdoria.example;Ana;Robles;{province.name};Asesora;Asesoría\r\n"
    batch = services.read_batch(actor=adviser, text=HEAD + line)
    assert batch.rows[0].errors == ["No puedes dar la función «Asesoría»."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\x00\x01", "Esto no es un fichero CSV"),
        (b"nombre;correo\r\n", "Faltan columnas en la primera línea: apellidos, entidad, puesto."),
        (b"x" * (513 * 1024), "El fichero es demasiado grande"),
        (HEAD.encode() + b"a;b\r\n" * 1001, "demasiadas líneas"),
        (b"", "está vacío"),
    ],
)
def test_what_is_not_such_a_file_is_refused_with_a_sentence(signed_in, adviser, content, said):
    raw = SimpleUploadedFile("personas.csv", content)
    assert said in signed_in(adviser).post(reverse("people:batch"), {"file": raw}).content.decode()


def test_a_long_file_costs_the_queries_of_a_short_one(adviser, village, django_assert_num_queries):
    def lines(many):
        return HEAD + "".join(
            f"p{n}@villaseca.example;Ana;Robles;Villaseca de la Sierra;Auxiliar;\r\n" for n in range(many)
        )

    assert adviser.standing.roles == {"adviser"}  # read once, before counting
    for many in (1, 30):
        with django_assert_num_queries(4):
            assert len(services.read_batch(actor=adviser, text=lines(many)).good) == many


def test_what_does_not_fit_in_a_column_is_told_by_line(signed_in, adviser, village):
    where = "Villaseca de la Sierra;Secretaria;Secretaría\r\n"
    long_mail = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.es"
    lines = (f"ana@e.es;Ana;{'z' * 121};{where}", f"{long_mail};Ana;Núñez;{where}")
    batch = upload(signed_in(adviser), HEAD + "".join(lines)).context["batch"]
    assert [(row.number, row.errors) for row in batch.bad] == [
        (2, ["Los apellidos son demasiado largos."]),
        (3, ["El correo es demasiado largo."]),
    ]
