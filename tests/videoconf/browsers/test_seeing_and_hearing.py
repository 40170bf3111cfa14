"""Real browsers in a real room: on each page the others are seen and heard."""

import sys

import pytest

from tests import cast
from tests.videoconf import browser as room_browser
from tests.videoconf.browser import (
    CHROMIUM_BARE,
    enter,
    figures,
    first_frame,
    heard,
    lines,
    live,
    state,
    until,
    write,
)
from videoconf.services import attendance_of

# The files behind the tables are put back after each test, so the server of one test is not that of the next.
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_two_people_hear_and_see_each_other(site, trainer, secretary, capsys):
    pages = [site.open(trainer, "formadora", "?prueba=1"), site.open(secretary, "secretaria")]
    seated = [enter(page) for page in pages]
    for page in pages:
        live(page, others=1)
    shown = [round(first_frame(page)) for page in pages]
    with capsys.disabled():
        sys.stdout.write(f"\nsentarse: {[round(s * 1000) for s in seated]} ms; primera imagen: {shown} ms\n")
    write(pages[1], "Se oye bien")
    pages[0].wait_for_selector('text="Se oye bien"')
    pages[1].click("[data-dock-leave]")
    pages[1].wait_for_url("**/salida/")
    assert "Has salido de la clase" in pages[1].inner_text("h1")
    rolls = {roll.participant.display_name: roll.seconds for roll in attendance_of(site.room)}
    assert set(rolls) == {"Lucía Prieto", "Marta Olmedo"}
    assert rolls["Lucía Prieto"] >= 1


def test_three_people_hear_and_see_each_other(site, trainer, secretary):
    third = cast.person("Rocío", "Tejedor")
    people = [(trainer, "formadora"), (secretary, "secretaria"), (third, "concejala")]
    pages = [site.open(person, host) for person, host in people]
    for page in pages:
        enter(page)
    for page in pages:
        live(page, others=2)


def test_a_cut_line_comes_back_by_itself_with_everything(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    live(two, others=1)
    write(two, "antes del corte")
    one.wait_for_selector("text=antes del corte")
    two.context.set_offline(True)
    two.evaluate("window.concejoRoom.cut()")
    one.wait_for_selector("[data-lost]")
    write(one, "durante el corte")
    write(two, "escrito sin línea")
    two.context.set_offline(False)
    until(two, "window.concejoRoom.state().seated", 20)
    for page in (one, two):
        until(page, "document.querySelectorAll('[data-log] > li').length === 3", 20)
        assert lines(page) == ["antes del corte", "durante el corte", "escrito sin línea"]
        live(page, others=1)


def test_who_enters_with_audio_alone_sends_and_receives_no_picture(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria", "?audio=1")
    enter(one)
    enter(two, audio=True)
    heard(one, others=1)
    heard(two, others=1)
    (row,) = figures(two)
    assert (row["framesDecoded"], row["framesSent"]) == (0, 0)


def test_switching_the_camera_off_is_seen_by_the_other(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    live(one, others=1)
    two.click("[data-dock-camera]")
    until(one, "!window.concejoRoom.state().people.find((one) => one.role === 'speaker').camera")
    two.click("[data-dock-camera]")
    until(one, "window.concejoRoom.state().people.find((one) => one.role === 'speaker').camera")
    live(one, others=1)


def test_ending_the_class_takes_everybody_out(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    one.click("[data-dock-leave]")
    one.click("[data-end]")
    for page in (one, two):
        page.wait_for_url("**/salida/")


@pytest.mark.parametrize("flags", [CHROMIUM_BARE], ids=["sin cámara"])
def test_who_has_no_camera_is_told_and_enters_all_the_same(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    one.wait_for_selector("[data-door-trouble]:not([hidden])")
    assert "Puedes entrar sin ello" in one.inner_text("[data-door-trouble]")
    one.click("[data-door-test]")
    enter(one)
    enter(two)
    live(two, others=1)
    assert [person["camera"] for person in state(two)["people"]] == [True, False]


def test_the_check_fails_when_nobody_else_is_there(site, trainer):
    """Negative control of the helper itself."""
    page = site.open(trainer, "formadora")
    enter(page)
    with pytest.raises(AssertionError, match="no crecen"):
        room_browser.live(page, others=1, seconds=3)
