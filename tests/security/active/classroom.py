"""Hostile texts in what a class writes: questions, answers, work asked, handed in and marked."""

import re
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from core import clock
from courses.models import Assignment, Edition, Enrolment, ForumPost, ForumThread, Submission
from tests.security.active.editions import running
from tests.security.active.gardener import Gardener

CODE = "corpus-aula"
CAST = ("secretaria", "concejala", "alcalde")
LEADERS = ("formadora", "jefa", "editora")
OTHERS = 6


def plant(gardener: Gardener) -> None:
    """Make a class, and let its people write in it."""
    edition, pupils = classroom(gardener)
    _forum(gardener, edition, pupils)
    _work(gardener, edition, pupils)
    gardener.shows(reverse("courses:aula", args=[CODE]), "secretaria", *LEADERS)
    gardener.see("/", *CAST, *LEADERS)
    gardener.see("/mi-formacion/", *CAST)


def classroom(gardener: Gardener) -> tuple[Edition, list[str]]:
    """Return an edition under way with people of the cast and others, each named by her address."""
    from demo.seed.places import Seat

    hers = [Seat(person, person.standing.entities[0]) for person in map(gardener.person, CAST)]
    known = {seat.person.pk for seat in hers}
    there = Enrolment.objects.filter(edition__code="registro-2026-10").exclude(person__in=known)
    others = [Seat(each.person, each.entity) for each in there.order_by("pk")[:OTHERS]]
    edition, emails = running(gardener, CODE, [*hers, *others], days=(-9, -8, 9))
    return edition, [*CAST, *emails[len(CAST) :]]


def _forum(gardener: Gardener, edition: Edition, pupils: list[str]) -> None:
    """Ten messages in ten minutes are the most that one person may write: they take turns."""
    ask = reverse("courses:forum_new", args=[CODE])
    writers = [pupil for pupil in pupils for _ in range(5)]
    for title in gardener.corpus.every("pregunta en una frase", 120):
        since, who = gardener.count - 1, writers.pop()
        form = {"title": title, "text": gardener.corpus.text("pregunta"), "idempotency_key": uuid4()}
        gardener.send(who, ask, form, since=since)
    thread = ForumThread.objects.filter(edition=edition).latest("pk")
    path = reverse("courses:forum_thread", args=[thread.pk])
    for turn, text in enumerate(gardener.corpus.many("respuesta")):
        form = {"text": text, "idempotency_key": uuid4()}
        gardener.send("concejala" if turn % 2 else "secretaria", path, form, since=gardener.count)
    _kept_in_order(gardener, thread)
    for each in (path, reverse("courses:forum", args=[CODE])):
        gardener.shows(each, *CAST, *LEADERS)
    gardener.shows(f"{reverse('courses:forum', args=[CODE])}?q=alert", "secretaria", "formadora")


def _kept_in_order(gardener: Gardener, thread: ForumThread) -> None:
    """One message is changed, another one hidden with a reason; each is shown to whom it concerns."""
    secretary = gardener.person("secretaria")
    hers = ForumPost.objects.filter(thread=thread, author=secretary, is_question=False).order_by("pk")
    changed, hidden = hers[0], hers[1]
    edit = reverse("courses:forum_edit", args=[changed.pk])
    since = gardener.count
    text = gardener.corpus.text("respuesta cambiada")
    gardener.send("secretaria", edit, {"text": text}, since=since)
    gardener.shows(edit, "secretaria")
    moderate = reverse("courses:forum_moderate", args=[hidden.pk])
    since = gardener.count
    reason = gardener.corpus.text("motivo de retirada")
    gardener.send("formadora", moderate, {"act": "hide", "reason": reason}, since=since)
    for post in (changed, hidden):
        gardener.shows(reverse("courses:forum_moderate", args=[post.pk]), "formadora", "jefa")


def _work(gardener: Gardener, edition: Edition, pupils: list[str]) -> None:
    now = timezone.localtime(clock.now())
    for title in islice(gardener.corpus.every("título de tarea", 120), 6):
        since = gardener.count - 1
        form = {
            "title": title,
            "instructions": "\n\n".join(gardener.corpus.text("qué hay que hacer") for _ in range(6)),
            "opens_at": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}",
            "due_at": f"{now + timedelta(days=5):%Y-%m-%dT%H:%M}",
            "late": "marked",
            "max_points": "10",
            "max_files": "2",
            "max_megabytes": "10",
            "idempotency_key": uuid4(),
        }
        gardener.send("formadora", reverse("courses:new_assignment", args=[CODE]), form, since=since)
    asked = Assignment.objects.filter(edition=edition).latest("pk")
    path = reverse("courses:assignment", args=[asked.pk])
    for pupil, text in zip(pupils, gardener.corpus.many("texto entregado"), strict=False):
        since = gardener.count
        item = gardener.corpus.file("fichero entregado", '"><img src=x onerror=alert(0)>.txt')
        name = item.what.replace("alert(0)", f"alert({item.number})")
        upload = gardener.upload(item.number, name, f"alert({item.number})".encode())
        form = {"text": text, "files": upload, "idempotency_key": uuid4()}
        gardener.send(pupil, path, form, since=since)
    _marked(gardener, asked)
    gardener.shows(path, *CAST, *LEADERS)
    root = reverse("courses:assignments", args=[CODE])
    for each in (root, f"{root}por-corregir/", f"/aula/tarea/{asked.pk}/entregas/"):
        gardener.shows(each, *LEADERS)
    gardener.shows(root, *CAST)
    gardener.shows(f"/aula/tarea/{asked.pk}/cambiar/", "formadora")


def _marked(gardener: Gardener, asked: Assignment) -> None:
    handed = Submission.objects.filter(assignment=asked).order_by("pk")
    assert handed.count() >= len(CAST)
    for submission in handed[: len(CAST)]:
        path = reverse("courses:mark", args=[submission.pk])
        for points in ("7", "8"):
            since = gardener.count
            form = {
                "points": points,
                "comment": "\n\n".join(gardener.corpus.text("comentario de la nota") for _ in range(6)),
                "reason": gardener.corpus.text("motivo del cambio de nota"),
                "idempotency_key": uuid4(),
            }
            gardener.send("formadora", path, form, since=since)
        gardener.shows(path, *LEADERS)
        page = gardener.browser("formadora").get(path).content.decode()
        gardener.see(re.findall(r'href="(/archivos/[^"]+)"', page)[0], "formadora")
