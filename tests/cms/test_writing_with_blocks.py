"""Each block shows a sample to choose it by, and says to everybody what it holds."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from cms.blocks import BodyBlock, from_content
from cms.enums import Audience
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import document, image, news

pytestmark = pytest.mark.django_db

EVERY_KIND = [
    {"type": "heading", "text": "La pregunta que lo aclara"},
    {"type": "paragraph", "html": "<p>Un <b>registro</b> general.</p>"},
    {"type": "quote", "text": "Encuentro todo a la primera.", "source": "Una secretaria"},
    {"type": "steps", "items": ["Abre", "Anota"]},
    {"type": "checklist", "items": ["El nombre está igual"]},
    {"type": "note", "kind": "ley", "text": "Se anota todo.", "source": "Ley 39/2015, artículo 16"},
    {"type": "table", "caption": "Lo que llega", "header": ["Qué", "¿Se anota?"], "rows": [["Queja", "Sí"]]},
    {"type": "faq", "items": [{"q": "¿Puedo negarme?", "a": "No."}]},
]


def body_of(page: Any) -> BeautifulSoup:
    return BeautifulSoup(Client().get(page.get_url()).content, "html.parser").find("article")


def test_every_kind_of_content_of_a_file_becomes_a_block() -> None:
    page = news("Todo", Audience.PUBLIC, blocks=EVERY_KIND)
    assert [child.block_type for child in page.body] == [item["type"] for item in EVERY_KIND]


def test_a_kind_nobody_reads_is_an_error() -> None:
    with pytest.raises(KeyError, match="carrusel"):
        from_content([{"type": "carrusel", "items": []}])


def test_a_table_names_its_columns_and_its_rows() -> None:
    table = body_of(news("Todo", Audience.PUBLIC, blocks=EVERY_KIND)).find("table")
    assert table.caption.text == "Lo que llega"
    assert [(cell.text, cell["scope"]) for cell in table.select("th")] == [
        ("Qué", "col"),
        ("¿Se anota?", "col"),
        ("Queja", "row"),
    ]


def test_a_note_says_in_words_what_it_is() -> None:
    note = body_of(news("Todo", Audience.PUBLIC, blocks=EVERY_KIND)).select_one(".note")
    assert note.get_text(" ", strip=True) == "Lo que dice la ley Se anota todo. Ley 39/2015, artículo 16"


def test_steps_are_numbered_and_questions_open_without_scripts() -> None:
    shown = body_of(news("Todo", Audience.PUBLIC, blocks=EVERY_KIND))
    assert [step.text for step in shown.select("ol > li")] == ["Abre", "Anota"]
    assert shown.select_one("details > summary").text == "¿Puedo negarme?"


def test_an_image_has_its_description_or_is_an_adornment() -> None:
    found = image(Audience.PUBLIC)
    page = news("Con imagen", Audience.PUBLIC)
    raw = [
        {
            "type": "image",
            "value": {"image": {"image": found.pk, "decorative": False, "alt_text": "El mostrador"}},
        },
        {"type": "image", "value": {"image": {"image": found.pk, "decorative": True, "alt_text": ""}}},
    ]
    page.body = raw
    page.save_revision().publish()
    assert [picture["alt"] for picture in body_of(page).select("img")] == ["El mostrador", ""]
    assert all(picture["src"].startswith("/imagenes/") for picture in body_of(page).select("img"))


def test_a_document_says_what_it_is_and_how_much_it_weighs() -> None:
    found = document(Audience.PUBLIC)
    page = news("Con documento", Audience.PUBLIC)
    page.body = [{"type": "document", "value": {"document": found.pk, "text": "Para rellenar"}}]
    page.save_revision().publish()
    text = body_of(page).get_text(" ", strip=True)
    assert "Modelo de acta (PDF, 13" in text.replace("\xa0", " ")


def video(**fields: Any) -> dict[str, Any]:
    empty = {"file": None, "link": "", "transcript": "", "transcript_file": None}
    return {"title": "Digitalizar", "minutes": 4, **empty, **fields}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"link": "https://video.example/1"}, {"transcript"}),
        ({"transcript": "Hola."}, {"file"}),
        ({"link": "https://video.example/1", "transcript": "Hola."}, set()),
    ],
)
def test_a_video_needs_one_place_and_a_transcript(fields: dict[str, str], wrong: set[str]) -> None:
    block = BodyBlock().child_blocks["video"]
    try:
        block.clean(block.to_python(video(**fields)))
        found: set[str] = set()
    except ValidationError as error:
        found = set(error.block_errors)  # type: ignore[attr-defined]
    assert found == wrong


def test_a_video_elsewhere_is_a_link_and_never_a_frame() -> None:
    page = news("Con vídeo", Audience.PUBLIC)
    page.body = [{"type": "video", "value": video(link="https://video.example/1", transcript="Hola.")}]
    page.save_revision().publish()
    shown = body_of(page)
    assert (shown.select("iframe"), [link["href"] for link in shown.select("a")]) == (
        [],
        ["https://video.example/1"],
    )


@pytest.mark.parametrize("name", list(BodyBlock().child_blocks))
def test_each_block_has_a_name_a_drawing_and_a_sample_in_spanish(name: str) -> None:
    block = BodyBlock().child_blocks[name]
    assert (block.meta.group != "", block.meta.icon not in {"", "placeholder"}) == (True, True)
    assert (block.is_previewable, len(block.get_description()) > 30) == (True, True)
    shown = get_template(block.get_preview_template(block.get_preview_value())).render(
        {"bound_block": block.bind(block.get_preview_value()), "block_def": block}
    )
    text = BeautifulSoup(shown, "html.parser").find("main").get_text(" ", strip=True)
    assert len(text) > 15


def test_the_sample_opens_in_the_admin(editor: User) -> None:
    from cms.models import NewsPage

    note = NewsPage.body.field.stream_block.child_blocks["note"]
    url = reverse("wagtailadmin_block_preview")
    answer = signed_in(Client(), editor).get(url, {"id": note.definition_prefix})
    assert "Ley 39/2015, artículo 31.2" in answer.content.decode()
