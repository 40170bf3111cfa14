"""Every page of ours reachable in the demo, as each kind of person, as wide as a phone and as a desk."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.e2e.conftest import PATIENCE_MS, WIDE, pick
from tests.e2e.crawl import Visit, Walk, axe

WIDTHS = (360, 1366)
ROLES = [
    "",
    "secretaria",
    "formadora",
    "formador_externo",
    "editora",
    "asesora",
    "jefa",
    "concejala",
    "operador",
]
# The room may carry more: it is a tool and not a page to read.
LEARNER_ROLES = ("", "secretaria", "concejala")
MOST_BYTES, MOST_REQUESTS = 60_000, 10
# Reached by addresses that no link gives: errors, and forms sent empty.
ASIDE = ("/no-existe/", "/personas/")


@pytest.fixture(scope="module")
def visits(chromium, demo):
    """Walk once as each role; the tests below read what was written down."""
    found: list[Visit] = []
    audited: set[str] = set()
    for role in ROLES:
        context = chromium.new_context(viewport=WIDE, locale="es-ES")
        context.set_default_timeout(PATIENCE_MS)
        walk = Walk(context, demo, role or "anónima", whole=role == "secretaria")
        if role:
            pick(walk.page, demo, role)
        for visit in _pages(walk):
            # A page looks the same to two people but for the ones made for each: those are audited each time.
            if visit.path not in audited or visit.path.count("/") <= 2:
                audited.add(visit.path)
                for width in WIDTHS:
                    walk.judge(width)
                walk.page.set_viewport_size(WIDE)
            found.append(visit)
        context.close()
    return found


def _pages(walk):
    yield from walk.pages()
    for path in ASIDE:
        visit = walk.look(path)
        if visit:
            yield visit


def test_the_walk_reaches_the_whole_site(visits):
    families = {visit.path.split("/")[1] for visit in visits}
    wanted = {
        "",
        "formacion",
        "mi-formacion",
        "noticias",
        "recursos",
        "buscar",
        "directorio",
        "cuenta",
        "aula",
        "buzon",
    }
    assert wanted - families == set()


def test_no_link_leads_to_an_error(visits):
    wrong = [
        f"{visit.name}: {visit.status}" for visit in visits if visit.status >= 400 and visit.path not in ASIDE
    ]
    assert wrong == []


@pytest.mark.ux
def test_axe_finds_nothing(visits, scorecard):
    faults = [
        f"{visit.name} a {width}: {fault}"
        for visit in visits
        for width in WIDTHS
        for fault in visit.faults.get(width, [])
    ]
    judged = sum(bool(visit.faults) for visit in visits)
    journey = f"11. Faltas que ve axe (WCAG 2.2 AA y buenas prácticas) en {judged} páginas × 360 y 1366 px"
    assert scorecard.note("axe", journey, len(faults), "", 0), faults


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_to_the_side(visits, width):
    assert {visit.name: over for visit in visits if (over := visit.overflow.get(width, 0)) > 0} == {}


@pytest.mark.ux
def test_nothing_comes_from_another_host(visits, scorecard):
    foreign = [f"{visit.name}: {url}" for visit in visits for url in visit.foreign]
    assert scorecard.note("terceros", "18. Peticiones a otros sitios", len(foreign), "", 0), foreign


def test_the_browser_has_no_complaint(visits):
    said = [f"{v.name}: {text}" for v in visits for text in v.complaints if v.path not in ASIDE]
    assert said == []


@pytest.mark.ux
def test_public_and_learner_pages_are_light(visits, scorecard):
    read = [
        v
        for v in visits
        if (v.role == "anónima" or v.role in LEARNER_ROLES) and not v.path.startswith("/sala/")
    ]
    if place := os.environ.get("VISITS_OUT"):
        Path(place).write_text(json.dumps([asdict(visit) for visit in read]))
    heaviest = max(read, key=lambda visit: visit.bytes)
    journey = f"17. La primera vista más pesada de {len(read)} páginas, {heaviest.path}"
    scorecard.note("peso", journey, round(heaviest.bytes / 1000, 1), "KB", MOST_BYTES / 1000)
    assert [f"{v.name}: {v.bytes} bytes, {v.requests} peticiones" for v in read if _heavy(v)] == []


def _heavy(visit):
    return visit.bytes > MOST_BYTES or visit.requests > MOST_REQUESTS


PLANTED = Path(__file__).parent / "planted_faults.html"


@pytest.mark.ux
def test_a_page_with_planted_faults_is_caught(chromium, scorecard):
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(PLANTED.as_uri())
    rules = {fault.split(":")[0] for fault in axe(page)}
    context.close()
    missed = max(0, 11 - len(rules))
    journey = f"12. Reglas que no se ven en una página con faltas puestas ({len(rules)} vistas, de 11)"
    assert scorecard.note("faltas", journey, missed, "", 0), rules
