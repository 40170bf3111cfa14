"""From an editor's template to a sealed certificate that a stranger checks: the whole of it, in order.

Each test goes on where the one before ended: one demo, one course, one edition. What forty people do at once
and the days that go by are in `scenes`; the rest is done in a browser, as those people would.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from tests.e2e.journeys.checking import asks_by_code, brings
from tests.e2e.journeys.offline import all_sent, next_lesson, save
from tests.e2e.journeys.steps import Clicks

# Whole, since each test needs the one before.
pytestmark = pytest.mark.ux
TITLE, CODE = "Actas sin miedo", "historia"
# From the editor's first page to a course sent to review, typing apart.
MOST_CLICKS = 12
# A poor line: 0.4 Mbps, 400 ms there and back.
POOR = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
SECRETARY = "secretaria"


@pytest.fixture(scope="module")
def known():
    """What a test leaves for those after it."""
    return {}


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


def test_2_a_reviewer_says_from_when_and_publishes_it(enter, demo, scene, known):
    page = enter("revisora")
    page.goto(known["editor"])
    page.get_by_role("button", name="Alternar estado").click()
    page.get_by_role("button", name="Establece fecha de publicación").click()
    page.get_by_label("Fecha/hora ir en vivo").fill(f"{clock.now() + timedelta(days=1):%Y-%m-%d %H:%M}")
    # Wagtail's calendar covers the button for a mouse.
    page.get_by_role("button", name="Guardar fecha").press("Enter")
    page.wait_for_load_state()
    number = re.search(r"/pages/(\d+)/", known["editor"])
    assert number
    page.goto(demo.url(f"/admin/cursos/{number[1]}/enviar/"))
    page.get_by_role("button", name="Publicar el curso entero").click()
    expect(page.locator(".messages")).to_contain_text("Páginas publicadas")
    offered = page.get_by_role("link", name=TITLE)
    page.goto(demo.url("/formacion/"))
    expect(offered).to_have_count(0)
    assert scene("due", TITLE) == {"live": True}
    page.reload()
    expect(offered.first).to_be_visible()


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
    mail = page.locator("li.task", has_text=f"Para {promoted['email']}")
    expect(mail.first).to_contain_text(f"Ha quedado una plaza para ti: {TITLE}")


def test_5_the_secretary_reads_on_a_poor_line_and_half_of_it_without_one(enter, demo, known):
    page = enter(SECRETARY)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", POOR)
    page.goto(known[SECRETARY])
    page.get_by_role("link", name="Volver al curso").click()
    save(page)
    page.locator(".steps a").first.click()
    next_lesson(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-offline]")).to_contain_text("Sin conexión: lees la copia del ")
    next_lesson(page)
    here = page.url
    page.context.set_offline(False)
    page.goto(demo.url("/mi-formacion/"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    all_sent(page)
    page.goto(here)
    expect(page.locator(".step--done")).to_have_count(2)


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


def test_9_her_certificate_is_sealed_and_a_stranger_checks_its_code(enter, demo, context, scene, scorecard):
    scene("finished", CODE)
    staff = enter("jefa")
    staff.goto(demo.url(f"/aula/edicion/{CODE}/certificados/"))
    staff.get_by_role("link", name="Revisar y expedir", exact=True).click()
    staff.get_by_role("button", name=re.compile("^Expedir ")).click()
    page = enter(SECRETARY)
    page.goto(demo.url("/mi-formacion/certificados/"))
    hers = page.locator("section.card", has=page.get_by_role("heading", name=TITLE))
    expect(hers).to_contain_text(re.compile(r"12 horas, del \d+ de \w+ de \d+ al \d+ de \w+ de \d+\."))
    expect(hers).to_contain_text("Sin reconocimiento como mérito general.")
    paper = page.request.get(demo.url(hers.get_by_role("link", name="PDF").get_attribute("href"))).body()
    code = re.search(r"Código: (\S+)", hers.inner_text())
    assert code
    stranger = context().new_page()
    taps = asks_by_code(stranger, demo, code[1])
    assert scorecard.note("código", "10. Comprobar un código: un campo y", taps, "clics", 1)
    brings(stranger, paper, "El fichero está entero")
    spoilt = bytearray(paper)
    spoilt[len(paper) // 2] ^= 1
    brings(stranger, bytes(spoilt), "no es un certificado nuestro, o se ha cambiado")


def test_a_head_sees_on_a_map_and_in_a_table_who_lacks_training_and_what_to_do(enter, demo):
    page = enter("jefa")
    page.goto(demo.url("/aula/panel/"))
    assert page.locator("svg a").count() > 100
    page.get_by_text("Ver en una tabla").first.click()
    expect(page.locator("main table").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Ver a quién llamar"))).to_be_visible()
    calls = page.locator("section", has=page.get_by_role("heading", name="A quién llamar"))
    expect(calls.get_by_role("button", name="Invitar por correo").first).to_be_visible()
