"""Polls: one answer each, kept apart from the person when it is anonymous, and never on the wire."""

import json

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import events
from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.models import Poll, PollAnswer, PollOption, RoomEventPayload
from videoconf.services import RoomRefused, answer_poll, close_poll, end, open_poll, polls, state_of
from videoconf.services.poll_sheet import polls_csv

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
OPTIONS = ["El lunes", "El martes", "Ningún día"]


class Cast:
    """A host, four more people, and their room."""

    def __init__(self) -> None:
        self.host = a_person("Marta")
        self.people = [a_person(name) for name in ("Ana", "Berta", "Carla", "Dora")]
        self.room = a_room(host=self.host, speakers=tuple(self.people))

    def come_in(self) -> "Cast":
        self.by = entered(self.room, self.host)
        self.seats = [entered(self.room, person) for person in self.people]
        return self

    def asks(self, *, anonymous: bool = False) -> Poll:
        return open_poll(by=self.by, question="¿Cuándo?", options=OPTIONS, anonymous=anonymous)

    def answer(self, poll: Poll, *choices: int) -> None:
        for seat, choice in zip(self.seats, choices, strict=False):
            answer_poll(participant=seat, poll_id=poll.pk, option_id=option(poll, choice))


def option(poll: Poll, at: int) -> int:
    return poll.options.get(position=at).pk


def refused(act) -> str:
    with pytest.raises(RoomRefused) as refusal:
        act()
    return refusal.value.code


def told(room) -> list[dict]:
    rows = RoomEventPayload.objects.filter(event__room=room, event__kind__startswith="poll")
    return [{"kind": row.event.kind, "by": row.event.actor_id, **row.body} for row in rows.order_by("pk")]


@pytest.fixture
def inside() -> Cast:
    return Cast().come_in()


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_result_is_shown_to_everybody_after_closing_and_not_before(inside, anonymous):
    poll = inside.asks(anonymous=anonymous)
    inside.answer(poll, 0, 1, 1, 0)
    shown = state_of(inside.room.pk)["poll"]
    assert (shown["open"], shown["answered"], shown["results"]) == (True, 4, None)
    close_poll(by=inside.by, poll_id=poll.pk)
    shown = state_of(inside.room.pk)["poll"]
    assert (shown["open"], shown["answered"], shown["results"]) == (False, 4, [2, 2, 0])


@pytest.mark.parametrize("anonymous", [False, True])
def test_nobody_answers_twice(inside, anonymous):
    poll = inside.asks(anonymous=anonymous)
    inside.answer(poll, 0)
    assert refused(lambda: inside.answer(poll, 1)) == "poll_answered"
    inside.answer(poll) or close_poll(by=inside.by, poll_id=poll.pk)
    assert sum(PollOption.objects.values_list("unnamed", flat=True)) == int(anonymous)


