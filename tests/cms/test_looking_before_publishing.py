"""An editor looks at her draft as others will get it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.enums import Audience, PreviewMode
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import home, news, resource, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(editor: User) -> Client:
    return signed_in(Client(), editor)


def look(client: Client, page: object, mode: str) -> str:
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])  # type: ignore[attr-defined]
    return client.get(url, {"mode": mode}).content.decode()


def test_there_are_three_ways_of_looking_in_spanish() -> None:
    assert [said for _, said in news("Una").preview_modes] == [
        "Como la ve una secretaria", "En el móvil", "Impresa",
    ]  # fmt: skip


def test_a_secretary_would_read_it_without_the_editors_own_things(writer: Client, editor: User) -> None:
    shown = look(writer, news("Borrador"), PreviewMode.SECRETARY)
    assert "Todo papel que llega" in shown
    assert editor.last_name not in shown


def test_what_a_secretary_may_not_read_is_said(writer: Client) -> None:
    shown = look(writer, news("De la casa", Audience.PROVINCE), PreviewMode.SECRETARY)
    assert "Una secretaria no verá esta página" in shown
    assert "Todo papel que llega" not in shown


def test_on_a_phone_the_page_is_framed_and_then_shown(writer: Client) -> None:
    page = resource("Guía")
    frame = BeautifulSoup(look(writer, page, PreviewMode.PHONE), "html.parser").find("iframe")
    assert (frame["width"], frame["src"]) == ("360", "?mode=secretaria")


def test_on_paper_the_styles_of_print_are_shown(writer: Client) -> None:
    page = news("Para imprimir")
    assert "cms/print-preview.js" in look(writer, page, PreviewMode.PRINTED)
    assert "cms/print-preview.js" not in look(writer, page, PreviewMode.SECRETARY)


def test_the_home_page_is_shown_as_to_somebody_with_nothing_yet(writer: Client, editor: User) -> None:
    shown = look(writer, home(), PreviewMode.SECRETARY)
    assert "No tienes nada más pendiente" in shown
    assert editor.last_name not in shown


def test_a_section_can_be_looked_at_too(writer: Client) -> None:
    news("De la lista")
    assert "De la lista" in look(writer, section(), PreviewMode.SECRETARY)
