"""A course's page: its lessons as steps, and its editions with what one can do now."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from courses import words
from courses.enums import EnrolmentState
from courses.models import CoursePage, Edition, LessonPage
from courses.rules import why_not_withdraw
from courses.services.booklet import size_kept
from courses.services.editions.offered import Offered, offered_to, place_in_queue
from courses.services.learning.outline import Outline, Step, outline_of, outline_of_drafts
from people.sessions import mark_of


def present(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a course shows to this person."""
    outline = outline_for(page.path, request)
    offers = offered_to(request.user, Edition.objects.announced().filter(course=page))
    enrolled = any(offer.belongs for offer in offers)
    return {
        "outline": outline,
        "steps": steps_of(outline, request, enrolled=enrolled),
        "cards": [card_of(offer, request) for offer in offers],
        "hours": page.hours,
        "competences": sorted(page.competences.all(), key=str),
        "progress_said": words.progress(outline.done, len(outline.steps)),
        "take": take_along(page, outline, request, belongs=enrolled),
    }


def take_along(page: CoursePage, outline: Outline, request: HttpRequest, *, belongs: bool) -> dict[str, Any]:
    """Return what can be taken to read without a line: the PDF, and a copy for whoever belongs."""
    if _is_preview(request) or not page.live or not outline.steps:
        return {}
    base = request.build_absolute_uri("/")
    paper = {
        "pdf": reverse("courses:booklet", args=[page.pk]),
        "pdf_bytes": size_kept(course=page, outline=outline, base=base),
    }
    if not belongs or not request.user.is_authenticated:
        return paper
    return {**paper, "manifest": reverse("courses:copy", args=[page.pk]), "reader": mark_of(request.user)}


def outline_for(course_path: str, request: HttpRequest) -> Outline:
    """Return the lessons for who is looking; an editor who previews a course gets its drafts."""
    read = outline_of_drafts if _is_preview(request) else outline_of
    return read(course_path, request.user)


def url_of(lesson: LessonPage, request: HttpRequest) -> str:
    """Return where a lesson is read; in a preview, where its draft is looked at."""
    if _is_preview(request):
        return reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    url: str = lesson.get_url(request)
    return url


def _is_preview(request: HttpRequest) -> bool:
    return getattr(request, "is_preview", False)


def steps_of(outline: Outline, request: HttpRequest, *, enrolled: bool) -> list[dict[str, Any]]:
    """Return the lessons as the component `steps` wants them; one of them carries the button."""
    may_go_on = enrolled or outline.is_begun
    return [_step(step, outline, request, may_go_on=may_go_on) for step in outline.steps]


def _step(step: Step, outline: Outline, request: HttpRequest, *, may_go_on: bool) -> dict[str, Any]:
    url = url_of(step.page, request)
    is_here = step == outline.here and may_go_on
    state = "done" if step.is_done else "here" if is_here else "todo"
    shown = {"title": step.page.title, "url": url, "state": state, "end": f"{step.page.minutes} min"}
    if step.is_done:
        shown["end"] = "Hecha"
    if is_here:
        shown["action"] = "Seguir" if outline.is_begun else "Empezar"
        shown["action_url"] = f"{url}#{step.anchor}" if step.anchor else url
        shown["note"] = f"{step.page.minutes} min" + (" · la dejaste a medias" if step.anchor else "")
    return shown


def card_of(offer: Offered, request: HttpRequest) -> dict[str, Any]:
    """Return one edition as its card shows it."""
    acting = getattr(request, "acting", None)
    served = getattr(request, "served_entities", ())
    return {
        "offer": offer,
        "edition": offer.edition,
        "place": offer.place,
        "status": status_of(offer),
        "facts": facts_of(offer),
        "next": offer.next_session,
        "door_open": offer.belongs and _door_is_open(offer),
        "room_url": _room_url(offer),
        "aula_url": reverse("courses:aula", args=[offer.edition.code]),
        "may_withdraw": offer.place is not None and why_not_withdraw(offer.place, offer.at) is None,
        "full": offer.left == 0,
        "acting": acting,
        "others": [entity for entity in served if entity != acting],
    }


def status_of(offer: Offered) -> dict[str, str]:
    """Say how things are in this edition for this person, and in which colour."""
    if offer.place is not None:
        return _status_of_place(offer)
    if offer.teaches:
        return {"text": "La das tú", "kind": "done"}
    if offer.refusal:
        return {"text": str(offer.refusal.label), "kind": ""}
    said = words.places_left(offer.edition.capacity, offer.taken)
    few = words.few_left(offer.edition.capacity, offer.taken)
    return {"text": said, "kind": "live" if few else "done"}


def _status_of_place(offer: Offered) -> dict[str, str]:
    place = offer.place
    assert place is not None  # noqa: S101  (asked by the caller)
    if place.state == EnrolmentState.WAITING:
        return {"text": words.turn(place_in_queue(place)), "kind": "soon"}
    said = {
        EnrolmentState.APPLIED: ("Plaza pedida: falta el visto bueno", "soon"),
        EnrolmentState.SUPERVISOR_OK: ("Con visto bueno de la alcaldía", "soon"),
        EnrolmentState.OFFERED: ("Hay una plaza para ti", "late"),
        EnrolmentState.CONFIRMED: ("Tienes plaza", "done"),
        EnrolmentState.ATTENDED: ("Has hecho esta edición", "done"),
        EnrolmentState.NO_SHOW: ("No viniste a esta edición", "late"),
    }
    text, kind = said[EnrolmentState(place.state)]
    return {"text": text, "kind": kind}


def facts_of(offer: Offered) -> list[tuple[str, str]]:
    """Return the facts of an edition: classes, hours, attendance."""
    edition, upcoming = offer.edition, offer.next_session
    facts = [
        ("Clases", words.class_days(session.starts_at for session in offer.sessions)),
        ("Horas", str(edition.course.hours)),
        ("Asistencia mínima", f"{edition.min_attendance} %"),
    ]
    # Whoever belongs reads her next class below, with its link: said once is enough.
    if upcoming is None or offer.belongs:
        return facts
    return [*facts, ("Próxima clase", words.moment(upcoming.starts_at, offer.at))]


def _room_url(offer: Offered) -> str:
    upcoming = offer.next_session
    return reverse("videoconf:room", args=[upcoming.room.key]) if upcoming else ""


def _door_is_open(offer: Offered) -> bool:
    upcoming = offer.next_session
    return upcoming is not None and words.door_is_open(upcoming.starts_at, upcoming.ends_at, offer.at)
