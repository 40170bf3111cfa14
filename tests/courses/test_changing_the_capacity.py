"""More seats go to those who wait; fewer than the seats held is refused."""

import pytest

from core.models import AuditEntry
from courses.enums import EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.services import answer_application, change_capacity
from people.models import User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db


def test_each_new_seat_is_offered_to_the_next(head: User):
    edition = cast.an_edition(capacity=1)
    cast.a_place(edition, cast.a_secretary(1))
    for _ in range(3):
        cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    change_capacity(edition=edition, capacity=3, actor=head)
    assert states_of(edition) == ["confirmed", "offered", "offered", "waiting"]
    assert AuditEntry.objects.get(action="courses.edition.capacity").detail == {"before": 1, "after": 3}


def test_more_seats_never_skip_the_approval(head: User):
    edition = cast.an_edition(capacity=1, needs_approval=True)
    cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    change_capacity(edition=edition, capacity=9, actor=head)
    assert states_of(edition) == ["applied"]


def test_below_the_seats_held_it_is_refused(head: User):
    edition = cast.an_edition(capacity=2)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    with pytest.raises(PlaceRefused) as refused:
        change_capacity(edition=edition, capacity=1, actor=head)
    edition.refresh_from_db()
    assert (refused.value.refusal, edition.capacity) == (Refusal.BELOW_SEATED, 2)


@pytest.mark.parametrize(("approved", "state"), [(True, "confirmed"), (False, "rejected")])
def test_an_application_is_approved_or_rejected_with_its_reason(adviser: User, approved: bool, state: str):
    edition = cast.an_edition(needs_approval=True)
    place = cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    answer_application(enrolment=place, approved=approved, reason="Ya hizo este curso", actor=adviser)
    assert states_of(edition) == [state]


def test_approval_gives_no_seat_that_is_not_there(adviser: User):
    edition = cast.an_edition(capacity=1, needs_approval=True)
    cast.a_place(edition, cast.a_secretary(1))
    place = cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    answer_application(enrolment=place, approved=True, reason="", actor=adviser)
    assert states_of(edition) == ["confirmed", "waiting"]


def test_an_answer_given_twice_is_refused(adviser: User):
    edition = cast.an_edition(needs_approval=True)
    place = cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED)
    answer_application(enrolment=place, approved=True, reason="", actor=adviser)
    with pytest.raises(PlaceRefused):
        answer_application(enrolment=place, approved=False, reason="", actor=adviser)
    assert states_of(edition) == ["confirmed"]
