"""A certificate is issued to whoever reached it, sealed, checked by anybody and never changed."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.files import path_of
from core.models import AuditEntry
from core.papers import check_seal
from core.tenancy import unscoped
from courses.enums import Outcome
from courses.enums.certificates import CertificateKind
from courses.models import AttendanceRecord, Certificate, CertificateTemplate, Enrolment, MeritRecognition
from courses.services.certificates import (
    CertificateRefused,
    certificates_of,
    check_code,
    confirm_achievement,
    contents,
    issue_certificate,
    reissue_certificate,
    revoke_certificate,
    why_not_yet,
)
from courses.services.certificates.contents import merit_sentence
from courses.services.certificates.issuing import SIGNS, new_code, paper_data
from courses.services.certificates.reading import state_of
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
ATTENDANCE, ACHIEVEMENT = CertificateKind.ATTENDANCE, CertificateKind.ACHIEVEMENT


def attended(place: Enrolment, percent: int) -> None:
    live = cast.a_class(place.edition, minutes=100)
    with unscoped("la prueba escribe la asistencia"):
        AttendanceRecord.objects.create(
            session=live,
            enrolment=place,
            entity=place.entity,
            seconds=60 * percent,
            scheduled=6000,
            percent=percent,
            outcome=Outcome.PRESENT if percent >= 80 else Outcome.PARTIAL,
            closed_at=clock.now(),
        )


@pytest.fixture
def place(secretary: User, trainer: User) -> Enrolment:
    made = cast.a_place(cast.an_edition(), secretary)
    made.edition.trainers.add(trainer)
    attended(made, 80)
    return made


@pytest.fixture
def certificate(place: Enrolment, trainer: User) -> Certificate:
    return issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


def bytes_of(certificate: Certificate) -> bytes:
    return path_of(certificate.pdf.sha256).read_bytes()


def acts() -> list[str]:
    return list(AuditEntry.objects.filter(action__contains="certificate").values_list("action", flat=True))


def test_it_is_sealed_and_its_hash_is_kept(certificate: Certificate) -> None:
    assert check_seal(bytes_of(certificate)).ok is True
    assert certificate.sha256 == certificate.pdf.sha256
    assert acts() == ["courses.issue_certificate"]


def test_asked_twice_it_is_the_same(certificate: Certificate, place: Enrolment, trainer: User) -> None:
    assert issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer) == certificate


def test_without_the_attendance_it_is_refused_saying_so(secretary: User, editor: User) -> None:
    place = cast.a_place(cast.an_edition(), secretary)
    attended(place, 79)
    with pytest.raises(CertificateRefused, match="Falta asistencia: tiene el 79 % y hace falta el 80 %"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=editor)


def test_a_learner_cannot_issue_her_own(place: Enrolment, secretary: User) -> None:
    with pytest.raises(CertificateRefused, match="No puedes expedir"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=secretary)


def test_a_course_without_hours_is_refused_naming_them(place: Enrolment, trainer: User) -> None:
    place.edition.course.hours = 0
    assert why_not_yet(place, ATTENDANCE) == "Faltan las horas."
    with pytest.raises(CertificateRefused, match="las horas"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


def test_without_the_check_it_would_be_issued(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.edition.course.hours = 0
    monkeypatch.setattr(contents, "why_not", lambda enrolment, kind: "")
    assert issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer).snapshot["hours"] == 0


def test_achievement_needs_the_word_of_whoever_gives_the_class(
    place: Enrolment, trainer: User, editor: User
) -> None:
    with pytest.raises(CertificateRefused, match="confirme el aprovechamiento"):
        issue_certificate(enrolment=place, kind=ACHIEVEMENT, actor=trainer)
    with pytest.raises(CertificateRefused, match="Solo quien da la edición"):
        confirm_achievement(enrolment=place, reason="Práctica hecha", actor=editor)
    confirm_achievement(enrolment=place, reason="Práctica hecha", actor=trainer)
    made = issue_certificate(enrolment=place, kind=ACHIEVEMENT, actor=trainer)
    assert made.snapshot["act"] == "ha seguido con aprovechamiento el curso"


def recognised(place: Enrolment, **fields: Any) -> MeritRecognition:
    known = {"body": "INAP", "resolution": "R-1", "resolved_on": date(2026, 9, 1), "score": Decimal("0.25")}
    return MeritRecognition.objects.create(edition=place.edition, **{**known, **fields})


def test_merit_is_stated_only_when_it_was_recognised(place: Enrolment, trainer: User) -> None:
    first = issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    assert first.snapshot["merit"] == "Sin reconocimiento como mérito general."
    recognised(place)
    second = reissue_certificate(certificate=first, actor=trainer)
    said = "Reconocido como mérito general por INAP, resolución R-1, de 1 de septiembre de 2026: 0,25 puntos."
    assert second.snapshot["merit"] == said


def test_merit_without_its_score_is_refused_naming_it(place: Enrolment, trainer: User) -> None:
    recognised(place, score=0)
    with pytest.raises(CertificateRefused, match="la puntuación del mérito"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


def test_a_change_of_name_is_a_new_version(certificate: Certificate, trainer: User, secretary: User) -> None:
    secretary.last_name = '#read("/etc/passwd") *Ríos*'
    secretary.save()
    again = Certificate.objects.get(pk=certificate.pk)
    new = reissue_certificate(certificate=again, actor=trainer)
    assert (new.version, new.replaces, new.snapshot["name"]) == (
        2,
        certificate,
        f"Elena {secretary.last_name}",
    )
    assert Certificate.objects.get(pk=certificate.pk).snapshot["name"] == "Elena Mirón"
    assert list(certificates_of(secretary)) == [new]
    with pytest.raises(CertificateRefused, match="ya no vale"):
        reissue_certificate(certificate=Certificate.objects.get(pk=certificate.pk), actor=trainer)


def test_what_was_sealed_cannot_be_changed(certificate: Certificate) -> None:
    certificate.snapshot = json.loads('{"name": "Otra"}')
    with pytest.raises(DatabaseError), transaction.atomic():
        certificate.save()


def test_the_words_of_the_paper_come_from_its_template(place: Enrolment, trainer: User) -> None:
    words = {"body": "Con un caso práctico.", "signatory": "Pilar Roa", "post": "Jefa del servicio"}
    CertificateTemplate.objects.create(title="El de siempre", kind=ATTENDANCE, is_default=True, **words)
    made = issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    assert {key: made.snapshot[key] for key in words} == words


def test_codes_have_125_random_bits() -> None:
    assert (len(SIGNS), len(set(SIGNS)), len(new_code().replace("-", ""))) == (32, 32, 25)
    assert len({new_code() for _ in range(1000)}) == 1000


def test_anybody_checks_it_and_reads_the_least(client: Client, certificate: Certificate) -> None:
    page = client.get(reverse("courses:check_certificate", args=[certificate.code.lower()])).content.decode()
    assert "Este certificado es válido" in page
    assert "E. M." in page
    assert "Mirón" not in page


def test_a_revoked_one_says_so(client: Client, certificate: Certificate, editor: User, trainer: User) -> None:
    with pytest.raises(CertificateRefused, match="Solo quien lleva"):
        revoke_certificate(certificate=certificate, reason="Error", actor=trainer)
    revoke_certificate(certificate=certificate, reason="Se expidió por error", actor=editor)
    checked = check_code(certificate.code)
    assert checked is not None
    assert checked.state == "revoked"
    assert acts() == ["courses.issue_certificate", "courses.revoke_certificate"]


def test_unknown_codes_are_answered_alike(client: Client) -> None:
    # Around it, the page says the time to the second.
    pages = [client.get(f"/certificado/{code}/").content for code in (new_code(), "xx", "Ñ" * 90)]
    pages = [page[page.index(b"<main") : page.index(b"</main>")] for page in pages]
    assert pages[0] == pages[1] == pages[2]


def test_codes_are_not_tried_for_ever(client: Client) -> None:
    answers = [client.get("/certificado/xx/").status_code for _ in range(61)]
    assert (answers[59], answers[60]) == (200, 429)


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("editor", 200), ("councillor", 403), ("guest_trainer", 403)]
)
def test_who_may_take_the_paper(
    client: Client, certificate: Certificate, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    cast.signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("courses:certificate", args=[certificate.pk])).status_code == status


def test_one_button_issues_all_that_are_due(
    client: Client, place: Enrolment, trainer: User, councillor: User
) -> None:
    cast.a_place(place.edition, councillor)
    cast.signed_in(client, trainer)
    address = reverse("courses:certificates", args=[place.edition.code])
    assert "Falta asistencia: tiene el 0 %" in client.get(address).content.decode()
    for _ in range(2):
        client.post(address)
    assert Certificate.objects.count() == 1
    mine = cast.signed_in(Client(), place.person).get(reverse("courses:my_certificates"))
    assert Certificate.objects.get().code in mine.content.decode()


def test_the_paper_leads_to_its_own_check(certificate: Certificate) -> None:
    drawn = paper_data(certificate.snapshot, certificate.code, certificate.issued_at)
    assert drawn["url"] == f"http://testserver/certificado/{certificate.code}/"
    assert (drawn["merit"], state_of(certificate)) == (merit_sentence(certificate.enrolment), "valid")


@pytest.mark.parametrize("name", ["certificatetemplate", "meritrecognition"])
def test_editors_keep_its_words_and_merits(client: Client, editor: User, trainer: User, name: str) -> None:
    address = reverse(f"wagtailsnippets_courses_{name}:list")
    assert cast.signed_in(client, editor).get(address).status_code == 200
    assert cast.signed_in(Client(), trainer).get(address).status_code == 403


def test_the_snapshot_says_the_exact_attendance(place: Enrolment) -> None:
    said = contents.snapshot_of(place, ATTENDANCE)
    assert (said["percent"], said["hours"], contents.why_not(place, ATTENDANCE)) == (80, 20, "")
