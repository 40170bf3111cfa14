"""What the home page says first to whoever writes or reviews."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from cms.desk import desk_of, on_the_desk
from cms.models import NewsPage
from people.models import User
from tests.cms.pages import news

pytestmark = pytest.mark.django_db


def half_written(title: str, by: User) -> NewsPage:
    page = news(title)
    page.summary = "Cambiado"
    page.save_revision(user=by)
    return NewsPage.objects.get(pk=page.pk)


def sent_to_review(title: str, by: User) -> NewsPage:
    page = half_written(title, by)
    page.get_workflow().start(page, by)
    return page


def editor_of(page: NewsPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_editor_is_led_to_what_she_left_half_written(editor: User) -> None:
    page = half_written("La fibra llega", editor)
    first = desk_of(editor, ())
    assert first is not None
    assert (first.sentence, first.url) == ("Tienes una página a medio escribir", editor_of(page))


def test_what_another_editor_left_is_not_hers(editor: User, reviewer: User) -> None:
    half_written("La fibra llega", reviewer)
    first = desk_of(editor, ())
    assert first is not None
    assert (first.sentence, on_the_desk(editor, ())) == ("Tu mesa está al día", [])


@pytest.mark.usefixtures("db")
def test_what_is_sent_waits_for_the_reviewer_and_no_longer_for_the_editor(
    editor: User, reviewer: User
) -> None:
    assert Workflow.objects.filter(active=True).count() == 1
    page = sent_to_review("La fibra llega", editor)
    first = desk_of(reviewer, ())
    assert first is not None
    assert (first.sentence, first.url) == ("Tienes una página esperando tu revisión", editor_of(page))
    assert [task.title for task in on_the_desk(reviewer, ())] == ["Revisa «La fibra llega»"]
    assert on_the_desk(editor, ()) == []


def test_whoever_neither_writes_nor_reviews_has_no_desk(secretary: User, trainer: User) -> None:
    assert [desk_of(who, ()) for who in (secretary, trainer)] == [None, None]
