"""Where what was planted comes out of the site: mails, sheets for a spreadsheet, papers."""

import re
from html import unescape

from core.models import OutboxMessage
from courses.models import Certificate, CoursePage, LessonPage, LiveSession, ModulePage
from tests.security.active.classroom import CODE
from tests.security.active.gardener import Gardener

# What a spreadsheet would take for a formula; a tab before it hides it from a careless eye.
FORMULAS = ("=", "+", "-", "@", "\t=")
MAILS = 40
REPORTS = ("workflow", "workflow_tasks", "site-history", "aging-pages")
LISTS = ("plazas", "asistencias", "certificados")


def plant(gardener: Gardener) -> None:
    """Write formulas where a sheet begins a cell, and note every way out."""
    _formulas(gardener)
    _mails(gardener)
    course = CoursePage.objects.get(slug="corpus")
    live = f"/aula/clase/{LiveSession.objects.filter(edition__code=CODE)[0].pk}"
    town = gardener.person("secretaria").standing.entities[0]
    root = f"/aula/edicion/{CODE}"
    wanted = {
        "jefa": (
            f"{root}/personas.csv",
            f"{root}/asistencia.csv",
            f"{live}/asistencia.csv",
        ),
        "secretaria": (f"/aula/asistencia/{town.slug}/lista.csv",),
        "revisora": [f"/admin/{name}/?export=csv" for name in LISTS]
        + [f"/admin/reports/{name}/?export=csv" for name in REPORTS],
    }
    gardener.sheets += [(key, path) for key, paths in wanted.items() for path in paths]
    gardener.sheets += _panels(gardener, course)
    gardener.papers += [
        ("jefa", f"{root}/asistencia.pdf"),
        ("jefa", f"{live}/asistencia.pdf"),
        ("secretaria", f"/aula/asistencia/{town.slug}/lista.pdf"),
        ("secretaria", f"/aula/curso/{course.pk}/curso.pdf"),
        ("secretaria", _certificate(gardener)),
    ]


def _formulas(gardener: Gardener) -> None:
    module = ModulePage.objects.descendant_of(CoursePage.objects.get(slug="corpus")).first()
    for turn, start in enumerate(FORMULAS):
        item = gardener.corpus.file("título que empieza como una fórmula", start)
        title = f'{start}HYPERLINK("javascript:alert({item.number})","d")'
        page = module.add_child(instance=LessonPage(title=title, slug=f"f{turn}"))
        page.save_revision(user=gardener.person("editora"), log_action=True).publish()
    gardener.shows(f"/admin/pages/{module.pk}/", "editora", "revisora")


def _mails(gardener: Gardener) -> None:
    hostile = OutboxMessage.objects.filter(text__contains="alert(").order_by("-pk")
    assert hostile
    for pk in hostile.values_list("pk", flat=True)[:MAILS]:
        gardener.shows(f"/buzon/{pk}/", "secretaria")


def _panels(gardener: Gardener, course: CoursePage) -> list[tuple[str, str]]:
    """Return the sheets that the panels of the service offer."""
    found = []
    for path in ("/aula/panel/", f"/aula/panel/curso/{course.pk}/"):
        page = gardener.browser("jefa").get(path).content.decode()
        found += re.findall(r'href="([^"]+\.csv[^"]*)"', page)
    assert found
    return [("jefa", unescape(each)) for each in found]


def _certificate(gardener: Gardener) -> str:
    """Have a certificate of the secretary made again, with the name she has now; return its address."""
    known = Certificate.objects.filter(enrolment__person=gardener.person("secretaria")).latest("pk")
    since = gardener.count
    form = {"reason": gardener.corpus.text("motivo de la versión nueva"), "confirmed": "1"}
    gardener.send("jefa", f"/aula/certificado/{known.pk}/renovar/", form, since=since)
    made = Certificate.objects.filter(enrolment=known.enrolment_id).latest("pk")
    assert made.pk > known.pk
    gardener.shows(f"/certificado/{made.code}/", "secretaria")
    gardener.shows("/mi-formacion/certificados/", "secretaria")
    return f"/aula/certificado/{made.pk}.pdf"
