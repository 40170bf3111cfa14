"""Home, list, page and search ask the database the same few times with one page or with three."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.enums import Audience
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import news, resource

pytestmark = pytest.mark.django_db
MOST = 10


@pytest.fixture
def pupil(secretary: User) -> Client:
    return signed_in(Client(), secretary)


def asked(client: Client, url: str) -> list[str]:
    """The questions of the second visit: the first one fills what Django keeps for ever."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    # A visit is noted once a minute by the sessions' list; it is no question of the page.
    return [query["sql"] for query in caught if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("url", ["/", "/noticias/", "/recursos/", "/buscar/?q=papel"])
def test_a_list_of_three_costs_as_much_as_a_list_of_one(pupil: Client, url: str) -> None:
    for make in (news, resource):
        make("Una")
    one = asked(pupil, url)
    for make in (news, resource):
        make("Dos")
        make("Tres")
    three = asked(pupil, url)
    assert (len(three), len(one) <= MOST) == (len(one), True), "\n".join(one)


def test_a_page_deep_in_the_tree_costs_as_much_as_a_shallow_one(pupil: Client) -> None:
    shallow = asked(pupil, "/noticias/")
    page = news("Con cuerpo")
    deep = asked(pupil, page.get_url())
    assert len(deep) <= len(shallow) <= MOST


def test_a_stranger_costs_less_than_somebody_signed_in(client: Client, pupil: Client) -> None:
    news("Una", Audience.PUBLIC)
    client.cookies["visto"] = "1"  # Any cookie: this visit is not answered from memory.
    assert len(asked(client, "/noticias/")) < len(asked(pupil, "/noticias/"))


def test_a_query_for_each_line_would_be_noticed(pupil: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.models import BasePage

    title: Callable[[BasePage], str] = lambda page: BasePage.objects.get(pk=page.pk).title  # noqa: E731
    monkeypatch.setattr("cms.listing.Listed.__init__", lambda self, *a, **k: None, raising=False)
    monkeypatch.setattr("cms.models.pages.listed", lambda page, request: {"title": title(page), "url": "/"})
    news("Una")
    one = len(asked(pupil, "/noticias/"))
    news("Dos")
    assert len(asked(pupil, "/noticias/")) == one + 1
