"""Where the edition asks for it, a mayor or a councillor of the town hall agrees first."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from core.acting import acting_token
from core.models import AuditEntry, OutboxMessage
from courses.enums import Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.services import answer_application, answer_for_town_hall, apply_for_place
from courses.services.places.consent import waiting_for
from people.enums import Role
from people.models import LocalEntity, User
from tests import cast
from tests.courses.acts import events_of, places_of

pytestmark = pytest.mark.django_db


def asked(entity: LocalEntity, **edition: object) -> Enrolment:
    offered = cast.an_edition(needs_consent=True, **edition)  # type: ignore[arg-type]
    who = cast.person("Elena")
    cast.with_post(who, entity, "Secretaria", Role.SECRETARY)
    apply_for_place(edition=offered, person=who, entity=entity, key="la-de-elena")
    return places_of(offered)[0]


def governor(entity: LocalEntity, role: str = Role.COUNCILLOR) -> User:
    who = cast.person("Rocío")
    cast.with_post(who, entity, "Cargo", role)
    return who


def test_a_councillor_is_asked_by_mail_and_in_her_tasks_and_agrees_in_a_page(client: Client):
    entity = cast.entity()
    councillor = governor(entity)
    place = asked(entity)
    assert (place.state, [task.pk for task in waiting_for(councillor)]) == ("applied", [place.pk])
    assert OutboxMessage.objects.filter(to=councillor.email).count() == 1
    form = {
        "acting": acting_token(user=councillor, entity=entity, purpose="courses.consent"),
        "answer": "yes",
    }
    cast.signed_in(client, councillor).post(reverse("courses:consent", args=[place.pk]), form)
    assert events_of(place) == [("", "applied"), ("applied", "supervisor_ok"), ("supervisor_ok", "confirmed")]
    assert AuditEntry.objects.get(action="courses.place.consent").actor_id == councillor.pk
    assert waiting_for(councillor) == []


def test_a_form_of_another_town_hall_is_refused(client: Client):
    entity, other = cast.entity(), cast.entity()
    councillor = governor(entity)
    place = asked(entity)
    form = {"acting": acting_token(user=councillor, entity=other, purpose="courses.consent"), "answer": "yes"}
    answer = cast.signed_in(client, councillor).post(reverse("courses:consent", args=[place.pk]), form)
    assert (answer.status_code, events_of(place)) == (409, [("", "applied")])


def test_without_agreement_the_reason_is_told():
    entity = cast.entity()
    place = asked(entity)
    answer_for_town_hall(enrolment=place, agreed=False, reason="Hay pleno", actor=governor(entity))
    assert events_of(place)[-1] == ("applied", "rejected")
    told = OutboxMessage.objects.get(to=place.person.email, subject__startswith="No hemos podido")
    assert "Hay pleno" in told.text


def test_neither_another_town_hall_nor_a_secretary_nor_oneself_agrees():
    entity = cast.entity()
    place = asked(entity)
    for who in (governor(cast.entity()), governor(entity, Role.SECRETARY), place.person):
        with pytest.raises(PermissionDenied):
            answer_for_town_hall(enrolment=place, agreed=True, reason="", actor=who)
    assert events_of(place) == [("", "applied")]


def test_an_answer_is_given_once():
    entity = cast.entity()
    place, councillor = asked(entity), governor(entity)
    answer_for_town_hall(enrolment=place, agreed=True, reason="", actor=councillor)
    with pytest.raises(PlaceRefused):
        answer_for_town_hall(enrolment=place, agreed=False, reason="", actor=councillor)


def test_the_diputacion_does_not_skip_the_town_hall(adviser: User):
    place = asked(cast.entity(), needs_approval=True)
    with pytest.raises(PlaceRefused) as refused:
        answer_application(enrolment=place, approved=True, reason="", actor=adviser)
    assert refused.value.refusal == Refusal.NEEDS_CONSENT


def test_a_mayor_needs_nobody_above_her():
    entity = cast.entity()
    edition: Edition = cast.an_edition(needs_consent=True)
    apply_for_place(edition=edition, person=governor(entity, Role.MAYOR), entity=entity, key="la-alcaldesa")
    assert [place.state for place in places_of(edition)] == ["confirmed"]
