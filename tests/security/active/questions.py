"""Hostile texts in questions brought in from GIFT, Aiken and Moodle XML, HTML and Markdown marks included."""

import re
from html import escape

from django.urls import reverse

from courses.models import Question
from tests.security.active.gardener import Gardener

MAKERS = ("editora", "revisora")


def plant(gardener: Gardener) -> None:
    """Import a file of each format through the form of the admin, confirm it, and open every question."""
    for name, write in {"p.gift": _gift, "p.xml": _moodle, "p.txt": _aiken}.items():
        since = gardener.count
        _import(gardener, name, write(gardener), since)
    for path in ("preguntas/", "preguntas/importar/"):
        gardener.see(f"/admin/{path}", *MAKERS)
    for wanted in ("gift", "moodle_xml"):
        gardener.see(reverse("questions_export", args=[wanted]), "editora")
    for pk in Question.objects.values_list("pk", flat=True).order_by("-pk")[:60]:
        gardener.see(reverse("questions:inspect", args=[pk]), "editora")


def _import(gardener: Gardener, name: str, text: str, since: int) -> None:
    path = reverse("questions_import")
    upload = gardener.upload(0, name, text.encode())
    bank = gardener.corpus.text("banco", 100)
    answer = gardener.browser("editora").post(path, {"file": upload, "format": "auto", "bank": bank})
    shown = re.search(r'name="shown" value="([^"]+)"', answer.content.decode())
    if not shown:
        gardener.corpus.refused(since)
        return
    gardener.send("editora", path, {"shown": shown[1]}, since=since)


def _gift(gardener: Gardener) -> str:
    def said(where: str) -> str:
        return re.sub(r"([~=#{}:\\])", r"\\\1", gardener.corpus.text(where).replace("\r\n", " "))

    kinds = ("html", "markdown", "moodle", "plain")
    return "\n\n".join(
        f"::{said('título de pregunta')}::[{kinds[turn % 4]}]{said('enunciado')} "
        f"{{={said('respuesta buena')} #{said('comentario')} ~{said('respuesta mala')}}}"
        for turn in range(20)
    )


def _moodle(gardener: Gardener) -> str:
    c = gardener.corpus

    def html(where: str) -> str:
        text = c.text(where).replace("\r\n", " ")
        return f'format="html"><text><![CDATA[<p>{text}</p>]]></text>'

    questions = "".join(
        f'<question type="multichoice"><name><text>{escape(c.text("título"))}</text></name>'
        f"<questiontext {html('enunciado en HTML')}</questiontext>"
        f"<generalfeedback {html('comentario general')}</generalfeedback><single>true</single>"
        f'<answer fraction="100" {html("respuesta HTML")}<feedback {html("comentario")}</feedback></answer>'
        f'<answer fraction="0" {html("respuesta HTML")}</answer></question>'
        for _ in range(20)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{questions}</quiz>'


def _aiken(gardener: Gardener) -> str:
    c = gardener.corpus
    return "\n\n".join(
        f"{c.text('pregunta Aiken', 60)}\nA) {c.text('opción', 60)}\nB) no\nANSWER: A" for _ in range(6)
    )
