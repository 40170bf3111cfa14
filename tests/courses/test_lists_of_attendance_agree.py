"""Page, file and paper of attendance come from the same figures."""

import pytest

from core.errors import Conflict
from core.spreadsheets import spreadsheet
from courses.enums import Outcome
from courses.models import Enrolment, LiveSession
from courses.services import attendance_csv, attendance_list, attendance_totals, close_attendance
from courses.services.attendance.lists import outcome_of, seconds_present, taught
from courses.services.attendance.paper import edition_paper, roll_paper, town_paper
from courses.services.attendance.reports import edition_report, edition_table, town_report, town_table
from courses.services.attendance.sheet import roll_table
from courses.services.attendance.totals import totals_of
from courses.services.editions.finishing import settle_places
from people.models import User
from tests import cast
from tests.courses.acts import was_there


@pytest.fixture
def session(db: None) -> LiveSession:
    return cast.a_class(cast.an_edition(), starts_in=-200, minutes=100)


@pytest.fixture
def place(session: LiveSession, secretary: User) -> Enrolment:
    made = cast.a_place(session.edition, secretary)
    was_there(session, secretary, (0, 90))
    close_attendance(session)
    return made


@pytest.mark.parametrize(
    ("seconds", "outcome"), [(0, Outcome.ABSENT), (1, Outcome.PARTIAL), (79, "partial"), (80, "present")]
)
def test_what_came_of_a_class_is_by_its_seconds(seconds: int, outcome: str):
    assert outcome_of(seconds, 100, 80) == outcome


def test_presence_is_what_falls_inside_the_class(session: LiveSession):
    whole = (session.starts_at, session.ends_at)
    assert seconds_present([whole, whole], taught(session)) == 6000


def test_every_list_says_the_same_figures(session: LiveSession, place: Enrolment):
    roll, report = attendance_list(session), edition_report(session.edition)
    village = town_report(place.entity, place.person)
    assert attendance_csv(roll) == spreadsheet(*roll_table(roll))
    assert [table[1][0][-5:] for table in (edition_table(report), town_table(village))] == [
        ("1:30:00", "5400", "6000", "90", "sí")
    ] * 2
    assert totals_of([place]) == {place.pk: attendance_totals(place)}
    papers = [roll_paper(roll), edition_paper(report), town_paper(place.entity, village)]
    assert [paper[:5] for paper in papers] == [b"%PDF-"] * 3


def test_places_are_not_settled_before_the_last_class(session: LiveSession, place: Enrolment):
    cast.a_class(session.edition, starts_in=10)
    with pytest.raises(Conflict):
        settle_places(edition=session.edition, actor_id=None)
