"""An adviser runs an edition from a page of the site: places, sharing out, quotas."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from core import clock
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
    until = f"{clock.now().date() + timedelta(days=3):%Y-%m-%d}"
    page = send(client, edition, act="quota", max_population="500", seats="2", until=until)
    edition.refresh_from_db()
    label = "pueblos de hasta 500 habitantes"
    assert (edition.capacity, f"2 para {label}" in page) == (4, True)
    assert [(q.label, q.max_population, q.seats) for q in edition.quotas.all()] == [(label, 500, 2)]
    assert localtime(edition.reserved_until).date() == clock.now().date() + timedelta(days=4)
    assert label not in send(client, edition, act="drop", label=label).split("Hecho")[-1].split("<h2")[-1]
    assert edition.quotas.count() == 0


def test_no_seats_take_the_quota_away(adviser: User):
    edition = cast.an_edition()
    for seats in (2, 0):
        keep_seats(edition=edition, label="aldeas", seats=seats, actor=adviser)
    assert edition.quotas.count() == 0
    assert AuditEntry.objects.filter(action="courses.edition.quota").count() == 2


@pytest.mark.parametrize("form", [{}, {"act": "otra"}, {"act": "drop", "label": "nadie"}])
def test_what_is_not_understood_changes_nothing(client: Client, adviser: User, form: dict[str, str]):
    edition = cast.an_edition(capacity=3)
    page = send(cast.signed_in(client, adviser), edition, **form)
    edition.refresh_from_db()
    assert ("No hemos cambiado nada" in page, edition.capacity, edition.quotas.count()) == (True, 3, 0)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"act": "capacity", "capacity": "-3"}, "el mínimo es 1"),
        ({"act": "capacity", "capacity": "muchas"}, "escribe un número sin decimales"),
        ({"act": "quota"}, "falta rellenar este dato"),
        ({"act": "quota", "seats": "2", "until": "2099-01-01"}, "Di para quién se guardan"),
    ],
)
def test_what_is_typed_wrong_is_said_in_a_summary_and_changes_nothing(
    client: Client, adviser: User, form: dict[str, str], said: str
):
    edition = cast.an_edition(capacity=3)
    address = reverse("courses:management", args=[edition.code])
    page = cast.signed_in(client, adviser).post(address, form).content.decode()
    edition.refresh_from_db()
    assert ("data-error-summary" in page, "<title>Error:" in page, said in page) == (True, True, True)
    assert (edition.capacity, edition.quotas.count()) == (3, 0)


def test_fewer_places_than_are_held_are_refused_with_the_number(client: Client, adviser: User):
    edition = cast.an_edition(capacity=3)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    address = reverse("courses:management", args=[edition.code])
    answer = cast.signed_in(client, adviser).post(address, {"act": "capacity", "capacity": "1"})
    edition.refresh_from_db()
    assert (answer.status_code, edition.capacity) == (409, 3)
    assert "Hay 2 personas con plaza u oferta de plaza" in answer.content.decode()
