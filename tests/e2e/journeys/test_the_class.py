"""The live class of the demo: one visitor alone is trainer and learner; everybody is seen and heard."""

import json
import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.crawl import axe
from tests.e2e.journeys.steps import ask, class_button, home, invitation
from tests.support.demo import Demo
from tests.support.servers import manage
from tests.videoconf.browser import enter as walk_in
from tests.videoconf.browser import first_frame, lines, live, until, write

SECRETARY, TRAINER, COUNCILLOR = "Elena Mirón Castrillo", "Marta Quiñones Ledo", "Rocío Tejedor Alba"
TRAINER_HOST = "formadora.localhost"
# The clock of the page that shows the roll and that of the room are the same; a second is cut at each end.
ALLOWED = timedelta(seconds=2)
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def secretary(enter, demo) -> Page:
    """The secretary at the door of the class, her place asked for as anybody does."""
    page = enter("secretaria")
    if invitation(page).count():
        ask(page, demo)
        home(page, demo)
    class_button(page).click()
    page.wait_for_url(re.compile("/sala/"))
    return page


@pytest.fixture
def sit():
    """Return `sit(page)`: in through the door. Who sat leaves with the test: a seat left is kept a minute."""
    seated: list[Page] = []

    def come_in(page: Page) -> None:
        walk_in(page)
        seated.append(page)

    yield come_in
    for page in seated:
        if page.locator("#room[data-phase=room]").count():
            leave(page)


def leave(page: Page) -> None:
    """Leave by the button; who gives the class leaves it going on."""
    page.locator("[data-dock-leave]").click()
    if page.locator("[data-farewell]").count():
        page.locator("[data-just-leave]").click()
    page.wait_for_url(re.compile("/salida/"))


def trainer_beside(page: Page) -> Page:
    """Open the trainer as the door offers: another tab of the same browser, under another name."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Abrir a la formadora al lado").click()
    trainer = opened.value
    trainer.wait_for_load_state()
    assert trainer.evaluate("location.hostname") == TRAINER_HOST
    trainer.get_by_role("button", name="Entrar como Marta").click()
    trainer.wait_for_url(re.compile("/sala/.*prueba=1"))
    return trainer


def roll(demo: Demo, page: Page) -> dict[str, dict]:
    """The room's own times of each person, asked of the room and not of a page."""
    found = re.search("/sala/([^/]+)/", page.url)
    assert found, page.url
    said = manage(demo.env, "attendance", found[1], "--json")
    assert said.returncode == 0, said.stderr
    return {row["name"]: row for row in json.loads(said.stdout)}


def seconds(shown: str) -> int:
    """Read "0:01:23" or "1:23" as seconds."""
    total = 0
    for piece in shown.strip().split(":"):
        total = total * 60 + int(piece)
    return total


@pytest.mark.ux
def test_one_visitor_is_both_and_the_roll_is_right_to_the_second(secretary, sit, demo, scorecard):
    trainer = trainer_beside(secretary)
    sit(trainer)
    sit(secretary)
    entered = time.monotonic()
    for page in (secretary, trainer):
        live(page, others=1)
    shown = round(first_frame(secretary) / 1000, 1)
    assert scorecard.note("imagen", "— de «Entrar» a la primera imagen de la formadora", shown, "s", 20)
    _talk(secretary, trainer)
    address = secretary.url
    leave(secretary)
    stayed = time.monotonic() - entered
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Has salido de la clase")
    _roll_is_right(trainer, roll(demo, secretary)[SECRETARY], stayed)
    assert address.split("/sala/")[0] != trainer.url.split("/sala/")[0]


def _talk(secretary: Page, trainer: Page) -> None:
    """A line each way, seen in the other's page with its author's first."""
    write(secretary, "Buenos días, se oye bien")
    trainer.get_by_role("log", name="Mensajes").get_by_text("Buenos días, se oye bien").wait_for()
    write(trainer, "Gracias, Elena: empezamos")
    secretary.get_by_role("log", name="Mensajes").get_by_text("Gracias, Elena: empezamos").wait_for()
    assert lines(secretary) == lines(trainer) == ["Buenos días, se oye bien", "Gracias, Elena: empezamos"]


def _roll_is_right(trainer: Page, written: dict, stayed: float) -> None:
    """The trainer's page, the room's own times and the clock of this test say the same."""
    leave(trainer)
    trainer.locator(".after-go a.go").click()
    trainer.get_by_role("link", name="Quién está y quién falta").click()
    row = trainer.locator("tr", has_text=SECRETARY)
    times, total = row.locator("td").nth(1).inner_text(), row.locator("td").nth(2).inner_text()
    assert abs(seconds(total) - written["seconds"]) <= ALLOWED.seconds
    assert abs(written["seconds"] - stayed) <= ALLOWED.seconds
    (span,) = written["spans"]
    start, end = re.findall("[0-9:]{8}", times)
    for said, at in ((start, span["from"]), (end, span["to"])):
        moment = datetime.fromisoformat(at).astimezone(MADRID)
        assert abs(seconds(said) - seconds(f"{moment:%H:%M:%S}")) <= ALLOWED.seconds, (said, at)


def test_three_people_see_and_hear_each_other(secretary, sit, enter):
    councillor = enter("concejala")
    class_button(councillor).click()
    councillor.wait_for_url(re.compile("/sala/"))
    pages = [trainer_beside(secretary), secretary, councillor]
    for page in pages:
        sit(page)
    for page in pages:
        live(page, others=2)
    write(councillor, "Hola desde Fuentealba")
    for page in pages:
        page.get_by_role("log", name="Mensajes").get_by_text("Hola desde Fuentealba").wait_for()


def test_axe_finds_nothing_in_the_room_with_two_people(secretary, sit):
    assert axe(secretary) == [], "en la puerta"
    trainer = trainer_beside(secretary)
    sit(trainer)
    sit(secretary)
    for page in (secretary, trainer):
        live(page, others=1)
    write(secretary, "Un mensaje, para que el chat no esté vacío")
    trainer.get_by_role("log", name="Mensajes").get_by_text("Un mensaje, para que").wait_for()
    assert [axe(secretary), axe(trainer)] == [[], []]
    secretary.set_viewport_size({"width": 360, "height": 740})
    assert axe(secretary) == [], "en el móvil"
    trainer.locator("[data-dock-leave]").click()
    until(trainer, "document.querySelector('[data-farewell]').open")
    assert axe(trainer) == [], "al salir"
    trainer.locator("[data-stay]").click()
