"""Numbers no row can have, characters nobody can keep, more than can be taken: a page, never a failure."""

import pytest
from django.db import DataError, connection
from django.http import HttpRequest
from django.urls import reverse

from core import middleware
from core.chain import NotCanonical
from core.idempotency import KeyMissing, once
from core.tenancy import unscoped
from courses.enums import EnrolmentState
from tests import cast

pytestmark = pytest.mark.django_db
TOO_HIGH = 2**63


def heading(answer):
    return answer.content.decode().partition("<h1>")[2].partition("</h1>")[0]


def test_a_number_no_row_can_have_is_a_page_that_does_not_exist(signed_in, secretary):
    answer = signed_in(secretary).post(reverse("courses:finish", args=[TOO_HIGH]))
    assert answer.status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL compares any number")
def test_without_looking_at_the_number_the_database_would_fail(signed_in, secretary, monkeypatch):
    monkeypatch.setattr(middleware, "_may_name_a_row", lambda value: True)
    with pytest.raises(OverflowError):
        signed_in(secretary).post(reverse("courses:finish", args=[TOO_HIGH]))


def test_the_highest_number_is_still_asked_for():
    assert middleware._may_name_a_row(TOO_HIGH - 1)


@pytest.mark.parametrize("place", ["/imagenes/original/a%00b", "/no/hay%00/", "/directorio/a%00/"])
def test_an_address_with_a_nul_does_not_exist(signed_in, secretary, place):
    assert signed_in(secretary).get(place).status_code == 404


def test_a_reason_loses_the_character_that_no_database_keeps_alike(signed_in, adviser, secretary):
    place = cast.a_place(cast.an_edition(), secretary, state=EnrolmentState.APPLIED)
    said = {"answer": "no", "reason": "se\0va"}
    answer = signed_in(adviser).post(reverse("courses:answer", args=[place.pk]), said)
    place.refresh_from_db()
    assert (answer.status_code, place.state) == (302, EnrolmentState.REJECTED)
    with unscoped("la prueba lee la plaza de la secretaria"):
        assert place.events.latest("pk").reason == "seva"


@pytest.mark.parametrize("error", [NotCanonical("x"), DataError("cannot contain NUL bytes")])
def test_a_text_that_cannot_be_kept_is_not_understood(rf, secretary, error):
    request = rf.post("/")
    request.user = secretary
    answer = middleware.ActsMiddleware(lambda request: None).process_exception(request, error)
    assert (answer.status_code, heading(answer)) == (400, "No hemos entendido la petición")


def test_a_question_that_postgresql_cannot_be_asked_is_no_failure(signed_in, adviser):
    assert signed_in(adviser).get(reverse("people:people"), {"q": "a\0b"}).status_code == 200


def test_an_error_of_ours_is_not_passed_off_as_a_bad_request():
    acts = middleware.ActsMiddleware(lambda request: None)
    assert acts.process_exception(HttpRequest(), ValueError("x")) is None


def test_a_key_with_a_character_we_never_give_is_refused():
    with pytest.raises(KeyMissing):
        once(key="abcdefgh\0", purpose="x", actor_id=1, fingerprint="f", act=dict)


def test_a_form_that_is_too_long_says_that_it_is_too_long(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post(reverse("account_login"), {"login": "a" * 2000})
    assert (answer.status_code, heading(answer)) == (413, "El archivo es demasiado grande")


def test_a_form_with_too_many_fields_is_not_understood(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = client.post(reverse("account_login"), {str(number): "a" for number in range(9)})
    assert (answer.status_code, heading(answer)) == (400, "No hemos entendido la petición")
