"""How the work of a class is: hers for each person, everybody's for whoever leads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from core.tenancy import unscoped
from courses.enums.assignments import WorkState
from courses.models import Assignment, Edition, Enrolment, Marking, Submission
from people.models import User

WHY = "quien da la edición lee entregas de todos los ayuntamientos"
OWN = "la persona mira sus propias entregas"


@dataclass(frozen=True, slots=True)
class Work:
    """What one person has done of one assignment, newest delivery first."""

    assignment: Assignment
    deliveries: tuple[Submission, ...]
    # The last one given to any of them: it stands until another is written.
    marking: Marking | None
    state: WorkState
    place: Enrolment | None = None

    @property
    def latest(self) -> Submission | None:
        return self.deliveries[0] if self.deliveries else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits to be marked in an edition."""

    code: str
    course: str
    count: int

    @property
    def said(self) -> str:
        return "1 entrega" if self.count == 1 else f"{self.count} entregas"


def work_of(assignment: Assignment, place: Enrolment) -> Work:
    """Return what one person has done of one assignment."""
    with unscoped(OWN):
        sent = Submission.objects.of_place(place).filter(assignment=assignment).in_detail()
        return _work(assignment, list(sent), place)


def works_of(place: Enrolment, at: datetime) -> list[Work]:
    """Return what one person has done of every assignment opened to her, in a constant number of queries."""
    asked = Assignment.objects.filter(edition=place.edition_id).shown_to_learners(at)
    with unscoped(OWN):
        sent = list(Submission.objects.of_place(place).in_detail())
    return [
        _work(assignment, [each for each in sent if each.assignment_id == assignment.pk], place)
        for assignment in asked
    ]


def works_in(assignment: Assignment) -> list[Work]:
    """Return what everybody of the class has done of one assignment, by name."""
    with unscoped(WHY):
        places = list(Enrolment.objects.filter(edition=assignment.edition_id).enrolled().for_roll())
        sent = list(Submission.objects.filter(assignment=assignment).in_detail())
    return [
        _work(assignment, [each for each in sent if each.enrolment_id == place.pk], place) for place in places
    ]


def queue_of(edition: Edition) -> list[Submission]:
    """Return what waits to be marked in an edition, the first received first."""
    with unscoped(WHY):
        return list(Submission.objects.of_edition(edition).to_mark().in_detail())


def versions_before(submission: Submission) -> list[Submission]:
    """Return the earlier deliveries of the same work, newest first."""
    with unscoped(WHY):
        same = Submission.objects.filter(assignment=submission.assignment_id)
        earlier = same.filter(enrolment=submission.enrolment_id, version__lt=submission.version)
        return list(earlier.in_detail().order_by("-version"))


def waiting_in(editions: Iterable[Edition]) -> dict[int, int]:
    """Return how many deliveries wait in each edition that has any. One query."""
    with unscoped(WHY):
        waiting = Submission.objects.in_editions(editions).to_mark().order_by()
        counted = waiting.values("assignment__edition").annotate(n=Count("pk"))
        return {row["assignment__edition"]: row["n"] for row in counted}


def waiting_for_trainer(person: User) -> list[Waiting]:
    """Return the editions this trainer was given by name with work that waits. One query."""
    with unscoped(WHY):
        waiting = Submission.objects.filter(assignment__edition__trainers=person).to_mark().order_by()
        named = waiting.values_list("assignment__edition__code", "assignment__edition__course__title")
        return [Waiting(*row) for row in named.annotate(n=Count("pk")).order_by("assignment__edition__code")]


def due_of(person: User, at: datetime) -> list[Assignment]:
    """Return what a person still has to hand in, in time, of all her courses. One query."""
    asked = Assignment.objects.open_at(at).asked_of(person).not_handed_in_by(person)
    return list(asked.select_related("edition__course").order_by("due_at", "pk"))


def _work(assignment: Assignment, sent: Sequence[Submission], place: Enrolment) -> Work:
    deliveries = tuple(sorted(sent, key=lambda each: each.version, reverse=True))
    given = sorted(
        (marking for each in deliveries for marking in each.markings.all()), key=lambda m: (m.at, m.pk)
    )
    marking = given[-1] if given else None
    return Work(assignment, deliveries, marking, _state(assignment, deliveries, marking), place)


def _state(assignment: Assignment, deliveries: Sequence[Submission], marking: Marking | None) -> WorkState:
    if not deliveries:
        return WorkState.MISSING
    if marking is None or marking.submission_id != deliveries[0].pk:
        return WorkState.TO_MARK
    if not assignment.must_pass:
        return WorkState.MARKED
    return WorkState.PASSED if marking.points >= assignment.pass_points else WorkState.NOT_PASSED
