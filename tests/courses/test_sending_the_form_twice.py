"""The same form sent twice asks once and gets the same answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from core.models import AuditEntry, OutboxMessage
from courses.services.places import applying as places
from people.models import User
from tests import cast
from tests.courses.acts import ask, places_of, states_of

pytestmark = pytest.mark.django_db
KEY = "5c1a1a52-7f2e-4f0e-9d51-000000000001"


def test_the_second_sending_gets_the_first_answer(client: Client, secretary: User):
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    cast.signed_in(client, secretary)
    first = ask(client, edition, secretary, village, key=KEY)
    second = ask(client, edition, secretary, village, key=KEY)
    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert states_of(edition) == ["confirmed"]
    assert OutboxMessage.objects.count() == 1
    assert AuditEntry.objects.filter(action="courses.place.asked").count() == 1


def test_the_same_key_with_another_town_hall_is_refused(client: Client, secretary: User):
    edition, (one, other, _) = cast.an_edition(), secretary.standing.entities
    cast.signed_in(client, secretary)
    ask(client, edition, secretary, one, key=KEY)
    answer = ask(client, edition, secretary, other, key=KEY)
    assert answer.status_code == 409
    assert [place.entity_id for place in places_of(edition)] == [one.pk]


def test_without_the_keys_the_second_sending_would_be_an_error(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    def act_each_time(*, act: Callable[[], dict[str, Any]], **rest: Any) -> dict[str, Any]:
        return act()

    monkeypatch.setattr(places, "once", act_each_time)
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    cast.signed_in(client, secretary)
    ask(client, edition, secretary, village, key=KEY)
    assert ask(client, edition, secretary, village, key=KEY).status_code == 409


def test_a_form_without_its_key_asks_for_nothing(client: Client, secretary: User):
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    answer = ask(cast.signed_in(client, secretary), edition, secretary, village, key="corta")
    assert answer.status_code == 409
    assert places_of(edition) == []
