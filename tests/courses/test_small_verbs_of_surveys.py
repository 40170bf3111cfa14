"""The small questions a survey is made of, each by itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core import clock
from courses.enums.surveys import SurveyMoment
from courses.models import SurveyRun
from courses.rules.surveys import survey_closes, survey_opens
from courses.services.dashboard.facts import day_of
from courses.services.surveys import standing_of
from courses.services.surveys.asking import run_of, survey_of
from courses.services.surveys.moments import is_open_for, last_class_of, window_of
from courses.services.surveys.results import gathered, may_be_read, mean_of
from tests import cast
from tests.courses.surveying import an_ended_edition, answer, answered_edition, places

pytestmark = pytest.mark.django_db
CLASS = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)


def test_the_last_class_opens_it_and_the_days_are_whole_ones():
    known = {"ends_on": date(2026, 10, 20), "last_class": CLASS}
    assert survey_opens(**known) == CLASS
    # The clocks change on the 25th: midnight is of the wall, not so many hours later.
    assert survey_closes(**known, days=14) == datetime(2026, 11, 3, 23, 0, tzinfo=UTC)
    assert survey_opens(ends_on=date(2026, 10, 20), last_class=None) == datetime(
        2026, 10, 20, 22, 0, tzinfo=UTC
    )


def test_a_class_after_the_last_day_moves_the_end():
    closes = survey_closes(ends_on=date(2026, 10, 1), last_class=CLASS, days=1)
    assert closes == datetime(2026, 10, 21, 22, 0, tzinfo=UTC)


def test_an_edition_knows_its_survey_its_run_and_its_last_class():
    survey, edition = cast.a_survey(), an_ended_edition()
    assert (survey_of(edition), run_of(edition), last_class_of(edition)) == (survey, None, None)
    session = cast.a_class(edition, starts_in=-200)
    assert last_class_of(edition) == session.ends_at
    assert window_of(edition, session.ends_at, survey)[0] == session.ends_at
    answer(*places(edition, 1))
    assert run_of(edition) == SurveyRun.objects.get()


def test_it_is_open_for_a_person_until_she_answers():
    cast.a_survey()
    edition = an_ended_edition()
    [place] = places(edition, 1)
    assert (is_open_for(edition, place, clock.now()), standing_of(edition, place).moment) == (
        True,
        SurveyMoment.OPEN,
    )
    answer(place)
    assert (is_open_for(edition, place, clock.now()), standing_of(edition, place).moment) == (
        False,
        SurveyMoment.ANSWERED,
    )


def test_a_run_is_read_only_closed_and_with_five_answers():
    cast.a_survey()
    few, enough = answered_edition(1, 1, 1, 1), answered_edition(1, 1, 1, 1, 1)
    assert [may_be_read(run_of(each)) for each in (few, enough)] == [False, True]
    assert {len(given) for given in gathered([run_of(few)]).values()} == set()
    assert {len(given) for given in gathered([run_of(enough)]).values()} == {5}


def test_a_mean_is_rounded_to_a_tenth_as_people_round():
    assert [mean_of(given) for given in ([], [4, 5], [1, 2, 2, 2])] == [None, Decimal("4.5"), Decimal("1.8")]


def test_a_day_is_of_the_province():
    assert day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
