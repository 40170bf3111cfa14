"""Editors write questions and quizzes: each act leaves its row, and no attempt already begun changes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.models import AuditEntry
from courses.models import Question, Quiz, QuizPart
from courses.services.quizzes import QuizRefused, start_attempt
from courses.services.quizzes.keeping import keep_question, note_quiz_kept, remove_question, why_not_remove
from courses.wagtail_hooks import quizzes as admin
from people.models import User
from tests import cast
from tests.courses import quizzing
from tests.courses.quizzing import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    return cast.signed_in(client, editor)


def typed(**changes: Any) -> dict[str, Any]:
    known = {"title": "Qué se anota", "text": "¿Se anota todo?", "answers": "TRUE", "bank": "Registro"}
    return {**known, "feedback": "Artículo 16.", "points": "2", **changes}


ANSWERS = {
    "single": "=Sí # Eso es.\n~No",
    "multiple": "~%50%La fecha\n~%50%La hora\n~%-50%El tiempo",
    "true_false": "FALSE",
    "matching": "=Padrón -> Habitantes\n=Registro -> Asientos\n= -> Multas",
    "short": "=asiento",
    "numerical": "#10:1",
    "ordering": ">ALL\nRecibir\nAnotar",
    "essay": "",
}


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_a_question_of_each_kind_is_written_and_opened_again(desk: Client, kind: str):
    answer = desk.post(reverse("questions:add"), typed(answers=ANSWERS[kind]))
    assert answer.url == reverse("questions:index")
    made = Question.objects.get()
    assert (made.kind, made.points, made.bank) == (kind, 2, "Registro")
    edit = reverse("questions:edit", args=[made.pk])
    shown = desk.get(edit).context["form"].initial["answers"]
    desk.post(edit, typed(answers=shown, title="Otra vez"))
    changed = Question.objects.get()
    assert (changed.title, changed.kind, changed.data) == ("Otra vez", kind, made.data)
    acts = AuditEntry.objects.filter(target=f"question:{made.pk}").order_by("pk")
    assert [entry.action for entry in acts] == ["courses.question.added", "courses.question.changed"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("=Sí\n~No }", "llave"),
        ("~No\n~Tampoco", "suman"),
        ("Sí", "no empiezan por"),
        (">ALL\nUno", "al menos 2"),
        ("#diez", "número"),
    ],
)
def test_answers_that_cannot_be_read_are_told_and_nothing_is_kept(desk: Client, answers: str, said: str):
    answer = desk.post(reverse("questions:add"), typed(answers=answers))
    [told] = answer.context["form"].errors["answers"]
    assert said in told
    assert Question.objects.count() == 0


def test_what_gift_has_no_place_for_stays(desk: Client):
    kept = quizzing.a_question("short", data={"answers": [{"text": "BOE", "fraction": 100}], "case": True})
    desk.post(reverse("questions:edit", args=[kept.pk]), typed(answers="=BOE\n=B.O.E."))
    kept.refresh_from_db()
    assert (kept.data["case"], len(kept.data["answers"])) == (True, 2)


def test_changing_a_question_changes_no_attempt(desk: Client):
    quiz = quizzing.a_quiz("true_false")
    place, lesson = quizzing.a_learner(quiz)
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
    desk.post(reverse("questions:edit", args=[quiz.parts.get().question_id]), typed(answers="FALSE"))
    assert Question.objects.get().data["answer"] is False
    assert again(attempt).frozen["questions"][0]["data"] == {"answer": True}


def test_a_question_that_a_quiz_asks_does_not_go(desk: Client, editor: User):
    quiz = quizzing.a_quiz("single", title="Final del registro")
    question = quiz.parts.get().question
    url = reverse("questions:delete", args=[question.pk])
    said = "El cuestionario «Final del registro» hace esta pregunta"
    assert said in desk.get(url).content.decode()
    assert said in desk.post(url, follow=True).content.decode()
    with pytest.raises(QuizRefused):
        remove_question(question=question, actor=editor)
    assert Question.objects.count() == 1


def test_a_question_of_a_bank_goes_while_enough_are_left(editor: User):
    questions = [quizzing.a_question(bank="Registro/Plazos") for _ in range(3)]
    QuizPart.objects.create(quiz=quizzing.a_quiz(), bank="Registro", how_many=2)
    remove_question(question=questions.pop(), actor=editor)
    assert "saca 2 de «Registro» y quedarían 1" in why_not_remove(questions[0])
    with pytest.raises(QuizRefused):
        remove_question(question=questions[0], actor=editor)
    assert AuditEntry.objects.filter(action="courses.question.removed").count() == 1


def test_a_question_nobody_uses_goes(desk: Client):
    question = quizzing.a_question()
    answer = desk.post(reverse("questions:delete", args=[question.pk]))
    assert (answer.url, Question.objects.count()) == (reverse("questions:index"), 0)


def test_the_verb_refuses_answers_that_do_not_fit(editor: User):
    wrong = Question(kind="single", title="x", text="x", data={"choices": []})
    with pytest.raises(ValidationError):
        keep_question(question=wrong, actor=editor)
    assert Question.objects.count() == 0


# --- quizzes ---

ADD = "wagtailsnippets_courses_quiz:add"


def sheet(parts: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    known = {"title": "Final", "introduction": "", "pass_percent": "70", "attempts": "2", "minutes": ""}
    form = {**known, "feedback_when": "at_once", "shuffle": "on", "parts": inline_formset(parts), **changes}
    return nested_form_data(form)


def a_part(**fields: Any) -> dict[str, Any]:
    return {"question": "", "bank": "", "how_many": "", **fields}


def test_an_editor_makes_a_quiz_of_a_question_and_of_some_of_a_bank(desk: Client, editor: User):
    named = quizzing.a_question()
    for _ in range(3):
        quizzing.a_question(bank="Registro")
    page = desk.get(reverse(ADD)).content.decode()
    assert ("Registro (3)" in page, "Registro: 3 preguntas" in page) == (True, True)
    desk.post(reverse(ADD), sheet([a_part(question=named.pk), a_part(bank="Registro", how_many="2")]))
    quiz = Quiz.objects.get()
    assert [str(part) for part in quiz.parts.all()] == [str(named), "2 de «Registro»"]
    assert AuditEntry.objects.get(action="courses.quiz.kept").actor_id == editor.pk
    desk.post(
        reverse("wagtailsnippets_courses_quiz:edit", args=[quiz.pk]), sheet([a_part(question=named.pk)])
    )
    assert AuditEntry.objects.filter(action="courses.quiz.kept").count() == 2


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"bank": "Registro", "how_many": "9"}, "tiene 1 y pides más"),
        ({"bank": "Registro"}, "Elige una pregunta, o un banco"),
        ({"how_many": "2"}, "Elige una pregunta, o un banco"),
    ],
)
def test_a_part_that_does_not_fit_is_told(desk: Client, part: dict[str, Any], said: str):
    quizzing.a_question(bank="Registro")
    answer = desk.post(reverse(ADD), sheet([a_part(**part)]))
    assert said in answer.content.decode()
    assert Quiz.objects.count() == 0


def test_the_list_of_questions_is_grouped_by_bank_and_never_endless(monkeypatch: pytest.MonkeyPatch):
    chosen = quizzing.a_question(bank="Zeta", title="La elegida")
    for number in range(3):
        quizzing.a_question(bank="Registro", title=f"Número {number}")
    monkeypatch.setattr(admin, "MOST_OFFERED", 2)
    offered = admin.QuestionSelect().render("question", chosen.pk)
    assert offered.index('label="Zeta"') < offered.index('label="Registro"')
    assert [text in offered for text in ("selected>La elegida", "Número 1", "Número 2")] == [
        True,
        True,
        False,
    ]


def test_choosing_a_question_needs_no_script_inside_the_page(desk: Client):
    quiz = quizzing.a_quiz("single", "short")
    page = desk.get(reverse("wagtailsnippets_courses_quiz:edit", args=[quiz.pk])).content.decode()
    assert (page.count('<select name="parts-'), "new Chooser" in page) == (6, False)


def test_noting_it_says_which_quiz(editor: User):
    quiz = quizzing.a_quiz(title="Final")
    note_quiz_kept(quiz=quiz, actor=editor)
    assert AuditEntry.objects.get(action="courses.quiz.kept").detail == {"title": "Final"}
