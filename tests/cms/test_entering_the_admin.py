"""Wagtail's admin is for the editorial team; what they find in it works and leads somewhere."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import HomePage, SectionPage
from cms.services import install_editorial_team, install_site
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import section

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(editor: User) -> Client:
    return signed_in(Client(), editor)


def test_only_the_editorial_team_and_operators_enter(
    secretary: User, editor: User, reviewer: User, operator: User, adviser: User
) -> None:
    people = [secretary, editor, reviewer, operator, adviser]
    answers = [signed_in(Client(), who).get("/admin/").status_code for who in people]
    assert answers == [403, 200, 200, 200, 403]


def test_the_policy_is_looser_in_the_admin_and_nowhere_else(writer: Client) -> None:
    admin, page = (writer.get(url)["Content-Security-Policy"] for url in ("/admin/", "/noticias/"))
    assert "'unsafe-inline'" not in page
    styles = next(part for part in admin.split(";") if part.strip().startswith("style-src"))
    scripts = next(part for part in admin.split(";") if part.strip().startswith("script-src"))
    assert (styles.split(), scripts.split()) == (
        ["style-src", "'self'", "'unsafe-inline'"],
        ["script-src", "'self'"],
    )


def test_the_menu_has_no_entry_that_leads_outside_or_nowhere(writer: Client) -> None:
    from wagtail.admin.menu import admin_menu

    request = writer.get("/admin/").wsgi_request
    shown = [item.name for item in admin_menu.menu_items_for_request(request)]
    assert "help" not in shown
    assert {"images", "documents"} <= set(shown)


def test_each_page_type_says_in_spanish_what_it_is_for(writer: Client) -> None:
    url = reverse("wagtailadmin_pages:add_subpage", args=[section().pk])
    text = writer.get(url).content.decode()
    assert "Una noticia: algo que ha pasado o va a pasar, con su fecha." in text


def test_the_team_may_upload_and_choose_files(writer: Client) -> None:
    urls = [
        "wagtailimages:add",
        "wagtaildocs:add",
        "wagtailimages_chooser:choose",
        "wagtaildocs_chooser:choose",
    ]
    assert [writer.get(reverse(name)).status_code for name in urls] == [200] * 4


def test_privacy_is_said_by_the_audience_and_by_nothing_else(writer: Client) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[section().pk])
    text = writer.get(url).content.decode()
    assert "Quién la lee y quién responde" in text
    assert SectionPage.private_page_options == []


def test_preparing_the_site_again_changes_nothing() -> None:
    before = (Page.objects.count(), sorted(Group.objects.values_list("name", flat=True)))
    install_site()
    install_editorial_team()
    assert (Page.objects.count(), sorted(Group.objects.values_list("name", flat=True))) == before
    assert before[1] == ["Operador", "Redactor", "Revisor"]


def test_preparing_an_empty_site_leaves_a_home_page_with_its_sections() -> None:
    HomePage.objects.get().delete()
    install_site()
    assert [child.slug for child in HomePage.objects.get().get_children()] == ["noticias", "recursos"]


def test_without_its_group_an_editor_would_not_enter(editor: User, monkeypatch: Any) -> None:
    editor.groups.clear()
    assert signed_in(Client(), editor).get("/admin/").status_code == 403
