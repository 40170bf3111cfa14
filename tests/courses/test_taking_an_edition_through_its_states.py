"""The staff take an edition from state to state: told before what it does, asked why to call it off."""

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEntry, OutboxMessage
from courses.enums import EditionState, EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition
from courses.rules import EDITION_TRANSITIONS
from courses.services import accept_offer, answer_application, change_capacity, expire_offers
from courses.services.editions.consequences import consequences_of
from people.models import User
from tests import cast
from tests.courses.acts import places_of, states_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, adviser: User) -> Client:
    return cast.signed_in(client, adviser)


def address(edition: Edition, target: str) -> str:
    return reverse("courses:edition_state", args=[edition.code, target])


@pytest.mark.parametrize("source", EditionState)
def test_the_page_offers_the_lawful_steps_and_no_other(staff: Client, source: EditionState):
    edition = cast.an_edition(state=source)
    page = staff.get(reverse("courses:management", args=[edition.code])).content.decode()
    offered = {target for target in EditionState if f'href="{address(edition, target)}"' in page}
    assert offered == EDITION_TRANSITIONS[source]
    for target in EditionState:
        status = 200 if target in offered else 404 if target == EditionState.PLANNED else 409
        assert staff.get(address(edition, target)).status_code == status


def test_what_it_will_do_is_said_first_and_looking_changes_nothing(staff: Client):
    edition = cast.an_edition(state=EditionState.PLANNED)
    page = staff.get(address(edition, "open")).content.decode()
    assert [sentence in page for sentence in consequences_of(edition, EditionState.OPEN)] == [True, True]
    edition.refresh_from_db()
    assert edition.state == EditionState.PLANNED


def test_from_planned_to_finished(staff: Client, secretary: User):
    edition = cast.an_edition(state=EditionState.PLANNED)
    cast.a_place(edition, secretary)
    for target in ("open", "closed", "open", "running", "finished"):
        assert staff.post(address(edition, target), {"sure": "1"}).status_code == 302
    edition.refresh_from_db()
    assert (edition.state, states_of(edition)) == (EditionState.FINISHED, ["attended"])
    assert staff.post(address(edition, "finished"), {"sure": "1"}).status_code == 409
    assert AuditEntry.objects.filter(action="courses.edition.moved").count() == 5


def test_it_does_not_finish_while_classes_are_left(staff: Client):
    edition = cast.an_edition(state=EditionState.RUNNING)
    cast.a_class(edition)
    assert "queda 1 clase por terminar" in consequences_of(edition, EditionState.FINISHED)[0]
    answer = staff.post(address(edition, "finished"), {"sure": "1"})
    edition.refresh_from_db()
    assert (answer.status_code, edition.state) == (409, EditionState.RUNNING)


def test_calling_it_off_asks_why_and_tells_everybody(
    staff: Client, trainer: User, secretary: User, client: Client
):
    edition = cast.an_edition(cast.a_course(lessons=0))
    edition.trainers.add(trainer)
    waiting = cast.a_secretary(1)
    cast.a_place(edition, secretary)
    cast.a_place(edition, waiting, state=EnrolmentState.WAITING)
    lesson = cast.a_class(edition, starts_in=600)
    page = staff.post(address(edition, "cancelled"), {"reason": " "}).content.decode()
    assert ("data-error-summary" in page, OutboxMessage.objects.count()) == (True, 0)
    assert staff.post(address(edition, "cancelled"), {"reason": "No hay {sala}"}).status_code == 302
    mails = OutboxMessage.objects.all()
    assert sorted(mail.to for mail in mails) == sorted(each.email for each in (secretary, trainer, waiting))
    assert {"No hay {sala}" in mail.text for mail in mails} == {True}
    assert edition.sessions.count() == 0
    place = places_of(edition)[0]
    own = cast.signed_in(client, secretary).get(reverse("courses:place", args=[place.pk])).content.decode()
    assert ("Esta edición se ha anulado" in own, "No hay {sala}" in own) == (True, True)
    assert lesson.room.pk


def test_an_edition_called_off_gives_no_place_any_more(adviser: User, secretary: User):
    edition = cast.an_edition(capacity=1)
    offered = cast.a_place(edition, secretary, state=EnrolmentState.OFFERED, offer_expires=clock.now())
    applied = cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    Edition.objects.update(state=EditionState.CANCELLED)
    assert expire_offers() == 0
    with pytest.raises(PlaceRefused) as refused:
        answer_application(enrolment=applied, approved=True, reason="", actor=adviser)
    with pytest.raises(PlaceRefused):
        accept_offer(enrolment=offered, person=secretary)
    edition.refresh_from_db()
    change_capacity(edition=edition, capacity=5, actor=adviser)
    assert refused.value.refusal == Refusal.EDITION_ENDED
    assert sorted(states_of(edition)) == ["applied", "offered", "waiting"]
