"""Surveys in the tests: an edition that has just ended, and people who answer."""

from datetime import timedelta
from typing import Any

from core import clock
from courses.models import Edition, Enrolment, SurveyResponse, SurveyRun
from courses.services.surveys import answer_survey, close_surveys, questions_of, version_of
from tests import cast


def an_ended_edition(*, days_ago: int = 1, **fields: Any) -> Edition:
    """An edition without lessons that ended some days ago; its survey is open two weeks."""
    ended = (clock.now() - timedelta(days=days_ago)).date()
    dates = {"starts_on": ended - timedelta(days=14), "ends_on": ended}
    return cast.an_edition(**{"state": "running", **dates, **fields})


def places(edition: Edition, how_many: int) -> list[Enrolment]:
    """Some people with a place."""
    return [cast.a_place(edition, cast.a_secretary(1)) for _ in range(how_many)]


def said(edition: Edition, *, scale: int = 4, text: str = "", pace: str = "Bien") -> dict[str, Any]:
    """What somebody answers, by the keys of the questions."""
    values = {"scale": scale, "one": pace, "several": ["Las clases"], "yes_no": True, "text": text}
    answers = {question["key"]: values[question["kind"]] for question in questions_of(edition)}
    return {key: value for key, value in answers.items() if value != ""}


def answer(place: Enrolment, **values: Any) -> None:
    """Let the person of a place answer."""
    edition = place.edition
    version = version_of(questions_of(edition))
    answer_survey(enrolment=place, answers=said(edition, **values), version=version, actor=place.person)


def answered_edition(*scales: int, course: Any = None, texts: bool = True, close: bool = True) -> Edition:
    """An edition where one person gave each of these marks, closed for good unless said."""
    edition = an_ended_edition(**({"course": course} if course else {}))
    for turn, (place, scale) in enumerate(zip(places(edition, len(scales)), scales, strict=True)):
        answer(place, scale=scale, text=f"Comentario {turn}" if texts else "")
    if close:
        over(edition)
    return edition


def over(edition: Edition) -> None:
    """Let the time of a survey pass and the worker close it."""
    long_ago = (clock.now() - timedelta(days=40)).date()
    Edition.objects.filter(pk=edition.pk).update(starts_on=long_ago, ends_on=long_ago)
    close_surveys()


def responses(edition: Edition) -> list[SurveyResponse]:
    """What is kept of an edition, in the order the database keeps it."""
    run = SurveyRun.objects.get(edition=edition)
    return list(
        SurveyResponse.objects.raw("SELECT * FROM courses_surveyresponse WHERE run_id = %s", [run.pk])
    )
