"""Anybody checks a certificate, by its code or by its file, and learns the least."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import StoredFile
from core.papers import render, seal
from courses.models import Certificate
from courses.services.certificates import (
    check_code,
    check_paper,
    checking,
    reissue_certificate,
    revoke_certificate,
)
from courses.services.certificates.codes import LENGTH, SIGNS, grouped, new_code, read_code
from courses.services.certificates.papers import TEMPLATE, paper_data
from people.models import User
from tests.courses.certificates.acts import bytes_of

pytestmark = pytest.mark.django_db


def told(client: Client, code: str) -> str:
    return client.get(reverse("courses:check_certificate", args=[code])).content.decode()


def shown(client: Client, content: bytes, name: str = "certificado.pdf") -> Any:
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(reverse("courses:check_certificate_form"), {"paper": upload})


def test_anybody_checks_it_and_reads_the_least(client: Client, certificate: Certificate) -> None:
    page = told(client, certificate.code.lower())
    assert "Este certificado es nuestro y está en vigor" in page
    assert "E. M." in page
    assert "Mirón" not in page


def test_it_is_found_however_it_is_typed(certificate: Certificate) -> None:
    code = certificate.code
    confused = code.replace("0", "O").replace("1", "l").replace("V", "u")
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} ", confused):
        assert check_code(typed) is not None, typed
    assert check_code(code[:-1]) is None


def test_letters_taken_for_others_are_understood() -> None:
    assert read_code("oil-u") == "011V"
    assert grouped("ABCDEF") == "ABCDE-F"
    assert read_code(new_code() + "ZZZ").count("-") == 4


def test_codes_have_125_random_bits() -> None:
    assert (len(SIGNS), len(set(SIGNS)), len(new_code().replace("-", ""))) == (32, 32, LENGTH)


def test_revoked_and_replaced_are_said(client: Client, certificate: Certificate, editor: User) -> None:
    revoke_certificate(certificate=certificate, reason="Error", actor=editor)
    page = told(client, certificate.code)
    assert "Este certificado está anulado: no vale" in page
    assert "en vigor" not in page


def test_unknown_codes_are_answered_alike(client: Client) -> None:
    # Around it, the page says the time to the second.
    pages = [client.get(f"/certificado/{code}/").content for code in (new_code(), "xx", "Ñ" * 90)]
    pages = [page[page.index(b"<h2") : page.index(b"</section>")] for page in pages]
    assert pages[0] == pages[1] == pages[2]


def test_every_code_costs_the_same_query(certificate: Certificate) -> None:
    asked = []
    for typed in (certificate.code, new_code(), "xx", "Ñ" * 90, ""):
        with CaptureQueriesContext(connection) as seen:
            check_code(typed)
        asked.append((len(seen), seen[0]["sql"].partition("WHERE")[0]))
    assert len(set(asked)) == 1


def test_codes_are_not_tried_for_ever(client: Client) -> None:
    answers = [client.get("/certificado/xx/") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Ha comprobado demasiados certificados seguidos" in answers[30].content.decode()
    assert answers[30].headers["Retry-After"] == "60"
    # The page itself is always there: only asking is counted.
    assert client.get("/certificado/").status_code == 200
    assert shown(client, b"%PDF-1.7").status_code == 429


def test_the_file_is_ours_whole_and_in_force(client: Client, certificate: Certificate) -> None:
    files = StoredFile.objects.count()
    page = shown(client, bytes_of(certificate)).content.decode()
    assert "Este certificado es nuestro y está en vigor" in page
    assert "El fichero está entero" in page
    assert StoredFile.objects.count() == files


@pytest.mark.parametrize("at", [0.1, 0.5, 0.999])
def test_one_flipped_byte_of_the_file_is_found(client: Client, certificate: Certificate, at: float) -> None:
    content = bytearray(bytes_of(certificate))
    content[int(len(content) * at)] ^= 1
    assert "no es un certificado nuestro, o se ha cambiado" in shown(client, bytes(content)).content.decode()


def test_what_we_sealed_and_never_issued_is_not_a_certificate(
    client: Client, certificate: Certificate
) -> None:
    data = paper_data({**certificate.snapshot, "hours": 200}, certificate.code, certificate.issued_at)
    forged = seal(render(TEMPLATE, data), reason="Prueba")
    assert "no es un certificado nuestro" in shown(client, forged).content.decode()


def test_a_file_with_our_digest_is_still_asked_for_its_seal(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    place = tmp_path / "c.pdf"
    place.write_bytes(bytes_of(certificate))
    with place.open("rb") as file:
        assert check_paper(file=file, name="c.pdf") is not None
        monkeypatch.setattr(checking, "check_seal", lambda pdf: type("No", (), {"ok": False}))
        assert check_paper(file=file, name="c.pdf") is None


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "c.pdf", "vac"),
        (b"hola", "c.pdf", "no es del tipo que dice su nombre"),
        (b"<html><script>", "c.html", "no"),
        (b"%PDF-1.7" + b"0" * (2 * 1024 * 1024), "c.pdf", "ocupa demasiado"),
    ],
)
def test_what_is_no_paper_is_refused_saying_why(client: Client, content: bytes, name: str, said: str) -> None:
    answer = shown(client, content, name)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert StoredFile.objects.count() == 0


def test_nothing_sent_is_asked_for(client: Client) -> None:
    answer = client.post(reverse("courses:check_certificate_form"))
    assert answer.status_code == 400
    assert "Elija el fichero PDF del certificado." in answer.content.decode()


def test_an_old_version_says_it_was_replaced(certificate: Certificate, trainer: User) -> None:
    reissue_certificate(certificate=certificate, reason="Cambio de nombre", actor=trainer)
    checked = check_code(certificate.code)
    assert checked is not None
    assert checked.state == "replaced"
