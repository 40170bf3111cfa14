"""What comes from outside has a host of its own; a page of the site asked for there is at the site."""

import pytest

from config.hosts import HostsMiddleware

pytestmark = pytest.mark.django_db
SPELLINGS = ("127.0.0.1:8000", "127.0.0.1.:8000")


@pytest.mark.parametrize("host", SPELLINGS)
def test_a_page_asked_for_there_is_sent_to_the_site(client, host):
    answer = client.get("/mi/?a=1", headers={"host": host})
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost:8000/mi/?a=1")


def test_capitals_make_no_other_host(client, settings):
    settings.PACKAGES_HOST = "contenidos.example"
    settings.ALLOWED_HOSTS = ["contenidos.example"]
    answer = client.get("/mi/", headers={"host": "Contenidos.Example."})
    assert answer["Location"] == "http://localhost/mi/"


def test_without_this_the_page_would_be_shown_there(client, monkeypatch):
    monkeypatch.setattr(HostsMiddleware, "__call__", lambda self, request: self.get_response(request))
    assert client.get("/accesibilidad/", headers={"host": SPELLINGS[1]}).status_code != 302


def test_after_signing_in_nobody_is_sent_to_it(client, signed_in, secretary):
    browser = signed_in(secretary)
    places = {place: browser.get("/cuenta/entrar/", {"next": place}).url for place in PLACES}
    assert places == PLACES


# Where one asks to be sent, and where one is.
PLACES = {
    "/mi/": "/mi/",
    "http://testserver/mi/": "http://testserver/mi/",
    "http://127.0.0.1/paquetes/1/": "/",
    "http://localhost/mi/": "/",
    "https://malo.example/": "/",
}