def test_the_database_itself_refuses_the_second_answer(inside):
    """The negative control of the guard: with the service out of the way, the table still says no."""
    poll = inside.asks()
    PollAnswer.objects.create(poll=poll, participant=inside.seats[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        PollAnswer.objects.create(poll=poll, participant=inside.seats[0])


def test_no_event_says_who_answered_or_what(inside):
    for anonymous in (False, True):
        poll = inside.asks(anonymous=anonymous)
        inside.answer(poll, 0, 1, 2)
        close_poll(by=inside.by, poll_id=poll.pk)
    answers = [row for row in told(inside.room) if row["kind"] == "poll_answered"]
    assert [sorted(row) for row in answers] == [["answered", "by", "kind", "poll"]] * 6
    assert [(row["by"], row["answered"]) for row in answers] == [(None, count) for count in (1, 2, 3)] * 2
    inside.room.refresh_from_db()
    assert events.verify(inside.room).ok is True


def test_an_anonymous_answer_is_in_no_row_of_anybody(inside):
    poll = inside.asks(anonymous=True)
    inside.answer(poll, 0, 1, 1)
    rows = PollAnswer.objects.filter(poll=poll)
    assert {row.participant_id for row in rows} == {seat.pk for seat in inside.seats[:3]}
    assert {row.option_id for row in rows} == {None}
    assert {field.name for field in PollAnswer._meta.fields} == {"id", "poll", "participant", "option"}


def test_too_few_anonymous_answers_show_nothing(inside, monkeypatch):
    poll = inside.asks(anonymous=True)
    inside.answer(poll, 0, 0)
    close_poll(by=inside.by, poll_id=poll.pk)
    assert state_of(inside.room.pk)["poll"]["results"] is None
    # Negative control: without the least number, two people would read each other's answer.
    monkeypatch.setattr(polls, "FEWEST", 0)
    assert state_of(inside.room.pk)["poll"]["results"] == [2, 0, 0]


def test_one_poll_at_a_time_asked_and_closed_by_who_directs(inside):
    poll = inside.asks()
    assert refused(inside.asks) == "poll_open"
    one = inside.seats[0]
    assert refused(lambda: close_poll(by=one, poll_id=poll.pk)) == "forbidden"
    close_poll(by=inside.by, poll_id=poll.pk)
    assert refused(lambda: inside.answer(poll, 0)) == "poll_closed"
    assert refused(lambda: close_poll(by=inside.by, poll_id=poll.pk)) == "poll_closed"
    asks = {"question": "¿?", "options": ["a", "b"], "anonymous": False}
    assert refused(lambda: open_poll(by=one, **asks)) == "forbidden"


def test_the_answer_of_another_poll_or_room_is_no_answer(inside):
    elsewhere = Cast().come_in()
    poll, other = inside.asks(), elsewhere.asks()
    seat = inside.seats[0]
    wrong = {"participant": seat, "poll_id": poll.pk, "option_id": option(other, 0)}
    assert refused(lambda: answer_poll(**wrong)) == "poll_option"
    foreign = {"participant": seat, "poll_id": other.pk, "option_id": option(other, 0)}
    assert refused(lambda: answer_poll(**foreign)) == "poll_closed"
    assert PollAnswer.objects.count() == 0


def test_what_was_asked_last_is_told_to_who_comes(inside):
    assert polls.poll_on_the_wire(inside.room) is None
    first = inside.asks()
    close_poll(by=inside.by, poll_id=first.pk)
    second = inside.asks(anonymous=True)
    shown = polls.poll_on_the_wire(inside.room)
    assert (shown["poll"], shown["anonymous"], shown["open"]) == (second.pk, True, True)
    assert [each["text"] for each in shown["options"]] == OPTIONS


def test_a_page_is_reminded_of_the_answer_only_while_it_is_asked(inside):
    poll, seat = inside.asks(), inside.seats[0]
    assert polls.answered_by(seat) is None
    inside.answer(poll, 2)
    assert (polls.answered_by(seat), polls.answered_by(inside.seats[1])) == (poll.pk, None)
    polls.close_polls_of(inside.room)
    poll.refresh_from_db()
    assert (polls.answered_by(seat), polls.results_of(poll)) == (None, [0, 0, 1])


def test_a_name_that_would_be_a_formula_is_text_in_the_file(inside):
    poll = open_poll(by=inside.by, question="=1+1", options=["-a", "@b"], anonymous=False)
    close_poll(by=inside.by, poll_id=poll.pk)
    assert [row.split(";")[1::2][:2] for row in polls_csv(inside.room).splitlines()[1:]] == [
        ["'=1+1", "'-a"],
        ["'=1+1", "'@b"],
    ]


def test_what_is_asked_when_the_room_ends_is_closed(inside):
    poll = inside.asks()
    end(room=inside.room, by=inside.by)
    poll.refresh_from_db()
    assert poll.closed_at is not None


def test_the_file_has_names_for_the_one_with_names_and_sums_for_the_other(inside, signed_in):
    for anonymous in (False, True):
        poll = inside.asks(anonymous=anonymous)
        inside.answer(poll, 0, 1, 1)
        close_poll(by=inside.by, poll_id=poll.pk)
    url = reverse("videoconf:polls_file", args=[inside.room.key])
    rows = signed_in(inside.host).get(url).content.decode("utf-8-sig").splitlines()[1:]
    named = [row.split(";") for row in rows if "con nombre" in row]
    unnamed = [row.split(";") for row in rows if "anónima" in row]
    assert [(row[3], row[5]) for row in named if row[5]] == [
        ("El lunes", inside.seats[0].display_name),
        *(("El martes", seat.display_name) for seat in inside.seats[1:3]),
    ]
    assert [(row[3], row[4], row[5]) for row in unnamed] == [
        ("El lunes", "1", ""),
        ("El martes", "2", ""),
        ("Ningún día", "0", ""),
    ]


def test_the_file_is_for_who_directs(inside, signed_in):
    url = reverse("videoconf:polls_file", args=[inside.room.key])
    assert signed_in(inside.people[0]).get(url).status_code == 403


async def test_over_the_socket_only_she_hears_that_her_answer_is_kept():
    cast = await at_db(Cast)()
    async with page_of(cast.host, cast.room) as asks, page_of(cast.people[0], cast.room) as answers:
        await asks.join()
        await answers.join()
        await asks.say("poll_open", question="¿Se oye?", options=["Sí", "No"], anonymous=False)
        poll = (await answers.hear("poll"))["data"]
        choice = poll["options"][1]["option"]
        await answers.say("poll_vote", poll=poll["poll"], option=choice)
        assert await answers.hear("voted") == {"kind": "voted", "poll": poll["poll"]}
        assert (await asks.hear("poll_answered"))["data"] == {"poll": poll["poll"], "answered": 1}
        heard = json.dumps(await asks.heard_until_pong())
        assert ("voted" in heard, str(choice) in heard) == (False, False)
        # Back after a cut, her page knows that she has answered.
        await answers.say("join", peer=answers.peer, video=False, microphone=False, camera=False)
        assert (await answers.hear("voted"))["poll"] == poll["poll"]
        await asks.say("poll_close", poll=poll["poll"])
        assert (await answers.hear("poll_closed"))["data"]["results"] == [0, 1]
