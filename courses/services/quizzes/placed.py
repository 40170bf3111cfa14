"""In which lessons of a course a quiz is placed, and what came of it for one place."""

from collections.abc import Sequence

from core.tenancy import unscoped
from courses.models import CoursePage, Enrolment, LessonPage, Quiz, QuizAttempt

BLOCK = "quiz"


def quizzes_in(lesson: LessonPage) -> list[int]:
    """Return the numbers of the quizzes of a lesson, in order. It asks nothing of the database."""
    raw = (block for block in lesson.body.raw_data if block["type"] == BLOCK)
    found = [block["value"].get("quiz") for block in raw]
    return [pk for pk in found if pk is not None]


def placed_in(course: CoursePage) -> dict[int, LessonPage]:
    """Return the quizzes of the live lessons of a course, in order, each with its first lesson. One query."""
    lessons = LessonPage.objects.live().of_course(course.path).defer("plain_text")
    placed: dict[int, LessonPage] = {}
    for lesson in lessons:
        for pk in quizzes_in(lesson):
            placed.setdefault(pk, lesson)
    return placed


def attempts_at(enrolment: Enrolment, quizzes: list[int]) -> dict[int, list[QuizAttempt]]:
    """Return the attempts of a place at some quizzes, in order, by quiz. One query."""
    with unscoped("la persona mira sus propios intentos"):
        found = list(QuizAttempt.objects.at(enrolment, quizzes).select_related("quiz"))
    return {pk: [each for each in found if each.quiz_id == pk] for pk in quizzes}


def best_result(*, enrolment: Enrolment, quiz: Quiz) -> QuizAttempt | None:
    """Return the best attempt handed in at a quiz, the first of those alike; None if there is none."""
    return best_of(attempts_at(enrolment, [quiz.pk])[quiz.pk])


def best_of(attempts: list[QuizAttempt]) -> QuizAttempt | None:
    """Return the best of some attempts: one that passed, then the most points, then the first."""
    sent = [each for each in attempts if each.submitted_at is not None]
    return max(sent, key=lambda each: (bool(each.passed), each.score or 0, -each.number), default=None)


def has_passed(*, enrolment: Enrolment) -> bool | None:
    """Say whether every quiz of the live lessons of the course is passed; None when it has no quiz."""
    return passed_by([enrolment])[enrolment.pk]


def passed_by(places: Sequence[Enrolment]) -> dict[int, bool | None]:
    """Say the same of many places, by their key: one query for each course and one for all the places."""
    placed = {course: set(placed_in(course)) for course in {place.edition.course for place in places}}
    passed: dict[int, set[int]] = {place.pk: set() for place in places}
    with unscoped("quién ha superado los cuestionarios, de unas plazas ya elegidas"):
        found = QuizAttempt.objects.filter(enrolment__in=list(passed), passed=True)
        for enrolment_id, quiz_id in found.values_list("enrolment", "quiz"):
            passed[enrolment_id].add(quiz_id)
    wanted = {place.pk: placed[place.edition.course] for place in places}
    return {pk: quizzes <= passed[pk] if quizzes else None for pk, quizzes in wanted.items()}
