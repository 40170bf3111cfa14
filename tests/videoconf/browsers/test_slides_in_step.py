"""Real browsers: the second page sees the slide that the first one moves to, also after coming back."""

import pytest

from tests import cast
from tests.videoconf.browser import enter, until
from tests.videoconf.decks import a_pdf, upload
from tests.videoconf.served import Site
from videoconf.models import SlideDeck
from videoconf.services.slides import bringing, read_next

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SHOWN = "document.querySelector('[data-slide-count]').textContent === '{}'"
DRAWN = "[...document.querySelectorAll('[data-slide] img')].some((one) => one.naturalWidth === 1600)"
ALT = "document.querySelector('[data-slide] img')?.alt ?? ''"
HIDDEN = "document.querySelector('[data-slides]').hidden"
FILES = "performance.getEntriesByType('resource').map(({name}) => name)"
ASKED = FILES + ".filter((name) => /diapositivas.\\d+.\\d+.$/.test(name)).length"


def brought(site: Site, person, pages: int = 6) -> SlideDeck:
    """Slides as the worker leaves them; who brings them is asked of the site, not here."""
    asked, bringing.directs_now = bringing.directs_now, lambda who, room: True
    try:
        deck = bringing.add_slides(
            room=site.room, by=person, upload=upload(a_pdf(pages)), name="registro.pdf"
        )
    finally:
        bringing.directs_now = asked
    while read_next():
        pass
    return deck


def now_at(page, count: str) -> None:
    until(page, SHOWN.format(count))


def test_everybody_is_on_the_slide_of_who_directs_and_may_look_back_alone(site):
    trainer, learner = cast.person("Marta", "Olmedo"), cast.person("Lucía", "Prieto")
    brought(site, trainer)
    one, two = site.open(trainer, "formadora"), site.open(learner, "secretaria", query="?audio=1")
    enter(one)
    enter(two, audio=True)
    assert (two.is_visible("[data-open-decks]"), two.is_visible("[data-slides]")) == (False, False)
    one.click("[data-open-decks]")
    one.click("[data-decks-list] >> text=Mostrar")
    for page in (one, two):
        now_at(page, "1 de 6")
        until(page, DRAWN)
    assert two.evaluate(ALT).startswith("Diapositiva 1 de 6. Registro de entrada")
    # The one on the screen and the next one, and no more.
    until(two, f"{ASKED} === 2")
    one.focus("[data-slides]")
    one.keyboard.press("PageDown")
    one.keyboard.press("PageDown")
    now_at(two, "3 de 6")
    # She looks back and moves nobody; nor is she moved while she looks.
    two.click("[data-slide-previous]")
    two.click("[data-slide-previous]")
    now_at(two, "1 de 6")
    one.keyboard.press("PageUp")
    one.keyboard.press("End")
    now_at(one, "6 de 6")
    until(two, "window.concejoRoom.state().slide.page === 6")
    assert two.evaluate(SHOWN.format("1 de 6")) is True
    two.click("[data-slide-return]")
    now_at(two, "6 de 6")
    assert two.is_disabled("[data-slide-next]")
    # Back after closing the window: the same one.
    two.reload()
    enter(two, audio=True)
    now_at(two, "6 de 6")
    until(two, DRAWN)
    one.click("[data-slide-stop]")
    for page in (one, two):
        until(page, HIDDEN)
