"""An editor changes a lesson, a reviewer reads it and publishes it, and the secretary sees it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.blocks import from_content
from cms.enums import Audience
from courses.models import CoursePage, LessonPage, ModulePage, ProgrammePage
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import PARAGRAPH, hang, home, news

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(db: None) -> LessonPage:
    programme = hang(home(), ProgrammePage(title="Ciclo", slug="ciclo", audience=Audience.PUBLIC))
    course = hang(programme, CoursePage(title="Registro", slug="registro", audience=Audience.PUBLIC))
    module = hang(course, ModulePage(title="Entrada", slug="entrada", audience=Audience.PUBLIC))
    body = from_content(PARAGRAPH)
    return hang(module, LessonPage(title="El asiento", slug="asiento", body=body, minutes=10))


@pytest.fixture
def writer(editor: User) -> Client:
    return signed_in(Client(), editor)


@pytest.fixture
def reader(reviewer: User) -> Client:
    return signed_in(Client(), reviewer)


@pytest.fixture
def pupil(secretary: User) -> Client:
    return signed_in(Client(), secretary)


def typed(page: LessonPage, text: str, **actions: str) -> dict[str, Any]:
    """What the browser sends from the page editor."""
    return nested_form_data(
        {
            "title": page.title,
            "summary": page.summary,
            "minutes": 10,
            "body": streamfield([("paragraph", rich_text(f"<p>{text}</p>"))]),
            "slug": page.slug,
            "audience": Audience.COUNCILS,
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
            **actions,
        }
    )


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown_to(client: Client, page: Page) -> str:
    return client.get(page.get_url()).content.decode()


def test_what_an_editor_sends_is_published_by_a_reviewer_and_read_by_a_secretary(
    lesson: LessonPage, writer: Client, reader: Client, pupil: Client
) -> None:
    sent = typed(lesson, "Texto nuevo del asiento.", **{"action-submit": "1"})
    assert writer.post(edit_url(lesson), sent).status_code == 302
    assert "Texto nuevo" not in shown_to(pupil, lesson)

    state = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)
    task = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk])
    assert reader.post(approve, {"comment": "Bien."}).status_code == 302
    assert "Texto nuevo del asiento." in shown_to(pupil, lesson)


def test_an_editor_cannot_publish_alone(lesson: LessonPage, writer: Client, pupil: Client) -> None:
    writer.post(edit_url(lesson), typed(lesson, "Sin revisar.", **{"action-publish": "1"}))
    assert "Sin revisar." not in shown_to(pupil, lesson)


def test_a_saved_draft_stays_a_draft(lesson: LessonPage, writer: Client, pupil: Client) -> None:
    writer.post(edit_url(lesson), typed(lesson, "A medias."))
    assert "A medias." not in shown_to(pupil, lesson)
    assert "A medias." in str(Page.objects.get(pk=lesson.pk).get_latest_revision_as_object().body)


def test_an_editor_cannot_approve_what_she_sent(lesson: LessonPage, writer: Client, pupil: Client) -> None:
    writer.post(edit_url(lesson), typed(lesson, "Yo misma.", **{"action-submit": "1"}))
    task = WorkflowState.objects.get().current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk])
    writer.post(approve, {"comment": ""})
    assert "Yo misma." not in shown_to(pupil, lesson)


def test_a_reviewer_sends_it_back_with_her_reasons(
    lesson: LessonPage, writer: Client, reader: Client, pupil: Client
) -> None:
    writer.post(edit_url(lesson), typed(lesson, "Con una errata.", **{"action-submit": "1"}))
    task = WorkflowState.objects.get().current_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "reject", task.pk])
    reader.post(reject, {"comment": "Mira la segunda línea."})
    task.refresh_from_db()
    assert (task.status, task.comment) == ("rejected", "Mira la segunda línea.")
    assert "Con una errata." not in shown_to(pupil, lesson)


def test_a_reviewer_publishes_by_herself(lesson: LessonPage, reader: Client, pupil: Client) -> None:
    reader.post(edit_url(lesson), typed(lesson, "Publicado al momento.", **{"action-publish": "1"}))
    assert "Publicado al momento." in shown_to(pupil, lesson)


def test_there_is_one_workflow_in_spanish_and_it_covers_every_page(lesson: LessonPage) -> None:
    assert [flow.name for flow in Workflow.objects.all()] == ["Revisión antes de publicar"]
    assert news("Cualquiera").get_workflow() == lesson.get_workflow() == Workflow.objects.get()


def test_without_the_groups_right_to_publish_being_missing_the_editor_would_publish_alone(
    lesson: LessonPage, writer: Client, pupil: Client, editor: User
) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    group = Group.objects.get(name="Redactor")
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission_type="publish"
    )
    writer.post(edit_url(lesson), typed(lesson, "Sin revisar.", **{"action-publish": "1"}))
    assert "Sin revisar." in shown_to(pupil, lesson)
