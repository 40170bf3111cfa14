"""Results are read by who runs the edition, whole, once, and only when nobody can be made out in them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from courses.models import Edition, SurveyRun
from courses.querysets import surveys as words
from courses.services.surveys import (
    SurveyRefused,
    close_surveys,
    results,
    results_csv,
    satisfaction_by_course,
    survey_results,
)
from people.models import User
from tests import cast
from tests.courses.surveying import answer, answered_edition, over, places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LONG_AGO = (clock.now() - timedelta(days=365)).date()


@pytest.fixture(autouse=True)
def _survey(db: None) -> None:
    cast.a_survey()


def page(edition: Edition, name: str = "survey_results") -> str:
    return reverse(f"courses:{name}", args=[edition.code])


def test_five_answers_are_read_each_question_in_its_way():
    found = survey_results(answered_edition(5, 4, 4, 3, 5))
    assert (found.invited, found.answered, found.is_published) == (5, 5, True)
    scale, one, several, yes_no, text = found.questions
    assert scale.counts == (("1", 0), ("2", 0), ("3", 1), ("4", 2), ("5", 2))
    assert scale.mean == Decimal("4.2")
    assert one.counts == (("Despacio", 0), ("Bien", 5), ("Deprisa", 0))
    assert several.counts == (("Las clases", 5), ("Las lecciones", 0))
    assert yes_no.counts == (("Sí", 5), ("No", 0))
    assert sorted(text.texts) == [f"Comentario {turn}" for turn in range(5)]


def test_four_answers_are_never_read(client: Client, head: User):
    edition = answered_edition(5, 4, 4, 3)
    found = survey_results(edition)
    assert (found.answered, found.is_closed, found.is_published, found.questions) == (4, True, False, ())
    assert satisfaction_by_course(since=LONG_AGO) == {}
    seen = cast.signed_in(client, head).get(page(edition)).content.decode()
    assert seen.count("Hay muy pocas respuestas para leerlas") == 1
    assert seen.count("Comentario") == 0
    assert len(client.get(page(edition, "survey_file")).content.decode().splitlines()) == 1


def test_without_the_guard_four_would_be_read(monkeypatch: pytest.MonkeyPatch):
    """The control: with one answer enough, four are shown."""
    edition = answered_edition(5, 4, 4, 3)
    for module in (words, results):
        monkeypatch.setattr(module, "FEWEST", 1)
    assert len(survey_results(edition).questions) == 5


def test_while_it_is_open_nothing_is_read_however_many_answered(client: Client, head: User):
    edition = answered_edition(5, 4, 4, 3, 5, 1, close=False)
    found = survey_results(edition)
    assert (found.answered, found.is_published, found.questions) == (6, False, ())
    seen = cast.signed_in(client, head).get(page(edition)).content.decode()
    assert seen.count("La encuesta sigue abierta") == 1
    assert satisfaction_by_course(since=LONG_AGO) == {}


def test_read_while_open_the_sixth_answer_would_be_the_difference(monkeypatch: pytest.MonkeyPatch):
    """The control: were open runs read, two readings would say what the sixth person marked."""

    def open_too(runs: words.SurveyRunQuerySet) -> words.SurveyRunQuerySet:
        return runs.all()

    monkeypatch.setattr(words.SurveyRunQuerySet, "published", open_too)
    edition = answered_edition(5, 4, 4, 3, 5, close=False)
    before = dict(survey_results(edition).questions[0].counts)
    answer(places(edition, 1)[0], scale=1)
    after = dict(survey_results(edition).questions[0].counts)
    assert [mark for mark in after if after[mark] != before[mark]] == ["1"]


def test_once_closed_no_change_of_dates_opens_it_again():
    edition = answered_edition(5, 4, 4, 3, 5)
    today = clock.now().date()
    Edition.objects.filter(pk=edition.pk).update(ends_on=today - timedelta(days=1))
    [place] = places(Edition.objects.get(pk=edition.pk), 1)
    with pytest.raises(SurveyRefused):
        answer(place)


def test_without_closing_for_good_it_would_open_again():
    """The control: with the mark of closing taken away, the same answer enters."""
    edition = answered_edition(5, 4, 4, 3, 5)
    SurveyRun.objects.update(is_closed=False)
    Edition.objects.filter(pk=edition.pk).update(ends_on=clock.now().date() - timedelta(days=1))
    answer(places(Edition.objects.get(pk=edition.pk), 1)[0])
    assert survey_results(edition).answered == 6


def test_closing_waits_for_the_last_day_and_is_done_once():
    edition = answered_edition(5, 5, 5, 5, 5, close=False)
    assert close_surveys() == 0
    over(edition)
    assert (SurveyRun.objects.get().is_closed, close_surveys()) == (True, 0)


def test_a_question_that_four_answered_is_not_shown():
    edition = answered_edition(5, 5, 5, 5, close=False)
    for place in places(edition, 2):
        answer(place, text="")
    over(edition)
    text = survey_results(edition).questions[-1]
    assert (text.is_hidden, text.texts, text.counts) == (True, (), ())


def test_comments_are_in_an_order_that_is_always_the_same_and_not_theirs():
    edition = answered_edition(*[4] * 20)
    texts = survey_results(edition).questions[-1].texts
    assert texts == survey_results(edition).questions[-1].texts
    assert list(texts) != [f"Comentario {turn}" for turn in range(20)]
    assert sorted(texts) == sorted(f"Comentario {turn}" for turn in range(20))


def test_the_other_editions_of_the_course_are_compared_only_from_five():
    course = cast.a_course(lessons=0)
    here = answered_edition(5, 5, 5, 5, 5, course=course)
    answered_edition(1, 1, 1, 1, course=course)
    answered_edition(1, 1, 1, 1, 1)
    alone = survey_results(here).questions[0]
    assert (alone.mean, alone.others_mean, alone.others) == (Decimal("5.0"), None, 0)
    answered_edition(3, 3, 3, 3, 4, course=course)
    beside = survey_results(here).questions[0]
    assert (beside.mean, beside.others_mean, beside.others) == (Decimal("5.0"), Decimal("3.2"), 5)


def test_a_course_is_the_sum_of_editions_that_may_each_be_read():
    course = cast.a_course(lessons=0)
    answered_edition(5, 5, 5, 5, 5, course=course)
    answered_edition(1, 1, 1, 1, course=course)
    answered_edition(3, 3, 3, 3, 3, course=course)
    found = satisfaction_by_course(since=LONG_AGO)[course.pk]
    assert (found.mean, found.answers, found.editions) == (Decimal("4.0"), 10, 2)
    assert satisfaction_by_course(since=clock.now().date()) == {}


def test_the_file_has_the_same_and_nothing_that_acts_in_a_spreadsheet():
    edition = answered_edition(4, 4, 4, 4, close=False)
    answer(places(edition, 1)[0], text="=HYPERLINK(1)")
    over(edition)
    lines = results_csv(survey_results(edition)).splitlines()
    assert lines[0] == "\ufeffPregunta;Respuesta;Personas"
    assert "¿Qué te ha parecido el curso?;4;5" in lines
    assert [line for line in lines if "HYPERLINK" in line] == ["¿Qué cambiarías?;'=HYPERLINK(1);1"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("editor", 200), ("adviser", 200), ("secretary", 403), ("guest_trainer", 403)],
)
def test_who_reads_the_results(client: Client, who: str, status: int, request: pytest.FixtureRequest):
    edition = answered_edition(5, 4, 4, 3, 5)
    cast.signed_in(client, request.getfixturevalue(who))
    assert [client.get(page(edition, name)).status_code for name in ("survey_results", "survey_file")] == [
        status,
        status,
    ]


def test_the_trainer_reads_those_of_her_editions_alone(client: Client, trainer: User):
    hers, other = answered_edition(5, 4, 4, 3, 5), answered_edition(5, 4, 4, 3, 5)
    hers.trainers.add(trainer)
    cast.signed_in(client, trainer)
    assert [client.get(page(each)).status_code for each in (hers, other)] == [200, 403]


def test_nothing_narrows_the_results(client: Client, head: User):
    edition = answered_edition(5, 4, 4, 3, 5)
    cast.signed_in(client, head)
    plain = client.get(page(edition, "survey_file")).content
    assert client.get(page(edition, "survey_file") + "?comarca=Campos&ayuntamiento=1").content == plain


def test_reading_asks_the_same_questions_for_any_number_of_answers():
    asked = []
    for how_many in (5, 12):
        edition = answered_edition(*[4] * how_many)
        with CaptureQueriesContext(connection) as seen:
            survey_results(edition)
        asked.append(len(seen))
    assert asked[0] == asked[1]
    assert asked[0] <= 6
