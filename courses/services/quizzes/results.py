"""How an edition did in its quizzes: person by person, and question by question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from core.tenancy import unscoped
from courses.models import Edition, Enrolment, Quiz, QuizAttempt
from courses.services.quizzes.placed import best_of, placed_in

WHY = "quien da la edición ve los cuestionarios de todos sus ayuntamientos"


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one quiz."""

    place: Enrolment
    attempts: tuple[QuizAttempt, ...]
    best: QuizAttempt | None

    @property
    def is_passed(self) -> bool:
        return any(each.passed for each in self.attempts)

    @property
    def is_open(self) -> bool:
        return any(each.submitted_at is None for each in self.attempts)

    @property
    def pending(self) -> int:
        return sum(each.pending for each in self.attempts)


@dataclass(slots=True)
class Difficulty:
    """How one question was answered: of its points, the share that was got."""

    title: str
    text: str
    shares: list[Fraction] = field(default_factory=list)

    @property
    def times(self) -> int:
        return len(self.shares)

    @property
    def percent(self) -> int:
        return round(sum(self.shares, Fraction(0)) * 100 / len(self.shares)) if self.shares else 0


@dataclass(frozen=True, slots=True)
class QuizReport:
    """One quiz of an edition."""

    quiz: Quiz
    rows: tuple[Row, ...]
    difficulties: tuple[Difficulty, ...]

    @property
    def passed(self) -> int:
        return sum(row.is_passed for row in self.rows)

    @property
    def taken(self) -> int:
        return sum(bool(row.attempts) for row in self.rows)

    @property
    def pending(self) -> int:
        return sum(row.pending for row in self.rows)


def quiz_reports(edition: Edition) -> list[QuizReport]:
    """Return each quiz of the course and of what was taken, in a constant number of queries."""
    with unscoped(WHY):
        places = list(Enrolment.objects.filter(edition=edition).enrolled().for_roll())
        attempts = list(QuizAttempt.objects.of_edition(edition).order_by("quiz_id", "number"))
    placed = list(placed_in(edition.course))
    # A quiz that was taken is told of even when its lesson shows it no more.
    wanted = [*placed, *sorted({each.quiz_id for each in attempts} - set(placed))]
    quizzes = Quiz.objects.in_bulk(wanted)
    return [
        _report(quizzes[pk], places, [a for a in attempts if a.quiz_id == pk])
        for pk in wanted
        if pk in quizzes
    ]


def _report(quiz: Quiz, places: list[Enrolment], attempts: list[QuizAttempt]) -> QuizReport:
    by_place: dict[int, list[QuizAttempt]] = defaultdict(list)
    for attempt in attempts:
        by_place[attempt.enrolment_id].append(attempt)
    rows = tuple(Row(each, tuple(by_place[each.pk]), best_of(by_place[each.pk])) for each in places)
    return QuizReport(quiz, rows, tuple(difficulties(attempts)))


def difficulties(attempts: Iterable[QuizAttempt]) -> list[Difficulty]:
    """Return each question asked with the shares got, the hardest first; not what waits to be read."""
    found: dict[int, Difficulty] = {}
    for attempt in attempts:
        for asked in attempt.frozen["questions"]:
            share = attempt.marks.get(asked["key"], {}).get("share")
            if share is not None:
                known = found.setdefault(asked["question"], Difficulty(asked["title"], asked["text"]))
                known.shares.append(Fraction(share))
    return sorted(found.values(), key=lambda each: (each.percent, each.title))


def waiting_to_be_read(edition: Edition) -> list[QuizAttempt]:
    """Return the attempts of an edition with long answers nobody has read, the oldest first."""
    with unscoped(WHY):
        return list(QuizAttempt.objects.of_edition(edition).to_mark().for_lists())


def count_waiting(edition: Edition) -> int:
    """Count the attempts of an edition that wait to be read. One query."""
    with unscoped(WHY):
        waiting: int = QuizAttempt.objects.of_edition(edition).to_mark().count()
    return waiting
