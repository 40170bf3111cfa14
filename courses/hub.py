"""The classroom page of an edition (*el aula*): one card for each thing one can do there, turned round.

Each subject writes a function here that returns its card, or None when it has nothing for this visitor.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from core import clock
from courses import quiz_words, words
from courses.enums.surveys import SurveyMoment
from courses.models import Edition, Enrolment, LiveSession
from courses.rules import may_run_editions
from courses.rules.assignments import leads_class
from courses.services.assignments.reading import due_of, waiting_in
from courses.services.forum.following import unread_in
from courses.services.packages.states import course_has_packages
from courses.services.quizzes.placed import placed_in
from courses.services.quizzes.results import count_waiting
from courses.services.quizzes.standing import standings_at
from courses.services.surveys import standing_of
from people.models import User


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at which edition, and as what."""

    person: User
    edition: Edition
    # Her place in it, or None for whoever is not a learner there.
    place: Enrolment | None
    # She gives it, or sees every roll.
    runs_it: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A thing to do in the classroom."""

    title: str
    url: str
    detail: str = ""
    # A few words that deserve colour: "2 por corregir".
    badge: str = ""
    for_staff: bool = False
    # One of `components/icon/strokes`.
    icon: str = "page"


def cards_of(visit: Visit) -> list[Card]:
    """Return the cards of this visitor, in the order of `SECTIONS`."""
    return [card for section in SECTIONS if (card := section(visit)) is not None]


def lessons(visit: Visit) -> Card | None:
    """Lead to the lessons of the course."""
    return Card("Lecciones", visit.edition.course.url, "Se leen a cualquier hora", icon="book")


def people(visit: Visit) -> Card | None:
    """Lead whoever runs the edition to its people."""
    if not visit.runs_it:
        return None
    held = visit.edition.capacity
    url = reverse("courses:people", args=[visit.edition.code])
    return Card("Personas", url, f"{held} plazas", for_staff=True, icon="people")


def classes(visit: Visit) -> Card | None:
    """Lead to the next live class."""
    in_order = LiveSession.objects.filter(edition=visit.edition).order_by("starts_at")
    upcoming = in_order.not_over_at(clock.now()).first() or in_order.last()
    if upcoming is None:
        return None
    days = words.class_days(in_order.values_list("starts_at", flat=True))
    return Card("Clases en directo", reverse("courses:session", args=[upcoming.pk]), days, icon="camera")


def quizzes(visit: Visit) -> Card | None:
    """Lead to the quizzes: a learner reads how she stands, and staff how many answers wait to be read."""
    placed = list(placed_in(visit.edition.course))
    if not placed:
        return None
    url = reverse("courses:quizzes", args=[visit.edition.code])
    if visit.runs_it:
        waiting = count_waiting(visit.edition)
        badge = quiz_words.to_mark(waiting) if waiting else ""
        return Card(
            "Cuestionarios", url, "Quién aprueba y qué cuesta más", badge=badge, for_staff=True, icon="check"
        )
    passed = sum(standing.is_passed for standing in standings_at(visit.place, placed).values())
    return Card("Cuestionarios", url, quiz_words.passed(passed, len(placed)), icon="check")


def management(visit: Visit) -> Card | None:
    """Lead those who run editions to the places, the sharing out and the quotas."""
    if not may_run_editions(visit.person):
        return None
    url = reverse("courses:management", args=[visit.edition.code])
    return Card("Gestionar la edición", url, "Plazas, reparto y cupos", for_staff=True, icon="list")


def attendance(visit: Visit) -> Card | None:
    """Lead whoever runs the edition to who came to its classes."""
    if not visit.runs_it:
        return None
    url = reverse("courses:edition_attendance", args=[visit.edition.code])
    minimum = f"Mínimo: {visit.edition.min_attendance} % de las clases"
    return Card("Asistencia", url, minimum, for_staff=True, icon="people")


def packages(visit: Visit) -> Card | None:
    """Lead whoever runs the edition to what its people do in the packages, where the course has any."""
    if not visit.runs_it or not course_has_packages(visit.edition.course):
        return None
    url = reverse("courses:edition_packages", args=[visit.edition.code])
    return Card("Paquetes", url, "Cómo va cada persona", for_staff=True, icon="play")


def certificates(visit: Visit) -> Card | None:
    """Lead whoever runs the edition to its certificates, and a learner to hers."""
    if visit.runs_it:
        url = reverse("courses:certificates", args=[visit.edition.code])
        return Card("Certificados", url, "Quién llega y quién no", for_staff=True, icon="certificate")
    return Card(
        "Mis certificados", reverse("courses:my_certificates"), "Sellados, con código", icon="certificate"
    )


def survey(visit: Visit) -> Card | None:
    """Ask a learner what she thinks once it can be answered; lead whoever runs the edition to the results."""
    if visit.runs_it:
        url = reverse("courses:survey_results", args=[visit.edition.code])
        return Card("Qué tal ha ido", url, "La encuesta, al cerrarse", for_staff=True, icon="chat")
    standing = standing_of(visit.edition, visit.place) if visit.place else None
    if standing is None or standing.moment != SurveyMoment.OPEN:
        return None
    url = reverse("courses:survey", args=[visit.edition.code])
    return Card("Cuéntanos qué tal", url, "2 minutos, sin tu nombre", badge="Por contestar", icon="chat")


def assignments(visit: Visit) -> Card | None:
    """Lead a learner to what she has to hand in, and whoever leads the class to what waits to be marked."""
    url = reverse("courses:assignments", args=[visit.edition.code])
    if leads_class(visit.person, visit.edition):
        waiting = waiting_in([visit.edition]).get(visit.edition.pk, 0)
        return Card(
            "Tareas",
            url,
            "Ponerlas y corregirlas",
            f"{waiting} por corregir" if waiting else "",
            icon="stamp",
        )
    if visit.place is None:
        return None
    due = [each for each in due_of(visit.person, clock.now()) if each.edition_id == visit.edition.pk]
    return Card(
        "Tareas", url, "Lo que hay que entregar", f"{len(due)} por entregar" if due else "", icon="stamp"
    )


def forum(visit: Visit) -> Card | None:
    """Lead to the questions of the class, and say how much is new."""
    if visit.place is None and not leads_class(visit.person, visit.edition):
        return None
    fresh = unread_in(visit.person, visit.edition)
    url = reverse("courses:forum", args=[visit.edition.code])
    said = "1 mensaje nuevo" if fresh == 1 else f"{fresh} nuevos"
    return Card(
        "Preguntas y respuestas", url, "Contestan la clase y quien la da", said if fresh else "", icon="chat"
    )


SECTIONS: tuple[Callable[[Visit], Card | None], ...] = (
    survey,
    lessons,
    assignments,
    forum,
    certificates,
    classes,
    people,
    attendance,
    quizzes,
    packages,
    management,
)
