"""What an editor writes in Wagtail's own editor reaches the secretary when a reviewer has read it."""

import re

from playwright.sync_api import Page, expect

from tests.support.demo import Demo
from tests.videoconf.browser import until

LESSON = "Qué se registra y qué no"
ADDRESS = "/formacion/ciclo-administracion-electronica/registro-electronico/el-asiento/que-se-registra/"
NEW = "Los jueves, la cola del mostrador se atiende primero."


def test_an_editor_changes_a_lesson_a_reviewer_approves_and_the_secretary_reads_it(enter, demo):
    secretary = enter("secretaria")
    _change_and_send(enter("editora"))
    assert NEW not in _read(secretary, demo)
    _approve(enter("revisora"))
    assert NEW in _read(secretary, demo)


def test_a_secretary_never_meets_the_editors_tools(enter, demo):
    page = enter("secretaria")
    assert page.get_by_role("link", name="Contenidos", exact=True).count() == 0
    answer = page.goto(demo.url("/admin/"))
    assert answer
    assert answer.status == 403


def _read(page: Page, demo: Demo) -> str:
    page.goto(demo.url(ADDRESS))
    return page.inner_text("article")


def _change_and_send(page: Page) -> None:
    """From the menu to the lesson, a sentence at the end of its first paragraph, and to review."""
    page.get_by_role("link", name="Contenidos", exact=True).click()
    page.get_by_role("link", name="Buscar", exact=True).or_(
        page.get_by_role("button", name="Buscar")
    ).first.click()
    page.get_by_role("textbox").last.fill(LESSON)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=LESSON).first.click()
    text = page.locator("[contenteditable=true]").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {NEW}")
    # The editor hands its text to the form a quarter of a second later, which no hand beats.
    until(
        page, f"[...document.querySelectorAll('#page-edit-form [name]')].some(f => f.value.includes('{NEW}'))"
    )
    page.get_by_role("button", name="Más acciones").click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_load_state()
    expect(page.locator(".messages")).to_contain_text(re.compile("enviad|submitted", re.IGNORECASE))


def _approve(page: Page) -> None:
    """From the reviewer's own list to the page, and approved."""
    page.get_by_role("link", name="Contenidos", exact=True).click()
    page.get_by_role("link", name=LESSON).first.click()
    page.get_by_role("button", name="Más acciones").click()
    page.locator("button[data-workflow-action-name=approve]:visible").first.click()
    expect(page.locator(".messages")).to_contain_text(LESSON)
