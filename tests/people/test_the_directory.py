"""Who works where, for those who work here."""

from datetime import date

import pytest
from django.urls import reverse

from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


def named(*names):
    return [cast.with_post(cast.person(*name.split()), cast.entity(), "Auxiliar").person for name in names]


def people_in(answer):
    return [person.get_full_name() for person in answer.context["page"]]


@pytest.mark.parametrize("page", ["people:directory", "people:entities"])
def test_a_stranger_is_sent_to_sign_in(client, db, page):
    assert client.get(reverse(page)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("maker", ["a_stranger", "a_guest_trainer"])
def test_whoever_has_no_post_here_does_not_see_it(client, db, maker):
    assert cast.signed_in(client, getattr(cast, maker)()).get(reverse("people:directory")).status_code == 403


def test_it_lists_those_who_may_enter_and_hold_a_post_today(signed_in, councillor):
    named("Ana Robles", "Zoe Ibáñez")
    gone, shut = named("Berta Robles", "Celia Robles")
    gone.memberships.update(valid_to=date(2021, 1, 1))
    User.objects.filter(pk=shut.pk).update(is_active=False)
    found = people_in(signed_in(councillor).get(reverse("people:directory")))
    assert found == ["Zoe Ibáñez", "Ana Robles", "Rocío Tejedor"]


@pytest.mark.parametrize("words", ["ibanez", "IBÁÑEZ", "zoe ibáñez", "auxil ibañ"])
def test_it_finds_however_it_is_typed(signed_in, councillor, words):
    named("Ana Robles", "Zoe Ibáñez")
    # An ñ is a letter, not an accented n: «ibanez» is somebody else.
    expected = [] if words == "ibanez" else ["Zoe Ibáñez"]
    assert people_in(signed_in(councillor).get(reverse("people:directory"), {"q": words})) == expected


def test_nobody_found_says_what_to_try(signed_in, councillor):
    page = signed_in(councillor).get(reverse("people:directory"), {"q": "<b>nadie</b>"}).content.decode()
    assert "No encontramos a nadie así." in page
    assert "<b>nadie</b>" not in page


def test_the_page_of_a_town_hall_shows_who_works_there(signed_in, councillor):
    where = councillor.standing.entities[0]
    page = signed_in(councillor).get(reverse("people:entity", args=[where.slug])).content.decode()
    assert (where.dir3_code in page, "Rocío Tejedor" in page, "Concejala" in page) == (True, True, True)


def test_the_personal_phone_is_not_in_it(signed_in, councillor):
    User.objects.filter(pk=councillor.pk).update(phone="600999888")
    where = councillor.standing.entities[0]
    browser = signed_in(councillor)
    for page in (reverse("people:directory"), reverse("people:entity", args=[where.slug])):
        assert "600999888" not in browser.get(page).content.decode()


@pytest.mark.parametrize("name", ["people:directory", "people:entities", "people:entity"])
def test_the_queries_are_the_same_with_one_row_and_with_many(
    signed_in, councillor, name, django_assert_max_num_queries
):
    where = councillor.standing.entities[0]
    url = reverse(name, args=[where.slug] if name == "people:entity" else [])
    browser = signed_in(councillor)
    browser.get(url)
    with django_assert_max_num_queries(10) as few:
        browser.get(url)
    for who in named("Ana Robles", "Zoe Ibáñez", "Berta Gil"):
        cast.with_post(who, where, "Auxiliar")
    with django_assert_max_num_queries(10) as many:
        browser.get(url)
    assert len(many) == len(few)
