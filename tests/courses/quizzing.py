"""Questions and quizzes for the tests, and what a learner types in their pages."""

from typing import Any

from core.tenancy import unscoped
from courses.models import Enrolment, LessonPage, Question, Quiz, QuizAttempt, QuizPart
from people.models import User
from tests import cast

# One question of each kind: what it holds, the right answer as it is kept, and a wrong one.
SINGLE = {
    "choices": [
        {"text": "Se anota", "fraction": 100, "feedback": "Eso es."},
        {"text": "No", "fraction": 0},
    ]
}
MULTIPLE = {
    "choices": [
        {"text": "La fecha", "fraction": 50},
        {"text": "La hora", "fraction": 50},
        {"text": "El tiempo que hace", "fraction": -50},
    ]
}
MATCHING = {"pairs": [["Padrón", "Habitantes"], ["Registro", "Asientos"]], "distractors": ["Multas"]}
EVERY_KIND: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "single": (SINGLE, "0", "1"),
    "multiple": (MULTIPLE, ["0", "1"], ["2"]),
    "true_false": ({"answer": True}, "true", "false"),
    "matching": (MATCHING, ["Habitantes", "Asientos"], ["Multas", "Multas"]),
    "short": ({"answers": [{"text": "asiento", "fraction": 100}]}, "Asiento", "silla"),
    "numerical": ({"answers": [{"value": "10", "tolerance": "0", "fraction": 100}]}, "10", "11"),
    "ordering": ({"items": ["Recibir", "Anotar", "Archivar"]}, [1, 2, 3], [3, 1, 2]),
    "essay": ({"lines": 5}, "Lo anoto el mismo día.", ""),
}


def a_question(kind: str = "single", **fields: Any) -> Question:
    """A question of a kind."""
    known = {"title": f"Pregunta {kind}", "text": f"¿Qué se hace? ({kind})", "data": EVERY_KIND[kind][0]}
    return Question.objects.create(kind=kind, **{**known, **fields})


def a_quiz(*kinds: str, **fields: Any) -> Quiz:
    """A quiz with a question of each of these kinds; of one, if none is said."""
    quiz = Quiz.objects.create(**{"title": "Cuestionario final", **fields})
    for turn, kind in enumerate(kinds or ("single",)):
        QuizPart.objects.create(quiz=quiz, question=a_question(kind), sort_order=turn)
    return quiz


def hung(quiz: Quiz, lesson: LessonPage) -> LessonPage:
    """Put a quiz at the end of a lesson, published."""
    lesson.body.append(("quiz", {"quiz": quiz, "text": ""}))
    lesson.save_revision().publish()
    return lesson


def a_learner(quiz: Quiz, who: User | None = None, **fields: Any) -> tuple[Enrolment, LessonPage]:
    """Somebody with a place in an edition whose course has this quiz in its only lesson."""
    course = cast.a_course(lessons=1)
    lesson = hung(quiz, cast.lessons_of(course)[0])
    return cast.a_place(cast.an_edition(course, **fields), who or cast.a_secretary(villages=1)), lesson


def right(attempt: QuizAttempt) -> dict[str, Any]:
    """The right answers of an attempt."""
    return {asked["key"]: EVERY_KIND[asked["kind"]][1] for asked in attempt.frozen["questions"]}


def wrong(attempt: QuizAttempt) -> dict[str, Any]:
    """The wrong answers of an attempt."""
    return {asked["key"]: EVERY_KIND[asked["kind"]][2] for asked in attempt.frozen["questions"]}


def typed(attempt: QuizAttempt, answers: dict[str, Any]) -> dict[str, Any]:
    """The same answers as the page of the paper would send them: by the place where each was shown."""
    form: dict[str, Any] = {}
    for asked in attempt.frozen["questions"]:
        key, order, answer = asked["key"], asked["order"], answers.get(asked["key"])
        match asked["kind"]:
            case "single":
                form[key] = str(order.index(int(answer))) if answer else ""
            case "multiple":
                form[key] = [str(order.index(int(turn))) for turn in answer or []]
            case "matching":
                form |= {f"{key}_{n}": str(order.index(text)) for n, text in enumerate(answer or []) if text}
            case "ordering":
                places = enumerate(answer or [])
                form |= {f"{key}_{order.index(turn)}": str(place - 1) for turn, place in places if place}
            case _:
                form[key] = answer or ""
    return form


def attempts_of(enrolment: Enrolment) -> list[QuizAttempt]:
    """Every attempt of a place, in order."""
    with unscoped("las pruebas miran todos los intentos"):
        return list(QuizAttempt.objects.filter(enrolment=enrolment).order_by("quiz_id", "number"))


def again(attempt: QuizAttempt) -> QuizAttempt:
    """The same attempt, read again."""
    with unscoped("las pruebas miran todos los intentos"):
        return QuizAttempt.objects.get(pk=attempt.pk)
