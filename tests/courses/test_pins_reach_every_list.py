"""Whoever follows an edition finds its versions in every list of lessons, also if she gives it."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.enums import PreviewMode
from courses.enums import Blueprint, EditionState
from courses.models import CoursePage, Edition, LessonPage, PinnedLesson
from courses.services import finish_lesson, follow_new_version, outline_of
from courses.services.catalogue.blueprints import Details, build_course
from courses.services.catalogue.pins import as_followed, editions_without, pin_those_born_running, version_for
from courses.services.learning.outline import outline_of_drafts
from courses.services.learning.training import training_of
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
AS_IT_WAS, AS_PUBLISHED = ["Lección 1", "Lección 2"], ["Reescrita", "Lección 2"]


@pytest.fixture
def edition(db: None) -> Edition:
    """An edition written down when it was already under way, of a course of two lessons."""
    born = cast.an_edition(cast.a_course(lessons=2), state=EditionState.RUNNING)
    assert pin_those_born_running() == 1
    return born


@pytest.fixture
def learner(edition: Edition, secretary: User) -> User:
    cast.a_place(edition, secretary)
    return secretary


def rewrite(lesson: LessonPage, title: str, minutes: int = 45) -> None:
    """Edit and publish, as an editor does."""
    fresh = LessonPage.objects.get(pk=lesson.pk)
    fresh.title, fresh.minutes = title, minutes
    fresh.save_revision().publish()


def add_lesson(edition: Edition) -> LessonPage:
    """Publish one lesson more in the course of an edition."""
    module = cast.lessons_of(edition.course)[0].get_parent()
    return module.add_child(instance=cast.a_lesson(9, title="Añadida después"))


def titles(edition: Edition, who: User) -> list[str]:
    return [step.page.title for step in outline_of(edition.course.path, who).steps]


def shown(client: Client, who: User, url: str) -> list[str]:
    """The steps that a page shows."""
    context = cast.signed_in(client, who).get(url).context
    return [step["title"] for step in context.get("contents") or context["steps"]]


def test_the_course_its_module_and_the_index_of_a_lesson_show_the_pinned_titles(
    client: Client, edition: Edition, learner: User
):
    one, _ = cast.lessons_of(edition.course)
    rewrite(one, "Reescrita")
    for url in (edition.course.url, one.get_parent().url, one.url):
        assert shown(client, learner, url) == AS_IT_WAS
    assert outline_of(edition.course.path, learner).minutes == 20
    assert shown(client, cast.a_secretary(1), edition.course.url) == AS_PUBLISHED


def test_a_trainer_reads_what_her_edition_reads(client: Client, edition: Edition, trainer: User):
    one, _ = cast.lessons_of(edition.course)
    rewrite(one, "Reescrita")
    assert (titles(edition, trainer), version_for(one, trainer).minutes) == (AS_PUBLISHED, 10)
    edition.trainers.add(trainer)
    assert titles(edition, trainer) == AS_IT_WAS
    assert version_for(LessonPage.objects.get(pk=one.pk), trainer).title == "Lección 1"


def test_an_edition_born_under_way_holds_its_lessons_from_that_day(edition: Edition):
    assert [pin.lesson_id for pin in edition.pins.order_by("lesson__path")] == [
        lesson.pk for lesson in cast.lessons_of(edition.course)
    ]


def test_one_whose_course_is_half_in_draft_waits(db: None):
    born = cast.an_edition(cast.a_course(lessons=2), state=EditionState.RUNNING)
    draft = cast.lessons_of(born.course)[1]
    LessonPage.objects.filter(pk=draft.pk).update(live=False)
    assert (pin_those_born_running(), born.pins.count()) == (0, 0)
    LessonPage.objects.filter(pk=draft.pk).update(live=True)
    assert (pin_those_born_running(), born.pins.count()) == (1, 2)
    assert pin_those_born_running() == 0


def test_the_lessons_of_an_outline_are_read_whole_in_its_versions(edition: Edition, learner: User):
    one, _ = cast.lessons_of(edition.course)
    rewrite(one, "Reescrita")
    read = as_followed(outline_of(edition.course.path, learner).steps)
    assert [(lesson.title, str(lesson.body[0].value)) for lesson in read] == [
        (title, "Lo primero") for title in AS_IT_WAS
    ]


def test_a_lesson_added_meanwhile_is_not_shown_until_somebody_says_so(
    client: Client, edition: Edition, learner: User, editor: User
):
    added = add_lesson(edition)
    assert titles(edition, learner) == AS_IT_WAS
    assert titles(edition, cast.a_secretary(1)) == [*AS_IT_WAS, "Añadida después"]
    assert list(editions_without(added)) == [edition]
    follow_new_version(edition=edition, lesson=added, actor=editor)
    assert titles(edition, learner) == [*AS_IT_WAS, "Añadida después"]
    assert list(editions_without(added)) == []


def test_the_editor_sees_who_does_not_see_it_and_shows_it_to_them(
    client: Client, edition: Edition, learner: User, editor: User
):
    added = add_lesson(edition)
    page = reverse("courses_versions", args=[added.pk])
    cast.signed_in(client, editor)
    said = client.get(page).content.decode()
    assert ("No la ven: se publicó después de empezar" in said, "Que la lean también" in said) == (True, True)
    assert client.post(page, {"edition": edition.pk}).status_code == 302
    assert titles(edition, learner)[-1] == "Añadida después"


def test_whoever_opens_it_by_its_address_can_still_finish_it(edition: Edition, learner: User):
    finish_lesson(person=learner, lesson=add_lesson(edition))
    assert titles(edition, learner) == AS_IT_WAS


def test_how_far_one_is_counts_the_lessons_of_her_edition(edition: Edition, learner: User):
    add_lesson(edition)
    assert [(row.done, row.lessons) for row in training_of(learner).current] == [(0, 2)]
    PinnedLesson.objects.all().delete()
    assert [(row.done, row.lessons) for row in training_of(learner).current] == [(0, 3)]


def test_of_two_editions_under_way_she_follows_the_newest(edition: Edition, learner: User):
    one, _ = cast.lessons_of(edition.course)
    rewrite(one, "Reescrita")
    newer = cast.an_edition(edition.course, state=EditionState.RUNNING)
    pin_those_born_running()
    cast.a_place(newer, learner)
    assert titles(edition, learner) == AS_PUBLISHED


def test_an_editor_previews_a_course_with_the_lessons_still_in_draft(client: Client, editor: User):
    course = _draft(editor)
    address = reverse("wagtailadmin_pages:view_draft", args=[course.pk])
    steps = cast.signed_in(client, editor).get(address, {"mode": PreviewMode.SECRETARY}).context["steps"]
    drafts = list(LessonPage.objects.descendant_of(course).order_by("path"))
    assert [step["title"] for step in steps] == [draft.title for draft in drafts]
    assert steps[0]["url"] == reverse("wagtailadmin_pages:view_draft", args=[drafts[0].pk])


def test_a_draft_says_what_was_last_written_and_only_in_a_preview(editor: User, secretary: User):
    course = _draft(editor)
    first = LessonPage.objects.descendant_of(course).order_by("path")[0]
    first.title = "Aún sin publicar"
    first.save_revision()
    assert outline_of_drafts(course.path, secretary).steps[0].page.title == "Aún sin publicar"
    assert outline_of(course.path, secretary).steps == ()


def _draft(editor: User) -> CoursePage:
    details = Details(title="Padrón sin errores", hours=12)
    return build_course(kind=Blueprint.SHORT, programme=cast.a_programme(), details=details, actor=editor)
