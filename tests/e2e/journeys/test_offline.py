"""A secretary saves a course, reads it without a line, and nothing of it is lost or left behind."""

import gzip
import re
import sqlite3
import sys
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import pick
from tests.e2e.journeys.offline import all_sent, next_lesson, save, title
from tests.e2e.journeys.steps import REGISTER, ask, home, invitation
from tests.support.demo import ROOT, Demo

SCRIPTS = ("courses/static/courses/offline.js", "courses/static/courses/offline_worker.js")
MOST_BYTES, MOST_SCRIPT = 500_000, 6 * 1024
NAMES = "async () => (await caches.keys()).filter((name) => /^(copia|avance):/.test(name))"
KEPT = "select count(*) from core_idempotencyrecord where purpose = 'courses.offline'"


@pytest.fixture
def course(enter: Callable[..., Page], demo: Demo) -> Page:
    """The page of a course in which the secretary has a place."""
    page = enter("secretaria")
    home(page, demo)
    if invitation(page).count():
        ask(page, demo)
    page.goto(demo.url("/formacion/"))
    page.get_by_role("link", name=REGISTER).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REGISTER)
    return page


def first_lesson(page: Page) -> str:
    return page.locator(".steps a").first.get_attribute("href")


def acts_kept(demo: Demo) -> int:
    with sqlite3.connect(demo.var / "db.sqlite3") as database:
        found = database.execute(
            "select count(*) from core_idempotencyrecord where purpose = 'courses.offline'"
        )
        return int(found.fetchone()[0])


@pytest.mark.ux
def test_what_is_saved_is_what_was_said(course: Page):
    got: list[int] = []
    course.on("requestfinished", lambda request: got.append(_travelled(request)))
    plan = save(course)
    sizes = dict(plan["files"])
    fetched = sum(got)
    script = sum(len(gzip.compress((ROOT / name).read_bytes())) for name in SCRIPTS)
    sys.stdout.write(
        f"\ncopia: {plan['bytes']} B dichos, {fetched} B traídos, {len(sizes)} ficheros; guion {script} B\n"
    )
    assert plan["bytes"] == sum(sizes.values())
    assert abs(plan["bytes"] - fetched) <= fetched * 5 // 100
    assert plan["bytes"] <= MOST_BYTES
    assert script <= MOST_SCRIPT


def _travelled(request) -> int:
    return int(request.sizes()["responseBodySize"]) if request.resource_type == "fetch" else 0


def test_three_lessons_are_read_without_a_line_and_reach_the_server_once(course: Page, demo: Demo):
    save(course)
    context, before = course.context, acts_kept(demo)
    lesson = demo.url(first_lesson(course))
    context.set_offline(True)
    course.goto(lesson)
    expect(course.locator("[data-offline]")).to_contain_text("Sin conexión: lees la copia del ")
    read = [title(course)]
    for _ in range(2):
        next_lesson(course)
        read.append(title(course))
    assert len(set(read)) == 3
    here = course.url
    course.close()
    page = context.new_page()
    page.goto(here)
    assert title(page) == read[-1]
    page.goto(demo.url("/mi-formacion/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sin conexión")
    page.get_by_role("link", name=REGISTER).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REGISTER)
    assert acts_kept(demo) == before
    context.set_offline(False)
    home(page, demo)
    all_sent(page)
    home(page, demo)
    assert acts_kept(demo) - before == 2
    page.goto(here)
    assert page.locator("[data-offline]").count() == 0
    assert page.locator(".step--done").count() >= 2


def test_what_the_browser_cannot_write_down_is_sent_as_always(course: Page, demo: Demo):
    save(course)
    course.goto(demo.url(first_lesson(course)))
    course.wait_for_timeout(500)
    course.evaluate("() => { CacheStorage.prototype.open = () => Promise.reject(new Error('lleno')); }")
    next_lesson(course)


def test_after_signing_out_nothing_is_left(course: Page, demo: Demo):
    save(course)
    here = course.url
    assert len(course.evaluate(NAMES)) == 1
    course.locator(".menu--account summary").click()
    with course.expect_response(re.compile("/cuenta/salir/")) as gone:
        course.get_by_role("button", name="Salir").click()
    assert gone.value.all_headers()["clear-site-data"] == '"cache", "storage"'
    course.wait_for_load_state()
    assert course.evaluate(NAMES) == []
    course.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        course.goto(here)


@pytest.mark.parametrize("when", ["half_way", "at_the_end"])
def test_who_comes_in_while_it_is_saved_ends_it_and_nothing_is_left(course: Page, demo: Demo, when: str):
    held: list[Route] = []

    def pause(route: Route) -> None:
        # What is to be kept is told at the beginning (GET), and whose it is once more at the end (HEAD).
        if when == "half_way" or route.request.method == "HEAD":
            held.append(route)
        else:
            route.continue_()

    course.route("**" + first_lesson(course) if when == "half_way" else "**/copia.json", pause)
    course.locator("#copia-guardar").click()
    until = time.monotonic() + 20
    while not held:
        assert time.monotonic() < until, "no se pregunta de quién es"
        course.wait_for_timeout(50)
    # Her session ended by itself, and somebody comes in by another tab.
    course.context.clear_cookies(name="sessionid")
    pick(course.context.new_page(), demo, "concejala")
    held[0].continue_()
    expect(course.locator("[data-copy-said]")).to_contain_text("Ha entrado otra persona", timeout=20_000)
    expect(course.locator("#copia-guardar")).to_be_hidden()
    assert course.evaluate("async () => caches.keys()") == []


def test_who_comes_in_afterwards_never_sees_what_another_saved(course: Page, demo: Demo):
    save(course)
    here, context = course.url, course.context
    # She closed the lid without going out, and her session ended by itself.
    context.clear_cookies(name="sessionid")
    pick(course, demo, "concejala")
    assert course.evaluate(NAMES) == []
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        course.goto(here)
