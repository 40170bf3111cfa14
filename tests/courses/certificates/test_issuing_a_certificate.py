"""A certificate is issued to whoever reached it, whole or not at all, and never changed."""

import json
from dataclasses import fields

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.models import StoredFile
from core.papers import SealMissing, check_seal
from core.tenancy import unscoped
from courses.enums import EditionState, EnrolmentState
from courses.models import Certificate, Enrolment, QuizAttempt
from courses.services.certificates import (
    CertificateRefused,
    Issued,
    confirm_achievement,
    contents,
    grounds,
    issue_certificate,
    issue_due,
    issuing,
    papers,
    revoke_certificate,
    standings,
    why_not_yet,
)
from courses.services.quizzes import has_passed, passed_by
from people.models import User
from tests import cast
from tests.courses.certificates.acts import (
    ACHIEVEMENT,
    ATTENDANCE,
    a_finished_edition,
    acts,
    attended,
    bytes_of,
    learners,
)
from tests.courses.quizzing import a_learner, a_quiz

pytestmark = pytest.mark.django_db


def test_it_is_sealed_and_its_hash_is_kept(certificate: Certificate) -> None:
    assert check_seal(bytes_of(certificate)).ok is True
    assert certificate.sha256 == certificate.pdf.sha256
    assert acts() == ["courses.issue_certificate"]


def test_one_flipped_byte_is_found(certificate: Certificate) -> None:
    whole = bytes_of(certificate)
    changed = [bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in range(50, len(whole), 3001)]
    assert [check_seal(pdf).ok for pdf in changed] == [False] * len(changed)


def test_asked_twice_it_is_the_same(certificate: Certificate, place: Enrolment, trainer: User) -> None:
    assert issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer) == certificate


def test_whoever_lost_the_race_gets_the_one_that_won(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed, meanwhile = papers.sealed_paper, []

    def slow(*args: object) -> object:
        monkeypatch.setattr(issuing, "sealed_paper", sealed)
        meanwhile.append(issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer))
        return sealed(*args)

    monkeypatch.setattr(issuing, "sealed_paper", slow)
    assert [issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)] == meanwhile
    assert (Certificate.objects.count(), len(acts())) == (1, 1)


