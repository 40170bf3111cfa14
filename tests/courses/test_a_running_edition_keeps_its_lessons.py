"""Whoever takes an edition under way reads the lessons as they were when it began, whatever is published."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from core.models import AuditEntry
from courses.enums import EditionState, EnrolmentState
from courses.models import Edition, LessonPage, PinnedLesson
from courses.services import follow_new_version, move_edition, pin_lessons
from courses.services.catalogue.pins import (
    Followed,
    editions_following,
    followers_of,
    is_being_taught,
    release_lessons,
    version_for,
)
from people.models import User
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def edition(db: None) -> Edition:
    """An edition that has begun, of a course of two lessons."""
    planned = cast.an_edition(cast.a_course(lessons=2), state=EditionState.OPEN)
    return move_edition(edition=planned, target=EditionState.RUNNING, actor=None)


@pytest.fixture
def lesson(edition: Edition) -> LessonPage:
    return cast.lessons_of(edition.course)[0]


@pytest.fixture
def learner(edition: Edition, secretary: User) -> User:
    cast.a_place(edition, secretary)
    return secretary


def rewrite(lesson: LessonPage, title: str) -> Revision:
    """Edit and publish, as an editor does."""
    fresh = LessonPage.objects.get(pk=lesson.pk)
    fresh.title = title
    fresh.body = [("heading", f"Apartado de {title}")]
    made = fresh.save_revision()
    made.publish()
    return made


def heading(client: Client, who: User | None, lesson: LessonPage) -> list[str]:
    """The title and the first words of the body a person reads."""
    browser = cast.signed_in(client, who) if who else client
    context = browser.get(lesson.url).context
    return [context["page_title"], str(context["page"].body[0].value)]


OLD, NEW = ["Lección 1", "Lo primero"], ["Reescrita", "Apartado de Reescrita"]


def test_what_is_published_meanwhile_does_not_change_what_learners_read(
    client: Client, lesson: LessonPage, learner: User
):
    assert heading(client, learner, lesson) == OLD
    rewrite(lesson, "Reescrita")
    assert heading(client, learner, lesson) == OLD


def test_without_the_pin_it_does(client: Client, lesson: LessonPage, learner: User):
    PinnedLesson.objects.all().delete()
    rewrite(lesson, "Reescrita")
    assert heading(client, learner, lesson) == NEW


@pytest.mark.parametrize("state", [EnrolmentState.WAITING, EnrolmentState.WITHDRAWN, None])
def test_whoever_has_no_place_reads_what_is_published(
    client: Client, edition: Edition, lesson: LessonPage, secretary: User, state: str | None
):
    if state:
        cast.a_place(edition, secretary, state=state)
    rewrite(lesson, "Reescrita")
    assert heading(client, secretary, lesson) == NEW


def test_when_the_edition_ends_everybody_reads_what_is_published(
    client: Client, edition: Edition, lesson: LessonPage, learner: User
):
    rewrite(lesson, "Reescrita")
    move_edition(edition=edition, target=EditionState.FINISHED, actor=None)
    assert heading(client, learner, lesson) == NEW


def test_an_edition_moves_to_the_new_version_on_purpose_alone(
    client: Client, edition: Edition, lesson: LessonPage, learner: User
):
    new = rewrite(lesson, "Reescrita")
    fresh = LessonPage.objects.get(pk=lesson.pk)
    assert follow_new_version(edition=edition, lesson=fresh, actor=learner).revision == new
    assert heading(client, learner, lesson) == NEW
    row = AuditEntry.objects.get(action="courses.lesson.followed")
    assert row.detail == {"lesson": lesson.pk, "revision": new.pk}


def test_beginning_pins_each_live_lesson_once(edition: Edition):
    one, two = cast.lessons_of(edition.course)
    assert list(edition.pins.order_by("lesson__path").values_list("lesson", flat=True)) == [one.pk, two.pk]
    assert pin_lessons(edition=edition) == 0


def test_a_draft_is_not_what_is_pinned(client: Client, secretary: User):
    planned = cast.an_edition(cast.a_course(lessons=1))
    lesson = cast.lessons_of(planned.course)[0]
    published = rewrite(lesson, "Publicada")
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.title = "En borrador"
    draft.save_revision()
    running = move_edition(edition=planned, target=EditionState.RUNNING, actor=None)
    cast.a_place(running, secretary)
    assert running.pins.get().revision == published
    assert version_for(LessonPage.objects.get(pk=lesson.pk), secretary).title == "Publicada"


def test_purging_old_versions_spares_those_that_are_read(
    client: Client, edition: Edition, lesson: LessonPage, learner: User
):
    rewrite(lesson, "Intermedia")
    rewrite(lesson, "Reescrita")
    call_command("purge_revisions", verbosity=0)
    assert heading(client, learner, lesson) == OLD
    assert Revision.objects.for_instance(lesson).count() == 2


def test_the_editor_is_told_who_reads_which_version(
    client: Client, edition: Edition, lesson: LessonPage, editor: User
):
    for _ in range(12):
        cast.a_place(edition, cast.a_secretary(1))
    held = edition.pins.get(lesson=lesson).revision
    Revision.objects.filter(pk=held.pk).update(created_at=datetime(2026, 10, 5, 9, tzinfo=UTC))
    page = _edit_page(client, editor, lesson)
    assert "12 personas siguen la versión del 5 de octubre." in page
    assert [each.people for each in followers_of(lesson)] == [12]


def test_the_editor_of_a_lesson_nobody_takes_is_told_nothing(client: Client, editor: User):
    lesson = cast.lessons_of(cast.a_course(lessons=1))[0]
    assert "la versión del" not in _edit_page(client, editor, lesson)
    assert followers_of(lesson) == list[Followed]()


def _edit_page(client: Client, editor: User, lesson: LessonPage) -> str:
    cast.signed_in(client, editor)
    return client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()


@pytest.mark.parametrize(("lessons", "learners"), [(1, 1), (12, 9)])
def test_a_lesson_asks_the_database_at_most_twelve_times(
    client: Client, secretary: User, lessons: int, learners: int
):
    planned = cast.an_edition(cast.a_course(lessons=lessons))
    edition = move_edition(edition=planned, target=EditionState.RUNNING, actor=None)
    people: list[Any] = [secretary, *(cast.a_secretary(1) for _ in range(learners))]
    for person in people:
        cast.a_place(edition, person)
    lesson = cast.lessons_of(edition.course)[0]
    cast.signed_in(client, secretary)
    client.get(lesson.url)
    with CaptureQueriesContext(connection) as seen:
        client.get(lesson.url)
    assert len(seen) == 10


def versions(lesson: LessonPage) -> str:
    return reverse("courses_versions", args=[lesson.pk])


def test_an_editor_moves_an_edition_from_the_page_of_versions(
    client: Client, edition: Edition, lesson: LessonPage, editor: User, learner: User
):
    new = rewrite(lesson, "Reescrita")
    cast.signed_in(client, editor)
    page = client.get(versions(lesson))
    assert [(pin.edition, pin.people) for pin in page.context["pins"]] == [(edition, 1)]
    assert "Que lean la publicada" in page.content.decode()
    assert client.post(versions(lesson), {"edition": edition.pk}).status_code == 302
    assert edition.pins.get(lesson=lesson).revision == new
    assert "Es la publicada" in client.get(versions(lesson)).content.decode()
    assert [pin.edition for pin in editions_following(lesson)] == [edition]


@pytest.mark.parametrize("typed", ["", "x", "999999"])
def test_an_edition_that_does_not_follow_it_is_not_moved(
    client: Client, lesson: LessonPage, editor: User, typed: str
):
    cast.signed_in(client, editor)
    assert client.post(versions(lesson), {"edition": typed}).status_code == 404


def test_a_lesson_that_is_being_taught_is_not_deleted(
    client: Client, edition: Edition, lesson: LessonPage, reviewer: User
):
    assert is_being_taught(edition.course)
    assert delete(client, reviewer, lesson) == reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_when_the_edition_has_ended_it_is(
    client: Client, edition: Edition, lesson: LessonPage, reviewer: User
):
    move_edition(edition=edition, target=EditionState.FINISHED, actor=None)
    delete(client, reviewer, lesson)
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()
    assert release_lessons(page=edition.course) == 1


def delete(client: Client, who: User, lesson: LessonPage) -> str:
    """Press «Borrar» in the admin; return where it leads."""
    LessonPage.objects.filter(pk=lesson.pk).update(owner=who)
    cast.signed_in(client, who)
    return client.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk])).url


def test_it_is_not_deleted_among_several_either(
    client: Client, edition: Edition, lesson: LessonPage, reviewer: User
):
    other = cast.lessons_of(edition.course)[1]
    PinnedLesson.objects.filter(lesson=other).delete()
    LessonPage.objects.descendant_of(edition.course).update(owner=reviewer)
    cast.signed_in(client, reviewer)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{address}?id={lesson.pk}&id={other.pk}&next=/admin/"
    client.post(chosen)
    assert len(cast.lessons_of(edition.course)) == 2
    PinnedLesson.objects.all().delete()
    client.post(chosen)
    assert cast.lessons_of(edition.course) == []
