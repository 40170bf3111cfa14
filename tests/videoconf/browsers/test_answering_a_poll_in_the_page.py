"""Real browsers: a point is marked, a poll is asked, answered by keyboard, closed and shown."""

import pytest

from tests.e2e.crawl import axe
from tests.videoconf.browser import enter, until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_poll_is_asked_answered_and_shown_after_closing(site, trainer, secretary):
    asks, answers = (
        site.open(trainer, "formadora", "?audio=1"),
        site.open(secretary, "secretaria", "?audio=1"),
    )
    for page in (asks, answers):
        enter(page)
    until(answers, "window.concejoRoom.state().people.length === 2")
    asks.click("#tab-polls")
    asks.fill("#mark-text", "Punto 2. Padrón")
    asks.keyboard.press("Enter")
    until(answers, "document.querySelector('[data-log] .mark h3')?.textContent === 'Punto 2. Padrón'")
    asks.click("[data-ask] button")
    assert asks.inner_text("[data-ask-fault]") == "Escribe la pregunta."
    asks.fill("#ask-question", "¿Cuándo es la próxima?")
    asks.fill("#ask-options", "El lunes\nEl martes\n")
    assert axe(asks) == []
    asks.click("[data-ask] button")
    # The other is told, and the button of the notice leads to the form.
    until(answers, "document.getElementById('bar-button').textContent === 'Responder'")
    answers.click("#bar-button")
    assert answers.evaluate("document.activeElement.textContent") == "¿Cuándo es la próxima?"
    assert axe(answers) == []
    answers.keyboard.press("Tab")
    answers.keyboard.press("Space")
    answers.keyboard.press("ArrowDown")
    answers.keyboard.press("Enter")
    until(
        answers, "document.querySelector('[data-poll]').textContent.includes('Tu respuesta está guardada.')"
    )
    until(asks, "document.querySelector('[data-poll-count]').textContent === 'Ha respondido 1 persona.'")
    assert "1 (" not in asks.inner_text("[data-poll]"), "antes de cerrar no se ve el resultado"
    asks.click("[data-close-poll]")
    for page in (asks, answers):
        until(page, "document.querySelectorAll('.outcome li').length === 2")
        said = page.eval_on_selector_all(".outcome b", "all => all.map((one) => one.textContent)")
        assert (said, axe(page)) == (["0 (0 %)", "1 (100 %)"], [])


def test_an_answer_given_while_the_line_is_cut_goes_when_it_is_back(site, trainer, secretary):
    asks, answers = (
        site.open(trainer, "formadora", "?audio=1"),
        site.open(secretary, "secretaria", "?audio=1"),
    )
    for page in (asks, answers):
        enter(page)
    asks.click("#tab-polls")
    asks.fill("#ask-question", "¿Seguimos?")
    asks.fill("#ask-options", "Sí\nNo")
    asks.click("[data-ask] button")
    until(answers, "document.getElementById('bar-button').textContent === 'Responder'")
    answers.click("#bar-button")
    answers.context.set_offline(True)
    until(answers, "!window.concejoRoom.state().seated")
    answers.click("[data-poll] label:has-text('Sí')")
    answers.click("[data-poll] button")
    assert "sale sola cuando vuelva" in answers.inner_text(".sending")
    answers.context.set_offline(False)
    until(answers, "document.querySelector('[data-poll]').innerText.includes('Tu respuesta está guardada.')")
    until(asks, "document.querySelector('[data-poll-count]').textContent === 'Ha respondido 1 persona.'")
