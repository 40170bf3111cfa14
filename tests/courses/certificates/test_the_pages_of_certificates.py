"""The pages where certificates are issued, renewed, taken back and confirmed: asked twice, with a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.papers import SealMissing
from courses.models import AchievementConfirmation, Certificate, CertificateRevocation, Enrolment
from courses.services.certificates import papers
from people.models import User
from tests import cast
from tests.courses.certificates.acts import acts, learners

pytestmark = pytest.mark.django_db


def address(name: str, key: Any) -> str:
    return reverse(f"courses:{name}", args=[key])


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("editor", 200), ("councillor", 403), ("guest_trainer", 403)]
)
def test_who_may_take_the_paper(
    client: Client, certificate: Certificate, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    cast.signed_in(client, request.getfixturevalue(who))
    assert client.get(address("certificate", certificate.pk)).status_code == status


def test_the_list_is_looked_at_before_anything_is_issued(
    client: Client, place: Enrolment, trainer: User, councillor: User
) -> None:
    cast.a_place(place.edition, councillor)
    cast.signed_in(client, trainer)
    page = client.get(address("certificates", place.edition.code)).content.decode()
    assert address("issue_certificates", place.edition.code) in page
    review = client.get(address("issue_certificates", place.edition.code)).content.decode()
    assert "Expedir 1 certificado" in review
    assert "Falta asistencia: tiene el 0\u00a0%" in review
    assert Certificate.objects.count() == 0
    for _ in range(2):
        client.post(address("issue_certificates", place.edition.code), {"tipo": "attendance"})
    assert (Certificate.objects.count(), acts()) == (1, ["courses.issue_certificate"])
    mine = cast.signed_in(Client(), place.person).get(reverse("courses:my_certificates"))
    assert Certificate.objects.get().code in mine.content.decode()


def test_without_a_seal_the_page_says_so_and_nothing_is_issued(
    client: Client, place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(pdf: bytes, *, reason: str) -> bytes:
        raise SealMissing("Falta el sello de la entidad.")

    monkeypatch.setattr(papers, "seal", broken)
    cast.signed_in(client, trainer)
    page = client.post(address("issue_certificates", place.edition.code), follow=True).content.decode()
    assert "Falta el sello de la entidad." in page
    assert Certificate.objects.count() == 0


def test_it_is_renewed_in_two_steps_and_twice_is_once(
    client: Client, certificate: Certificate, trainer: User
) -> None:
    url = address("reissue_certificate", certificate.pk)
    cast.signed_in(client, trainer)
    assert "Escribe" not in client.get(url).content.decode()
    assert "error" in client.post(url, {"reason": " "}).content.decode().lower()
    step = client.post(url, {"reason": "Cambio de apellido"}).content.decode()
    assert "dejará de valer" in step
    assert Certificate.objects.count() == 1
    back = client.post(url, {"reason": "Cambio de apellido", "again": "sí"}).content.decode()
    assert "Cambio de apellido</textarea>" in back
    for _ in range(2):
        client.post(url, {"reason": "Cambio de apellido", "confirmed": "sí"})
    assert list(Certificate.objects.order_by("pk").values_list("version", flat=True)) == [1, 2]


def test_it_is_taken_back_in_two_steps(client: Client, certificate: Certificate, editor: User) -> None:
    url = address("revoke_certificate", certificate.pk)
    cast.signed_in(client, editor)
    assert "No se puede deshacer" in client.post(url, {"reason": "No asistió"}).content.decode()
    assert CertificateRevocation.objects.count() == 0
    for _ in range(2):
        client.post(url, {"reason": "No asistió", "confirmed": "sí"})
    assert CertificateRevocation.objects.get().reason == "No asistió"
    page = client.get(address("certificates", certificate.enrolment.edition.code)).content.decode()
    assert "Anulado" in page
    assert address("reissue_certificate", certificate.pk) in page


def test_the_trainer_confirms_achievement_from_its_list(
    client: Client, place: Enrolment, trainer: User
) -> None:
    url = address("confirm_achievement", place.pk)
    cast.signed_in(client, trainer)
    listed = address("certificates", place.edition.code) + "?tipo=achievement"
    assert url in client.get(listed).content.decode()
    client.post(url, {"reason": "Hizo la práctica"})
    assert AchievementConfirmation.objects.count() == 0
    client.post(url, {"reason": "Hizo la práctica", "confirmed": "sí"})
    assert AchievementConfirmation.objects.get().reason == "Hizo la práctica"
    assert url not in client.get(listed).content.decode()


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("reissue_certificate", "trainer"),
        ("revoke_certificate", "editor"),
        ("confirm_achievement", "trainer"),
    ],
)
def test_nobody_else_reaches_an_act(
    client: Client, certificate: Certificate, name: str, may: str, request: pytest.FixtureRequest
) -> None:
    key = certificate.enrolment_id if name == "confirm_achievement" else certificate.pk
    for who in ("secretary", "councillor", "guest_trainer", "stranger"):
        cast.signed_in(client, request.getfixturevalue(who))
        answer = client.post(address(name, key), {"reason": "Porque sí", "confirmed": "sí"})
        assert answer.status_code == 403
    cast.signed_in(client, request.getfixturevalue(may))
    assert client.get(address(name, key)).status_code == 200
    assert (Certificate.objects.count(), CertificateRevocation.objects.count()) == (1, 0)


def test_the_page_asks_the_database_the_same_for_any_number(
    client: Client, place: Enrolment, trainer: User, django_assert_max_num_queries: Any
) -> None:
    cast.signed_in(client, trainer)
    counts = []
    for many in (3, 36):
        learners(place.edition, many)
        client.get(address("certificates", place.edition.code))
        with django_assert_max_num_queries(20) as asked:
            client.get(address("certificates", place.edition.code))
        counts.append(len(asked))
    assert counts[0] == counts[1]
