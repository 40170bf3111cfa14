"""Who finished an edition answers its survey once, for herself, while it is open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEntry
from courses.models import Edition, Enrolment, SurveyQuestion, SurveyReceipt, SurveyResponse, SurveyRun
from courses.services import finish_lesson
from courses.services.surveys import QuestionsChanged, SurveyRefused, answer_survey, questions_of, version_of
from courses.services.surveys.answering import AlreadyAnswered
from people.models import User
from tests import cast
from tests.courses.surveying import an_ended_edition, answer, over, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    cast.a_survey()
    return an_ended_edition()


@pytest.fixture
def place(edition: Edition, secretary: User) -> Enrolment:
    return cast.a_place(edition, secretary)


def page(edition: Edition) -> str:
    return reverse("courses:survey", args=[edition.code])


def form(edition: Edition, **changes: Any) -> dict[str, Any]:
    """What a browser sends: one field for each question."""
    asked = questions_of(edition)
    by_kind = {"scale": "5", "one": "1", "several": ["0", "1"], "yes_no": "si", "text": "Más casos."}
    typed = {f"pregunta-{each['key']}": by_kind[each["kind"]] for each in asked}
    return {"version": version_of(asked), **typed, **changes}


def kept(edition: Edition) -> list[list[Any]]:
    """The answers kept, without their keys."""
    return [list(each.answers.values()) for each in SurveyResponse.objects.filter(run__edition=edition)]


def test_she_answers_in_one_page_without_scripts(client: Client, edition: Edition, place: Enrolment):
    cast.signed_in(client, place.person)
    answer = client.post(page(edition), form(edition))
    thanks = reverse("courses:survey_thanks", args=[edition.code])
    assert (answer.status_code, answer["Location"]) == (302, thanks)
    assert kept(edition) == [[5, "Bien", ["Las clases", "Las lecciones"], True, "Más casos."]]
    assert client.get(answer["Location"]).content.decode().count("Gracias por contarnos qué tal") == 1


def test_what_is_not_compulsory_may_be_left_blank(client: Client, edition: Edition, place: Enrolment):
    cast.signed_in(client, place.person)
    optional = [f"pregunta-{each['key']}" for each in questions_of(edition) if not each["required"]]
    client.post(page(edition), {key: value for key, value in form(edition).items() if key not in optional})
    assert kept(edition) == [[5, "Bien", True]]


def test_a_question_left_out_is_said_and_nothing_is_kept(client: Client, edition: Edition, place: Enrolment):
    cast.signed_in(client, place.person)
    first = f"pregunta-{questions_of(edition)[0]['key']}"
    answer = client.post(page(edition), form(edition, **{first: ""})).content.decode()
    assert answer.count("¿Qué te ha parecido el curso?: falta tu respuesta") == 1
    assert answer.count("</span>Falta tu respuesta") == 1
    assert answer.count("<title>Error:") == 1
    assert (SurveyReceipt.objects.count(), SurveyRun.objects.count()) == (0, 0)


def test_each_question_is_a_group_with_its_legend(client: Client, edition: Edition, place: Enrolment):
    seen = cast.signed_in(client, place.person).get(page(edition)).content.decode()
    assert (seen.count("<fieldset"), seen.count("<legend")) == (4, 4)


def test_what_an_editor_writes_as_help_is_text(client: Client, edition: Edition, place: Enrolment):
    SurveyQuestion.objects.update(help_text="<b onclick=x>Piensa</b>")
    seen = cast.signed_in(client, place.person).get(page(edition)).content.decode()
    assert (seen.count("<b onclick"), seen.count("&lt;b onclick")) == (0, 5)


def test_twice_is_said_kindly_and_the_first_answer_stays(client: Client, edition: Edition, place: Enrolment):
    cast.signed_in(client, place.person)
    client.post(page(edition), form(edition))
    again = client.post(page(edition), form(edition, **{}), follow=True).content.decode()
    assert again.count("Ya habías contestado. Vale tu primera respuesta") == 1
    assert len(kept(edition)) == 1


def test_two_requests_at_once_keep_one_answer(edition: Edition, place: Enrolment):
    """The verb itself refuses: the page had been asked before the first was kept."""
    answer(place)
    with pytest.raises(AlreadyAnswered):
        answer(place, scale=1)
    assert [row[0] for row in kept(edition)] == [4]


def test_nobody_answers_for_somebody_else(edition: Edition, place: Enrolment, head: User, trainer: User):
    edition.trainers.add(trainer)
    for who in (head, trainer):
        with pytest.raises(SurveyRefused):
            answer_survey(
                enrolment=place, answers=said(edition), version=version_of(questions_of(edition)), actor=who
            )
    assert SurveyReceipt.objects.count() == 0


@pytest.mark.parametrize("who", ["head", "trainer", "editor", "stranger"])
def test_whoever_has_no_place_has_no_form(
    client: Client, edition: Edition, place: Enrolment, who: str, request: pytest.FixtureRequest
):
    person = request.getfixturevalue(who)
    edition.trainers.add(person)
    cast.signed_in(client, person)
    assert [client.get(page(edition)).status_code, client.post(page(edition)).status_code] == [403, 403]


def test_a_waiting_place_does_not_answer(client: Client, edition: Edition, secretary: User):
    cast.a_place(edition, secretary, state="waiting")
    assert cast.signed_in(client, secretary).get(page(edition)).status_code == 403


def test_it_opens_when_the_last_class_ends(client: Client, secretary: User):
    cast.a_survey()
    edition = an_ended_edition()
    cast.a_class(edition, starts_in=-200)
    session = cast.a_class(edition, starts_in=-30)
    place = cast.a_place(edition, secretary)
    with pytest.raises(SurveyRefused):
        answer(place)
    seen = cast.signed_in(client, secretary).get(page(edition)).content.decode()
    assert seen.count("Todavía es pronto") == 1
    session.ends_at = clock.now()
    session.save()
    answer(place)
    assert len(kept(edition)) == 1


def test_without_classes_it_opens_for_whoever_did_the_lessons(secretary: User):
    cast.a_survey()
    course = cast.a_course(lessons=1)
    edition = an_ended_edition(days_ago=-5, course=course)
    place = cast.a_place(edition, secretary)
    with pytest.raises(SurveyRefused):
        answer(place)
    finish_lesson(person=secretary, lesson=cast.lessons_of(course)[0])
    answer(place)
    assert len(kept(edition)) == 1


def test_once_its_days_are_over_it_takes_no_more(client: Client, edition: Edition, place: Enrolment):
    over(edition)
    with pytest.raises(SurveyRefused):
        answer(Enrolment._base_manager.get(pk=place.pk))
    seen = cast.signed_in(client, place.person).get(page(edition)).content.decode()
    assert seen.count("Esta encuesta ya está cerrada") == 1


def test_a_cancelled_edition_and_one_without_survey_ask_nothing(client: Client, secretary: User):
    bare = an_ended_edition()
    cast.a_place(bare, secretary)
    cast.signed_in(client, secretary)
    assert client.get(page(bare)).status_code == 404
    cast.a_survey()
    assert client.get(page(bare)).status_code == 200
    Edition.objects.filter(pk=bare.pk).update(state="cancelled")
    assert client.get(page(bare)).status_code == 403


def test_an_edition_asks_what_it_names(edition: Edition, place: Enrolment):
    other = cast.a_survey(title="La corta", is_default=False)
    SurveyQuestion.objects.filter(survey=other).exclude(kind="scale").delete()
    assert len(questions_of(edition)) == 5
    edition.survey = other
    assert [each["kind"] for each in questions_of(edition)] == ["scale"]


def test_the_first_answer_freezes_the_questions(edition: Edition, place: Enrolment):
    answer(place)
    SurveyQuestion.objects.update(text="Otra cosa")
    SurveyQuestion.objects.first().delete()
    assert [each["text"] for each in questions_of(edition)][:1] == ["¿Qué te ha parecido el curso?"]
    assert len(questions_of(edition)) == 5


def test_a_page_opened_with_other_questions_is_told_so(client: Client, edition: Edition, place: Enrolment):
    sent = form(edition)
    SurveyQuestion.objects.filter(kind="scale").update(text="¿Qué tal?")
    answer = cast.signed_in(client, place.person).post(page(edition), sent).content.decode()
    assert answer.count("Las preguntas han cambiado mientras contestabas") == 1
    assert SurveyReceipt.objects.count() == 0
    assert client.post(page(edition), form(edition)).status_code == 302


@pytest.mark.parametrize("wrong", [{"x": 1}, {"scale": 6}, {"scale": True}, {"one": "Otra"}, {"several": []}])
def test_an_answer_that_fits_no_question_is_refused(
    edition: Edition, place: Enrolment, wrong: dict[str, Any]
):
    keys = {each["kind"]: each["key"] for each in questions_of(edition)}
    answers = {**said(edition), **{keys.get(kind, kind): value for kind, value in wrong.items()}}
    with pytest.raises(SurveyRefused):
        answer_survey(
            enrolment=place, answers=answers, version=version_of(questions_of(edition)), actor=place.person
        )
    assert (SurveyReceipt.objects.count(), AuditEntry.objects.filter(action__contains="survey").count()) == (
        0,
        0,
    )


def test_the_verb_refuses_other_questions_too(edition: Edition, place: Enrolment):
    with pytest.raises(QuestionsChanged):
        answer_survey(enrolment=place, answers=said(edition), version="otra", actor=place.person)