def test_when_the_seal_fails_nothing_is_written(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(pdf: bytes, *, reason: str) -> bytes:
        raise SealMissing("Falta el sello")

    monkeypatch.setattr(papers, "seal", broken)
    with pytest.raises(SealMissing):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    assert (Certificate.objects.count(), StoredFile.objects.count(), acts()) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_it_is_sealed(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed, seen = papers.sealed_paper, []

    def watched(*args: object) -> object:
        seen.append(transaction.get_connection().in_atomic_block)
        return sealed(*args)

    monkeypatch.setattr(issuing, "sealed_paper", watched)
    issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    with transaction.atomic():
        issue_certificate(enrolment=learners(place.edition, 1)[0], kind=ATTENDANCE, actor=trainer)
    # The second call is the control: inside a transaction it is seen.
    assert seen == [False, True]


def test_without_the_attendance_it_is_refused_saying_so(secretary: User, editor: User) -> None:
    place = cast.a_place(a_finished_edition(), secretary)
    attended(place, 79)
    said = "Falta asistencia: tiene el 79\u00a0% y hace falta el 80\u00a0%"
    with pytest.raises(CertificateRefused, match=said):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=editor)


def test_before_the_edition_ends_nobody_has_it(secretary: User, editor: User) -> None:
    edition = cast.an_edition()
    cast.a_class(edition, starts_in=-3000, minutes=100)
    place = cast.a_place(edition, secretary)
    attended(place, 100)
    assert why_not_yet(place, ATTENDANCE).startswith("La edición termina el ")
    edition.state = EditionState.FINISHED
    edition.save()
    place.refresh_from_db()
    assert why_not_yet(place, ATTENDANCE) == ""


def test_whoever_gave_the_place_back_has_none(place: Enrolment, trainer: User) -> None:
    place.state = EnrolmentState.WITHDRAWN
    with pytest.raises(CertificateRefused, match="no tiene plaza"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)


def test_a_learner_cannot_issue_her_own(place: Enrolment, secretary: User) -> None:
    with pytest.raises(CertificateRefused, match="No puedes expedir"):
        issue_certificate(enrolment=place, kind=ATTENDANCE, actor=secretary)
    with pytest.raises(CertificateRefused, match="No puedes expedir"):
        issue_due(edition=place.edition, kind=ATTENDANCE, actor=secretary)


def test_without_the_check_it_would_be_issued(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.edition.course.hours = 0
    monkeypatch.setattr(contents, "why_not", lambda grounds, kind: "")
    assert issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer).snapshot["hours"] == 0


def test_achievement_needs_the_word_of_whoever_gives_the_class(
    place: Enrolment, trainer: User, editor: User
) -> None:
    with pytest.raises(CertificateRefused, match="confirme el aprovechamiento"):
        issue_certificate(enrolment=place, kind=ACHIEVEMENT, actor=trainer)
    with pytest.raises(CertificateRefused, match="Solo quien da la edición"):
        confirm_achievement(enrolment=place, reason="Práctica hecha", actor=editor)
    with pytest.raises(CertificateRefused, match="por qué"):
        confirm_achievement(enrolment=place, reason="  ", actor=trainer)
    confirm_achievement(enrolment=place, reason="Práctica hecha", actor=trainer)
    made = issue_certificate(enrolment=place, kind=ACHIEVEMENT, actor=trainer)
    assert made.snapshot["act"] == "ha seguido con aprovechamiento el curso"


def test_a_quiz_that_was_passed_is_enough_and_the_score_of_a_package_is_not(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts: dict[int, bool | None] = {place.pk: False}
    monkeypatch.setattr(grounds, "passed_by", lambda places: verdicts)
    assert why_not_yet(place, ACHIEVEMENT) == (
        "No consta el cuestionario superado. Falta que quien da la clase confirme el aprovechamiento."
    )
    verdicts[place.pk] = True
    assert why_not_yet(place, ACHIEVEMENT) == ""
    # What a package says is the claim of a browser: nothing of what a certificate rests on has it.
    rests_on = {field.name for field in fields(grounds.Grounds)}
    assert rests_on == {"place", "totals", "merit", "is_confirmed", "passed"}


def test_the_quiz_of_the_course_is_asked(db: None) -> None:
    quiz = a_quiz()
    place, lesson = a_learner(quiz)
    place.edition.state = EditionState.FINISHED
    place.edition.save()
    assert passed_by([place]) == {place.pk: has_passed(enrolment=place)} == {place.pk: False}
    assert "cuestionario" in why_not_yet(place, ACHIEVEMENT)
    with unscoped("la prueba da por superado el cuestionario"):
        known = {"enrolment": place, "entity": place.entity, "lesson": lesson, "frozen": {}}
        at = {"started_at": clock.now(), "submitted_at": clock.now()}
        QuizAttempt.objects.create(quiz=quiz, number=1, passed=True, **known, **at)
    assert passed_by([place]) == {place.pk: True}
    assert why_not_yet(place, ACHIEVEMENT) == ""


def test_nobody_confirms_her_own_achievement(trainer: User) -> None:
    own = cast.a_place(a_finished_edition(trainer), trainer, cast.entity("Villaseca"))
    with pytest.raises(CertificateRefused, match="su propio"):
        confirm_achievement(enrolment=own, reason="Lo sé todo", actor=trainer)


def test_a_course_without_classes_certifies_what_was_learnt_and_not_presence(
    secretary: User, trainer: User
) -> None:
    edition = cast.an_edition(state=EditionState.FINISHED)
    edition.trainers.add(trainer)
    place = cast.a_place(edition, secretary)
    assert "no hay asistencia que certificar" in why_not_yet(place, ATTENDANCE)
    confirm_achievement(enrolment=place, reason="Trabajo entregado", actor=trainer)
    assert issue_certificate(enrolment=place, kind=ACHIEVEMENT, actor=trainer).snapshot["percent"] is None


def test_all_that_are_due_are_issued_and_the_rest_told_why(
    place: Enrolment, trainer: User, editor: User
) -> None:
    learners(place.edition, 3)
    short = learners(place.edition, 1, percent=50)[0]
    first = issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    revoke_certificate(certificate=first, reason="Error", actor=editor)
    assert issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer) == Issued(3, 0)
    assert issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer) == Issued(0, 0)
    rows = {row.place: row for row in standings(place.edition, ATTENDANCE)}
    assert (rows[place].is_revoked, rows[place].is_due) == (True, False)
    assert rows[short].reason == "Falta asistencia: tiene el 50\u00a0% y hace falta el 80\u00a0%."


def test_if_the_seal_fails_half_way_those_before_stand_and_asking_again_does_the_rest(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners(place.edition, 3)
    seal, done = papers.seal, []

    def tired(pdf: bytes, *, reason: str) -> bytes:
        done.append(reason)
        if len(done) == 3:
            raise SealMissing("Falta el sello")
        return seal(pdf, reason=reason)

    monkeypatch.setattr(papers, "seal", tired)
    with pytest.raises(SealMissing):
        issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer)
    assert (Certificate.objects.count(), len(acts())) == (2, 2)
    assert issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer) == Issued(2, 0)


def test_what_does_not_fit_in_some_seconds_is_issued_by_asking_again(
    place: Enrolment, trainer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners(place.edition, 2)
    monkeypatch.setattr(issuing, "PATIENCE", -1)
    assert issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer) == Issued(0, 3)
    monkeypatch.setattr(issuing, "PATIENCE", 60)
    assert issue_due(edition=place.edition, kind=ATTENDANCE, actor=trainer) == Issued(3, 0)


@pytest.mark.parametrize("kind", [ATTENDANCE, ACHIEVEMENT])
def test_forty_places_ask_the_database_the_same_as_four(
    place: Enrolment, django_assert_max_num_queries: pytest.FixtureRequest, kind: str
) -> None:
    counts = []
    for many in (3, 36):
        learners(place.edition, many)
        with django_assert_max_num_queries(10) as asked:
            standings(place.edition, kind)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_was_sealed_cannot_be_changed(certificate: Certificate) -> None:
    certificate.snapshot = json.loads('{"name": "Otra"}')
    with pytest.raises(DatabaseError), transaction.atomic():
        certificate.save()
