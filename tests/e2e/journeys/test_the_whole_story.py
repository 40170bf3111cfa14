"""From an editor's template to a sealed certificate that a stranger checks: the whole of it, in order.

Each test goes on where the one before ended: one demo, one course, one edition. What forty people do at once
and the days that go by are in `scenes`; the rest is done in a browser, as those people would.
"""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.steps import Clicks
from tests.support.servers import manage

TITLE, CODE = "Actas sin miedo", "historia"
# From the editor's first page to a course sent to review, typing apart.
MOST_CLICKS = 12
# A poor line: 0.4 Mbps, 400 ms there and back.
POOR = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
SECRETARY = "secretaria"


@pytest.fixture(scope="module")
def scene(demo):
    """Return `scene(name, …)`: run one scene on the demo and give what it told."""

    def play(name, *arguments):
        order = f"from tests.e2e.journeys import scenes; scenes.{name}(*{arguments!r})"
        said = manage(demo.env, "shell", "-v", "0", "-c", order)
        assert said.returncode == 0, said.stderr[-1500:]
        told = re.search("^DICE (.+)$", said.stdout, re.MULTILINE)
        assert told, said.stdout[-800:]
        return json.loads(told[1])

    return play


@pytest.fixture(scope="module")
def known():
    """What a test leaves for those after it."""
    return {}


@pytest.mark.ux
def test_1_an_editor_builds_a_course_looks_at_it_as_a_secretary_and_sends_it(
    enter, demo, scene, scorecard, known
):
    page = enter("editora")
    hand = Clicks(page)
    hand.on(page.get_by_role("link", name="Contenidos", exact=True))
    hand.on(page.get_by_role("link", name="Nuevo curso"))
    hand.on(page.get_by_label("Curso completo: lecturas, dos clases en directo y cuestionario final"))
    page.get_by_label("Título").fill(TITLE)
    page.get_by_label("Horas").fill("12")
    hand.choose(page.get_by_label("Paquete (SCORM)"), 1)
    hand.on(page.get_by_role("button", name="Crear el curso"))
    known["editor"] = page.url
    assert scene("filled", TITLE) == {"blocks": ["package", "live_session", "quiz"], "drafts": 7}
    _looks_as_a_secretary(page, hand)
    hand.on(page.get_by_role("button", name="Acciones", exact=True).first)
    hand.on(page.get_by_role("link", name="Enviar el curso entero").first)
    hand.on(page.get_by_role("button", name="Enviar el curso a revisión"))
    expect(page.locator(".messages")).to_contain_text("Páginas enviadas a revisión")
    assert scorecard.note(
        "editora", "9. Curso desde la plantilla, enviado a revisión", hand.made, "clics", 12
    )
    assert hand.made <= MOST_CLICKS


