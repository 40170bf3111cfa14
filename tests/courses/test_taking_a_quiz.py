"""A learner takes a quiz in its pages, as a browser without JavaScript would send it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry
from courses.enums import EditionState
from courses.models import Edition, LessonPage, Question, QuizAttempt
from courses.services import withdraw
from courses.services.catalogue.pins import pin_lessons
from courses.services.quizzes import start_attempt, submit_attempt
from people.models import User
from tests import cast
from tests.courses import quizzing
from tests.courses.quizzing import again, attempts_of, right, typed, wrong

pytestmark = pytest.mark.django_db
KINDS = list(quizzing.EVERY_KIND)


class Learner:
    """Somebody in front of a quiz of these kinds."""

    def __init__(self, client: Client, *kinds: str, **fields: Any) -> None:
        self.quiz = quizzing.a_quiz(*kinds, **fields)
        self.place, self.lesson = quizzing.a_learner(self.quiz)
        self.client = cast.signed_in(client, self.place.person)
        self.start = reverse("courses:quiz", args=[self.lesson.pk, self.quiz.pk])

    def begin(self) -> QuizAttempt:
        self.client.post(self.start)
        return attempts_of(self.place)[-1]

    def send(self, attempt: QuizAttempt, act: str, form: dict[str, Any]) -> Any:
        return self.client.post(reverse("courses:quiz_attempt", args=[attempt.pk]), {**form, "act": act})

    def paper(self, attempt: QuizAttempt) -> str:
        return self.client.get(reverse("courses:quiz_attempt", args=[attempt.pk])).content.decode()

    def result(self, attempt: QuizAttempt) -> str:
        return self.client.get(reverse("courses:quiz_result", args=[attempt.pk])).content.decode()


@pytest.fixture
def every(client: Client) -> Learner:
    return Learner(client, *KINDS)


def test_the_first_page_says_what_is_asked_for(client: Client):
    learner = Learner(client, "single", "short", minutes=20, attempts=3)
    page = client.get(learner.start).content.decode()
    said = ["2 preguntas", "20 minutos", "3 intentos", "60 % de los puntos", "Te quedan 3 intentos"]
    assert [text for text in said if text not in page] == []


def test_looking_at_the_first_page_begins_nothing(every: Learner):
    every.client.get(every.start)
    assert attempts_of(every.place) == []


def test_the_whole_paper_is_handed_in_and_marked(every: Learner):
    attempt = every.begin()
    answer = every.send(attempt, "submit", typed(attempt, right(attempt)))
    assert answer.url == reverse("courses:quiz_result", args=[attempt.pk])
    done = again(attempt)
    assert (done.score, done.max_score, done.pending, done.passed) == (7, 8, 1, True)
    page = every.result(attempt)
    assert "7 de 8" in page
    assert "Se aprueba con 4,8 de 8 puntos" in page


def test_every_control_has_its_name(every: Learner):
    page = every.paper(every.begin())
    assert (page.count("<fieldset"), page.count("<legend")) == (5, 5)
    controls = re.findall(r'<(?:input|select|textarea)[^>]* id="(p\d[^"]*)"', page)
    assert len(controls) == 2 + 3 + 2 + 2 + 1 + 1 + 3 + 1
    assert [each for each in controls if f'for="{each}"' not in page] == []


def test_the_page_does_not_tell_the_right_order(client: Client):
    learner = Learner(client, "ordering", shuffle=False)
    attempt = learner.begin()
    assert attempt.frozen["questions"][0]["order"] != [0, 1, 2]


def test_a_saved_draft_comes_back_as_it_was(every: Learner):
    attempt = every.begin()
    every.send(attempt, "save", typed(attempt, right(attempt)))
    held = again(attempt)
    assert (held.answers, held.submitted_at) == (right(attempt), None)
    page = every.paper(attempt)
    assert (page.count(" checked"), page.count(" selected")) == (4, 5)
    assert "Lo anoto el mismo día." in page


def test_what_lacks_is_said_kept_and_may_be_sent_so(every: Learner):
    attempt = every.begin()
    some = {**right(attempt), "p1": None, "p2": None}
    answer = every.send(attempt, "submit", typed(attempt, some))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [page.count(said) for said in ("Pregunta 1. ", "Pregunta 2. ", "Pregunta 3. ")] == [1, 1, 0]
    assert "<title>Error: " in page
    held = again(attempt)
    assert (held.submitted_at, held.answers["p3"]) == (None, right(attempt)["p3"])
    every.send(attempt, "anyway", typed(attempt, some))
    assert again(attempt).ended == "sent"


def test_two_elements_in_one_place_are_asked_about(client: Client):
    learner = Learner(client, "ordering")
    attempt = learner.begin()
    answer = learner.send(attempt, "submit", {f"p1_{n}": "0" for n in range(3)})
    assert "Hay dos elementos en el mismo puesto." in answer.content.decode()


BAD = {
    "single": ["99", "-1", "x", "1e9", "²", '{"a": [1]}', "0" * 5000],
    "multiple": ["7"],
    "true_false": ["quizás", "[]"],
    "short": ["a" * 501, "a\x00b"],
    "numerical": ["9" * 501],
    "essay": ["a" * 20_001],
}


@pytest.mark.parametrize("act", ["save", "submit", "anyway", "otra cosa"])
def test_what_does_not_fit_is_told_and_nothing_is_lost(client: Client, act: str):
    learner = Learner(client, *BAD, "short", shuffle=False)
    attempt, last = learner.begin(), f"p{len(BAD) + 1}"
    kept = right(attempt)
    form = typed(attempt, kept)
    learner.send(attempt, "save", form)
    for number, kind in enumerate(BAD, 1):
        for turn, value in enumerate(BAD[kind]):
            answer = learner.send(attempt, act, {**form, f"p{number}": value, last: f"otra {turn}"})
            said = (answer.status_code, f"Pregunta {number}. " in answer.content.decode())
            assert said == (400, True), (kind, value)
            held = again(attempt)
            assert (held.submitted_at, held.answers) == (None, {**kept, last: f"otra {turn}"}), (kind, value)


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_a_place_that_is_not_there_is_told(client: Client, kind: str):
    learner = Learner(client, kind)
    attempt = learner.begin()
    assert learner.send(attempt, "save", {"p1_0": "40"}).status_code == 400
    assert again(attempt).answers == {}


def test_a_text_too_long_is_shown_again_to_be_cut(client: Client):
    learner = Learner(client, "essay")
    attempt = learner.begin()
    answer = learner.send(attempt, "save", {"p1": "ñ" * 20_001})
    assert "ñ" * 20_001 in answer.content.decode()
    assert "caben 20.000 caracteres" in answer.content.decode()


def test_two_tabs_make_one_result(every: Learner):
    attempt = every.begin()
    every.send(attempt, "anyway", typed(attempt, right(attempt)))
    second = every.send(attempt, "anyway", typed(attempt, wrong(attempt)))
    assert second.url == reverse("courses:quiz_result", args=[attempt.pk])
    assert (len(attempts_of(every.place)), again(attempt).score) == (1, 7)


def test_the_page_saves_by_itself_and_is_told_the_time_left(client: Client):
    learner = Learner(client, "short", minutes=10)
    attempt = learner.begin()
    answer = learner.send(attempt, "save", {"p1": "asiento", "from": "page"})
    assert 590 <= answer.json()["left"] <= 600
    assert AuditEntry.objects.filter(action="courses.quiz.saved").count() == 1
    learner.send(attempt, "save", {"p1": "asiento", "from": "page"})
    assert AuditEntry.objects.filter(action="courses.quiz.saved").count() == 1


def test_when_the_time_is_over_it_is_said_and_looking_closes_nothing(client: Client, stop_clock: Any):
    learner = Learner(client, "short", minutes=10)
    attempt = learner.begin()
    learner.send(attempt, "save", {"p1": "asiento"})
    stop_clock(attempt.started_at + timedelta(minutes=11))
    assert "El tiempo se ha acabado" in learner.paper(attempt)
    assert again(attempt).submitted_at is None
    late = learner.send(attempt, "submit", {"p1": "otra cosa"})
    assert late.url == reverse("courses:quiz_result", args=[attempt.pk])
    assert "Llegó fuera de tiempo" in learner.result(attempt)
    assert again(attempt).answers == {"p1": "asiento"}


def test_the_page_that_saves_by_itself_is_told_that_it_is_over(client: Client, stop_clock: Any):
    learner = Learner(client, "short", minutes=10)
    attempt = learner.begin()
    stop_clock(attempt.started_at + timedelta(minutes=11))
    assert learner.send(attempt, "save", {"p1": "x", "from": "page"}).status_code == 409


@pytest.mark.parametrize("minutes", [None, 60])
def test_an_attempt_left_open_when_the_edition_ends_is_closed_with_what_was_saved(client, minutes):
    learner = Learner(client, "short", minutes=minutes)
    attempt = learner.begin()
    learner.send(attempt, "save", {"p1": "asiento"})
    Edition.objects.update(state=EditionState.FINISHED)
    paper = learner.paper(attempt)
    assert ("La edición ha terminado" in paper, "Vale lo que habías guardado" in paper) == (True, True)
    first = client.get(learner.start).content.decode()
    assert ("ya no se puede hacer. Vale lo que habías guardado" in first, "Seguir" in first) == (True, False)
    assert learner.send(attempt, "save", {"p1": "x", "from": "page"}).status_code == 409
    assert (again(attempt).ended, again(attempt).answers) == ("closed", {"p1": "asiento"})
    answer = learner.send(attempt, "submit", {"p1": "otra cosa"})
    assert answer.url == reverse("courses:quiz_result", args=[attempt.pk])
    assert "La edición terminó, así que vale lo que habías guardado." in learner.result(attempt)
    assert again(attempt).answers == {"p1": "asiento"}


def test_an_attempt_whose_place_was_given_back_is_told_so_and_not_handed_in(client):
    learner = Learner(client, "short")
    attempt = learner.begin()
    assert "Entregar" in learner.paper(attempt)
    withdraw(enrolment=learner.place, person=learner.place.person)
    paper = learner.paper(attempt)
    assert ("Ya no tienes plaza en esta edición" in paper, "Entregar" in paper) == (True, False)
    answer = learner.send(attempt, "anyway", {"p1": "asiento"})
    assert (answer.status_code, "Ya no tienes plaza en esta edición" in answer.content.decode()) == (
        409,
        True,
    )
    assert learner.send(attempt, "save", {"p1": "x", "from": "page"}).status_code == 409
    assert (again(attempt).submitted_at, again(attempt).answers) == (None, {})


# --- what is told afterwards ---


@pytest.mark.parametrize(
    ("when", "attempts", "answers", "told"),
    [
        ("at_once", 0, wrong, True),
        ("never", 0, right, False),
        ("at_the_end", 0, wrong, False),
        ("at_the_end", 0, right, True),
        ("at_the_end", 1, wrong, True),
    ],
)
def test_the_right_answers_are_told_when_the_quiz_says(client, when, attempts, answers, told):
    learner = Learner(client, "single", feedback_when=when, attempts=attempts)
    Question.objects.update(feedback="Artículo 16 de la Ley 39/2015.")
    attempt = learner.begin()
    submit_attempt(attempt=attempt, answers=answers(attempt))
    page = learner.result(attempt)
    assert ("Artículo 16" in page, "Tus respuestas" in page) == (told, told)


def test_the_last_attempt_is_not_written_with_the_right_answers_of_the_one_before(client: Client):
    learner = Learner(client, "single", feedback_when="at_the_end", attempts=2)
    Question.objects.update(feedback="Artículo 16 de la Ley 39/2015.")
    first = learner.begin()
    submit_attempt(attempt=first, answers=wrong(first))
    last = learner.begin()
    assert "Artículo 16" not in learner.result(first)
    submit_attempt(attempt=last, answers=wrong(last))
    assert "Artículo 16" in learner.result(first)


# --- whose it is ---


def test_somebody_elses_attempt_does_not_exist(every: Learner, client: Client):
    attempt = every.begin()
    cast.signed_in(client, cast.a_secretary())
    for name in ("quiz_attempt", "quiz_result"):
        assert client.get(reverse(f"courses:{name}", args=[attempt.pk])).status_code == 404
    assert every.send(attempt, "anyway", {}).status_code == 404
    assert again(attempt).submitted_at is None


def test_without_a_place_nobody_begins(every: Learner, client: Client, secretary: User):
    cast.signed_in(client, secretary)
    assert client.post(every.start).status_code == 403
    assert "Se hace con plaza" in client.get(every.start).content.decode()
    assert QuizAttempt._base_manager.count() == 0


def test_a_quiz_that_is_not_in_the_lesson_is_not_there(every: Learner):
    other = quizzing.a_quiz()
    assert every.client.post(reverse("courses:quiz", args=[every.lesson.pk, other.pk])).status_code == 404


NASTY = '<script>alert("1")</script> & 3 < 5, ≤ π — «ñandú» \x93raro\x94'


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_bank_says_is_shown_and_never_run(client: Client, kind: str):
    learner = Learner(client, kind)
    data = {
        "single": {"choices": [{"text": NASTY, "fraction": 100, "feedback": NASTY}] * 2},
        "multiple": {"choices": [{"text": NASTY, "fraction": 50, "feedback": NASTY}] * 2},
        "matching": {"pairs": [[NASTY, NASTY], ["b", NASTY]]},
        "ordering": {"items": [NASTY, "b"]},
        "short": {"answers": [{"text": NASTY, "fraction": 100}]},
    }.get(kind, quizzing.EVERY_KIND[kind][0])
    Question.objects.update(title=NASTY, text=NASTY, feedback=NASTY, data=data)
    attempt = learner.begin()
    pages = [learner.paper(attempt)]
    learner.send(attempt, "anyway", {"p1": NASTY} if kind in ("short", "essay") else {})
    pages.append(learner.result(attempt))
    for page in pages:
        assert page.count("<script>alert") == 0
        assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 3 &lt; 5, ≤ π" in page


# --- the card in the lesson ---


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


def test_the_lesson_says_how_she_stands(every: Learner):
    lesson = every.lesson
    pages = [every.client.get(lesson.url).content.decode()]
    attempt = every.begin()
    pages.append(every.client.get(lesson.url).content.decode())
    submit_attempt(attempt=attempt, answers=right(attempt))
    pages.append(every.client.get(lesson.url).content.decode())
    assert [page.count(f'href="{every.start}"') for page in pages] == [1, 1, 1]
    said = ("Hacer el cuestionario", "A medias", "Tu mejor nota: <b>7 de 8</b>")
    assert [text in page for text, page in zip(said, pages, strict=True)] == [True, True, True]


def test_the_card_costs_three_queries_however_many_attempts(client: Client):
    learner = Learner(client, "single")
    plain = cast.lessons_of(cast.a_course(lessons=1))[0]
    for _ in range(5):
        submit_attempt(attempt=learner.begin(), answers={})
    # The quiz itself, her place and her attempts.
    assert queries(client, learner.lesson.url) - queries(client, plain.url) == 3


def test_an_editor_looks_at_a_draft_with_a_quiz(client: Client, editor: User):
    course = cast.a_course(lessons=1)
    lesson = cast.lessons_of(course)[0]
    lesson.body.append(("quiz", {"quiz": quizzing.a_quiz(), "text": "Diez minutos."}))
    lesson.unpublish()
    lesson.save_revision()
    cast.signed_in(client, editor)
    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()
    assert ("Cuestionario final" in page, "Con plaza en una edición" in page) == (True, True)


def test_a_quiz_hung_after_the_edition_began_is_still_reached(client: Client):
    course = cast.a_course(lessons=1)
    edition = cast.an_edition(course, state=EditionState.RUNNING)
    place = cast.a_place(edition, cast.a_secretary(villages=1))
    pin_lessons(edition=edition)
    quiz = quizzing.a_quiz()
    lesson = quizzing.hung(quiz, cast.lessons_of(course)[0])
    start = reverse("courses:quiz", args=[lesson.pk, quiz.pk])
    cast.signed_in(client, place.person).post(start)
    assert (start in client.get(lesson.url).content.decode(), len(attempts_of(place))) == (False, 1)


def test_an_attempt_outlives_its_lesson(every: Learner):
    attempt = start_attempt(enrolment=every.place, quiz=every.quiz, lesson=every.lesson)
    LessonPage.objects.filter(pk=every.lesson.pk).delete()
    assert again(attempt).lesson_id is None
    assert "Intento 1" in every.paper(attempt)
