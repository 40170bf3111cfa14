"""The entity shown first in the session; official acts name theirs elsewhere."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db
URL = "people:choose_entity"


def test_a_secretary_chooses_another_of_her_villages_and_goes_back_where_she_was(signed_in, secretary):
    wanted = secretary.standing.entities[2]
    browser = signed_in(secretary)
    answer = browser.post(reverse(URL), {"entity": wanted.pk, "next": "/directorio/?q=acta"})
    assert (answer.status_code, answer.url) == (302, "/directorio/?q=acta")
    assert browser.session["default_entity"] == wanted.pk
    row = AuditEntry.objects.get(action="people.entity_chosen")
    assert (row.actor_id, row.entity_id) == (secretary.pk, wanted.pk)


def test_she_cannot_choose_a_village_she_does_not_serve(signed_in, secretary):
    other = cast.entity("Fuentealba")
    browser = signed_in(secretary)
    answer = browser.post(reverse(URL), {"entity": other.pk})
    assert answer.status_code == 403
    assert "No trabajas para ese ayuntamiento" in answer.content.decode()
    assert "default_entity" not in browser.session


@pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 40, "9" * 5000, "\0"])
def test_nonsense_instead_of_a_village_is_refused_and_not_an_error(signed_in, secretary, wanted):
    assert signed_in(secretary).post(reverse(URL), {"entity": wanted}).status_code == 403


def test_she_is_never_sent_to_another_site(signed_in, secretary):
    entity = secretary.standing.entities[0]
    answer = signed_in(secretary).post(reverse(URL), {"entity": entity.pk, "next": "https://malo.example/"})
    assert answer.url == "/"


def test_a_stranger_without_session_is_refused(client):
    assert client.post(reverse(URL), {"entity": 1}).status_code == 403