def _looks_as_a_secretary(page: Page, hand: Clicks) -> None:
    """Open the preview beside the editor, whose first way of looking has the eyes of a secretary."""
    hand.on(page.get_by_role("button", name="Alternar vista previa"))
    expect(page.locator("#id_preview_mode option:checked")).to_have_text("Como la ve una secretaria")
    seen = page.frame_locator("iframe[title='Vista previa'], .w-preview iframe").first
    expect(seen.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(seen.locator("body")).not_to_contain_text("Lucía")


def test_2_a_reviewer_publishes_it(enter, demo, known):
    page = enter("revisora")
    number = re.search(r"/pages/(\d+)/", known["editor"])
    assert number
    page.goto(demo.url(f"/admin/cursos/{number[1]}/enviar/"))
    page.get_by_role("button", name="Publicar el curso entero").click()
    expect(page.locator(".messages")).to_contain_text("Páginas publicadas")
    page.goto(demo.url("/formacion/"))
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()


def test_3_forty_people_of_thirty_town_halls_ask_for_twelve_places(enter, demo, scene, known):
    scene("opened", TITLE, CODE)
    for person in (SECRETARY, "concejala", "alcalde"):
        page = enter(person)
        page.goto(demo.url("/formacion/"))
        page.get_by_role("link", name=TITLE).first.click()
        page.get_by_role("button", name=re.compile("^Pedir plaza(?! por)")).first.click()
        known[person] = page.url
    assert scene("kept", CODE, SECRETARY, "concejala", "alcalde") == {"seats": 3}
    told = scene("crowd", CODE)
    assert told["people"] == 40
    assert told["halls"] >= 30


def test_4_the_places_are_given_with_reasons_and_one_given_back_goes_to_the_next(enter, demo, scene, known):
    told = scene("shared", CODE)
    assert (told["seated"], told["waiting"], told["reasons"] > 0) == (12, 28, True)
    page = enter("alcalde")
    page.goto(known["alcalde"])
    expect(page.get_by_role("heading", name="Por qué estás en este puesto")).to_be_visible()
    page.get_by_role("link", name="Renunciar a la plaza").click()
    page.get_by_role("button", name="Sí, renunciar a la plaza").click()
    promoted = scene("offered", CODE)
    assert promoted["rank"] < promoted["next_rank"]
    page.goto(demo.url("/buzon/"))
    mail = page.locator("main", has_text=promoted["email"])
    expect(mail).to_contain_text(promoted["email"])


def test_5_the_secretary_reads_on_a_poor_line_and_half_of_it_without_one(enter, demo, known):
    page = enter(SECRETARY)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", POOR)
    page.goto(known[SECRETARY])
    page.get_by_role("link", name="Volver al curso").click()
    page.locator("#copia-guardar").click()
    expect(page.locator("[data-copy-said]")).to_contain_text("Guardado el ", timeout=60_000)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.locator(".steps a").first.click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name=re.compile("^Siguiente")).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    page.context.set_offline(True)
    page.reload()
    second = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name=re.compile("^Siguiente")).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(second)
    page.context.set_offline(False)
    page.goto(demo.url("/mi-formacion/"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_6_she_is_in_both_classes_in_one_with_three_reconnections(scene):
    told = scene("taught", CODE, SECRETARY)
    assert told["seconds"] == [3_600, 14 * 60 * 3 + 15 * 60]


def test_7_she_passes_the_quiz(enter, demo):
    page = enter(SECRETARY)
    page.goto(demo.url("/formacion/"))
    page.get_by_role("link", name=TITLE).first.click()
    page.locator(".steps a").last.click()
    page.get_by_role("link", name=re.compile("cuestionario", re.IGNORECASE)).last.click()
    page.get_by_role("button", name="Empezar").click()
    for option in page.get_by_label("Anotarlo el mismo día").all():
        option.check()
    page.get_by_role("button", name="Entregar").last.click()
    expect(page.get_by_role("heading", name=re.compile("Aprobado"))).to_be_visible()


def test_8_she_says_what_she_thinks(enter, demo):
    page = enter(SECRETARY)
    page.goto(demo.url(f"/aula/edicion/{CODE}/encuesta/"))
    for group in page.locator("main fieldset").all():
        box = group.locator("input").nth(1)
        box.check()
    page.get_by_role("button", name="Enviar mi respuesta").click()
    page.wait_for_url(re.compile("/encuesta/gracias/"))


def test_9_her_certificate_is_sealed_and_a_stranger_checks_its_code(enter, demo, context, scene, known):
    scene("finished", CODE)
    staff = enter("jefa")
    staff.goto(demo.url(f"/aula/edicion/{CODE}/certificados/"))
    staff.get_by_role("link", name="Revisar y expedir", exact=True).click()
    staff.get_by_role("button", name=re.compile("^Expedir ")).click()
    page = enter(SECRETARY)
    page.goto(demo.url("/mi-formacion/certificados/"))
    paper = page.get_by_role("link", name=re.compile("PDF")).first
    answer = page.request.get(demo.url(paper.get_attribute("href")))
    assert answer.body()[:5] == b"%PDF-"
    code = re.search(r"[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){4}", page.inner_text("main"))
    assert code, page.inner_text("main")
    stranger = context().new_page()
    stranger.goto(demo.url("/certificado/"))
    stranger.get_by_label("Código del certificado").fill(code[0])
    stranger.get_by_role("button", name="Comprobar el código").click()
    result = stranger.locator("section", has=stranger.locator("#resultado"))
    expect(result).to_contain_text("es nuestro y está en vigor")
    expect(result).to_contain_text("12 horas")
    assert "Elena" not in result.inner_text()


def test_a_head_sees_on_a_map_and_in_a_table_who_lacks_training_and_what_to_do(enter, demo):
    page = enter("jefa")
    page.goto(demo.url("/aula/panel/"))
    assert page.locator("svg a").count() > 100
    page.get_by_text("Ver en una tabla").first.click()
    expect(page.locator("main table").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Ver a quién llamar"))).to_be_visible()
    expect(page.get_by_role("heading", name="A quién llamar")).to_be_visible()
