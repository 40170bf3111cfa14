"""Hostile texts in what happens around an edition: its name, classes, reasons, quotas, papers, the chat."""

from datetime import timedelta
from itertools import islice

from django.urls import reverse

from core import clock
from courses import services
from courses.enums import EnrolmentState
from courses.models import CertificateTemplate, CoursePage, Edition, Enrolment
from people.models import LocalEntity
from tests.security.active.gardener import Gardener
from tests.security.active.signed import acting

LOOKERS = ("jefa", "editora")


def plant(gardener: Gardener) -> None:
    """Make an edition with hostile words, ask for places and answer them."""
    edition = _edition(gardener)
    live = _classes(gardener, edition)
    _place(gardener, edition)
    _templates(gardener)
    root = f"/aula/edicion/{edition.code}/"
    for path in ("", "personas/", "gestion/", "asistencia/", "certificados/", "importar/"):
        gardener.see(root + path, *LOOKERS)
    gardener.see(root, "secretaria", "formadora")
    for path in ("", "asistencia/"):
        gardener.see(f"/aula/clase/{live.pk}/{path}", "secretaria", "formadora", "jefa")
    gardener.see(edition.course.get_url(), "secretaria", "jefa")
    for path in (root + "calendario.ics", root + "asistencia.csv", "/mi-formacion/calendario.ics"):
        gardener.see(path, "secretaria", "jefa")
    gardener.see(f"/aula/panel/curso/{edition.course_id}/", "jefa")
    gardener.see("/aula/panel/", "jefa")
    gardener.see("/admin/ediciones/", *LOOKERS)
    gardener.see(f"/admin/ediciones/inspect/{edition.pk}/", "editora")
    gardener.see("/admin/courses/enrolment/", *LOOKERS)


def _edition(gardener: Gardener) -> Edition:
    now = clock.now()
    edition = Edition.objects.create(
        course=CoursePage.objects.get(slug="corpus"),
        code="corpus",
        title=gardener.corpus.text("nombre de edición", 120),
        capacity=5,
        state="open",
        needs_approval=True,
        needs_consent=True,
        apply_from=now - timedelta(days=1),
        apply_until=now + timedelta(days=9),
        cancel_until=now + timedelta(days=9),
        starts_on=now.date(),
        ends_on=(now + timedelta(days=9)).date(),
    )
    edition.trainers.add(gardener.person("formadora"))
    return edition


def _classes(gardener: Gardener, edition: Edition):
    start = clock.now() + timedelta(minutes=5)
    made = [
        services.schedule_session(
            edition=edition,
            title=each,
            starts_at=start + timedelta(days=turn),
            ends_at=start + timedelta(days=turn, hours=1),
        )
        for turn, each in enumerate(islice(gardener.corpus.every("título de clase"), 6))
    ]
    return made[0]


def _place(gardener: Gardener, edition: Edition) -> None:
    """The secretary asks, her mayor answers with a reason, and so does the Diputación."""
    secretary = gardener.person("secretaria")
    entity = LocalEntity.objects.get(slug="villaseca-de-la-sierra")
    key = "00000000-0000-4000-8000-000000000022"
    services.apply_for_place(edition=edition, person=secretary, entity=entity, key=key)
    place = Enrolment.objects.get(edition=edition, person=secretary)
    gardener.see(f"/aula/visto-bueno/{place.pk}/", "alcalde")
    mayor = gardener.person("alcalde")
    since = gardener.count
    form = {
        "acting": acting(mayor, entity, "courses.consent"),
        "answer": "yes",
        "reason": gardener.corpus.text("motivo del visto bueno"),
    }
    gardener.send("alcalde", f"/aula/visto-bueno/{place.pk}/", form, since=since)
    for path in (f"/aula/plaza/{place.pk}/", "/mi-formacion/", "/"):
        gardener.see(path, "secretaria")
    Enrolment.objects.filter(pk=place.pk).update(state=EnrolmentState.SUPERVISOR_OK)
    since = gardener.count
    form = {"answer": "no", "reason": gardener.corpus.text("motivo del rechazo")}
    gardener.send("jefa", reverse("courses:answer", args=[place.pk]), form, since=since)


def _templates(gardener: Gardener) -> None:
    text = gardener.corpus.text
    for _ in range(6):
        since = gardener.count
        form = {
            "title": text("modelo", 120),
            "kind": "attendance",
            "body": text("texto del certificado"),
            "signatory": text("quién firma", 120),
            "post": text("puesto de quien firma", 160),
        }
        gardener.send(
            "editora", reverse("wagtailsnippets_courses_certificatetemplate:add"), form, since=since
        )
    for pk in CertificateTemplate.objects.values_list("pk", flat=True):
        gardener.see(reverse("wagtailsnippets_courses_certificatetemplate:edit", args=[pk]), "editora")
    gardener.see("/admin/snippets/courses/certificatetemplate/", *LOOKERS)
