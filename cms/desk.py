"""What the home page says first to whoever writes or reviews: what waits on the desk."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from cms.models import BasePage
from core.providers import NextThing, TaskItem
from people.enums import Role
from people.rules import has_role

# Beside what training says (`courses.providers`): less than a class of today, more than a lesson half read.
TO_REVIEW, MY_DRAFTS, AN_EMPTY_DESK = 50, 45, 10
LISTED = 5


def desk_of(person: Any, entities: Any) -> NextThing | None:
    """Return the first thing on the desk of an editor or a reviewer; nothing for anybody else."""
    if not has_role(person, Role.EDITOR, Role.REVIEWER):
        return None
    waiting, drafts = to_review(person), my_drafts(person)
    if waiting:
        return _pile(waiting, "esperando tu revisión", button="Revisar la página", priority=TO_REVIEW)
    if drafts:
        return _pile(drafts, "a medio escribir", button="Seguir escribiendo", priority=MY_DRAFTS)
    return NextThing(
        sentence="Tu mesa está al día",
        detail="No hay nada a medio escribir ni esperando revisión. Puedes empezar algo nuevo.",
        url=reverse("wagtailadmin_home"),
        button="Abrir el escritorio",
        priority=AN_EMPTY_DESK,
    )


def _pile(pages: Sequence[BasePage], how: str, *, button: str, priority: int) -> NextThing:
    """Say what a pile holds and lead to the page that has waited longest."""
    first, many = pages[0], len(pages)
    return NextThing(
        sentence=f"Tienes {'una página' if many == 1 else f'{many} páginas'} {how}",
        detail=f"«{first.title}»" if many == 1 else f"Empieza por «{first.title}».",
        url=_editor(first),
        button=button,
        priority=priority,
    )


def on_the_desk(person: Any, entities: Any) -> list[TaskItem]:
    """Return each page that waits for this person, those to review first."""
    if not has_role(person, Role.EDITOR, Role.REVIEWER):
        return []
    piles = (
        ("Revisa", "Está escrita: falta que la leas y la publiques", to_review(person)),
        ("Termina", "Guardada sin publicar", my_drafts(person)),
    )
    return [
        TaskItem(f"{verb} «{page.title}»", _editor(page), detail=detail)
        for verb, detail, pages in piles
        for page in pages[:LISTED]
    ]


def to_review(person: Any) -> list[BasePage]:
    """Return the pages sent to review that this person may publish, the oldest first."""
    if not has_role(person, Role.REVIEWER):
        return []
    states = TaskState.objects.reviewable_by(person)
    keys = states.order_by("started_at").values_list("workflow_state__object_id", flat=True)
    found = BasePage.objects.in_bulk([int(key) for key in keys])
    return list(found.values())


def my_drafts(person: Any) -> list[BasePage]:
    """Return what this person was the last to touch and has neither published nor sent to review."""
    found = BasePage.objects.left_unfinished_by(person)
    # Wagtail keeps the key of what is in review as text: compared here, both databases answer alike.
    in_review = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    sent = set(in_review.values_list("object_id", flat=True))
    return [page for page in found if str(page.pk) not in sent]


def _editor(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
