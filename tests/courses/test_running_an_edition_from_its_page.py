"""An adviser runs an edition from a page of the site: places, sharing out, quotas."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from courses.models import Edition
from courses.services import apply_for_place, keep_seats
from people.models import User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db


def send(client: Client, edition: Edition, **form: str) -> str:
    address = reverse("courses:management", args=[edition.code])
    client.post(address, form)
    return client.get(address).content.decode()


def test_an_adviser_shares_the_places_out_and_then_the_button_is_gone(client: Client, adviser: User):
    edition = cast.an_edition(capacity=1, allocation="fair")
    for number in range(2):
        who = cast.a_secretary(1)
        entity = who.standing.entities[0]
        apply_for_place(edition=edition, person=who, entity=entity, key=f"numero-{number}")
    cast.signed_in(client, adviser)
    address = reverse("courses:management", args=[edition.code])
    assert 'value="allocate"' in client.get(address).content.decode()
    assert 'value="allocate"' not in send(client, edition, act="allocate")
    assert states_of(edition) == ["confirmed", "waiting"]


def test_capacity_and_quotas_are_changed_by_their_verbs(client: Client, adviser: User):
    edition = cast.an_edition(capacity=1)
    cast.signed_in(client, adviser)
    send(client, edition, act="capacity", capacity="4")
    page = send(client, edition, act="quota", label="aldeas", max_population="500", seats="2")
    edition.refresh_from_db()
    assert (edition.capacity, "2 para aldeas" in page) == (4, True)
    assert [(q.label, q.max_population, q.seats) for q in edition.quotas.all()] == [("aldeas", 500, 2)]


def test_no_seats_take_the_quota_away(adviser: User):
    edition = cast.an_edition()
    for seats in (2, 0):
        keep_seats(edition=edition, label="aldeas", max_population=500, seats=seats, actor=adviser)
    assert edition.quotas.count() == 0
    assert AuditEntry.objects.filter(action="courses.edition.quota").count() == 2


@pytest.mark.parametrize(
    "form", [{}, {"act": "otra"}, {"act": "capacity", "capacity": "-3"}, {"act": "quota"}]
)
def test_what_is_not_understood_changes_nothing(client: Client, adviser: User, form: dict[str, str]):
    edition = cast.an_edition(capacity=3)
    page = send(cast.signed_in(client, adviser), edition, **form)
    edition.refresh_from_db()
    assert ("No hemos cambiado nada" in page, edition.capacity, edition.quotas.count()) == (True, 3, 0)
