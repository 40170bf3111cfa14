"""The attendance of a thousand people is one page: few queries, and its time printed."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import AttendanceRecord, Edition, Enrolment, LiveSession
from people.models import User
from tests import cast

pytestmark = pytest.mark.slow

THOUSAND = 1000
PAGES = ("attendance", "attendance_file", "edition_attendance", "edition_attendance_file")


@pytest.fixture
def session(db: None) -> LiveSession:
    edition = cast.an_edition(capacity=2 * THOUSAND)
    cast.a_class(edition, starts_in=-3000, minutes=60)
    return cast.a_class(edition, starts_in=-200, minutes=100)


def fill(edition: Edition, people: int) -> None:
    """So many people of twenty villages, with what is written of each class, by hand."""
    villages = [cast.entity(f"Pueblo {n}") for n in range(20)]
    known = User.objects.count()
    made = User.objects.bulk_create(
        User(email=f"p{known + n}@valdoria.example", first_name="Persona", last_name=f"{known + n:04d}")
        for n in range(people)
    )
    places = Enrolment.objects.bulk_create(
        Enrolment(
            edition=edition,
            person=who,
            entity=villages[n % 20],
            state=EnrolmentState.CONFIRMED,
            applied_at=clock.now(),
        )
        for n, who in enumerate(made)
    )
    figures = {"seconds": 3000, "scheduled": 3600, "percent": 83, "outcome": "present"}
    AttendanceRecord.objects.bulk_create(
        AttendanceRecord(
            session=each, enrolment=place, entity_id=place.entity_id, closed_at=clock.now(), **figures
        )
        for each in edition.sessions.all()
        for place in places
    )
    edition.sessions.update(attendance_closed_at=clock.now())


@pytest.mark.parametrize("name", PAGES)
def test_a_thousand_cost_no_more_queries_than_ten(
    client: Client,
    session: LiveSession,
    editor: User,
    name: str,
    django_assert_max_num_queries: Any,
    capsys: pytest.CaptureFixture[str],
):
    cast.signed_in(client, editor)
    key = session.pk if name.startswith("attendance") else session.edition.code
    url = reverse(f"courses:{name}", args=[key])
    counts = []
    for people in (10, THOUSAND - 10):
        with unscoped("la prueba llena la edición"):
            fill(session.edition, people)
        client.get(url)
        with django_assert_max_num_queries(15) as asked:
            began = time.perf_counter()
            page = client.get(url).content
            taken = time.perf_counter() - began
        counts.append(len(asked))
    with capsys.disabled():
        print(f"\nasistencia de {THOUSAND}, {name}: {counts[1]} consultas, {taken * 1000:.0f} ms")  # noqa: T201  (a figure)
    assert counts[0] == counts[1]
    assert page.count(b"Persona 0") + page.count(b"Persona 1") >= THOUSAND - 1
