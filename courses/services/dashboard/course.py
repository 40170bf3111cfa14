"""The panel of a course: where people are lost on the way, and which comarcas do not come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.enums import ENROLLED
from courses.models import Certificate, CoursePage, LiveSession
from courses.services.dashboard.facts import Facts, gather
from videoconf.models import Participant

# More classes than these do not fit on a sheet of paper.
CLASSES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """How many came of those who had a place."""

    came: int
    expected: int

    @property
    def percent(self) -> int | None:
        """Return the part that came, or None when nobody was expected."""
        return self.came * 100 // self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class CoursePanel:
    """Everything the page of a course shows."""

    since: datetime
    # (step, people), each step with the people who reached it.
    funnel: tuple[tuple[str, int], ...]
    classes: tuple[LiveSession, ...]
    # (comarca, a cell for each class).
    heat: tuple[tuple[str, tuple[Cell, ...]], ...]
    # (code, title) of the editions counted: where one looks for the people behind a figure.
    editions: tuple[tuple[str, str], ...]

    @property
    def most_lost(self) -> tuple[str, int] | None:
        """Return the step before which most people are lost, and how many; None when nobody is."""
        # Reading and coming to class are done side by side, so each is set against having a place.
        # A certificate comes when an edition is over: to have none yet is not to be lost.
        _, seated, *later = self.funnel
        step, people = min(later[:2], key=lambda reached: reached[1])
        return (step, seated[1] - people) if people < seated[1] else None


def course_panel(*, course: CoursePage) -> CoursePanel:
    """Return the panel of a course over the editions of the last twelve months.

    Effects: none. Six questions to the database, whatever the number of people.
    """
    facts = gather(course_path=course.path)
    seated = [place for place in facts.places if place.state in ENROLLED]
    given = LiveSession.objects.filter(
        edition__in={place.edition_id for place in facts.places}, starts_at__lte=facts.until
    )
    classes = list(given.order_by("starts_at", "pk"))
    inside = _inside(session.room_id for session in classes)
    shown = tuple(classes[-CLASSES_SHOWN:])
    editions = dict.fromkeys((place.edition__code, place.edition__title) for place in facts.places)
    return CoursePanel(
        since=facts.since,
        funnel=_funnel(facts, seated, inside),
        classes=shown,
        heat=_heat(seated, shown, inside),
        editions=tuple(editions),
    )


def _inside(rooms: Iterable[int]) -> dict[int, set[int]]:
    """Return who was in each room, by the intervals the room wrote down."""
    inside: dict[int, set[int]] = defaultdict(set)
    seen = Participant.objects.filter(room__in=set(rooms), person__isnull=False, spans__isnull=False)
    for room_id, person_id in seen.values_list("room_id", "person_id").distinct():
        inside[room_id].add(person_id)
    return inside


def _funnel(facts: Facts, seated: list[Any], inside: dict[int, set[int]]) -> tuple[tuple[str, int], ...]:
    people = {place.person_id for place in seated}
    entered = people.intersection(*[set().union(*inside.values())])
    finished = {place.person_id for place in seated if facts.has_finished(place)}
    return (
        ("Han pedido plaza", len({place.person_id for place in facts.places})),
        ("Han tenido plaza", len(people)),
        ("Han entrado en alguna clase", len(entered)),
        ("Han terminado las lecciones", len(finished)),
        ("Tienen certificado", len(_certified(seated))),
    )


def _certified(seated: list[Any]) -> set[int]:
    """Return who has a certificate in force: the last version, not taken back."""
    found = Certificate.objects.filter(
        enrolment__in={place.pk for place in seated}, replaced_by__isnull=True, revocation__isnull=True
    )
    return set(found.values_list("enrolment__person_id", flat=True))


def _heat(
    seated: list[Any], classes: tuple[LiveSession, ...], inside: dict[int, set[int]]
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    expected: dict[tuple[str, int], set[int]] = defaultdict(set)
    for place in seated:
        expected[place.entity__comarca or "Sin comarca", place.edition_id].add(place.person_id)
    comarcas = sorted({comarca for comarca, _ in expected})
    return tuple(
        (
            comarca,
            tuple(_cell(expected.get((comarca, each.edition_id), set()), inside, each) for each in classes),
        )
        for comarca in comarcas
    )


def _cell(people: set[int], inside: dict[int, set[int]], session: LiveSession) -> Cell:
    return Cell(len(people & inside.get(session.room_id, set())), len(people))
