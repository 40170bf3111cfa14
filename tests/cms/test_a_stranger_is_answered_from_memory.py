"""A public page is made once a minute for all strangers; nothing that belongs to somebody is ever kept."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.enums import Audience
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import news, section

pytestmark = pytest.mark.django_db


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)


def test_the_second_stranger_costs_no_query_and_reads_the_same(client: Client) -> None:
    url = news("Pública", Audience.PUBLIC).get_url()
    first = client.get(url)
    assert cost(Client(), url) == 0
    second = Client().get(url)
    assert (second.content, second["Content-Type"]) == (first.content, first["Content-Type"])


def test_a_kept_answer_carries_the_same_protections(client: Client) -> None:
    url = news("Pública", Audience.PUBLIC).get_url()
    names = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    first, second = client.get(url), Client().get(url)
    assert {name: second[name] for name in names} == {name: first[name] for name in names}


def test_publishing_is_seen_at_once(client: Client) -> None:
    page = news("Antes", Audience.PUBLIC)
    client.get("/noticias/")
    page.title = "Después"
    page.save_revision().publish()
    assert "Después" in client.get("/noticias/").content.decode()


def test_taking_a_page_away_is_seen_at_once(client: Client) -> None:
    gone, hidden = news("Borrada", Audience.PUBLIC), news("Retirada", Audience.PUBLIC)
    assert [client.get(page.get_url()).status_code for page in (gone, hidden)] == [200, 200]
    gone.delete()
    hidden.unpublish()
    assert [client.get(url).status_code for url in ("/noticias/borrada/", "/noticias/retirada/")] == [
        404,
        404,
    ]


def test_narrowing_what_is_above_is_seen_at_once(client: Client) -> None:
    page = news("Pública", Audience.PUBLIC)
    client.get(page.get_url())
    above = section()
    above.audience = Audience.PROVINCE
    above.save_revision().publish()
    assert client.get(page.get_url()).status_code == 404


def test_nobody_signed_in_reads_from_memory_or_leaves_anything_in_it(client: Client, secretary: User) -> None:
    url = news("Pública", Audience.PUBLIC).get_url()
    mine = signed_in(Client(), secretary)
    assert secretary.first_name in mine.get("/").content.decode()
    assert secretary.first_name not in client.get("/").content.decode()
    client.get(url)
    assert cost(mine, url) > 0


def test_what_is_not_public_is_never_kept(client: Client) -> None:
    page = news("De los ayuntamientos", Audience.COUNCILS)
    client.get(page.get_url())
    client.get("/buscar/?q=ayuntamientos")
    kept = [key for key in cache._cache if "cms:public" in key and "version" not in key]  # type: ignore[attr-defined]
    assert kept == []


def test_each_question_of_an_address_is_kept_apart(client: Client) -> None:
    for number in range(22):
        news(f"Noticia {number}", Audience.PUBLIC)
    first, second = (client.get(f"/noticias/?page={page}").content for page in (1, 2))
    again = [Client().get(f"/noticias/?page={page}").content for page in (1, 2)]
    assert again == [first, second]
    assert first != second


def test_if_cookies_were_not_looked_at_somebody_would_read_as_a_stranger(
    client: Client, secretary: User, monkeypatch: Any
) -> None:
    client.get("/noticias/")
    mine = signed_in(Client(), secretary)
    monkeypatch.setattr("django.http.HttpRequest.COOKIES", {}, raising=False)
    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest.COOKIES", {})
    assert secretary.first_name not in mine.get("/").content.decode()
