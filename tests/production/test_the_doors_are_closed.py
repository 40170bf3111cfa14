"""The doors that bypass the second factor, and the demo's own, on the real server in production."""

import re

import pytest

from tests.cast import PASSWORD

pytestmark = pytest.mark.redis

DEMO_DOORS = ("/buzon/", "/buzon/1/", "/demo/", "/demo/entrar/secretaria/", "/galeria/")
PASSWORD_DOORS = ("/admin/login/", "/django-admin/login/", "/_util/login/")
RESET_DOORS = ("/admin/password_reset/", "/admin/password_reset/confirm/x/y/")
OPERATOR = "operadora@valdoria.example"
SIGN_IN = "/cuenta/entrar/"


def sign_in(visitor, address, password):
    """Try a password at an address, as a browser would: with the form's token and the page it came from."""
    page = visitor.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    data = {"login": OPERATOR, "username": OPERATOR, "email": OPERATOR, "password": password}
    data["csrfmiddlewaretoken"] = token[1] if token else visitor.cookies.get("__Host-csrf", "")
    return visitor.post(address, data=data, headers={"Referer": f"https://concejo.valdoria.example{address}"})


def is_inside(visitor):
    """Tell whether this browser can see Wagtail's admin."""
    return visitor.get("/admin/").status_code == 200


@pytest.mark.parametrize("door", DEMO_DOORS)
def test_the_demo_doors_are_not_there(production, door):
    with production.visitor() as visitor:
        assert visitor.get(door).status_code == 404


@pytest.mark.parametrize("door", PASSWORD_DOORS)
def test_no_side_door_takes_a_password(production, door):
    with production.visitor() as visitor:
        sign_in(visitor, door, PASSWORD)
        assert (is_inside(visitor), visitor.cookies.get("__Host-sesion")) == (False, None)


@pytest.mark.parametrize("door", RESET_DOORS)
def test_no_side_door_changes_a_password(production, door):
    with production.visitor() as visitor:
        answer = visitor.get(door)
        assert (answer.status_code in (302, 403, 404), "new_password" in answer.text) == (True, False)


def test_the_right_password_alone_leads_to_the_second_factor_and_no_further(production):
    with production.visitor() as visitor:
        answer = sign_in(visitor, SIGN_IN, PASSWORD)
        assert (answer.status_code, is_inside(visitor)) == (302, False)
        assert "/cuenta/" in answer.headers["location"]


def test_of_thirty_guesses_at_most_twenty_are_tried(production):
    other = {"X-Forwarded-For": "192.0.2.7"}
    with production.visitor(**other) as visitor:
        answers = [sign_in(visitor, SIGN_IN, f"no es esta {turn}").status_code for turn in range(30)]
        refused = answers.index(429) if 429 in answers else None
        right = sign_in(visitor, SIGN_IN, PASSWORD)
    assert refused is not None, answers
    assert (refused <= 20, right.status_code) == (True, 429)
