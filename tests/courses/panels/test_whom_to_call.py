"""The list of calls: why somebody deserves one, and the invitation that is sent from its row."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from courses.enums import EnrolmentState
from courses.enums.dashboards import CallReason
from courses.models import Edition, EditionInvitation
from courses.services import finish_lesson
from courses.services.dashboard import (
    InvitationRefused,
    Offers,
    invite_to_edition,
    offers_now,
    people_to_call,
    province_panel,
    staff_of,
)
from courses.services.dashboard import facts as year
from people.models import LocalEntity, User
from tests import cast

pytestmark = pytest.mark.django_db
NOTHING = Offers((), {}, {}, frozenset())


def called(reason: CallReason) -> list[tuple[str, str]]:
    return [(call.name, call.phone) for call in province_panel().calls if call.reason == reason]


def test_a_town_hall_without_anybody_is_called_and_the_largest_first(village: LocalEntity):
    small = cast.entity("Aldea Chica", population=3, phone="900 1")
    big = cast.entity("Villa Grande", population=9000, phone="900 2")
    assert called(CallReason.NOBODY) == [(big.name, "900 2"), (village.name, ""), (small.name, "900 1")]


def test_only_the_town_halls_asked_about_are_called(village: LocalEntity):
    other = cast.entity("Aldea Chica")
    calls = people_to_call(facts=year.gather(), trained=frozenset(), entities=[other], offers=NOTHING)
    assert [(call.reason, call.name) for call in calls] == [(CallReason.NOBODY, other.name)]


def test_a_town_hall_with_somebody_is_not_called(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    names = [name for name, _ in called(CallReason.NOBODY)]
    assert place.entity.name not in names
    assert len(names) == 2


def test_who_has_a_place_and_opened_no_lesson_is_called_until_she_opens_one(
    edition: Edition, secretary: User
):
    User.objects.filter(pk=secretary.pk).update(phone="600 1")
    cast.a_place(edition, secretary)
    assert called(CallReason.UNOPENED) == [("Elena Mirón", "600 1")]
    finish_lesson(person=secretary, lesson=cast.lessons_of(edition.course)[0])
    assert called(CallReason.UNOPENED) == []


def test_who_did_not_come_is_called_at_her_town_hall_when_she_gave_no_phone(
    edition: Edition, secretary: User
):
    place = cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    LocalEntity.objects.filter(pk=place.entity_id).update(phone="900 7")
    assert called(CallReason.NO_SHOW) == [("Elena Mirón", "900 7")]


def test_a_town_hall_whose_only_person_did_not_come_has_nobody_with_a_place(
    edition: Edition, secretary: User
):
    place = cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    said = {call.name: call.about for call in province_panel().calls if call.reason == CallReason.NOBODY}
    assert said[place.entity.name] == "Nadie tiene plaza"


def test_who_came_to_a_later_edition_is_called_no_more(edition: Edition, secretary: User):
    cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    cast.a_place(cast.an_edition(edition.course), secretary, state=EnrolmentState.ATTENDED)
    assert called(CallReason.NO_SHOW) == []


@pytest.mark.parametrize(
    ("state", "reason"),
    [(EnrolmentState.CONFIRMED, CallReason.UNOPENED), (EnrolmentState.NO_SHOW, CallReason.NO_SHOW)],
)
def test_who_had_her_account_closed_is_not_called_and_her_town_hall_has_nobody(
    edition: Edition, secretary: User, state: str, reason: CallReason
):
    place = cast.a_place(edition, secretary, state=state)
    assert [name for name, _ in called(reason)] == ["Elena Mirón"]
    User.objects.filter(pk=secretary.pk).update(is_active=False)
    assert called(reason) == []
    said = {call.name: call.about for call in province_panel().calls if call.reason == CallReason.NOBODY}
    assert said[place.entity.name] == "Nadie tiene plaza"


# --- the invitation beside the call ---


def offer_of(name: str) -> Any:
    return next(call.offer for call in province_panel().calls if call.name == name)


def test_the_row_of_a_town_hall_offers_the_open_edition_to_its_people(edition: Edition, secretary: User):
    hall = secretary.standing.entities[0]
    offer = offer_of(hall.name)
    assert (offer.edition, offer.people, offer.entity_id) == (edition, {secretary.pk}, hall.pk)


def test_nothing_is_offered_that_is_full_shut_or_where_nobody_works(edition: Edition, secretary: User):
    empty = cast.entity("Aldea Vacía")
    assert offer_of(empty.name) is None
    Edition.objects.update(capacity=0)
    assert offer_of(secretary.standing.entities[0].name) is None


def test_who_did_not_come_is_offered_the_same_course_alone(edition: Edition, secretary: User):
    cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    cast.an_edition(cast.a_course())
    assert offer_of("Elena Mirón") is None
    again = cast.an_edition(edition.course)
    assert offer_of("Elena Mirón").edition == again


def test_who_has_asked_already_is_not_invited(edition: Edition, secretary: User):
    cast.a_place(edition, secretary, state=EnrolmentState.WAITING)
    assert offer_of(secretary.standing.entities[0].name) is None
    assert invite_to_edition(edition=edition, people=[secretary], actor=cast.a_head()) == 0


def test_one_click_invites_once_and_the_row_says_so(
    client: Client, edition: Edition, secretary: User, head: User
):
    hall = secretary.standing.entities[0]
    address = reverse("courses:panel_invite", args=[edition.code])
    cast.signed_in(client, head)
    for _ in range(2):
        answer = client.post(address, {"entity": hall.pk, "comarca": "Campos"})
        assert answer["Location"] == f"{reverse('courses:panel')}?comarca=Campos#llamar"
    mail = OutboxMessage.objects.get(to=secretary.email)
    assert mail.text.count(edition.course.url) == 1
    [row] = EditionInvitation.objects.all()
    assert (row.edition, row.person, row.actor_id) == (edition, secretary, head.pk)
    [entry] = AuditEntry.objects.filter(action="courses.edition.invited")
    assert (entry.actor_id, entry.detail) == (head.pk, {"person": secretary.pk})
    assert offer_of(hall.name).people == frozenset()
    page = client.get(reverse("courses:panel")).content.decode()
    assert page.count("Con invitación") == 3


def test_another_edition_is_another_invitation(edition: Edition, secretary: User, head: User):
    for each in (edition, cast.an_edition(edition.course), edition):
        invite_to_edition(edition=each, people=[secretary], actor=head)
    assert EditionInvitation.objects.count() == 2


def test_without_its_row_the_same_person_would_be_invited_again(
    edition: Edition, secretary: User, head: User, monkeypatch: pytest.MonkeyPatch
):
    """The control: were the row not looked for, both would count as new."""
    monkeypatch.setattr(EditionInvitation.objects, "get_or_create", lambda **known: (None, True))
    made = [invite_to_edition(edition=edition, people=[secretary], actor=head) for _ in range(2)]
    assert made == [1, 1]


def test_the_people_of_a_town_hall_are_those_who_work_there_today(secretary: User):
    hall = secretary.standing.entities[0]
    shut = cast.person("Ana", is_active=False)
    cast.with_post(shut, hall, "Auxiliar")
    assert staff_of(hall) == [secretary]


def test_what_is_offered_is_of_the_courses_asked_about(edition: Edition):
    other = cast.an_edition(cast.a_course())
    known = year.gather()
    assert set(offers_now(facts=known).editions) == {edition, other}
    assert offers_now(facts=known, course_ids={other.course_id}).editions == (other,)


@pytest.mark.parametrize("who", ["secretary", "trainer", "councillor"])
def test_only_the_service_invites(edition: Edition, who: str, request: pytest.FixtureRequest):
    with pytest.raises(InvitationRefused):
        invite_to_edition(edition=edition, people=[cast.a_stranger()], actor=request.getfixturevalue(who))
    assert OutboxMessage.objects.count() == 0


def test_nobody_is_invited_to_what_is_shut(client: Client, edition: Edition, secretary: User, head: User):
    Edition.objects.update(state="finished")
    cast.signed_in(client, head)
    address = reverse("courses:panel_invite", args=[edition.code])
    assert client.post(address, {"person": secretary.pk}).status_code == 409
    for unknown in ({}, {"person": "x"}, {"entity": "999999"}, {"person": "9" * 30}):
        assert client.post(address, unknown).status_code == 404
    assert EditionInvitation.objects.count() == 0
