"""The story of the issue, all of it through the pages: twelve places, forty people of thirty town halls."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import OutboxMessage
from courses import tasks
from courses.models import Edition, Enrolment
from people.enums import Role
from people.models import User
from tests import cast
from tests.courses.acts import act_on, ask, places_of, states_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Town:
    """The people of the story and their browsers."""

    def __init__(self) -> None:
        self.villages = [cast.entity(f"Pueblo {number}") for number in range(30)]
        self.people = [self._person(number) for number in range(41)]

    def _person(self, number: int) -> User:
        who = cast.person(f"Persona {number}")
        cast.with_post(who, self.villages[number % 30], "Secretaría", Role.SECRETARY)
        return who

    def browser(self, number: int) -> Client:
        return cast.signed_in(Client(), self.people[number], second_factor=False)

    def ask(self, edition: Edition, number: int) -> int:
        who = self.people[number]
        return ask(self.browser(number), edition, who, who.standing.entities[0]).status_code

    def page(self, place: Enrolment) -> str:
        number = next(n for n, who in enumerate(self.people) if who.pk == place.person_id)
        return self.browser(number).get(reverse("courses:place", args=[place.pk])).content.decode()


def mails_to(who: User) -> list[str]:
    """The subjects she has read, without the course."""
    found = OutboxMessage.objects.filter(to=who.email).order_by("pk")
    return [mail.subject.split(":")[0] for mail in found]


def who_has(edition: Edition, town: Town, *states: str) -> list[int]:
    order = {who.pk: number for number, who in enumerate(town.people)}
    return sorted(order[place.person_id] for place in places_of(edition) if place.state in states)


@pytest.mark.slow
def test_twelve_places_are_shared_given_back_offered_and_lost_in_time(
    adviser: User, stop_clock: Callable[[datetime], datetime]
):
    start = stop_clock(clock.now())
    town, staff = Town(), cast.signed_in(Client(), adviser)
    edition = cast.an_edition(cast.a_course(lessons=0), capacity=12, allocation="fair", state="planned")
    management = reverse("courses:management", args=[edition.code])

    # Before it is opened nobody asks; the staff open it from its page.
    assert town.ask(edition, 0) == 409
    opened = staff.post(reverse("courses:edition_state", args=[edition.code, "open"]), {"sure": "1"})
    assert opened.status_code == 302
    for number in range(40):
        stop_clock(start + number * timedelta(minutes=1))
        assert town.ask(edition, number) == 302
    assert set(states_of(edition)) == {"applied"}

    # Shared out: one for each of the first twelve town halls, and each reads why.
    stop_clock(start + DAY)
    assert staff.post(management, {"act": "allocate"}).status_code == 302
    assert who_has(edition, town, "confirmed") == list(range(12))
    seated, last = places_of(edition)[0], places_of(edition)[39]
    assert "Por ese orden te toca una plaza." in town.page(seated)
    assert "No quedan plazas: esperas a que alguien renuncie." in town.page(last)
    assert "Tu ayuntamiento ya tiene plaza en esta edición" in town.page(last)
    told = OutboxMessage.objects.get(to=town.people[0].email, subject__startswith="Tienes plaza")
    assert f"/aula/plaza/{seated.pk}/" in told.text
    assert mails_to(town.people[39])[-1] == "Estás en la lista de espera"

    # Somebody withdraws: the next is offered her place and told, in the same moment.
    assert (
        act_on(town.browser(3), "courses:give_up", places_of(edition)[3], town.people[3]).status_code == 302
    )
    assert who_has(edition, town, "offered") == [12]
    assert mails_to(town.people[12])[-1] == "Ha quedado una plaza para ti"

    # Nobody answers in 48 hours: it expires and goes to the next, once however often the worker looks.
    stop_clock(start + 3 * DAY + timedelta(minutes=1))
    tasks.expire_offers()
    tasks.expire_offers()
    assert (who_has(edition, town, "expired"), who_has(edition, town, "offered")) == ([12], [13])
    assert mails_to(town.people[12])[-1] == "La plaza que te ofrecimos ha caducado"
    taken = places_of(edition)[13]
    assert act_on(town.browser(13), "courses:accept", taken, town.people[13]).status_code == 302
    late = places_of(edition)[12]
    assert act_on(town.browser(12), "courses:accept", late, town.people[12]).status_code == 409

    # More places are offered in order; fewer than are held are refused with the number.
    assert staff.post(management, {"act": "capacity", "capacity": "14"}).status_code == 302
    assert who_has(edition, town, "offered") == [14, 15]
    refused = staff.post(management, {"act": "capacity", "capacity": "13"})
    assert (refused.status_code, "Hay 14 personas con plaza" in refused.content.decode()) == (409, True)
    edition.refresh_from_db()
    assert edition.capacity == 14


@pytest.mark.parametrize("asked", ["needs_approval", "needs_consent"])
def test_more_places_never_skip_who_has_to_agree(adviser: User, asked: str):
    town, staff = Town(), cast.signed_in(Client(), adviser)
    edition = cast.an_edition(cast.a_course(lessons=0), capacity=1, **{asked: True})
    for number in range(3):
        assert town.ask(edition, number) == 302
    staff.post(reverse("courses:management", args=[edition.code]), {"act": "capacity", "capacity": "9"})
    assert states_of(edition) == ["applied"] * 3


def test_whoever_asks_badly_reads_why_and_nothing_is_written():
    town = Town()
    closed = cast.an_edition(apply_until=clock.now() - DAY)
    full = cast.an_edition(cast.a_course(lessons=0))
    who, foreign = town.people[0], town.villages[7]
    late = ask(town.browser(0), closed, who, who.standing.entities[0])
    assert (late.status_code, "ya ha terminado" in late.content.decode()) == (409, True)
    assert ask(town.browser(0), full, who, foreign).status_code == 403
    unknown = town.browser(0).post(f"/aula/edicion/no-existe/plaza/{foreign.pk}/")
    assert (unknown.status_code, "no-existe" in unknown.content.decode()) == (404, False)
    assert (town.ask(full, 0), town.ask(full, 0)) == (302, 409)
    assert (states_of(closed), states_of(full)) == ([], ["confirmed"])


def test_whoever_does_not_serve_the_town_could_ask_if_nobody_looked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("courses.services.places.applying.serves", lambda person, entity: True)
    town, edition = Town(), cast.an_edition()
    monkeypatch.setattr("courses.views.places.applying.require_acting", lambda *_, **__: None)
    assert ask(town.browser(0), edition, town.people[0], town.villages[7]).status_code == 302
