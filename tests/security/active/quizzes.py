"""Hostile texts in a quiz: its title, its questions, what people answer and what is said of that."""

from django.urls import reverse

from courses.models import CoursePage, LessonPage, ModulePage, Question, Quiz, QuizAttempt, QuizPart
from tests.security.active.classroom import CAST, CODE
from tests.security.active.gardener import Gardener

ESSAYS, SHORTS = 6, 4
READERS = ("formadora", "jefa", "editora")


def plant(gardener: Gardener) -> None:
    """Hang a quiz in a lesson of the course, take it, and say what the long answers are worth."""
    quiz = _quiz(gardener)
    lesson = _hung(gardener, quiz)
    start = reverse("courses:quiz", args=[lesson.pk, quiz.pk])
    for pupil in CAST:
        _take(gardener, pupil, start)
    root = f"/aula/edicion/{CODE}/cuestionarios/"
    gardener.shows(f"{root}corregir/", *READERS)
    for attempt in QuizAttempt.objects.filter(quiz=quiz, submitted_at__isnull=False).order_by("pk"):
        _mark(gardener, attempt)
    gardener.shows(root, *CAST, *READERS)
    gardener.shows(start, *CAST)
    gardener.shows(lesson.get_url(), *CAST, "editora")
    gardener.shows("/admin/snippets/courses/quiz/", "editora")
    gardener.shows(reverse("wagtailsnippets_courses_quiz:edit", args=[quiz.pk]), "editora")


def _quiz(gardener: Gardener) -> Quiz:
    """Kept as the admin's form would keep it."""
    text = gardener.corpus.text
    quiz = Quiz.objects.create(
        title=text("título de cuestionario", 160), introduction=text("presentación de cuestionario")
    )
    for turn in range(ESSAYS + SHORTS):
        known = {"title": text("título de pregunta"), "text": text("enunciado")}
        data = {"answers": [{"text": text("respuesta buena"), "fraction": 100}]}
        kind = {"kind": "short", "data": data} if turn < SHORTS else {"kind": "essay", "data": {"lines": 5}}
        question = Question.objects.create(feedback=text("comentario"), **known, **kind)
        QuizPart.objects.create(quiz=quiz, question=question, sort_order=turn)
    return quiz


def _hung(gardener: Gardener, quiz: Quiz) -> LessonPage:
    module = ModulePage.objects.descendant_of(CoursePage.objects.get(slug="corpus")).first()
    lesson = LessonPage(title=gardener.corpus.text("título de lección"), slug="q")
    lesson.body.append(("quiz", {"quiz": quiz, "text": gardener.corpus.text("antes del cuestionario")}))
    module.add_child(instance=lesson)
    lesson.save_revision().publish()
    return lesson


def _take(gardener: Gardener, pupil: str, start: str) -> None:
    """Keep a draft, see it, hand it in, see what came of it; then leave another attempt as a draft."""
    browser = gardener.browser(pupil)
    paper = browser.post(start)["Location"]
    attempt = QuizAttempt.objects.get(pk=int(paper.rstrip("/").rpartition("/")[2]))
    for act in ("save", "submit"):
        since = gardener.count
        long = gardener.corpus.many("respuesta larga")
        form = {
            asked["key"]: next(long) if asked["kind"] == "essay" else gardener.corpus.text("respuesta corta")
            for asked in attempt.frozen["questions"]
        }
        if act == "submit":
            gardener.shows(paper, pupil)
        gardener.send(pupil, paper, {**form, "act": act}, since=since)
    gardener.shows(reverse("courses:quiz_result", args=[attempt.pk]), pupil)
    again = browser.post(start)["Location"]
    since = gardener.count
    long = gardener.corpus.many("respuesta larga en borrador")
    attempt = QuizAttempt.objects.get(pk=int(again.rstrip("/").rpartition("/")[2]))
    form = {asked["key"]: next(long, "") for asked in attempt.frozen["questions"] if asked["kind"] == "essay"}
    gardener.send(pupil, again, {**form, "act": "save"}, since=since)
    gardener.shows(again, pupil)


def _mark(gardener: Gardener, attempt: QuizAttempt) -> None:
    path = reverse("courses:quiz_mark", args=[attempt.pk])
    gardener.shows(path, *READERS)
    essays = [asked["key"] for asked in attempt.frozen["questions"] if asked["kind"] == "essay"]
    for key in essays:
        since = gardener.count
        comment = gardener.corpus.text("comentario de respuesta larga")
        form = {"key": key, f"{key}-points": "1", f"{key}-comment": comment}
        gardener.send("formadora", path, form, since=since)
