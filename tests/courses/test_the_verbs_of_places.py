"""Places, verb by verb: whose it is, who comes next and who holds a seat."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.models import AuditEntry, OutboxMessage
from core.tenancy import scope, unscoped
from courses.enums import EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.services import accept_offer, withdraw
from courses.services.editions.offered import place_in_queue, seats_held
from courses.services.places.applying import seat_or_queue
from courses.services.places.promotion import promote
from people.models import User
from tests import cast
from tests.courses.acts import events_of, states_of

pytestmark = pytest.mark.django_db
APPLIED, WAITING, OFFERED, CONFIRMED = (
    EnrolmentState.APPLIED,
    EnrolmentState.WAITING,
    EnrolmentState.OFFERED,
    EnrolmentState.CONFIRMED,
)
NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
Stop = Callable[[datetime], datetime]


def waits(edition: Edition, **fields: object) -> Enrolment:
    """Somebody more on the waiting list."""
    return cast.a_place(edition, cast.a_secretary(1), state=WAITING, **fields)


def now_of(*places: Enrolment) -> list[str]:
    """The state of each place as the database has it."""
    for place in places:
        place.refresh_from_db()
    return [place.state for place in places]


def nothing_was_written() -> bool:
    acts = AuditEntry.objects.filter(action__startswith="courses.")
    return not acts.exists() and not OutboxMessage.objects.exists()


# --- withdraw ---


def test_the_first_of_the_list_is_promoted_and_not_another(secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary)
    earlier = waits(edition, score=5, applied_at=NOON)
    behind = waits(edition, rank=1, applied_at=NOON - HOUR)
    first = waits(edition, applied_at=NOON + HOUR)
    assert withdraw(enrolment=place, person=secretary).state == "withdrawn"
    assert now_of(first, earlier, behind) == ["offered", "waiting", "waiting"]


def test_leaving_the_list_frees_no_seat(secretary: User):
    edition = cast.an_edition(capacity=1)
    seated, other = cast.a_place(edition, cast.a_secretary(1)), waits(edition)
    mine = cast.a_place(edition, secretary, state=WAITING)
    withdraw(enrolment=mine, person=secretary)
    assert now_of(seated, mine, other) == ["confirmed", "withdrawn", "waiting"]


def test_giving_an_offer_back_passes_it_on(secretary: User):
    edition = cast.an_edition(capacity=1)
    mine = cast.a_place(edition, secretary, state=OFFERED, offer_expires=cast.clock.now() + HOUR)
    other = waits(edition)
    withdraw(enrolment=mine, person=secretary)
    assert (now_of(mine, other), mine.offer_expires) == (["withdrawn", "offered"], None)


def test_giving_it_back_twice_promotes_once(secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary)
    first, second = waits(edition), waits(edition)
    stale = Enrolment._base_manager.get(pk=place.pk)
    withdraw(enrolment=place, person=secretary)
    with pytest.raises(PlaceRefused) as refused:
        withdraw(enrolment=stale, person=secretary)
    assert refused.value.refusal == Refusal.WRONG_STATE
    assert now_of(first, second) == ["offered", "waiting"]


def test_nobody_gives_back_a_place_of_another(secretary: User, head: User):
    place = cast.a_place(cast.an_edition(), secretary)
    with pytest.raises(PermissionDenied):
        withdraw(enrolment=place, person=head)
    assert (now_of(place), nothing_was_written()) == (["confirmed"], True)


@pytest.mark.parametrize(("late", "state"), [(SECOND, "withdrawn"), (timedelta(), "confirmed")])
def test_a_seat_can_be_given_back_until_the_very_limit(
    secretary: User, late: timedelta, state: str, stop_clock: Stop
):
    place = cast.a_place(cast.an_edition(cancel_until=NOON), secretary)
    stop_clock(NOON - late)
    if state == "confirmed":
        with pytest.raises(PlaceRefused, match=Refusal.TOO_LATE_TO_WITHDRAW.label):
            withdraw(enrolment=place, person=secretary)
    else:
        withdraw(enrolment=place, person=secretary)
    assert now_of(place) == [state]


# --- accept_offer ---


def test_an_offer_taken_in_its_last_second_is_a_place(secretary: User, stop_clock: Stop):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary, state=OFFERED, offer_expires=NOON)
    stop_clock(NOON - SECOND)
    taken = accept_offer(enrolment=place, person=secretary)
    assert (taken.state, taken.offer_expires, events_of(place)) == (
        "confirmed",
        None,
        [("offered", "confirmed")],
    )


@pytest.mark.parametrize(
    ("state", "expires", "refusal"),
    [
        (OFFERED, NOON, Refusal.OFFER_EXPIRED),
        (EnrolmentState.EXPIRED, None, Refusal.OFFER_EXPIRED),
        (WAITING, None, Refusal.WRONG_STATE),
        (CONFIRMED, None, Refusal.WRONG_STATE),
    ],
)
def test_what_is_no_longer_offered_is_refused_with_its_reason(
    secretary: User, state: str, expires: datetime | None, refusal: Refusal, stop_clock: Stop
):
    place = cast.a_place(cast.an_edition(), secretary, state=state, offer_expires=expires)
    stop_clock(NOON)
    with pytest.raises(PlaceRefused) as refused:
        accept_offer(enrolment=place, person=secretary)
    assert (refused.value.refusal, now_of(place), nothing_was_written()) == (refusal, [state], True)


def test_nobody_takes_the_offer_of_another(secretary: User, councillor: User):
    expires = cast.clock.now() + HOUR
    place = cast.a_place(cast.an_edition(), secretary, state=OFFERED, offer_expires=expires)
    with pytest.raises(PermissionDenied):
        accept_offer(enrolment=place, person=councillor)
    assert now_of(place) == ["offered"]


# --- seat_or_queue, promote ---


@pytest.mark.parametrize(
    ("capacity", "others", "state"),
    [
        (2, [CONFIRMED], "confirmed"),
        (1, [CONFIRMED], "waiting"),
        # A seat that is free while somebody waits is not for whoever comes last.
        (2, [CONFIRMED, WAITING], "waiting"),
        # An application without approval neither holds a seat nor waits before anybody.
        (2, [CONFIRMED, APPLIED], "confirmed"),
        (0, [], "waiting"),
    ],
)
def test_a_seat_is_given_while_there_is_one_and_nobody_waits_before(
    secretary: User, capacity: int, others: list[str], state: str
):
    edition = cast.an_edition(capacity=capacity)
    for other in others:
        cast.a_place(edition, cast.a_secretary(1), state=other)
    mine = cast.a_place(edition, secretary, state=APPLIED)
    with transaction.atomic(), unscoped("la prueba reparte plazas"):
        event = seat_or_queue(mine, actor_id=secretary.pk)
    assert (now_of(mine), event.source, event.target) == ([state], "applied", state)


@pytest.mark.parametrize(("capacity", "promoted"), [(1, 0), (2, 0), (3, 1), (4, 2), (9, 3)])
def test_every_free_seat_is_offered_in_turn_and_none_that_is_not_there(capacity: int, promoted: int):
    edition = cast.an_edition(capacity=capacity)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    line = [waits(edition, applied_at=NOON + turn * HOUR) for turn in range(3)]
    with transaction.atomic(), unscoped("la prueba reparte plazas"):
        assert promote(edition) == line[:promoted]
    assert now_of(*line) == ["offered"] * promoted + ["waiting"] * (3 - promoted)


# --- place_in_queue, seats_held ---


def test_the_list_goes_by_rank_then_score_then_arrival():
    edition = cast.an_edition(capacity=0)
    third = waits(edition, score=5, applied_at=NOON + HOUR)
    fourth = waits(edition, rank=1, applied_at=NOON - HOUR)
    first = waits(edition, applied_at=NOON)
    second = waits(edition, applied_at=NOON + 2 * HOUR)
    waits(cast.an_edition(), rank=0, score=99)
    assert [place_in_queue(place) for place in (first, second, third, fourth)] == [1, 2, 3, 4]


def test_who_is_called_while_her_page_is_made_reads_the_turn_she_had():
    edition = cast.an_edition(capacity=1)
    first, second = waits(edition, applied_at=NOON), waits(edition, applied_at=NOON + HOUR)
    with transaction.atomic(), unscoped("la prueba reparte plazas"):
        assert promote(edition) == [first]
    assert [place_in_queue(place) for place in (first, second)] == [1, 1]


def test_seats_of_every_town_hall_are_counted_whoever_asks(secretary: User):
    edition, mine = cast.an_edition(), secretary.standing.entities[0]
    cast.a_place(edition, secretary, mine)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    cast.a_place(cast.an_edition(), secretary, mine)
    with scope([mine.pk]):
        assert (seats_held(edition), Enrolment.objects.filter(edition=edition).count()) == (3, 1)


def test_only_some_states_hold_a_seat():
    edition = cast.an_edition()
    held = {}
    for state in EnrolmentState.values:
        before = seats_held(edition)
        cast.a_place(edition, cast.a_secretary(1), state=state, offer_expires=NOON)
        held[state] = seats_held(edition) - before
    assert [state for state, seats in held.items() if seats] == [
        "offered",
        "confirmed",
        "attended",
        "no_show",
    ]
    assert sum(held.values()) == 4
    assert len(states_of(edition)) == len(EnrolmentState)
