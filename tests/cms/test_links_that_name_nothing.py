"""A link of a text names its page by a number: what comes in its place is let go, and never answers 500."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.editor import TextEditor, unlinked, without_nameless
from cms.enums import Audience
from courses.models import LessonPage
from people.models import User
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
ODD = ("x", "", "-1", "1.5", "9" * 30, "١", [], {}, True)
UNREADABLE = (
    "",
    "x",
    "[]",
    "{}",
    "null",
    '{"blocks": 1, "entityMap": {}}',
    '{"blocks": [{}], "entityMap": {}}',
)


def state(kind: str, data: Any, text: str = "palabras") -> dict[str, Any]:
    """A text of one paragraph, all of it one entity."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
    return {"blocks": [block], "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}}}


def sent(client: Client, lesson: LessonPage, typed: str) -> int:
    """Send the editor's form with this in place of its text."""
    form = nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "summary": "",
            "minutes": 5,
            "audience": Audience.COUNCILS,
            "body": streamfield([("paragraph", typed)]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "1",
        }
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form).status_code


def opened(client: Client, lesson: LessonPage) -> int:
    return client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).status_code


@pytest.fixture
def lesson() -> LessonPage:
    return cast.lessons_of(cast.a_course(lessons=1))[0]


@pytest.fixture
def reader(reviewer: User) -> Client:
    return signed_in(Client(raise_request_exception=False), reviewer)


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT", "IMAGE"])
def test_a_link_that_names_nothing_goes_and_its_words_stay(kind: str, lesson: LessonPage, reader: Client):
    typed = json.dumps(state(kind, {"id": "x", "url": "/x/"}))
    assert (sent(reader, lesson, typed), opened(reader, lesson)) == (302, 200)
    kept = LessonPage.objects.get(pk=lesson.pk).body[0].value.source
    assert ("palabras" in kept, "id=" in kept, "<a" in kept) == (True, False, False)


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT", "IMAGE"])
def test_nothing_but_a_number_names_a_page(kind: str):
    for odd in ODD:
        assert without_nameless(state(kind, {"id": odd}))["entityMap"] == {}, odd
    assert without_nameless(state(kind, {"id": 7})) == state(kind, {"id": 7})


def test_what_is_no_text_of_the_editor_is_answered_400_and_changes_nothing(
    lesson: LessonPage, reader: Client
):
    before = str(lesson.body)
    assert {sent(reader, lesson, typed) for typed in UNREADABLE} == {400}
    assert str(LessonPage.objects.get(pk=lesson.pk).body) == before


def test_a_good_link_stays(lesson: LessonPage, reader: Client):
    typed = json.dumps(state("LINK", {"id": lesson.pk, "url": "/x/"}))
    assert sent(reader, lesson, typed) == 302
    kept = LessonPage.objects.get(pk=lesson.pk).body[0].value.source
    assert f'<a linktype="page" id="{lesson.pk}">palabras</a>' in kept
    outside = state("LINK", {"url": "https://www.boe.es/"})
    assert without_nameless(outside) == outside


@pytest.mark.parametrize(
    "stored", ['<a linktype="page" id="x">', '<a linktype="page">', '<a linktype="document">']
)
def test_a_page_stored_with_such_a_link_opens_again(stored: str, lesson: LessonPage, reader: Client):
    source = f"<p>Antes {stored}palabras</a> después</p>"
    lesson.body = json.dumps([{"type": "paragraph", "value": source}])
    lesson.save_revision().publish()
    assert opened(reader, lesson) == 200
    assert unlinked(source) == "<p>Antes palabras después</p>"


def test_wagtails_own_editor_would_answer_500(lesson: LessonPage, reader: Client, monkeypatch: Any):
    for method in ("value_from_datadict", "format_value"):
        monkeypatch.setattr(TextEditor, method, getattr(DraftailRichTextArea, method))
    typed = json.dumps(state("LINK", {"id": "x", "url": "/x/"}))
    sent(reader, lesson, typed)
    assert opened(reader, lesson) == 500
    assert sent(reader, lesson, "x") == 500
