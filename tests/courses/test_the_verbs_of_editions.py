"""Editions, verb by verb: how they are found, how they move and what an editor may type."""

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from core import clock
from core.models import AuditEntry
from courses.enums import EditionState, EnrolmentState, Refusal
from courses.errors import ForbiddenMove, PlaceRefused
from courses.models import Edition
from courses.services import move_edition, revise_edition
from courses.services.editions.offered import Offered, offered_to, stored_state
from people.models import User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db
OPEN, CLOSED, RUNNING = EditionState.OPEN, EditionState.CLOSED, EditionState.RUNNING
MINUTE = timedelta(minutes=1)
# Written by hand, from the design; never computed from the table.
LAWFUL = {
    ("planned", "open"),
    ("planned", "cancelled"),
    ("open", "closed"),
    ("open", "running"),
    ("open", "cancelled"),
    ("closed", "open"),
    ("closed", "running"),
    ("closed", "cancelled"),
    ("running", "finished"),
    ("running", "cancelled"),
}


def acts() -> list[tuple[str, int | None, dict]]:
    rows = AuditEntry.objects.filter(action__startswith="courses.edition").order_by("number")
    return list(rows.values_list("action", "actor_id", "detail"))


def the_one_offered_to(who: User | AnonymousUser, edition: Edition) -> Offered:
    [found] = offered_to(who, Edition.objects.filter(pk=edition.pk))
    return found


# --- move_edition, stored_state ---


def moves(edition: Edition, source: str, target: str) -> bool:
    """Try one step from a state written by hand; say whether it was taken."""
    Edition.objects.filter(pk=edition.pk).update(state=source)
    try:
        with transaction.atomic():
            moved = move_edition(
                edition=edition, target=EditionState(target), actor=None, reason="Falta de gente"
            )
    except ForbiddenMove:
        moved = Edition.objects.get(pk=edition.pk)
    return (source, moved.state, stored_state(edition)) == (source, target, target) and source != target


def test_an_edition_takes_the_steps_of_the_design_and_no_other():
    edition = cast.an_edition()
    tried = itertools.product(EditionState.values, EditionState.values)
    assert {step for step in tried if moves(edition, *step)} == LAWFUL


def test_a_step_is_written_with_who_took_it(head: User):
    edition = cast.an_edition()
    moved = move_edition(edition=edition, target=CLOSED, actor=head)
    assert (moved.state, edition.state) == (CLOSED, OPEN)
    assert acts() == [("courses.edition.moved", head.pk, {"from": "open", "to": "closed"})]


def test_a_forbidden_step_leaves_no_trace(head: User):
    edition = cast.an_edition()
    with pytest.raises(ForbiddenMove, match="Una edición no pasa de «open» a «finished»"):
        move_edition(edition=edition, target=EditionState.FINISHED, actor=head)
    assert (stored_state(edition), acts()) == (OPEN, [])


def test_the_stored_state_is_the_one_of_the_database_and_not_of_the_form():
    edition = cast.an_edition()
    edition.state = EditionState.FINISHED
    assert stored_state(edition) == OPEN
    assert stored_state(Edition()) == EditionState.PLANNED


# --- revise_edition ---


def test_fewer_seats_than_are_held_are_refused_and_nothing_else_is_kept(head: User):
    edition = cast.an_edition(capacity=2)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    with pytest.raises(PlaceRefused) as refused:
        revise_edition(edition=edition, capacity=1, state=CLOSED, actor=head)
    edition.refresh_from_db()
    assert refused.value.refusal == Refusal.BELOW_SEATED
    assert (edition.capacity, edition.state, acts()) == (2, OPEN, [])


def test_a_forbidden_state_undoes_the_seats_that_were_offered(head: User):
    edition = cast.an_edition(capacity=1)
    cast.a_place(edition, cast.a_secretary(1))
    cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    with pytest.raises(ForbiddenMove):
        revise_edition(edition=edition, capacity=5, state=EditionState.FINISHED, actor=head)
    edition.refresh_from_db()
    assert (edition.capacity, states_of(edition), acts()) == (1, ["confirmed", "waiting"], [])


