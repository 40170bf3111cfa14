"""Certificates: checked by anybody, taken by their person, issued by whoever gives the edition."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.files.serving import answer
from core.tenancy import unscoped
from courses.enums.certificates import CertificateKind
from courses.models import Certificate, Edition, Enrolment
from courses.rules import may_see_roll
from courses.services.certificates import (
    CertificateRefused,
    certificates_of,
    check_code,
    issue_certificate,
    why_not_yet,
)
from courses.views.requests import PersonRequest

CHECKS = {"certificate": "60/h/ip"}


def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Say what the certificate with this code is; an unknown code and an unreadable one answer alike."""
    typed = code or request.GET.get("codigo", "")
    if typed and not _may_ask(request):
        return render(request, "429.html", status=429)
    context = {
        "page_title": "Comprobar un certificado",
        "typed": bool(typed),
        "found": check_code(typed) if typed else None,
    }
    return render(request, "courses/certificates/check.html", context)


def paper(request: PersonRequest, pk: int) -> FileResponse:
    """Give the sealed PDF to its person or to whoever sees the roll."""
    found = get_object_or_404(Certificate.objects.select_related("enrolment__edition", "pdf"), pk=pk)
    own = found.enrolment.person_id == request.user.pk
    if not own and not may_see_roll(request.user, found.enrolment.edition):
        raise PermissionDenied
    return answer(found.pdf, f"certificado-{found.snapshot['edition']}.pdf")


def mine(request: PersonRequest) -> HttpResponse:
    """Show the certificates of this person."""
    context = {
        "page_title": "Mis certificados",
        "breadcrumbs": [("Mi formación", reverse("courses:mine"))],
        "certificates": list(certificates_of(request.user)),
    }
    return render(request, "courses/certificates/mine.html", context)


def issue(request: PersonRequest, code: str) -> HttpResponse:
    """Show who has reached a certificate and who has not, and issue those that are due."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, edition):
        raise PermissionDenied
    with unscoped("los certificados de una edición reúnen a todos los ayuntamientos"):
        places = list(Enrolment.objects.filter(edition=edition).enrolled().for_roll())
        if request.method == "POST":
            made = _issue_all(request, places)
            messages.success(request, f"Certificados expedidos: {made}.")
            return redirect("courses:certificates", edition.code)
        rows = [_row(place) for place in places]
    context = {
        "page_title": "Certificados de la edición",
        "breadcrumbs": [(edition.course.title, reverse("courses:aula", args=[code]))],
        "edition": edition,
        "rows": rows,
        "due": sum(not row["reason"] and row["certificate"] is None for row in rows),
    }
    return render(request, "courses/certificates/edition.html", context)


def _issue_all(request: PersonRequest, places: list[Enrolment]) -> int:
    made = 0
    for place in places:
        if _newest(place) is not None:
            continue
        try:
            issue_certificate(enrolment=place, kind=CertificateKind.ATTENDANCE, actor=request.user)
        except CertificateRefused:
            # Said beside each name in the page.
            continue
        made += 1
    return made


def _row(place: Enrolment) -> dict[str, object]:
    found = _newest(place)
    reason = "" if found else why_not_yet(place, CertificateKind.ATTENDANCE)
    return {"place": place, "certificate": found, "reason": reason}


def _newest(place: Enrolment) -> Certificate | None:
    return place.certificates.filter(kind=CertificateKind.ATTENDANCE).order_by("-version").first()


def _may_ask(request: HttpRequest) -> bool:
    usage = ratelimit.consume(request, app="courses", action="certificate", config=CHECKS, limit_get=True)
    return usage is not None
