"""The same way with JavaScript switched off, up to the lesson: slow machines and strict browsers exist."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys.steps import (
    REGISTER,
    VILLAGES,
    acting_for,
    ask_button,
    fill_in,
    go_on,
    home,
    invitation,
)

# An edition under way where a councillor has a place, and one where a secretary may say what she thinks.
CLASS, SURVEYED = "registro-2026-10", "contratos-menores-a-tu-ritmo"


@pytest.fixture
def page(enter):
    return enter("secretaria", java_script_enabled=False)


def test_scripts_are_really_off(context, demo):
    page = context(java_script_enabled=False).new_page()
    page.set_content("<p id=a>antes</p><script>a.textContent = 'después'</script>")
    assert page.inner_text("#a") == "antes"


@pytest.mark.ux
def test_from_the_door_to_a_lesson_without_a_script(page, demo, scorecard):
    done = [_chooses_for_whom(page), _gets_a_place(page), _reads_and_goes_on(page, demo)]
    assert scorecard.note(
        "sin-js", "16. Recorridos 1 y 2 sin JavaScript, pasos que fallan", 3 - sum(done), "", 0
    )


def _chooses_for_whom(page) -> bool:
    wanted = next(name for name in VILLAGES if name != acting_for(page))
    page.locator(".menu--entity summary").click()
    page.get_by_role("button", name=wanted).click()
    expect(page.locator(".menu--entity summary b")).to_have_text(wanted)
    return True


def _gets_a_place(page) -> bool:
    village = acting_for(page)
    invitation(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REGISTER)
    ask_button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tienes plaza")
    assert f"por {village}" in page.inner_text("main")
    return True


def _reads_and_goes_on(page, demo) -> bool:
    page.get_by_role("link", name="Volver al curso").click()
    page.locator("section", has=page.get_by_role("heading", name="Qué vas a aprender")).get_by_role(
        "link"
    ).first.click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name=re.compile("^Siguiente")).click()
    second = page.get_by_role("heading", level=1).inner_text()
    assert second != first
    page.get_by_role("button", name="Guardar y seguir otro día").click()
    home(page, demo)
    go_on(page).click()
    assert page.get_by_role("heading", level=1).inner_text() == second
    return True


def test_a_quiz_is_taken_without_a_script(enter, demo):
    page = enter("concejala", java_script_enabled=False)
    page.goto(demo.url(f"/aula/edicion/{CLASS}/cuestionarios/"))
    page.locator("main .task__title").first.click()
    page.get_by_role("button", name=re.compile("^Empezar")).click()
    assert fill_in(page) >= 5
    page.get_by_role("button", name="Entregar", exact=False).last.click()
    expect(
        page.get_by_role("heading", name=re.compile("Aprobado|No aprobado|Falta corregir"))
    ).to_be_visible()


def test_a_survey_is_answered_without_a_script(page, demo):
    page.goto(demo.url(f"/aula/edicion/{SURVEYED}/encuesta/"))
    assert fill_in(page) >= 3
    page.get_by_role("button", name="Enviar mi respuesta").click()
    page.wait_for_url(re.compile("/encuesta/gracias/"))


def test_work_is_handed_in_without_a_script(enter, demo):
    page = enter("concejala", java_script_enabled=False)
    page.goto(demo.url(f"/aula/edicion/{CLASS}/tareas/"))
    page.get_by_role("link", name="Un caso de tu ventanilla").click()
    page.get_by_label("Tu respuesta").fill("Llegó un vecino con dos escritos y un plazo.")
    page.get_by_role("button", name=re.compile("^Entregar")).click()
    handed = page.locator("section", has=page.get_by_role("heading", name="Tus entregas"))
    expect(handed).to_contain_text("Llegó un vecino con dos escritos y un plazo.")
