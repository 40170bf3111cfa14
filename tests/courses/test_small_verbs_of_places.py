"""The small verbs that the others stand on, each by name."""

from datetime import timedelta

import pytest
from django.db import transaction

from core import clock
from core.models import OutboxMessage
from core.tenancy import unscoped
from courses.enums import Allocation, EnrolmentState
from courses.services.editions.agenda import classes_in, happenings
from courses.services.places.mails import ask_supervisors
from courses.services.places.sharing import is_plain, put_in_order
from people.enums import Role
from tests import cast

pytestmark = pytest.mark.django_db


def test_only_arrival_without_dates_to_come_is_plain():
    soon, past = clock.now() + timedelta(days=1), clock.now() - timedelta(days=1)
    cases = [{}, {"allocation": Allocation.FAIR}, {"one_per_entity_until": soon}, {"reserved_until": soon}]
    cases += [{"one_per_entity_until": past}, {"reserved_until": past}]
    assert [is_plain(cast.an_edition(**case)) for case in cases] == [True, False, False, False, True, True]


def test_the_order_is_written_on_each_place():
    edition = cast.an_edition(capacity=1, allocation=Allocation.FAIR)
    places = [cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.APPLIED) for _ in range(2)]
    with transaction.atomic(), unscoped("la prueba reparte plazas"):
        line = put_in_order(edition, places)
    assert [(placed.rank, placed.seated) for _, placed in line] == [(1, True), (2, False)]
    for place in places:
        place.refresh_from_db()
    assert sorted(place.rank for place in places) == [1, 2]


def test_classes_become_entries_with_a_name_that_never_changes():
    edition = cast.an_edition()
    lesson = cast.a_class(edition)
    assert classes_in(edition) == [lesson]
    (entry,) = happenings([lesson])
    assert (entry.uid, entry.sequence) == (f"clase-{lesson.pk}@localhost", 0)


def test_each_of_those_who_may_agree_is_written_to_once():
    place = cast.a_place(cast.an_edition(), cast.a_secretary(1), state=EnrolmentState.APPLIED)
    mayor = cast.person("Ana")
    cast.with_post(mayor, place.entity, "Alcaldesa", Role.MAYOR, Role.COUNCILLOR)
    for _ in range(2):
        ask_supervisors(place)
    assert [mail.to for mail in OutboxMessage.objects.all()] == [mayor.email]
