"""In the admin: certificates in a list that is only read, and the paper of a template seen before use."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Certificate, CertificateTemplate
from courses.services.certificates import issue_due, papers, reissue_certificate, revoke_certificate
from people.models import User
from tests import cast
from tests.courses.certificates.acts import ATTENDANCE, learners

pytestmark = pytest.mark.django_db
LISTED = "/admin/certificados/"


@pytest.mark.parametrize("name", ["certificatetemplate", "meritrecognition"])
def test_editors_keep_its_words_and_merits(client: Client, editor: User, trainer: User, name: str) -> None:
    url = reverse(f"wagtailsnippets_courses_{name}:list")
    assert cast.signed_in(client, editor).get(url).status_code == 200
    assert cast.signed_in(Client(), trainer).get(url).status_code == 403


def test_every_certificate_is_listed_filtered_and_exported(
    client: Client, certificate: Certificate, editor: User, trainer: User
) -> None:
    new = reissue_certificate(certificate=certificate, reason="Cambio de nombre", actor=trainer)
    revoke_certificate(certificate=new, reason="Error", actor=editor)
    cast.signed_in(client, editor)
    found = {
        state: [code for code in (certificate.code, new.code) if code in shown(client, f"?state={state}")]
        for state in ("valid", "replaced", "revoked")
    }
    assert found == {"valid": [], "replaced": [certificate.code], "revoked": [new.code]}
    assert new.code not in shown(client, "?kind=achievement")
    assert new.code not in shown(client, f"?edition={certificate.enrolment.edition_id + 1}")
    export = client.get(f"{LISTED}?export=csv")
    lines = b"".join(export.streaming_content).decode().splitlines()
    assert [line.split(",")[5] for line in lines[1:]] == ["Anulado", "Sustituido por otro más nuevo"]


def shown(client: Client, asked: str) -> str:
    return client.get(LISTED + asked).content.decode()


def test_nothing_is_changed_from_the_list(client: Client, certificate: Certificate, editor: User) -> None:
    cast.signed_in(client, editor)
    assert client.post(f"{LISTED}create/", {"code": "X"}).headers["Location"] == "/admin/"
    assert client.post(f"{LISTED}delete/{certificate.pk}/").headers["Location"] == "/admin/"
    assert client.get(f"{LISTED}inspect/{certificate.pk}/").status_code == 200
    assert list(Certificate.objects.all()) == [certificate]


def test_the_paper_is_seen_while_it_is_written(client: Client, editor: User, monkeypatch: Any) -> None:
    drawn: list[dict[str, Any]] = []
    picture = papers.picture
    monkeypatch.setattr(papers, "picture", lambda name, data: drawn.append(data) or picture(name, data))
    cast.signed_in(client, editor)
    url = reverse("wagtailsnippets_courses_certificatetemplate:preview_on_add")
    typed = {
        "title": "Nuevo",
        "kind": "achievement",
        "body": "Con un caso práctico.",
        "signatory": "Pilar Roa",
    }
    assert client.post(url, {**typed, "post": "Jefa"}).json() == {"is_valid": True, "is_available": True}
    page = client.get(url).content.decode()
    assert 'src="data:image/png;base64,iVBOR' in page
    said = drawn[0]
    assert (said["sample"], said["body"], said["signatory"]) == (
        "MUESTRA",
        "Con un caso práctico.",
        "Pilar Roa",
    )
    assert said["title"] == "Certificado de aprovechamiento"
    assert CertificateTemplate.objects.count() == 0


def test_a_saved_template_is_seen_too_and_only_by_who_keeps_it(
    client: Client, editor: User, trainer: User
) -> None:
    made = cast.a_certificate_template()
    url = reverse("wagtailsnippets_courses_certificatetemplate:preview_on_edit", args=[made.pk])
    assert "data:image/png" in cast.signed_in(client, editor).get(url).content.decode()
    assert cast.signed_in(Client(), trainer).get(url).status_code == 403


def test_the_list_asks_the_same_for_any_number(
    client: Client, certificate: Certificate, editor: User, trainer: User, django_assert_max_num_queries: Any
) -> None:
    cast.signed_in(client, editor)
    counts = []
    for many in (2, 10):
        learners(certificate.enrolment.edition, many)
        issue_due(edition=certificate.enrolment.edition, kind=ATTENDANCE, actor=trainer)
        client.get(LISTED)
        with django_assert_max_num_queries(25) as asked:
            client.get(LISTED)
        counts.append(len(asked))
    assert counts[0] == counts[1]
