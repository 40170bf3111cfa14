"""Without a mouse, on a narrow screen and with big letters."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.focus import problem
from tests.e2e.journeys.keyboard import Keyboard
from tests.e2e.journeys.steps import REGISTER, home

NARROW = {"width": 320, "height": 640}
COURSE = "/formacion/ciclo-administracion-electronica/registro-electronico/"
MAIN_PAGES = [
    "/",
    "/formacion/",
    COURSE,
    f"{COURSE}el-asiento/que-se-registra/",
    "/mi-formacion/",
    "/noticias/",
    "/recursos/",
    "/directorio/",
    "/buscar/?q=registro",
    "/cuenta/2fa/",
    "/buzon/",
    "/no-existe/",
]
# Words outside the box that hides what does not fit in it. What is only for the ear is left out.
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (!/hidden|clip/.test(style.overflowX + style.overflowY) || box.width < 3 || box.height < 3) return false;
  const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (words.nextNode()) {
    const text = words.currentNode;
    if (!text.data.trim() || text.parentElement.closest(".visually-hidden")) continue;
    range.selectNodeContents(text);
    const at = range.getBoundingClientRect();
    if (at.width && (at.right > box.right + 1 || at.bottom > box.bottom + 1)) return true;
  }
  return false;
}).map((one) => one.className || one.tagName)"""
CLASS, SURVEYED = "registro-2026-10", "contratos-menores-a-tu-ritmo"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.ux
def test_a_place_is_asked_for_with_the_keyboard_alone_and_the_focus_is_always_seen(enter, scorecard):
    page = enter("secretaria")
    hands = Keyboard(page)
    hands.to(f"Pide plaza en «{REGISTER}»")
    hands.enter()
    expect(page.get_by_role("heading", level=1)).to_have_text(REGISTER)
    hands.to("Pedir plaza")
    hands.enter()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tienes plaza")
    scorecard.note("teclado-n", "— teclas hasta «Tienes plaza»", hands.keys, "teclas")
    unseen = "13. De inicio a la plaza, solo con el teclado: paradas sin foco a la vista"
    assert scorecard.note("teclado", unseen, len(hands.wrong), "", 0), hands.wrong


def test_the_first_stop_jumps_over_the_menu(enter, demo):
    page = enter("secretaria")
    home(page, demo)
    hands = Keyboard(page)
    hands.to("Ir al contenido")
    assert hands.keys == 1
    hands.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"


def test_the_town_hall_is_chosen_with_the_keyboard(enter):
    page = enter("secretaria")
    hands = Keyboard(page)
    hands.to("Trabajas para")
    hands.press("Enter")
    hands.to("Villaseca de la Sierra")
    hands.enter()
    expect(page.locator(".menu--entity summary b")).to_have_text("Villaseca de la Sierra")
    assert hands.wrong == []


def test_a_quiz_is_taken_with_the_keyboard(enter, demo):
    page = enter("concejala")
    page.goto(demo.url(f"/aula/edicion/{CLASS}/cuestionarios/"))
    hands = Keyboard(page)
    hands.to("Cuestionario final")
    hands.enter()
    hands.to("Empezar")
    hands.enter()
    hands.answer_up_to("Entregar")
    hands.enter()
    expect(page.locator("#nota")).to_have_text(re.compile("Aprobado|No aprobado|Falta corregir"))
    assert hands.wrong == []


def test_a_survey_is_answered_with_the_keyboard(enter, demo):
    page = enter("secretaria")
    page.goto(demo.url(f"/aula/edicion/{SURVEYED}/encuesta/"))
    hands = Keyboard(page)
    hands.answer_up_to("Enviar mi respuesta")
    hands.enter()
    page.wait_for_url(re.compile("/encuesta/gracias/"))
    assert hands.wrong == []


def test_work_is_handed_in_with_the_keyboard(enter, demo):
    page = enter("concejala")
    page.goto(demo.url(f"/aula/edicion/{CLASS}/tareas/"))
    hands = Keyboard(page)
    hands.to("Un caso de tu ventanilla")
    hands.enter()
    hands.answer_up_to("Entregar la tarea")
    hands.enter()
    handed = page.locator("section", has=page.get_by_role("heading", name="Tus entregas"))
    expect(handed).to_contain_text("12")
    assert hands.wrong == []


def test_a_focus_that_is_not_drawn_is_caught(enter):
    page = enter("secretaria", bypass_csp=True)
    drawn = ("outline", "box-shadow", "background", "text-decoration")
    page.add_style_tag(content=":focus {" + "".join(f"{each}: none !important;" for each in drawn) + "}")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert "no se ve el foco" in problem(page)


@pytest.mark.ux
def test_main_pages_fit_in_320_pixels(enter, demo, scorecard):
    page = enter("secretaria", viewport=NARROW)
    assert scorecard.note("320", "14. Páginas que se salen a 320 px", len(bad := _bad(page, demo)), "", 0), (
        bad
    )


@pytest.mark.ux
def test_main_pages_bear_letters_twice_as_big(enter, demo, scorecard):
    page = enter("secretaria")
    bad = _bad(page, demo, letters="200%")
    assert scorecard.note("200", "14. Páginas que se salen o cortan texto al 200 %", len(bad), "", 0), bad


def test_a_page_too_wide_is_caught(enter, demo):
    page = enter("secretaria", viewport=NARROW)
    page.evaluate("document.querySelector('main').style.minWidth = '900px'")
    assert page.evaluate(OVER) > 0


def test_words_that_are_cut_are_caught(enter):
    page = enter("secretaria")
    page.evaluate("Object.assign(document.querySelector('h1').style, {height: '9px', overflow: 'hidden'})")
    assert page.evaluate(CUT) != []


def _bad(page: Page, demo, letters: str = "") -> list[str]:
    found = []
    for path in MAIN_PAGES:
        page.goto(demo.url(path))
        if letters:
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
        if over := page.evaluate(OVER):
            found.append(f"{path}: {over} px de más")
        found += [f"{path}: cortado {what}" for what in page.evaluate(CUT)]
    return found
