"""Each course ends with a quiz; some of the people of its editions have taken it already."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.clock import now
from courses.banks.reading import read_bank
from courses.enums import AttemptEnd, EditionState, EnrolmentState, QuestionKind
from courses.models import CoursePage, Edition, Enrolment, LessonPage, Question, Quiz, QuizAttempt, QuizPart
from courses.services.quizzes.attempts import settle
from courses.services.quizzes.freezing import freeze
from courses.services.quizzes.placed import placed_in
from courses.services.quizzes.questions import store_questions
from courses.services.quizzes.scoring import mark_paper
from demo.records import CONTENT, read

# Of every so many: one has not taken it yet, one did it badly the first time.
NOT_YET, BADLY = 5, 4
EARLY = 6
GOOD = {"share": "1", "comment": "Dices qué falta, el plazo y qué pasa si no."}
POOR = {"share": "1/4", "comment": "Falta decir el plazo y qué pasa si no firma."}
LONG = {
    "good": "Buenos días. Para tramitar su solicitud falta la firma. Puede firmarla aquí o por la sede. "
    "Tiene diez días. Si no lo hace, se entenderá que deja su petición, y se lo diremos en una resolución. "
    "Como el corte es el sábado, le conviene hacerlo hoy. Si tiene dudas, llame y pregunte por mí.",
    "bad": "Falta la firma, así que no se puede tramitar.",
}


def hang_quizzes(courses: Sequence[CoursePage]) -> None:
    """Hang a quiz at the end of each course. Before its editions: they hold the lessons they begin with."""
    plans = read("quizzes/quizzes.yaml")
    for course in courses:
        _hang(course, _quiz(course.slug, plans[course.slug]), plans[course.slug]["text"])


def take_quizzes(courses: Sequence[CoursePage]) -> None:
    """Let some people of each edition take the quiz of its course."""
    for course in courses:
        [(pk, lesson)] = placed_in(course).items()
        for edition in Edition.objects.filter(course=course).order_by("starts_on"):
            _take(edition, Quiz.objects.get(pk=pk), lesson)


def _quiz(slug: str, plan: dict[str, Any]) -> Quiz:
    raw = (CONTENT / "quizzes" / f"{slug}.txt").read_bytes()
    reading = read_bank(raw, "gift")
    store_questions(items=reading.items, actor_id=None, source=f"{slug}.txt")
    bank = reading.items[0].bank
    made = {name: plan[name] for name in ("title", "introduction", "attempts", "feedback_when")}
    quiz = Quiz.objects.create(**made, minutes=plan.get("minutes"))
    if "draw" in plan:
        QuizPart.objects.create(quiz=quiz, bank=bank, how_many=plan["draw"], sort_order=0)
        return quiz
    for turn, question in enumerate(Question.objects.of_bank(bank)):
        QuizPart.objects.create(quiz=quiz, question=question, sort_order=turn)
    return quiz


def _hang(course: CoursePage, quiz: Quiz, text: str) -> None:
    lesson: LessonPage = LessonPage.objects.of_course(course.path).last()
    lesson.body.append(("heading", "Para terminar"))
    lesson.body.append(("quiz", {"quiz": quiz, "text": text}))
    lesson.save_revision().publish()


def _take(edition: Edition, quiz: Quiz, lesson: LessonPage) -> None:
    came = Enrolment.objects.filter(edition=edition).enrolled().exclude(state=EnrolmentState.NO_SHOW)
    places = list(came.order_by("pk"))
    if edition.state == EditionState.FINISHED:
        done = [place for turn, place in enumerate(places) if turn % NOT_YET]
        at = datetime.combine(edition.ends_on, datetime.min.time(), tzinfo=now().tzinfo) + timedelta(hours=18)
    elif edition.state == EditionState.RUNNING:
        # Those who read ahead; whoever gives the course has still to read what they wrote.
        done, at = places[-EARLY:], now() - timedelta(days=1)
    else:
        return
    for turn, place in enumerate(done):
        took_badly = turn % BADLY == 0
        if took_badly:
            _attempt(place, quiz, lesson, number=1, at=at + timedelta(minutes=7 * turn), good=0.4)
        if took_badly and turn % (2 * BADLY):
            continue
        later = at + timedelta(minutes=90 + 7 * turn)
        _attempt(place, quiz, lesson, number=2 if took_badly else 1, at=later, good=0.9)


def _attempt(
    place: Enrolment, quiz: Quiz, lesson: LessonPage, *, number: int, at: datetime, good: float
) -> None:
    frozen = freeze(quiz=quiz, seed=f"{place.pk}-{number}")
    lot = Random(f"{place.pk}-{number}-{good}")  # noqa: S311  (the past of a demo, the same at every seeding)
    answers = {asked["key"]: _answer(asked, lot, lot.random() < good) for asked in frozen["questions"]}
    made = QuizAttempt(
        enrolment=place,
        entity_id=place.entity_id,
        quiz=quiz,
        lesson=lesson,
        number=number,
        frozen=frozen,
        answers=answers,
        max_score=sum(asked["points"] for asked in frozen["questions"]),
        started_at=at,
        saved_at=at + timedelta(minutes=12),
        submitted_at=at + timedelta(minutes=14),
        deadline_at=at + timedelta(minutes=quiz.minutes) if quiz.minutes else None,
        ended=AttemptEnd.SENT,
    )
    settle(made, _marks(made))


def _marks(made: QuizAttempt) -> dict[str, Any]:
    marks = mark_paper(made.frozen, made.answers)
    if made.enrolment.edition.state == EditionState.FINISHED:
        for key, mark in marks.items():
            if mark["share"] is None:
                marks[key] = GOOD if made.answers[key] == LONG["good"] else POOR
    return marks


def _answer(asked: dict[str, Any], lot: Random, right: bool) -> Any:
    data, kind = asked["data"], asked["kind"]
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        turns = [str(n) for n, choice in enumerate(data["choices"]) if (choice["fraction"] > 0) == right]
        return lot.choice(turns) if kind == QuestionKind.SINGLE else turns
    if kind == QuestionKind.TRUE_FALSE:
        return str(data["answer"] == right).lower()
    if kind == QuestionKind.MATCHING:
        return [text if right else lot.choice(asked["order"]) for _, text in data["pairs"]]
    if kind == QuestionKind.ORDERING:
        places = list(range(1, len(data["items"]) + 1))
        return places if right else [*places[2:], *places[:2]]
    if kind == QuestionKind.ESSAY:
        return LONG["good"] if right else LONG["bad"]
    return _typed(data["answers"], right)


def _typed(known: Iterable[dict[str, Any]], right: bool) -> str:
    first = next(iter(known))
    if "value" in first:
        return str(first["value"]) if right else "10"
    return str(first["text"]) if right else "No lo sé"
