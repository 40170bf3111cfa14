"""A place and an edition go only along their tables."""

import pytest
from django.db import IntegrityError, transaction

from core.tenancy import unscoped
from courses.enums import EditionState, EnrolmentState
from courses.errors import ForbiddenMove
from courses.models import EnrolmentEvent
from courses.rules import EDITION_TRANSITIONS, PLACE_TRANSITIONS
from courses.services import open_edition
from courses.services.places import moves
from people.models import User
from tests import cast
from tests.courses.acts import events_of

# Written by hand, from the design; never computed from the table.
LAWFUL = {
    ("", "applied"),
    ("applied", "supervisor_ok"),
    ("supervisor_ok", "waiting"),
    ("supervisor_ok", "confirmed"),
    ("supervisor_ok", "rejected"),
    ("supervisor_ok", "withdrawn"),
    ("applied", "waiting"),
    ("applied", "confirmed"),
    ("applied", "rejected"),
    ("applied", "withdrawn"),
    ("waiting", "offered"),
    ("waiting", "rejected"),
    ("waiting", "withdrawn"),
    ("offered", "confirmed"),
    ("offered", "withdrawn"),
    ("offered", "expired"),
    ("confirmed", "attended"),
    ("confirmed", "no_show"),
    ("confirmed", "withdrawn"),
    ("attended", "no_show"),
    ("no_show", "attended"),
}


def test_the_table_of_places_is_the_one_of_the_design():
    assert {(source, target) for source, targets in PLACE_TRANSITIONS.items() for target in targets} == LAWFUL
    assert set(PLACE_TRANSITIONS) == {"", *EnrolmentState.values}
    assert set(EDITION_TRANSITIONS) == set(EditionState)


@pytest.mark.django_db
@pytest.mark.parametrize("source", EnrolmentState.values)
def test_no_other_step_can_be_taken(secretary: User, source: str):
    expires = cast.clock.now() if source == "offered" else None
    place = cast.a_place(cast.an_edition(), secretary, state=source, offer_expires=expires)
    for target in sorted(set(EnrolmentState.values) - {end for start, end in LAWFUL if start == source}):
        with transaction.atomic(), pytest.raises(ForbiddenMove):
            moves.move(enrolment=place, target=EnrolmentState(target), actor_id=None)
        place.refresh_from_db()
        assert (place.state, target, events_of(place)) == (source, target, [])


@pytest.mark.django_db
def test_a_finished_edition_is_not_opened_again(head: User):
    with pytest.raises(ForbiddenMove):
        open_edition(edition=cast.an_edition(state=EditionState.FINISHED), actor=head)


@pytest.mark.django_db
def test_the_database_keeps_one_live_place_for_each_person(secretary: User):
    edition = cast.an_edition()
    cast.a_place(edition, secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.a_place(edition, secretary, state=EnrolmentState.WAITING)


@pytest.mark.django_db
def test_a_change_that_was_written_is_never_changed(secretary: User):
    place = cast.a_place(cast.an_edition(), secretary)
    event = EnrolmentEvent.objects.create(
        enrolment=place, entity_id=place.entity_id, at=cast.clock.now(), target=EnrolmentState.CONFIRMED
    )
    with unscoped("la prueba intenta cambiarlo"), pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentEvent.objects.filter(pk=event.pk).update(reason="otra cosa")


@pytest.mark.django_db(transaction=True)
def test_an_edition_is_locked_only_inside_a_transaction():
    edition = cast.an_edition()
    with pytest.raises(ForbiddenMove):
        moves.locked(edition.pk)
