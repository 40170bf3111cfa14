"""Who directs sees, in words, how everybody's line is; nobody else is told, and nothing of it is kept."""

import json
import subprocess
from pathlib import Path

import pytest
from channels.db import database_sync_to_async

from core.hub import Message
from tests.support.needs import need
from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers import quality
from videoconf.consumers.hearing import Hearing
from videoconf.consumers.quality import Board, Boards
from videoconf.models import RoomEvent
from videoconf.protocol import Malformed, read

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "site" / "static" / "room" / "quality.js"
at_db = database_sync_to_async
FIGURES = {"rtt": 80, "lost": 60, "kbps": 300}


@pytest.fixture(autouse=True)
def _nobody_measured(monkeypatch):
    monkeypatch.setattr(quality, "EVERY", 0.0)


@pytest.fixture
def clock(monkeypatch):
    """The clock of the boards, moved by hand."""

    class Hand:
        at = 100.0

        def monotonic(self):
            return self.at

    hand = Hand()
    monkeypatch.setattr(quality, "time", hand)
    monkeypatch.setattr(quality, "EVERY", 4.0)
    return hand


@pytest.fixture
async def people(transactional_db):
    host, person = await at_db(a_person)("Marta"), await at_db(a_person)("Elena")
    room = await at_db(a_room)(host=host, speakers=(person,))
    return host, person, room


async def test_who_directs_is_told_and_who_does_not_is_not(people):
    host, person, room = people
    async with page_of(host, room) as directs, page_of(person, room) as speaks:
        await directs.join()
        me = (await speaks.join(video=False))["me"]
        before = await RoomEvent.objects.acount()
        await speaks.say("stats", **FIGURES)
        told = await directs.hear("quality")
        assert told["people"] == [{"participant": me, "lost": 60, "rtt": 80, "level": 4, "audio": True}]
        await directs.say("stats", **FIGURES)
        await directs.hear("quality")
        assert "quality" not in [one["kind"] for one in await speaks.heard_until_pong()]
        assert await RoomEvent.objects.acount() == before


async def test_without_the_filter_everybody_would_be_told(people, monkeypatch):
    """Negative control: it is the socket that keeps it from the others."""
    own = Hearing._text_for_us

    def open_to_all(self, message: Message):
        return message.text if message.kind == "quality" else own(self, message)

    monkeypatch.setattr(Hearing, "_text_for_us", open_to_all)
    host, person, room = people
    async with page_of(host, room) as directs, page_of(person, room) as speaks:
        await directs.join()
        await speaks.join()
        await speaks.say("stats", **FIGURES)
        assert await speaks.hear("quality")


async def test_from_browser_to_browser_measuring_is_no_mistake(people):
    host, _, room = people
    async with page_of(host, room) as page:
        await page.join()
        await page.say("stats", **FIGURES)
        assert "error" not in [one["kind"] for one in await page.heard_until_pong()]


def test_everybody_is_told_together_and_not_more_often_than_every_four_seconds(clock):
    board = Board()
    assert [row["participant"] for row in board.note(1, {"lost": 0})] == [1]
    clock.at += 2
    assert (board.note(1, {"lost": 1}), board.note(2, {"lost": 2})) == ([], [])
    clock.at += 2
    assert board.note(1, {"lost": 3}) == [{"participant": 1, "lost": 3}, {"participant": 2, "lost": 2}]


def test_a_room_where_nobody_measures_any_more_is_forgotten(clock):
    boards = Boards()
    boards.of(1).note(1, {})
    clock.at += 61
    boards.of(2)
    assert list(boards._boards) == [2]


@pytest.mark.parametrize(
    "bad",
    [
        {"rtt": -1},
        {"lost": -1},
        {"lost": 1001},
        {"rtt": 60_001},
        {"kbps": 10**30},
        {"rtt": "80"},
        {"lost": 1.5},
        {"lost": float("nan")},
        {"kbps": float("inf")},
        {"rtt": True},
        {"lost": None},
        {"name": "Elena"},
    ],
    ids=str,
)
def test_figures_that_nobody_can_have_measured_are_refused(bad):
    with pytest.raises(Malformed):
        read(json.dumps({"kind": "stats", **FIGURES, **bad}))


def test_the_worst_that_can_be_measured_is_taken():
    """Negative control."""
    worst = {"kind": "stats", "rtt": 60_000, "lost": 1000, "kbps": 0}
    assert read(json.dumps(worst)) == worst


def words(*cases):
    """What the page says of each line: (figures, whether her camera is on)."""
    usual = {"lost": 0, "rtt": 60, "level": 4, "audio": False}
    given = [[{**usual, **figures}, {"camera": camera}] for figures, camera in cases]
    order = [need("node"), str(HERE / "words_of_a_line.mjs"), str(PAGE)]
    done = subprocess.run(order, input=json.dumps(given), capture_output=True, text=True, check=True)
    return [(one["tone"], one["text"]) for one in json.loads(done.stdout)]


def test_a_line_is_said_in_words_with_what_can_be_done():
    said = words(
        ({}, True),
        ({"audio": True}, False),
        ({"lost": 61}, True),
        ({"rtt": 700, "level": 2}, True),
        ({"lost": 140}, True),
        ({"lost": 140}, False),
    )
    assert said == [
        ("good", "Línea bien"),
        ("good", "Línea bien, solo con voz"),
        ("fair", "Línea regular: pierde un 6 %"),
        ("fair", "Línea regular: le llega con 0,7 s de retraso, con imagen reducida"),
        ("bad", "Línea mal: pídele que apague la cámara"),
        ("bad", "Línea mal: pierde un 14 %; puede seguir por escrito"),
    ]
