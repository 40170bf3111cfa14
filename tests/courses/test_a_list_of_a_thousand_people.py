"""The people of an edition: found by name, state and town hall, page by page, in few questions."""

import csv
import io
import sys
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment
from courses.services.places.listing import Narrowed, places_csv, places_listed, towns_of
from people.models import LocalEntity, User
from tests import cast

pytestmark = pytest.mark.django_db
MOST = 15


def filled(people: int, towns: int = 30, prefix: str = "p") -> Edition:
    """An edition with so many people, a tenth of them waiting; written at once, no rule asked."""
    edition = cast.an_edition(cast.a_course(lessons=0), capacity=people)
    villages = [cast.entity(f"Pueblo {number}") for number in range(towns)]
    made = User.objects.bulk_create(
        User(email=f"{prefix}{n}@valdoria.example", first_name=f"Inés {n}", last_name="Peña")
        for n in range(people)
    )
    at = clock.now()
    with unscoped("se llena una lista"):
        Enrolment.objects.bulk_create(
            Enrolment(
                edition=edition,
                person=who,
                entity=villages[n % towns],
                state=EnrolmentState.WAITING if n % 10 == 0 else EnrolmentState.CONFIRMED,
                applied_at=at,
                rank=n,
            )
            for n, who in enumerate(made)
        )
    return edition


def look(client: Client, edition: Edition, **asked: object) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked_for:
        page = client.get(reverse("courses:people", args=[edition.code]), asked).content.decode()
    return page, len(asked_for)


def test_a_thousand_people_take_no_more_questions_than_three(client: Client, adviser: User):
    cast.signed_in(client, adviser)
    _, at_three = look(client, filled(3, towns=3, prefix="antes"))
    many = filled(1000)
    began = time.perf_counter()
    page, at_thousand = look(client, many)
    took = (time.perf_counter() - began) * 1000
    sys.stdout.write(
        f"lista de 1.000 personas: {at_thousand} consultas, {took:.0f} ms, {len(page) // 1024} KB\n"
    )
    assert (at_thousand <= MOST, at_thousand - at_three <= 1) == (True, True)
    assert ("1000 personas" in page, "Página 1 de 10" in page) == (True, True)


def test_it_is_narrowed_by_name_state_and_town_hall(client: Client, adviser: User):
    edition = filled(60)
    cast.signed_in(client, adviser)
    town = LocalEntity.objects.get(name="Pueblo 7")
    for asked, found in (
        ({"q": "ines 17"}, 1),
        ({"q": "PENA"}, 0),
        ({"q": "peña"}, 60),
        ({"estado": "waiting"}, 6),
        ({"entidad": town.pk}, 2),
        ({"entidad": town.pk, "estado": "confirmed", "q": "7"}, 2),
        ({"estado": "inventado", "entidad": "nada"}, 60),
    ):
        page, _ = look(client, edition, **asked)
        assert f">{found} persona" in page
    assert "Nadie con lo que buscas" in look(client, edition, q="zzz")[0]


def test_the_file_has_the_same_people_and_no_formula(client: Client, adviser: User):
    edition = filled(20)
    User.objects.filter(email="p3@valdoria.example").update(first_name="=1+1")
    cast.signed_in(client, adviser)
    answer = client.get(reverse("courses:people_file", args=[edition.code]), {"estado": "confirmed"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert (len(rows), {row["Estado"] for row in rows}) == (18, {"Con plaza"})
    assert [row["Persona"] for row in rows if "1+1" in row["Persona"]] == ["'=1+1 Peña"]


def test_a_trainer_sees_hers_and_a_stranger_none(trainer: User, secretary: User):
    edition = filled(3, towns=3)
    edition.trainers.add(trainer)
    with unscoped("se mira como cada quien"):
        seen = [
            places_listed(edition=edition, reader=who, narrowed=Narrowed()).count()
            for who in (trainer, secretary)
        ]
        assert len(places_csv(places_listed(edition=edition, reader=trainer, narrowed=Narrowed()))) > 100
    assert (seen, towns_of(edition).count()) == ([3, 0], 3)
