"""Error pages with a way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long; nothing was saved."""
    return render(request, "403_csrf.html", status=403)
