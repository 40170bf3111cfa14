"""Those who look after people read first who has an account and has never come in."""

import pytest
from django.urls import reverse

from core.clock import now
from people.models import User
from people.tiles import who_to_call
from tests import cast

pytestmark = pytest.mark.django_db


def everybody_came_in() -> None:
    User.objects.update(last_login=now())


def test_an_adviser_is_led_to_the_telephones_of_who_never_came_in(signed_in, adviser):
    everybody_came_in()
    silent = cast.person("Benita", phone="600123456")
    first = who_to_call(adviser, ())
    assert (first.sentence, first.button) == ("Una persona no ha entrado nunca", "Ver a quién llamar")
    page = signed_in(adviser).get(first.url)
    assert [person.pk for person in page.context["page"]] == [silent.pk]
    assert 'href="tel:600123456"' in page.content.decode()


def test_when_everybody_has_come_in_the_next_step_is_to_invite(adviser):
    everybody_came_in()
    assert who_to_call(adviser, ()).url == reverse("people:invite")


def test_a_secretary_is_told_nothing_about_the_others(secretary):
    cast.person("Benita")
    assert who_to_call(secretary, ()) is None
