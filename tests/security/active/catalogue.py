"""Hostile texts in what editors write: a course, its lessons with every kind of block, news, competences."""

import json
from itertools import islice
from typing import Any

from django.urls import reverse

from cms.blocks import from_content
from cms.models import NewsPage
from courses.models import Competence, CoursePage, LessonPage, ModulePage, ProgrammePage
from tests.security.active.gardener import Gardener

READERS = ("secretaria", "editora", "revisora")
# Keeps a paragraph from coming out empty when all the rest of it is thrown away.
PLAIN = {
    "key": "z",
    "text": "Texto.",
    "type": "unstyled",
    "depth": 0,
    "inlineStyleRanges": [],
    "entityRanges": [],
}


def plant(gardener: Gardener) -> None:
    """Fill in a whole course, a piece of news and a competence."""
    course = _course(gardener)
    module = course.add_child(instance=ModulePage(title=gardener.corpus.text("título de módulo"), slug="m"))
    module.save_revision().publish()
    lesson = LessonPage(title=gardener.corpus.text("título de lección"), slug="l", body=_body(gardener))
    module.add_child(instance=lesson)
    lesson.save_revision().publish()
    _rich_text(gardener, lesson)
    _news(gardener)
    _competence(gardener, course)
    for page in (course, module, lesson):
        _shown(gardener, page)
    gardener.see("/formacion/", *READERS)
    gardener.see(f"/admin/pages/{course.pk}/", "editora", "revisora", "operador")


def _shown(gardener: Gardener, page: Any) -> None:
    gardener.see(page.get_url(), *READERS)
    for path in ("edit/", "history/", "usage/"):
        gardener.see(f"/admin/pages/{page.pk}/{path}", "editora", "revisora")
    gardener.see(f"/admin/pages/{page.pk}/view_draft/", "revisora")
    if path := page.get_parent():
        gardener.see(f"/admin/pages/{path.pk}/", "revisora")


def _course(gardener: Gardener) -> CoursePage:
    text = gardener.corpus.text
    body = from_content([{"type": "heading", "text": text("apartado de curso")}])
    page = CoursePage(
        title=text("título de curso"),
        slug="corpus",
        hours=4,
        summary=text("resumen de curso"),
        for_whom=text("para quién"),
        level=text("nivel", 40),
        search_description=text("descripción para buscadores"),
        seo_title=text("título para buscadores"),
        body=body,
    )
    ProgrammePage.objects.first().add_child(instance=page)
    page.save_revision().publish()
    return page


def _body(gardener: Gardener) -> list[dict[str, Any]]:
    """Return a body with every kind of block that holds text, each text in each place."""
    c = gardener.corpus
    items: list[dict[str, Any]] = [{"type": "heading", "text": each} for each in c.every("apartado")]
    items += [{"type": "quote", "text": each, "source": c.text("fuente")} for each in c.every("cita")]
    items += [{"type": "steps", "title": c.text("título de pasos"), "items": list(c.every("paso"))}]
    items += [{"type": "checklist", "title": c.text("lista"), "items": list(c.every("comprobación"))}]
    items += [
        {"type": "note", "kind": "law", "text": each, "source": c.text("norma")} for each in c.every("nota")
    ]
    asked = [{"q": each, "a": c.text("respuesta frecuente")} for each in c.every("pregunta frecuente")]
    items += [{"type": "faq", "title": c.text("título de preguntas"), "items": asked}]
    rows = [[each, c.text("celda")] for each in c.every("celda de tabla")]
    header = [c.text("cabecera"), c.text("cabecera")]
    items += [{"type": "table", "caption": c.text("título de tabla"), "header": header, "rows": rows}]
    body = from_content(items)
    for kind, value in _of_training(gardener):
        body.append({"type": kind, "value": value})
    return body


def _of_training(gardener: Gardener) -> list[tuple[str, dict[str, Any]]]:
    c = gardener.corpus
    link = {"title": c.text("tarea", 120), "text": c.text("cómo se hace"), "page": None}
    video = {"title": c.text("vídeo"), "minutes": 2, "transcript": c.text("transcripción"), "file": None}
    # A field that asks for an address refuses these; the API of blocks takes them.
    return [
        ("task_link", {**link, "url": c.text("dirección de tarea")}),
        ("task_link", {**link, "url": _plain(gardener, "dirección de tarea")}),
        ("video", {**video, "link": _plain(gardener, "dirección de vídeo"), "transcript_file": None}),
        ("live_session", {"number": 1, "text": c.text("qué llevar")}),
    ]


def _plain(gardener: Gardener, where: str) -> str:
    """Return the text that is an address of a script."""
    return f"javascript:alert({gardener.corpus.file(where, 'javascript:').number})"


def _rich_text(gardener: Gardener, lesson: LessonPage) -> None:
    """Send the editor's own form, with what a hostile page would put in place of its text."""
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    since = gardener.count
    # What the editor's program hands over, made by hand: links to scripts, foreign entities, raw marks.
    blocks, entities = [], {}
    for turn, text in enumerate(gardener.corpus.every("texto con formato")):
        kinds = ("LINK", "DOCUMENT", "IMAGE", "EMBED", "SCRIPT")
        link = (
            f"javascript:alert({gardener.corpus.file('enlace del texto con formato', 'javascript:').number})"
        )
        data = {"url": link, "src": link, "href": link, "id": turn, "alt": text, "html": text}
        entities[str(turn)] = {"type": kinds[turn % 5], "mutability": "MUTABLE", "data": data}
        ranges = [{"offset": 0, "length": len(text), "key": turn}]
        blocks.append(
            {
                "key": f"k{turn}",
                "text": text,
                "type": ("unstyled", "header-two", "atomic")[turn % 3],
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": ranges,
            }
        )
    # One paragraph each: an entity of a foreign kind takes only its own paragraph with it.
    values = [
        ("paragraph", json.dumps({"blocks": [block, PLAIN], "entityMap": entities})) for block in blocks
    ]
    form = nested_form_data(
        {
            "title": "Texto con formato",
            "slug": "l",
            "minutes": "5",
            "summary": "",
            "audience": "public",
            "body": streamfield(values),
            "action-publish": "1",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    gardener.send("revisora", reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form, since=since)


def _news(gardener: Gardener) -> None:
    text = gardener.corpus.text
    news = NewsPage.objects.first()
    page = NewsPage(
        title=text("título de noticia"),
        slug="corpus",
        summary=text("resumen de noticia"),
        audience="public",
        published_on=news.published_on,
    )
    news.get_parent().add_child(instance=page)
    page.save_revision().publish()
    _shown(gardener, page)
    gardener.see("/", *READERS)
    gardener.see("/noticias/", "secretaria")


def _competence(gardener: Gardener, course: CoursePage) -> None:
    for text in islice(gardener.corpus.every("competencia"), 8):
        since = gardener.count
        form = {
            "name": text,
            "area": gardener.corpus.text("área", 80),
            "description": gardener.corpus.text("explicación"),
        }
        gardener.send("editora", reverse("wagtailsnippets_courses_competence:add"), form, since=since)
    course.competences.set(Competence.objects.order_by("-pk")[:8])
    course.save_revision().publish()
    gardener.see("/admin/snippets/courses/competence/", "editora", "revisora")
    gardener.see("/aula/panel/", "jefa")
