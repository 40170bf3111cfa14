"""Forty people of thirty town halls want twelve places: who gets one, why, and who comes next."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core import clock
from core.models import AuditEntry, OutboxMessage
from core.tenancy import unscoped
from courses.enums import Allocation, EnrolmentState, Refusal
from courses.errors import ForbiddenMove, PlaceRefused
from courses.models import Edition, EditionQuota, Enrolment
from courses.rules.fairness import NO_SHOW_HOURS
from courses.services import (
    allocate_places,
    answer_application,
    apply_for_place,
    justify_absence,
    settle_due,
    withdraw,
)
from courses.services.places import allocation
from courses.services.places.promotion import promote
from courses.services.places.sharing import forget_order, put_in_order
from people.models import User
from tests import cast
from tests.courses.acts import places_of, states_of

pytestmark = pytest.mark.django_db


def apply(edition: Edition, entity, key: str) -> User:
    who = cast.person(f"Persona {key}")
    cast.with_post(who, entity, "Administrativa")
    apply_for_place(edition=edition, person=who, entity=entity, key=f"key-of-{key}")
    return who


def forty(edition: Edition) -> list[User]:
    """Number n is of village n % 30: the last ten are of villages that have asked already."""
    villages = [cast.entity(f"Pueblo {n}") for n in range(30)]
    return [apply(edition, villages[n % 30], str(n)) for n in range(40)]


def attended(who: User, hours: int, state: str = EnrolmentState.ATTENDED) -> None:
    today = clock.now().date()
    past = cast.an_edition(
        cast.a_course(lessons=0, hours=hours), starts_on=today - timedelta(60), ends_on=today - timedelta(50)
    )
    cast.a_place(past, who, state=state)


def seated(edition: Edition) -> list[int]:
    """Who has a place, by the number each was given when asking."""
    return [n for n, place in enumerate(places_of(edition)) if place.state == EnrolmentState.CONFIRMED]


def test_forty_of_thirty_town_halls_share_twelve_places(editor: User):
    edition = cast.an_edition(capacity=12, allocation=Allocation.FAIR)
    people = forty(edition)
    assert set(states_of(edition)) == {"applied"}
    for number in (0, 3, 5):
        attended(people[number], hours=20)
    attended(people[7], hours=10, state=EnrolmentState.NO_SHOW)
    allocate_places(edition=edition, actor=editor)
    # By hand: 0, 3 and 5 have hours, 7 missed a class; the next of other town halls take their turn.
    assert seated(edition) == [1, 2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15]
    places = places_of(edition)
    waiting = sorted(place.rank for place in places if place.state == "waiting")
    assert ([places[n].rank for n in seated(edition)], waiting) == (list(range(1, 13)), list(range(1, 29)))
    assert (places[7].score, places[0].score, places[1].score) == (20, 20, 0)
    assert places[7].reasons[2] == "Faltaste 1 vez sin justificar: cada una pesa como 20 horas."
    # Village 0 has nobody seated yet; village 1 has: its second person waits after everybody else's first.
    assert places[31].reasons[0].startswith("Tu ayuntamiento ya tiene plaza")
    row = AuditEntry.objects.get(action="courses.edition.allocated")
    assert (row.actor_id, row.detail) == (editor.pk, {"line": 40, "seated": 12})
    told = OutboxMessage.objects.filter(
        to__in=[who.email for who in people], subject__startswith="Tienes plaza"
    )
    assert told.count() == 12


def test_who_gives_a_place_back_passes_it_to_the_next_who_is_told(editor: User):
    edition = cast.an_edition(capacity=12, allocation=Allocation.FAIR)
    people = forty(edition)
    allocate_places(edition=edition, actor=editor)
    leaver = places_of(edition)[4]
    withdraw(enrolment=leaver, person=people[4])
    states = states_of(edition)
    assert (states[4], states[12], states[13]) == ("withdrawn", "offered", "waiting")
    assert OutboxMessage.objects.filter(to=people[12].email, subject__startswith="Ha quedado").count() == 1


def test_places_are_shared_once(editor: User):
    edition = cast.an_edition(capacity=1, allocation=Allocation.FAIR)
    apply(edition, cast.entity(), "una")
    allocate_places(edition=edition, actor=editor)
    with pytest.raises(PlaceRefused) as refused:
        allocate_places(edition=edition, actor=editor)
    assert refused.value.refusal == Refusal.ALREADY_ALLOCATED


def test_the_close_of_the_window_shares_them_by_itself(stop_clock: Callable):
    edition = cast.an_edition(capacity=1, allocation=Allocation.FAIR)
    apply(edition, cast.entity(), "una")
    assert (settle_due(), states_of(edition)) == (0, ["applied"])
    stop_clock(edition.apply_until)
    assert (settle_due(), states_of(edition)) == (1, ["confirmed"])
    assert settle_due() == 0


def notes(group: ExceptionGroup) -> list[list[str]]:
    return [error.__notes__ for error in group.exceptions]


def test_an_edition_that_another_worker_shares_meanwhile_stops_no_other(
    stop_clock: Callable, monkeypatch: pytest.MonkeyPatch
):
    bad, good = (cast.an_edition(capacity=1, allocation=Allocation.FAIR) for _ in range(2))
    for number, edition in enumerate((bad, good)):
        apply(edition, cast.entity(), str(number))
    stop_clock(max(bad.apply_until, good.apply_until))

    def after_another(*, edition: Edition, actor: User | None) -> None:
        if edition == bad:
            allocate_places(edition=edition, actor=None)
        allocate_places(edition=edition, actor=actor)

    monkeypatch.setattr(allocation, "allocate_places", after_another)
    with pytest.raises(ExceptionGroup) as failed:
        settle_due()
    assert notes(failed.value) == [[f"Edición {bad.code} ({bad.pk})"]]
    assert (states_of(bad), states_of(good)) == (["confirmed"], ["confirmed"])


def test_an_edition_whose_reserve_cannot_be_freed_stops_no_other(
    stop_clock: Callable, monkeypatch: pytest.MonkeyPatch
):
    until = clock.now() + timedelta(days=2)
    bad, good = (cast.an_edition(capacity=2, one_per_entity_until=until) for _ in range(2))
    for edition in (bad, good):
        entity = cast.entity()
        for number in range(2):
            apply(edition, entity, f"{edition.pk}-{number}")
    stop_clock(until)

    def fails_for_one(edition: Edition) -> list[Enrolment]:
        if edition == bad:
            raise ForbiddenMove("La prueba no deja")
        return promote(edition)

    monkeypatch.setattr(allocation, "promote", fails_for_one)
    with pytest.raises(ExceptionGroup) as failed:
        settle_due()
    assert notes(failed.value) == [[f"Edición {bad.code} ({bad.pk})"]]
    assert (states_of(bad), states_of(good)) == (["confirmed", "waiting"], ["confirmed", "offered"])


def test_before_the_date_a_town_hall_has_one_place_and_after_it_the_rest(stop_clock: Callable):
    edition = cast.an_edition(capacity=3, one_per_entity_until=clock.now() + timedelta(days=2))
    one, other = cast.entity(), cast.entity()
    for number, entity in enumerate((one, one, other)):
        apply(edition, entity, str(number))
    assert states_of(edition) == ["confirmed", "waiting", "confirmed"]
    assert places_of(edition)[1].reasons == [
        "Las plazas se dan por orden de llegada.",
        "De momento, cada ayuntamiento tiene como máximo una plaza, y el tuyo ya la tiene.",
    ]
    assert settle_due() == 0
    stop_clock(edition.one_per_entity_until)
    assert (settle_due(), states_of(edition)) == (1, ["confirmed", "offered", "confirmed"])


def test_without_the_date_the_same_town_hall_takes_them_all():
    edition = cast.an_edition(capacity=3)
    one = cast.entity()
    for number in range(3):
        apply(edition, one, str(number))
    assert states_of(edition) == ["confirmed", "confirmed", "confirmed"]


def test_seats_of_a_quota_are_kept_for_small_town_halls_until_the_date(stop_clock: Callable):
    edition = cast.an_edition(capacity=2, reserved_until=clock.now() + timedelta(days=2))
    EditionQuota.objects.create(edition=edition, label="municipios de hasta 500", max_population=500, seats=1)
    town, other, small = (
        cast.entity(population=9000),
        cast.entity(population=8000),
        cast.entity(population=80),
    )
    apply(edition, town, "0")
    apply(edition, other, "1")
    assert states_of(edition) == ["confirmed", "waiting"]
    apply(edition, small, "2")
    assert states_of(edition) == ["confirmed", "waiting", "confirmed"]
    with unscoped("la prueba libera una plaza"):
        Enrolment.objects.filter(edition=edition, entity=small).update(state=EnrolmentState.WITHDRAWN)
    assert settle_due() == 0
    stop_clock(edition.reserved_until)
    assert (settle_due(), states_of(edition)) == (1, ["confirmed", "offered", "withdrawn"])


def test_nobody_is_approved_one_by_one_where_all_are_shared_at_once(adviser: User):
    edition = cast.an_edition(allocation=Allocation.FAIR, needs_approval=True)
    apply(edition, cast.entity(), "una")
    (place,) = places_of(edition)
    with pytest.raises(PlaceRefused) as refused:
        answer_application(enrolment=place, approved=True, reason="", actor=adviser)
    assert refused.value.refusal == Refusal.ALL_TOGETHER


def test_each_person_reads_why_on_the_page_of_her_place(client, editor: User):
    edition = cast.an_edition(cast.a_course(lessons=0), capacity=1, allocation=Allocation.FAIR)
    apply(edition, cast.entity(), "una")
    loser = apply(edition, cast.entity(), "otra")
    allocate_places(edition=edition, actor=editor)
    place = places_of(edition)[1]
    page = cast.signed_in(client, loser).get(f"/aula/plaza/{place.pk}/").content.decode()
    assert "Por qué estás en este puesto" in page
    assert [page.count(reason) for reason in place.reasons] == [1, 1, 1, 1]


def test_an_absence_that_was_justified_does_not_weigh(secretary: User, editor: User):
    today = clock.now().date()
    past = cast.an_edition(starts_on=today - timedelta(60), ends_on=today - timedelta(50))
    live = cast.a_class(past, starts_in=-3000)
    place = cast.a_place(past, secretary, state=EnrolmentState.NO_SHOW)
    record = cast.a_record(live, place)
    edition = cast.an_edition(allocation=Allocation.FAIR)
    mine = cast.a_place(edition, secretary, state=EnrolmentState.APPLIED)
    with unscoped("la prueba pregunta por todas las plazas"):
        before = put_in_order(edition, [mine])[0][1]
        justify_absence(record=record, reason="Pleno extraordinario", actor=editor)
        after = put_in_order(edition, [mine])[0][1]
    assert (before.score, after.score) == (NO_SHOW_HOURS, 0)
    assert ("sin justificar" in " ".join(before.reasons), "sin justificar" in " ".join(after.reasons)) == (
        True,
        False,
    )


def test_who_asks_after_the_reserve_has_ended_goes_behind_those_who_waited(stop_clock: Callable):
    edition = cast.an_edition(capacity=1, reserved_until=clock.now() + timedelta(days=2))
    for number in range(3):
        apply(edition, cast.entity(), str(number))
    assert [place.rank for place in places_of(edition)] == [1, 1, 2]
    stop_clock(edition.reserved_until)
    apply(edition, cast.entity(), "3")
    first = places_of(edition)[0]
    withdraw(enrolment=first, person=first.person)
    assert states_of(edition) == ["withdrawn", "offered", "waiting", "waiting"]


def test_the_order_of_ended_rules_is_forgotten_by_those_who_wait_and_kept_by_who_has_a_place():
    edition = cast.an_edition(capacity=1)
    for state in (EnrolmentState.CONFIRMED, EnrolmentState.WAITING):
        cast.a_place(edition, cast.a_secretary(1), state=state, rank=3, score=20)
    with unscoped("la prueba pregunta por todas las plazas"):
        forget_order(edition)
    assert [(place.rank, place.score) for place in places_of(edition)] == [(3, 20), (0, 0)]
