"""Acts on certificates. Each is asked twice: first the reason, then a page that says what will happen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.errors import Refused
from core.tenancy import unscoped
from courses.enums.certificates import CertificateKind
from courses.forms.certificates import KindForm, ReasonForm
from courses.models import Certificate, Edition, Enrolment
from courses.rules import manages_editions, may_see_roll, teaches
from courses.services.certificates import (
    Issued,
    confirm_achievement,
    issue_due,
    reissue_certificate,
    revoke_certificate,
    standings,
)
from courses.views.requests import PersonRequest

Act = Callable[[str], str]


def issue(request: PersonRequest, code: str) -> HttpResponse:
    """Name those who will get their certificate and those who will not; issue it when that is confirmed."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, edition):
        raise PermissionDenied
    if request.method == "POST":
        kind = KindForm.kind_in(request.POST)
        _done(request, lambda: _issued(issue_due(edition=edition, kind=kind, actor=request.user)))
        return redirect(_page_of(edition, kind))
    kind = KindForm.kind_in(request.GET)
    rows = standings(edition, kind)
    context = {
        "page_title": "Expedir certificados",
        "breadcrumbs": [("Certificados de la edición", _page_of(edition, kind))],
        "edition": edition,
        "kind": kind,
        "due": [row for row in rows if row.is_due],
        "lacking": [row for row in rows if row.certificate is None and row.reason],
        "back": _page_of(edition, kind),
    }
    return render(request, "courses/certificates/issue.html", context)


def reissue(request: PersonRequest, pk: int) -> HttpResponse:
    """Issue a new version of a certificate."""
    found = _certificate(request, pk)

    def act(reason: str) -> str:
        made = reissue_certificate(certificate=found, reason=reason, actor=request.user)
        return f"Versión {made.version} expedida a nombre de {made.snapshot['name']}."

    said = {
        "page_title": "Expedir una versión nueva",
        "lead": "El certificado se hace otra vez con lo que consta hoy: nombre, horas, fechas y mérito.",
        "effect": "El de ahora dejará de valer: quien lo compruebe leerá que se sustituyó por otro.",
        "button": "Expedir la versión nueva",
    }
    return _twice(request, said | _about(found), act)


def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a certificate back."""
    if not manages_editions(request.user):
        raise PermissionDenied
    found = _certificate(request, pk)

    def act(reason: str) -> str:
        revoke_certificate(certificate=found, reason=reason, actor=request.user)
        return f"Certificado de {found.snapshot['name']} anulado."

    said = {
        "page_title": "Anular el certificado",
        "lead": "Se anula lo que no debió expedirse. El papel no desaparece, pero deja de valer.",
        "effect": "Quien lo compruebe leerá que está anulado. No se puede deshacer.",
        "button": "Anular el certificado",
        "is_grave": True,
    }
    return _twice(request, said | _about(found), act)


def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that somebody learnt what was taught."""
    with unscoped("quien da la edición confirma a personas de cualquier ayuntamiento"):
        named = Enrolment.objects.select_related("person", "entity", "edition__course")
        place = get_object_or_404(named, pk=pk)
    if not teaches(request.user, place.edition):
        raise PermissionDenied
    name = place.person.get_full_name()

    def act(reason: str) -> str:
        confirm_achievement(enrolment=place, reason=reason, actor=request.user)
        return f"Aprovechamiento de {name} confirmado."

    said = {
        "page_title": "Confirmar el aprovechamiento",
        "lead": "Di en qué lo has visto: una práctica, un trabajo, sus intervenciones.",
        "effect": "Podrá tener el certificado de aprovechamiento si también llega a la asistencia.",
        "button": "Confirmar el aprovechamiento",
        "facts": [("Persona", name), ("Por quién", place.entity.name), ("Curso", place.edition.course.title)],
        "back": _page_of(place.edition, CertificateKind.ACHIEVEMENT),
    }
    return _twice(request, said, act)


def _twice(request: PersonRequest, said: dict[str, Any], act: Act) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    step = "reason"
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        reason = form.cleaned_data["reason"]
        if "confirmed" in request.POST:
            _done(request, lambda: act(reason))
            return redirect(said["back"])
        step = "confirm"
    shown = form if step == "confirm" or form.errors else ReasonForm(initial=request.POST.dict())
    context = {**said, "form": shown, "step": step, "breadcrumbs": [("Certificados", said["back"])]}
    return render(request, "courses/certificates/act.html", context)


def _done(request: PersonRequest, act: Callable[[], str]) -> None:
    """Do it and say so; what it refuses is said in the same place, and nothing is half done."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))


def _issued(done: Issued) -> str:
    said = "1 certificado expedido." if done.made == 1 else f"{done.made} certificados expedidos."
    return f"{said} Quedan {done.left}: pulsa otra vez «Revisar y expedir»." if done.left else said


def _certificate(request: PersonRequest, pk: int) -> Certificate:
    related = "enrolment__edition__course", "enrolment__person", "revocation", "replaced_by"
    found = get_object_or_404(Certificate.objects.select_related(*related), pk=pk)
    if not may_see_roll(request.user, found.enrolment.edition):
        raise PermissionDenied
    return found


def _about(found: Certificate) -> dict[str, Any]:
    said = found.snapshot
    facts = [
        ("Certificado", f"{said['title']}, versión {found.version}"),
        ("A nombre de", said["name"]),
        ("Curso", f"{said['course']}, {said['hours']} horas"),
        ("Código", found.code),
    ]
    return {"facts": facts, "back": _page_of(found.enrolment.edition, found.kind)}


def _page_of(edition: Edition, kind: str) -> str:
    return f"{reverse('courses:certificates', args=[edition.code])}?tipo={kind}"
