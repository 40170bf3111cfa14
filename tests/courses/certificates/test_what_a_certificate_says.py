"""What the paper states: facts and merit, the words of its template, and nothing when a field is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from core import clock
from courses.models import Certificate, CertificateTemplate, Edition, Enrolment
from courses.services.certificates import (
    CertificateRefused,
    issue_certificate,
    reissue_certificate,
    sample_picture,
    why_not_yet,
)
from courses.services.certificates.codes import SIGNS, read_code
from courses.services.certificates.contents import (
    merit_sentence,
    said_day,
    snapshot_of,
    template_of,
    why_not,
    words_of,
)
from courses.services.certificates.grounds import grounds_of, grounds_of_all
from courses.services.certificates.papers import SAMPLE_CODE, paper_data, sealed_paper
from people.models import User
from tests import cast
from tests.courses.certificates.acts import ACHIEVEMENT, ATTENDANCE, recognised

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
A_DAY = timedelta(days=1)


def test_the_snapshot_says_the_exact_attendance(place: Enrolment) -> None:
    said = snapshot_of(place, ATTENDANCE)
    assert (said["percent"], said["hours"], why_not(grounds_of(place), ATTENDANCE)) == (80, 20, "")


def test_merit_is_stated_only_when_it_was_recognised(place: Enrolment, trainer: User) -> None:
    first = issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    assert first.snapshot["merit"] == "Sin reconocimiento como mérito general."
    recognised(place.edition)
    second = reissue_certificate(certificate=first, reason="Se ha reconocido el mérito", actor=trainer)
    said = "Reconocido como mérito general por INAP, resolución R-1, de 1 de septiembre de 2026: 0,25 puntos."
    assert second.snapshot["merit"] == said


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"score": 0}, "Falta la puntuación del mérito."),
        ({"body": " "}, "Falta quién reconoce el mérito."),
        ({"resolution": "", "score": 0}, "Faltan la resolución del mérito y la puntuación del mérito."),
    ],
)
def test_merit_without_a_field_is_refused_naming_it(
    place: Enrolment, trainer: User, fields: dict[str, Any], missing: str
) -> None:
    recognised(place.edition, **fields)
    assert why_not_yet(place, ATTENDANCE) == missing
    with pytest.raises(CertificateRefused):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


@pytest.mark.parametrize(
    ("owner", "field", "empty", "missing"),
    [
        ("person", "first_name", "", "el nombre"),
        ("edition.course", "title", " ", "el curso"),
        ("edition.course", "hours", 0, "las horas"),
        ("edition", "starts_on", None, "la fecha de inicio"),
        ("edition", "ends_on", None, "la fecha de fin"),
    ],
)
def test_a_field_that_the_kind_demands_is_named_when_it_is_missing(
    place: Enrolment, owner: str, field: str, empty: Any, missing: str
) -> None:
    found: Any = place
    for step in owner.split("."):
        found = getattr(found, step)
    setattr(found, field, empty)
    place.person.last_name = "" if owner == "person" else place.person.last_name
    assert why_not_yet(place, ATTENDANCE) in (f"Falta {missing}.", f"Faltan {missing}.")


def test_two_missing_fields_are_both_named(place: Enrolment) -> None:
    place.edition.course.hours, place.edition.ends_on = 0, None
    assert why_not_yet(place, ATTENDANCE) == "Faltan las horas y la fecha de fin."


def test_the_words_of_the_paper_come_from_its_template(place: Enrolment, trainer: User) -> None:
    words = {"body": "Con un caso práctico.", "signatory": "Pilar Roa", "post": "Jefa del servicio"}
    made = CertificateTemplate.objects.create(
        title="El de siempre", kind=ATTENDANCE, is_default=True, **words
    )
    snapshot = issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer).snapshot
    assert {key: snapshot[key] for key in words} == words_of(made) == template_of(ATTENDANCE)
    assert template_of(ACHIEVEMENT)["body"] == ""


def test_the_paper_leads_to_its_own_check(certificate: Certificate) -> None:
    drawn = paper_data(certificate.snapshot, certificate.code, certificate.issued_at)
    assert drawn["url"] == f"http://testserver/certificado/{certificate.code}/"
    assert drawn["merit"] == merit_sentence(None)
    assert sealed_paper(certificate.snapshot, certificate.code, certificate.issued_at)[1] != ""


def test_the_sample_is_a_picture_and_its_code_can_be_nobody_s(place: Enrolment) -> None:
    assert sample_picture(CertificateTemplate(kind="", body="#panic()"))[:8] == b"\x89PNG\r\n\x1a\n"
    assert set("U") - set(SIGNS) == {"U"}
    assert read_code(SAMPLE_CODE) != SAMPLE_CODE


def test_the_grounds_of_many_are_those_of_each(place: Enrolment) -> None:
    assert grounds_of_all([place]) == {place.pk: grounds_of(place)}
    assert said_day(None) == ""


def test_an_edition_that_was_called_off_certifies_nothing(place: Enrolment, trainer: User) -> None:
    assert why_not_yet(place, ATTENDANCE) == ""
    Edition.objects.filter(pk=place.edition_id).update(state="cancelled")
    place.edition.refresh_from_db()
    assert why_not_yet(place, ATTENDANCE) == "La edición se anuló: no hay curso que certificar."
    with pytest.raises(CertificateRefused):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


def test_on_its_last_day_it_waits_for_the_last_class(place: Enrolment) -> None:
    edition = place.edition
    Edition.objects.filter(pk=edition.pk).update(ends_on=clock.now().date(), min_attendance=10)
    cast.a_class(edition, starts_in=1, minutes=1)
    edition.refresh_from_db()
    said = "Queda una clase por terminar: se certifica cuando conste su asistencia."
    assert why_not_yet(place, ATTENDANCE) == said
    edition.sessions.update(starts_at=F("starts_at") - A_DAY, ends_at=F("ends_at") - A_DAY)
    assert why_not_yet(place, ATTENDANCE) == ""
