"""A place is asked for the town hall one serves, and the one its page was opened for."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from courses.enums import Refusal
from courses.services.places import applying as places
from courses.views.places import applying as edge
from people.models import Membership, User
from tests import cast
from tests.courses.acts import act_on, ask, places_of, states_of

pytestmark = pytest.mark.django_db


def test_for_a_town_hall_one_does_not_serve_it_is_forbidden_and_kept_in_the_audit(
    client: Client, secretary: User
):
    edition, foreign = cast.an_edition(), cast.entity()
    answer = ask(cast.signed_in(client, secretary), edition, secretary, foreign)
    row = AuditEntry.objects.get(action="courses.place.refused")
    assert answer.status_code == 403
    assert places_of(edition) == []
    assert (row.actor_id, row.entity_id, row.detail) == (
        secretary.pk,
        foreign.pk,
        {"reason": Refusal.NOT_SERVING.value},
    )


def test_a_post_that_ended_yesterday_no_longer_counts(client: Client, secretary: User):
    village = secretary.standing.entities[0]
    Membership.objects.filter(person=secretary, entity=village).update(valid_to=date(2021, 1, 1))
    edition = cast.an_edition()
    assert ask(cast.signed_in(client, secretary), edition, secretary, village).status_code == 403
    assert places_of(edition) == []


def test_without_the_guard_anybody_would_ask_for_any_town_hall(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(places, "serves", lambda person, entity: True)
    edition = cast.an_edition()
    ask(cast.signed_in(client, secretary), edition, secretary, cast.entity())
    assert states_of(edition) == ["confirmed"]


def test_two_tabs_with_two_villages_never_mix(client: Client, secretary: User):
    edition, (one, other, _) = cast.an_edition(), secretary.standing.entities
    answer = ask(cast.signed_in(client, secretary), edition, secretary, other, form_for=one)
    assert answer.status_code == 409
    assert "otro ayuntamiento" in answer.content.decode()
    assert places_of(edition) == []
    kept = AuditEntry.objects.get(action="acting.refused")
    assert (kept.actor_id, kept.target) == (secretary.pk, answer.wsgi_request.path)


def test_each_tab_asks_for_its_own_village_whatever_the_session_says(client: Client, secretary: User):
    one, other, _ = secretary.standing.entities
    first, second = cast.an_edition(), cast.an_edition()
    cast.signed_in(client, secretary)
    # Both pages were opened before; in between, the switch of the header chose the other one.
    client.post(reverse("people:choose_entity"), {"entity": other.pk})
    ask(client, first, secretary, one)
    ask(client, second, secretary, other)
    assert [place.entity_id for place in (*places_of(first), *places_of(second))] == [one.pk, other.pk]


def test_a_form_of_another_village_does_not_give_a_place_back(client: Client, secretary: User):
    edition, (one, other, _) = cast.an_edition(), secretary.standing.entities
    place = cast.a_place(edition, secretary, one)
    answer = act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary, entity=other)
    assert answer.status_code == 409
    assert states_of(edition) == ["confirmed"]


def test_without_the_comparison_the_tabs_would_mix(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(edge, "require_acting", lambda token, **said: None)
    edition, (one, other, _) = cast.an_edition(), secretary.standing.entities
    ask(cast.signed_in(client, secretary), edition, secretary, other, form_for=one)
    assert [place.entity_id for place in places_of(edition)] == [other.pk]
