"""A new course with its modules and lessons already hung, each saying what to write in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.enums import Audience
from core import audit
from courses.enums import Blueprint
from courses.models import CoursePage, LessonPage, ModulePage, Package, ProgrammePage, Quiz
from courses.services.quizzes.keeping import note_quiz_kept
from people.models import User

Body = list[tuple[str, Any]]
GOAL = "Di en una frase qué sabrá hacer quien termine esta unidad."
# Where a template has this, the course gets a quiz of its own, still without questions.
FRESH_QUIZ = ("quiz", None)
CASE = "Cuenta un caso de un pueblo pequeño: quién llega al mostrador, qué trae y qué hay que hacer."


@dataclass(frozen=True, slots=True)
class Details:
    """What an editor types to begin a course."""

    title: str
    hours: int
    for_whom: str = ""
    audience: str = Audience.COUNCILS
    # Hung at the end of the first lesson, when there is one.
    package: Package | None = None


def _unit(number: int) -> tuple[str, Sequence[tuple[str, Body]]]:
    text = [
        ("heading", "Qué aprenderás"),
        ("paragraph", RichText(f"<p>{GOAL}</p>")),
        ("heading", "Un caso"),
        ("paragraph", RichText(f"<p>{CASE}</p>")),
    ]
    return f"Unidad {number}", [(f"Lección de la unidad {number}", text)]


def _class(number: int) -> tuple[str, Sequence[tuple[str, Body]]]:
    title, lessons = _unit(number)
    ready = ("live_session", {"number": number, "text": "Di qué conviene llevar preparado."})
    return title, [(name, [*body, ready]) for name, body in lessons]


def _last_test() -> tuple[str, Sequence[tuple[str, Body]]]:
    advice = "Explica cuánto dura el cuestionario y con cuánto se aprueba. Sus preguntas se ponen en él."
    body = [("heading", "Antes de empezar"), ("paragraph", RichText(f"<p>{advice}</p>")), FRESH_QUIZ]
    return "Para terminar", [("Cuestionario final", body)]


PLANS: Mapping[str, Sequence[tuple[str, Sequence[tuple[str, Body]]]]] = {
    Blueprint.SHORT: [_unit(1), _unit(2), _unit(3)],
    Blueprint.LIVE: [_class(1), _class(2), _class(3)],
    Blueprint.QUIZ: [_unit(1), _unit(2), _last_test()],
    Blueprint.WHOLE: [_class(1), _class(2), _last_test()],
}


def build_course(*, kind: Blueprint, programme: ProgrammePage, details: Details, actor: User) -> CoursePage:
    """Hang a draft course with its modules and lessons.

    Pre-conditions: the actor may add pages to the programme. Effects: all the pages or none, none of them
    published; one audit row, besides those of each page.
    """
    with transaction.atomic():
        course = CoursePage(
            title=details.title,
            hours=details.hours,
            for_whom=details.for_whom,
            audience=details.audience,
        )
        _hang(programme, course, actor)
        for title, lessons in _plan(kind, details.package):
            module = _hang(course, ModulePage(title=title, audience=details.audience), actor)
            for name, body in lessons:
                whole = [_made(block, course, actor) for block in body]
                _hang(module, LessonPage(title=name, audience=details.audience, body=whole), actor)
        _audit("courses.course.built", course, actor, {"from": str(kind)})
    return course


def _plan(kind: Blueprint, package: Package | None) -> Sequence[tuple[str, Sequence[tuple[str, Body]]]]:
    """Return the units of a template, the package at the end of the first lesson."""
    units = PLANS[kind]
    if package is None:
        return units
    (title, ((name, body), *others)), *rest = units
    return [(title, [(name, [*body, ("package", {"package": package, "text": ""})]), *others]), *rest]


def _made(block: tuple[str, Any], course: CoursePage, actor: User) -> tuple[str, Any]:
    if block != FRESH_QUIZ:
        return block
    quiz = Quiz.objects.create(title=f"Cuestionario final: {course.title}"[:160])
    note_quiz_kept(quiz=quiz, actor=actor)
    return "quiz", {"quiz": quiz, "text": ""}


def _hang(parent: Page, page: Any, actor: User) -> Any:
    page.live, page.owner = False, actor
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=actor)
    page.save_revision(user=actor)
    return page


def drafts_of(course: CoursePage) -> list[Page]:
    """Return the pages of a course with something not published, the course first."""
    pages = Page.objects.descendant_of(course, inclusive=True).filter(has_unpublished_changes=True)
    return list(pages.order_by("path").specific())


def send_course_to_review(*, course: CoursePage, actor: User) -> int:
    """Send every draft of a course to whoever reviews; return how many were sent now.

    Pre-conditions: the actor may change the course. Effects: one workflow for each page that had none.
    """
    with transaction.atomic():
        waiting = [page for page in drafts_of(course) if not page.workflow_in_progress]
        for page in waiting:
            page.get_workflow().start(page, actor)
        _audit("courses.course.sent", course, actor, {"pages": len(waiting)})
    return len(waiting)


def publish_course(*, course: CoursePage, actor: User) -> int:
    """Publish every draft of a course, the course first; return how many.

    Pre-conditions: the actor may publish the course. Effects: all are published or none.
    """
    with transaction.atomic():
        drafts = drafts_of(course)
        for page in drafts:
            page.get_latest_revision().publish(user=actor)
        _audit("courses.course.published", course, actor, {"pages": len(drafts)})
    return len(drafts)


def _audit(action: str, course: CoursePage, actor: User, detail: dict[str, Any]) -> None:
    audit.record(
        action=action, actor_id=actor.pk, entity_id=None, target=f"course:{course.pk}", detail=detail
    )