def test_both_changes_are_made_each_with_its_own_row(head: User):
    edition = cast.an_edition(capacity=1)
    revised = revise_edition(edition=edition, capacity=3, state=RUNNING, actor=head)
    edition.refresh_from_db()
    assert (revised.capacity, revised.state) == (edition.capacity, edition.state) == (3, RUNNING)
    assert acts() == [
        ("courses.edition.capacity", head.pk, {"before": 1, "after": 3}),
        ("courses.edition.moved", head.pk, {"from": "open", "to": "running"}),
        ("courses.edition.revised", head.pk, {"code": edition.code}),
    ]


def test_with_neither_changed_only_the_revision_is_written(head: User):
    edition = cast.an_edition(capacity=4)
    revise_edition(edition=edition, capacity=4, state=OPEN, actor=head)
    assert [action for action, *_ in acts()] == ["courses.edition.revised"]


# --- offered_to ---


@pytest.mark.parametrize(("capacity", "left"), [(5, 3), (2, 0), (1, 0)])
def test_the_seats_left_are_never_fewer_than_none(secretary: User, capacity: int, left: int):
    edition = cast.an_edition(capacity=capacity)
    cast.a_place(edition, cast.a_secretary(1))
    cast.a_place(
        edition, cast.a_secretary(1), state=EnrolmentState.OFFERED, offer_expires=clock.now() + MINUTE
    )
    cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    found = the_one_offered_to(secretary, edition)
    assert (found.taken, found.left) == (2, left)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, None),
        ({"apply_from": MINUTE}, Refusal.TOO_EARLY),
        ({"apply_until": -MINUTE}, Refusal.TOO_LATE),
        ({"state": CLOSED}, Refusal.TOO_LATE),
        ({"state": EditionState.PLANNED}, Refusal.NOT_OPEN),
        ({"state": EditionState.CANCELLED}, Refusal.CANCELLED),
    ],
)
def test_each_edition_says_why_nobody_can_ask_for_it(secretary: User, fields: dict, refusal: Refusal | None):
    now = clock.now()
    dates = {name: now + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    assert the_one_offered_to(secretary, cast.an_edition(**dates)).refusal == refusal


@pytest.mark.parametrize(
    ("state", "belongs"), [(EnrolmentState.CONFIRMED, True), (EnrolmentState.WAITING, False)]
)
def test_a_place_comes_with_the_edition_and_belonging_depends_on_its_state(
    secretary: User, state: str, belongs: bool
):
    place = cast.a_place(cast.an_edition(), secretary, state=state)
    found = the_one_offered_to(secretary, place.edition)
    assert (found.place, found.teaches, found.belongs) == (place, False, belongs)


def test_a_place_given_back_is_no_place(secretary: User):
    place = cast.a_place(cast.an_edition(), secretary, state=EnrolmentState.WITHDRAWN)
    assert the_one_offered_to(secretary, place.edition).place is None


def test_the_trainer_belongs_to_what_she_gives_and_to_nothing_else(trainer: User):
    hers, other = cast.an_edition(), cast.an_edition()
    hers.trainers.add(trainer)
    found = [the_one_offered_to(trainer, edition) for edition in (hers, other)]
    assert [(row.teaches, row.belongs) for row in found] == [(True, True), (False, False)]


def test_a_visitor_finds_the_edition_without_a_place():
    edition = cast.an_edition()
    cast.a_place(edition, cast.a_secretary(1))
    found = the_one_offered_to(AnonymousUser(), edition)
    assert (found.taken, found.place, found.belongs) == (1, None, False)


def test_the_next_class_is_the_first_that_has_not_ended(secretary: User):
    edition = cast.an_edition()
    later, running, over = (cast.a_class(edition, starts_in=start) for start in (600, -30, -300))
    found = the_one_offered_to(secretary, edition)
    assert (found.sessions, found.next_session) == ((over, running, later), running)
    assert the_one_offered_to(secretary, cast.an_edition()).next_session is None
