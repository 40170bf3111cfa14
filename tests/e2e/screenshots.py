"""Makes the images of the README with the demo and a real browser: `make screenshots`.

The same journeys as the tests, so an image never shows what the product does not do. Named after the order,
only some are made: `python -m tests.e2e.screenshots learning panels`.
"""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, PATIENCE_MS, pick
from tests.e2e.journeys.steps import REGISTER, ask_button, class_button, go_on, home, invitation
from tests.support import demo as demo_site
from tests.support.demo import Demo
from tests.support.needs import find
from tests.videoconf.browser import enter as walk_in
from tests.videoconf.browser import live, write

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "img"
MOST_BYTES = 150_000
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}
# The map of the panel is seen whole, and a sheet of A4.
TALL = {"width": 1280, "height": 1120}
SHEET = {"width": 600, "height": 849}
PEOPLE = ("formadora", "secretaria", "concejala")
TALK = (
    ("formadora", "Buenos días. ¿Se oye bien en todos los pueblos?"),
    ("secretaria", "Perfecto desde Fuentealba."),
    ("concejala", "Una duda: ¿el sello del papel vale como justificante?"),
)


class Camera:
    """Opens the demo as somebody and keeps what it sees."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo = browser, demo

    def enter(self, person: str, size: dict[str, int] = DESK) -> Page:
        """Come in through the picker, in a clean window."""
        page = self._context(size).new_page()
        if person:
            pick(page, self.demo, person)
        else:
            page.goto(self.demo.url())
        return page

    def keep(self, page: Page, name: str, *, trim: bool = False) -> None:
        """Write what is seen as an image of few colours; one too heavy for a README stops everything."""
        page.wait_for_timeout(400)
        seen = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        if trim:
            # The white of the paper ends where the dark table of the reader begins.
            seen = seen.crop(seen.convert("L").point([0] * 240 + [255] * 16).getbbox())
        path = IMAGES / f"{name}.png"
        seen.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
        size = path.stat().st_size
        sys.stdout.write(f"{path.relative_to(IMAGES.parents[1])}: {size // 1000} KB\n")
        if size > MOST_BYTES:
            sys.exit(f"{name} pesa {size} bytes y el tope es {MOST_BYTES}")

    def _context(self, size: dict[str, int]) -> BrowserContext:
        made = self.browser.new_context(
            viewport=size,
            locale="es-ES",
            # The room tells the hour of the browser and the pages that of the province: here, the same.
            timezone_id="Europe/Madrid",
            color_scheme="light",
            reduced_motion="reduce",
        )
        made.set_default_timeout(PATIENCE_MS)
        return made


@contextmanager
def camera() -> Iterator[Camera]:
    """Serve a demo and open a browser on it."""
    program = find("chromium")
    if program is None:
        sys.exit("Falta chromium: apt-get install --no-install-recommends chromium")
    with demo_site.serving() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield Camera(browser, demo)
        browser.close()


def reading(shot: Camera) -> None:
    """Door, course, place asked for, home with the class at hand, lesson; then home and lesson on a phone."""
    shot.keep(shot.enter(""), "portada")
    page = shot.enter("secretaria")
    invitation(page, REGISTER).click()
    shot.keep(page, "curso")
    ask_button(page).click()
    home(page, shot.demo)
    shot.keep(page, "inicio")
    go_on(page).click()
    shot.keep(page, "leccion")
    shot.keep(shot.enter("secretaria", PHONE), "movil-inicio")


def teaching(shot: Camera) -> None:
    """Three people in the class, and the roll that the trainer sees."""
    pages = {person: shot.enter(person) for person in PEOPLE}
    for page in pages.values():
        class_button(page).click()
        page.wait_for_url(re.compile("/sala/"))
        page.goto(f"{page.url}?prueba=1")
        walk_in(page)
    for page in pages.values():
        live(page, others=2)
    for person, text in TALK:
        write(pages[person], text)
        pages["secretaria"].get_by_role("log").get_by_text(text).wait_for()
    shot.keep(pages["secretaria"], "clase")
    pages["secretaria"].set_viewport_size(PHONE)
    shot.keep(pages["secretaria"], "movil-clase")
    roll(shot, pages["formadora"])


def roll(shot: Camera, trainer: Page) -> None:
    """Leave the class going on and look at who is in it."""
    trainer.locator("[data-dock-leave]").click()
    trainer.locator("[data-just-leave]").click()
    trainer.wait_for_url(re.compile("/salida/"))
    trainer.locator(".after-go a.go").click()
    trainer.get_by_role("link", name="Quién está y quién falta").click()
    trainer.get_by_role("heading", name="Quién ha asistido").wait_for()
    shot.keep(trainer, "asistencia")


def learning(shot: Camera) -> None:
    """The classroom of an edition, and a quiz just begun."""
    page = shot.enter("concejala", {"width": 1280, "height": 960})
    page.goto(shot.demo.url("/aula/edicion/registro-2026-10/"))
    shot.keep(page, "aula")
    page.get_by_role("link", name="Cuestionarios", exact=True).click()
    page.locator("main").get_by_role("link", name=re.compile("^Cuestionario final")).first.click()
    page.get_by_role("button", name="Empezar").click()
    page.get_by_text("Pregunta 1 de").wait_for()
    shot.keep(page, "cuestionario")


def panels(shot: Camera) -> None:
    """The province as the head of the service sees it: where nobody is trained."""
    page = shot.enter("jefa", TALL)
    page.get_by_role("link", name="Panel", exact=True).click()
    page.get_by_role("heading", name="Quién tiene formación").wait_for()
    shot.keep(page, "panel")


def sealing(shot: Camera) -> None:
    """The certificate that a secretary downloads, drawn by the browser's own reader."""
    page = shot.enter("secretaria", SHEET)
    page.goto(shot.demo.url("/mi-formacion/certificados/"))
    link = page.locator("main a[href$='.pdf']").first.get_attribute("href")
    paper = page.request.get(shot.demo.url(str(link)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificado.pdf"
        file.write_bytes(paper.body())
        page.goto(f"{file.as_uri()}#toolbar=0&navpanes=0&view=Fit")
        # The reader says nothing when it has drawn.
        page.wait_for_timeout(3000)
        shot.keep(page, "certificado", trim=True)


def writing(shot: Camera) -> None:
    """The editor in a lesson."""
    page = shot.enter("editora")
    page.goto(shot.demo.url("/admin/pages/search/?q=justificante+y+su+c%C3%B3digo"))
    page.locator("main a[href*='/edit/']").first.click()
    page.locator("[contenteditable=true]").first.wait_for()
    shot.keep(page, "editor")


SERIES = {each.__name__: each for each in (reading, teaching, learning, panels, sealing, writing)}


def main() -> None:
    """Make every image, or those of the series that the order names."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with camera() as shot:
        for name in sys.argv[1:] or SERIES:
            SERIES[name](shot)


if __name__ == "__main__":
    main()
