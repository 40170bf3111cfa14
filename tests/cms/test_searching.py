"""Somebody types a word as she would say it, and finds the page; never one that she may not read."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client

from cms import rules
from cms.enums import Audience
from cms.search.asking import ask
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import news

pytestmark = pytest.mark.django_db

LIBRARY = {
    "Contratación menor sin sobresaltos": "Cómo se tramita un contrato de poco importe, paso a paso.",
    "El año económico y su cierre": "Liquidación del presupuesto y cuentas de la entidad.",
    "Certificado de empadronamiento": "Quién lo pide y cómo se firma. El padrón se revisa cada mes.",
    "Subvenciones de la provincia": "Plazos para pedir una subvención y para justificarla.",
    "Registro electrónico": "Asientos de entrada y de salida. Horario: todos los días.",
    "Actas del pleno": "Modelo de acta, borrador y firma. Sesiones ordinarias.",
    "Escáner de ventanilla": "Digitalizar a doscientos puntos. Copias auténticas.",
    "Teletrabajo con escritorio remoto": "Pedir el portátil, la clave y el certificado.",
    "Plazos y días inhábiles": "Contar meses y días. Festivos locales.",
    "Huesos hallados: el ano de la res": "Informe veterinario de la feria.",
    "Niños y niñas en el colegio rural": "Comedor, transporte y ayudas.",
    "Bandos de la alcaldía": "Publicar un bando en el tablón y en la sede.",
}
# What is typed, and the page that must come first.
ASKED = [
    ("contratacion", "Contratación menor sin sobresaltos"),
    ("contratación", "Contratación menor sin sobresaltos"),
    ("CONTRATACIÓN", "Contratación menor sin sobresaltos"),
    ("contratos", "Contratación menor sin sobresaltos"),
    ("contrato menor", "Contratación menor sin sobresaltos"),
    ("contratar", "Contratación menor sin sobresaltos"),
    ("año", "El año económico y su cierre"),
    ("años", "El año económico y su cierre"),
    ("ano", "Huesos hallados: el ano de la res"),
    ("económicos", "El año económico y su cierre"),
    ("liquidacion presupuestos", "El año económico y su cierre"),
    ("certificados", "Certificado de empadronamiento"),
    ("padron", "Certificado de empadronamiento"),
    ("padrones", "Certificado de empadronamiento"),
    ("subvencion", "Subvenciones de la provincia"),
    ("justificar subvención", "Subvenciones de la provincia"),
    ("registro electronico", "Registro electrónico"),
    ("registros", "Registro electrónico"),
    ("asiento de salida", "Registro electrónico"),
    ("acta", "Actas del pleno"),
    ("plenos", "Actas del pleno"),
    ("sesion ordinaria", "Actas del pleno"),
    ("escaner", "Escáner de ventanilla"),
    ("escáneres", "Escáner de ventanilla"),
    ("digitalizo copias", "Escáner de ventanilla"),
    ("escritorio remoto", "Teletrabajo con escritorio remoto"),
    ("¿cómo pido un portátil?", "Teletrabajo con escritorio remoto"),
    ("plazo", "Plazos y días inhábiles"),
    ("dia inhabil", "Plazos y días inhábiles"),
    ("festivo local", "Plazos y días inhábiles"),
    ("niño", "Niños y niñas en el colegio rural"),
    ("nina", ""),
    ("bando", "Bandos de la alcaldía"),
    ("mes", "Certificado de empadronamiento"),
    ("meses", "Plazos y días inhábiles"),
]
# Words and signs that mean something to SQLite, to PostgreSQL or to a careless writer.
NASTY = [
    '"', "'", '""acta', "acta'", "acta AND", "OR", "NOT acta", "NEAR(acta pleno, 2)", "acta*", "*", "-acta",
    "acta -pleno", "(acta", "acta)", "title:acta", "{acta}", "acta:*", "acta & pleno", "!acta",
    "acta <-> pleno", "№ 5", "ﬁrma",
    "a\0cta", "\\", "%", "_", "100%", ";--", "' OR 1=1 --", "acta^2", "~acta", "<script>", "😀", "ñ",
    "a" * 5000, "  ", "",
]  # fmt: skip


@pytest.fixture
def library(db: None) -> None:
    for title, body in LIBRARY.items():
        news(title, Audience.PUBLIC, blocks=[{"type": "paragraph", "html": f"<p>{body}</p>"}])


def titles(text: str, person: Any = None) -> list[str]:
    return [hit.title for hit in ask(text=text, person=person or AnonymousUser())]


@pytest.mark.usefixtures("library")
def test_each_question_finds_its_page_first() -> None:
    assert {text: (titles(text) or [""])[0] for text, _ in ASKED} == dict(ASKED)


def test_a_word_as_typed_goes_before_its_relatives() -> None:
    news("Contrato", Audience.PUBLIC)
    news("Contratos", Audience.PUBLIC)
    assert titles("contratos")[:2] == ["Contratos", "Contrato"]
    assert titles("contrato")[:2] == ["Contrato", "Contratos"]


@pytest.mark.usefixtures("library")
def test_the_enye_is_a_letter_and_not_an_accent() -> None:
    assert titles("ano") == ["Huesos hallados: el ano de la res"]
    assert titles("año") == ["El año económico y su cierre"]


@pytest.mark.usefixtures("library")
def test_when_no_page_has_every_word_those_with_some_answer() -> None:
    assert titles("bando municipal de festejos")[0] == "Bandos de la alcaldía"


@pytest.mark.usefixtures("library")
def test_nothing_that_is_typed_breaks_the_search(client: Client) -> None:
    shown = [client.get("/buscar/", {"q": text}).context["question"] for text in NASTY]
    assert shown == NASTY


@pytest.mark.usefixtures("library")
def test_operators_are_words_and_not_orders() -> None:
    assert titles("acta -pleno") == titles("acta pleno")
    assert titles('"acta"') == titles("acta")


def test_text_inside_tables_steps_and_notes_is_found() -> None:
    blocks = [
        {"type": "table", "caption": "Tasas", "header": ["Qué"], "rows": [["mercadillo"]]},
        {"type": "steps", "items": ["Enciende el lector de tarjetas"]},
        {"type": "note", "kind": "aviso", "text": "Guarda el recibo", "source": "Ordenanza fiscal"},
        {"type": "faq", "items": [{"q": "¿Quién paga?", "a": "El feriante."}]},
    ]
    news("De todo", Audience.PUBLIC, blocks=blocks)
    assert [titles(word) for word in ("mercadillos", "tarjeta", "recibos", "feriantes")] == [["De todo"]] * 4


def test_what_is_published_anew_is_found_at_once_and_what_it_said_is_not() -> None:
    page = news("Cambia", Audience.PUBLIC)
    page.body = [("paragraph", "<p>Ahora trata de cementerios.</p>")]
    page.save_revision().publish()
    assert (titles("cementerio"), titles("papel")) == (["Cambia"], [])


def test_each_finds_only_what_she_may_read(secretary: User, editor: User) -> None:
    for audience in Audience:
        news(f"Canario {audience.name}", audience)
    found = {who: sorted(titles("canario", person)) for who, person in
             {"stranger": AnonymousUser(), "secretary": secretary, "province": editor}.items()}  # fmt: skip
    assert found == {
        "stranger": ["Canario PUBLIC"],
        "secretary": ["Canario COUNCILS", "Canario PUBLIC"],
        "province": ["Canario COUNCILS", "Canario PROVINCE", "Canario PUBLIC"],
    }


def test_a_draft_and_what_hangs_from_a_narrow_section_are_not_found() -> None:
    news("Canario borrador", Audience.PUBLIC, live=False)
    assert titles("canario") == []


def test_without_the_audience_in_the_query_the_search_would_leak(monkeypatch: Any) -> None:
    news("Canario", Audience.PROVINCE)
    monkeypatch.setattr("cms.querysets.audiences_of", lambda user: frozenset(rules.WIDEST_FIRST))
    assert titles("canario") == ["Canario"]


def test_nothing_found_says_so_and_offers_a_way_on(client: Client) -> None:
    answer = client.get("/buscar/?q=quimera").content.decode()
    assert "No encontré nada" in answer
    assert 'href="?q=certificado"' in answer


def test_many_answers_come_in_pages(client: Client) -> None:
    for number in range(23):
        news(f"Ordenanza {number}", Audience.PUBLIC)
    first, second = (client.get(f"/buscar/?q=ordenanzas&page={page}").context["list_page"] for page in (1, 2))
    assert (len(first), len(second), first.paginator.num_pages) == (20, 3, 2)


def test_the_command_prints_one_list_for_the_person_asked(secretary: User) -> None:
    page = news("Canario COUNCILS", Audience.COUNCILS)
    out = StringIO()
    call_command("search", "canarios", "--as", secretary.email, "--json", stdout=out)
    assert json.loads(out.getvalue()) == [
        {"type": "noticia", "title": "Canario COUNCILS", "url": page.get_url()}
    ]
    out = StringIO()
    call_command("search", "canarios", "--json", stdout=out)
    assert json.loads(out.getvalue()) == []


def test_the_command_refuses_an_address_nobody_has() -> None:
    with pytest.raises(CommandError, match="Nadie puede entrar"):
        call_command("search", "acta", "--as", "nadie@valdoria.example")


def test_a_signed_in_person_is_offered_the_same_page(secretary: User) -> None:
    news("Solo con cuenta", Audience.COUNCILS)
    page = signed_in(Client(), secretary).get("/buscar/?q=cuenta").content.decode()
    assert "Una respuesta para «cuenta»" in page
