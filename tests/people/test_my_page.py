"""What concerns oneself: posts in plain words, last access, phone."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db
URL = "/mi/"


def test_a_secretary_reads_for_whom_she_works_and_how_she_comes_in(signed_in, secretary):
    page = signed_in(secretary).get(URL).content.decode()
    for post in secretary.standing.posts:
        assert post.entity.name in page
    assert "llevar los trámites" in page
    assert "Esta es tu primera entrada." in page
    assert reverse("usersessions_list") in page


def test_the_access_before_this_one_is_shown_with_its_exact_time(client, secretary):
    cast.signed_in(client, secretary)
    cast.signed_in(client, secretary)
    assert "Entrada anterior: <time" in client.get(URL).content.decode()


def test_she_leaves_a_phone_and_the_number_is_not_in_the_log(signed_in, secretary):
    signed_in(secretary).post(URL, {"phone": "600 12 34-56"})
    secretary.refresh_from_db()
    assert secretary.phone == "600123456"
    assert AuditEntry.objects.get(action="people.phone_changed").detail == {"last_two": "56"}


@pytest.mark.parametrize("phone", ["hola", "123", "6" * 20])
def test_what_nobody_could_be_called_on_is_refused(signed_in, secretary, phone):
    answer = signed_in(secretary).post(URL, {"phone": phone})
    secretary.refresh_from_db()
    assert (answer.status_code, secretary.phone) == (200, "")
    assert "Hay algo que corregir" in answer.content.decode()


def test_her_address_is_not_changed_by_herself(signed_in, secretary):
    browser = signed_in(secretary)
    assert browser.get(reverse("account_email")).url == URL
    assert browser.post(reverse("account_email"), {"email": "otra@x.example"}).status_code == 403


def test_the_open_sessions_are_listed_and_the_others_can_be_closed(client, secretary):
    from django.test import Client

    for browser in (client, Client()):
        browser.post(reverse("account_login"), {"login": secretary.email, "password": cast.PASSWORD})
    other = browser
    page = client.get(reverse("usersessions_list"))
    assert len(page.context["sessions"]) == 2
    client.post(reverse("usersessions_list"))
    assert other.get(URL).status_code == 302
    assert client.get(URL).status_code == 200


def test_the_queries_are_the_same_with_one_post_and_with_three(client, db, django_assert_max_num_queries):
    counts = []
    for villages in (1, 3):
        browser = cast.signed_in(client, cast.a_secretary(villages))
        browser.get(URL)
        with django_assert_max_num_queries(10) as queries:
            browser.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
