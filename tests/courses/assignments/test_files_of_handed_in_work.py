"""A file that was handed in is opened by who made it and by who marks it, and by nobody else."""

from collections.abc import Iterator

import pytest
from django.test import Client

from core.files import opening
from courses.models import Assignment
from courses.services.assignments.opening import may_open_handed_in
from people.models import User
from tests import cast
from tests.courses.work import PDF, a_pdf, deliveries_of, digests_of, hands_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client: Client, work: Assignment, secretary: User) -> str:
    cast.a_place(work.edition, secretary)
    hands_in(cast.signed_in(client, secretary), work, "", a_pdf())
    [given] = deliveries_of(work)
    client.logout()
    return f"/archivos/{digests_of(given)[0]}/justificante.pdf"


@pytest.fixture
def anybody() -> Iterator[None]:
    """The guard off: whoever asks."""
    opening.openers.register(_anybody)
    yield
    opening.openers.unregister(_anybody)


def _anybody(person: object, stored: object) -> bool:
    return True


@pytest.mark.parametrize("who", ["secretary", "trainer", "editor", "reviewer", "adviser", "head"])
def test_who_made_it_and_who_marks_it_download_it(client: Client, address: str, request, who: str):
    answer = cast.signed_in(client, request.getfixturevalue(who)).get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="justificante.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


OTHERS = ["councillor", "stranger", "guest_trainer", "operator"]


@pytest.mark.parametrize("who", OTHERS)
def test_for_anybody_else_it_does_not_exist(client: Client, address: str, request, who: str):
    assert cast.signed_in(client, request.getfixturevalue(who)).get(address).status_code == 404


def test_another_learner_of_the_same_class_does_not_open_it(client: Client, address: str, work: Assignment):
    other = cast.a_secretary()
    cast.a_place(work.edition, other)
    assert cast.signed_in(client, other).get(address).status_code == 404


def test_nobody_signed_in_opens_nothing(client: Client, address: str):
    assert client.get(address).status_code == 404


def test_without_the_guard_a_stranger_would_read_it(client: Client, address: str, anybody: None):
    assert b"".join(client.get(address).streaming_content) == PDF


def test_a_trainer_of_another_edition_opens_nothing(client: Client, address: str, trainer: User):
    other = cast.a_guest_trainer()
    cast.an_edition().trainers.add(other)
    assert cast.signed_in(client, other).get(address).status_code == 404


def test_the_predicate_knows_no_stranger(client: Client, address: str, secretary: User):
    from django.contrib.auth.models import AnonymousUser

    from core.models import StoredFile

    kept = StoredFile.objects.get()
    assert (may_open_handed_in(secretary, kept), may_open_handed_in(AnonymousUser(), kept)) == (True, False)
