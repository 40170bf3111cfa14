"""Editors write surveys in Wagtail's admin; what was answered is not there."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from courses.models import Edition, Survey, SurveyQuestion
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
QUESTION = {"kind": "scale", "text": "¿Qué tal?", "is_required": "on", "is_overall": "on", "options": ""}


def form(question: dict[str, str], **fields: str) -> dict[str, str]:
    """What the editor's browser sends: a survey of one question."""
    inside = {f"questions-0-{name}": value for name, value in {**question, "ORDER": "1"}.items()}
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "1", "MAX_NUM_FORMS": "1000"}
    managed = {f"questions-{name}": value for name, value in counts.items()}
    return {"title": "La corta", "days_open": "7", **inside, **managed, **fields}


def add(client: Client, sent: dict[str, str]) -> int:
    return client.post(reverse("wagtailsnippets_courses_survey:add"), sent).status_code


def test_an_editor_writes_a_survey_with_its_questions(client: Client, editor: User):
    cast.signed_in(client, editor)
    assert add(client, form(QUESTION)) == 302
    [question] = SurveyQuestion.objects.all()
    assert (question.survey.title, question.survey.days_open, question.is_overall) == ("La corta", 7, True)


NO_OPTIONS = {"kind": "one", "is_overall": ""}
TWICE_THE_SAME = {**NO_OPTIONS, "options": "Sí\nSí"}
NOT_A_SCALE = {"kind": "text"}


@pytest.mark.parametrize("wrong", [NO_OPTIONS, TWICE_THE_SAME, NOT_A_SCALE])
def test_options_that_do_not_fit_are_refused(client: Client, editor: User, wrong: dict[str, str]):
    cast.signed_in(client, editor)
    assert add(client, form({**QUESTION, **wrong})) == 200
    assert Survey.objects.count() == 0


def test_there_is_one_default(client: Client, editor: User):
    cast.a_survey()
    cast.signed_in(client, editor)
    assert add(client, form(QUESTION, is_default="on")) == 200
    assert Survey.objects.count() == 1


@pytest.mark.parametrize("who", ["secretary", "trainer", "guest_trainer"])
def test_nobody_else_reaches_them(client: Client, who: str, request: pytest.FixtureRequest):
    cast.signed_in(client, request.getfixturevalue(who))
    assert add(client, form(QUESTION)) == 403
    assert Survey.objects.count() == 0


@pytest.mark.parametrize("name", ["surveyresponse", "surveyreceipt", "surveyrun"])
def test_what_was_answered_has_no_page_there(name: str):
    with pytest.raises(NoReverseMatch):
        reverse(f"wagtailsnippets_courses_{name}:list")


def test_a_survey_that_an_edition_names_stays(edition_with_survey: Edition):
    with pytest.raises(Exception, match="protected foreign keys"):
        edition_with_survey.survey.delete()


@pytest.fixture
def edition_with_survey(db: None) -> Edition:
    return cast.an_edition(survey=cast.a_survey())
