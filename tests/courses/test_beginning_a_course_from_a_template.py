"""An editor begins a course from a template, writes, and sends it whole: in at most twelve clicks."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from cms.enums import Audience
from core import clock
from core.models import AuditEntry
from courses.enums import Blueprint
from courses.enums.packages import PackageState
from courses.models import CoursePage, LessonPage, ModulePage, Package, ProgrammePage, Quiz
from courses.services.catalogue.blueprints import (
    Details,
    build_course,
    drafts_of,
    publish_course,
    send_course_to_review,
)
from courses.services.quizzes.placed import quizzes_in
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db: None) -> ProgrammePage:
    return cast.a_programme()


def typed(programme: ProgrammePage, **changes: Any) -> dict[str, Any]:
    known = {"kind": "corto", "title": "Padrón sin errores", "hours": "12", "for_whom": "Quien atiende"}
    return {**known, "audience": "councils", "programme": programme.pk, **changes}


def new(client: Client, who: User, form: dict[str, Any]) -> Any:
    return cast.signed_in(client, who).post(reverse("courses_new"), form)


def built(programme: ProgrammePage, actor: User, kind: Blueprint = Blueprint.SHORT) -> CoursePage:
    details = Details(title="Padrón sin errores", hours=12, audience=Audience.COUNCILS)
    return build_course(kind=kind, programme=programme, details=details, actor=actor)


def blocks_of(course: CoursePage) -> list[list[str]]:
    lessons = LessonPage.objects.descendant_of(course).order_by("path")
    return [[block.block_type for block in lesson.body] for lesson in lessons]


TEXT = ["heading", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("kind", "blocks"),
    [
        (Blueprint.SHORT, [TEXT, TEXT, TEXT]),
        (Blueprint.LIVE, [[*TEXT, "live_session"]] * 3),
        (Blueprint.QUIZ, [TEXT, TEXT, ["heading", "paragraph", "quiz"]]),
        (Blueprint.WHOLE, [[*TEXT, "live_session"]] * 2 + [["heading", "paragraph", "quiz"]]),
    ],
)
def test_each_template_hangs_its_units_as_drafts(
    programme: ProgrammePage, editor: User, kind: Blueprint, blocks: list[list[str]]
):
    course = built(programme, editor, kind)
    assert blocks_of(course) == blocks
    assert ModulePage.objects.child_of(course).count() == 3
    assert Page.objects.descendant_of(course, inclusive=True).filter(live=True).count() == 0
    assert AuditEntry.objects.get(action="courses.course.built").detail == {"from": str(kind)}


def test_the_template_with_a_quiz_brings_an_empty_one_of_its_own(programme: ProgrammePage, editor: User):
    courses = [built(programme, editor, Blueprint.QUIZ) for _ in range(2)]
    hung = [list(placed_in_drafts(course)) for course in courses]
    quizzes = list(Quiz.objects.order_by("pk"))
    assert hung == [[quiz.pk] for quiz in quizzes]
    assert [(quiz.title, quiz.parts.count()) for quiz in quizzes] == [
        ("Cuestionario final: Padrón sin errores", 0)
    ] * 2


def a_package(editor: User, title: str, state: str = PackageState.READY) -> Package:
    return Package.objects.create(
        title=title, standard="SCORM 1.2", sha256=title, size=1, files=1,
        uploaded_by=editor, uploaded_at=clock.now(), state=state,
    )  # fmt: skip


def test_a_package_that_was_chosen_ends_the_first_lesson(
    client: Client, editor: User, programme: ProgrammePage
):
    package = a_package(editor, "Contratos")
    new(client, editor, typed(programme, kind="completo", package=package.pk))
    first, second, _ = LessonPage.objects.of_course(CoursePage.objects.get().path)
    assert (first.body[-1].block_type, first.body[-1].value["package"]) == ("package", package)
    assert second.body[-1].block_type == "live_session"


def test_a_package_that_was_retired_is_not_offered(client: Client, editor: User, programme: ProgrammePage):
    retired = a_package(editor, "Viejo", PackageState.RETIRED)
    answer = new(client, editor, typed(programme, package=retired.pk))
    assert list(answer.context["form"].errors) == ["package"]


def placed_in_drafts(course: CoursePage) -> list[int]:
    return [pk for lesson in LessonPage.objects.descendant_of(course) for pk in quizzes_in(lesson)]


def test_the_form_opens_the_editor_of_the_new_course(client: Client, editor: User, programme: ProgrammePage):
    answer = new(client, editor, typed(programme))
    course = CoursePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[course.pk])
    assert (course.title, course.hours, course.for_whom) == ("Padrón sin errores", 12, "Quien atiende")
    page = client.get(answer.url).content.decode()
    assert f'href="{reverse("courses_send", args=[course.pk])}"' in page


def test_two_courses_of_one_title_do_not_collide(client: Client, editor: User, programme: ProgrammePage):
    for _ in range(2):
        new(client, editor, typed(programme))
    slugs = CoursePage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["padron-sin-errores", "padron-sin-errores-2"]


@pytest.mark.parametrize("wrong", [{"title": ""}, {"hours": "0"}, {"kind": "otro"}, {"programme": "999"}])
def test_what_is_wrong_is_said_and_nothing_is_made(
    client: Client, editor: User, programme: ProgrammePage, wrong: dict[str, Any]
):
    answer = new(client, editor, {**typed(programme), **wrong})
    assert list(answer.context["form"].errors) == list(wrong)
    assert CoursePage.objects.count() == 0


def test_whoever_may_not_add_pages_there_makes_none(
    client: Client, operator: User, secretary: User, programme: ProgrammePage
):
    assert list(new(client, operator, typed(programme)).context["form"].errors) == ["programme"]
    assert new(client, secretary, typed(programme)).status_code == 403
    assert CoursePage.objects.count() == 0


def test_an_editor_sends_it_whole_and_a_reviewer_publishes_it(
    client: Client, editor: User, reviewer: User, secretary: User, programme: ProgrammePage
):
    clicks = 0
    # Menu «Nuevo curso», «Crear el curso»: what is typed and ticked beforehand is right for a short one.
    new(client, editor, typed(programme))
    clicks += 2
    course = CoursePage.objects.get()
    send = reverse("courses_send", args=[course.pk])
    # «Enviar el curso entero», «Enviar el curso a revisión».
    assert "Enviar el curso a revisión" in client.get(send).content.decode()
    client.post(send)
    clicks += 2
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count() == 7
    # The reviewer comes by the list of what waits: the page, the button, the button.
    cast.signed_in(client, reviewer)
    assert "Publicar el curso entero" in client.get(send).content.decode()
    client.post(send)
    clicks += 3
    assert Page.objects.descendant_of(course, inclusive=True).filter(live=True).count() == 7
    assert len(cast.signed_in(client, secretary).get(course.url).context["steps"]) == 3
    assert clicks == 7


def test_sending_it_twice_sends_nothing_more(editor: User, programme: ProgrammePage):
    course = built(programme, editor)
    assert [send_course_to_review(course=course, actor=editor) for _ in range(2)] == [7, 0]


def test_what_is_published_is_no_draft(reviewer: User, programme: ProgrammePage):
    course = built(programme, reviewer)
    assert (len(drafts_of(course)), publish_course(course=course, actor=reviewer)) == (7, 7)
    assert drafts_of(course) == []


def test_an_editor_does_not_publish_by_sending(client: Client, editor: User, programme: ProgrammePage):
    course = built(programme, editor)
    cast.signed_in(client, editor).post(reverse("courses_send", args=[course.pk]))
    assert Page.objects.descendant_of(course, inclusive=True).filter(live=True).count() == 0
