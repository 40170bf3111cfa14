"""A package from the editor's upload to the learner's score, and one that tries to reach the site."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.crawl import axe
from tests.e2e.journeys import small_packages as small
from tests.support.demo import Demo
from tests.support.servers import manage

LESSON = "Reconocer un engaño a tiempo"
ADDRESS = (
    "/formacion/ciclo-administracion-electronica/certificado-y-trabajo-a-distancia/trabajar-desde-casa/"
    "reconocer-un-engano/"
)
OFFER = """
from wagtail.models import Page
from courses.models import LessonPage, Package
lesson = LessonPage.objects.get(slug="reconocer-un-engano")
lesson.body.append(("package", {"package": Package.objects.get(title=%r), "text": ""}))
lesson.save_revision().publish()
"""
ATTEMPTS = """
import json
from core.tenancy import unscoped
from courses.models import PackageAttempt
with unscoped("prueba"):
    rows = PackageAttempt.objects.filter(package__title=%r)
    print("DICE", json.dumps([[r.commits, r.completion, r.location, r.entry, r.cmi] for r in rows]))
"""
# Seconds from a value that nobody asked to keep until it is kept, with what the machine takes to do it.
DEADLINE = 12


@pytest.fixture(scope="module")
def offered(demo: Demo, chromium, tmp_path_factory) -> Callable[[str], None]:
    """Return `offered(title)`: uploaded by the editor in Wagtail, once, and offered in the lesson."""
    done: set[str] = set()
    folder: Path = tmp_path_factory.mktemp("paquetes")
    builds = {
        "Prueba de 1.2": lambda: small.behaving("1.2"),
        "Prueba de 2004": lambda: small.behaving("2004"),
        "Paquete hostil": lambda: small.hostile(demo.url("")),
    }

    def bring(title: str) -> None:
        if title in done:
            return
        page = chromium.new_context(locale="es-ES").new_page()
        page.goto(demo.url())
        page.locator("form:has(input[name=person][value=editora]) button").click()
        page.wait_for_load_state()
        page.goto(demo.url("/admin/paquetes/subir/"))
        page.get_by_label("Fichero").set_input_files(small.written(folder, title, builds[title]()))
        page.get_by_role("button", name="Revisar y guardar").click()
        expect(page.locator(".messages")).to_contain_text("ya se puede poner en una lección")
        page.context.close()
        said = manage(demo.env, "shell", "-c", OFFER % title)
        assert said.returncode == 0, said.stderr[-800:]
        done.add(title)

    return bring


def card(page: Page, title: str):
    """Return the card of a package in the lesson."""
    return page.locator(".package-card", has=page.get_by_role("heading", name=title))


def opened(page: Page, demo: Demo, title: str) -> Frame:
    """Press the button of the lesson; return the frame where the package runs."""
    page.goto(demo.url(ADDRESS))
    card(page, title).get_by_role("button").click()
    page.wait_for_url(re.compile("/aula/paquete/intento/"))
    return inside(page)


def inside(page: Page) -> Frame:
    """Return the innermost frame, once it is there: site, player, package."""
    page.frame_locator("iframe").frame_locator("iframe").locator("body").wait_for()
    return page.frames[2]


def left(page: Page) -> None:
    """Leave by the button, and wait for the lesson."""
    page.get_by_role("link", name="Salir", exact=True).click()
    page.wait_for_url(f"**{ADDRESS}")


def kept(demo: Demo, title: str) -> list:
    """What the server has of a package."""
    said = manage(demo.env, "shell", "-c", ATTEMPTS % title)
    assert said.returncode == 0, said.stderr[-800:]
    return json.loads(re.search("DICE (.*)", said.stdout)[1])


@pytest.mark.parametrize("standard", ["1.2", "2004"])
def test_what_one_did_is_found_on_coming_back(enter, demo, offered, standard):
    title = f"Prueba de {standard}"
    offered(title)
    page = enter("secretaria")
    frame = opened(page, demo, title)
    first = "not attempted" if standard == "1.2" else "unknown"
    expect(frame.locator("#found")).to_have_text(f"true|ab-initio|{first}||")
    frame.get_by_role("button", name="Hacer").click()
    left(page)
    expect(card(page, title)).to_contain_text("Aprobado")
    expect(card(page, title)).to_contain_text("Nota: 80 de 100")
    frame = opened(page, demo, title)
    expect(frame.locator("#found")).to_have_text("true|resume|passed|p2|año=1")


def test_a_value_that_nobody_asked_to_keep_is_kept_within_the_deadline(enter, demo, offered):
    offered("Prueba de 1.2")
    page = enter("secretaria")
    frame = opened(page, demo, "Prueba de 1.2")
    began = time.monotonic()
    frame.get_by_role("button", name="Apuntar").click()
    expect(page.locator("[data-said]")).to_have_text("Guardado", timeout=DEADLINE * 1_000)
    assert time.monotonic() - began <= DEADLINE
    assert kept(demo, "Prueba de 1.2")[0][4]["suspend_data"] == "apuntado"


def test_what_was_done_just_before_closing_is_kept(enter, demo, offered):
    offered("Prueba de 2004")
    page = enter("secretaria")
    frame = opened(page, demo, "Prueba de 2004")
    before = kept(demo, "Prueba de 2004")[0][0]
    # The page can hand nothing over: only the player's own last breath is left.
    page.route("**/aula/paquete/nota/**", only_the_last_breath)
    frame.get_by_role("button", name="Hacer").click()
    page.goto(demo.url("/mi-formacion/"))
    page.wait_for_timeout(1_000)
    assert kept(demo, "Prueba de 2004")[0][0] > before


def only_the_last_breath(route) -> None:
    """Let a beacon through, which the browser calls a ping, and nothing that comes from the page."""
    if route.request.resource_type == "ping":
        route.continue_()
    else:
        route.abort()


def test_when_the_line_falls_it_says_so_and_keeps_it_later(enter, demo, offered):
    offered("Prueba de 1.2")
    page = enter("secretaria")
    frame = opened(page, demo, "Prueba de 1.2")
    page.context.set_offline(True)
    frame.evaluate("() => { put('cmi.suspend_data', 'sin línea'); api.LMSCommit(''); }")
    expect(page.locator("[data-said]")).to_have_text("Sin conexión: se guardará cuando vuelva")
    page.context.set_offline(False)
    expect(page.locator("[data-said]")).to_have_text("Guardado")
    assert kept(demo, "Prueba de 1.2")[0][4]["suspend_data"] == "sin línea"


def test_more_than_its_standard_allows_is_said_on_the_page(enter, demo, offered):
    offered("Prueba de 1.2")
    page = enter("secretaria")
    frame = opened(page, demo, "Prueba de 1.2")
    frame.evaluate("() => { put('cmi.suspend_data', 'x'.repeat(5000)); api.LMSCommit(''); }")
    expect(page.get_by_role("alert")).to_contain_text("más de los 4096 caracteres de su norma")


def test_an_editor_looks_and_nothing_is_kept(enter, demo, offered):
    offered("Prueba de 1.2")
    before = kept(demo, "Prueba de 1.2")
    page = enter("editora")
    page.goto(demo.url(ADDRESS))
    card(page, "Prueba de 1.2").get_by_role("link", name="Vista previa del paquete").click()
    frame = inside(page)
    expect(page.get_by_role("status")).to_have_text("Vista previa: no se guarda nada")
    frame.get_by_role("button", name="Hacer").click()
    left(page)
    assert kept(demo, "Prueba de 1.2") == before


def test_a_hostile_package_reaches_nothing_of_the_site(enter, demo, offered):
    offered("Paquete hostil")
    page = enter("secretaria")
    page.goto(demo.url(ADDRESS))
    _bait(page)
    frame = opened(page, demo, "Paquete hostil")
    expect(frame.locator("#said")).not_to_be_empty()
    said = json.loads(frame.locator("#said").inner_text())
    assert {name: "no" for name in said} == said
    assert len(said) == 10
    answered: list[str] = []
    page.on("response", lambda answer: answered.append(answer.url))
    # It may neither take the page elsewhere nor send a form to it, and the page stays where it was.
    here = page.url
    frame.evaluate("(site) => { try { top.location = site + '/robado/'; } catch (error) {} }", demo.url(""))
    frame.evaluate(
        "(site) => { const f = document.createElement('form'); f.method = 'post'; f.action = site + '/mi/';"
        " document.body.append(f); f.submit(); }",
        demo.url(""),
    )
    page.wait_for_timeout(800)
    assert page.url == here
    assert not frame.url.startswith(demo.url("")), frame.url
    assert answered == []


def test_served_by_the_site_itself_it_would_reach_it(enter, demo):
    # The control: the same files, in a frame of a page of the site.
    page = enter("secretaria")
    _bait(page)
    files = small.hostile(demo.url(""))
    page.context.route("**/control/**", lambda route: _serve(route, files))
    page.goto(demo.url("/control/"))
    frame = page.frames[1]
    expect(frame.locator("#said")).not_to_be_empty()
    said = json.loads(frame.locator("#said").inner_text())
    assert {name: "llega" for name in said} == said


def _bait(page: Page) -> None:
    """Leave on the site what a script of the site could read."""
    page.evaluate("() => { document.cookie = 'señuelo=1;path=/'; localStorage.setItem('señuelo', '1'); }")


def _serve(route, files) -> None:
    name = route.request.url.rpartition("/")[2]
    body = files.get(name, '<iframe src="index.html"></iframe>')
    kind = "text/javascript" if name.endswith(".js") else "text/html"
    # As every page of the site says, or the pages it opens would be of another group.
    headers = {"Content-Type": kind, "Cross-Origin-Opener-Policy": "same-origin"}
    route.fulfill(body=body, headers=headers)


def test_a_package_cannot_write_in_anothers_attempt(enter, demo, offered):
    offered("Paquete hostil")
    offered("Prueba de 2004")
    page = enter("secretaria")
    opened(page, demo, "Prueba de 2004")
    victim = page.locator("[data-package]").get_attribute("data-saves")
    frame = opened(page, demo, "Paquete hostil")
    before = kept(demo, "Prueba de 2004")
    own = page.locator("[data-package]").get_attribute("data-saves")
    forged = {
        "concejo": "package", "kind": "commit", "seq": 900, "saves": victim, "attempt": 1,
        "body": json.dumps({"seq": 900, "finished": True, "cmi": {"core": {"lesson_location": "forjada"}}}),
    }  # fmt: skip
    # From its own window the page does not listen; from the player's, it writes where the page says: its own.
    frame.evaluate("(said) => parent.parent.postMessage(said, '*')", forged)
    page.wait_for_timeout(600)
    assert [row[2] for row in kept(demo, "Paquete hostil")] == [""]
    page.frames[1].evaluate("(said) => window.parent.postMessage(said, '*')", forged)
    expect(page.locator("[data-said]")).to_have_text("Guardado")
    assert [row[2] for row in kept(demo, "Paquete hostil")] == ["forjada"]
    assert kept(demo, "Prueba de 2004") == before
    assert own != victim


def test_axe_finds_nothing_in_the_page_of_a_package(enter, demo):
    page = enter("secretaria")
    opened(page, demo, "Recorrido por la ventanilla")
    assert axe(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert axe(page) == [], "en el móvil"


def test_without_javascript_the_page_says_what_to_do(demo, context, enter):
    signed = enter("secretaria")
    opened(signed, demo, "Recorrido por la ventanilla")
    page = context(java_script_enabled=False, storage_state=signed.context.storage_state()).new_page()
    page.goto(signed.url)
    expect(page.get_by_role("heading", name="Este paquete necesita JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Volver a la lección")).to_be_visible()
