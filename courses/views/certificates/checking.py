"""The page where anybody checks a certificate: by its code, or by its file."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.files import FileRefused
from courses.forms.certificates import PaperForm
from courses.services.certificates import Check, check_code, check_paper

LIMITS = {"certificate": "30/m/ip"}


def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Say what the certificate with this code is; an unknown code and an unreadable one answer alike."""
    typed = code or request.GET.get("codigo", "")
    if not typed.strip():
        return _page(request, PaperForm())
    if not _may_ask(request):
        return _too_many(request)
    return _page(request, PaperForm(), asked="code", found=check_code(typed))


def check_file(request: HttpRequest) -> HttpResponse:
    """Say whether the file is a certificate of ours, as it was sealed. The file is not kept."""
    if request.method != "POST":
        return check(request)
    if not _may_ask(request):
        return _too_many(request)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    sent = form.cleaned_data["paper"]
    try:
        found = check_paper(file=sent.file, name=sent.name)
    except FileRefused as refusal:
        form.add_error("paper", str(refusal))
        return _page(request, form, status=400)
    return _page(request, PaperForm(), asked="file", found=found)


def _page(
    request: HttpRequest, form: PaperForm, *, asked: str = "", found: Check | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "page_title": "Comprobar un certificado",
        "form": form,
        "asked": asked,
        "found": found,
    }
    return render(request, "courses/certificates/check.html", context, status=status)


def _too_many(request: HttpRequest) -> HttpResponse:
    answer = render(request, "courses/certificates/too_many.html", status=429)
    answer["Retry-After"] = "60"
    return answer


def _may_ask(request: HttpRequest) -> bool:
    usage = ratelimit.consume(request, app="courses", action="certificate", config=LIMITS, limit_get=True)
    return usage is not None
