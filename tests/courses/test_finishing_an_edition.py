"""An edition that ends says of each place whether its person attended."""

import pytest

from core.errors import Conflict
from core.tenancy import unscoped
from courses.enums import EditionState
from courses.errors import ForbiddenMove
from courses.models import Edition, LiveSession
from courses.services import close_attendance, correct_attendance, finish_edition, justify_absence
from courses.services.attendance.verdict import settle_again
from people.models import User
from tests import cast
from tests.courses.acts import events_of, states_of, was_there


@pytest.fixture
def edition(db: None) -> Edition:
    return cast.an_edition(state=EditionState.RUNNING)


@pytest.fixture
def session(edition: Edition) -> LiveSession:
    return cast.a_class(edition, starts_in=-200, minutes=100)


def test_each_place_ends_by_what_its_person_attended(session: LiveSession, editor: User):
    enough, little, nothing, waiting = (cast.a_secretary(1) for _ in range(4))
    for who in (enough, little, nothing):
        cast.a_place(session.edition, who)
    cast.a_place(session.edition, waiting, state="waiting")
    was_there(session, enough, (0, 80))
    was_there(session, little, (0, 79.99))
    done = finish_edition(edition=session.edition, actor=editor)
    assert done.state == EditionState.FINISHED
    assert states_of(session.edition) == ["attended", "no_show", "no_show", "waiting"]


def test_a_justified_absence_is_said_in_the_event(session: LiveSession, secretary: User, editor: User):
    place = cast.a_place(session.edition, secretary)
    justify_absence(record=close_attendance(session)[0], reason="Pleno extraordinario", actor=editor)
    finish_edition(edition=session.edition, actor=editor)
    assert events_of(place) == [("confirmed", "no_show")]
    with unscoped("la prueba mira el motivo"):
        assert place.events.get().reason.endswith("; tiene faltas justificadas")


def test_a_correction_after_the_end_changes_what_the_place_says(
    session: LiveSession, secretary: User, editor: User
):
    place = cast.a_place(session.edition, secretary)
    was_there(session, secretary, (0, 10))
    finish_edition(edition=session.edition, actor=editor)
    with unscoped("la prueba coge su fila"):
        record = place.records.get()
    for minutes in (90, 95, 10):
        correct_attendance(record=record, seconds=minutes * 60, reason="Siguió por teléfono", actor=editor)
    steps = [("confirmed", "no_show"), ("no_show", "attended"), ("attended", "no_show")]
    assert (events_of(place), states_of(session.edition)) == (steps, ["no_show"])


def test_a_correction_while_it_is_under_way_settles_nothing(
    session: LiveSession, secretary: User, editor: User
):
    place = cast.a_place(session.edition, secretary)
    record = close_attendance(session)[0]
    correct_attendance(record=record, seconds=100 * 60, reason="Se cortó la línea", actor=editor)
    with unscoped("la prueba lo pide a mano"):
        settle_again(enrolment=place, threshold=80, actor_id=editor.pk)
    assert (events_of(place), states_of(session.edition)) == ([], ["confirmed"])


def test_it_does_not_end_while_a_class_is_to_come(
    session: LiveSession, edition: Edition, secretary: User, editor: User
):
    cast.a_class(edition, starts_in=10)
    cast.a_place(edition, secretary)
    with pytest.raises(Conflict):
        finish_edition(edition=edition, actor=editor)
    edition.refresh_from_db()
    assert (edition.state, states_of(edition)) == (EditionState.RUNNING, ["confirmed"])


def test_without_live_classes_nobody_missed_any(edition: Edition, secretary: User, editor: User):
    cast.a_place(edition, secretary)
    finish_edition(edition=edition, actor=editor)
    assert states_of(edition) == ["attended"]


def test_only_an_edition_under_way_ends(db: None, editor: User):
    with pytest.raises(ForbiddenMove):
        finish_edition(edition=cast.an_edition(), actor=editor)
