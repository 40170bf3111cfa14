"""Each page is read by those it is for, and for the others it does not exist."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks

from cms import rules, wagtail_hooks
from cms.enums import Audience
from cms.models import BasePage
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import hang, home, news, resource, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(secretary: User, editor: User) -> dict[str, Client]:
    """A stranger, a secretary and somebody of the Diputación."""
    return {
        "stranger": Client(),
        "secretary": signed_in(Client(), secretary),
        "province": signed_in(Client(), editor),
    }


def statuses(readers: dict[str, Client], page: BasePage) -> dict[str, int]:
    url = page.get_url()
    return {who: client.get(url).status_code for who, client in readers.items()}


def test_a_public_page_is_read_by_anybody(readers: dict[str, Client]) -> None:
    page = news("Abierta", Audience.PUBLIC)
    assert statuses(readers, page) == {"stranger": 200, "secretary": 200, "province": 200}


def test_a_page_for_councils_sends_a_stranger_to_sign_in(readers: dict[str, Client]) -> None:
    page = news("De los ayuntamientos", Audience.COUNCILS)
    assert statuses(readers, page) == {"stranger": 302, "secretary": 200, "province": 200}
    answer = readers["stranger"].get(page.get_url())
    assert answer["Location"] == f"{reverse('account_login')}?next={page.get_url()}"


def test_a_page_of_the_diputacion_does_not_exist_for_the_others(readers: dict[str, Client]) -> None:
    page = news("De la casa", Audience.PROVINCE)
    assert statuses(readers, page) == {"stranger": 404, "secretary": 404, "province": 200}


def test_a_refusal_looks_like_a_page_that_never_was(readers: dict[str, Client]) -> None:
    page = news("De la casa", Audience.PROVINCE)
    refused = readers["secretary"].get(page.get_url())
    missing = readers["secretary"].get("/noticias/no-hay-tal/")
    assert (refused.status_code, refused["Content-Type"]) == (missing.status_code, missing["Content-Type"])
    assert b"De la casa" not in refused.content


def test_a_page_is_never_wider_than_what_it_hangs_from(readers: dict[str, Client]) -> None:
    inner = section("recursos")
    inner.audience = Audience.PROVINCE
    inner.save()
    page = resource("Guía abierta", Audience.PUBLIC)
    assert statuses(readers, page) == {"stranger": 404, "secretary": 404, "province": 200}


def test_narrowing_a_section_narrows_what_is_already_inside(readers: dict[str, Client]) -> None:
    page = resource("Guía", Audience.COUNCILS)
    assert statuses(readers, page)["secretary"] == 200
    inner = section("recursos")
    inner.audience = Audience.PROVINCE
    inner.save()
    assert statuses(readers, page)["secretary"] == 404


def test_widening_a_section_gives_each_page_its_own_audience_back() -> None:
    page = resource("Guía", Audience.COUNCILS)
    inner = section("recursos")
    for audience in (Audience.PROVINCE, Audience.PUBLIC):
        inner.audience = audience
        inner.save()
    assert BasePage.objects.get(pk=page.pk).effective_audience == Audience.COUNCILS


def test_a_page_moved_into_a_narrow_section_becomes_narrow(readers: dict[str, Client]) -> None:
    inner = section("recursos")
    inner.audience = Audience.PROVINCE
    inner.save()
    page = news("Se mueve", Audience.PUBLIC)
    page.move(BasePage.objects.get(pk=inner.pk), pos="last-child")
    moved = BasePage.objects.get(pk=page.pk)
    assert moved.effective_audience == Audience.PROVINCE
    assert statuses(readers, moved) == {"stranger": 404, "secretary": 404, "province": 200}


def test_a_copy_is_as_narrow_as_where_it_lands() -> None:
    inner = section("recursos")
    inner.audience = Audience.PROVINCE
    inner.save()
    copied = news("Original", Audience.PUBLIC).copy(to=BasePage.objects.get(pk=inner.pk))
    assert BasePage.objects.get(pk=copied.pk).effective_audience == Audience.PROVINCE


def test_a_draft_is_shown_to_nobody(readers: dict[str, Client]) -> None:
    page = news("Sin publicar", Audience.PUBLIC, live=False)
    assert statuses(readers, page) == {"stranger": 404, "secretary": 404, "province": 404}


def test_the_list_of_a_section_holds_only_what_each_may_read(readers: dict[str, Client]) -> None:
    for audience in Audience:
        news(f"Palabra-{audience.name}", audience)
    shown = {
        who: sorted(
            name for name in Audience.names if f"Palabra-{name}" in client.get("/noticias/").content.decode()
        )
        for who, client in readers.items()
    }
    assert shown == {
        "stranger": ["PUBLIC"],
        "secretary": ["COUNCILS", "PUBLIC"],
        "province": ["COUNCILS", "PROVINCE", "PUBLIC"],
    }


def test_a_bare_wagtail_page_is_not_served(readers: dict[str, Client]) -> None:
    from wagtail.models import Page

    bare = hang(home(), Page(title="Suelta", slug="suelta"))
    assert statuses(readers, bare) == {"stranger": 404, "secretary": 404, "province": 404}


def test_there_is_no_other_door_to_what_is_published(client: Client, secretary: User) -> None:
    news("Canario", Audience.PROVINCE)
    doors = [
        "/sitemap.xml",
        "/feed/",
        "/noticias/feed/",
        "/rss.xml",
        "/api/v2/pages/",
        "/search/?query=canario",
    ]
    doors += ["/documents/1/acta.pdf", "/images/1/width-20/"]
    assert [client.get(url).status_code for url in doors] == [404] * len(doors)
    admin = [
        "/admin/api/main/pages/",
        "/admin/pages/search/?q=canario",
        "/admin/choose-page/",
        "/admin/reports/",
    ]
    inside = signed_in(Client(), secretary)
    assert [inside.get(url).status_code for url in admin] == [403] * len(admin)


def test_without_the_guard_the_page_would_leak(readers: dict[str, Client], monkeypatch: Any) -> None:
    page = news("De la casa", Audience.PROVINCE)
    registered = hooks._hooks["before_serve_page"]
    kept = [entry for entry in registered if entry[0] is not wagtail_hooks.refuse_who_may_not_read]
    assert len(kept) == len(registered) - 1
    monkeypatch.setitem(hooks._hooks, "before_serve_page", kept)
    assert statuses(readers, page)["secretary"] == 200


def test_without_the_rule_in_the_query_the_list_would_leak(
    readers: dict[str, Client], monkeypatch: Any
) -> None:
    news("Palabra-PROVINCE", Audience.PROVINCE)
    monkeypatch.setattr("cms.querysets.audiences_of", lambda user: frozenset(rules.WIDEST_FIRST))
    assert "Palabra-PROVINCE" in readers["stranger"].get("/noticias/").content.decode()
