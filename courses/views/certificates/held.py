"""Certificates: taken by their person, seen by whoever gives the edition."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.files.serving import answer
from courses.enums.certificates import CertificateKind
from courses.forms.certificates import KindForm
from courses.models import Certificate, Edition
from courses.rules import manages_editions, may_see_roll, teaches
from courses.services.certificates import certificates_of, standings
from courses.views.requests import PersonRequest


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


def edition(request: PersonRequest, code: str) -> HttpResponse:
    """Show who has each certificate of an edition, who is due it and who lacks something for it."""
    found = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, found):
        raise PermissionDenied
    kind = KindForm.kind_in(request.GET)
    rows = standings(found, kind)
    context = {
        "page_title": "Certificados de la edición",
        "breadcrumbs": [(found.course.title, reverse("courses:aula", args=[code]))],
        "edition": found,
        "kind": kind,
        "kinds": [(each, each.label.removeprefix("Certificado de ")) for each in CertificateKind],
        "rows": rows,
        "due": sum(row.is_due for row in rows),
        "issued": sum(row.certificate is not None for row in rows),
        "confirms": kind == CertificateKind.ACHIEVEMENT and teaches(request.user, found),
        "revokes": manages_editions(request.user),
    }
    return render(request, "courses/certificates/edition.html", context)
