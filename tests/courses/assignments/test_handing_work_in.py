"""A learner hands work in: each delivery stays, and the last one is the one that is marked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from core.models import AuditEntry, StoredFile
from courses.enums import EnrolmentState
from courses.enums.assignments import LatePolicy
from courses.models import Assignment, Enrolment
from courses.rules import assignments as rules
from courses.services.assignments import delivering, hand_in
from people.models import User
from tests import cast
from tests.courses.work import a_pdf, deliveries_of, digests_of, files_of, hands_in, nothing, said

pytestmark = pytest.mark.django_db
KEY = "5c1a1a52-7f2e-4f0e-9d51-0000000000aa"


def handed_rows() -> int:
    """Count the deliveries the log of acts knows."""
    return AuditEntry.objects.filter(action="courses.assignment.handed_in").count()


@pytest.fixture
def browser(client: Client, place: Enrolment) -> Client:
    return cast.signed_in(client, place.person)


def test_words_and_files_are_kept_with_their_receipt(browser: Client, work: Assignment, place: Enrolment):
    answer = hands_in(browser, work, "Aquí va.", a_pdf("uno.pdf"), a_pdf("dos.pdf", b"otro"))
    [given] = deliveries_of(work)
    assert (answer.status_code, answer.url) == (302, f"/aula/tarea/{work.pk}/")
    assert (given.text, given.version, given.is_late, given.entity_id) == (
        "Aquí va.",
        1,
        False,
        place.entity_id,
    )
    assert [name for name, _ in files_of(given)] == ["uno.pdf", "dos.pdf"]
    page = said(browser.get(answer.url))
    assert [digest[:12] in page for digest in digests_of(given)] == [True, True]
    assert "Hemos recibido tu entrega (versión 1)." in page
    entry = AuditEntry.objects.get(action="courses.assignment.handed_in")
    assert (entry.actor_id, entry.entity_id, entry.detail["version"]) == (place.person_id, place.entity_id, 1)


def test_a_second_delivery_is_another_version_and_the_first_stays(browser: Client, work: Assignment, place):
    hands_in(browser, work, "La primera.")
    hands_in(browser, work, "La segunda.")
    assert [(each.version, each.text) for each in deliveries_of(work)] == [
        (1, "La primera."),
        (2, "La segunda."),
    ]


def test_the_same_form_sent_twice_is_one_delivery(browser: Client, work: Assignment, place):
    first = hands_in(browser, work, "Una vez.", a_pdf(), key=KEY)
    second = hands_in(browser, work, "Una vez.", a_pdf(), key=KEY)
    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert len(deliveries_of(work)) == 1


def test_the_same_work_from_two_tabs_is_one_delivery(browser: Client, work: Assignment, place):
    hands_in(browser, work, "Lo mismo.", a_pdf())
    hands_in(browser, work, "Lo mismo.", a_pdf())
    assert len(deliveries_of(work)) == 1


def test_without_looking_for_the_same_two_tabs_would_make_two(
    browser: Client, work: Assignment, place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivering, "_is_the_same", lambda *args: False)
    hands_in(browser, work, "Lo mismo.")
    hands_in(browser, work, "Lo mismo.")
    assert len(deliveries_of(work)) == 2


def test_late_work_is_taken_and_marked_as_late(browser: Client, work: Assignment, place, stop_clock):
    stop_clock(work.due_at)
    answer = hands_in(browser, work, "Perdón.")
    assert [each.is_late for each in deliveries_of(work)] == [True]
    assert "Ha llegado fuera de plazo." in said(browser.get(answer.url))


def test_a_microsecond_before_its_date_it_is_in_time(browser: Client, work: Assignment, place, stop_clock):
    stop_clock(work.due_at - timedelta(microseconds=1))
    hands_in(browser, work, "Por los pelos.")
    assert [each.is_late for each in deliveries_of(work)] == [False]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"late": LatePolicy.REFUSED, "ago": True}, "esta tarea no admite entregas tardías"),
        ({"closed_at": True}, "ya está cerrada"),
    ],
)
def test_when_no_work_is_taken_it_says_so_and_keeps_what_was_typed(
    browser: Client, work: Assignment, place, change: dict, sentence: str
):
    if change.pop("ago", None):
        work.opens_at, work.due_at = clock.now() - timedelta(days=3), clock.now() - timedelta(days=1)
    if change.pop("closed_at", None):
        work.closed_at = clock.now()
    for name, value in change.items():
        setattr(work, name, value)
    work.save()
    answer = hands_in(browser, work, "Lo que había escrito.")
    assert answer.status_code == 409
    assert sentence in said(answer)
    assert "Lo que había escrito." in said(answer)
    assert deliveries_of(work) == []


def test_without_the_dates_work_would_be_taken_at_any_time(
    browser: Client, work: Assignment, place, monkeypatch: pytest.MonkeyPatch
):
    work.closed_at = clock.now()
    work.save()
    monkeypatch.setattr(delivering, "why_not_hand_in", lambda *args: None)
    hands_in(browser, work, "Ahora sí.")
    assert len(deliveries_of(work)) == 1


BAD = {
    "nada": ("", (), "No has escrito nada"),
    "fichero vacío": ("Mira.", (nothing,), "El fichero está vacío."),
    "página disfrazada": (
        "Mira.",
        (lambda: SimpleUploadedFile("acta.pdf", b"<html><script>alert(1)</script>", "application/pdf"),),
        "no es del tipo que dice su nombre",
    ),
    "programa": (
        "Mira.",
        (lambda: SimpleUploadedFile("acta.exe", b"MZ\x90\x00\x03\x00", "application/octet-stream"),),
        "no es del tipo que dice su nombre",
    ),
    "demasiado grande": ("Mira.", (lambda: a_pdf(more=b"x" * 1024 * 1024),), "el máximo son 1 MB"),
    "cuatro ficheros": ("Mira.", (a_pdf, a_pdf, a_pdf, a_pdf), "el máximo es 3"),
    "texto sin fin": ("x" * 100_000, (), "20000"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_taken_is_told_and_nothing_is_written(
    browser: Client, work: Assignment, place, name: str
):
    text, files, sentence = BAD[name]
    Assignment.objects.filter(pk=work.pk).update(max_megabytes=1)
    answer = hands_in(browser, work, text, *(make() for make in files))
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert text in said(answer)
    assert (deliveries_of(work), StoredFile.objects.count(), handed_rows()) == ([], 0, 0)


def test_a_good_file_beside_a_bad_one_is_not_kept_either(browser: Client, work: Assignment, place):
    bad = SimpleUploadedFile("acta.pdf", b"<html>", "application/pdf")
    assert hands_in(browser, work, "Mira.", a_pdf(), bad).status_code == 400
    assert (deliveries_of(work), StoredFile.objects.count()) == ([], 0)


def test_a_text_assignment_takes_no_file(browser: Client, work: Assignment, place):
    Assignment.objects.filter(pk=work.pk).update(max_files=0)
    hands_in(browser, work, "Por escrito.", a_pdf())
    [given] = deliveries_of(work)
    assert files_of(given) == []


def test_a_deceiving_name_loses_what_deceives(browser: Client, work: Assignment, place):
    hands_in(browser, work, "", a_pdf("acta\u202efdp.exe.pdf"))
    [given] = deliveries_of(work)
    assert [name for name, _ in files_of(given)] == ["actafdp.exe.pdf"]


def test_words_that_mean_harm_are_only_words(browser: Client, work: Assignment, place):
    hostile = "<script>alert(1)</script> javascript:alert(1) \u202eoculto\x00"
    answer = hands_in(browser, work, hostile)
    [given] = deliveries_of(work)
    assert given.text == "<script>alert(1)</script> javascript:alert(1) oculto"
    page = said(browser.get(answer.url))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_who_gave_her_place_back_hands_nothing_in(browser: Client, work: Assignment, place: Enrolment):
    place.state = EnrolmentState.WITHDRAWN
    place.save()
    assert hands_in(browser, work, "Todavía yo.").status_code == 403
    assert deliveries_of(work) == []


def test_somebody_who_only_waits_and_a_stranger_are_not_let_in(
    client: Client, work: Assignment, secretary: User
):
    cast.a_place(work.edition, secretary, state=EnrolmentState.WAITING)
    assert hands_in(cast.signed_in(client, secretary), work, "Yo.").status_code == 403
    assert hands_in(cast.signed_in(client, cast.a_stranger()), work, "Yo.").status_code == 403


def test_whoever_leads_the_class_hands_nothing_in(client: Client, work: Assignment):
    trainer = work.edition.trainers.first() or cast.a_trainer()
    work.edition.trainers.add(trainer)
    assert hands_in(cast.signed_in(client, trainer), work, "Yo.").status_code == 403


def test_what_is_not_open_yet_does_not_exist_for_learners(browser: Client, work: Assignment, place):
    Assignment.objects.filter(pk=work.pk).update(opens_at=clock.now() + timedelta(hours=1))
    assert browser.get(reverse("courses:assignment", args=[work.pk])).status_code == 404
    assert hands_in(browser, work, "Ya.").status_code == 404
    assert rules.why_not_hand_in(Assignment.objects.get(pk=work.pk), clock.now()) == "not_open"


def test_the_form_without_its_key_takes_nothing(browser: Client, work: Assignment, place):
    answer = hands_in(browser, work, "Sin clave.", key="corta")
    assert answer.status_code == 409
    assert "Sin clave." in said(answer)
    assert deliveries_of(work) == []


def test_the_verb_itself_lets_only_people_of_the_class_in(
    work: Assignment, place: Enrolment, councillor: User
):
    with pytest.raises(PermissionDenied):
        hand_in(assignment=work, person=councillor, text="Yo también.", uploads=[], key=KEY)
    with pytest.raises(Refused):
        hand_in(assignment=work, person=place.person, text="  ", uploads=[], key=KEY)
    given = hand_in(assignment=work, person=place.person, text="Aquí va.", uploads=[], key=KEY)
    assert deliveries_of(work) == [given]


def test_a_file_beyond_the_most_the_verb_takes_is_refused(work: Assignment, place: Enrolment):
    with pytest.raises(Refused, match="el máximo es 3"):
        hand_in(assignment=work, person=place.person, text="", uploads=[a_pdf()] * 4, key=KEY)


def test_after_twenty_versions_no_more_are_taken(
    work: Assignment, place: Enrolment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivering, "MOST_VERSIONS", 2)
    for turn in range(2):
        hand_in(assignment=work, person=place.person, text=f"Van {turn}.", uploads=[], key=str(uuid4()))
    with pytest.raises(Conflict):
        hand_in(assignment=work, person=place.person, text="Otra.", uploads=[], key=str(uuid4()))
    assert len(deliveries_of(work)) == 2
