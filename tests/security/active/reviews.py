"""Hostile texts beside a page of the catalogue: why a reviewer sends it back. Comments are not offered."""

from itertools import islice

from django.urls import reverse
from wagtail.models import Comment, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.models import CoursePage, LessonPage, ModulePage
from tests.security.active.gardener import Gardener

MAKERS = ("editora", "revisora")
TIMES = 20


def plant(gardener: Gardener) -> None:
    """Send a lesson to review and have it sent back, again and again, each time with another reason."""
    module = ModulePage.objects.descendant_of(CoursePage.objects.get(slug="corpus")).first()
    lesson = LessonPage(title=gardener.corpus.text("título de lección"), slug="c")
    module.add_child(instance=lesson)
    lesson.save_revision().publish()
    path = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    for reason in islice(gardener.corpus.every("motivo de la revisora"), TIMES):
        _send_back(gardener, lesson, path, reason)
    gardener.shows(path, *MAKERS)
    gardener.shows(f"/admin/pages/{lesson.pk}/history/", *MAKERS)
    gardener.shows(reverse("wagtailadmin_pages:workflow_history", args=[lesson.pk]), *MAKERS)
    for state in WorkflowState.objects.filter(object_id=lesson.pk).order_by("-pk")[:3]:
        detail = reverse("wagtailadmin_pages:workflow_history_detail", args=[lesson.pk, state.pk])
        gardener.shows(detail, *MAKERS)
    for each in ("/admin/", "/admin/reports/workflow/", "/admin/reports/workflow_tasks/"):
        gardener.see(each, *MAKERS)


def _send_back(gardener: Gardener, lesson: LessonPage, path: str, reason: str) -> None:
    form = nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "summary": "",
            "minutes": "5",
            "audience": "public",
            "body": streamfield([("paragraph", rich_text("<p>Texto.</p>"))]),
            # Pages have no comments in this admin: what a made up form brings is thrown away.
            "comments": {
                "0": {"id": "", "contentpath": "title", "text": reason, "position": ""},
                "TOTAL_FORMS": 1,
                "INITIAL_FORMS": 0,
            },
            "action-submit": "1",
        }
    )
    gardener.send("editora", path, form, since=gardener.count)
    assert not Comment.objects.filter(page=lesson).exists()
    state = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS, object_id=lesson.pk)
    task = state.current_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "reject", task.pk])
    gardener.send("revisora", reject, {"comment": reason}, since=gardener.count - 1)
