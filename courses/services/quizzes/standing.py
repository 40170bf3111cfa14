"""How one person stands in a quiz: what the card of a lesson, the first page and the hub say."""

from dataclasses import dataclass

from courses.models import CoursePage, Enrolment, Quiz, QuizAttempt
from courses.rules.quizzes import takes_attempts
from courses.services.places.belonging import place_in_course
from courses.services.quizzes.placed import attempts_at, best_of
from people.models import User


@dataclass(frozen=True, slots=True)
class Standing:
    """One quiz seen from one place; without a place, only what it is."""

    place: Enrolment | None
    attempts: tuple[QuizAttempt, ...] = ()

    @property
    def open(self) -> QuizAttempt | None:
        return next((each for each in self.attempts if each.submitted_at is None), None)

    @property
    def best(self) -> QuizAttempt | None:
        return best_of(list(self.attempts))

    @property
    def is_passed(self) -> bool:
        return any(each.passed for each in self.attempts)

    @property
    def waits(self) -> bool:
        """Whether a person has still to read an answer that could decide it."""
        return not self.is_passed and any(each.passed is None and each.pending for each in self.attempts)

    def left(self, quiz: Quiz) -> int | None:
        """Return how many attempts are left to begin; None when there is no limit."""
        return max(0, quiz.attempts - len(self.attempts)) if quiz.attempts else None

    def may_begin(self, quiz: Quiz) -> bool:
        """Whether another attempt can begin now, or the open one go on."""
        if self.place is None or not takes_attempts(self.place):
            return False
        return self.open is not None or self.left(quiz) != 0


def standings(course: CoursePage, person: User, quizzes: list[int]) -> dict[int, Standing]:
    """Return how a person stands in some quizzes of a course, by quiz. Two queries, however many."""
    return standings_at(place_in_course(person, course.path), quizzes)


def standings_at(place: Enrolment | None, quizzes: list[int]) -> dict[int, Standing]:
    """Return how a place stands in some quizzes, by quiz. One query."""
    if place is None:
        return {pk: Standing(None) for pk in quizzes}
    made = attempts_at(place, quizzes)
    return {pk: Standing(place, tuple(made[pk])) for pk in quizzes}
